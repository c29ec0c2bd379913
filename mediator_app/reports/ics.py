"""Days as iCalendar (RFC 5545), for a phone or another calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Component, Event


@dataclass(frozen=True, slots=True)
class Day:
    """One whole day; `uid` stays the same when it is written again, so that it is updated."""

    uid: str
    on: date
    words: str


def calendar(days: Iterable[Day], *, made_at: datetime) -> bytes:
    """Return the file; times of day stand in the words, for they are said, not measured."""
    made = Calendar()
    _add(made, "prodid", "-//mediator-app//agenda//")
    _add(made, "version", "2.0")
    for day in days:
        event = Event()
        _add(event, "uid", day.uid)
        _add(event, "dtstamp", made_at)
        _add(event, "dtstart", day.on)
        _add(event, "dtend", day.on + timedelta(days=1))
        _add(event, "summary", day.words)
        _add(event, "class", "CONFIDENTIAL")
        made.add_component(event)
    return bytes(made.to_ical())


def _add(component: Component, name: str, value: object) -> None:
    component.add(name, value)  # pyright: ignore[reportUnknownMemberType] - typed in part
