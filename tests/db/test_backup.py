from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from mediator_app.core.environment import Environment
from mediator_app.core.errors import StorageUnavailable
from mediator_app.db import backup, migrate
from mediator_app.db.engine import Database
from mediator_app.db.errors import BackupDamaged, BackupMissing
from tests.crash.disk import Fault, may_mount, on_small_disk, preloaded
from tests.db.conftest import KEY, SALT, START, Clock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def say(database: Database, what: str) -> None:
    with database.write() as connection:
        connection.execute(
            text("INSERT OR REPLACE INTO meta (k, v) VALUES ('said', :what)"), {"what": what}
        )


def said(database: Database) -> object:
    with database.read() as connection:
        return connection.execute(text("SELECT v FROM meta WHERE k = 'said'")).scalar()


def add_units(database: Database, first: int, last: int) -> None:
    with database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO unit (case_no, unit_id, kind, lamport, last_wall, last_quality)"
                " VALUES (:n, :id, 1, 1, 1, 1)"
            ),
            [{"n": n, "id": n.to_bytes(16, "big") * 60} for n in range(first, last)],
        )


def test_a_backup_holds_what_was_there_and_says_when_and_why(
    database: Database, folder: Path, environment: Environment
) -> None:
    add_units(database, 0, 5)
    say(database, "before")
    made = backup.create(database, folder, reason="by-hand", environment=environment)
    say(database, "after")
    assert made.name == "20260301T101500Z-by-hand.backup"
    assert (made.made_at, made.reason) == (START, "by-hand")
    assert backup.listed(folder) == [made]
    assert backup.by_name(folder, made.name) == made
    assert backup.verify(database, made.path) == backup.Contents(5, 0, migrate.HEAD)
    assert [path.name for path in folder.iterdir()] == [made.name]
    copy = database.sibling(made.path)
    assert (said(copy), said(database)) == ("before", "after")
    copy.dispose()


def test_a_backup_is_encrypted(database: Database, folder: Path, environment: Environment) -> None:
    say(database, "Aminata Diallo of Koro")
    made = backup.create(database, folder, reason="by-hand", environment=environment)
    content = made.path.read_bytes()
    assert b"Aminata" not in content
    assert b"CREATE TABLE" not in content
    with pytest.raises(BackupDamaged):
        backup.verify(Database(database.path, bytes(32), SALT), made.path)


def test_the_writer_goes_on_while_a_backup_is_made(
    database: Database, folder: Path, environment: Environment
) -> None:
    add_units(database, 0, 6_000)
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        thread = threading.Thread(
            target=add_units, args=(database, 6_000 + len(seen), 6_001 + len(seen))
        )
        thread.start()
        thread.join()

    made = backup.create(
        database, folder, reason="by-hand", environment=environment, progress=progress
    )
    assert len(seen) > 1
    assert seen[-1][0] == seen[-1][1]
    assert backup.verify(database, made.path).units == 6_000
    with database.read() as connection:
        now = connection.execute(text("SELECT count(*) FROM unit")).scalar_one()
    assert now == 6_000 + len(seen)


class Stopped(Exception):
    pass


def test_a_cancelled_backup_leaves_no_file(
    database: Database, folder: Path, environment: Environment
) -> None:
    add_units(database, 0, 6_000)

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        backup.create(database, folder, reason="by-hand", environment=environment, progress=stop)
    assert list(folder.iterdir()) == []
    say(database, "still works")


def test_the_night_keeps_three_and_no_other_backup_is_let_go(
    database: Database, folder: Path, environment: Environment, clock: Clock
) -> None:
    by_hand = backup.create(database, folder, reason="by-hand", environment=environment)
    made = []
    for _ in range(5):
        clock.wait(days=1)
        made.append(backup.nightly(database, folder, environment=environment))
    assert backup.listed(folder) == [*reversed(made[-3:]), by_hand]


def test_two_backups_of_one_second_are_both_kept(
    database: Database, folder: Path, environment: Environment
) -> None:
    for _ in range(3):
        backup.nightly(database, folder, environment=environment)
    assert len(backup.listed(folder)) == 3
    assert {copy.reason for copy in backup.listed(folder)} == {"nightly"}


def test_foreign_files_in_the_folder_are_not_taken_for_backups(
    database: Database, folder: Path, environment: Environment
) -> None:
    made = backup.create(database, folder, reason="by-hand", environment=environment)
    for name in ("notes.txt", "old.backup", "20269999T000000Z-x.backup", made.name + ".part"):
        (folder / name).write_text("x")
    assert backup.listed(folder) == [made]
    assert backup.listed(folder / "nowhere") == []
    with pytest.raises(BackupMissing):
        backup.by_name(folder, "old.backup")


@pytest.mark.parametrize("place", [20, 4096 * 3 + 50, -100])
def test_one_changed_byte_makes_a_backup_unfit(
    database: Database, folder: Path, environment: Environment, place: int
) -> None:
    made = backup.create(database, folder, reason="by-hand", environment=environment)
    content = bytearray(made.path.read_bytes())
    content[place] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(BackupDamaged):
        backup.verify(database, made.path)
    say(database, "kept")
    with pytest.raises(BackupDamaged):
        backup.restore(database, made.path, environment=environment)
    assert said(database) == "kept"


