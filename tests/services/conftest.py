from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mediator_app.services import exchange
from mediator_app.services.work import Workspace
from tests.services import desk


@pytest.fixture(scope="session")
def empty_profile(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("profiles") / "empty"
    desk.made(folder).close()
    return folder


@pytest.fixture(scope="session")
def full_profile(empty_profile) -> Path:
    """The three cases of the report, closed."""
    folder = desk.copied(empty_profile, empty_profile.with_name("full"))
    with desk.opened(folder) as work:
        exchange.import_file(work, desk.REPORT)
    return folder


@pytest.fixture
def folder(empty_profile, tmp_path) -> Path:
    return desk.copied(empty_profile, tmp_path / "profile")


@pytest.fixture
def full(full_profile, tmp_path) -> Path:
    return desk.copied(full_profile, tmp_path / "profile")


@pytest.fixture
def clock() -> desk.Clock:
    return desk.Clock()


@pytest.fixture
def work(folder, clock) -> Iterator[Workspace]:
    with desk.opened(folder, clock=clock) as opened:
        yield opened


@pytest.fixture
def report(full, clock) -> Iterator[Workspace]:
    """An open profile with the three cases of the report."""
    with desk.opened(full, clock=clock) as opened:
        yield opened
