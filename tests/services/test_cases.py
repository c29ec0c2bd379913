"""A case is opened, changed, read and told, and nobody's words are lost."""

from __future__ import annotations

import pytest

from mediator_app.core.interchange.shape import CASE_FILE_ID
from mediator_app.core.records.cases import CaseFile, Note
from mediator_app.core.records.parties import Party
from mediator_app.journal import EditRefused
from mediator_app.services import cases, checks, drafts, home, meetings
from mediator_app.services.cases import CaseFilter, MovedNotSet, NotValid, SignedText
from mediator_app.services.meetings import Beside
from tests.services import desk

DEBT = {"kind": "other", "title": "Une dette", "opened_on": "2026-02-01"}


@pytest.fixture
def unit(work) -> bytes:
    return cases.open_case(work, DEBT)[0]


def party(work, unit, **values) -> bytes:
    return cases.save(work, unit, "party", {"type": "person", **values})[0]


# opening


def test_a_new_case_has_a_number_a_stage_a_day_and_its_mediator(work):
    unit, changed = cases.open_case(work, {"kind": "other", "title": "Une dette"})
    case = cases.view(work, unit).case
    assert changed.units == {unit}
    assert case.number == f"{work.info.code}-0001"
    assert (case.stage, case.state) == ("intake", "active")
    assert case.opened_on == "2026-03-12"
    assert case.mediator == "Awa Traoré"
    assert unit[0] == 1


def test_numbers_are_never_given_twice(work):
    for _time in range(12):
        cases.open_case(work, DEBT)
    numbers = [case["number"] for case in desk.exported(work)["cases"]]
    assert numbers == [f"{work.info.code}-{n:04d}" for n in range(1, 13)]


def test_a_number_is_not_given_again_after_the_profile_was_closed(folder):
    for _time in range(2):
        with desk.opened(folder) as work:
            cases.open_case(work, DEBT)
    with desk.opened(folder) as work:
        assert len({case["number"] for case in desk.exported(work)["cases"]}) == 2


def test_a_case_without_kind_or_title_is_not_opened(work):
    with pytest.raises(NotValid) as refusal:
        cases.open_case(work, {"kind": "other", "title": ""})
    assert refusal.value.sentence(str) == "title: “title” is missing."
    with pytest.raises(NotValid):
        cases.open_case(work, {**DEBT, "kind": "quarrel"})
    with pytest.raises(NotValid):
        cases.open_case(work, {**DEBT, "title": "a\0"})
    assert cases.find(work, CaseFilter()) == []


def test_the_stage_of_a_new_case_is_the_first_whatever_is_asked(work):
    unit, _changed = cases.open_case(work, {**DEBT, "stage": "closure", "state": "sealed"})
    assert cases.view(work, unit).case.stage == "intake"


def test_a_known_place_gets_its_code_and_another_stays_as_written(work):
    known = {"region": "Mopti", "cercle": "Koro", "commune": "Koro"}
    unit, _changed = cases.open_case(work, {**DEBT, **known})
    assert cases.view(work, unit).case.place_id
    cases.save(work, unit, "case_file", {**known, "commune": "Nulle part", "cercle": "Ailleurs"})
    case = cases.view(work, unit).case
    assert (case.commune, case.place_id) == ("Nulle part", None)


# saving


def test_saving_writes_only_what_differs(work, unit):
    eid = party(work, unit, name="Awa", phone="+223 70")
    before = len(cases.history(work, unit))
    _eid, changed = cases.save(
        work, unit, "party", {"type": "person", "name": "Awa", "phone": "+223 71"}, eid=eid
    )
    lines = cases.history(work, unit)
    assert len(lines) == before + 1
    assert (lines[0].field, lines[0].before, lines[0].after) == ("phone", ("+223 70",), "+223 71")
    assert changed.units == {unit}


def test_saving_what_is_there_already_writes_nothing(work, unit):
    eid = party(work, unit, name="Awa")
    before = cases.history(work, unit)
    _eid, changed = cases.save(work, unit, "party", {"name": "Awa", "phone": ""}, eid=eid)
    assert changed.units == frozenset()
    assert cases.history(work, unit) == before


