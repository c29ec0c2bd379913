"""What two people wrote at once, for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from mediator_app.db.driver import DriverConnection, driver_of
from mediator_app.journal import statements as sql
from mediator_app.journal.entity import Entity, fields_of
from mediator_app.journal.log import Log
from mediator_app.wire.changeset import EXISTENCE, Value
from mediator_app.wire.zstd import Packer


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the values, and who wrote it when. A removal is the value False of field 0."""

    field: int
    value: Value
    ref: bytes
    lamport: int
    wall: int  # as that laptop's clock had it
    quality: int
    stream_id: bytes
    device_id: bytes | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """An open conflict; `candidates` newest first, equal values of several authors included.

    Field 0: the record was removed by one and edited by another who had not seen the removal.
    Its candidates are the live removals, the live creations, and those edits.
    """

    case_no: int
    unit_id: bytes
    eid: bytes
    field: int
    candidates: tuple[Candidate, ...]

    @property
    def etype(self) -> int:
        return self.eid[0]


def conflicts(connection: Connection, case_no: int | None = None) -> list[Conflict]:
    """Return the open conflicts of one unit, or of all."""
    raw = driver_of(connection)
    if case_no is None:
        rows = raw.execute(sql.CONFLICTS).fetchall()
    else:
        rows = raw.execute(sql.CONFLICTS_OF_UNIT, (case_no,)).fetchall()
    reader = _Reader(raw)
    return [
        Conflict(number, unit_id, eid, field, reader.candidates(number, eid, field))
        for number, unit_id, eid, field in rows
    ]


class _Reader:
    def __init__(self, raw: DriverConnection) -> None:
        self._raw = raw
        self._log = Log(raw, Packer())

    def candidates(self, case_no: int, eid: bytes, field: int) -> tuple[Candidate, ...]:
        entity = Entity.stored(self._raw.execute(sql.ENTITY, (case_no, eid)).fetchone())
        live = [(lid, field) for lid in entity.changesets(field)]
        if field == EXISTENCE:
            late = entity.edits_unseen_by_removals(self._log.ref)
            live += [(lid, number) for lid, mask in late.items() for number in fields_of(mask)]
        found = [self._candidate(entity, eid, lid, number) for lid, number in live]
        newest_first = sorted(found, key=lambda each: (each.lamport, each.ref), reverse=True)
        return tuple(newest_first)

    def _candidate(self, entity: Entity, eid: bytes, lid: int, field: int) -> Candidate:
        value: Value = lid not in entity.removals
        if field != EXISTENCE:
            value = self._log.values(lid)[eid, field]
        return Candidate(field, value, *self._raw.execute(sql.SIGNED_BY, (lid,)).fetchone())
