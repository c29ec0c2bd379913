"""What stands on which day, and the same for other calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mediator_app.core import seasons
from mediator_app.core.days import stored_day
from mediator_app.db.engine import Connection
from mediator_app.db.reads import calendar as reads
from mediator_app.services.work import Workspace


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One line of a day.

    `kind`: meeting, next_meeting, visit, clause, task, reminder, review, truce, trip_out,
    trip_back, season or season_soon. `what`: words, a code of a meeting or of the season, or the
    months of a visit. `in_case`: it opens in its case.
    """

    day: date
    kind: str
    what: str
    time: str = ""
    number: str = ""
    title: str = ""
    state: str = ""
    unit_id: bytes = b""
    eid: bytes = b""
    in_case: bool = True


def agenda(work: Workspace, first: date, last: date) -> list[AgendaLine]:
    """Return everything between two days, both included, in the order of the days."""
    with work.read() as connection:
        found = [
            *_of_cases(connection, first, last),
            *_trips(connection, first, last),
            *_seasons(connection, first, last),
        ]
    return sorted(found, key=lambda line: (line.day, line.time, line.kind, line.number, line.eid))


def _of_cases(connection: Connection, first: date, last: date) -> list[AgendaLine]:
    found: list[AgendaLine] = []
    for due in reads.due(connection, first, last):
        day = stored_day(due.day)
        if day is not None:
            found.append(
                AgendaLine(
                    day,
                    due.kind,
                    due.what or "",
                    time=due.time or "",
                    number=due.number or "",
                    title=due.title or "",
                    state=due.state,
                    unit_id=due.unit_id,
                    eid=due.eid,
                    in_case=due.number is not None or due.title is not None,
                )
            )
    return found


def _trips(connection: Connection, first: date, last: date) -> list[AgendaLine]:
    found: list[AgendaLine] = []
    for trip in reads.journeys(connection, first, last):
        ends = (("trip_out", trip.leaves_on, ""), ("trip_back", trip.back_on, trip.back_at or ""))
        for kind, text, time in ends:
            day = stored_day(text)
            if day is not None and first <= day <= last:
                found.append(
                    AgendaLine(
                        day,
                        kind,
                        trip.destination or "",
                        time=time,
                        title=trip.traveller or "",
                        unit_id=trip.unit_id,
                        eid=trip.eid,
                        in_case=False,
                    )
                )
    return found


def _seasons(connection: Connection, first: date, last: date) -> list[AgendaLine]:
    found: list[AgendaLine] = []
    for season in reads.seasons(connection):
        kept = stored_day(season.first_on)
        if kept is None:
            continue
        where = " · ".join(filter(None, (season.corridor, season.place)))
        days = seasons.DEFAULT_NOTICE if season.days_before is None else season.days_before
        notice = timedelta(days=days)
        told = [(day, "season") for day in seasons.occurrences(kept, first, last)]
        if days:
            later = seasons.occurrences(kept, first + notice, last + notice)
            told += [(day - notice, "season_soon") for day in later]
        found += [
            AgendaLine(
                day,
                kind,
                season.what or "other",
                title=where,
                unit_id=season.unit_id,
                eid=season.eid,
                in_case=False,
            )
            for day, kind in told
        ]
    return found
