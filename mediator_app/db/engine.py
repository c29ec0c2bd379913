"""One encrypted database file: how it is opened, read, written and closed."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from mediator_app.core.errors import AppError
from mediator_app.db import driver
from mediator_app.db.driver import Code, DriverConnection, DriverError, driver_of
from mediator_app.db.errors import (
    DatabaseDamaged,
    DiskFailing,
    DiskUnreadable,
    NoRoom,
    ReadingOnly,
)
from mediator_app.host.files import DiskFault, FileBusy, NotFound, NotWritable

__all__ = ["Connection", "Database"]

KEY_BYTES = 32
SALT_BYTES = 16
CACHE_MIB = 16
BUSY_SECONDS = 5.0
# Below this a write is likely to fail half-way, and what SQLite calls an I/O error is a full disk.
ROOM_WANTED = 20 * 2**20
NO_ROOM = 2**20
WAL_LIMIT = 64 * 2**20

_memory_names = count(1)


class Database:
    """A file encrypted with `key`, opened by as many connections as threads need.

    One thread may write while others read; a second writer waits for its turn. A missing file
    is an error unless `create` is given: an empty file must never take the place of a lost one.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        salt: bytes,
        *,
        create: bool = False,
        cache_mib: int = CACHE_MIB,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        if len(key) != KEY_BYTES or len(salt) != SALT_BYTES:
            raise ValueError("a database key has 32 bytes, its salt 16")
        self.path = path
        self._key, self._salt = key, salt
        self._cache_mib, self._busy_seconds = cache_mib, busy_seconds
        self._memory_name = ""
        self._reading_only = False
        self._mode = "rwc" if create else "rw"
        self._engine = self._make_engine(writes=False)
        self._writer = self._make_engine(writes=True)

    @classmethod
    def in_memory(cls, key: bytes, salt: bytes) -> Database:
        """Return a database that is gone with its last connection (a reader waits for a writer)."""
        database = cls(Path(f"memory-{next(_memory_names)}"), key, salt)
        database._memory_name = database.path.name
        # SQLite frees it with the last connection: this one stays until dispose().
        database._anchor = database._open()
        return database

    _anchor: DriverConnection | None = None

    @property
    def is_reading_only(self) -> bool:
        """Say whether the disk has failed under us, so that only reading is left."""
        return self._reading_only

    @contextmanager
    def read(self) -> Generator[Connection]:
        """Open a transaction that sees one state of the file and may not change it."""
        # begin(), not connect(): whoever reads through the driver is in the transaction too.
        with self._told(writing=False), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Generator[Connection]:
        """Open the one writing transaction: kept when the block ends, undone when it raises."""
        if self._reading_only:
            raise ReadingOnly
        with self._told(writing=True), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def restructure(self) -> Generator[Connection]:
        """Open a writing transaction that does not enforce foreign keys.

        Rebuilding a table drops it for a moment; with foreign keys on, that would delete every
        row that points at it. Whoever uses this checks the keys before the block ends.
        """
        if self._reading_only:
            raise ReadingOnly
        with self._told(writing=True), self._writer.connect() as connection:
            raw = driver_of(connection)
            _pragma(raw, "foreign_keys", "OFF")  # means nothing once a transaction has begun
            try:
                with connection.begin():
                    yield connection
            finally:
                _pragma(raw, "foreign_keys", "ON")

    def sibling(self, path: Path, *, create: bool = False) -> Database:
        """Return another file under the same key: a backup, or one to be restored."""
        return Database(path, self._key, self._salt, create=create, cache_mib=self._cache_mib)

    @contextmanager
    def new_copy(self, path: Path) -> Generator[DriverConnection]:
        """Open a new file under the same key to be filled page by page.

        It has no journal: a copy that fails half-way is thrown away, not repaired. Whoever
        fills it makes it durable afterwards.
        """
        with self._told(writing=True, elsewhere=path):
            connection = self._open(f"{path.absolute().as_uri()}?mode=rwc")
            try:
                _pragma(connection, "journal_mode", "OFF")
                _pragma(connection, "synchronous", "OFF")
                yield connection
            finally:
                connection.close()

    @contextmanager
    def closed_copy(self, path: Path) -> Generator[DriverConnection]:
        """Open a finished copy under the same key without writing anything beside it."""
        with self._told(writing=False, elsewhere=path):
            connection = self._open(f"{path.absolute().as_uri()}?mode=ro&immutable=1")
            try:
                yield connection
            finally:
                connection.close()

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the file and empty the log."""
        with self._told(writing=True):
            connection = self._open()
            try:
                _pragma(connection, "wal_checkpoint", "TRUNCATE")
            finally:
                connection.close()

    def dispose(self) -> None:
        """Close every connection; the file is then complete in itself."""
        self._let_go()
        if self._anchor is not None:
            self._anchor.close()
            self._anchor = None

    def _make_engine(self, *, writes: bool) -> Engine:
        # Readers and the writer have connections of their own: to turn one into the other throws
        # away every prepared statement.
        engine = create_engine(
            "sqlite://",
            module=driver.MODULE,
            creator=self._open if writes else self._open_reader,
            poolclass=QueuePool,
            # Each connection may fill a cache of its own: few, and the warmest first.
            pool_size=1 if writes else 3,
            max_overflow=5,
            pool_use_lifo=True,
        )
        # IMMEDIATE: a reader that turns writer halfway cannot wait for the lock.
        event.listen(engine, "begin", _begin_immediate if writes else _begin)
        return engine

    def _let_go(self) -> None:
        """Close every connection that nobody holds."""
        self._engine.dispose()
        self._writer.dispose()

    def _open_reader(self) -> DriverConnection:
        connection = self._open()
        _pragma(connection, "query_only", "ON")
        return connection

    def _open(self, uri: str | None = None) -> DriverConnection:
        connection = driver.connect(uri or self._uri())
        try:
            # First of all, or a wrong key would be told on stderr, which we may not own.
            _pragma(connection, "cipher_log_level", "NONE")
            _pragma(connection, "cipher_memory_security", "ON")
            _pragma(connection, "key", f"\"x'{self._key.hex()}{self._salt.hex()}'\"")
            _pragma(connection, "busy_timeout", int(self._busy_seconds * 1000))
            _pragma(connection, "foreign_keys", "ON")
            _pragma(connection, "trusted_schema", "OFF")
            _pragma(connection, "secure_delete", "ON")
            _pragma(connection, "temp_store", "MEMORY")
            _pragma(connection, "cache_size", -1024 * self._cache_mib)
            _pragma(connection, "synchronous", "FULL")
            _pragma(connection, "journal_size_limit", WAL_LIMIT)
            if uri is None and not self._reading_only:
                _pragma(connection, "journal_mode", "WAL")
            else:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the key fits
        except BaseException:
            connection.close()
            raise
        return connection

    def _uri(self) -> str:
        if self._memory_name:
            return f"file:/{self._memory_name}?vfs=memdb"
        return f"{self.path.absolute().as_uri()}?mode={'ro' if self._reading_only else self._mode}"

    @contextmanager
    def _told(self, *, writing: bool, elsewhere: Path | None = None) -> Generator[None]:
        """Turn what the driver raises into what a person can be told."""
        try:
            yield
        except (DBAPIError, DriverError) as error:
            told = _meaning(error, elsewhere or self.path, writing=writing)
            if told is None:
                raise
            if elsewhere is not None:
                # Another disk failing, or another file damaged, is no reason to close this one.
                if isinstance(told, DiskFailing):
                    told = DiskFault(place=elsewhere)
            elif isinstance(told, DatabaseDamaged):
                # After one unreadable page SQLCipher fails everything on that connection.
                self._let_go()
            elif isinstance(told, DiskFailing):
                self._read_only_from_now_on()
            raise told from error

    def _read_only_from_now_on(self) -> None:
        self._reading_only = True
        self._let_go()


def no_room(path: Path, wanted: int) -> NoRoom:
    """Return the refusal that says how much is missing for `wanted` bytes beside `path`."""
    return NoRoom(needed=max(1, -(-(wanted - _free(path)) // 10**6)), place=path)


def _meaning(error: Exception, path: Path, *, writing: bool) -> AppError | None:
    code = driver.code_of(error.orig if isinstance(error, DBAPIError) else error)
    if code in (Code.IOERR, Code.CANTOPEN) and _free(path) < NO_ROOM:
        code = Code.FULL
    match code:
        case Code.FULL:
            return no_room(path, ROOM_WANTED)
        case Code.BUSY | Code.LOCKED:
            return FileBusy(place=path)
        case Code.READONLY if writing:  # a reader that writes is a fault of ours
            return NotWritable(place=path)
        case Code.IOERR:
            return DiskFailing() if writing else DiskUnreadable(name=path.name)
        case Code.CORRUPT | Code.NOTADB:
            return DatabaseDamaged(name=path.name)
        case Code.CANTOPEN:
            return NotFound(place=path)
        case _:
            return None


def _begin(connection: Connection) -> None:
    driver_of(connection).execute("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    driver_of(connection).execute("BEGIN IMMEDIATE")


def _pragma(connection: DriverConnection, name: str, value: str | int) -> None:
    """Set a pragma; the one place that puts values into SQL, because pragmas take no parameters."""
    connection.execute(f"PRAGMA {name} = {value}").fetchall()


def _free(path: Path) -> int:
    folder = path.absolute().parent
    return shutil.disk_usage(folder).free if folder.is_dir() else ROOM_WANTED
