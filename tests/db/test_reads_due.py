"""What is due, and by which index it is found."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from mediator_app.core.environment import Environment
from mediator_app.db.engine import Database
from mediator_app.db.reads import agenda
from tests.db.conftest import Clock
from tests.db.writing import Desk

ME = "Aminata Coulibaly"
TODAY = date(2026, 3, 1)


@pytest.fixture
def desk(database: Database, environment: Environment) -> Desk:
    return Desk(database, environment)


# --- what is due ---------------------------------------------------------------------------------


def test_the_day_shows_what_is_overdue_of_open_cases_only(desk, database) -> None:
    late = ("task", {"text": "late", "due": "2026-02-27"})
    desk.case(
        ("task", {"text": "later", "due": "2026-02-28"}),
        late,
        ("task", {"text": "today", "due": "2026-03-01"}),
        ("task", {"text": "done", "due": "2026-01-01", "done_on": "2026-01-02"}),
        ("task", {"text": "some day"}),
        ("clause", {"text": "clause", "due": "2026-01-15"}),
        ("visit", {"due": "2026-03-05", "months": 3}),
        ("visit", {"due": "2026-01-05", "held_on": "2026-01-06"}),
        ("meeting", {"type": "shuttle", "held_on": "2026-03-04", "state": "planned"}),
        ("meeting", {"type": "ceremony", "held_on": "2026-03-04", "state": "cancelled"}),
        ("meeting", {"type": "signing", "held_on": "2026-04-04"}),
        number="X-1",
    )
    desk.case(late, ("visit", {"due": "2026-02-01"}), title="closed", closed_on="2026-02-28")
    week = date(2026, 3, 8)
    with database.read() as connection:
        overdue = agenda.overdue(connection, TODAY)
        visits = agenda.visits_due(connection, week)
        meetings = agenda.meetings(connection, TODAY, week)
        assert agenda.open_cases(connection) == 1
        assert agenda.conflicts(connection) == 0
    assert [(row.what, row.kind) for row in overdue] == [
        ("late", "task"),
        ("later", "task"),
        ("clause", "clause"),
    ]
    assert {row.number for row in overdue} == {"X-1"}
    assert [(row.what, row.due, row.kind) for row in visits] == [("3", "2026-03-05", "visit")]
    assert [(row.what, row.kind) for row in meetings] == [("shuttle", "meeting")]


def test_a_case_in_which_nothing_moves_is_idle_until_something_does(
    desk, database, clock: Clock
) -> None:
    slow = desk.case(title="slow")
    clock.wait(days=1)
    desk.case(title="slower to show")
    desk.case(title="closed", closed_on="2026-03-01")
    clock.wait(days=40)
    desk.case(title="new")

    def idle() -> list[str | None]:
        with database.read() as connection:
            return [row.title for row in agenda.idle(connection, datetime(2026, 4, 1, tzinfo=UTC))]

    assert idle() == ["slow", "slower to show"]
    desk.write(slow, ("note", {"text": "x"}))
    assert idle() == ["slower to show"]


def test_hidden_names_are_not_shown_where_work_is_listed(desk, database) -> None:
    desk.case(("task", {"text": "x", "due": "2026-01-01"}), title="Awa", names_hidden=True)
    with database.read() as connection:
        (row,) = agenda.overdue(connection, TODAY)
    assert row.title is None


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("task", "task_due"),
        ("clause", "clause_due"),
        ("visit", "visit_due"),
        ("meeting", "meeting_held_on"),
    ],
)
def test_what_is_due_is_found_by_its_index_and_not_sorted(database, query, wanted) -> None:
    statements = {
        "task": agenda._TASKS,
        "clause": agenda._CLAUSES,
        "visit": agenda._VISITS,
        "meeting": agenda._MEETINGS,
    }
    days = {"first": "2026-01-01", "last": "2026-02-01", "day": "2026-02-01"}
    with database.read() as connection:
        plan = connection.execute(
            text(f"EXPLAIN QUERY PLAN {statements[query]}"), {**days, "most": 5}
        ).all()
    told = " | ".join(str(line[-1]) for line in plan)
    assert f"USING INDEX {wanted}" in told
    assert "TEMP B-TREE" not in told


def test_the_list_is_read_from_its_index_and_not_sorted(database) -> None:
    statement = (
        "EXPLAIN QUERY PLAN SELECT case_no FROM case_file WHERE alive = 1 AND kind = 'land'"
        " AND stage = 'x' AND state = 'x' AND risk = 'x' AND mediator = 'x'"
        " ORDER BY opened_on DESC, case_no DESC"
    )
    with database.read() as connection:
        plan = [str(line[-1]) for line in connection.execute(text(statement))]
    assert plan == ["SCAN case_file USING COVERING INDEX case_file_list"]


def test_numbers_alone_are_read_from_the_smallest_index(database) -> None:
    """What reads more must not take it: each row would be looked up."""
    plans = []
    with database.read() as connection:
        for columns, there in (("case_no", "IS 1"), ("case_no, stage", "= 1")):
            statement = f"EXPLAIN QUERY PLAN SELECT {columns} FROM case_file WHERE alive {there}"  # noqa: S608
            plans += [str(line[-1]) for line in connection.execute(text(statement))]
    assert plans == [
        "SCAN case_file USING COVERING INDEX case_file_there",
        "SCAN case_file USING COVERING INDEX case_file_list",
    ]
