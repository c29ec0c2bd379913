"""Referrals of a real profile: answers, overdue ones, the slip."""

from __future__ import annotations

import pytest

from mediator_app.core.consent import ConsentMissing
from mediator_app.core.records.follow_up import Referral
from mediator_app.core.referrals import NotThatAnswer, Status
from mediator_app.core.roles import NotAllowed
from mediator_app.services import cases, referrals
from mediator_app.services.referrals import NoSuchReferral
from tests.reports import pdf


@pytest.fixture
def case(work):
    return cases.open_case(work, {"kind": "reintegration", "title": "Retour de Moussa"})[0]


def refer(work, case, **values):
    given = {
        "referred_to": "Centre de santé",
        "service": "Soutien",
        "made_on": "2026-02-01",
        "status": "pending",
        **values,
    }
    return cases.save(work, case, "referral", given)[0]


def party(work, case, **values):
    given = {"type": "person", "name": "Moussa Diarra", "role": "claimant", **values}
    return cases.save(work, case, "party", given)[0]


def consent(work, case, who, *purposes):
    values = {"party": who, "form": "oral", "purposes": list(purposes), "given_on": "2026-01-02"}
    cases.save(work, case, "consent", values)


def record(work, case, eid):
    return cases.view(work, case).by_id(eid).record


def test_answers_are_kept(work, case):
    eid = refer(work, case)
    referrals.answer(work, case, eid, Status.ACCEPTED, on="2026-02-10")
    assert (record(work, case, eid).status, record(work, case, eid).answered_on) == (
        "accepted",
        "2026-02-10",
    )
    with pytest.raises(NotThatAnswer):
        referrals.answer(work, case, eid, Status.ACCEPTED, on="2026-02-11")
    referrals.answer(work, case, eid, Status.DONE, on="2026-02-20", result="Soigné")
    assert record(work, case, eid).result == "Soigné"


def test_a_referral_that_is_gone_is_told(work, case):
    eid = refer(work, case)
    cases.remove(work, case, eid)
    for act in (
        lambda: referrals.answer(work, case, eid, Status.DONE, on="2026-02-10"),
        lambda: referrals.numbered(work, case, eid),
        lambda: referrals.slip(work, case, eid, language="fr"),
    ):
        with pytest.raises(NoSuchReferral):
            act()


def test_overdue_answers_of_open_cases_are_listed(work, case):
    waiting = refer(work, case)
    refer(work, case, made_on="2026-03-10")
    refer(work, case, status="done")
    accepted = refer(work, case, made_on="2026-01-05", status="accepted", answered_on="2026-01-06")
    found = referrals.overdue(work)
    assert [each.row.eid for each in found] == [accepted, waiting]
    assert found[1].since.isoformat() == "2026-02-15"
    assert found[0].row.title == "Retour de Moussa"
    cases.save(work, case, "case_file", {"names_hidden": True})
    hidden = referrals.overdue(work)[0].row
    assert (hidden.title, hidden.referred_to) == (None, None)


def test_a_slip_gets_its_number_once(work, case):
    first, second = refer(work, case), refer(work, case)
    number, changed = referrals.numbered(work, case, first)
    assert number.endswith("-R1")
    assert changed.units == {case}
    assert referrals.numbered(work, case, first)[0] == number
    assert referrals.numbered(work, case, second)[0].endswith("-R2")


def test_a_name_goes_to_a_service_only_with_consent(work, case):
    who = party(work, case)
    eid = refer(work, case, party=who, reason="Fièvre depuis lundi")
    with pytest.raises(ConsentMissing):
        referrals.slip(work, case, eid, language="fr")
    coded = pdf.text(referrals.slip(work, case, eid, language="fr", hide_names=True))
    assert "Moussa" not in coded
    assert "PT-001" in coded
    assert "Fièvre" not in coded
    assert "Centre de santé" in coded, "the addressee reads it"
    consent(work, case, who, "record", "share")
    named = pdf.text(referrals.slip(work, case, eid, language="fr"))
    assert "Moussa Diarra" in named
    assert "Fièvre" in named


def test_who_may_not_print_gets_no_slip(work, case):
    eid = refer(work, case)
    object.__setattr__(work.info, "role", "reader")
    with pytest.raises(NotAllowed):
        referrals.slip(work, case, eid, language="fr")


def test_an_unknown_status_of_another_laptop_waits(work, case):
    assert Referral.NAME == "referral"
    eid = refer(work, case, status=None)
    assert [each.row.eid for each in referrals.overdue(work)] == [eid]