def test_a_field_can_be_emptied(work, unit):
    eid = party(work, unit, name="Awa", phone="70")
    cases.save(work, unit, "party", {"phone": ""}, eid=eid)
    assert cases.view(work, unit).by_id(eid).record.phone is None


def test_a_wrong_value_is_refused_with_its_field_and_nothing_is_kept(work, unit):
    eid = party(work, unit, name="Awa")
    with pytest.raises(NotValid) as refusal:
        cases.save(work, unit, "party", {"name": "Binta", "birth_year": 3}, eid=eid)
    assert [fault.field for fault in refusal.value.faults] == ["birth_year"]
    assert refusal.value.sentence(str) == "birth_year: The number is below 1880."
    assert cases.view(work, unit).by_id(eid).record.name == "Awa"


def test_what_came_in_broken_does_not_stop_another_field(work, unit):
    """Two laptops of another version may have left what this one would refuse."""
    eid = party(work, unit, name="Awa")
    desk.elsewhere(work, unit, desk.changed(Party, eid, {"birth_year": 3, "sex": "x"}))
    cases.save(work, unit, "party", {"name": "Binta"}, eid=eid)
    assert cases.view(work, unit).by_id(eid).record.name == "Binta"
    with pytest.raises(NotValid):
        cases.save(work, unit, "party", {"birth_year": 4}, eid=eid)


def test_what_arrived_while_a_form_was_open_stays_and_shows_as_a_conflict(work, unit):
    eid = party(work, unit, name="Awa", phone="1")
    seen = cases.live(work, unit, eid)
    desk.elsewhere(work, unit, desk.changed(Party, eid, {"name": "Hawa", "phone": "2"}))
    cases.save(work, unit, "party", {"name": "Awa Traoré"}, eid=eid, seen=seen)
    view = cases.view(work, unit)
    assert (eid, "name") in view.conflicts
    assert (eid, "phone") not in view.conflicts  # nobody else touched it
    assert view.by_id(eid).record.phone == "2"
    told = {line.after for line in cases.history(work, unit) if line.field == "name"}
    assert {"Hawa", "Awa Traoré"} <= told
    (number,) = cases.find(work, CaseFilter())
    assert cases.rows(work, [number])[number].conflicts == 1
    assert home.home(work).conflicts == 1


def test_saving_with_what_is_on_screen_settles_a_conflict(work, unit):
    eid = party(work, unit, name="Awa")
    desk.elsewhere(work, unit, desk.changed(Party, eid, {"name": "Hawa"}, blind=True))
    assert (eid, "name") in cases.view(work, unit).conflicts
    seen = cases.live(work, unit, eid)
    cases.save(work, unit, "party", {"name": "Awa T."}, eid=eid, seen=seen)
    assert cases.view(work, unit).conflicts == frozenset()
    assert cases.view(work, unit).by_id(eid).record.name == "Awa T."


def test_without_what_was_seen_a_save_replaces_what_is_there(work, unit):
    eid = party(work, unit, name="Awa")
    desk.elsewhere(work, unit, desk.changed(Party, eid, {"name": "Hawa"}))
    cases.save(work, unit, "party", {"name": "Awa T."}, eid=eid)
    assert cases.view(work, unit).conflicts == frozenset()


@pytest.mark.parametrize(
    "values",
    [{"stage": "closure"}, {"state": "sealed"}, {"closed_on": "2026-03-01"}, {"number": "X-1"}],
)
def test_what_a_move_decides_is_not_saved_past_its_guards(work, unit, values):
    before = desk.exported(work)
    with pytest.raises(MovedNotSet):
        cases.save(work, unit, "case_file", values)
    with pytest.raises(MovedNotSet):
        cases.save_many(work, unit, {"case_file": {**values, "title": "Autre"}})
    assert desk.exported(work) == before


def test_a_form_may_hand_back_the_stage_it_showed(work, unit):
    cases.save(work, unit, "case_file", {"stage": "intake", "title": "Autre"})
    assert cases.view(work, unit).case.title == "Autre"


