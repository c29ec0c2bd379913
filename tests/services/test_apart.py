"""Names apart: codes in lists, papers, files and forms; who was shown a name is written down."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from mediator_app.core.deeds import KeptForGood
from mediator_app.core.records.cases import Access, CaseFile
from mediator_app.core.records.parties import Party
from mediator_app.core.roles import NotAllowed
from mediator_app.core.workflow import GuardsUnmet
from mediator_app.services import access, cases, exchange, history, home, listing, printing, stages
from tests.reports import pdf
from tests.services import desk
from tests.services.desk import a_case, acting

TITLE = "Le champ d’Ali Dicko"


@pytest.fixture
def unit(work):
    facts = {"kind": "land", "title": TITLE, "region": "Mopti", "locality": "Sofara"}
    facts |= {"summary": "Ali Dicko et Moussa Diallo", "mediator": "Moussa Diallo"}
    unit = cases.open_case(work, facts)[0]
    party = {"type": "person", "name": "Ali Dicko", "side": "A"}
    cases.save(work, unit, "party", party)
    cases.save(work, unit, "task", {"text": "Appeler Ali Dicko", "due": "2026-03-01"})
    cases.save(work, unit, "case_file", {"names_hidden": True})
    return unit


def whole(work, unit):
    return cases.view(work, unit, names=True)


def accesses(work, unit):
    return [e.record for e in access.log(whole(work, unit))]


# codes


def test_each_new_party_has_the_next_code_and_keeps_it(work, unit):
    cases.save(work, unit, "party", {"type": "group", "name": "Sofara"})
    numbers = {e.record.name: e.record.code_number for e in whole(work, unit).all(Party)}
    assert numbers == {"Ali Dicko": 1, "Sofara": 2}


def test_the_code_of_a_party_that_was_taken_away_is_not_given_again(work, unit):
    gone = cases.save(work, unit, "party", {"type": "person", "name": "Sira"})[0]
    cases.remove(work, unit, gone)
    cases.save(work, unit, "party", {"type": "person", "name": "Fanta"})
    numbers = {e.record.name: e.record.code_number for e in whole(work, unit).all(Party)}
    assert numbers == {"Ali Dicko": 1, "Fanta": 3}


def test_parties_of_a_file_have_codes_in_its_order_and_later_ones_come_behind(work, tmp_path):
    parties = [{"key": key, "type": "person", "name": key} for key in ("Z", "M", "A")]
    path = tmp_path / "in.json"
    exchange.import_file(work, desk.file_of(path, a_case(parties=parties)))
    parties.append({"key": "B", "type": "person", "name": "B"})
    exchange.import_file(work, desk.file_of(path, a_case(parties=parties)))
    view = cases.view(work, desk.only_case(work))
    numbers = {e.record.name: e.record.code_number for e in view.all(Party)}
    assert numbers == {"Z": 1, "M": 2, "A": 3, "B": 4}


def test_parties_of_an_older_file_get_lasting_codes_with_the_next_one(work, unit, monkeypatch):
    with monkeypatch.context() as older:  # a program that knew no codes
        older.setattr("mediator_app.services.apart.numbered", lambda _c, _u, edits: list(edits))
        cases.save(work, unit, "party", {"type": "person", "name": "Vieux"})
    shown = {e.eid: e.record.name for e in cases.view(work, unit).all(Party)}
    assert sorted(shown.values()) == ["PT-001", "PT-002"]
    cases.save(work, unit, "party", {"type": "person", "name": "Neuf"})
    numbers = {e.record.name: e.record.code_number for e in whole(work, unit).all(Party)}
    assert numbers == {"Ali Dicko": 1, "Vieux": 2, "Neuf": 3}
    assert (
        shown.items() <= {e.eid: e.record.name for e in cases.view(work, unit).all(Party)}.items()
    )


# what is shown


def test_a_list_shows_codes_and_no_words(work, unit):
    (row,) = listing.rows(work, listing.find(work, listing.CaseFilter())).values()
    assert row.title == "PT-001"
    assert row.mediator is None
    assert row.next_step == "…"
    assert row.place == "Mopti"
    assert "Dicko" not in repr(row)
    assert "Dicko" not in repr(home.home(work))
    cases.save(work, unit, "case_file", {"names_hidden": False})
    (row,) = listing.rows(work, listing.find(work, listing.CaseFilter())).values()
    assert (row.title, row.mediator, row.next_step) == (TITLE, "Moussa Diallo", "Appeler Ali Dicko")


def test_a_case_is_found_by_a_name_and_shown_by_its_code(work, unit):
    found = listing.find(work, listing.CaseFilter(text="dicko"))
    assert len(found) == 1
    assert listing.rows(work, found)[found[0]].title == "PT-001"


def test_the_own_name_stays_in_the_list(work, unit):
    cases.save(work, unit, "case_file", {"mediator": work.info.name})
    (row,) = listing.rows(work, listing.find(work, listing.CaseFilter())).values()
    assert row.mediator == work.info.name


def test_a_case_is_shown_with_codes_until_its_names_are_asked_for(work, unit):
    assert "Dicko" not in repr(cases.view(work, unit).records)
    shown, _changed = access.show_names(work, unit, "To phone him")
    assert shown.case.title == TITLE
    assert "Dicko" not in repr(cases.view(work, unit).records)  # that opening alone
    (record,) = accesses(work, unit)
    assert (record.what, record.done_by, record.reason) == (
        "names_shown",
        "Awa Traoré",
        "To phone him",
    )


def test_names_are_not_shown_without_a_reason_or_to_every_role(work, unit):
    with pytest.raises(access.ReasonForNames):
        access.show_names(work, unit, "  ")
    for role in ("data_clerk", "reader"):
        with acting(work, role) as other, pytest.raises(NotAllowed):
            access.show_names(other, unit, "Curious")
    assert accesses(work, unit) == []


def test_what_is_missing_is_told_in_codes(work, tmp_path):
    parties = [{"key": "p", "type": "person", "name": "Ali Dicko", "role": "claimant"}]
    file = desk.file_of(tmp_path / "in.json", a_case(stage="analysis", parties=parties))
    exchange.import_file(work, file)
    unit = desk.only_case(work)
    cases.save(work, unit, "case_file", {"names_hidden": True})
    told = " ".join(one.sentence(str) for one in stages.missing(work, unit))
    with pytest.raises(GuardsUnmet) as refused:
        stages.advance(work, unit)
    for sentence in (told, refused.value.sentence(str)):
        assert "PT-001" in sentence
        assert "Dicko" not in sentence


def test_papers_and_files_have_codes(work, unit, tmp_path):
    assert "Dicko" not in pdf.text(printing.case_file(work, unit, language="en"))
    path = tmp_path / "out.json"
    done = exchange.export_file(work, path)
    assert "Dicko" not in path.read_text(encoding="utf-8")
    assert "codes" in done.withheld[0].sentence(str)
    exchange.export_file(work, path, because="The organisation leaves")
    assert TITLE in path.read_text(encoding="utf-8")
    acts = {(record.what, record.reason) for record in accesses(work, unit)}
    assert ("exported", "The organisation leaves") in acts


def test_a_file_with_codes_that_comes_back_takes_no_name_away(work, unit, tmp_path):
    before = whole(work, unit).records[Party.NAME]
    exchange.export_file(work, tmp_path / "out.json")
    done = exchange.import_file(work, tmp_path / "out.json")
    assert (done.updated, done.unchanged) == (0, 1)
    assert whole(work, unit).records[Party.NAME] == before


def test_a_form_that_was_shown_codes_takes_no_name_away(work, unit):
    shown = cases.view(work, unit)
    entry = shown.one(CaseFile)
    names = ("title", "summary", "mediator", "locality")
    values = {name: getattr(entry.record, name) for name in names}
    assert values["title"] != TITLE
    cases.save(work, unit, "case_file", {**values, "risk": "low"}, eid=entry.eid)
    case = whole(work, unit).case
    assert (case.title, case.risk, case.locality) == (TITLE, "low", "Sofara")
    assert case.summary == "Ali Dicko et Moussa Diallo"
    cases.save(work, unit, "case_file", {"summary": "Vu PT-001 hier"}, eid=entry.eid)
    assert whole(work, unit).case.summary == "Vu Ali Dicko hier"
    cases.save_many(work, unit, {"case_file": {"summary": values["title"]}})
    cases.save(work, unit, "note", {"text": "PT-001 est venu"})
    assert whole(work, unit).records["note"][0].record.text == "Ali Dicko est venu"


def test_the_history_tells_no_earlier_name(work, unit):
    told = [history.without_names(line) for line in cases.history(work, unit)]
    assert "Dicko" not in repr(told)
    assert {line.after for line in told if line.field == "side"} == {"A"}


# who has read


@pytest.mark.parametrize("level", ["team", "restricted", "secret", None])
def test_reading_printing_and_exporting_what_is_restricted_is_written_down(work, tmp_path, level):
    facts = {"kind": "land", "title": "Le champ", "confidentiality": level}
    unit = cases.open_case(work, facts)[0]
    for _time in range(2):  # once for each day
        access.opened(work, unit)
        printing.case_file(work, unit, language="en")
        exchange.export_file(work, tmp_path / "out.json")
    acts = sorted(record.what for record in accesses(work, unit))
    assert acts == (["exported", "printed", "read"] if level in {"restricted", "secret"} else [])


def test_the_next_day_and_the_next_person_are_written_down_again(work, clock):
    facts = {"kind": "land", "title": "Le champ", "confidentiality": "secret"}
    unit = cases.open_case(work, facts)[0]
    access.opened(work, unit)
    clock.wall += timedelta(days=1)
    access.opened(work, unit)
    with acting(work, "reader") as other:  # reading is written down for whoever may only read
        work.info = replace(other.info, name="Moussa")
        access.opened(other, unit)
    told = [(record.done_by, record.done_on) for record in accesses(work, unit)]
    assert told == [
        ("Moussa", "2026-03-13"),
        ("Awa Traoré", "2026-03-13"),
        ("Awa Traoré", "2026-03-12"),
    ]


def test_a_clock_that_is_not_believed_gives_no_day(work, clock):
    facts = {"kind": "land", "title": "Le champ", "confidentiality": "secret"}
    unit = cases.open_case(work, facts)[0]
    clock.quality = 0
    access.opened(work, unit)
    (record,) = accesses(work, unit)
    assert record.done_on is None


def test_who_has_read_a_case_is_taken_out_by_nobody(work, clock):
    unit = cases.open_case(work, {"kind": "land", "title": "x", "confidentiality": "secret"})[0]
    access.opened(work, unit)
    (entry,) = whole(work, unit).all(Access)
    with acting(work, "supervisor") as office:
        with pytest.raises(KeptForGood):
            cases.remove(office, unit, entry.eid)
        with pytest.raises(KeptForGood):
            cases.save(office, unit, "access", {"done_by": "Nobody"}, eid=entry.eid)
    exported = json.dumps(desk.exported(work))
    assert "read" not in exported  # who read it here is no business of another tool
