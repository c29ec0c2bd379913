"""Whether the log holds together and the tables are what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from mediator_app.db.driver import DriverConnection, driver_of
from mediator_app.journal import statements as sql
from mediator_app.journal.entity import Entity
from mediator_app.journal.journal import Journal
from mediator_app.journal.log import Log
from mediator_app.journal.parts import Parts
from mediator_app.journal.project import project
from mediator_app.journal.rebuild import replay
from mediator_app.wire.cbor import Malformed
from mediator_app.wire.changeset import BODY_LIMIT, digest, trusted_header
from mediator_app.wire.zstd import Packer

LOG = "changeset"
STATE = "ent"
CONFLICT = "conflict"

Key = bytes | tuple[bytes, int]  # an entity, or one field of it
Rows = dict[Key, object]  # what a table holds for one unit


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not what the log says. A rebuild mends every table but the log itself."""

    case_no: int
    table: str
    key: bytes  # the entity, or the changeset


def check(
    connection: Connection,
    journal: Journal,
    *,
    progress: Callable[[int, int], object] | None = None,
) -> list[Difference]:
    """Check every unit; change nothing. `progress` stops it by returning False."""
    units = driver_of(connection).execute(sql.UNITS).fetchall()
    found: list[Difference] = []
    for done, (case_no,) in enumerate(units):
        if progress is not None and progress(done, len(units)) is False:
            break
        found.extend(check_unit(connection, journal, case_no))
    return found


def check_unit(connection: Connection, journal: Journal, case_no: int) -> list[Difference]:
    """Compare the tables of one unit with what its log gives."""
    raw = driver_of(connection)
    damaged = [Difference(case_no, LOG, key) for key in _damaged_log(raw, case_no)]
    if damaged:
        return damaged  # what such a log gives is worth nothing
    found: list[Difference] = []
    for name, wanted, stored in _Tables(journal.parts, raw, case_no).pairs():
        keys = {key for key in wanted.keys() | stored.keys() if wanted.get(key) != stored.get(key)}
        found.extend(Difference(case_no, name, _entity(key)) for key in sorted(keys, key=repr))
    return found


def _entity(key: Key) -> bytes:
    return key[0] if isinstance(key, tuple) else key


def _damaged_log(raw: DriverConnection, case_no: int) -> Iterator[bytes]:
    packer = Packer()
    for _, changeset_id, header, packed in raw.execute(sql.LOG_OF_UNIT, (case_no,)):
        if digest(header) != changeset_id:
            yield changeset_id
            continue
        if packed is None:
            continue
        try:
            body = packer.inflate(packed, limit=BODY_LIMIT)
        except Malformed:
            body = b""
        if digest(body) != trusted_header(header).body_hash:
            yield changeset_id


class _Tables:
    """Each table of a unit twice: as the log gives it, and as it is stored."""

    def __init__(self, parts: Parts, raw: DriverConnection, case_no: int) -> None:
        self._raw, self._case_no = raw, case_no
        self._tables = parts.tables()
        states, self._log = replay(raw, case_no, case_no)
        self._found = project(states, self._log, self._tables)

    def pairs(self) -> Iterator[tuple[str, Rows, Rows]]:
        for etype, table in self._tables.items():
            stored = self._raw.execute(table.of_unit, (self._case_no,)).fetchall()
            yield table.spec.name, _by_eid(self._found.records[etype]), _by_eid(stored)
        conflicts: list[Any] = [row[1:] for row in self._found.conflicts]
        stored = self._raw.execute(sql.CONFLICT_ROWS_OF_UNIT, (self._case_no,)).fetchall()
        yield CONFLICT, {row[:2]: row[2] for row in conflicts}, {row[:2]: row[2] for row in stored}
        given: list[Any] = [row[1:] for row in self._found.new_entities]
        stored = self._raw.execute(sql.ENTITIES_OF_UNIT, (self._case_no,)).fetchall()
        yield STATE, self._meanings(given), self._meanings(stored)

    def _meanings(self, rows: Sequence[Sequence[Any]]) -> Rows:
        return {
            eid: _meaning(Entity.stored((flags, lid, mask, more)), self._log)
            for eid, _etype, flags, lid, mask, more in rows
        }


def _by_eid(rows: Sequence[Sequence[Any]]) -> Rows:
    return {row[1]: tuple(row) for row in rows}


def _meaning(entity: Entity, log: Log) -> object:
    # A careless author may name a changeset that said nothing here: whether that leaves a ghost
    # depends on which came first, and nothing depends on the ghost.
    ghosts = {ref: mask for ref, mask in entity.ghosts.items() if log.applied_lid(ref) is None}
    return entity.flags, entity.live, entity.removals, ghosts
