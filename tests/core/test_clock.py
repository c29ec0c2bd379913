"""What a clock may be believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediator_app.core import clock
from mediator_app.core.clock import ClockQuality, Correction

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
BOOT = "7d1b"


def at(year, month=1, day=1):
    return datetime(year, month, day, tzinfo=UTC)


@pytest.mark.parametrize("year", [1980, 2026, 2099])
def test_a_clock_before_the_program_or_far_after_it_is_implausible(year):
    assert clock.quality(at(year), clock.plausible_window(BUILT)) is ClockQuality.IMPLAUSIBLE


def test_a_clock_after_the_program_was_made_is_plausible():
    window = clock.plausible_window(BUILT)
    assert clock.quality(BUILT, window) is ClockQuality.PLAUSIBLE
    assert clock.quality(at(2030), window) is ClockQuality.PLAUSIBLE
    assert clock.quality(window.ceiling + timedelta(seconds=1), window) is ClockQuality.IMPLAUSIBLE


def test_time_does_not_go_back_behind_what_was_already_written():
    window = clock.plausible_window(BUILT, [at(2028), at(2027)])
    assert clock.quality(at(2027, 12, 31), window) is ClockQuality.IMPLAUSIBLE
    assert clock.quality(at(2028), window) is ClockQuality.PLAUSIBLE


def test_a_wall_in_2099_does_not_make_every_clock_implausible():
    assert clock.plausible_window(BUILT, [at(2099)]) == clock.plausible_window(BUILT)


def test_a_person_may_set_right_what_a_wrong_clock_has_written():
    assert clock.may_answer(at(2027), BUILT)
    assert clock.may_answer(BUILT - timedelta(hours=3), BUILT)
    assert not clock.may_answer(at(1980), BUILT)
    assert not clock.may_answer(at(2099), BUILT)


def read(correction=None, *, shown=None, monotonic=50.0, boot=BOOT):
    window = clock.plausible_window(BUILT)
    return clock.read(
        shown or at(1980), window, correction=correction, monotonic=monotonic, boot=boot
    )


def test_an_answer_moves_with_the_counter_and_carries_its_quality():
    told = Correction(at(2027), 20.0, BOOT, ClockQuality.PERSON)
    assert read(told) == clock.Reading(at(2027) + timedelta(seconds=30), ClockQuality.PERSON)


@pytest.mark.parametrize(("monotonic", "boot"), [(50.0, "other"), (50.0, ""), (10.0, BOOT)])
def test_an_answer_does_not_outlive_the_computer_s_start(monotonic, boot):
    told = Correction(at(2027), 20.0, BOOT, ClockQuality.HUB)
    reading = read(told, monotonic=monotonic, boot=boot)
    assert reading == clock.Reading(at(1980), ClockQuality.IMPLAUSIBLE)
    assert not clock.may_prefill(reading)


def test_without_an_answer_the_clock_is_shown_as_it_is():
    reading = read(shown=at(2027))
    assert reading == clock.Reading(at(2027), ClockQuality.PLAUSIBLE)
    assert clock.may_prefill(reading)


@given(st.lists(st.datetimes(timezones=st.just(UTC))), st.datetimes(timezones=st.just(UTC)))
def test_no_walls_ever_close_the_window(walls, shown):
    window = clock.plausible_window(BUILT, walls)
    assert BUILT <= window.floor <= window.ceiling
    assert clock.quality(shown, window) in (0, 1)
