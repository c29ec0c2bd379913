from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from mediator_app.core.errors import StorageUnavailable
from mediator_app.db.driver import driver_of
from mediator_app.db.engine import Database
from mediator_app.db.errors import DatabaseDamaged
from mediator_app.host.files import FileBusy, NotFound
from tests.db.conftest import KEY, SALT

CANARY = "Aminata Diallo of Koro"


def fill(database: Database, rows: int = 1) -> None:
    with database.write() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS thing (id INTEGER PRIMARY KEY, name)"))
        for _ in range(rows):
            connection.execute(text("INSERT INTO thing (name) VALUES (:name)"), {"name": CANARY})


def count(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM thing")).scalar_one())


def test_every_connection_is_set_up_as_the_house_wants(empty: Database) -> None:
    wanted: dict[str, object] = {
        "cipher_memory_security": "1",
        "cipher_log_level": "NONE",
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "busy_timeout": 5000,
        "journal_size_limit": 64 * 2**20,
        "temp_store": 2,
        "cache_size": -16 * 1024,
    }
    with empty.write() as first, empty.read() as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted


def test_nothing_on_the_disk_is_readable(empty: Database) -> None:
    fill(empty)
    files = [path for path in empty.path.parent.iterdir() if not path.name.endswith("-shm")]
    assert len(files) == 2, "the file and its log"
    for path in files:
        assert CANARY.encode() not in path.read_bytes()
        assert not path.read_bytes().startswith(b"SQLite format 3")


def test_a_block_that_raises_leaves_nothing_behind(empty: Database) -> None:
    fill(empty)

    def fail_half_way() -> None:
        with empty.write() as connection:
            connection.execute(text("INSERT INTO thing (name) VALUES ('x')"))
            connection.execute(text("CREATE TABLE other (id)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert count(empty) == 1
    with empty.read() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    assert tables == ["thing"]


def test_a_reader_may_not_write(empty: Database) -> None:
    fill(empty)
    with pytest.raises(OperationalError), empty.read() as connection:
        connection.execute(text("INSERT INTO thing (name) VALUES ('x')"))
    assert count(empty) == 1
    fill(empty)  # the same connection writes again once it is asked to
    assert count(empty) == 2


def test_a_reader_does_not_wait_for_a_writer_and_sees_one_state(empty: Database) -> None:
    fill(empty)
    with empty.read() as reader:
        assert reader.execute(text("SELECT count(*) FROM thing")).scalar_one() == 1
        with empty.write() as writer:
            writer.execute(text("INSERT INTO thing (name) VALUES ('x')"))
            begun = time.perf_counter()
            assert count(empty) == 1
            assert time.perf_counter() - begun < 1
        assert reader.execute(text("SELECT count(*) FROM thing")).scalar_one() == 1
    assert count(empty) == 2


def test_the_driver_under_a_reader_is_in_its_transaction(empty: Database) -> None:
    fill(empty)
    with empty.read() as reader:
        seen = [driver_of(reader).execute("SELECT count(*) FROM thing").fetchone()]
        fill(empty)
        seen.append(driver_of(reader).execute("SELECT count(*) FROM thing").fetchone())
    assert seen == [(1,), (1,)]
    assert count(empty) == 2


def test_the_screen_reads_while_another_thread_writes(empty: Database) -> None:
    fill(empty)
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            fill(empty, 5)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        seen = [count(empty) for _ in range(200)]
    finally:
        stop.set()
        thread.join()
    assert seen == sorted(seen)
    assert all(number % 5 == 1 for number in seen), "a reader saw half a transaction"
    assert count(empty) > 1


def test_writers_take_turns(empty: Database) -> None:
    fill(empty)
    failed: list[StorageUnavailable] = []

    def work() -> None:
        try:
            for _ in range(25):
                with empty.write() as connection:
                    before = connection.execute(text("SELECT count(*) FROM thing")).scalar_one()
                    connection.execute(
                        text("INSERT INTO thing (id, name) VALUES (:id, 'x')"), {"id": before + 1}
                    )
        except StorageUnavailable as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert count(empty) == 101


def test_a_second_program_that_writes_is_told_who_waits(empty: Database) -> None:
    fill(empty)
    other = Database(empty.path, KEY, SALT, busy_seconds=0.2)
    with empty.write(), pytest.raises(FileBusy) as told, other.write():
        pass
    assert "case.db" in str(told.value)
    assert isinstance(told.value, StorageUnavailable)
    other.dispose()


def test_a_wrong_key_is_told_in_a_sentence_and_stays_silent(empty: Database) -> None:
    fill(empty)
    empty.dispose()
    for key, salt in ((bytes(32), SALT), (KEY, bytes(16))):
        with pytest.raises(DatabaseDamaged) as told, Database(empty.path, key, salt).read() as read:
            read.execute(text("SELECT 1"))
        assert "case.db" in str(told.value)
    program = (
        "import sys; from pathlib import Path; from mediator_app.db.engine import Database\n"
        "with Database(Path(sys.argv[1]), bytes(32), bytes(16)).read(): pass"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(empty.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "ERROR CORE" not in ran.stderr


def test_a_lost_file_is_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound), Database(tmp_path / "gone.db", KEY, SALT).read() as connection:
        connection.execute(text("SELECT 1"))
    assert not list(tmp_path.iterdir())


def test_one_flipped_byte_is_noticed_and_other_pages_stay_readable(empty: Database) -> None:
    fill(empty, 2000)
    with empty.write() as connection:
        connection.execute(text("CREATE TABLE second AS SELECT 1 AS id"))
    empty.dispose()
    content = bytearray(empty.path.read_bytes())
    content[len(content) // 2] ^= 1
    empty.path.write_bytes(content)
    for _ in range(2):
        with pytest.raises(DatabaseDamaged), empty.read() as connection:
            connection.execute(text("SELECT sum(length(name)) FROM thing")).scalar_one()
        with empty.read() as connection:
            assert connection.execute(text("SELECT id FROM second")).scalar_one() == 1


def test_foreign_keys_are_enforced_except_while_restructuring(empty: Database) -> None:
    with empty.write() as connection:
        connection.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE child (id INTEGER REFERENCES parent)"))
    with pytest.raises(IntegrityError), empty.write() as connection:
        connection.execute(text("INSERT INTO child VALUES (7)"))
    with empty.restructure() as connection:
        connection.execute(text("INSERT INTO child VALUES (7)"))
    with pytest.raises(IntegrityError), empty.write() as connection:
        connection.execute(text("INSERT INTO child VALUES (8)"))


def test_a_closed_file_is_complete_in_itself(empty: Database) -> None:
    fill(empty, 10)
    with empty.read():
        pass
    empty.dispose()
    assert [path.name for path in empty.path.parent.iterdir()] == ["case.db"]
    assert count(empty) == 10


def test_a_database_in_memory_leaves_no_file(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    one, two = Database.in_memory(KEY, SALT), Database.in_memory(KEY, SALT)
    fill(one)
    fill(two, 3)
    assert (count(one), count(two)) == (1, 3)
    one.dispose()
    two.dispose()
    assert not list(tmp_path.iterdir())


def test_a_key_of_the_wrong_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Database(tmp_path / "x.db", b"short", SALT)
