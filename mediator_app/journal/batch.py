"""Changes gathered in one transaction: written by this laptop or come from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import blake2b

from mediator_app.db.driver import DriverConnection
from mediator_app.journal import project
from mediator_app.journal import statements as sql
from mediator_app.journal.author import Author, Part, split
from mediator_app.journal.edit import Edit
from mediator_app.journal.entity import StoredState
from mediator_app.journal.ingest import Gate, IngestResult, Item, Refused
from mediator_app.journal.log import Entry, Log, State, Unit
from mediator_app.journal.parts import Parts
from mediator_app.journal.search import Index
from mediator_app.journal.states import Key, States
from mediator_app.wire import cbor
from mediator_app.wire.cbor import Malformed
from mediator_app.wire.changeset import (
    EPOCH_BYTES,
    ID_BYTES,
    LAMPORT_LIMIT,
    SCHEMA,
    Header,
    Op,
    digest,
    encode_body,
    encode_header,
    ref_of,
)
from mediator_app.wire.zstd import Packer

PENDING_AT_MOST = 1_000  # changesets; beyond, memory grows and nothing gets faster
QUARANTINED_AT_MOST = 2 * 2**20  # bytes of one item
MIN_READER = 1  # every version understands what this one writes
NO_EPOCH = bytes(EPOCH_BYTES)


class Batch:
    """Applies changesets in memory; the tables follow when it is flushed."""

    def __init__(self, parts: Parts, connection: DriverConnection) -> None:
        self._parts = parts
        self._connection = connection
        self._tables = parts.tables()
        self._log = Log(connection, Packer())
        self._states = States(self._log, is_new=self._log.is_new, read=self._stored_state)
        self._index = Index(connection, self._log, self._tables, parts.fold)

    # --- written here ----------------------------------------------------------------------------

    def author(self, unit_id: bytes, edits: Sequence[Edit], *, is_new: bool = False) -> bytes:
        """Write one Save; return the ref of its changeset (of the last, if it takes several).

        `is_new`: the id was made just now, so that nobody has to look whether it is known.
        """
        if len(unit_id) != ID_BYTES:
            raise ValueError("a unit's id has 16 bytes")
        signer = self._parts.signer
        unit = self._log.unit(unit_id, is_new=is_new)
        author = Author(self._log, self._states, self._tables, signer.device_id, signer.stream_id)
        ops = author.ops(unit.case_no, edits)
        ref = b""
        for part in split(ops, self._spell):
            ref = self._sign(unit, part)
        self._flush_when_full()
        return ref

    def _spell(self, ops: Sequence[Op]) -> bytes:
        # The salt keeps a hub from guessing short bodies by their hash.
        return encode_body(self._parts.environment.random_bytes(ID_BYTES), ops)

    def _sign(self, unit: Unit, part: Part) -> bytes:
        ops, body = part
        signer = self._parts.signer
        stream_no = self._log.stream_no(signer.stream_id, device_id=signer.device_id)
        seq, previous = self._log.head(unit, stream_no)
        header = Header(
            unit_id=unit.unit_id,
            stream_id=signer.stream_id,
            seq=seq + 1,
            prev=previous,
            lamport=min(unit.lamport + 1, LAMPORT_LIMIT),
            wall=self._parts.seconds(),
            clock_quality=self._parts.clock_quality().value,
            schema=SCHEMA,
            min_reader=MIN_READER,
            key_epoch=NO_EPOCH,
            body_hash=digest(body),
        )
        header_bytes = encode_header(header)
        entry = Entry(
            header,
            header_bytes,
            signer.sign(header_bytes),
            body,
            digest(header_bytes),
            State.APPLIED,
        )
        self._admit(entry, unit, stream_no, ops)
        return ref_of(entry.changeset_id)

    # --- come from elsewhere ---------------------------------------------------------------------

    def ingest(
        self, items: Sequence[Item], *, source: bytes = b"", purged: Collection[bytes] = ()
    ) -> IngestResult:
        """Take in what is new, in whatever order; set aside what is wrong, never raise for it."""
        gate = Gate(self._parts.verify, self._parts.reader, purged)
        ids = [digest(item.header) for item in items]
        known = self._log.known(ids)
        refused: list[Refused] = []
        units: set[bytes] = set()
        newer: set[bytes] = set()
        new = 0
        for changeset_id, item in zip(ids, items, strict=True):
            if changeset_id in known:
                continue
            try:
                entry, ops = gate.admit(item, changeset_id)
            except Malformed as error:
                refused.append(Refused(changeset_id, error.reason))
                self._set_aside(item, error.reason, source)
                continue
            known.add(changeset_id)
            new += 1
            unit = self._log.unit(entry.header.unit_id)
            self._admit(entry, unit, self._log.stream_no(entry.header.stream_id), ops)
            units.add(unit.unit_id)
            if entry.state is State.NEWER:
                newer.add(unit.unit_id)
            self._flush_when_full()
        return IngestResult(
            new=new,
            known=len(items) - new - len(refused),
            units=frozenset(units),
            newer=frozenset(newer),
            refused=tuple(refused),
        )

    def _set_aside(self, item: Item, reason: str, source: bytes) -> None:
        content = cbor.encode([item.header, item.signature, item.body])
        # Numbered by content: a bundle read twice fills nothing.
        number = int.from_bytes(blake2b(content, digest_size=8).digest(), "big", signed=True)
        self._connection.execute(
            sql.QUARANTINE,
            (number, reason, source, content[:QUARANTINED_AT_MOST], self._parts.seconds()),
        )

    # --- both ------------------------------------------------------------------------------------

    def _admit(self, entry: Entry, unit: Unit, stream_no: int, ops: Sequence[Op]) -> None:
        lid = self._log.add(entry, unit, stream_no)
        self._states.apply(lid, ref_of(entry.changeset_id), unit.case_no, ops)

    def _flush_when_full(self) -> None:
        if self._log.pending() >= PENDING_AT_MOST:
            self.flush()

    def flush(self) -> None:
        """Write log and tables, so that the rest of the transaction can read them."""
        self._log.write()
        found = project.project(self._states, self._log, self._tables)
        project.write(found, self._connection, self._tables)
        self._index.update(found)
        self._log.settle()
        self._states.clear()

    def _stored_state(self, key: Key) -> StoredState | None:
        row: StoredState | None = self._connection.execute(sql.ENTITY, key).fetchone()
        return row
