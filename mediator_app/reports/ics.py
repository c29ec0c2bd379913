"""Days as iCalendar (RFC 5545), for a phone or another calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class Day:
    """One whole day; `uid` stays the same when it is written again, so that it is updated."""

    uid: str
    on: date
    words: str


def calendar(days: Iterable[Day], *, made_at: datetime) -> bytes:
    """Return the file; times of day stand in the words, for they are said, not measured."""
    made = Calendar()
    made.add("prodid", "-//mediator-app//agenda//")
    made.add("version", "2.0")
    for day in days:
        event = Event()
        event.add("uid", day.uid)
        event.add("dtstamp", made_at)
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("summary", day.words)
        event.add("class", "CONFIDENTIAL")
        made.add_component(event)
    return bytes(made.to_ical())