def test_several_records_are_saved_together_or_not_at_all(work, unit):
    with pytest.raises(NotValid):
        cases.save_many(
            work, unit, {"case_file": {"title": "Autre"}, "agreement": {"signed_on": "hier"}}
        )
    assert cases.view(work, unit).case.title == "Une dette"
    cases.save_many(
        work, unit, {"case_file": {"title": "Autre"}, "agreement": {"signed_on": "2026-03-01"}}
    )
    view = cases.view(work, unit)
    assert (view.case.title, view.agreement.record.signed_on) == ("Autre", "2026-03-01")


def test_elements_stay_in_the_order_they_were_added(work, unit):
    for name in "cabd":
        party(work, unit, name=name)
    assert [e.record.name for e in cases.view(work, unit).records["party"]] == list("cabd")


# attendance, removal, notes, signed texts


def test_ticking_attendance_twice_is_one_record(work, unit):
    awa = party(work, unit, name="Awa")
    meeting, _changed = cases.save(work, unit, "meeting", {"type": "ceremony"})
    meetings.save_beside(work, unit, meeting, Beside({awa: "present"}))
    meetings.save_beside(work, unit, meeting, Beside({awa: "excused"}))
    again = meetings.save_beside(work, unit, meeting, Beside({awa: "excused"}))
    assert again.units == frozenset()
    (held,) = cases.view(work, unit).records["attendance"]
    assert (held.record.party, held.record.status) == (awa, "excused")
    made, _changed = cases.save(
        work, unit, "attendance", {"meeting": meeting, "party": awa, "status": "absent"}
    )
    assert made == held.eid


def test_the_tick_of_another_laptop_is_the_same_record(work, unit):
    awa = party(work, unit, name="Awa")
    meeting, _changed = cases.save(work, unit, "meeting", {"type": "ceremony"})
    meetings.save_beside(work, unit, meeting, Beside({awa: "present"}))
    (held,) = cases.view(work, unit).records["attendance"]
    kind = type(held.record)
    facts = {"meeting": meeting, "party": awa, "status": "absent"}
    desk.elsewhere(work, unit, cases.create(kind, held.eid, facts))
    assert len(cases.view(work, unit).records["attendance"]) == 1


def test_a_party_without_a_tick_has_no_record(work, unit):
    awa = party(work, unit, name="Awa")
    meeting, _changed = cases.save(work, unit, "meeting", {"type": "ceremony"})
    meetings.save_beside(work, unit, meeting, Beside({awa: None}))
    assert "attendance" not in cases.view(work, unit).records


def test_a_removed_record_is_gone_from_the_case_and_stays_in_its_history(work, unit):
    eid = party(work, unit, name="Awa")
    assert cases.remove(work, unit, eid).units == {unit}
    assert "party" not in cases.view(work, unit).records
    assert cases.history(work, unit)[0].kind == "retract"
    assert cases.remove(work, unit, eid).units == frozenset()


def test_a_note_has_its_day_and_author_and_is_not_changed_by_others(work, unit):
    cases.add_note(work, unit, "Appelé le chef.")
    (note,) = cases.view(work, unit).records["note"]
    assert (note.record.noted_on, note.record.author) == ("2026-03-12", "Awa Traoré")
    other = bytes([Note.ETYPE]) + bytes(15)
    desk.elsewhere(work, unit, cases.create(Note, other, {"text": "D'ailleurs"}))
    with pytest.raises(EditRefused):
        cases.save(work, unit, "note", {"text": "Corrigé"}, eid=other)
    with pytest.raises(EditRefused):
        desk.elsewhere(work, unit, desk.changed(Note, note.eid, {"text": "Falsifié"}))
    texts = {e.record.text for e in cases.view(work, unit).records["note"]}
    assert texts == {"Appelé le chef.", "D'ailleurs"}


def test_an_empty_note_is_refused(work, unit):
    with pytest.raises(NotValid):
        cases.add_note(work, unit, "")


def test_a_signed_clause_is_neither_changed_nor_removed(work, unit):
    agreement, _c = cases.save(work, unit, "agreement", {"type": "full_agreement"})
    values = {"agreement": agreement, "text": "Payer", "due": "2026-05-01"}
    clause, _c = cases.save(work, unit, "clause", values)
    cases.save(work, unit, "clause", {"text": "Payer tout"}, eid=clause)  # not signed yet
    cases.save(work, unit, "agreement", {"signed_on": "2026-03-01"})
    for attempt in (
        lambda: cases.save(work, unit, "clause", {"text": "Payer rien"}, eid=clause),
        lambda: cases.remove(work, unit, clause),
    ):
        with pytest.raises(SignedText):
            attempt()
    assert cases.view(work, unit).by_id(clause).record.text == "Payer tout"


