"""Concurrent edits, case by case: what is shown, what is kept, what a person is asked."""

from __future__ import annotations

import pytest

from mediator_app.journal import conflicts, live_refs
from tests.journal.laptop import (
    NOTE,
    OTHER,
    THING,
    UNKNOWN,
    Laptop,
    Office,
    edit,
    entity_id,
    unit_id,
)

UNIT = unit_id(1)
EID = entity_id(THING)


@pytest.fixture
def office() -> Office:
    return Office()


def two_laptops(office: Office) -> tuple[Laptop, Laptop]:
    """Return two laptops that hold the same thing."""
    one, two = office.laptop(), office.laptop()
    one.save(UNIT, edit(EID, {0: True, 1: "first name", 2: 1}))
    one.send(UNIT, two)
    return one, two


def exchange(one: Laptop, two: Laptop) -> None:
    one.send(UNIT, two)
    two.send(UNIT, one)
    assert one.dump() == two.dump()


def row(laptop: Laptop, eid: bytes = EID) -> tuple:
    name = {1: "thing", 2: "other", 3: "note"}[eid[0]]
    ((_, _, *rest),) = laptop.rows(f'SELECT * FROM "{name}" WHERE eid = ?', eid)  # noqa: S608
    return tuple(rest)


def open_conflicts(laptop: Laptop) -> list:
    with laptop.read() as connection:
        return conflicts(connection)


def seen_by(laptop: Laptop, eid: bytes = EID) -> dict:
    with laptop.read() as connection:
        return live_refs(connection, laptop.case_no(UNIT), eid)


# --- values ---------------------------------------------------------------------------------------


def test_both_values_of_a_field_edited_twice_are_kept_and_shown_to_a_person(office):
    one, two = two_laptops(office)
    first, second = one.save(UNIT, edit(EID, {1: "A"})), two.save(UNIT, edit(EID, {1: "B"}))
    exchange(one, two)
    (conflict,) = open_conflicts(one)
    assert (conflict.unit_id, conflict.eid, conflict.field) == (UNIT, EID, 1)
    assert {(c.value, c.ref, c.device_id) for c in conflict.candidates} == {
        ("A", first, one.signer.device_id),
        ("B", second, None),  # whose stream it is, the roster will say
    }
    assert {c.lamport for c in conflict.candidates} == {2}
    assert {c.stream_id for c in conflict.candidates} == {
        one.signer.stream_id, two.signer.stream_id
    }  # fmt: skip
    assert row(one)[1] == conflict.candidates[0].value


def test_equal_values_never_conflict(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {1: "same"}))
    two.save(UNIT, edit(EID, {1: "same"}))
    exchange(one, two)
    assert open_conflicts(one) == []


def test_true_and_one_are_not_equal(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {2: 1}))
    two.save(UNIT, edit(EID, {2: True}))
    exchange(one, two)
    assert [c.field for c in open_conflicts(one)] == [2]


def test_different_fields_of_one_record_do_not_conflict(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {1: "A"}))
    two.save(UNIT, edit(EID, {2: 9}))
    exchange(one, two)
    assert open_conflicts(one) == []
    assert row(one)[1:3] == ("A", 9)


def test_an_ordinary_edit_settles_a_conflict_everywhere(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {1: "A"}))
    two.save(UNIT, edit(EID, {1: "B"}))
    exchange(one, two)
    two.save(UNIT, edit(EID, {1: "C"}))
    exchange(one, two)
    assert open_conflicts(one) == []
    assert row(one)[1] == "C"


def test_two_people_who_settle_it_differently_have_a_new_conflict(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {1: "A"}))
    two.save(UNIT, edit(EID, {1: "B"}))
    exchange(one, two)
    one.save(UNIT, edit(EID, {1: "C"}))
    two.save(UNIT, edit(EID, {1: "D"}))
    exchange(one, two)
    (conflict,) = open_conflicts(one)
    assert {c.value for c in conflict.candidates} == {"C", "D"}


