"""When somebody on the road is missed, and yearly days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediator_app.core import seasons, trips
from mediator_app.core.records.notebooks import Trip
from mediator_app.core.trips import TripState

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("18h", 1080),
        ("18 h 30", 1110),
        ("18:30", 1110),
        ("8.05", 485),
        ("7", 420),
        ("0h", 0),
        ("24h", None),
        ("18:75", None),
        ("soir", None),
        ("", None),
        (None, None),
    ],
)
def test_an_hour_is_read_as_people_write_it(text, minutes):
    assert trips.minutes_of(text) == minutes


@pytest.mark.parametrize(
    ("facts", "minutes", "state"),
    [
        ({"leaves_on": "2026-03-14", "back_on": "2026-03-15"}, 600, TripState.PLANNED),
        ({"leaves_on": "2026-03-12", "back_on": "2026-03-12"}, 1439, TripState.AWAY),
        (
            {"leaves_on": "2026-03-12", "back_on": "2026-03-12", "back_at": "18:00"},
            1079,
            TripState.AWAY,
        ),
        (
            {"leaves_on": "2026-03-12", "back_on": "2026-03-12", "back_at": "18:00"},
            1081,
            TripState.MISSED,
        ),
        ({"leaves_on": "2026-03-10", "back_on": "2026-03-11"}, 0, TripState.MISSED),
        (
            {"back_on": "2026-03-11", "checked_in_on": "2026-03-12", "checked_in_at": "07:10"},
            600,
            TripState.AWAY,
        ),
        ({"back_on": "2026-03-11", "checked_in_on": "2026-03-10"}, 600, TripState.MISSED),
        ({"back_on": "2026-03-11", "returned_on": "2026-03-11"}, 600, TripState.BACK),
        ({"leaves_on": "2026-03-01"}, 600, TripState.AWAY),
    ],
)
def test_nobody_heard_of_after_the_hour_of_return_is_missed(facts, minutes, state):
    assert trips.state(Trip(**facts), TODAY, minutes) is state


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_a_yearly_day_comes_within_a_year_and_once_a_year(kept, today):
    coming = seasons.next_time(kept, today)
    assert today <= coming <= today + timedelta(days=366)
    year = (date(today.year, 1, 1), date(today.year, 12, 31))
    assert len(seasons.occurrences(kept, *year)) == 1


def test_the_leap_day_is_kept_on_the_last_of_february():
    assert seasons.in_year(date(2024, 2, 29), 2026) == date(2026, 2, 28)
    assert seasons.in_year(date(2024, 2, 29), 2028) == date(2028, 2, 29)
