"""Tables of events, into the region's notebook: first looked at, then taken in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mediator_app.core import events_table, news
from mediator_app.core.clock import ClockQuality
from mediator_app.core.errors import AppError
from mediator_app.core.events_table import NAMES, Event, EventsTable, RowFault, TableTooLarge
from mediator_app.core.interchange.shape import entity_id
from mediator_app.core.marks import N_
from mediator_app.core.records.incidents import Incident
from mediator_app.core.roles import Act
from mediator_app.db.engine import Connection
from mediator_app.db.reads import cases as case_reads
from mediator_app.db.reads import incidents as reads
from mediator_app.host.files import told_in_words
from mediator_app.journal import Edit
from mediator_app.services.alerts import finder
from mediator_app.services.cases import change, create
from mediator_app.services.work import Changed, Workspace, Writer

__all__ = ["EventsTable", "RowFault"]

TOGETHER = 500  # events in one changeset, and between two looks at progress
OF_A_TABLE = "event"  # part of the id: one table read on two laptops makes one incident each
# What a newer table may say otherwise; what people here judged and did stays theirs.
FOLLOWED = NAMES

Progress = Callable[[int, int], None]  # done, total; raises to stop


class NothingGood(AppError):
    """A table of which no row can be taken in."""

    message = N_("No row of this table can be taken in.")


@dataclass(frozen=True, slots=True)
class Trust:
    """What the table is worth, as the person says; its events are rumours where nobody does."""

    reliability: str | None = None
    credibility: str | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What taking a table in would do; nothing is written yet."""

    table: EventsTable
    new: int
    updated: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was done."""

    new: int
    updated: int
    unchanged: int
    changed: Changed = field(default_factory=Changed)


def look(work: Workspace, path: Path, *, progress: Progress | None = None) -> Looked:
    """Read a table and say what it would bring; bad rows are listed in it."""
    with told_in_words(path):
        if path.stat().st_size > events_table.LARGEST * 1_000_000:
            raise TableTooLarge(megabytes=events_table.LARGEST, rows=events_table.MOST_ROWS)
        raw = path.read_bytes()
    believed = work.environment.quality() != ClockQuality.IMPLAUSIBLE
    table = events_table.parse(
        events_table.decoded(raw),
        finder(),
        today=work.today() if believed else None,
        progress=progress,
    )
    counts = {"new": 0, "updated": 0, "unchanged": 0}
    with work.read() as connection:
        case_no = case_reads.case_no_of(connection, work.info.region_unit)
        for part in _parts(table.events):
            known = _known(connection, case_no, [_id(event) for event in part])
            for event in part:
                held = known.get(_id(event))
                counts[_what(held, event)] += 1
    return Looked(table, **counts)


def take_in(
    work: Workspace,
    table: EventsTable,
    trust: Trust | None = None,
    *,
    progress: Progress | None = None,
) -> TakenIn:
    """Keep all good rows of a table, in one transaction: stopped, it leaves nothing behind."""
    if not table.events:
        raise NothingGood
    counts = {"new": 0, "updated": 0, "unchanged": 0}
    with work.write(Act.IMPORT) as writer:
        case_no = case_reads.case_no_of(writer.connection, work.info.region_unit)
        done = 0
        for part in _parts(table.events):
            _bring(work, writer, case_no, part, trust or Trust(), counts)
            done += len(part)
            if progress:
                progress(done, len(table.events))
        return TakenIn(**counts, changed=writer.changed)


def _bring(
    work: Workspace,
    writer: Writer,
    case_no: int | None,
    part: Sequence[Event],
    trust: Trust,
    counts: dict[str, int],
) -> None:
    ids = [_id(event) for event in part]
    known = _known(writer.connection, case_no, ids)
    edits: list[Edit] = []
    for eid, event in zip(ids, part, strict=True):
        held = known.get(eid)
        counts[_what(held, event)] += 1
        if held is None:
            facts = event.facts
            edits.append(create(Incident, eid, {**_judged(facts, trust), **facts}))
        elif differing := _differing(held, event):
            edits.append(change(Incident, eid, differing))
    writer.author(work.info.region_unit, edits)


def _known(
    connection: Connection, case_no: int | None, eids: Sequence[bytes]
) -> Mapping[bytes, dict[str, Any]]:
    """Return the facts of those events that are here; a notebook nobody wrote in has none."""
    return {} if case_no is None else reads.facts_of(connection, case_no, eids)


def _id(event: Event) -> bytes:
    return entity_id(Incident.ETYPE, OF_A_TABLE, event.external_id)


def _judged(facts: Mapping[str, Any], trust: Trust) -> dict[str, Any]:
    """Return what a new event is worth; it was reported to nobody here, so no 72 hours run."""
    severity = news.severity(facts["type"], dead=facts["dead"], injured=None, displaced=None)
    believed = trust.credibility in news.BELIEVED
    return {
        "source_reliability": trust.reliability,
        "credibility": trust.credibility,
        "severity": severity,
        "state": (news.State.VERIFIED if believed else news.State.RUMOUR).value,
    }


def _what(held: Mapping[str, Any] | None, event: Event) -> str:
    if held is None:
        return "new"
    return "updated" if _differing(held, event) else "unchanged"


def _differing(held: Mapping[str, Any], event: Event) -> dict[str, Any]:
    """Return what a newer table says otherwise; what it leaves out stays."""
    facts = event.facts
    return {
        name: facts[name]
        for name in FOLLOWED
        if facts[name] is not None and facts[name] != held[name]
    }


def _parts(events: Sequence[Event]) -> list[Sequence[Event]]:
    return [events[start : start + TOGETHER] for start in range(0, len(events), TOGETHER)]
