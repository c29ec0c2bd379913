"""Whatever the disk does: nothing acknowledged is lost, nothing is damaged, and it is told."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from mediator_app.db import health, meta, migrate
from mediator_app.db.engine import Database
from tests.crash import saver
from tests.crash.disk import Fault, may_mount, on_small_disk, preloaded
from tests.db.conftest import upgraded

ROOT = Path(__file__).parents[2]
SAVES = 25
POINTS = {Fault.KILL: 40, Fault.TORN: 30, Fault.FULL: 25, Fault.SYNC: 25}
DISK = "small disk" if may_mount() else "fault shim for want of a small disk"


@dataclass
class Told:
    acknowledged: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    read: int | None = None
    status: int = 0
    changes: int = 0


class Saver:
    """The process that saves, with a file of its own for each run."""

    def __init__(self, ready: bytes, path: Path) -> None:
        self._ready, self.path = ready, path
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.saver"],
            cwd=ROOT,
            env=preloaded(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        assert self._process.stdout.readline() == "ready\n"

    def run(self, kind: Fault, at: int = 0, *, do: str = "save", count: int = SAVES) -> Told:
        for old in self.path.parent.iterdir():
            old.unlink()
        self.path.write_bytes(b"" if do == "upgrade" else self._ready)
        order = {"do": do, "kind": kind, "at": at, "path": str(self.path), "count": count}
        self._process.stdin.write(json.dumps(order) + "\n")
        told = Told()
        while True:
            word, *rest = self._process.stdout.readline().split()
            match word:
                case "ack":
                    told.acknowledged.append(int(rest[0]))
                case "refused":
                    told.refused.append(rest[0])
                case "read":
                    told.read = int(rest[0])
                case "ended":
                    told.status, told.changes = int(rest[0]), int(rest[1])
                    return told
                case _:
                    raise AssertionError(rest)

    def close(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=30)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return upgraded(tmp_path_factory.mktemp("ready")).read_bytes()


@pytest.fixture(scope="module")
def running(ready: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Saver]:
    folder = tmp_path_factory.mktemp("saver") / "disk"
    folder.mkdir()
    made = Saver(ready, folder / "saver.db")
    yield made
    made.close()


@pytest.fixture(scope="module")
def changes(running: Saver) -> int:
    """How often an undisturbed run changes its files: the moments a fault may fall on."""
    told = running.run(Fault.NONE)
    assert (told.acknowledged, told.refused) == (list(range(SAVES)), [])
    assert told.changes > 100
    return told.changes


def look(path: Path) -> tuple[list[str], list[int], int]:
    """Return what is damaged, the notes, and the length of the log of a file left behind."""
    database = Database(path, saver.KEY, saver.SALT)
    damage = health.damage(database)
    notes = saver.held(database)
    with database.read() as connection:
        _units, changesets = health.counts(connection)
    database.dispose()
    return damage, notes, changesets


def moments(changes: int, kind: Fault, number: int = 0) -> list[int]:
    number = number or POINTS[kind]
    return sorted({1 + place * (changes - 1) // (number - 1) for place in range(number)})


@pytest.mark.parametrize("kind", [Fault.KILL, Fault.TORN])
def test_a_process_that_dies_loses_nothing_it_acknowledged(
    running: Saver, changes: int, kind: Fault
) -> None:
    died, unfinished = 0, 0
    for at in moments(changes, kind):
        told = running.run(kind, at)
        died += told.status == signal.SIGKILL
        damage, notes, changesets = look(running.path)
        assert damage == [], at
        assert notes[: len(told.acknowledged)] == told.acknowledged, at
        assert len(notes) in {len(told.acknowledged), len(told.acknowledged) + 1}, at
        assert changesets == len(notes), at  # the log and the tables are one
        unfinished += len(told.acknowledged) < SAVES
    assert died >= POINTS[kind] - 1
    assert unfinished >= POINTS[kind] * 3 // 4


def test_a_disk_that_is_full_refuses_and_reading_goes_on(running: Saver, changes: int) -> None:
    refused = 0
    for at in moments(changes, Fault.FULL):
        told = running.run(Fault.FULL, at)
        assert told.status == 0, at
        assert set(told.refused) <= {"NoRoom"}, at
        refused += bool(told.refused)
        damage, notes, changesets = look(running.path)
        assert damage == [], at
        assert set(told.acknowledged) <= set(notes), at
        assert changesets == len(notes), at
        if told.refused:
            assert told.read == len(told.acknowledged), at
    assert refused >= POINTS[Fault.FULL] * 3 // 4


def test_after_a_failed_sync_the_file_is_only_read(running: Saver, changes: int) -> None:
    refused = 0
    for at in moments(changes, Fault.SYNC):
        told = running.run(Fault.SYNC, at)
        assert told.status == 0, at
        if told.refused:
            refused += 1
            assert told.refused[0] == "DiskFailing", at
            assert set(told.refused[1:]) <= {"ReadingOnly"}, at
            assert len(told.acknowledged) + len(told.refused) == SAVES, at
            assert told.acknowledged == list(range(len(told.acknowledged))), at
            assert told.read is not None
            assert told.read >= len(told.acknowledged), at
        damage, notes, changesets = look(running.path)
        assert damage == [], at
        assert set(told.acknowledged) <= set(notes), at
        assert changesets == len(notes), at
    assert refused >= POINTS[Fault.SYNC] * 3 // 4


def test_an_upgrade_that_dies_leaves_the_file_empty_or_complete(running: Saver) -> None:
    whole = running.run(Fault.NONE, do="upgrade")
    assert whole.acknowledged == [0]
    found = []
    for at in moments(whole.changes, Fault.KILL, 15):
        told = running.run(Fault.KILL, at, do="upgrade")
        assert told.status == signal.SIGKILL
        database = Database(running.path, saver.KEY, saver.SALT)
        found.append(migrate.revision_of(database))
        assert found[-1] in {None, migrate.HEAD}
        assert not told.acknowledged or found[-1] == migrate.HEAD
        assert health.damage(database) == []
        with database.read() as connection:
            tables = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
        assert (tables == 0) == (found[-1] is None)
        database.dispose()
    assert set(found) == {None, migrate.HEAD}, "the moments must lie on both sides"


def test_a_restore_that_dies_leaves_the_old_file_or_the_restored_one(running: Saver) -> None:
    whole = running.run(Fault.NONE, do="restore", count=4)
    assert whole.acknowledged == [0, 1]
    found = []
    for at in range(whole.changes, whole.changes - 25, -1):
        told = running.run(Fault.KILL, at, do="restore", count=4)
        assert told.status == signal.SIGKILL
        damage, notes, _changesets = look(running.path)
        assert damage == [], at
        assert notes in ([0, 1, 2, 3], [0, 1, 2]), at
        database = Database(running.path, saver.KEY, saver.SALT)
        with database.read() as connection:
            marked = meta.value(connection, "restored") is not None
        database.dispose()
        assert marked == (notes == [0, 1, 2]), at
        if marked:  # then what was replaced is kept, whole
            (aside,) = running.path.parent.glob("*-replaced-*.db")
            assert look(aside)[:2] == ([], [0, 1, 2, 3]), at
        found.append(marked)
    assert set(found) == {True, False}, "the moments must lie on both sides"


ON_A_FULL_DISK = """
    import sys
    from pathlib import Path
    from mediator_app.core.errors import StorageUnavailable
    from mediator_app.db import health
    from mediator_app.db.engine import Database
    from tests.crash.saver import KEY, SALT, held, journal, save

    ready, folder, room = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    path = folder / "saver.db"
    path.write_bytes(ready.read_bytes())
    ballast = folder / "ballast"
    if room:
        ballast.write_bytes(bytes(room))
    database, written, number = Database(path, KEY, SALT), journal(), 0
    try:
        while number < 5_000:
            save(database, written, number)
            number += 1
    except StorageUnavailable as error:
        print(type(error).__name__, error)
    print(number > 0, held(database) == list(range(number)))
    if room:
        ballast.unlink()
        for more in range(number, number + 10):
            save(database, written, more)
        print(held(database) == list(range(number + 10)), health.damage(database))
"""


@pytest.mark.parametrize("disk", [DISK])
def test_a_save_on_a_full_disk_is_refused_and_goes_through_once_there_is_room(
    ready: bytes, tmp_path: Path, disk: str
) -> None:
    (tmp_path / "ready.db").write_bytes(ready)
    folder = tmp_path / "disk"
    folder.mkdir()
    program = [sys.executable, "-c", textwrap.dedent(ON_A_FULL_DISK)]
    arguments = [str(tmp_path / "ready.db"), str(folder)]
    if may_mount():
        room = 2000 * 1024 - len(ready) // 2
        size = (len(ready) + room) // 1024 + 400
        command = on_small_disk(folder, size, [*program, *arguments, str(room)])
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        after = ["True []"]
    else:
        ran = subprocess.run(
            [*program, *arguments, "0"],
            cwd=ROOT,
            env=preloaded(kind=int(Fault.FULL), at=300, match="saver.db"),
            capture_output=True,
            text=True,
            check=False,
        )
        after = []
    assert ran.returncode == 0, ran.stderr
    sentence, before, *rest = ran.stdout.splitlines()
    assert sentence.startswith("NoRoom The disk is full. Free at least ")
    assert [before, *rest] == ["True True", *after]
