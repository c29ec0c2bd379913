"""Random open case files, made from the declarations themselves."""

from __future__ import annotations

import unicodedata
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from mediator_app.core.interchange.read import DraftCase, cases_of
from mediator_app.core.interchange.shape import CASE, FORMAT, VERSION, Part
from mediator_app.core.interchange.write import document
from mediator_app.core.records.base import Fact
from mediator_app.core.view import CaseView

COUNTED = ("women", "men", "young_women", "young_men")
LISTS = ("party", "clause", "note", "document", "issue", "meeting")  # what other elements refer to
ENDING = {"relationship": ("since", "until"), "mandate": ("on", "until", "withdrawn_on")}
LETTERS = "abcdeɛɔɲŋéèç'\"\\/<&>{}[]% \n\t\u200f\u202e😀\u0301😀中0123456789-,;:|\x01\x7f"


def whole(cases: list[dict[str, Any]]) -> dict[str, Any]:
    return {"format": FORMAT, "version": VERSION, "cases": cases}


def view_of(draft: DraftCase) -> CaseView:
    """Return a parsed case as it would stand in a profile."""
    found: dict[str, tuple[Any, ...]] = {}
    for entry in draft.entries:
        name = entry.record.NAME
        found[name] = (*found.get(name, ()), entry)
    return CaseView(bytes(16), found)


def again(given: dict[str, Any]) -> dict[str, Any]:
    """Return what is written after reading `given`."""
    return document([view_of(draft) for draft in cases_of(given)])


def documents() -> st.SearchStrategy[dict[str, Any]]:
    """Return whole files; from a number, because a file has hundreds of choices."""
    return st.integers(0, 2**32).map(made_of)


def made_of(seed: int) -> dict[str, Any]:
    luck = Random(seed)
    return whole([_case(luck, f"case {number}") for number in range(luck.randint(1, 2))])


def _case(luck: Random, external_id: str) -> dict[str, Any]:
    keys = {name: [f"{name}{n}" for n in range(luck.randint(0, 3))] for name in LISTS}
    keys["agreement"] = [f"agreement{n}" for n in range(luck.randint(0, 2))]
    made = _object(luck, CASE, keys)
    made["external_id"] = external_id
    _other_agreements(luck, made, keys)
    for part in CASE.parts:
        if part.only and part.only != made["kind"]:
            made.pop(part.key, None)
    return made


def _other_agreements(luck: Random, made: dict[str, Any], keys: dict[str, list[str]]) -> None:
    """Add drafts and earlier versions: the one called agreement stays the one in force."""
    (part,) = (part for part in CASE.parts if part.key == "other_agreements")
    signed = (made.get("agreement") or {}).get("signed_on")
    if not signed:
        made["agreement"] = {**(made.get("agreement") or {}), "signed_on": (signed := _day(luck))}
    others = [
        _object(luck, part, {**keys, "clause": [f"{own}c"]}, own) for own in keys["agreement"]
    ]
    for other in others:
        if other.get("signed_on"):
            other["signed_on"] = min(other["signed_on"], signed)
        if other.get("signed_on") == signed:
            del other["signed_on"]
    if others:
        made["other_agreements"] = others


def _object(  # noqa: C901, PLR0912 - a case has many parts
    luck: Random, part: Part, keys: dict[str, list[str]], own: str = ""
) -> dict:
    made: dict[str, Any] = {}
    for fact in part.facts:
        if fact.name != "key" and (fact.required or luck.random() < 0.4):
            value = _value(luck, fact, keys, own)
            if value is not None:
                _put(made, fact.path, value)
    if own:
        made["key"] = own
    for inner in part.parts:
        held = _held(luck, inner, keys)
        if held:
            made[inner.key] = held
    for young, everybody in (("young_women", "women"), ("young_men", "men")):
        if young in made:
            made[everybody] = max(made[young], made.get(everybody, 0))
    if part.record.NAME in ENDING:
        _end_later(made, *ENDING[part.record.NAME])
    if part.record.NAME == "relationship" and made.get("from") == made.get("to"):
        made.pop("to", None)
    mandate = made.get("mandate") if part.record.NAME == "party" else None
    if mandate and mandate.get("given_to") == own:
        del mandate["given_to"]
    return made


def _end_later(made: dict[str, Any], first: str, *ends: str) -> None:
    for last in ends:
        if made.get(first) and made.get(last):
            made[last] = max(made[first], made[last])


def _held(luck: Random, part: Part, keys: dict[str, list[str]]) -> Any:
    name = part.record.NAME
    if name == "agreement" and not part.single:
        return None  # see _other_agreements
    if part.single:
        needed = name == "agreement" and keys["clause"]
        return _object(luck, part, keys) if needed or luck.random() < 0.5 else None
    if name in LISTS:
        return [_object(luck, part, keys, own) for own in keys[name]]
    if part.scalar:
        return list({_text(luck) for _ in range(luck.randint(0, 2))})
    items = [_object(luck, part, keys) for _ in range(luck.randint(0, 2))]
    if part.identity:
        paths = [f.path for f in part.facts if f.name in part.identity]
        items = list({tuple(item.get(path) for path in paths): item for item in items}.values())
    return items


def _put(made: dict[str, Any], path: str, value: Any) -> None:
    *around, last = path.split(".")
    for name in around:
        made = made.setdefault(name, {})
    made[last] = value


def _text(luck: Random) -> str:
    return unicodedata.normalize("NFC", "".join(luck.choices(LETTERS, k=luck.randint(1, 12))))


def _day(luck: Random) -> str:
    return date.fromordinal(luck.randint(1, date.max.toordinal())).isoformat()


def _value(luck: Random, fact: Fact, keys: dict[str, list[str]], own: str) -> Any:  # noqa: C901, PLR0911, PLR0912
    match fact.kind:
        case "text" | "long":
            return _text(luck)
        case "code":
            return luck.choice(list(fact.codes))
        case "day":
            return _day(luck)
        case "integer" | "money":
            most = min(fact.at_most, 1000) if fact.name in COUNTED else fact.at_most
            return luck.choice([fact.at_least, most, luck.randint(fact.at_least, most)])
        case "boolean":
            return luck.random() < 0.5
        case "area":
            return luck.choice(["0.0001", "2.5", "12", "0", "99999999.9999"])
        case "codes":
            return luck.choices(list(fact.codes), k=luck.randint(1, 3))
        case "fuzzy":
            return _fuzzy(luck)
        case "ref":
            known = keys[fact.to]
            if own.startswith(fact.to):  # towards earlier ones alone: no cycle
                known = [key for key in known if key < own]
            return luck.choice(known) if known else None
        case "refs":
            return luck.sample(keys[fact.to], k=1) if keys[fact.to] else None
        case _:
            return [_text(luck) for _ in range(luck.randint(1, 3))]


def _fuzzy(luck: Random) -> Any:
    first, last = sorted([_day(luck), _day(luck)])
    return luck.choice(
        [
            first,
            {"from": first, "to": last, "text": _text(luck)},
            {"from": first, "to": None, "text": None},
            {"from": None, "to": None, "text": _text(luck)},
        ]
    )
