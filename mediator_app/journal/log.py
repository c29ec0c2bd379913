"""The log inside one transaction: units, streams and changesets, read and added to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from mediator_app.db.driver import DriverConnection
from mediator_app.journal import statements as sql
from mediator_app.wire.changeset import (
    BODY_LIMIT,
    LAMPORT_LIMIT,
    NO_PREVIOUS,
    Create,
    Header,
    Op,
    Set,
    Value,
    ref_of,
    trusted_body,
)
from mediator_app.wire.zstd import Packer

Values = Mapping[tuple[bytes, int], Value]  # by (entity, field)
Cell = int | bytes | None

ASKED_AT_ONCE = 400
BODIES_KEPT = 256
HIGHEST_REF = b"\xff" * 16


class State(IntEnum):
    """What became of a changeset; the numbers are stored."""

    APPLIED = 0
    NEWER = 1  # needs a newer program: kept, passed on, not applied
    UNREADABLE = 2  # was kept for a newer program, which found it malformed
    PURGED = 3  # its body was erased by authority: its ops are dead, what they replaced is not


@dataclass(slots=True)
class Unit:
    """One case or notebook and its newest change."""

    case_no: int
    unit_id: bytes
    lamport: int = 0
    last_wall: int = 0
    last_quality: int = 0
    is_new: bool = False
    changed: bool = False

    def advance(self, lamport: int, wall: int, quality: int) -> None:
        """Take note of a change; which one is newest does not depend on the order of arrival."""
        newest = (self.lamport, self.last_wall, self.last_quality)
        if (self.is_new and not self.changed) or (lamport, wall, quality) > newest:
            self.lamport, self.last_wall, self.last_quality = lamport, wall, quality
        self.changed = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A changeset on its way into the log."""

    header: Header
    header_bytes: bytes
    signature: bytes
    body: bytes | None
    changeset_id: bytes
    state: State