# who is meant


def test_a_case_is_named_by_number_reference_or_beginning_of_its_id(report):
    unit = cases.by_reference(report, "rapport-macina")
    number = cases.view(report, unit).case.number
    for name in (number, number.lower(), f" {number} ", unit.hex(), unit.hex()[:12].upper()):
        assert cases.by_reference(report, name) == unit


@pytest.mark.parametrize(
    "name", ["", "x", "zzzz-9", "01", "%", "_", "' OR 1=1", "\ud800", "a\0b", "é" * 5000, "fffff"]
)
def test_a_name_of_no_case_is_told(report, name):
    with pytest.raises(cases.NoSuchCase) as refusal:
        cases.by_reference(report, name)
    assert len(refusal.value.sentence(str)) < 200


def test_a_beginning_that_several_ids_have_is_ambiguous(work):
    for _time in range(2):
        cases.open_case(work, DEBT)
    twin = [work.environment.random_bytes(15) for _ in range(2)]
    for tail in twin:
        unit = bytes([1]) + b"\xab\xcd" + tail[2:]
        desk.elsewhere(
            work, unit, cases.create(CaseFile, CASE_FILE_ID, {"kind": "other", "title": "t"})
        )
    with pytest.raises(cases.AmbiguousReference) as refusal:
        cases.by_reference(work, "01abcd")
    assert "01abcd" in refusal.value.sentence(str)


# the list


def test_the_list_finds_by_kind_stage_place_and_folded_words(report):
    def found(**wanted) -> set[str]:
        numbers = cases.find(report, CaseFilter(**wanted))
        rows = cases.rows(report, numbers)
        return {rows[n].title[:6] for n in numbers}

    assert len(cases.find(report, CaseFilter())) == 3
    assert len(found(kinds=("land",))) == 1
    assert len(found(stages=("follow_up", "dialogue"))) == 2
    assert found(place="segou") == found(text="MACINA")
    assert found(text="eleveurs peuls") <= found(text="eleveur")
    assert found(text="rien de tel") == set()
    for query in ('"', "*", "a AND", "NEAR(", "-", "''", "a:b", "(", "\ud800", "\0", "^", "+"):
        found(text=query)
        found(place=query)
    totals = cases.counts(report, CaseFilter())
    assert totals.total == 3
    assert totals.kinds == {"land": 1, "reintegration": 1, "intercommunal": 1}


def test_every_order_of_the_list_works(report):

    for sort in ("opened", "number", "title", "kind", "stage", "risk", "place", "changed"):
        there = cases.find(report, CaseFilter(sort=sort, descending=False))
        assert list(reversed(cases.find(report, CaseFilter(sort=sort)))) == there
    assert len(cases.find(report, CaseFilter(limit=2))) == 2


# history


def test_the_history_tells_who_what_when_and_how_sure(folder, clock):
    clock.quality = 1
    with desk.opened(folder, clock=clock) as work:
        unit, _changed = cases.open_case(work, DEBT)
        party(work, unit, name="Awa")
        lines = cases.history(work, unit)
    assert {line.record for line in lines} == {"case_file", "party"}
    assert all(line.quality == 1 for line in lines)
    assert all(line.when.date().isoformat() == "2026-03-12" for line in lines)
    assert all(line.who == "Awa Traoré" for line in lines)


def test_a_long_history_is_read_piece_by_piece(work, unit):
    eid = party(work, unit, name="0")
    for number in range(1, 30):
        cases.save(work, unit, "party", {"name": str(number)}, eid=eid)
    whole = cases.history(work, unit, limit=500)
    pieces, last = [], None
    while True:
        piece = cases.history(work, unit, limit=7, before=last)
        if not piece:
            break
        pieces += piece
        last = piece[-1].changeset_id
    assert [line.changeset_id for line in pieces] == [line.changeset_id for line in whole]


def test_the_history_of_an_unknown_case_is_empty(work):
    assert cases.history(work, bytes([1]) * 16) == []


