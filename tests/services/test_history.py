"""The history as a person reads it, and taking back the last own change."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from mediator_app.core.records.cases import Access, CaseFile, Note
from mediator_app.core.records.parties import Party, Relationship
from mediator_app.services import access, cases, history, stages, undo
from mediator_app.services.cases import CASE_FILE_ID, SignedText
from mediator_app.vault import identity
from tests.services.desk import changed, elsewhere

FACTS = {"kind": "land", "title": "Le couloir"}


@pytest.fixture
def unit(work):
    return cases.open_case(work, FACTS)[0]


def case_of(work, unit):
    return cases.view(work, unit).case


# telling


def test_what_was_kept_at_once_is_told_together(work, unit):
    cases.save(work, unit, "case_file", {"risk": "low", "title": "Le puits"})
    cases.save(work, unit, "case_file", {"risk": "high"})
    newest, second, first = history.saves(work, unit).saves
    (line,) = newest.lines
    assert (line.field, line.before, line.after, line.kind) == ("risk", ("low",), "high", "set")
    assert {one.field for one in second.lines} == {"risk", "title"}
    assert (first.who, first.own, first.quality) == ("Awa Traoré", True, 1)


def test_a_long_history_goes_on_where_it_was_left(work, unit):
    for number in range(7):
        cases.add_note(work, unit, f"Note {number}")
    told, before, times = [], None, 0
    while True:
        piece = history.saves(work, unit, limit=3, before=before)
        told += piece.saves
        times += 1
        if piece.rest is None:
            break
        before = piece.rest
    assert times == 3
    assert len(told) == 8
    assert len({save.changeset_id for save in told}) == 8
    assert history.saves(work, unit, limit=8).rest is None


def test_only_the_lines_that_are_wanted_are_told(work, unit):
    cases.save(work, unit, "case_file", {"risk": "low", "title": "Le puits"})
    cases.add_note(work, unit, "Vu")
    piece = history.saves(work, unit, keep=lambda line: line.field == "risk")
    (save,) = piece.saves
    assert [line.field for line in save.lines] == ["risk"]


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
def test_a_limit_counts_what_is_told(work, unit, limit):
    for number in range(12):  # rank and code are of no meaning to a person
        cases.save(work, unit, "party", {"type": "person", "name": f"N{number}"})
    told = cases.history(work, unit, limit=limit)
    assert limit <= len(told) < limit + 3  # whole saves: a record, its type, its name
    assert len({line.changeset_id for line in told}) == -(-limit // 3)


def test_what_was_taken_away_and_brought_back_is_told_as_such(work, unit):
    eid = cases.save(work, unit, "issue", {"text": "L’eau"})[0]
    cases.remove(work, unit, eid)
    undo.undo(work, unit, undo.last(work, unit))
    kinds = [save.lines[0].kind for save in history.saves(work, unit).saves]
    assert kinds == ["restore", "retract", "create", "create"]


def test_another_laptop_has_the_name_that_its_person_signed_with(work, unit):
    device = identity.new_device(os.urandom)
    elsewhere(work, unit, changed(CaseFile, CASE_FILE_ID, {"risk": "low"}), keys=device)
    (save, *_older) = history.saves(work, unit).saves
    assert save.who == device.device_id.hex()[:8]
    assert not save.own
    values = {"what": "read", "done_by": "Moussa Diallo", "done_on": "2026-03-12"}
    read = cases.create(Access, bytes([Access.ETYPE]) + bytes(15), values)
    elsewhere(work, unit, read, keys=device)
    (_read, save, *_older) = history.saves(work, unit).saves
    assert save.who == "Moussa Diallo"
    assert sorted(history.people(work, unit).values()) == ["Awa Traoré", "Moussa Diallo"]


def test_a_history_of_nothing_is_empty(work):
    assert history.saves(work, bytes(16)).saves == ()
    assert history.people(work, bytes(16)) == {}


# taking back


def back(work, unit):
    return undo.undo(work, unit, undo.last(work, unit))


def test_a_field_has_again_what_it_had(work, unit):
    cases.save(work, unit, "case_file", {"risk": "low", "summary": "a"})
    cases.save(work, unit, "case_file", {"risk": "high", "summary": None, "source": "self"})
    before = len(cases.history(work, unit))
    assert unit in back(work, unit).units
    case = case_of(work, unit)
    assert (case.risk, case.summary, case.source) == ("low", "a", None)
    assert len(cases.history(work, unit)) == before + 3  # a new change: nothing is unwritten


def test_undoing_twice_brings_it_back(work, unit):
    cases.save(work, unit, "case_file", {"risk": "low"})
    back(work, unit)
    assert case_of(work, unit).risk is None
    back(work, unit)
    assert case_of(work, unit).risk == "low"


def test_a_new_record_goes_and_a_removed_one_comes_back_whole(work, unit):
    party = cases.save(work, unit, "party", {"type": "person", "name": "Ali"})[0]
    back(work, unit)
    assert cases.view(work, unit).all(Party) == ()
    back(work, unit)
    cases.remove(work, unit, party)
    back(work, unit)
    assert cases.view(work, unit).party_name(party) == "Ali"


def test_that_one_has_read_a_case_is_not_the_last_change(work, unit):
    cases.save(work, unit, "case_file", {"confidentiality": "secret"})
    cases.save(work, unit, "case_file", {"risk": "low"})
    access.opened(work, unit)
    back(work, unit)
    assert case_of(work, unit).risk is None
    assert len(cases.view(work, unit).all(Access)) == 1


def test_only_what_the_person_saw_as_the_last_change_is_undone(work, unit):
    cases.save(work, unit, "case_file", {"risk": "low"})
    seen = undo.last(work, unit)
    cases.add_note(work, unit, "Vu")
    with pytest.raises(undo.NothingToUndo):
        undo.undo(work, unit, seen)
    assert undo.last(work, bytes(16)) is None
    with pytest.raises(undo.NothingToUndo):
        undo.undo(work, bytes(16), seen)


def test_what_somebody_changed_since_is_not_undone(work, unit, clock):
    cases.save(work, unit, "case_file", {"risk": "low", "source": "self"})
    elsewhere(work, unit, changed(CaseFile, CASE_FILE_ID, {"risk": "extreme"}), clock=clock)
    with pytest.raises(undo.ChangedSince):
        back(work, unit)
    assert (case_of(work, unit).risk, case_of(work, unit).source) == ("extreme", "self")


def test_a_change_that_somebody_wrote_at_the_same_time_is_not_undone(work, unit, clock):
    cases.save(work, unit, "case_file", {"risk": "low"})
    other = changed(CaseFile, CASE_FILE_ID, {"risk": "extreme"}, blind=True)
    elsewhere(work, unit, other, clock=clock)
    with pytest.raises(undo.ChangedSince):
        back(work, unit)


def test_a_new_record_that_somebody_added_to_is_not_undone(work, unit, clock):
    party = cases.save(work, unit, "party", {"type": "person", "name": "Ali"})[0]
    elsewhere(work, unit, changed(Party, party, {"sex": "m"}), clock=clock)
    with pytest.raises(undo.ChangedSince):
        back(work, unit)
    assert cases.view(work, unit).party_name(party) == "Ali"


def test_a_record_that_somebody_refers_to_is_not_undone(work, unit, clock):
    party = cases.save(work, unit, "party", {"type": "person", "name": "Ali"})[0]
    eid = bytes([Relationship.ETYPE]) + bytes(15)
    tie = cases.create(Relationship, eid, {"first": party, "type": "kin"})
    elsewhere(work, unit, tie, clock=clock)
    with pytest.raises(undo.ChangedSince):
        back(work, unit)


def test_a_decision_between_two_versions_is_not_undone(work, unit, clock):
    cases.save(work, unit, "case_file", {"risk": "low"})
    other = changed(CaseFile, CASE_FILE_ID, {"risk": "extreme"}, blind=True)
    elsewhere(work, unit, other, clock=clock)
    cases.save(work, unit, "case_file", {"risk": "medium"})
    with pytest.raises(undo.SettledNotUndone):
        back(work, unit)


def test_moves_and_openings_are_not_undone(work, unit):
    with pytest.raises(undo.CaseNotUndone):
        back(work, unit)
    stages.suspend(work, unit, reason="Rain", review_on=work.today() + timedelta(days=9))
    with pytest.raises(undo.MoveNotUndone):
        back(work, unit)
    assert case_of(work, unit).state == "suspended"


def test_what_was_signed_is_not_undone(work, unit):
    agreement = cases.save(work, unit, "agreement", {"type": "full_agreement"})[0]
    cases.save(work, unit, "clause", {"agreement": agreement, "text": "Rendre les bœufs"})
    assert cases.save(work, unit, "agreement", {"signed_on": "2026-03-01"}, eid=agreement)
    with pytest.raises(SignedText):
        back(work, unit)
    assert cases.view(work, unit).agreement.record.signed_on == "2026-03-01"


def test_a_note_is_undone_by_its_author_alone(work, unit, clock):
    cases.add_note(work, unit, "Trop vite")
    back(work, unit)
    assert cases.view(work, unit).all(Note) == ()
    eid = bytes([Note.ETYPE]) + bytes(15)
    elsewhere(work, unit, cases.create(Note, eid, {"text": "Moussa"}), clock=clock)
    back(work, unit)  # the own last change, not the other's
    assert [e.record.text for e in cases.view(work, unit).all(Note)] == ["Trop vite", "Moussa"]
