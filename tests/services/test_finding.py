"""Search of everything: what is found, in what order, with which words around, and what is not told."""

from __future__ import annotations

import pytest

from mediator_app.core.finding import asked_by_sound, held, snippet, words_of
from mediator_app.core.records.notebooks import Actor, PlaceMemory
from mediator_app.services import cases, finding, incidents
from mediator_app.services.cases import create

FIRST = {"kind": "land", "title": "Le couloir de Sogoniko", "opened_on": "2026-01-09"}


def marked(hit):
    return [hit.snippet.text[first:last] for first, last in hit.snippet.marks]


@pytest.fixture
def unit(work):
    made, _ = cases.open_case(work, {**FIRST, "region": "Mopti", "locality": "Ɲɛsɔba"})
    cases.save(work, made, "party", {"type": "person", "name": "Aïssata Jàlo", "side": "A"})
    cases.add_note(work, made, "La famille d’éleveurs a accepté de parler du puits. " * 9)
    agreement, _ = cases.save(work, made, "agreement", {"type": "full_agreement"})
    clause = {"agreement": agreement, "text": "Le passage reste large de douze mètres"}
    cases.save(work, made, "clause", clause)
    cases.save(work, made, "incident", {"type": "crop_damage", "text": "Sorgho piétiné"})
    return made


@pytest.mark.parametrize(
    ("typed", "sort", "record", "shown"),
    [
        ("couloir", "case", "case_file", "couloir"),
        ("jalo", "person", "party", "Jàlo"),
        ("Diallo", "person", "party", "Jàlo"),
        ("nyesoba", "place", "case_file", "Ɲɛsɔba"),
        ("eleveur", "note", "note", "éleveurs"),
        ("douze", "agreement", "clause", "douze"),
        ("sorgho pietine", "incident", "incident", "Sorgho"),
    ],
)
def test_each_sort_of_thing_is_found_where_it_stands(work, unit, typed, sort, record, shown):
    hit = finding.find(work, typed)[0]
    assert (hit.sort, hit.record, hit.unit_id) == (sort, record, unit)
    assert marked(hit)[0] == shown
    assert [hit.record for hit in finding.find(work, typed, sort=sort)] == [record]
    others = set(finding.SORTS) - {sort, "place"}
    assert not any(finding.find(work, typed, sort=other) for other in others)


def test_words_that_stand_in_different_records_find_their_case(work, unit):
    (hit,) = finding.find(work, "jalo couloir")
    assert hit.unit_id == unit
    assert finding.find(work, "jalo tombouctouba") == ()
    assert finding.find(work, "  …  ") == ()


def test_what_is_spelt_as_typed_comes_before_what_only_sounds_like_it(work, unit):
    other, _ = cases.open_case(work, {**FIRST, "title": "Le puits"})
    cases.save(work, other, "party", {"type": "person", "name": "Hama Diallo"})
    found = finding.find(work, "diallo")
    assert [hit.unit_id for hit in found] == [other, unit]


def test_the_words_around_are_short_and_on_one_line(work, unit):
    (hit,) = finding.find(work, "eleveurs")
    assert hit.snippet.text.endswith("…")
    assert len(hit.snippet.text) < 140
    made = snippet("a " * 200 + "mil\nrouge " + "b " * 200, words_of("mil rouge"))
    assert "mil rouge" in made.text
    assert [made.text[a:b] for a, b in made.marks] == ["mil", "rouge"]


def test_a_case_whose_names_are_apart_is_found_and_tells_none_of_them(work, unit):
    cases.save(work, unit, "case_file", {"names_hidden": True})
    for sort in ("", "case"):
        (hit,) = finding.find(work, "jalo", sort=sort)
        assert hit.unit_id == unit
        assert hit.title == "PT-001"
        assert hit.snippet.text == ""
    assert finding.find(work, "jalo", sort="person") == ()
    assert "Jàlo" not in repr(finding.find(work, "jalo"))
    assert "couloir" not in repr(finding.find(work, "couloir"))


def test_a_case_taken_away_and_a_word_taken_out_are_not_found(work, unit):
    cases.save(work, unit, "case_file", {"title": "Autre"})
    assert finding.find(work, "couloir") == ()


def test_actors_memories_alerts_and_places_are_found_beside_the_cases(work):
    region = work.info.region_unit
    with work.write() as writer:
        facts = {"name": "Hamadoun Cissé", "place": "Sarédina"}
        writer.author(region, [create(Actor, bytes([Actor.ETYPE]) + bytes(15), facts)])
        told = {"place": "Sarédina", "text": "Le serment de 1998"}
        writer.author(region, [create(PlaceMemory, bytes([PlaceMemory.ETYPE]) + bytes(15), told)])
    incidents.report(work, {"type": "cattle_theft", "text": "Trente boeufs partis"})
    assert finding.find(work, "sise")[0].record == "actor"
    assert finding.find(work, "serment")[0].record == "place_memory"
    (alert,) = finding.find(work, "boeufs")
    assert (alert.sort, alert.unit_id) == ("incident", region)
    place = finding.find(work, "bandiagara", sort="place")[0]
    assert (place.unit_id, place.record) == (None, "place")


def test_a_search_that_is_no_longer_wanted_stops(work, unit):
    class NotWantedError(Exception):
        pass

    def check():
        raise NotWantedError

    with pytest.raises(NotWantedError):
        finding.find(work, "jalo", check=check)


def test_a_short_word_has_no_sound_and_asks_no_second_time():
    assert asked_by_sound(words_of("di ba")) == ""
    assert '"0jal"*' in asked_by_sound(words_of("diallo"))
    assert held("Ba et Diallo", words_of("ba jalo zzz")) == (3, 1, 0)