class Log:
    """Reads the log and gathers what is to be added; `write` adds it."""

    def __init__(self, connection: DriverConnection, packer: Packer) -> None:
        self._execute = connection.execute
        self._many = connection.executemany
        self._packer = packer
        self._units: dict[bytes, Unit] = {}
        self._new_case_nos: set[int] = set()
        self._streams: dict[bytes, int] = {}
        self._lids: dict[bytes, int] = {}
        self._refs: dict[int, bytes] = {}
        self._bodies: dict[int, Values] = {}
        self._heads: dict[tuple[int, int], tuple[int, bytes]] = {}
        self._rows: list[tuple[Cell, ...]] = []
        self._first_pending = 0  # lid of the first row not written yet
        self._last_lid: int | None = None
        self._last_case_no: int | None = None

    # --- units and streams -----------------------------------------------------------------------

    def unit(self, unit_id: bytes, *, is_new: bool = False) -> Unit:
        """Return the unit, new if need be; `is_new` spares the look into the file."""
        unit = self._units.get(unit_id)
        if unit is None:
            stored = None if is_new else self._stored_unit(unit_id)
            unit = self._units[unit_id] = stored or self._new_unit(unit_id)
        return unit

    def _stored_unit(self, unit_id: bytes) -> Unit | None:
        row = self._execute(sql.UNIT_BY_ID, (unit_id,)).fetchone()
        return Unit(row[0], unit_id, *row[1:]) if row else None

    def _new_unit(self, unit_id: bytes) -> Unit:
        case_no = self._next(sql.LAST_UNIT, self._last_case_no)
        self._last_case_no = case_no
        self._new_case_nos.add(case_no)
        return Unit(case_no, unit_id, is_new=True)

    def _next(self, greatest: str, last: int | None) -> int:
        """Return the number after the last one given, or after the greatest that is stored."""
        if last is None:
            (stored,) = self._execute(greatest).fetchone()
            return int(stored or 0) + 1
        return last + 1

    def is_new(self, case_no: int) -> bool:
        """Tell whether nothing of this unit was stored before this batch."""
        return case_no in self._new_case_nos

    def stream_no(self, stream_id: bytes, *, device_id: bytes | None = None) -> int:
        """Return the number of a stream, making it known if need be."""
        number = self._streams.get(stream_id)
        if number is None:
            row = self._execute(sql.STREAM_BY_ID, (stream_id,)).fetchone()
            if row is None:
                self._execute(sql.ADD_STREAM, (stream_id, device_id))
                row = self._execute(sql.STREAM_BY_ID, (stream_id,)).fetchone()
            number = self._streams[stream_id] = int(row[0])
        return number

    # --- changesets by name and by number --------------------------------------------------------

    def known(self, changeset_ids: Iterable[bytes]) -> set[bytes]:
        """Return those of the ids that the log holds already."""
        ids = list(changeset_ids)
        found: set[bytes] = set()
        for start in range(0, len(ids), ASKED_AT_ONCE):
            part = ids[start : start + ASKED_AT_ONCE]
            rows = self._execute(sql.known_among(len(part)), part)
            found.update(row[0] for row in rows)
        return found

    def applied_lid(self, ref: bytes) -> int | None:
        """Return the lid of a changeset whose ops have been applied."""
        lid = self._lids.get(ref)
        if lid is None:
            row = self._execute(sql.APPLIED_LID, (ref, ref + HIGHEST_REF)).fetchone()
            if row:
                lid = self._lids[ref] = row[0]
        return lid

    def met(self, lid: int, ref: bytes) -> None:
        """Take note of an applied changeset that was read elsewhere."""
        self._lids[ref] = lid
        self._refs[lid] = ref

    def ref(self, lid: int) -> bytes:
        """Return the ref of a changeset that has a live op, and so has been applied."""
        ref = self._refs.get(lid)
        if ref is None:
            row = self._execute(sql.CS_ID, (lid,)).fetchone()
            ref = ref_of(row[0])
            self.met(lid, ref)
        return ref

    def precedence(self, lid: int) -> tuple[int, bytes]:
        """Return what orders two concurrent values: their lamport counters, then their ids."""
        lamport, changeset_id = self._execute(sql.PRECEDENCE, (lid,)).fetchone()
        return lamport, changeset_id

    def author(self, lid: int) -> tuple[bytes, bytes | None]:
        """Return the stream and, where known, the device that wrote a changeset."""
        self._write_changesets()
        stream_id, device_id = self._execute(sql.STREAM_DEVICE, (lid,)).fetchone()
        return stream_id, device_id

    def values(self, lid: int) -> Values:
        """Return the values a changeset brought, by entity and field."""
        values = self._bodies.get(lid)
        if values is None:
            if len(self._bodies) >= BODIES_KEPT:
                self._bodies.clear()
            values = self._bodies[lid] = values_of(self._ops(lid))
        return values

    def _ops(self, lid: int) -> list[Op]:
        if self._rows and lid >= self._first_pending:
            self._write_changesets()
        (packed,) = self._execute(sql.BODY, (lid,)).fetchone()
        return [] if packed is None else unpacked(packed, self._packer)

    def brought(self, ref: bytes, eid: bytes, field: int) -> bool:
        """Tell whether this changeset is here and said something about this very field."""
        lid = self.applied_lid(ref)
        if lid is None:
            return False
        return any(
            op.eid == eid and (field in op.facts or not field)
            if isinstance(op, Create)
            else op.eid == eid and field == (op.field if isinstance(op, Set) else 0)
            for op in self._ops(lid)
        )

    # --- additions -------------------------------------------------------------------------------

    def head(self, unit: Unit, stream_no: int) -> tuple[int, bytes]:
        """Return number and id of the last changeset of a stream in a unit."""
        key = (unit.case_no, stream_no)
        head = self._heads.get(key)
        if head is None:
            head = (0, NO_PREVIOUS)
            if unit.changed or not unit.is_new:
                self._write_changesets()
                head = self._execute(sql.HEAD, key).fetchone() or head
            self._heads[key] = head
        return head

    def add(self, entry: Entry, unit: Unit, stream_no: int) -> int:
        """Add a changeset; return its lid, greater than every other."""
        lid = self._last_lid = self._next(sql.LAST_LID, self._last_lid)
        if not self._rows:
            self._first_pending = lid
        header = entry.header
        # An absurd counter buys nothing but the first place in a list of conflicts.
        lamport = min(header.lamport, LAMPORT_LIMIT)
        packed = None if entry.body is None else self._packer.deflate(entry.body)
        self._rows.append(
            (
                lid, entry.changeset_id, unit.case_no, stream_no, header.seq, lamport,
                header.wall, header.clock_quality, entry.state.value,
                entry.header_bytes, entry.signature, packed,
            )
        )  # fmt: skip
        unit.advance(lamport, header.wall, header.clock_quality)
        ref = ref_of(entry.changeset_id)
        if entry.state is State.APPLIED:
            self._lids[ref] = lid
        self._refs[lid] = ref
        head = self._heads.get((unit.case_no, stream_no))
        if head is not None:
            self._heads[unit.case_no, stream_no] = max(head, (header.seq, entry.changeset_id))
        return lid

    def pending(self) -> int:
        """Return how many changesets wait to be written."""
        return len(self._rows)

    def write(self) -> None:
        """Write units and changesets; the units are no longer new."""
        self._write_changesets()
        new: list[tuple[Cell, ...]] = []
        old: list[tuple[Cell, ...]] = []
        for unit in self._units.values():
            if not unit.changed:
                continue
            newest = (unit.lamport, unit.last_wall, unit.last_quality)
            if unit.is_new:
                new.append((unit.case_no, unit.unit_id, unit.unit_id[0], *newest))
            else:
                old.append((*newest, unit.case_no))
            unit.is_new = unit.changed = False
        if new:
            self._many(sql.ADD_UNIT, new)
        if old:
            self._many(sql.SET_UNIT, old)

    def _write_changesets(self) -> None:
        if self._rows:
            self._many(sql.ADD_CHANGESET, self._rows)
            self._rows = []

    def settle(self) -> None:
        """Treat all that was written as stored before."""
        self._new_case_nos.clear()
        self._heads.clear()


def unpacked(packed: bytes, packer: Packer) -> list[Op]:
    """Return the ops of a body as the log stores it."""
    return trusted_body(packer.inflate(packed, limit=BODY_LIMIT))


def values_of(ops: Iterable[Op]) -> dict[tuple[bytes, int], Value]:
    """Return the values that ops bring, by entity and field."""
    values: dict[tuple[bytes, int], Value] = {}
    for op in ops:
        if isinstance(op, Create):
            for field, value in op.facts.items():
                values[op.eid, field] = value
        elif isinstance(op, Set):
            values[op.eid, op.field] = op.value
    return values
