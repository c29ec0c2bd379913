"""Whatever happens to some laptops, nothing is lost and all agree."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.journal.machine import Laptops

HISTORIES, STEPS = 300, 20
SOAK_HISTORIES, SOAK_STEPS = int(os.environ.get("SOAK", "2000")), 40


def test_three_hundred_random_histories_lose_nothing_and_end_alike():
    run_state_machine_as_test(
        Laptops, settings=settings(max_examples=HISTORIES, stateful_step_count=STEPS)
    )


@pytest.mark.soak
def test_thousands_of_longer_histories_lose_nothing_and_end_alike():
    run_state_machine_as_test(
        Laptops,
        settings=settings(max_examples=SOAK_HISTORIES, stateful_step_count=SOAK_STEPS),
    )
