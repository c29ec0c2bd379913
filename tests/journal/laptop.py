"""A laptop of the tests: a real encrypted database in memory, a journal, a clock to be set."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, StaticPool, create_engine, event
from sqlcipher3 import dbapi2

from mediator_app.core.environment import Environment
from mediator_app.core.records.spec import FieldSpec, Policy, Storage, TypeSpec
from mediator_app.db.tables.bookkeeping import SEARCH_DDL, bookkeeping
from mediator_app.journal import Edit, IngestResult, Item, Journal
from mediator_app.journal.reconcile import missing_for, summary
from mediator_app.vault import identity

THING = TypeSpec(
    1,
    "thing",
    (
        FieldSpec(1, "name", Storage.TEXT, searchable=True),
        FieldSpec(2, "count", Storage.INTEGER),
        FieldSpec(3, "tags", Storage.LIST, searchable=True),
        FieldSpec(4, "stage", Storage.TEXT, Policy.EARLIEST, order=("first", "second", "third")),
        FieldSpec(5, "colour", Storage.TEXT, Policy.QUIET),
    ),
)
OTHER = TypeSpec(
    2,
    "other",
    (
        FieldSpec(1, "text", Storage.TEXT, searchable=True),
        FieldSpec(2, "is_done", Storage.BOOLEAN),
        FieldSpec(3, "link", Storage.BYTES),
    ),
)
NOTE = TypeSpec(
    3,
    "note",
    (
        FieldSpec(1, "text", Storage.TEXT, Policy.APPEND_ONLY, searchable=True),
        FieldSpec(2, "signed_text", Storage.TEXT, Policy.FROZEN),
    ),
)
TYPES = {spec.etype: spec for spec in (THING, OTHER, NOTE)}
UNKNOWN = 9  # an etype that only a newer version knows

SQL_TYPES = {
    Storage.TEXT: "TEXT",
    Storage.INTEGER: "INTEGER",
    Storage.BOOLEAN: "BOOLEAN",
    Storage.LIST: "JSON",
    Storage.BYTES: "BLOB",
}


def table_ddl(spec: TypeSpec) -> str:
    columns = ", ".join(f'"{field.name}" {SQL_TYPES[field.storage]}' for field in spec.fields)
    return (
        f'CREATE TABLE "{spec.name}"(case_no INTEGER NOT NULL, eid BLOB NOT NULL, alive INTEGER, '
        f"{columns}, PRIMARY KEY(case_no, eid)) WITHOUT ROWID"
    )


def open_memory() -> dbapi2.Connection:
    connection = dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA key = \"x'" + "5a" * 48 + "'\"")
    return connection


def engine_of(raw: dbapi2.Connection):
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: raw, poolclass=StaticPool)
    event.listen(
        engine,
        "begin",
        lambda connection: connection.connection.driver_connection.execute("BEGIN IMMEDIATE"),
    )
    return engine


def create_tables(connection: Connection, types=TYPES) -> None:
    bookkeeping.create_all(connection)
    raw = connection.connection.driver_connection
    raw.execute(SEARCH_DDL)
    for spec in types.values():
        raw.execute(table_ddl(spec))


def _empty_file() -> dbapi2.Connection:
    raw = open_memory()
    with engine_of(raw).begin() as connection:
        create_tables(connection)
    return raw


_EMPTY: list[dbapi2.Connection] = []


class Office:
    """What all laptops share: the roster of keys and one source of chance."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.stream_keys: dict[bytes, bytes] = {}  # stream -> public key of its device

    def verify(self, stream_id: bytes, header: bytes, signature: bytes) -> bool:
        key = self.stream_keys.get(stream_id)
        return key is not None and identity.verify(key, header, signature)

    def laptop(self, **options) -> Laptop:
        if not _EMPTY:
            _EMPTY.append(_empty_file())
        raw = open_memory()
        _EMPTY[0].backup(raw)
        return Laptop(self, raw, identity.new_device(self.random.randbytes), **options)


