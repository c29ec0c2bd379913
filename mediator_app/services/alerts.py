"""The list of alerts: all that this laptop may read, and those that wait too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from mediator_app.core import alerts, news
from mediator_app.core.alerts import AlertFilter, AlertRow, Key, Overview, Packed
from mediator_app.core.news import Answering
from mediator_app.core.whereabouts import Finder
from mediator_app.db.reads import incidents as reads
from mediator_app.db.reads.incidents import LateRow
from mediator_app.services.places import places
from mediator_app.services.work import Workspace

__all__ = ["AlertFilter", "AlertRow", "Answering", "LateRow", "Overview"]


@dataclass(frozen=True, slots=True)
class Register:
    """All alerts that this laptop may read, the newest first, as they stood on a day."""

    packed: tuple[Packed, ...]
    today: date

    @property
    def rows(self) -> list[AlertRow]:
        return [AlertRow._make(each) for each in self.packed]

    def fitting(self, wanted: AlertFilter) -> list[AlertRow]:
        return alerts.fitting(self.packed, wanted, self.today)

    def overview(self, wanted: AlertFilter) -> Overview:
        return alerts.overview(self.packed, wanted, self.today)

    def answering(self, *, first: date | None = None, last: date | None = None) -> Answering:
        """Count what was reported and answered within 72 hours: indicator 16."""
        reported = (AlertRow._make(each) for each in self.packed if each[REPORTED_ON])
        return news.answering(reported, self.today, first=first, last=last)


REPORTED_ON = AlertRow._fields.index("reported_on")


@cache
def finder() -> Finder:
    """Return the one finder of areas: it remembers what it was asked."""
    return Finder(places())


def register(work: Workspace) -> Register:
    """Return all alerts. Takes a moment with fifty thousand: run it off the UI thread."""
    areas = finder()
    with work.read() as connection:
        raw = reads.raw_rows(connection)
    rows = [reads.packed(one, areas.area(*reads.where(one))) for one in raw]
    rows.sort(key=_newest, reverse=True)
    return Register(tuple(rows), work.today())


def _newest(packed: Packed) -> tuple[str, Key]:
    row = AlertRow._make(packed)
    return row.day, row.key


def late(work: Workspace) -> list[LateRow]:
    """Return the alerts that wait for an answer since more than 72 hours, the oldest first."""
    today = work.today()
    with work.read() as connection:
        found = reads.late(connection, (today - news.WITHIN).isoformat())
    return [row for row in found if news.is_late(row, today)]
