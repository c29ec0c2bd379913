"""What is written down beside a meeting, and the goal of the office."""

from __future__ import annotations

import pytest

from mediator_app.core import participation
from mediator_app.core.goal import GOAL, goal_of
from mediator_app.core.records.meetings import Attendance, HeadCount, Issue, Meeting
from mediator_app.core.roles import NotAllowed
from mediator_app.services import cases, meetings, office
from mediator_app.services.cases import NotValid
from mediator_app.services.meetings import Beside
from mediator_app.services.office import NoGoal
from tests.services import desk

JOINT = {"type": "joint_mediation", "held_on": "2026-03-10", "state": "held"}


@pytest.fixture
def unit(work) -> bytes:
    unit, _ = cases.open_case(
        work, {"kind": "land", "title": "Un puits", "opened_on": "2026-02-01"}
    )
    for side, name in (("A", "Awa"), ("B", "Bakary")):
        cases.save(work, unit, "party", {"type": "person", "name": name, "side": side})
    return unit


def test_counts_attendance_and_positions_are_one_save(work, unit):
    meeting, _ = cases.save(work, unit, "meeting", JOINT)
    issue, _ = cases.save(work, unit, "issue", {"text": "Qui ouvre le puits ?", "position": "open"})
    (awa, _b) = [e.eid for e in cases.view(work, unit).records["party"]]
    before = len(cases.view(work, unit).code)
    counts = {
        "A": {"women": 4, "men": 6, "young_women": 1, "young_men": 2},
        "B": {"women": 1, "men": 9},
    }
    beside = Beside({awa: "present"}, {issue: "agreed"}, counts)
    assert meetings.save_beside(work, unit, meeting, beside).units == {unit}
    view = cases.view(work, unit)
    assert before == len(view.code)
    assert [e.record.status for e in view.all(Attendance)] == ["present"]
    assert [e.record.position for e in view.all(Issue)] == ["agreed"]
    assert {e.record.side: e.record.women for e in view.all(HeadCount)} == {"A": 4, "B": 1}
    entry = view.one(Meeting)
    assert participation.counts_of(view, entry).total == 20
    again = Beside(counts={"A": {"women": 5}})
    meetings.save_beside(work, unit, meeting, again)
    rows = {e.record.side: e.record for e in cases.view(work, unit).all(HeadCount)}
    assert (rows["A"].women, rows["A"].men, rows["B"].women) == (5, 6, 1)


def test_more_young_women_than_women_are_refused_whole(work, unit):
    meeting, _ = cases.save(work, unit, "meeting", JOINT)
    (awa, _b) = [e.eid for e in cases.view(work, unit).records["party"]]
    beside = Beside({awa: "present"}, {}, {"A": {"women": 2, "men": 1, "young_women": 3}})
    with pytest.raises(NotValid):
        meetings.save_beside(work, unit, meeting, beside)
    view = cases.view(work, unit)
    assert (view.all(Attendance), view.all(HeadCount)) == ((), ())


def test_a_meeting_was_not_held_tomorrow_unless_the_clock_errs(work, unit, clock):
    tomorrow = {**JOINT, "held_on": "2026-03-13"}
    with pytest.raises(NotValid):
        cases.save(work, unit, "meeting", tomorrow)
    planned, _ = cases.save(work, unit, "meeting", {**tomorrow, "state": "planned"})
    with pytest.raises(NotValid):
        cases.save(work, unit, "meeting", {"state": "held"}, eid=planned)
    assert [e.record.state for e in cases.view(work, unit).all(Meeting)] == ["planned"]
    clock.quality = 0
    cases.save(work, unit, "meeting", {"state": "held"}, eid=planned)


@pytest.mark.parametrize(
    ("text", "goal"),
    [(None, GOAL), ("40", 40), ("0", GOAL), ("51", GOAL), ("x", GOAL), ("²", GOAL)],
)
def test_a_goal_that_is_none_is_the_usual_one(text, goal):
    assert goal_of(text) == goal


def test_the_goal_of_the_office_reaches_every_case(tmp_path):
    chief = desk.AWA.__class__("Fanta Cissé", "Médiation Mopti", "supervisor", region="ML-5")
    desk.made(tmp_path / "chief", person=chief).close()
    with desk.opened(tmp_path / "chief") as work:
        unit, _ = cases.open_case(work, {"kind": "land", "title": "Un puits"})
        assert cases.view(work, unit).goal == office.goal(work) == GOAL
        with pytest.raises(NoGoal):
            office.keep_goal(work, 51)
        with pytest.raises(NoGoal):
            office.keep_goal(work, None)
        office.keep_goal(work, 40)
        assert cases.view(work, unit).goal == office.goal(work) == 40
        assert office.keep_goal(work, 40).units == frozenset()


def test_a_mediator_does_not_set_the_goal(work):
    with pytest.raises(NotAllowed):
        office.keep_goal(work, 40)
    assert office.goal(work) == GOAL
