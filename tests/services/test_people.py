"""People over all cases: found by any spelling, joined by a person, never named where apart."""

from __future__ import annotations

import pytest

from mediator_app.core.mandates import State, standing
from mediator_app.core.records.parties import Mandate, Party
from mediator_app.core.roles import NotAllowed
from mediator_app.services import actors, cases, people, same_cases
from mediator_app.services.cases import NotValid
from mediator_app.services.people import NotTheirs, PeopleFilter
from tests.services import desk

MOUSSA = {"type": "person", "sex": "m", "birth_year": 1980, "village": "Koubi"}


def open_with(work, title, *parties, **case):
    unit, _ = cases.open_case(work, {"kind": "land", "title": title, **case})
    for values in parties:
        cases.save(work, unit, "party", {"type": "person", **values})
    return unit


@pytest.fixture
def two(work):
    first = open_with(work, "Le puits", {**MOUSSA, "name": "Moussa Traoré", "role": "claimant"})
    second = open_with(work, "Le champ", {**MOUSSA, "name": "Musa Tarawele", "role": "witness"})
    return first, second


def names(register, **wanted):
    shown = register.shown(PeopleFilter(**wanted))
    return [register.rows[key].name for key in shown.keys]


def test_everybody_is_found_by_any_spelling(work, two):
    register = people.register(work)
    assert names(register) == ["Moussa Traoré", "Musa Tarawele"]
    assert names(register, text="tarawélé") == ["Moussa Traoré", "Musa Tarawele"]
    assert names(register, text="kubi musa")  # a village and a name
    assert names(register, text="cissé") == []
    assert names(register, types=("group",)) == []


def test_a_person_joins_two_entries_and_takes_it_back(work, two):
    register = people.register(work)
    (found,) = register.suspected()
    people.decide(work, found.pair, same=True, reason="C'est lui.")
    register = people.register(work)
    (row,) = register.rows.values()
    assert {role.unit_id for role in row.roles} == set(two)
    assert {role.role for role in row.roles} == {"claimant", "witness"}
    assert names(register, several=True) == [row.name]
    assert register.suspected() == []
    (decision,) = register.about(row)
    assert decision.unit_id == work.info.person_unit
    assert decision.record.decided_by == work.info.name
    people.take_back(work, decision)
    register = people.register(work)
    assert len(register.rows) == 2
    assert len(register.suspected()) == 1


def test_two_persons_are_not_proposed_again(work, two):
    register = people.register(work)
    people.decide(work, register.suspected()[0].pair, same=False)
    register = people.register(work)
    assert len(register.rows) == 2
    assert register.suspected() == []


def test_a_supervisor_decides_for_the_region_and_goes_before_a_mediator(work, two):
    pair = people.register(work).suspected()[0].pair
    people.decide(work, pair, same=True)
    with desk.acting(work, "supervisor"):
        people.decide(work, pair, same=False)
    register = people.register(work)
    assert len(register.rows) == 2
    (decision,) = register.decisions
    assert decision.unit_id == work.info.region_unit
    with pytest.raises(NotAllowed):
        people.take_back(work, decision)
    with desk.acting(work, "supervisor"):
        people.take_back(work, decision)
    assert len(people.register(work).rows) == 1


def test_who_is_in_a_case_with_names_apart_is_a_code_and_never_joined(work, two):
    pair = people.register(work).suspected()[0].pair
    people.decide(work, pair, same=True)
    cases.save(work, two[1], "case_file", {"names_hidden": True})
    register = people.register(work)
    hidden = next(row for row in register.rows.values() if row.hidden)
    assert hidden.name == "PT-001"
    assert "Tarawele" not in repr(hidden)
    assert "Koubi" not in repr(hidden)
    assert "Le champ" not in repr(hidden)
    assert names(register, text="tarawele") == ["Moussa Traoré"]
    assert register.decisions == ()
    assert register.suspected() == []
    assert "Tarawele" not in repr(register)
    with pytest.raises(NotTheirs):
        people.decide(work, pair, same=True)


def test_a_group_that_represents_itself_is_refused_with_a_sentence(work, two):
    (entry,) = cases.view(work, two[0]).all(Party)
    with pytest.raises(NotValid) as refused:
        cases.save(work, two[0], "party", {"representative": entry.eid}, eid=entry.eid)
    assert "would be represented by itself" in refused.value.sentence(str)
    with pytest.raises(NotValid):
        cases.save(work, two[0], "party", {"part_of": entry.eid}, eid=entry.eid)


def test_a_new_mandate_stands_beside_the_one_that_was_withdrawn(work, two):
    unit = two[0]
    (party,) = cases.view(work, unit).all(Party)
    first = {"party": party.eid, "given_by": "Les anciens", "given_on": "2026-01-01"}
    cases.save(work, unit, "mandate", {**first, "withdrawn_on": "2026-02-01"})
    cases.save(work, unit, "mandate", {**first, "given_on": "2026-03-01", "given_by": "Tous"})
    view = cases.view(work, unit)
    assert len(view.all(Mandate)) == 2
    stand = standing(view, party.eid, work.today())
    assert stand.state is State.VALID
    (written,) = desk.exported(work)["cases"][0]["parties"] or [None]
    assert written["mandate"]["given_by"] == "Tous"


def test_the_actors_of_a_place_are_those_inside_it_too(work):
    region = {"name": "Gouverneur", "place": "Mopti", "place_id": "ML-5", "sector": "governmental"}
    actors.save(work, actors.Actor, region)
    actors.save(work, actors.Actor, {"name": "Ailleurs", "place": "Kidal"})
    actors.save(work, actors.PlaceMemory, {"place": "Mopti", "text": "Accord de 2018"})
    book = actors.book(work, "Mopti", "ML-5")
    assert [e.record.name for e in book.actors] == ["Gouverneur"]
    assert len(book.memories) == 1
    actors.move_actor(work, book.actors[0].eid, "security", "national")
    moved = actors.book(work, "Mopti", "ML-5").actors[0].record
    assert (moved.sector, moved.level) == ("security", "national")
    assert len(actors.book(work, "", None).actors) == 2


def test_the_same_case_opened_twice_is_told_and_looking_is_kept(work):
    place = {"region": "Mopti", "cercle": "Koro", "commune": "Koro", "locality": "Koro"}
    first = open_with(work, "Le puits", {"name": "Moussa Traoré"}, **place)
    second = open_with(work, "Puits de Koro", {"name": "Musa Tarawele"}, **place)
    open_with(work, "Autre", {"name": "Awa Cissé"}, **{**place, "cercle": "Bankass"})
    (found,) = same_cases.likely_same(work, second)
    assert (found.case.unit_id, found.case.title) == (first, "Le puits")
    same_cases.looked(work, second)
    assert cases.view(work, second).case.duplicates_checked
    cases.save(work, first, "case_file", {"names_hidden": True})
    for each in same_cases.likely_same(work, second):
        assert "puits" not in repr(each)
        assert "Traor" not in repr(each)
