"""Filters of the list: what they narrow, and how they are kept under a name."""

from __future__ import annotations

from datetime import date

import pytest

from mediator_app.services import cases, filters, listing
from mediator_app.services.choices import Choice, read, span, written
from mediator_app.services.filters import FilterNeedsName, NoSuchFilter
from mediator_app.services.listing import CaseFilter

WANTED = CaseFilter(
    text="puits", kinds=("land",), risks=("high",), place="Koro", mine=True,
    mediators=("Awa",), closed=False, sort="title", descending=False,
)  # fmt: skip


def opened(work, **more):
    facts = {"kind": "land", "title": "a", "opened_on": "2026-01-09", **more}
    return cases.open_case(work, facts)[0]


def test_cases_are_narrowed_by_mediator_day_and_whether_they_are_closed(work):
    opened(work, title="b", mediator="Moussa Diarra", opened_on="2025-05-01")
    opened(work, title="c", risk="high")

    def titles(**wanted):
        numbers = listing.find(work, CaseFilter(sort="title", descending=False, **wanted))
        rows = listing.rows(work, numbers)
        return [rows[number].title for number in numbers]

    assert titles() == ["b", "c"]
    assert titles(mediators=("Moussa Diarra",)) == ["b"]
    assert titles(opened_from="2026-01-01") == ["c"]
    assert titles(opened_to="2025-12-31") == ["b"]
    assert titles(closed=True) == []
    assert titles(closed=False, risks=("high",)) == ["c"]
    assert listing.mediators(work) == ["Awa Traoré", "Moussa Diarra"]
    assert listing.by_stage(work, CaseFilter(sort="title", descending=False)).keys() == {"intake"}


def test_a_choice_is_read_as_it_was_written():
    choice = Choice(WANTED, "year")
    assert read(written(choice)) == choice
    assert written(Choice(CaseFilter())) == "{}"


@pytest.mark.parametrize("text", [None, "", "[", "[]", '{"kinds":3,"mine":"x","period":"ever"}'])
def test_what_is_not_understood_is_left_out(text):
    assert read(text) == Choice(CaseFilter())


def test_a_period_means_other_days_another_day():
    assert span("month", date(2026, 3, 31)) == ("2026-03-01", "")
    assert span("last_year", date(2026, 3, 31)) == ("2025-01-01", "2025-12-31")
    assert Choice(CaseFilter(), "year").on(date(2027, 1, 2)).opened_from == "2027-01-01"


def test_a_filter_is_kept_renamed_and_removed(work):
    eid, changed = filters.save(work, "  Mes   puits ", Choice(WANTED, "year"))
    assert changed.units == {work.info.person_unit}
    (saved,) = filters.all_of(work)
    assert (saved.name, saved.choice) == ("Mes puits", Choice(WANTED, "year"))
    filters.save(work, "Mes puits", Choice(CaseFilter()))
    (saved,) = filters.all_of(work)
    assert saved.choice == Choice(CaseFilter())
    filters.rename(work, eid, "Tous")
    assert [each.name for each in filters.all_of(work)] == ["Tous"]
    filters.remove(work, eid)
    assert filters.all_of(work) == []
    with pytest.raises(NoSuchFilter):
        filters.rename(work, eid, "x")
    with pytest.raises(FilterNeedsName):
        filters.save(work, "  ", Choice(CaseFilter()))
