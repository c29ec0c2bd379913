"""The edge to the SQLCipher driver."""

from __future__ import annotations

from enum import IntEnum
from typing import cast

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

MODULE = dbapi2
DriverConnection = dbapi2.Connection
DriverError = dbapi2.Error


class Code(IntEnum):
    """SQLite's primary result codes that mean something to a person."""

    BUSY = 5
    LOCKED = 6
    READONLY = 8
    IOERR = 10
    CORRUPT = 11
    FULL = 13
    CANTOPEN = 14
    NOTADB = 26


_KNOWN = {int(code): code for code in Code}
# Errors of the backup call come without a code.
_WORDS = {
    "database or disk is full": Code.FULL,
    "disk I/O error": Code.IOERR,
    "database disk image is malformed": Code.CORRUPT,
    "file is not a database": Code.NOTADB,
    "attempt to write a readonly database": Code.READONLY,
    "database is locked": Code.BUSY,
}


def driver_of(connection: Connection) -> DriverConnection:
    """Return the driver's connection under `connection`, inside the same transaction.

    For the few places where SQLAlchemy would cost more than SQLite.
    """
    return cast("DriverConnection", connection.connection.driver_connection)


def connect(uri: str) -> DriverConnection:
    """Open `uri` in the driver's autocommit mode: transactions are begun by us alone."""
    # Few statements are kept: each holds some of the 48 KB that SQLite allocates from without
    # asking the system. When they are used up, `cipher_memory_security` locks and wipes every
    # small block, and writing takes three times as long.
    return dbapi2.connect(
        uri, uri=True, check_same_thread=False, isolation_level=None, cached_statements=8
    )


def code_of(error: BaseException | None) -> Code | None:
    """Return what `error` of the driver means, or None when it is a fault of ours."""
    if not isinstance(error, DriverError):
        return None
    code: int | None = getattr(error, "sqlite_errorcode", None)
    # The low byte is the primary code, the rest are details.
    return _WORDS.get(str(error)) if code is None else _KNOWN.get(code & 0xFF)
