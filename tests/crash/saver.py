"""Works on a file while its disk fails as ordered, and says what was acknowledged.

Forks for each order, one JSON line each: loading the program a hundred times would take longer
than all the work. Prints `ack n`, `refused CLASS`, `read n`, and `ended status changes`.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from mediator_app.core.environment import Environment
from mediator_app.core.errors import StorageUnavailable
from mediator_app.core.names import fold
from mediator_app.core.records.registry import type_specs
from mediator_app.db import backup, migrate
from mediator_app.db.driver import driver_of
from mediator_app.db.engine import Database
from mediator_app.journal import Edit, Journal
from mediator_app.vault import identity

KEY, SALT = bytes(range(32)), bytes(range(16))
UNIT = bytes([1]) + bytes(15)
NOTE = 8


def note_id(number: int) -> bytes:
    return bytes([NOTE]) + number.to_bytes(15, "big")


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def environment() -> Environment:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    return Environment(now=lambda: now, monotonic=lambda: 0.0, random_bytes=os.urandom)


def journal() -> Journal:
    signer = identity.Signer(identity.new_device(os.urandom), os.urandom(16))
    return Journal(type_specs, signer, environment=environment(), fold=fold)


def save(database: Database, written: Journal, number: int, size: int = 900) -> None:
    words = f"note {number} " + "palabre " * (number * 37 % size // 8)
    with database.write() as connection, written.batch(connection) as batch:
        # Small, so that the log is written back to the file many times while we look.
        driver_of(connection).execute("PRAGMA wal_autocheckpoint = 20")
        batch.author(UNIT, [Edit(NOTE, note_id(number), {0: True, 2: words})])


def held(database: Database) -> list[int]:
    """Return the notes in the file, in the order of their numbers."""
    with database.read() as connection:
        rows = driver_of(connection).execute("SELECT text FROM note WHERE alive = 1").fetchall()
    return sorted(int(text.split()[1]) for (text,) in rows)


def save_many(path: str, count: int) -> None:
    database, written = Database(Path(path), KEY, SALT), journal()
    refused = False
    for number in range(count):
        try:
            save(database, written, number)
        except StorageUnavailable as error:
            say("refused", type(error).__name__)
            refused = True
        else:
            say("ack", number)
    if refused:
        say("read", len(held(database)))
    database.dispose()


def upgrade(path: str, _count: int) -> None:
    """Bring an empty file up to date."""
    database = Database(Path(path), KEY, SALT)
    migrate.upgrade(database, backups=Path(path).parent, environment=environment())
    say("ack", 0)
    database.dispose()


def restore(path: str, count: int) -> None:
    """Save some notes, make a copy, save one more, and put the copy back."""
    database, written, folder = Database(Path(path), KEY, SALT), journal(), Path(path).parent
    for number in range(count):
        save(database, written, number)
        if number == count - 2:
            copy = backup.create(database, folder, reason="kept", environment=environment())
    say("ack", 0)
    backup.restore(database, copy.path, environment=environment())
    say("ack", 1)
    database.dispose()


ORDERS = {"save": save_many, "upgrade": upgrade, "restore": restore}


def main() -> None:
    shim = ctypes.CDLL(None)
    importlib.import_module("alembic.command")  # here, once for all
    say("ready")
    for line in sys.stdin:
        order = json.loads(line)
        ask, tell = os.pipe()
        pid = os.fork()
        if pid == 0:
            shim.fault_arm(order["kind"], ctypes.c_long(order["at"]), b"/disk")
            try:
                ORDERS[order["do"]](order["path"], order["count"])
            except BaseException as error:  # noqa: BLE001 - told to the test, whatever it is
                say("failed", repr(error)[:300])
            os.write(tell, str(ctypes.c_long(shim.fault_seen()).value).encode())
            os._exit(0)
        os.close(tell)
        _pid, status = os.waitpid(pid, 0)
        changes = os.read(ask, 20).decode() or "0"
        os.close(ask)
        say("ended", status, changes)


if __name__ == "__main__":
    main()
