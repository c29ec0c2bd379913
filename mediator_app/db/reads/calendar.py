"""What stands on which day: meetings, visits, due dates, reviews, journeys, the season."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

MOST = 2_000  # lines of one month

# Each part goes through the days of its own index. CROSS JOIN keeps the planner to it.
_IN_CASES = (
    """
    SELECT unit.unit_id, due.eid, 'meeting', due.held_on, due.time_text, due.type,
           coalesce(due.state, ''), case_file.number, case_file.title, case_file.names_hidden
      FROM meeting AS due
     CROSS JOIN case_file ON case_file.case_no = due.case_no
     CROSS JOIN unit ON unit.case_no = due.case_no
     WHERE due.held_on BETWEEN :first AND :last AND due.alive = 1 AND case_file.alive = 1
       AND coalesce(due.state, '') <> 'cancelled'
     ORDER BY due.held_on LIMIT :most
    """,
    """
    SELECT unit.unit_id, due.eid, 'next_meeting', due.next_on, NULL, due.type,
           '', case_file.number, case_file.title, case_file.names_hidden
      FROM meeting AS due
     CROSS JOIN case_file ON case_file.case_no = due.case_no
     CROSS JOIN unit ON unit.case_no = due.case_no
     WHERE due.next_on IS NOT NULL AND due.next_on BETWEEN :first AND :last AND due.alive = 1
       AND case_file.alive = 1 AND case_file.closed_on IS NULL
       AND NOT EXISTS (SELECT 1 FROM meeting AS made WHERE made.case_no = due.case_no
       AND made.held_on = due.next_on AND made.alive = 1)
     ORDER BY due.next_on LIMIT :most
    """,
    """
    SELECT unit.unit_id, due.eid, 'visit', due.due, NULL, CAST(due.months AS TEXT),
           '', case_file.number, case_file.title, case_file.names_hidden
      FROM visit AS due
     CROSS JOIN case_file ON case_file.case_no = due.case_no
     CROSS JOIN unit ON unit.case_no = due.case_no
     WHERE due.held_on IS NULL AND due.due BETWEEN :first AND :last AND due.alive = 1
       AND case_file.alive = 1 AND case_file.closed_on IS NULL
     ORDER BY due.due LIMIT :most
    """,
    """
    SELECT unit.unit_id, due.eid, 'clause', due.due, NULL, due.text,
           '', case_file.number, case_file.title, case_file.names_hidden
      FROM clause AS due
     CROSS JOIN case_file ON case_file.case_no = due.case_no
     CROSS JOIN unit ON unit.case_no = due.case_no
     WHERE due.due IS NOT NULL AND due.due BETWEEN :first AND :last AND due.alive = 1
       AND case_file.alive = 1 AND case_file.closed_on IS NULL
       AND NOT EXISTS (SELECT 1 FROM agreement AS later WHERE later.case_no = due.case_no
       AND later.replaces = due.agreement AND later.alive = 1 AND later.signed_on IS NOT NULL)
     ORDER BY due.due LIMIT :most
    """,
    """
    SELECT unit.unit_id, due.eid, 'task', due.due, NULL, due.text,
           '', case_file.number, case_file.title, case_file.names_hidden
      FROM task AS due
     CROSS JOIN unit ON unit.case_no = due.case_no
      LEFT JOIN case_file ON case_file.case_no = due.case_no
     WHERE due.done_on IS NULL AND due.due BETWEEN :first AND :last AND due.alive = 1
       AND case_file.closed_on IS NULL
     ORDER BY due.due LIMIT :most
    """,
    """
    SELECT unit.unit_id, due.eid, 'reminder', due.remind_on, NULL, due.text,
           '', case_file.number, case_file.title, case_file.names_hidden
      FROM task AS due
     CROSS JOIN unit ON unit.case_no = due.case_no
      LEFT JOIN case_file ON case_file.case_no = due.case_no
     WHERE due.done_on IS NULL AND due.remind_on IS NOT NULL
       AND due.remind_on BETWEEN :first AND :last AND due.alive = 1
       AND case_file.closed_on IS NULL
     ORDER BY due.remind_on LIMIT :most
    """,
    """
    SELECT unit.unit_id, case_file.eid, 'review', case_file.state_review_on, NULL, NULL,
           '', case_file.number, case_file.title, case_file.names_hidden
      FROM case_file
     CROSS JOIN unit ON unit.case_no = case_file.case_no
     WHERE case_file.state_review_on IS NOT NULL
       AND case_file.state_review_on BETWEEN :first AND :last AND case_file.alive = 1
       AND case_file.closed_on IS NULL AND case_file.state = 'suspended'
     ORDER BY case_file.state_review_on LIMIT :most
    """,
    """
    SELECT unit.unit_id, due.eid, 'truce', due.truce_until, NULL, NULL,
           '', case_file.number, case_file.title, case_file.names_hidden
      FROM communities AS due
     CROSS JOIN case_file ON case_file.case_no = due.case_no
     CROSS JOIN unit ON unit.case_no = due.case_no
     WHERE due.truce_until BETWEEN :first AND :last AND due.alive = 1 AND case_file.alive = 1
       AND case_file.closed_on IS NULL
     ORDER BY due.truce_until LIMIT :most
    """,
)
_TRIPS = text(
    """
    SELECT unit.unit_id, trip.eid, trip.leaves_on, trip.back_on, trip.back_at, trip.destination,
           trip.traveller, trip.returned_on
      FROM trip JOIN unit ON unit.case_no = trip.case_no
     WHERE trip.alive = 1 AND (trip.leaves_on BETWEEN :first AND :last
        OR trip.back_on BETWEEN :first AND :last)
     LIMIT :most
    """
)
_SEASONS = text(
    """
    SELECT unit.unit_id, due.eid, due.what, due.corridor, due.place, due.first_on, due.last_on,
           due.days_before
      FROM seasonal_date AS due JOIN unit ON unit.case_no = due.case_no
     WHERE due.alive = 1 AND due.first_on IS NOT NULL
     LIMIT :most
    """
)
# What a person typed may name somebody; a code never does.
WORDED = frozenset({"task", "reminder", "clause"})


@dataclass(frozen=True, slots=True)
class Due:
    """One line of a day. `what`: words, or the code of a meeting, or the months of a visit.

    `title` and worded `what` are None where the names of the case are hidden.
    """

    unit_id: bytes
    eid: bytes
    kind: str
    day: str
    time: str | None
    what: str | None
    state: str
    number: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Journey:
    """A trip that begins or ends in the time asked for."""

    unit_id: bytes
    eid: bytes
    leaves_on: str | None
    back_on: str | None
    back_at: str | None
    destination: str | None
    traveller: str | None
    returned_on: str | None


@dataclass(frozen=True, slots=True)
class Season:
    """What comes back every year; the year of its days says nothing."""

    unit_id: bytes
    eid: bytes
    what: str | None
    corridor: str | None
    place: str | None
    first_on: str
    last_on: str | None
    days_before: int | None


def due(connection: Connection, first: date, last: date) -> list[Due]:
    """Return everything of cases that stands between two days, both included, by day."""
    days = {"first": first.isoformat(), "last": last.isoformat(), "most": MOST}
    found: list[Due] = []
    for query in _IN_CASES:
        for row in connection.execute(text(query), days):
            unit_id, eid, kind, day, time, what, state, number, title, hidden = row
            kept = None if hidden and kind in WORDED else what
            told = None if hidden else title
            found.append(Due(unit_id, eid, kind, day, time, kept, state, number, told))
    return sorted(found, key=lambda line: (line.day, line.time or "", line.kind, line.eid))


def journeys(connection: Connection, first: date, last: date) -> list[Journey]:
    """Return the trips that begin or end between two days."""
    days = {"first": first.isoformat(), "last": last.isoformat(), "most": MOST}
    return [Journey(*row) for row in connection.execute(_TRIPS, days)]


def seasons(connection: Connection) -> list[Season]:
    """Return what comes back every year, from the region's notebook."""
    return [Season(*row) for row in connection.execute(_SEASONS, {"most": MOST})]
