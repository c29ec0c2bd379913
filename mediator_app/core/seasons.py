"""Days that come back every year: herds descend and return, fields are released."""

from __future__ import annotations

from datetime import date, timedelta

LEAP_DAY = (2, 29)
DEFAULT_NOTICE = 30  # days before, as domain.md section 6 asks for dormant corridor cases


def in_year(day: date, year: int) -> date:
    """Return the same day of another year; 29 February is 28 where there is none."""
    if (day.month, day.day) == LEAP_DAY:
        return date(year, 3, 1) - timedelta(days=1)
    return day.replace(year=year)


def occurrences(kept: date, first: date, last: date) -> list[date]:
    """Return when a yearly day falls between two days, both included."""
    found = (in_year(kept, year) for year in range(first.year, last.year + 1))
    return [day for day in found if first <= day <= last]


def next_time(kept: date, today: date) -> date:
    """Return the next time a yearly day comes, today included."""
    this = in_year(kept, today.year)
    return this if this >= today else in_year(kept, today.year + 1)
