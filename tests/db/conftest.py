from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mediator_app.core.environment import Environment
from mediator_app.db import migrate
from mediator_app.db.engine import Database

KEY = bytes(range(32))
SALT = bytes(range(16))
START = datetime(2026, 3, 1, 10, 15, tzinfo=UTC)


class Clock:
    """Time that passes only when told."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def environment(clock: Clock) -> Environment:
    return Environment(now=clock, monotonic=lambda: 0.0, random_bytes=random.Random(1).randbytes)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    """A file without tables."""
    database = Database(tmp_path / "case.db", KEY, SALT, create=True)
    yield database
    database.dispose()


def upgraded(folder: Path) -> Path:
    """Make a file with all its tables and return where it is."""
    database = Database(folder / "ready.db", KEY, SALT, create=True)
    fixed = Environment(now=lambda: START, monotonic=lambda: 0.0, random_bytes=bytes)
    migrate.upgrade(database, backups=folder / "backups", environment=fixed)
    database.dispose()
    return database.path


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An upgraded file to copy: upgrading costs more than any test."""
    return upgraded(tmp_path_factory.mktemp("ready"))


@pytest.fixture
def database(ready_file: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "case.db"
    path.write_bytes(ready_file.read_bytes())
    opened = Database(path, KEY, SALT)
    yield opened
    opened.dispose()
