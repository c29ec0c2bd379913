"""Sheets to take along: one page each, empty, filled, and with whatever somebody typed."""

from __future__ import annotations

import re

import pytest

from mediator_app.core.records.codes import SPOKEN_ANSWER, SPOKEN_QUESTION
from mediator_app.i18n import LANGUAGES, catalog
from mediator_app.reports import sheets
from tests.reports import pdf
from tests.reports.cases import HOSTILE, PRINTED, case, one

REGION = b"\x02" + b"r" * 15


def questions(view, side="A", months=None, language="en", **options):
    options = {"catalog": catalog(language), "printed": PRINTED, **options}
    return sheets.questions(view, side, months, **options)


def cohesion(entry=None, language="en", **options):
    options = {"catalog": catalog(language), "printed": PRINTED, **options}
    return sheets.cohesion(REGION, entry, **options)


def answers(number, *, side="A", months=None, score="yes", sex="f"):
    return [
        one(
            "feedback",
            number * 3 + at,
            side=side,
            months=months,
            question_code=code,
            score=score,
            sex=sex,
            said_on="2026-03-01",
            rank=number * 3 + at,
        )
        for at, code in enumerate(SPOKEN_QUESTION)
    ]


def a_cohesion_sheet(**values):
    known = {"place": "Koro", "group": "Dogon", "other_group": "Peul", "asked": 20, "sex": "f"}
    return one("cohesion_sheet", 1, **{**known, "asked_on": "2026-03-01", **values})


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_sheet_of_questions_has_boxes_to_tick_on_one_page(language):
    content = questions(case(), None, language=language)
    assert len(pdf.pages(content)) == 1
    texts, found = catalog(language), pdf.squeezed(content)
    for words in (*SPOKEN_QUESTION.values(), *SPOKEN_ANSWER.values()):
        assert re.sub(r"\s+", "", texts.gettext(words)) in found
    assert found.count("[") >= 8 * (2 + 3 * len(SPOKEN_ANSWER))  # eight people at the least
    assert pdf.dangers(content) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 3, 18, 40])
def test_answers_are_printed_and_added_up_with_room_for_more(count, language):
    said = [e for n in range(count) for e in answers(n, score="partly" if n else "no_answer")]
    others = [*answers(100, side="B"), *answers(101, months=6)]
    content = questions(case(*said, *others), language=language)
    assert len(pdf.pages(content)) == 1
    texts, found = catalog(language), pdf.text(content)
    assert f" {count} " in found
    assert f"0 {count - 1} 0 1" in found  # yes, partly, no, no answer
    asked = texts.gettext("Side {side}").format(side="A")
    assert asked in found
    assert ("[" in found) == (count < 40)  # where there is room, more can be written


def test_a_sheet_that_is_carried_from_door_to_door_does_not_tell_the_case():
    party = one("party", type="person", name="Awa Diallo", side="A")
    content = questions(case(party, *answers(0), title="Sortie de prison", kind="reintegration"))
    found = pdf.text(content)
    assert "MOP-1" in found
    assert not re.search("prison|Awa Diallo|[Rr]eintegration", found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_cohesion_sheet_has_numbers_to_cross_out_on_one_page(language):
    content = cohesion(language=language)
    assert len(pdf.pages(content)) == 1
    assert pdf.squeezed(content).count("262728") == 5
    assert pdf.text(content).count("____") >= 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cohesion_sheet_is_printed_with_its_shares(language):
    filled = a_cohesion_sheet(school=5, market=20, wedding=0, remarks="Peu de monde")
    content = cohesion(filled, language)
    found = pdf.text(content)
    assert len(pdf.pages(content)) == 1
    for words in ("Koro", "Dogon", "Peul", "5 25 %", "20 100 %", "0 0 %", "Peu de monde"):
        assert words in found
    assert pdf.squeezed(content).count("262728") == 2  # what was not asked yet


def test_names_of_a_cohesion_sheet_can_be_codes():
    filled = a_cohesion_sheet(asked_by="Awa Traoré", remarks="Chez Moussa", school=5)
    found = pdf.text(cohesion(filled, hide_names=True))
    assert not re.search("Koro|Awa|Moussa", found)
    assert re.search(r"\bL-\d{4}\b", found)
    assert len(set(re.findall(r"\bP-\d{4}\b", found))) == 1  # she asked, and she prints


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_whatever_was_typed_each_stays_one_page_of_text(number):
    text = HOSTILE[number].replace("\ud800", "")
    names = ("place", "group", "other_group", "asked_by", "asked_on")
    typed = a_cohesion_sheet(**dict.fromkeys(names, text[:300]), remarks=text[:2_000])
    said = [e for n in range(40) for e in answers(n, side=text[:20], sex=text[:20])]
    view = case(*said, number=text[:40])
    for content in (cohesion(typed), questions(view, text[:20])):
        assert len(pdf.pages(content)) == 1
        assert pdf.dangers(content) == set()


def test_the_widest_letters_still_fit_one_page():
    names = ("place", "group", "other_group", "asked_by")
    typed = a_cohesion_sheet(**dict.fromkeys(names, "W" * 300), remarks="W" * 2_000)
    assert len(pdf.pages(cohesion(typed))) == 1
