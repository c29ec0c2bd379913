"""What stands on which day, and who is missed on the road."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mediator_app.core.records.codes import MEETING_TYPE
from mediator_app.core.records.notebooks import SeasonalDate
from mediator_app.core.trips import TripState
from mediator_app.services import agenda, cases, stages, trips
from mediator_app.services.cases import NotValid, create, vars_of

MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def case(work):
    unit, _ = cases.open_case(work, {"kind": "land", "title": "Puits de Sossobé"})
    return unit


def told(work, first=MARCH[0], last=MARCH[1]):
    return [
        (line.day.isoformat(), line.kind, line.what) for line in agenda.agenda(work, first, last)
    ]


def test_everything_of_a_case_that_has_a_day_stands_there(work, case):
    cases.save(
        work, case, "meeting", {"type": "shuttle", "held_on": "2026-03-20", "time_text": "9h"}
    )
    cases.save(
        work,
        case,
        "meeting",
        {
            "type": "joint_mediation",
            "held_on": "2026-02-20",
            "state": "held",
            "next_on": "2026-03-25",
        },
    )
    cases.save(
        work, case, "task", {"text": "Appeler", "due": "2026-03-15", "remind_on": "2026-03-13"}
    )
    cases.save(work, case, "visit", {"due": "2026-03-31", "months": 3})
    stages.suspend(work, case, reason="Fête", review_on=date(2026, 3, 18))
    assert told(work) == [
        ("2026-03-13", "reminder", "Appeler"),
        ("2026-03-15", "task", "Appeler"),
        ("2026-03-18", "review", ""),
        ("2026-03-20", "meeting", "shuttle"),
        ("2026-03-25", "next_meeting", "joint_mediation"),
        ("2026-03-31", "visit", "3"),
    ]
    assert agenda.agenda(work, *MARCH)[3].time == "9h"
    assert "shuttle" in MEETING_TYPE


def test_the_next_meeting_makes_way_for_the_planned_one(work, case):
    cases.save(
        work, case, "meeting", {"type": "shuttle", "held_on": "2026-02-20", "next_on": "2026-03-25"}
    )
    assert [kind for _, kind, _ in told(work)] == ["next_meeting"]
    cases.save(work, case, "meeting", {"type": "joint_mediation", "held_on": "2026-03-25"})
    assert [kind for _, kind, _ in told(work)] == ["meeting"]
    cases.save(
        work, case, "meeting", {"type": "signing", "held_on": "2026-03-26", "state": "cancelled"}
    )
    assert [kind for _, kind, _ in told(work)] == ["meeting"]


def test_no_word_of_a_case_whose_names_are_hidden(work, case):
    cases.save(work, case, "task", {"text": "Appeler Awa", "due": "2026-03-15"})
    cases.save_many(work, case, {"case_file": {"names_hidden": True}})
    (line,) = agenda.agenda(work, *MARCH)
    assert (line.what, line.title) == ("", "")
    assert line.number


def test_the_season_comes_every_year_and_is_announced(work):
    season = SeasonalDate(what="descent", corridor="Burtol", first_on="2019-04-10", days_before=20)
    with work.write() as writer:
        writer.author(
            work.info.region_unit,
            [create(SeasonalDate, bytes([SeasonalDate.ETYPE]) + bytes(15), vars_of(season))],
        )
    assert told(work) == [("2026-03-21", "season_soon", "descent")]
    assert told(work, date(2026, 4, 1), date(2026, 4, 30)) == [("2026-04-10", "season", "descent")]


def test_a_trip_is_planned_watched_and_over(work, clock):
    trips.plan(
        work,
        {
            "destination": "Ténenkou",
            "leaves_on": "2026-03-12",
            "back_on": "2026-03-12",
            "back_at": "18h",
        },
    )
    (line,) = trips.trips(work)
    assert (line.state, line.is_own, line.trip.record.traveller) == (
        TripState.AWAY,
        True,
        "Awa Traoré",
    )
    assert [kind for _, kind, _ in told(work)] == ["trip_out", "trip_back"]
    clock.wall += timedelta(hours=12)
    assert trips.trips(work)[0].state is TripState.MISSED
    trips.sign_of_life(work, line.trip.eid)
    assert trips.trips(work)[0].state is TripState.AWAY
    trips.returned(work, line.trip.eid)
    assert trips.trips(work) == []
    assert trips.trips(work, past=True)[0].state is TripState.BACK
    trips.remove(work, line.trip.eid)
    assert trips.trips(work, past=True) == []


@pytest.mark.parametrize(
    "facts",
    [{"leaves_on": "2026-03-12", "back_on": "2026-03-11"}, {"back_at": "le soir"}],
)
def test_a_trip_that_cannot_be_is_refused(work, facts):
    with pytest.raises(NotValid):
        trips.plan(work, {"destination": "Koro", **facts})
    assert trips.trips(work) == []


def test_a_changed_day_is_judged_with_the_one_that_stays(work):
    trips.plan(work, {"destination": "Koro", "leaves_on": "2026-03-12", "back_on": "2026-03-14"})
    (line,) = trips.trips(work)
    with pytest.raises(NotValid):
        trips.plan(work, {"back_on": "2026-03-11"}, line.trip.eid)
    assert trips.trips(work)[0].trip.record.back_on == "2026-03-14"
    trips.plan(work, {"back_on": None}, line.trip.eid)
    assert trips.trips(work)[0].trip.record.back_on is None
