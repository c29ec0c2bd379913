"""What each side says of a promise, and whether the agreement held."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mediator_app.core import cohesion, durability, standing
from mediator_app.core.coherence import faults
from mediator_app.core.records.notebooks import CohesionSheet
from tests.core.casebook import SIGNED, complete

WORDS = [
    ([], "unsaid"),
    (["kept", "kept"], "kept"),
    (["kept"], "kept"),
    (["kept", "broken"], "disputed"),
    (["kept", "not_verifiable"], "kept"),
    (["not_verifiable", "not_verifiable"], "not_verifiable"),
    (["todo", "in_progress"], "in_progress"),
    (["todo", "todo"], "todo"),
    (["todo", "kept"], "disputed"),
    (["kept", "partly_kept"], "disputed"),
    (["late", "late", "broken"], "disputed"),
]


@pytest.mark.parametrize(("words", "state"), WORDS)
def test_the_state_of_a_clause_follows_from_the_words(words, state):
    assert standing.state_of(words) == state
    assert standing.state_of(reversed(words)) == state
    assert state in standing.STANDING


def test_the_last_word_of_each_side_counts_and_the_silent_are_named():
    draft = complete("land")
    later = draft.put("later", "visit", held_on="2026-01-10")
    draft.put("again", "clause_check", visit=later, clause=draft.ids["clause"], side="A")
    draft.set("again", status="broken", evidence="The marks lie in the grass")
    view = draft.view()
    asked = standing.speakers(view, view.agreement)
    assert asked == ("A", "B", "committee"), "the committee has a member"
    (clause,) = view.records["clause"]
    found = standing.of_clause(view, clause, asked)
    assert found.state == "disputed"
    assert found.words["A"].evidence == "The marks lie in the grass"
    assert (found.words["A"].said_on, found.words["B"].status) == ("2026-01-10", "kept")
    assert found.silent == ("committee",)
    assert [e.eid for e in standing.broken(view, view.agreement)] == [clause.eid]


def test_a_word_at_a_visit_that_was_not_made_does_not_count():
    draft = complete("land").set("visit", held_on=None)
    view = draft.view()
    assert standing.last_words(view, draft.ids["clause"]) == {}


def test_a_case_without_committee_asks_its_sides_alone():
    draft = complete("land").drop("member")
    assert standing.speakers(draft.view(), draft.view().agreement) == ("A", "B")
    draft.set("agreement", handed_to_committee=True)
    assert standing.speakers(draft.view(), draft.view().agreement)[-1] == "committee"


WHOLE = [
    ("holding", {}, "holding"),
    (None, {}, "unknown"),
    ("holding", {"A": "holding", "B": "fragile"}, "fragile"),
    ("holding", {"A": "holding", "B": "broken"}, "disputed"),
    ("holding", {"A": "broken", "B": "broken"}, "broken"),
    ("fragile", {"A": "unknown", "B": "unknown"}, "fragile"),
    ("unknown", {"A": "broken_restored", "B": "holding"}, "broken_restored"),
]


@pytest.mark.parametrize(("overall", "sides", "state"), WHOLE)
def test_the_state_of_the_agreement_at_a_check(overall, sides, state):
    draft = complete("land").set("visit", agreement_status=overall)
    for side, status in sides.items():
        draft.put(f"w{side}", "side_status", visit=draft.ids["visit"], side=side)
        draft.set(f"w{side}", agreement_status=status)
    view = draft.view()
    assert standing.of_agreement_at(view, view.records["visit"][0]) == state
    assert state in standing.WHOLE


# durability


def marks(checks: list[tuple[int, str | None]], after: int) -> list[str]:
    """Return the four states of an agreement checked so many days after its signing."""
    draft = complete("land").drop_all("visit")
    for number, (days, status) in enumerate(checks):
        held = (SIGNED + timedelta(days=days)).isoformat()
        draft.put(f"v{number}", "visit", held_on=held, agreement_status=status)
    view = draft.view()
    found = durability.marks(view, view.agreement, SIGNED + timedelta(days=after))
    assert [mark.months for mark in found] == [1, 3, 6, 12]
    return [mark.state for mark in found]


DURABLE = [
    ([], 10, ["not_yet"] * 4),
    ([], 400, ["unknown"] * 4),
    ([(30, "holding")], 400, ["held", "unknown", "unknown", "unknown"]),
    ([(29, "holding")], 400, ["unknown"] * 4),
    ([(181, "fragile")], 181, ["held", "held", "held", "not_yet"]),
    ([(365, "unknown")], 400, ["unknown"] * 4),
    ([(365, None)], 400, ["unknown"] * 4),
    ([(40, "broken")], 400, ["broken"] * 4),
    ([(40, "broken"), (100, "broken_restored")], 400, ["broken", "held", "unknown", "unknown"]),
    ([(31, "holding"), (95, "broken"), (200, "holding"), (366, "holding")], 400,
     ["held", "broken", "held", "held"]),
]  # fmt: skip


@pytest.mark.parametrize(("checks", "after", "states"), DURABLE)
def test_unknown_is_never_counted_as_held(checks, after, states):
    assert marks(checks, after) == states


def test_a_quarrel_about_the_whole_is_not_held():
    draft = complete("land").set("visit", held_on="2025-07-02")
    for side, status in (("A", "holding"), ("B", "broken")):
        draft.put(f"w{side}", "side_status", visit=draft.ids["visit"], side=side)
        draft.set(f"w{side}", agreement_status=status)
    view = draft.view()
    found = durability.marks(view, view.agreement, date(2025, 8, 1))
    assert [m.state for m in found][:2] == ["disputed", "not_yet"]


def test_a_check_still_to_come_or_before_the_signing_tells_nothing():
    assert marks([(-3, "broken"), (200, "holding")], 100)[:2] == ["unknown", "unknown"]


def test_an_unsigned_agreement_has_no_marks():
    draft = complete("land").set("agreement", signed_on=None)
    assert durability.marks(draft.view(), draft.view().agreement, SIGNED) == ()


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 12, "2027-12-15"),
        ("2026-06-30", 6, "2026-12-30"),
    ],
)
def test_the_same_day_some_months_later(start, months, day):
    assert durability.after_months(date.fromisoformat(start), months).isoformat() == day


# cohesion


def sheet(**values) -> CohesionSheet:
    known = {"place": "Koro", "group": "Dogon", "other_group": "Peul", "asked_on": "2026-01-05"}
    return CohesionSheet(**{**known, "asked": 10, **values})


def test_more_than_were_asked_cannot_say_yes():
    assert faults(sheet(school=10, market=0), b"", {}) == []
    found = faults(sheet(school=11, wedding=12), b"", {})
    assert [fault.field for fault in found] == ["school", "wedding"]
    assert len(faults(sheet(asked=None, school=1), b"", {})) == 1


def test_sheets_of_women_and_men_on_one_day_are_one_round():
    women = sheet(sex="f", school=8, market=4)
    men = sheet(sex="m", asked=30, school=12, place="koro")
    (found,) = cohesion.rounds([women, men])
    assert (found.place, found.asked) == ("Koro", 40)
    assert found.shares["school"].percent == 50
    assert found.shares["market"].percent == 40, "who was not asked did not say no"
    assert set(found.shares) == {"school", "market"}
    assert {sex: share.percent for sex, share in found.by_sex.items()} == {"f": 60, "m": 40}
    assert found.whole == 48


def test_rounds_of_a_place_come_in_their_order_and_show_where_it_goes():
    later, first = sheet(school=6, asked_on="2026-07-01"), sheet(school=2)
    other = sheet(school=1, group="Peul", other_group="Dogon")
    found = cohesion.rounds([later, other, first, sheet(asked=None)])
    assert [(r.group, r.asked_on) for r in found] == [
        ("Dogon", "2026-01-05"),
        ("Dogon", "2026-07-01"),
        ("Peul", "2026-01-05"),
    ]
    assert cohesion.trend(found[:2]) == 40
    assert cohesion.trend(found[:1]) is None
