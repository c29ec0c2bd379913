"""Who changed what, newest first: the log as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from mediator_app.db.driver import driver_of
from mediator_app.journal import statements as sql
from mediator_app.journal.log import Log, State, unpacked
from mediator_app.wire.changeset import EXISTENCE, Create, Op, Retract, Set, Value
from mediator_app.wire.zstd import Packer


class ChangeKind(StrEnum):
    CREATE = "create"
    SET = "set"
    RETRACT = "retract"
    RESTORE = "restore"
    NEWER = "newer"  # written by a newer program: not understood here
    PURGED = "purged"  # erased by authority


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history: one fact of one changeset.

    A creation has a line for the record itself (field 0) and one for each first value. What
    can't be read has one line, without entity.
    """

    changeset_id: bytes
    lamport: int
    wall: int  # as that laptop's clock had it
    quality: int
    stream_id: bytes
    device_id: bytes | None
    kind: ChangeKind
    eid: bytes = b""
    field: int = EXISTENCE
    value: Value = None
    replaced: tuple[Value, ...] = ()  # of changesets that are here

    @property
    def etype(self) -> int:
        return self.eid[0] if self.eid else 0


def history(
    connection: Connection, case_no: int, *, limit: int = 200, before: bytes | None = None
) -> list[Change]:
    """Return the lines of whole changesets, newest first: as many as make `limit` lines or more.

    `before` is the `changeset_id` of the last line of the page before this one.
    """
    raw = driver_of(connection)
    packer = Packer()
    log = Log(raw, packer)
    if before is None:
        rows = raw.execute(sql.HISTORY, (case_no,))
    else:
        rows = raw.execute(sql.HISTORY_BEFORE, (case_no, before))
    lines: list[Change] = []
    for changeset_id, lamport, wall, quality, state, packed, stream_id, device_id in rows:
        known = (changeset_id, lamport, wall, quality, stream_id, device_id)
        if state == State.APPLIED:
            for op in unpacked(packed, packer):
                lines += [Change(*known, *said) for said in _said(op, log)]
        else:
            kind = ChangeKind.PURGED if state == State.PURGED else ChangeKind.NEWER
            lines.append(Change(*known, kind))
        if len(lines) >= limit:
            break
    return lines


_Said = tuple[ChangeKind, bytes, int, Value, tuple[Value, ...]]


def _said(op: Op, log: Log) -> Iterator[_Said]:
    if isinstance(op, Create):
        yield ChangeKind.CREATE, op.eid, EXISTENCE, True, ()
        for field, value in op.facts.items():
            yield ChangeKind.CREATE, op.eid, field, value, ()
    elif isinstance(op, Set):
        yield ChangeKind.SET, op.eid, op.field, op.value, _replaced(op, log)
    elif isinstance(op, Retract):
        yield ChangeKind.RETRACT, op.eid, EXISTENCE, False, ()
    else:
        yield ChangeKind.RESTORE, op.eid, EXISTENCE, True, ()


def _replaced(op: Set, log: Log) -> tuple[Value, ...]:
    found: list[Value] = []
    for ref in op.preds:
        lid = log.applied_lid(ref)
        if lid is not None and (op.eid, op.field) in log.values(lid):
            found.append(log.values(lid)[op.eid, op.field])
    return tuple(found)
