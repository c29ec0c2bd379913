"""What else needs somebody: alerts, what is to be decided, and the load of a team."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, text

from mediator_app.db.reads.agenda import DueRow
from mediator_app.db.reads.bare import fetched
from mediator_app.db.reads.columns import case_file

MOST = 200  # lines of one list
COUNTED = 5_000  # late things that are counted, the latest of them

_ALERTS = text(
    """
    SELECT unit.unit_id, event.eid, event.type, event.severity, event.state, event.reported_on,
           coalesce(event.region, case_file.region), coalesce(event.cercle, case_file.cercle),
           event.commune
      FROM incident AS event
     CROSS JOIN unit ON unit.case_no = event.case_no
      LEFT JOIN case_file ON case_file.case_no = event.case_no
     WHERE event.reported_on IS NOT NULL AND event.answered_on IS NULL AND event.alive = 1
       AND coalesce(event.state, 'rumour') IN ('rumour', 'verified')
       AND case_file.closed_on IS NULL
     ORDER BY event.reported_on DESC LIMIT :most
    """
)
_IS_TRIP = text("SELECT 1 FROM trip WHERE alive = 1 AND returned_on IS NULL LIMIT 1")
_IS_REFERRAL = text("SELECT 1 FROM referral WHERE made_on IS NOT NULL AND made_on < :day LIMIT 1")
_CONFLICTS = text(
    """
    SELECT unit.unit_id, case_file.number, case_file.title, case_file.names_hidden, how_many
      FROM (SELECT case_no, count(*) AS how_many FROM conflict GROUP BY case_no) AS open
     CROSS JOIN case_file ON case_file.case_no = open.case_no
     CROSS JOIN unit ON unit.case_no = open.case_no
     WHERE case_file.alive = 1
     ORDER BY open.case_no LIMIT :most
    """
)
_LATE = text(
    """
    SELECT case_file.mediator, case_file.closed_on
      FROM (SELECT case_no FROM task
             WHERE done_on IS NULL AND due < :day AND alive = 1
             UNION ALL
            SELECT case_no FROM visit
             WHERE held_on IS NULL AND due < :day AND alive = 1
             LIMIT :most) AS due
     CROSS JOIN case_file ON case_file.case_no = due.case_no AND case_file.alive = 1
    """
)


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One alert without an answer."""

    unit_id: bytes
    eid: bytes
    type: str | None
    severity: str | None
    state: str | None
    reported_on: str | None
    region: str | None
    cercle: str | None
    commune: str | None


@dataclass(frozen=True, slots=True)
class Load:
    """What one mediator carries; "" is nobody."""

    mediator: str
    open_cases: int
    overdue: int


def alerts(connection: Connection) -> list[AlertLine]:
    """Return alerts that nobody has answered, the newest first."""
    return [AlertLine(*row) for row in fetched(connection, _ALERTS.bindparams(most=MOST))]


def is_anybody_away(connection: Connection) -> bool:
    """Tell whether there are journeys to be looked at."""
    return connection.execute(_IS_TRIP).first() is not None


def is_anybody_sent(connection: Connection, before: date) -> bool:
    """Tell whether there are referrals of some age to be looked at."""
    return connection.execute(_IS_REFERRAL, {"day": before.isoformat()}).first() is not None


def conflicts(connection: Connection) -> list[DueRow]:
    """Return the cases in which two people wrote different things, with how many such fields."""
    return [
        DueRow(unit_id, number, None if hidden else title, str(how_many), None, "conflict")
        for unit_id, number, title, hidden, how_many in fetched(
            connection, _CONFLICTS.bindparams(most=MOST)
        )
    ]


def places_of(connection: Connection, me: str) -> set[tuple[str | None, str | None]]:
    """Return region and cercle of one's open cases."""
    c = case_file.c
    query = select(c.region, c.cercle).where(c.alive == 1, c.closed_on.is_(None), c.mediator == me)
    return set(fetched(connection, query))


def loads(connection: Connection, today: date) -> list[Load]:
    """Return how much each mediator carries, the most first.

    Put together here: SQLite's sorter is slow where memory is wiped.
    """
    c = case_file.c
    query = select(c.mediator).where(c.alive == 1, c.closed_on.is_(None))
    carried = Counter(str(row[0] or "") for row in fetched(connection, query))
    late = fetched(connection, _LATE.bindparams(day=today.isoformat(), most=COUNTED))
    overdue = Counter(str(name or "") for name, closed in late if closed is None)
    found = [Load(name, count, overdue[name]) for name, count in carried.items()]
    return sorted(found, key=lambda load: (-load.open_cases, load.mediator))
