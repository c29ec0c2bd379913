"""Consent with effect: given, taken back, gone past, and what it keeps off papers and files."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from mediator_app.core import consent
from mediator_app.core.consent import Standing
from mediator_app.core.records.parties import Consent, ConsentOverride, Party
from mediator_app.core.roles import NotAllowed
from mediator_app.services import cases, consents, exchange, printing
from mediator_app.services.consents import Asked
from tests.reports import pdf
from tests.services import desk
from tests.services.desk import a_case, acting

FACTS = {"kind": "land", "title": "Le champ d’Ali Dicko"}


@pytest.fixture
def unit(work):
    return cases.open_case(work, FACTS)[0]


@pytest.fixture
def ali(work, unit):
    facts = {"type": "person", "name": "Ali Dicko", "phone": "76112233"}
    return cases.save(work, unit, "party", facts)[0]


def standing(work, unit, party, purpose):
    return consent.stand(cases.view(work, unit), party, purpose, today=work.today()).standing


def held(work, unit, kind=Consent):
    return [entry.record for entry in cases.view(work, unit).all(kind)]


def test_what_is_agreed_to_on_one_day_is_one_consent(work, unit, ali):
    asked = Asked(form="audio", language="ff")
    consents.give(work, unit, ali, ["share"], asked)
    consents.give(work, unit, ali, ["record"], asked)
    (record,) = held(work, unit)
    assert record.purposes == ["record", "share"]
    assert (record.given_on, record.form, record.language) == ("2026-03-12", "audio", "ff")
    consents.give(work, unit, ali, ["record"], asked)  # twice says nothing new
    assert len(held(work, unit)) == 1
    consents.give(work, unit, ali, ["photo"], Asked(form="written"))
    assert len(held(work, unit)) == 2


def test_a_consent_is_taken_back_with_its_day_and_the_others_stay(work, unit, ali, clock):
    consents.give(work, unit, ali, ["record", "share", "photo"], Asked())
    clock.wall += timedelta(days=3)
    consents.withdraw(work, unit, ali, "share")
    kept, ended = held(work, unit)
    assert (kept.purposes, kept.withdrawn_on) == (["record", "photo"], None)
    assert (ended.purposes, ended.given_on) == (["share"], "2026-03-12")
    assert ended.withdrawn_on == "2026-03-15"
    assert standing(work, unit, ali, "share") is Standing.WITHDRAWN
    assert standing(work, unit, ali, "photo") is Standing.AGREED
    consents.withdraw(work, unit, ali, "photo")
    consents.withdraw(work, unit, ali, "record")
    assert not any(consent.allows(cases.view(work, unit), ali, p) for p in consent.PURPOSES)
    with pytest.raises(consents.NothingToWithdraw):
        consents.withdraw(work, unit, ali, "record")
    with pytest.raises(consents.NothingToWithdraw):
        consents.withdraw(work, unit, ali, "follow_up")


def test_what_was_taken_back_can_be_given_and_taken_back_again(work, unit, ali):
    consents.give(work, unit, ali, ["record", "share"], Asked())
    for _time in range(2):
        consents.withdraw(work, unit, ali, "share")
        assert standing(work, unit, ali, "share") is Standing.WITHDRAWN
        consents.give(work, unit, ali, ["share"], Asked())
        assert standing(work, unit, ali, "share") is Standing.AGREED


def test_who_agrees_to_nothing_was_asked_all_the_same(work, unit, ali):
    assert standing(work, unit, ali, "share") is Standing.UNASKED
    consents.refuse(work, unit, ali, Asked())
    assert standing(work, unit, ali, "share") is Standing.REFUSED


def test_a_consent_is_not_dated_tomorrow_nor_given_by_nobody(work, unit, ali):
    with pytest.raises(consents.NotThatDay):
        consents.give(work, unit, ali, ["share"], Asked(on="2026-03-13"))
    with pytest.raises(consents.NoSuchParty):
        consents.give(work, unit, bytes(16), ["share"], Asked())
    assert held(work, unit) == []


# past a missing consent


def test_a_supervisor_goes_past_a_refusal_with_a_reason_that_stays(work, unit, ali):
    consents.refuse(work, unit, ali, Asked())
    with acting(work, "supervisor") as office:
        with pytest.raises(consents.ReasonForException):
            consents.override(office, unit, ali, "share", reason="  ")
        consents.override(office, unit, ali, "share", reason="Ordered by the judge")
    assert standing(work, unit, ali, "share") is Standing.OVERRIDDEN
    (record,) = held(work, unit, ConsentOverride)
    assert (record.decided_by, record.reason) == ("Awa Traoré", "Ordered by the judge")
    assert cases.history(work, unit)[0].record == "consent_override"


def test_an_exception_where_the_party_agrees_is_refused(work, unit, ali):
    consents.give(work, unit, ali, ["share"], Asked())
    with acting(work, "supervisor") as office, pytest.raises(consents.NotNeeded):
        consents.override(office, unit, ali, "share", reason="To be sure")


@pytest.mark.parametrize("role", ["mediator", "data_clerk", "reader"])
def test_nobody_else_goes_past_a_refusal_by_whatever_way(work, unit, ali, role):
    values = {"party": ali, "purpose": "share", "decided_by": "Moussa", "reason": "x"}
    with acting(work, role) as other:
        with pytest.raises(NotAllowed):
            consents.override(other, unit, ali, "share", reason="x")
        with pytest.raises(NotAllowed):
            cases.save(other, unit, "consent_override", values)
    assert held(work, unit, ConsentOverride) == []


# papers and files


@pytest.mark.parametrize(
    ("purposes", "named"), [(["record", "share"], True), (["record"], False), (None, True)]
)
def test_a_paper_names_who_agrees_and_holds_back_who_does_not(work, unit, ali, purposes, named):
    if purposes is not None:
        consents.give(work, unit, ali, purposes, Asked())
    found = pdf.text(printing.case_file(work, unit, language="en"))
    assert ("Ali Dicko" in found) == named
    assert ("76112233" in found) == named
    assert ("Names withheld" in found) == (not named)
    assert ("Not asked yet whether their names may be shared: PT-001" in found) == (not purposes)


def test_an_exception_brings_the_name_back_on_paper(work, unit, ali):
    consents.refuse(work, unit, ali, Asked())
    with acting(work, "supervisor") as office:
        consents.override(office, unit, ali, "share", reason="Ordered by the judge")
    found = pdf.text(printing.case_file(work, unit, language="en"))
    assert "Ali Dicko" in found
    assert "Names withheld" not in found


def test_an_exported_file_holds_no_name_that_is_held_back_and_the_person_is_told(
    work, unit, ali, tmp_path
):
    consents.give(work, unit, ali, ["record"], Asked())
    done = exchange.export_file(work, tmp_path / "out.json")
    text = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert "Dicko" not in text
    assert "76112233" not in text
    (case,) = json.loads(text)["cases"]
    assert [party["name"] for party in case["parties"]] == ["PT-001"]
    assert case["title"] == "Le champ d’PT-001"
    (told,) = done.withheld
    assert "PT-001" in told.sentence(str)
    assert "{" not in told.sentence(str)


def test_a_file_with_codes_that_comes_back_takes_no_name_away(work, unit, ali, tmp_path):
    consents.give(work, unit, ali, ["record"], Asked())
    before = desk.exported(work)
    exchange.export_file(work, tmp_path / "out.json")
    done = exchange.import_file(work, tmp_path / "out.json")
    assert (done.added, done.updated, done.unchanged) == (0, 0, 1)
    assert desk.exported(work) == before
    assert cases.view(work, unit).party_name(ali) == "Ali Dicko"


def test_what_was_agreed_to_goes_out_and_comes_in_unchanged(work, empty_profile, tmp_path):
    given = a_case(
        parties=[{"key": "p", "type": "person", "name": "Ali Dicko", "phone": "76112233"}],
        consents=[{"party": "p", "on": "2026-01-10", "purposes": ["record", "share"]}],
    )
    exchange.import_file(work, desk.file_of(tmp_path / "in.json", given))
    done = exchange.export_file(work, tmp_path / "out.json")
    assert done.withheld == ()
    with desk.opened(desk.copied(empty_profile, tmp_path / "other")) as other:
        exchange.import_file(other, tmp_path / "out.json")
        assert cases.view(other, desk.only_case(other)).all(Party)[0].record.name == "Ali Dicko"
        exchange.export_file(other, tmp_path / "again.json")
    again = (tmp_path / "again.json").read_text(encoding="utf-8")
    assert json.loads(again) == json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
