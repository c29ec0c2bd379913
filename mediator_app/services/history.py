"""Who changed what in a case, and when: the log as a person reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from mediator_app.core.codenames import STAFF, STAFF_NAMES
from mediator_app.core.records.registry import record_type, type_of
from mediator_app.db.engine import Connection
from mediator_app.db.reads import authors
from mediator_app.db.reads import cases as reads
from mediator_app.journal.history import Change
from mediator_app.journal.history import history as log_of
from mediator_app.services.work import Workspace

TOGETHER = 200  # lines of the log read at once
AT_MOST = 10_000  # lines looked through for one answer
HIDDEN = "…"
UNSPOKEN = frozenset(  # of no meaning to a person
    {
        "key",
        "rank",
        "place_id",
        "content_key",
        "chunks",
        "thumbnail",
        "code_number",
        "origin",
    }
)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change: when (with the clock's quality 0 to 3), by whom, of what, from what to what.

    `kind` is one of journal.history.ChangeKind. What this version cannot read (newer, purged)
    has neither record nor field.
    """

    changeset_id: bytes
    when: datetime
    quality: int
    who: str
    device: str
    record: str
    eid: bytes
    field: str | None
    kind: str
    before: tuple[Any, ...]
    after: Any


@dataclass(frozen=True, slots=True)
class Save:
    """What one person kept at once."""

    changeset_id: bytes
    when: datetime
    quality: int
    who: str
    device: str
    own: bool
    lines: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of the history; `rest` continues it and is None at its end."""

    saves: tuple[Save, ...]
    rest: bytes | None


Keep = Callable[[HistoryLine], bool]


def _all(_line: HistoryLine) -> bool:
    return True


def history(
    work: Workspace, unit_id: bytes, *, limit: int = 200, before: bytes | None = None
) -> list[HistoryLine]:
    """Return the changes of a case, the newest first: whole saves that make `limit` lines.

    `before` continues an earlier answer.
    """
    found: list[HistoryLine] = []
    with work.read() as connection:
        for line in _lines(work, connection, unit_id, before):
            if len(found) >= limit and line.changeset_id != found[-1].changeset_id:
                break
            found.append(line)
    return found


def saves(
    work: Workspace,
    unit_id: bytes,
    *,
    limit: int = 30,
    before: bytes | None = None,
    keep: Keep = _all,
) -> Told:
    """Return the history save by save, the newest first, with the lines that `keep` wants."""
    found: list[Save] = []
    with work.read() as connection:
        looked = 0
        last: bytes | None = None
        lines = _lines(work, connection, unit_id, before)
        for changeset_id, group in groupby(lines, key=lambda line: line.changeset_id):
            if len(found) >= limit or looked >= AT_MOST:
                return Told(tuple(found), last)
            whole = tuple(group)
            looked += len(whole)
            last = changeset_id
            kept = tuple(line for line in whole if keep(line))
            if kept:
                found.append(_save(work, kept))
    return Told(tuple(found), None)


def without_names(line: HistoryLine) -> HistoryLine:
    """Return a line without what could name somebody: earlier names have no code any more."""
    kind = record_type(line.record) if line.record else None
    named = kind is not None and any(f.names and f.name == line.field for f in kind.facts())
    if not named or (line.record in STAFF and line.field in STAFF_NAMES):
        return line
    before = tuple(HIDDEN for value in line.before if value is not None)
    return replace(line, before=before, after=HIDDEN if line.after is not None else None)


def people(work: Workspace, unit_id: bytes) -> Mapping[str, str]:
    """Return who wrote in a case: the name (or the start of the id) of each laptop, by its id."""
    with work.read() as connection:
        case_no = reads.case_no_of(connection, unit_id)
        if case_no is None:
            return {}
        names = authors.device_names(connection)
        devices = authors.devices_of(connection, case_no)
    return {device: _who(work, names, device) for device in devices}


def _lines(
    work: Workspace, connection: Connection, unit_id: bytes, before: bytes | None
) -> Iterator[HistoryLine]:
    """Yield all lines that say something to a person, the newest first."""
    case_no = reads.case_no_of(connection, unit_id)
    if case_no is None:
        return
    names = authors.device_names(connection)
    while told := log_of(connection, case_no, limit=TOGETHER, before=before):
        for change in told:
            if (line := _line(work, names, change)) is not None:
                yield line
        before = told[-1].changeset_id


def _line(work: Workspace, names: Mapping[str, str], told: Change) -> HistoryLine | None:
    kind = type_of(told.etype)
    if kind is None and told.eid:
        return None  # a record of a newer version: kept and passed on, not shown
    fields = {fact.number: fact.name for fact in kind.facts()} if kind else {}
    if told.field and fields.get(told.field) in {None, *UNSPOKEN}:
        return None
    device = told.device_id.hex() if told.device_id else ""
    return HistoryLine(
        changeset_id=told.changeset_id,
        when=datetime.fromtimestamp(reads.bounded(told.wall), UTC),
        quality=told.quality,
        who=_who(work, names, device),
        device=device,
        record=kind.NAME if kind else "",
        eid=told.eid,
        field=fields.get(told.field) if told.field else None,
        kind=told.kind.value,
        before=told.replaced,
        after=told.value,
    )


def _who(work: Workspace, names: Mapping[str, str], device: str) -> str:
    return work.info.name if device == work.info.device else names.get(device, device[:8])


def _save(work: Workspace, lines: Sequence[HistoryLine]) -> Save:
    first = lines[0]
    return Save(
        first.changeset_id,
        first.when,
        first.quality,
        first.who,
        first.device,
        own=first.device == work.info.device,
        lines=tuple(lines),
    )