# drafts and the first page


def test_a_draft_survives_closing_and_is_forgotten_when_discarded(folder):
    with desk.opened(folder) as work:
        unit, _changed = cases.open_case(work, DEBT)
        content = {"name": "Aw", "size": 3, "aliases": ["ɛ"], "none": None}
        drafts.keep(work, "party/new", content, unit_id=unit, record="party")
        drafts.keep(work, "party/new", {**content, "name": "Awa"}, unit_id=unit, record="party")
    with desk.opened(folder) as work:
        found = drafts.find(work, "party/new")
        assert (found.content, found.unit_id) == ({**content, "name": "Awa"}, unit)
        assert [draft.place for draft in home.home(work).drafts] == ["party/new"]
        drafts.discard(work, "party/new")
        drafts.discard(work, "party/new")
        assert drafts.waiting(work) == []
        assert drafts.find(work, "party/new") is None


def test_a_draft_goes_with_the_save_and_stays_when_it_fails(work, unit):
    drafts.keep(work, "party/new", {"name": "Awa"}, unit_id=unit, record="party")
    with pytest.raises(cases.NotValid):
        cases.save(work, unit, "party", {"name": "Awa", "type": "?"}, draft="party/new")
    assert drafts.find(work, "party/new") is not None
    cases.save(work, unit, "party", {"name": "Awa", "type": "person"}, draft="party/new")
    assert drafts.find(work, "party/new") is None
    drafts.keep(work, "new_case", {"title": "T"})
    cases.open_case(work, DEBT, draft="new_case")
    assert drafts.waiting(work) == []


# search


def found(work, words):
    return [cases.unit_of(work, n) for n in cases.find(work, cases.CaseFilter(text=words))]


def test_what_was_saved_is_found_at_once_and_after_a_power_cut(folder):
    with desk.opened(folder) as work:
        unit, _changed = cases.open_case(work, DEBT)
        cases.add_note(work, unit, "caravane")
        assert found(work, "caravane") == [unit]
        cases.add_note(work, unit, "troupeau")
    with desk.opened(folder) as work:  # closed before anybody searched
        assert found(work, "troupeau") == [unit]
        assert found(work, "caravane troupeau") == [unit]
        with work.read() as connection:
            assert not work.journal.is_search_due(connection)


def test_a_rebuild_leaves_nothing_to_be_indexed(work, unit):
    cases.add_note(work, unit, "caravane")
    checks.rebuild(work)
    with work.read() as connection:
        assert not work.journal.is_search_due(connection)
    assert found(work, "caravane") == [unit]


def test_a_disk_that_takes_no_more_is_searched_as_it_is(work, unit):
    cases.add_note(work, unit, "caravane")
    work.database._read_only_from_now_on()
    assert found(work, "caravane") == []
    assert found(work, DEBT["title"]) == [unit]


def test_drafts_are_no_part_of_the_log(work, unit):
    before = checks.check(work)
    drafts.keep(work, "x", {"a": 1}, unit_id=unit)
    assert checks.check(work) == before


def test_the_first_page_lists_what_is_due(folder, clock):
    with desk.opened(folder, clock=clock) as work:
        unit, _changed = cases.open_case(work, DEBT)
        cases.save(work, unit, "task", {"text": "En retard", "due": "2026-03-01"})
        cases.save(
            work, unit, "task", {"text": "Fait", "due": "2026-03-01", "done_on": "2026-03-02"}
        )
        cases.save(work, unit, "visit", {"due": "2026-03-15"})
        cases.save(work, unit, "visit", {"due": "2026-05-15"})
        cases.save(
            work, unit, "meeting", {"type": "ceremony", "held_on": "2026-03-14", "state": "planned"}
        )
        page = home.home(work)
        assert [row.what for row in page.overdue] == ["En retard"]
        assert [row.due for row in page.visits] == ["2026-03-15"]
        assert [row.due for row in page.meetings] == ["2026-03-14"]
        assert (page.open_cases, page.conflicts, page.backup_age) == (1, 0, None)
        assert page.idle == ()
    clock.wall = clock.wall.replace(month=6)
    with desk.opened(folder, clock=clock) as work:
        assert [row.unit_id for row in home.home(work).idle] == [unit]
