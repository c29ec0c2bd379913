"""What is due, planned, or has not moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, TextClause, func, select, text

from mediator_app.db.reads.bare import fetched, numbers_of
from mediator_app.db.reads.columns import case_file, conflict, unit

MOST = 200  # lines of one list
WORDED = frozenset({"task", "clause"})  # in whose words a hidden name may stand

# CROSS JOIN: the days are gone through in the order of their index until there are enough;
# left alone, the planner begins with all open cases.
_TASKS = text(
    """
    SELECT unit.unit_id, case_file.number, case_file.title, case_file.names_hidden,
           due.text, due.due, due.eid
      FROM task AS due
     CROSS JOIN case_file ON case_file.case_no = due.case_no
     CROSS JOIN unit ON unit.case_no = due.case_no
     WHERE due.alive = 1 AND case_file.alive = 1 AND case_file.closed_on IS NULL
       AND due.done_on IS NULL
       AND due.due >= :first AND due.due < :day
     ORDER BY due.due LIMIT :most
    """
)
# A clause of which a visit has said what became of it is no longer due, nor is one that nobody
# has signed yet or that an amendment replaced.
_CLAUSES = text(
    """
    SELECT unit.unit_id, case_file.number, case_file.title, case_file.names_hidden,
           due.text, due.due, due.eid
      FROM clause AS due
     CROSS JOIN case_file ON case_file.case_no = due.case_no
     CROSS JOIN unit ON unit.case_no = due.case_no
     WHERE due.alive = 1 AND case_file.alive = 1 AND case_file.closed_on IS NULL
       AND due.due < :day
       AND NOT EXISTS (SELECT 1 FROM clause_check AS said WHERE said.case_no = due.case_no
       AND said.clause = due.eid AND said.alive = 1
       AND said.status IN ('kept', 'broken', 'impossible', 'renegotiated'))
       AND NOT EXISTS (SELECT 1 FROM agreement AS own WHERE own.case_no = due.case_no
       AND own.eid = due.agreement AND own.alive = 1 AND own.signed_on IS NULL)
       AND NOT EXISTS (SELECT 1 FROM agreement AS later WHERE later.case_no = due.case_no
       AND later.replaces = due.agreement AND later.alive = 1 AND later.signed_on IS NOT NULL)
     ORDER BY due.due LIMIT :most
    """
)
_VISITS = text(
    """
    SELECT unit.unit_id, case_file.number, case_file.title, case_file.names_hidden,
           due.months, due.due, due.eid
      FROM visit AS due
     CROSS JOIN case_file ON case_file.case_no = due.case_no
     CROSS JOIN unit ON unit.case_no = due.case_no
     WHERE due.alive = 1 AND case_file.alive = 1 AND case_file.closed_on IS NULL
       AND due.held_on IS NULL
       AND due.due <= :day
     ORDER BY due.due LIMIT :most
    """
)
_MEETINGS = text(
    """
    SELECT unit.unit_id, case_file.number, case_file.title, case_file.names_hidden,
           due.type, due.held_on, due.eid
      FROM meeting AS due
     CROSS JOIN case_file ON case_file.case_no = due.case_no
     CROSS JOIN unit ON unit.case_no = due.case_no
     WHERE due.alive = 1 AND case_file.alive = 1 AND case_file.closed_on IS NULL
       AND due.held_on BETWEEN :first AND :last
       AND coalesce(due.state, 'planned') = 'planned'
     ORDER BY due.held_on LIMIT :most
    """
)


@dataclass(frozen=True, slots=True)
class DueRow:
    """One line: `what` are the words of a task or clause, or the code of a meeting."""

    unit_id: bytes
    number: str | None
    title: str | None
    what: str
    due: str | None
    kind: str  # task, clause, visit, meeting, referral or case
    eid: bytes = b""


def overdue(connection: Connection, today: date) -> list[DueRow]:
    """Return open tasks and clauses of open cases whose day has passed, the oldest first."""
    day = today.isoformat()
    return [
        *_rows(connection, _TASKS, "task", first="", day=day),
        *_rows(connection, _CLAUSES, "clause", day=day),
    ]


def tasks(connection: Connection, first: date, last: date) -> list[DueRow]:
    """Return open tasks to be done between two days."""
    before = (last + timedelta(days=1)).isoformat()
    return _rows(connection, _TASKS, "task", first=first.isoformat(), day=before)


def visits_due(connection: Connection, until: date) -> list[DueRow]:
    """Return follow-up visits to be made until a day, the oldest first."""
    return _rows(connection, _VISITS, "visit", day=until.isoformat())


def meetings(connection: Connection, first: date, last: date) -> list[DueRow]:
    """Return the meetings planned between two days."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return _rows(connection, _MEETINGS, "meeting", **days)


def idle(connection: Connection, before: datetime) -> list[DueRow]:
    """Return open cases in which nothing was written since a moment, the oldest first."""
    c = case_file.c
    still = select(unit.c.case_no, unit.c.last_wall).where(
        unit.c.last_wall < int(before.timestamp())
    )
    opened = select(c.case_no).where(c.alive == 1, c.closed_on.is_(None))
    # Put together and in order here: both are one look at a table, a join and a sort are not.
    unmoved: dict[int, int] = dict(fetched(connection, still))
    numbers = unmoved.keys() & set(numbers_of(connection, opened))
    oldest = sorted(numbers, key=lambda number: (unmoved[number], number))[:MOST]
    query = (
        select(c.case_no, unit.c.unit_id, c.number, c.title, c.names_hidden)
        .join(unit, unit.c.case_no == c.case_no)
        .where(c.case_no.in_(oldest))
    )
    found = {
        case_no: DueRow(unit_id, number, None if hidden else title, "", None, "case")
        for case_no, unit_id, number, title, hidden in connection.execute(query)
    }
    return [found[number] for number in oldest]


def conflicts(connection: Connection) -> int:
    """Return how many fields wait for somebody to decide."""
    return connection.execute(select(func.count()).select_from(conflict)).scalar_one()


def open_cases(connection: Connection) -> int:
    """Return how many cases are not closed."""
    c = case_file.c
    query = select(func.count()).where(c.alive == 1, c.closed_on.is_(None))
    return connection.execute(query).scalar_one()


def _rows(connection: Connection, query: TextClause, kind: str, **days: str) -> list[DueRow]:
    found = connection.execute(query, {**days, "most": MOST})
    return [
        DueRow(
            unit_id,
            number,
            None if hidden else title,
            "…" if hidden and kind in WORDED else str(what or ""),
            due,
            kind,
            eid,
        )
        for unit_id, number, title, hidden, what, due, eid in found
    ]