def test_a_changed_byte_is_noticed_where_no_row_lies(
    database: Database, folder: Path, environment: Environment
) -> None:
    with database.write() as connection:
        connection.execute(text("CREATE TABLE big AS SELECT randomblob(100000) AS content"))
    with database.write() as connection:
        connection.execute(text("DROP TABLE big"))
    made = backup.create(database, folder, reason="by-hand", environment=environment)
    content = bytearray(made.path.read_bytes())
    content[-3000] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(BackupDamaged):
        backup.verify(database, made.path)


def test_a_shortened_backup_is_unfit(
    database: Database, folder: Path, environment: Environment
) -> None:
    made = backup.create(database, folder, reason="by-hand", environment=environment)
    os.truncate(made.path, made.size - 4096)
    with pytest.raises(BackupDamaged):
        backup.verify(database, made.path)


def test_a_restored_file_is_marked_and_the_replaced_one_is_kept(
    database: Database, folder: Path, environment: Environment
) -> None:
    say(database, "old")
    made = backup.create(database, folder, reason="by-hand", environment=environment)
    say(database, "new")
    aside = backup.restore(database, made.path, environment=environment)
    assert said(database) == "old"
    with database.read() as connection:
        marked = connection.execute(text("SELECT v FROM meta WHERE k = 'restored'")).scalar_one()
    assert marked == START.isoformat()
    assert aside is not None
    kept = database.sibling(aside)
    assert said(kept) == "new"
    kept.dispose()
    database.dispose()
    assert sorted(path.name for path in database.path.parent.iterdir() if path.is_file()) == [
        "case-replaced-20260301T101500Z.db",
        "case.db",
    ]
    backup.verify(database, made.path)  # marked was the file in use, not the backup


def test_a_damaged_file_is_kept_with_its_log_when_it_is_replaced(
    database: Database, folder: Path, environment: Environment
) -> None:
    say(database, "old")
    made = backup.create(database, folder, reason="by-hand", environment=environment)
    database.dispose()
    with database.read():  # keeps the log from being emptied
        other = Database(database.path, KEY, SALT)
        say(other, "new")
        log = database.path.with_name("case.db-wal").read_bytes()
        content = database.path.read_bytes()
    other.dispose()
    database.dispose()
    database.path.write_bytes(b"x" * len(content))
    log = bytes(32) + log[32:]  # not even the log can be read any more
    database.path.with_name("case.db-wal").write_bytes(log)
    aside = backup.restore(database, made.path, environment=environment)
    assert aside is not None
    assert said(database) == "old"
    assert aside.read_bytes() == b"x" * len(content)
    assert aside.with_name(aside.name + "-wal").read_bytes() == log


def test_a_lost_file_can_be_restored(
    database: Database, folder: Path, environment: Environment
) -> None:
    say(database, "old")
    made = backup.create(database, folder, reason="by-hand", environment=environment)
    log = database.path.with_name("case.db-wal")
    with database.read():
        other = Database(database.path, KEY, SALT)
        say(other, "lost")
        left = log.read_bytes()
    other.dispose()
    database.dispose()
    database.path.unlink()
    log.write_bytes(left)
    assert backup.restore(database, made.path, environment=environment) is None
    assert said(database) == "old", "the log of the lost file was played into the restored one"


FULL = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from mediator_app.core.environment import Environment
    from mediator_app.core.errors import StorageUnavailable
    from mediator_app.db import backup
    from mediator_app.db.engine import Database
    database = Database(Path(sys.argv[1]), bytes(range(32)), bytes(range(16)))
    now = lambda: datetime(2026, 3, 1, tzinfo=UTC)
    environment = Environment(now=now, monotonic=lambda: 0.0, random_bytes=bytes)
    folder = Path(sys.argv[2])
    backup.shutil.disk_usage = lambda path: type("", (), {"free": 2**40})  # found out too late
    try:
        backup.create(database, folder, reason="x", environment=environment)
    except StorageUnavailable as error:
        print(error)
    print([path.name for path in folder.iterdir()])
"""


@pytest.mark.parametrize(
    "disk", ["small disk" if may_mount() else "fault shim for want of a small disk"]
)
def test_a_backup_that_fills_the_disk_is_refused_and_removed(
    database: Database, tmp_path: Path, disk: str
) -> None:
    add_units(database, 0, 5_000)
    database.dispose()
    folder = tmp_path / "small"
    folder.mkdir()
    command = [sys.executable, "-c", textwrap.dedent(FULL), str(database.path), str(folder)]
    if may_mount():
        ran = subprocess.run(
            on_small_disk(folder, 1024, command), capture_output=True, text=True, check=False
        )
    else:
        failing = preloaded(kind=int(Fault.FULL), at=200, match="/small/")
        ran = subprocess.run(command, env=failing, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    sentence, left = ran.stdout.splitlines()
    assert sentence.startswith("The disk is full. Free at least ")
    assert left == "[]"


def test_a_backup_that_cannot_fit_is_refused_before_it_begins(
    database: Database, folder: Path, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 1000

    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _path: Usage)
    with pytest.raises(StorageUnavailable) as told:
        backup.create(database, folder, reason="by-hand", environment=environment)
    assert "Free at least 2 MB" in str(told.value)
    assert list(folder.iterdir()) == []
