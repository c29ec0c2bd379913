"""Writes cases as the open case file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from mediator_app.core.interchange.read import HECTARE
from mediator_app.core.interchange.shape import (
    CASE,
    FORMAT,
    VERSION,
    Part,
    keyed_id,
    single_id,
)
from mediator_app.core.records.agreements import Agreement
from mediator_app.core.records.base import Fact
from mediator_app.core.view import CaseView, Entry


def document(views: Sequence[CaseView]) -> dict[str, Any]:
    """Return the whole document, ready for json.dumps."""
    return {"format": FORMAT, "version": VERSION, "cases": [case_object(v) for v in views]}


def case_object(view: CaseView) -> dict[str, Any]:
    """Return one case as an object of the file; what is empty is left out."""
    case = view.case
    written = _object(CASE, view.records[case.NAME][0], view)
    written.setdefault("external_id", view.unit_id.hex())
    return written


def element_key(entry: Entry[Any]) -> str:
    """Return the name by which a file calls an element: its own, or its id."""
    key = getattr(entry.record, "key", None)
    if key and keyed_id(entry.record.ETYPE, key) == entry.eid:
        return str(key)
    return entry.eid.hex()


def _object(part: Part, entry: Entry[Any], view: CaseView) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if not part.identity and (not part.single or _is_named(part, entry)):
        written["key"] = element_key(entry)
    for fact in part.facts:
        if fact.name == "key":
            continue
        value = getattr(entry.record, fact.name)
        if value is not None:
            value = _value(fact, value, view)
        if value is not None:
            _put(written, fact, value)
    for inner in part.parts:
        held = _held(inner, entry, view)
        if not held:
            continue
        items = [_object(inner, child, view) for child in held]
        if inner.scalar:
            written[inner.key] = [item[inner.scalar] for item in items]
        else:
            written[inner.key] = _latest(items) if inner.single else items
    return written


def _latest(items: list[Any]) -> Any:
    """Return the one of several that a file has room for: the mandate given last."""
    return max(enumerate(items), key=lambda held: (str(held[1].get("on") or ""), held[0]))[1]


def _held(part: Part, around: Entry[Any], view: CaseView) -> list[Entry[Any]]:
    return [
        entry
        for entry in view.all(part.record)
        if (not part.parent or getattr(entry.record, part.parent) == around.eid)
        and all(getattr(entry.record, name) == value for name, value in part.fixed.items())
        and (part.holds is None or part.holds(view, entry))
        and not _names_nobody(part, entry, view)
    ]


def _is_named(part: Part, entry: Entry[Any]) -> bool:
    """Tell whether the only one of its kind is not the first: an amendment has its own id."""
    return part.parent == "" and part.record is Agreement and entry.eid != single_id(Agreement)


def _names_nobody(part: Part, entry: Entry[Any], view: CaseView) -> bool:
    """Tell whether an element is about a record that was taken away: who was not there now."""
    return any(
        fact.kind == "ref" and (eid := getattr(entry.record, fact.name)) and not view.by_id(eid)
        for fact in part.facts
        if fact.name in part.identity
    )


def _put(written: dict[str, Any], fact: Fact, value: object) -> None:
    *around, last = fact.path.split(".")
    target = written
    for name in around:
        target = target.setdefault(name, {})
    target[last] = value


def _value(fact: Fact, value: Any, view: CaseView) -> object:
    if fact.kind == "ref":
        return _name(value, view)
    if fact.kind == "refs":
        return [name for item in value if (name := _name(bytes.fromhex(item), view))]
    if fact.kind == "fuzzy":
        first, last, words = value
        if first and first == last and not words:
            return first
        return {"from": first, "to": last, "text": words}
    if fact.kind == "area":
        return format((Decimal(value) / HECTARE).normalize(), "f")
    return value


def _name(eid: bytes, view: CaseView) -> str | None:
    """Return how the file calls a record; one that was taken away can't be referred to."""
    found = view.by_id(eid)
    return element_key(found) if found else None