def test_a_value_that_came_while_the_form_was_open_stays_visible(office):
    one, two = two_laptops(office)
    seen = seen_by(one)
    two.save(UNIT, edit(EID, {1: "meanwhile"}))
    two.send(UNIT, one)
    one.save(UNIT, edit(EID, {1: "mine"}, seen=seen))
    (conflict,) = open_conflicts(one)
    assert {c.value for c in conflict.candidates} == {"mine", "meanwhile"}


def test_a_form_that_saw_a_conflict_settles_it(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {1: "A"}))
    two.save(UNIT, edit(EID, {1: "B"}))
    exchange(one, two)
    seen = seen_by(one)
    assert len(seen[1]) == 2
    one.save(UNIT, edit(EID, {1: "C"}, seen=seen))
    assert open_conflicts(one) == []


def test_a_form_never_replaces_what_it_names_by_mistake(office):
    one, _ = two_laptops(office)
    other = one.save(UNIT, edit(entity_id(OTHER), {0: True, 1: "text"}))
    one.save(UNIT, edit(EID, {1: "new"}, seen={1: frozenset({other, b"?" * 16})}))
    (conflict,) = open_conflicts(one)  # with the value it had not seen
    assert {c.value for c in conflict.candidates} == {"first name", "new"}
    assert [b"?" * 16 in item.body for item in one.items(UNIT)] == [False] * 3


def test_the_stage_shown_is_the_earliest_and_a_person_is_asked(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {4: "second"}))
    one.send(UNIT, two)
    one.save(UNIT, edit(EID, {4: "third"}))
    two.save(UNIT, edit(EID, {4: "first"}))
    two.save(UNIT, edit(EID, {2: 5}))
    exchange(one, two)
    assert row(one)[4] == "first"
    assert [c.field for c in open_conflicts(one)] == [4]


def test_a_stage_nobody_knows_comes_after_all_others(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {4: "third"}))
    two.save(UNIT, edit(EID, {4: "of a newer version"}))
    exchange(one, two)
    assert row(one)[4] == "third"


def test_an_edit_of_two_fields_that_comes_after_its_successor_is_dead_in_both(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {1: "old", 2: 3}))
    one.save(UNIT, edit(EID, {1: "new", 2: 4}))
    for item in reversed(one.items(UNIT)):
        two.ingest([item])
    assert open_conflicts(two) == []
    assert two.dump() == one.dump()


def test_a_quiet_field_has_a_winner_and_no_conflict(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {5: "red"}))
    two.save(UNIT, edit(EID, {5: "blue"}))
    exchange(one, two)
    assert open_conflicts(one) == []
    assert row(one)[5] in {"red", "blue"}


def test_a_loser_is_found_by_the_search_until_it_is_settled(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {1: "Alpha"}))
    two.save(UNIT, edit(EID, {1: "Beta"}))
    exchange(one, two)
    assert all(laptop.found(w) for laptop in (one, two) for w in ("alpha", "beta"))
    one.save(UNIT, edit(EID, {1: "Gamma"}))
    assert [one.found(w) for w in ("alpha", "beta", "gamma")] == [[], [], [1]]


# --- removal --------------------------------------------------------------------------------------


def test_a_removed_record_is_kept_and_not_alive(office):
    one, two = two_laptops(office)
    one.save(UNIT, edit(EID, {0: False}))
    exchange(one, two)
    assert row(two)[:2] == (0, "first name")
    assert two.found("first") == []
    one.save(UNIT, edit(EID, {0: True}))
    exchange(one, two)
    assert row(two)[0] == 1
    assert two.found("first") == [1]


def test_an_edit_by_somebody_who_missed_the_removal_wins_and_is_surfaced(office):
    one, two = two_laptops(office)
    removal = one.save(UNIT, edit(EID, {0: False}))
    late = two.save(UNIT, edit(EID, {2: 7}))
    exchange(one, two)
    assert row(one)[0] == 1
    (conflict,) = open_conflicts(one)
    assert {(c.field, c.value, c.ref) for c in conflict.candidates} == {
        (0, False, removal), (2, 7, late)
    }  # fmt: skip


