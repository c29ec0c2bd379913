"""Incidents from the first word to the answer, in a real profile."""

from __future__ import annotations

import pytest

from mediator_app.core import news
from mediator_app.core.news import State, state_of
from mediator_app.core.places import Level
from mediator_app.core.records.incidents import Incident
from mediator_app.services import alerts, cases, dictating, drafts, incidents
from mediator_app.services.alerts import AlertFilter
from mediator_app.services.cases import NotValid
from mediator_app.services.incidents import NoSuchIncident, NoSuchLink
from mediator_app.services.places import places
from tests.services import desk

ATTACK = {
    "happened_on": ["2026-03-11", "2026-03-11", None],
    "type": "cattle_theft",
    "region": "Mopti",
    "cercle": "Koro",
    "injured": 2,
    "source_reliability": "B",
    "credibility": "3",
    "text": "Forty head were driven off.",
}


@pytest.fixture
def alert(work):
    eid, _ = incidents.report(work, ATTACK)
    return eid


def region(work):
    return work.info.region_unit


def told(work, eid):
    return incidents.told(work, region(work), eid)


def rows(work, **wanted):
    return alerts.register(work).fitting(AlertFilter(**wanted))


def a_case(work, **more):
    return cases.open_case(work, {"kind": "land", "title": "The corridor", **more})[0]


def test_a_report_needs_little_and_gets_the_rest(work, alert):
    record = told(work, alert).record
    assert record.reported_on == "2026-03-12"
    assert record.reported_by == "Awa Traoré"
    assert (record.state, record.severity) == ("rumour", "serious")
    assert record.place_id.startswith("ML05")


def test_a_report_that_says_nothing_is_refused(work):
    with pytest.raises(NotValid, match="Say at least what happened"):
        incidents.report(work, {"region": "Mopti", "text": ""})
    assert rows(work) == []


def test_what_lies_ahead_has_not_happened(work, alert, clock):
    with pytest.raises(NotValid, match="lies in the future"):
        incidents.report(work, {**ATTACK, "happened_on": ["2026-03-13", None, None]})
    with pytest.raises(NotValid, match="lies in the future"):
        incidents.revise(
            work, region(work), alert, {"happened_on": ["2027-01-01", "2027-01-01", None]}
        )
    clock.quality = 0  # a clock that nobody can believe refuses nothing
    incidents.report(work, {**ATTACK, "happened_on": ["2026-03-13", None, None]})


@pytest.mark.parametrize("wrong", [{"dead": -1}, {"type": "unheard"}, {"text": "x" * 200_001}])
def test_bad_values_are_told_and_nothing_is_kept(work, wrong):
    with pytest.raises(NotValid):
        incidents.report(work, {**ATTACK, **wrong})
    assert rows(work) == []


def test_the_draft_goes_with_the_report(work):
    drafts.keep(work, "new-alert", {"text": "half"})
    incidents.report(work, ATTACK, draft="new-alert")
    assert drafts.find(work, "new-alert") is None


def test_from_rumour_to_answer(work, alert):
    unit = region(work)
    with pytest.raises(news.NotVerified):
        incidents.verify(work, unit, alert)
    incidents.verify(work, unit, alert, second_source="The nurse of Koro")
    assert state_of(told(work, alert).record) is State.VERIFIED
    with pytest.raises(news.DayAhead):
        incidents.answer(work, unit, alert, what="We went there", on="2026-03-13")
    incidents.answer(work, unit, alert, what="We went there", on="2026-03-12")
    record = told(work, alert).record
    assert (record.state, record.answer, record.answered_on) == (
        "answered",
        "We went there",
        "2026-03-12",
    )
    found = alerts.register(work).answering()
    assert (found.reported, found.verified, found.in_time, found.percent) == (1, 1, 1, 100)


def test_one_click_verifies_what_needs_no_more(work):
    eid, _ = incidents.report(work, {**ATTACK, "credibility": "2"})
    incidents.verify(work, region(work), eid)
    assert told(work, eid).record.state == "verified"


def test_news_found_false_can_be_taken_up_again(work, alert):
    unit = region(work)
    incidents.deny(work, unit, alert, how="The herd came home", on="2026-03-12")
    assert told(work, alert).record.state == "false"
    incidents.doubt(work, unit, alert)
    assert told(work, alert).record.state == "rumour"


def test_a_step_is_no_field_of_the_form(work, alert):
    with pytest.raises(NotValid, match="follows from a step"):
        incidents.revise(work, region(work), alert, {"state": "verified"})
    incidents.revise(work, region(work), alert, {"dead": 1, "cercle": "Bankass"})
    record = told(work, alert).record
    assert (record.dead, record.state) == (1, "rumour")
    assert record.place_id == incidents.placed({"region": "Mopti", "cercle": "Bankass"})["place_id"]


def test_a_place_that_was_picked_keeps_its_code(work, alert):
    (twin,) = places().search("Koro", level=Level.COMMUNE, limit=1)
    eid, _ = incidents.report(work, {**ATTACK, "place_id": twin.id})
    assert told(work, eid).record.place_id == twin.id
    incidents.revise(work, region(work), eid, {"region": "Gao", "cercle": None})
    assert told(work, eid).record.place_id == "ML-7"


