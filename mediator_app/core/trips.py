"""When to worry about somebody on the road."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from mediator_app.core.records.notebooks import Trip

_HOUR = re.compile(r"^\s*(\d{1,2})\s*(?:h|:|\.)?\s*(\d{2})?\s*$", re.IGNORECASE)
EVENING = 24 * 60  # a day without an hour is over at midnight


class TripState(StrEnum):
    """Where a trip stands."""

    PLANNED = "planned"
    AWAY = "away"
    MISSED = "missed"  # the hour of return has passed without a sign of life
    BACK = "back"


def minutes_of(text: str | None) -> int | None:
    """Return the minutes since midnight of a time as people write it: 18h, 18 h 30, 18:30."""
    found = _HOUR.match(text or "")
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None  # noqa: PLR2004 - a clock


def state(trip: Trip, today: date, minutes: int) -> TripState:
    """Return where a trip stands at `minutes` past midnight of `today`.

    A sign of life after the hour of return was due (a call: "we stay until tomorrow") calms; the
    one who calls should write the new day of return.
    """
    if trip.returned_on:
        return TripState.BACK
    day = today.isoformat()
    if trip.back_on and _due(trip) < (day, minutes):
        seen = (trip.checked_in_on or "", minutes_of(trip.checked_in_at) or 0)
        return TripState.AWAY if seen > _due(trip) else TripState.MISSED
    return TripState.PLANNED if trip.leaves_on and trip.leaves_on > day else TripState.AWAY


def _due(trip: Trip) -> tuple[str, int]:
    hour = minutes_of(trip.back_at)
    return (trip.back_on or "", EVENING if hour is None else hour)
