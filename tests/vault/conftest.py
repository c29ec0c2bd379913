"""Cheap keys and a repeatable environment."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest

from mediator_app.core.environment import Environment
from mediator_app.vault.kdf import KdfCost


class Timer:
    """A counter that tests turn on by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def timer():
    return Timer()


@pytest.fixture
def environment(timer):
    random = Random(7)
    return Environment(
        now=lambda: datetime(2026, 11, 23, tzinfo=UTC),
        monotonic=timer,
        random_bytes=random.randbytes,
    )


@pytest.fixture
def cheap():
    return KdfCost(memory_kib=16, passes=1, lanes=2)
