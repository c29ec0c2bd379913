"""What is due, planned, or has not moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal, literal_column, select

from mediator_app.db.reads.columns import case_file, clause, conflict, meeting, task, unit, visit

Query = Select[*tuple[Any, ...]]
MOST = 200  # lines of one list


@dataclass(frozen=True, slots=True)
class DueRow:
    """One line: `what` are the words of a task or clause, or the code of a meeting."""

    unit_id: bytes
    number: str | None
    title: str | None
    what: str
    due: str | None
    kind: str  # task, clause, visit, meeting or case


def overdue(connection: Connection, today: date) -> list[DueRow]:
    """Return open tasks and clauses of open cases whose day has passed, the oldest first."""
    tasks = _open(select(*_line(task.c.text, task.c.due, "task")), task).where(
        task.c.done_on.is_(None), task.c.due < today.isoformat()
    )
    clauses = _open(select(*_line(clause.c.text, clause.c.due, "clause")), clause).where(
        clause.c.due < today.isoformat()
    )
    return _rows(connection, tasks, task.c.due) + _rows(connection, clauses, clause.c.due)


def visits_due(connection: Connection, until: date) -> list[DueRow]:
    """Return follow-up visits to be made until a day, the oldest first."""
    months = func.coalesce(visit.c.months, "")
    query = _open(select(*_line(months, visit.c.due, "visit")), visit).where(
        visit.c.held_on.is_(None), visit.c.due <= until.isoformat()
    )
    return _rows(connection, query, visit.c.due)


def meetings(connection: Connection, first: date, last: date) -> list[DueRow]:
    """Return the meetings planned between two days."""
    query = _open(select(*_line(meeting.c.type, meeting.c.held_on, "meeting")), meeting).where(
        meeting.c.held_on.between(first.isoformat(), last.isoformat()),
        func.coalesce(meeting.c.state, "planned") == "planned",
    )
    return _rows(connection, query, meeting.c.held_on)


def idle(connection: Connection, before: datetime) -> list[DueRow]:
    """Return open cases in which nothing was written since a moment, the oldest first."""
    nothing: ColumnElement[Any] = literal_column("NULL")
    query = (
        select(*_line(literal_column("''"), nothing, "case"))
        .select_from(case_file)
        .join(unit, unit.c.case_no == case_file.c.case_no)
        .where(*_is_open(), unit.c.last_wall < int(before.timestamp()))
    )
    return _rows(connection, query, unit.c.last_wall)


def conflicts(connection: Connection) -> int:
    """Return how many fields wait for somebody to decide."""
    return connection.execute(select(func.count()).select_from(conflict)).scalar_one()


def open_cases(connection: Connection) -> int:
    """Return how many cases are not closed."""
    query = select(func.count()).select_from(case_file).where(*_is_open())
    return connection.execute(query).scalar_one()


def _is_open() -> tuple[Any, ...]:
    return case_file.c.alive == 1, case_file.c.closed_on.is_(None)


def _line(what: Any, due: Any, kind: str) -> tuple[Any, ...]:
    c = case_file.c
    return unit.c.unit_id, c.number, c.title, c.names_hidden, what, due, literal(kind)


def _open(query: Query, held: Any) -> Query:
    return (
        query.select_from(held)
        .join(case_file, case_file.c.case_no == held.c.case_no)
        .join(unit, unit.c.case_no == held.c.case_no)
        .where(held.c.alive == 1, *_is_open())
    )


def _rows(connection: Connection, query: Query, order: Any) -> list[DueRow]:
    found = connection.execute(query.order_by(order, case_file.c.number).limit(MOST))
    return [
        DueRow(unit_id, number, None if hidden else title, str(what or ""), due, kind)
        for unit_id, number, title, hidden, what, due, kind in found
    ]
