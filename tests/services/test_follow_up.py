"""Words of a visit, spoken answers, cohesion sheets, the clause library."""

from __future__ import annotations

import pytest

from mediator_app.core import clauses as library_rules
from mediator_app.core.records.codes import KIND
from mediator_app.core.records.notebooks import ListEntry
from mediator_app.services import cases, clauses, cohesion, follow_up
from mediator_app.services.cases import NotValid


@pytest.fixture
def unit(work) -> bytes:
    return cases.open_case(work, {"kind": "other", "title": "Une dette"})[0]


def test_words_of_a_visit_are_kept_once_and_can_be_corrected(work, unit):
    visit = cases.save(work, unit, "visit", {"held_on": "2026-03-01"})[0]
    clause = cases.save(work, unit, "clause", {"text": "Rendre"})[0]
    for status, evidence in (("kept", "Vu"), ("late", None)):
        follow_up.save_words(
            work, unit, visit, {(clause, "A"): (status, evidence)}, {"A": "holding", "B": None}
        )
    view = cases.view(work, unit)
    (check,) = view.records["clause_check"]
    assert (check.record.status, check.record.evidence) == ("late", None)
    (whole,) = view.records["side_status"]
    assert whole.record.side == "A"
    assert (
        cases.save(
            work,
            unit,
            "clause_check",
            {"visit": visit, "clause": clause, "side": "A", "status": "kept"},
        )[0]
        == check.eid
    ), "the small form writes the same record"


def test_a_word_that_is_none_is_refused_with_all_others(work, unit):
    visit = cases.save(work, unit, "visit", {"held_on": "2026-03-01"})[0]
    with pytest.raises(NotValid):
        follow_up.save_words(work, unit, visit, {}, {"A": "holding", "B": "perhaps"})
    assert "side_status" not in cases.view(work, unit).records


def test_answers_of_one_person_are_kept_together(work, unit):
    with pytest.raises(NotValid):
        follow_up.save_answers(work, unit, {"heard": "yes", "fair": "maybe"}, side="A")
    assert "feedback" not in cases.view(work, unit).records
    follow_up.save_answers(work, unit, {"heard": "yes", "fair": "no"}, side="A", months=6, sex="f")
    told = [e.record for e in cases.view(work, unit).records["feedback"]]
    assert [(r.side, r.question_code, r.score, r.months, r.sex) for r in told] == [
        ("A", "heard", "yes", 6, "f"),
        ("A", "fair", "no", 6, "f"),
    ]


def test_a_cohesion_sheet_with_more_yes_than_people_is_refused(work):
    good = {"place": "Koro", "group": "Dogon", "asked_on": "2026-03-01", "asked": 10, "school": 4}
    cohesion.save(work, good)
    with pytest.raises(NotValid, match="More people said yes than were asked"):
        cohesion.save(work, {**good, "market": 11})
    (sheet,) = cohesion.sheets(work)
    assert sheet.record.school == 4
    with pytest.raises(NotValid):
        cohesion.save(work, {"school": 40}, eid=sheet.eid)
    cohesion.save(work, {"school": 10}, eid=sheet.eid)
    (found,) = cohesion.rounds(work)
    assert found.whole == 100
    cohesion.remove(work, sheet.eid)
    assert cohesion.sheets(work) == ()


def test_the_library_has_clauses_for_each_kind_in_three_languages_with_their_source():
    shipped = clauses.shipped()
    assert len({one.code for one in shipped}) == len(shipped) > 30
    for one in shipped:
        assert set(one.kinds) <= set(KIND)
        assert one.source in library_rules.SOURCES
        assert all(one.texts[language].strip() for language in ("fr", "bm", "en")), one.code
        assert "'" not in one.texts["bm"] + one.texts["fr"], one.code
    for kind in KIND:
        assert library_rules.for_kind(shipped, kind)[0]


def test_the_office_adds_clauses_of_its_own(work):
    put = {
        "list_name": "clauses",
        "language": "fr",
        "text": "Le puits reste ouvert.",
        "code": "land.puits",
    }
    cases.save(work, work.info.region_unit, ListEntry.NAME, put)
    cases.save(
        work,
        work.info.region_unit,
        ListEntry.NAME,
        {**put, "language": "bm", "text": "Kɔlɔn bɛ to da wulilen."},
    )
    cases.save(
        work, work.info.region_unit, ListEntry.NAME, {"list_name": "services", "text": "COFO"}
    )
    first = clauses.library(work)[0]
    assert (first.code, first.kinds, first.source) == ("land.puits", ("land",), "office")
    assert (first.text("bm"), first.text("en")) == (
        "Kɔlɔn bɛ to da wulilen.",
        "Le puits reste ouvert.",
    )
    assert library_rules.matching(clauses.library(work), "kolon be wulilen")[0].code == "land.puits"
