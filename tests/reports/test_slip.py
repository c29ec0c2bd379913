"""The slip of a referral: one page, whatever is written on it."""

from __future__ import annotations

import pytest

from mediator_app.i18n import LANGUAGES, catalog
from mediator_app.reports.slip import render
from tests.reports import pdf
from tests.reports.cases import HOSTILE, PRINTED, case, one


def slip_of(view, language="en", **options):
    (entry,) = view.records["referral"]
    return render(view, entry, catalog=catalog(language), printed=PRINTED, **options)


def a_referral(**values):
    return one("referral", 7, **{"referred_to": "Mairie", "made_on": "2026-03-01", **values})


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_with_room_for_the_answer(language):
    who = one("party", 1, type="person", name="Awa Diallo")
    view = case(
        who,
        a_referral(
            party=who.eid, reason="Acte de naissance", slip_number="MOP-1-R1", contact="70 00 00 00"
        ),
    )
    content = slip_of(view, language)
    assert len(pdf.pages(content)) == 1
    found = pdf.text(content)
    for words in ("Mairie", "Awa Diallo", "Acte de naissance", "MOP-1-R1", "70 00 00 00"):
        assert words in found
    assert found.count("____") >= 4


def test_the_kind_and_the_title_of_the_case_stay_at_home():
    found = pdf.text(slip_of(case(a_referral(), kind="reintegration", title="Sortie de prison")))
    assert "prison" not in found
    assert "Reintegration" not in found


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_whatever_is_written_it_stays_one_page_of_text(number):
    text = HOSTILE[number].replace("\ud800", "")
    view = case(
        one("party", 1, type="person", name=text[:300]),
        a_referral(
            referred_to=text[:300],
            service=text[-300:],
            contact=text[:300],
            reason=text[:2_000],
            party=one("party", 1).eid,
        ),
    )
    content = slip_of(view)
    assert len(pdf.pages(content)) == 1
    assert pdf.dangers(content) == set()


def test_the_widest_letters_still_fit_one_page():
    view = case(a_referral(referred_to="W" * 300, contact="W " * 150, reason="W" * 2_000))
    assert len(pdf.pages(slip_of(view))) == 1


def test_a_long_reason_is_printed_whole():
    reason = " ".join(["mot"] * 495) + " dernier"
    found = pdf.text(slip_of(case(a_referral(reason=reason))))
    assert "dernier" in found
    assert "…" not in found