class Laptop:
    """One device with its database; `wall` is what its clock shows."""

    def __init__(
        self,
        office: Office,
        raw: dbapi2.Connection,
        keys: identity.DeviceKeys,
        *,
        stream_id: bytes | None = None,
        types=TYPES,
        reader: int = 1,
    ) -> None:
        self.office, self.raw, self.keys, self.types = office, raw, keys, types
        self.wall = datetime(2026, 3, 12, 10, tzinfo=UTC)
        self.engine = engine_of(raw)
        self.reader = reader
        self.enter_stream(stream_id or office.random.randbytes(16))

    def enter_stream(self, stream_id: bytes) -> None:
        """Write in this stream from now on, as a new incarnation of the laptop does."""
        self.signer = identity.Signer(self.keys, stream_id)
        self.office.stream_keys[stream_id] = self.signer.sign_public
        self.journal = Journal(
            lambda: self.types,
            self.signer,
            environment=Environment(
                now=lambda: self.wall,
                monotonic=lambda: 0.0,
                random_bytes=self.office.random.randbytes,
            ),
            fold=str.lower,
            verify=self.office.verify,
            reader=self.reader,
        )

    def clone(self) -> Laptop:
        """Return a laptop with a copy of this one's disk, in the same stream."""
        raw = open_memory()
        self.raw.backup(raw)
        other = Laptop(
            self.office, raw, self.keys, stream_id=self.signer.stream_id, types=self.types
        )
        other.wall = self.wall
        return other

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            yield connection

    read = write

    def save(self, unit_id: bytes, *edits: Edit) -> bytes:
        with self.write() as connection, self.journal.batch(connection) as batch:
            return batch.author(unit_id, edits)

    def ingest(self, items: Sequence[Item], **options) -> IngestResult:
        with self.write() as connection, self.journal.batch(connection) as batch:
            return batch.ingest(items, **options)

    def summary(self, unit_id: bytes):
        with self.read() as connection:
            return summary(connection, unit_id)

    def missing_for(self, unit_id: bytes, peer) -> list[Item]:
        with self.read() as connection:
            return missing_for(connection, unit_id, peer)

    def send(self, unit_id: bytes, other: Laptop) -> IngestResult:
        """Give the other laptop whatever it lacks."""
        return other.ingest(self.missing_for(unit_id, other.summary(unit_id)))

    def items(self, unit_id: bytes) -> list[Item]:
        return self.missing_for(unit_id, {})

    def rows(self, statement: str, *values) -> list[tuple]:
        return self.raw.execute(statement, values).fetchall()

    def found(self, word: str) -> list[int]:
        """Return the units whose search text holds this word."""
        with self.write() as connection:
            self.journal.index(connection)
        return [n for (n,) in self.rows("SELECT -rowid FROM search WHERE search MATCH ?", word)]

    def case_no(self, unit_id: bytes) -> int:
        return self.rows("SELECT case_no FROM unit WHERE unit_id = ?", unit_id)[0][0]

    def dump(self) -> dict[str, list[tuple]]:
        """Return the projected tables whole, in order, free of local numbers."""
        units = dict(self.rows("SELECT case_no, unit_id FROM unit"))
        dump = {
            spec.name: [
                (units[row[0]], *row[1:])
                for row in self.rows(f'SELECT * FROM "{spec.name}" ORDER BY case_no, eid')  # noqa: S608
            ]
            for spec in self.types.values()
        }
        dump["conflict"] = [
            (units[row[0]], *row[1:])
            for row in self.rows("SELECT * FROM conflict ORDER BY case_no, eid, field")
        ]
        dump["ent"] = [
            (units[row[0]], *row[1:])
            for row in self.rows("SELECT case_no, eid, etype, flags FROM ent ORDER BY 1, 2")
        ]
        return {name: sorted(rows, key=repr) for name, rows in dump.items()}


def unit_id(number: int = 1, kind: int = 1) -> bytes:
    return bytes([kind]) + number.to_bytes(15, "big")


def entity_id(spec_or_etype: TypeSpec | int, number: int = 1) -> bytes:
    etype = spec_or_etype.etype if isinstance(spec_or_etype, TypeSpec) else spec_or_etype
    return bytes([etype]) + number.to_bytes(15, "big")


def edit(eid: bytes, values: dict, *, seen=None) -> Edit:
    return Edit(eid[0], eid, values, seen)