def test_after_72_hours_an_alert_is_late(work, alert, clock):
    clock.wall = clock.wall.replace(day=15)
    assert alerts.late(work) == []
    clock.wall = clock.wall.replace(day=16)
    assert [row.eid for row in alerts.late(work)] == [alert]
    assert [row.eid for row in rows(work, late=True)] == [alert]
    incidents.deny(work, region(work), alert, how="It was a joke", on="2026-03-16")
    assert alerts.late(work) == []
    assert alerts.register(work).answering().in_time == 0


# the list


def test_the_list_holds_the_notebook_and_all_cases(work, alert):
    unit = a_case(work, region="Gao", cercle="Ansongo")
    inside, _ = incidents.report(work, {"type": "threat", "against_mediator": True}, case_unit=unit)
    found = rows(work)
    assert {row.eid for row in found} == {alert, inside}
    threat = next(row for row in found if row.eid == inside)
    assert threat.number
    assert threat.place == "Ansongo, Gao", "an incident without a place lies where its case does"
    assert threat.is_against_mediator
    assert [r.eid for r in rows(work, against_mediator=True)] == [inside]
    cases.remove(work, unit, inside)
    assert {row.eid for row in rows(work)} == {alert}


def test_each_filter_narrows(work, alert):
    incidents.report(work, {"type": "killing", "region": "Gao", "text": "x", "dead": 1})
    assert len(rows(work)) == 2
    for wanted in (
        {"types": ("cattle_theft",)},
        {"severities": ("serious",)},
        {"area": "ML-5"},
        {"area": "centre"},
        {"area": told(work, alert).row.area.cercle},
        {"text": "koro mop"},
        {"first": "2026-03-11", "last": "2026-03-11"},
        {"states": ("rumour",), "types": ("cattle_theft",)},
    ):
        assert [row.eid for row in rows(work, **wanted)] == [alert], wanted
    assert rows(work, last="2026-03-10") == []
    assert rows(work, text="nowhere") == []


def test_a_case_of_codes_does_not_tell_its_village(work):
    unit = a_case(work, region="Mopti", cercle="Koro", names_hidden=True)
    incidents.report(
        work, {"type": "threat", "region": "Mopti", "place_text": "Under the tree"}, case_unit=unit
    )
    assert [row.place for row in rows(work)] == ["Mopti"]
    whole = incidents.told(work, unit, rows(work)[0].eid)
    assert "tree" not in f"{whole.record} {whole.row}"
    assert whole.case.title is None


# links


def test_alerts_are_linked_to_cases(work, alert):
    unit = a_case(work)
    incidents.link(work, region(work), alert, unit)
    incidents.link(work, region(work), alert, unit)
    (name,) = told(work, alert).links
    assert (name.unit_id, name.title, name.closed) == (unit, "The corridor", False)
    assert [entry.eid for _, entry in incidents.linked_to(work, unit)] == [alert]
    incidents.unlink(work, region(work), alert, unit)
    assert told(work, alert).links == ()
    assert incidents.linked_to(work, unit) == []


def test_a_case_that_is_not_here_cannot_be_linked(work, alert):
    with pytest.raises(NoSuchLink):
        incidents.link(work, region(work), alert, b"\x01" * 16)
    desk.elsewhere(work, region(work), desk.changed(Incident, alert, {"cases": ["01" * 16]}))
    assert told(work, alert).unknown == 1


def test_an_alert_that_was_taken_away_is_told_so(work, alert):
    incidents.remove(work, region(work), alert)
    for act in (
        lambda: told(work, alert),
        lambda: incidents.verify(work, region(work), alert, credibility="1"),
        lambda: incidents.remove(work, region(work), alert),
    ):
        with pytest.raises(NoSuchIncident):
            act()


# words


def test_an_alert_goes_by_voice_from_one_laptop_to_the_next(work, alert, tmp_path):
    said = dictating.say(told(work, alert))
    assert len(said.words) == 11
    assert said.place.startswith("Koro")
    desk.made(tmp_path / "other").close()
    with desk.opened(tmp_path / "other") as other:
        understood = dictating.hear(other, " ".join(said.words).upper())
        assert understood.heard.sure
        assert not understood.known
        eid, changed = dictating.take(other, said.words)
        record = incidents.told(other, other.info.region_unit, eid).record
        assert changed.units == {other.info.region_unit}
        assert (record.type, record.injured, record.cercle) == ("cattle_theft", 2, "Koro")
        assert (record.source_reliability, record.credibility) == ("B", "3")
        assert (record.state, record.text) == ("rumour", None)
        assert dictating.hear(other, " ".join(said.words)).known
        assert dictating.take(other, said.words)[0] == eid
        assert len(alerts.register(other).rows) == 1


def test_words_that_are_wrong_are_not_kept(work, alert):
    words = list(dictating.say(told(work, alert)).words)
    words[3] = "zigzag"
    assert dictating.hear(work, " ".join(words)).heard.faults[0].at == 4
    with pytest.raises(dictating.NotUnderstood):
        dictating.take(work, words)


def test_an_alert_without_a_day_cannot_be_said(work):
    desk.elsewhere(work, region(work), cases.create(Incident, b"\x2d" * 16, {"type": "threat"}))
    with pytest.raises(dictating.NoDay):
        dictating.say(told(work, b"\x2d" * 16))
