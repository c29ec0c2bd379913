"""Reads a whole unit as values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from mediator_app.core.goal import SETTING, goal_of
from mediator_app.core.records.base import Record
from mediator_app.core.records.registry import type_of
from mediator_app.core.view import CaseView, Entry, entry
from mediator_app.db.engine import Connection
from mediator_app.db.reads import cases as reads
from mediator_app.db.reads import view as stored
from mediator_app.journal.live import live_refs

LAST = 2**31


def view(connection: Connection, unit_id: bytes) -> CaseView:
    """Return everything alive in a unit; an unknown unit is empty."""
    case_no = reads.case_no_of(connection, unit_id)
    if case_no is None:
        return CaseView(unit_id, {})
    return CaseView(
        unit_id,
        _held(connection, case_no),
        conflicts=_conflicts(connection, case_no),
        code=stored.content_code(connection, case_no),
        goal=goal_of(stored.office_setting(connection, SETTING)),
    )


def some(connection: Connection, unit_id: bytes, *kinds: type[Record]) -> CaseView:
    """Return what is alive of these kinds in a unit: a Save needs no more, and soon."""
    case_no = reads.case_no_of(connection, unit_id)
    if case_no is None:
        return CaseView(unit_id, {})
    return CaseView(unit_id, _held(connection, case_no, only={kind.ETYPE for kind in kinds}))


def _held(
    connection: Connection, case_no: int, *, only: Collection[int] = ()
) -> dict[str, tuple[Entry[Any], ...]]:
    found: dict[str, tuple[Entry[Any], ...]] = {}
    for etype, rows in stored.records_of(connection, case_no, only=only).items():
        kind = type_of(etype)
        if kind is not None:
            entries = (entry(kind.NAME, eid, values) for eid, values in rows)
            found[kind.NAME] = tuple(sorted(entries, key=_place))
    return found


def live(connection: Connection, unit_id: bytes, eid: bytes) -> Mapping[str, frozenset[bytes]]:
    """Return which changes stand behind each field of a record now."""
    case_no = reads.case_no_of(connection, unit_id)
    kind = type_of(eid[0])
    if case_no is None or kind is None:
        return {}
    refs = live_refs(connection, case_no, eid)
    return {fact.name: refs.get(fact.number, frozenset()) for fact in kind.facts()}


def _place(held: Entry[Any]) -> tuple[int, bytes]:
    """Return where a record stands in its list: as the file or the person had it."""
    rank = getattr(held.record, "rank", None)
    return (rank if isinstance(rank, int) else LAST, held.eid)


def _conflicts(connection: Connection, case_no: int) -> frozenset[tuple[bytes, str]]:
    found: set[tuple[bytes, str]] = set()
    for eid, number in stored.conflicts_of(connection, case_no):
        kind = type_of(eid[0])
        names = {fact.number: fact.name for fact in kind.facts()} if kind else {}
        found.add((eid, names.get(number, "")))
    return frozenset(found)