def test_removing_again_or_restoring_settles_a_late_edit(office):
    for again, alive in ((False, 0), (True, 1)):
        one, two = two_laptops(office)
        one.save(UNIT, edit(EID, {0: False}))
        two.save(UNIT, edit(EID, {2: 7}))
        exchange(one, two)
        one.save(UNIT, edit(EID, {0: again}))
        exchange(one, two)
        assert row(two)[0] == alive
        assert open_conflicts(two) == []


def test_a_removal_remembers_which_fields_it_saw(office):
    """One changeset holds two fields; the remover's form had seen only one of them."""
    one = office.laptop()
    ref = one.save(UNIT, edit(EID, {0: True, 1: "seen", 2: 5}))
    one.save(UNIT, edit(EID, {0: False}, seen={0: frozenset({ref}), 1: frozenset({ref})}))
    assert row(one)[0] == 1, "the other field was edited by somebody the remover did not see"
    (conflict,) = open_conflicts(one)
    assert {(c.field, c.value) for c in conflict.candidates} == {(0, False), (2, 5)}


def test_a_removal_is_saved_with_the_fields_it_saw(office):
    """What came while the form was open is not among what its removal saw."""
    one, two = two_laptops(office)
    seen = seen_by(one)
    two.save(UNIT, edit(EID, {1: "meanwhile", 2: 8}))
    two.save(UNIT, edit(EID, {1: "later"}))
    two.send(UNIT, one)
    one.save(UNIT, edit(EID, {0: False}, seen=seen))
    assert row(one)[0] == 1
    (conflict,) = open_conflicts(one)
    assert {(c.field, c.value) for c in conflict.candidates} == {
        (0, False), (1, "later"), (2, 8)
    }  # fmt: skip


# --- who may --------------------------------------------------------------------------------------


def test_one_case_cannot_touch_a_record_of_another(office):
    one = office.laptop()
    other_unit = unit_id(2)
    one.save(UNIT, edit(EID, {0: True, 1: "here"}))
    one.save(other_unit, edit(EID, {0: True, 1: "there"}))
    one.save(other_unit, edit(EID, {0: False}))
    rows = one.rows('SELECT alive, name FROM "thing" ORDER BY case_no')
    assert rows == [(1, "here"), (0, "there")]


def test_values_that_do_not_fit_their_column_stay_in_the_log_alone(office):
    one, two = two_laptops(office)
    two.save(UNIT, edit(EID, {1: 17, 2: "seventeen", 3: [b"bytes"], 4: True}))
    one.save(UNIT, edit(EID, {1: "name"}))
    exchange(one, two)
    assert row(one)[2:5] == (None, None, None)
    values = {c.value for conflict in open_conflicts(one) for c in conflict.candidates}
    assert values == {17, "name"}


def test_a_record_of_an_unknown_type_is_kept_and_has_no_table(office):
    one, two = two_laptops(office)
    strange = entity_id(UNKNOWN)
    one.save(UNIT, edit(strange, {0: True, 1: "from the future", 40: 4}))
    exchange(one, two)
    assert two.rows("SELECT flags FROM ent WHERE eid = ?", strange) == [(1,)]
    assert set(seen_by(two, strange)) == {0, 1, 40}


def test_notes_can_be_added_by_all_and_removed_by_all(office):
    one, two = two_laptops(office)
    mine, yours = entity_id(NOTE, 1), entity_id(NOTE, 2)
    one.save(UNIT, edit(mine, {0: True, 1: "mine"}))
    two.save(UNIT, edit(yours, {0: True, 1: "yours"}))
    exchange(one, two)
    one.save(UNIT, edit(yours, {0: False}))
    assert row(one, yours)[:2] == (0, "yours")
