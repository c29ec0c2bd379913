"""Random open case files, made from the declarations themselves."""

from __future__ import annotations

import unicodedata
from typing import Any

from hypothesis import strategies as st

from mediator_app.core.interchange.read import DraftCase, cases_of
from mediator_app.core.interchange.shape import CASE, FORMAT, VERSION, Part
from mediator_app.core.interchange.write import document
from mediator_app.core.view import CaseView

COUNTED = ("women", "men", "young_women", "young_men")
LISTS = ("party", "clause", "note")  # what other elements refer to
KEYS = {name: [f"{name}{number}" for number in range(3)] for name in LISTS}
TEXT = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=12
).map(lambda text: unicodedata.normalize("NFC", text))
DAY = st.dates().map(lambda day: day.isoformat())
NOTHING = object()


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


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(1, 2))
    return whole([draw(case_objects(f"case {number}")) for number in range(count)])


@st.composite
def case_objects(draw: st.DrawFn, external_id: str) -> dict[str, Any]:
    keys = {name: held[: draw(st.integers(0, 3))] for name, held in KEYS.items()}
    made = _object(draw, CASE, keys)
    made["external_id"] = external_id
    for part in CASE.parts:
        if part.only and part.only != made["kind"]:
            made.pop(part.key, None)
    return made


def _object(draw: st.DrawFn, part: Part, keys: dict[str, list[str]], own: str = "") -> dict:
    made: dict[str, Any] = {}
    for fact in part.facts:
        if fact.name == "key":
            continue
        # Most facts are left out, or no example would fit into Hypothesis' buffer.
        if fact.required or draw(st.integers(0, 3)) == 0:
            value = draw(_value(fact, keys, own))
            if value is not NOTHING:
                _put(made, fact.path, value)
    if own:
        made["key"] = own
    for inner in part.parts:
        held = _held(draw, inner, keys)
        if held is not None:
            made[inner.key] = held
    if {"young_women", "young_men"} & made.keys():
        for young, all_ in (("young_women", "women"), ("young_men", "men")):
            if young in made:
                made[all_] = max(made[young], made.get(all_, 0))
    return made


def _held(draw: st.DrawFn, part: Part, keys: dict[str, list[str]]) -> Any:
    name = part.record.NAME
    if part.single:
        wanted = (name == "agreement" and keys["clause"]) or draw(st.booleans())
        made = _object(draw, part, keys) if wanted else None
        return None if part.only and not made else made
    if name in LISTS:
        return [_object(draw, part, keys, own) for own in keys[name]] or None
    if part.scalar:
        return draw(st.lists(TEXT, max_size=2, unique=True)) or None
    items = [_object(draw, part, keys) for _ in range(draw(st.integers(0, 2)))]
    if part.identity:
        paths = [f.path for f in part.facts if f.name in part.identity]
        items = list({tuple(item.get(path) for path in paths): item for item in items}.values())
    return items or None


def _put(made: dict[str, Any], path: str, value: Any) -> None:
    *around, last = path.split(".")
    for name in around:
        made = made.setdefault(name, {})
    made[last] = value


def _value(fact, keys: dict[str, list[str]], own: str) -> st.SearchStrategy:
    match fact.kind:
        case "text" | "long":
            return TEXT
        case "code":
            return st.sampled_from(list(fact.codes))
        case "day":
            return DAY
        case "integer" | "money":
            return st.integers(fact.at_least, min(fact.at_most, 10**6))
        case "boolean":
            return st.booleans()
        case "area":
            return st.sampled_from(["0.0001", "2.5", "12", "99999999999.9999"])
        case "codes":
            return st.lists(st.sampled_from(list(fact.codes)), min_size=1, max_size=3)
        case "fuzzy":
            return _fuzzy()
        case "ref":
            known = [k for k in keys[fact.to] if fact.to == "party" and fact.name != "representative"]
            if not known:  # towards earlier ones alone: no cycle
                known = [k for k in keys[fact.to] if own.startswith(fact.to) and k < own]
            if fact.to == "clause":
                known = keys["clause"]
            return st.sampled_from(known) if known else st.just(NOTHING)
        case "refs":
            known = keys[fact.to]
            return st.lists(st.sampled_from(known), min_size=1) if known else st.just(NOTHING)
        case _:
            return st.lists(TEXT, min_size=1, max_size=3)


def _fuzzy() -> st.SearchStrategy:
    pair = st.tuples(DAY, DAY).map(sorted)
    both = st.tuples(pair, TEXT).map(lambda t: {"from": t[0][0], "to": t[0][1], "text": t[1]})
    open_end = DAY.map(lambda day: {"from": day, "to": None, "text": None})
    words = TEXT.map(lambda text: {"from": None, "to": None, "text": text})
    return st.one_of(DAY, both, open_end, words)
