"""Shares of women and young people, and who is missing to reach the goal."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediator_app.core import participation as p
from mediator_app.core.participation import Counts, Lack
from mediator_app.core.records.meetings import Meeting
from mediator_app.core.view import CaseView, Entry
from tests.core.casebook import TODAY, Draft, heads

PEOPLE = st.integers(0, 60)


def meeting(draft: Draft, key: str = "m") -> tuple[CaseView, Entry[Meeting]]:
    view = draft.view()
    return view, next(e for e in view.all(Meeting) if e.eid == draft.ids[key])


def two_sides() -> Draft:
    draft = Draft()
    for side in "AB":
        draft.put(side, "party", type="group", name=f"Village {side}", side=side)
    draft.put("m", "meeting", type="joint_mediation", held_on="2026-05-01")
    return draft


@pytest.mark.parametrize(
    ("counts", "goal", "lacking"),
    [
        (Counts(3, 7, 3), 30, Lack(0, 0)),
        (Counts(2, 8, 3), 30, Lack(2, 1)),  # 4 of 13 women, 4 of 13 young
        (Counts(0, 7, 0), 30, Lack(6, 6)),  # 6 of 19: one less would be 5 of 17, 29 %
        (Counts(0, 0, 0), 30, Lack(0, 0)),
        (Counts(5, 0, None), 30, Lack(0, 3)),  # 3 of 8 young; 2 of 7 is 29 %
        (Counts(1, 3, 4), 50, Lack(2, 0)),
        (Counts(1, 1, 0), 0, Lack(0, 0)),
    ],
)
def test_what_is_missing_to_the_goal(counts, goal, lacking):
    assert p.lack(counts, goal) == lacking


@given(PEOPLE, PEOPLE, PEOPLE, st.sampled_from([20, 30, 40]))
def test_whoever_is_invited_reaches_the_goal_and_one_fewer_does_not(women, men, young, goal):
    counts = Counts(women, men, min(young, women + men))
    lacking = p.lack(counts, goal)

    def after(more_women: int, more_young: int, both: int = 0) -> Counts:
        everybody = counts.total + more_women + more_young - both
        return Counts(women + more_women, everybody - women - more_women, (counts.young or 0) + more_young)  # fmt: skip

    for both in range(min(lacking.women, lacking.young) + 1):
        there = after(lacking.women, lacking.young, both)
        assert there.total == 0 or (there.enough_women(goal) and there.enough_young(goal))
    if lacking.women:
        assert not after(lacking.women - 1, lacking.young).enough_women(goal)
    if lacking.young:
        assert not after(lacking.women, lacking.young - 1).enough_young(goal)


@given(PEOPLE, PEOPLE, PEOPLE, st.integers(0, 99))
def test_any_goal_below_all_has_an_answer(women, men, young, goal):
    lacking = p.lack(Counts(women, men, min(young, women + men)), goal)
    assert lacking.women >= 0 <= lacking.young


def test_a_goal_of_all_is_refused():
    with pytest.raises(ValueError, match="100"):
        p.lack(Counts(1, 1, 1), 100)


def test_the_goal_is_met_at_exactly_thirty_in_a_hundred():
    assert Counts(3, 7, 3).enough_women()
    assert Counts(3, 7, 3).enough_young()
    assert not Counts(299, 701, 299).enough_women()
    assert not Counts(299, 701, 299).enough_young()


def test_nobody_is_no_share():
    assert Counts(0, 0, 0).women_percent is None
    assert Counts(0, 0, 0).young_percent is None
    assert not Counts(0, 0, 0).enough_women()
    assert Counts(1, 3, 2).women_percent == 25
    assert Counts(1, 3, 2).young_percent == 50
    assert Counts(1, 3, None).young_percent is None


def test_counts_of_the_sides_win_over_the_totals():
    draft = two_sides().set("m", **heads(women=50))
    assert p.counts_of(*meeting(draft)) == Counts(50, 6, 4)
    draft.put("a", "head_count", meeting=draft.ids["m"], side="A", **heads())
    draft.put("b", "head_count", meeting=draft.ids["m"], side="B", **heads(women=1))
    assert p.counts_of(*meeting(draft)) == Counts(5, 12, 8)


def test_half_a_count_is_none():
    draft = two_sides().set("m", women=3)
    assert p.counts_of(*meeting(draft)) is None
    draft.set("m", men=4, young_women=1)
    assert p.counts_of(*meeting(draft)) == Counts(3, 4, None)


def test_across_meetings_an_uncounted_one_is_left_out():
    draft = two_sides().set("m", **heads())
    draft.put("n", "meeting", type="ceremony")
    draft.put("o", "meeting", type="ceremony", women=10, men=10)
    meetings = draft.view().all(Meeting)
    assert p.across(draft.view(), meetings) == Counts(14, 16, None)
    assert p.young_across(draft.view(), meetings) == Counts(4, 6, 4)
    assert p.across(draft.view(), ()) is None


def test_the_meter_shows_each_side_and_their_balance():
    draft = two_sides()
    draft.put("a", "head_count", meeting=draft.ids["m"], side="A", **heads(2, 8, 1, 1))
    shown = p.meter(*meeting(draft))
    assert shown.counts == Counts(2, 8, 2)
    assert shown.lack == p.lack(Counts(2, 8, 2)) == Lack(3, 3)  # 5 of 16
    assert shown.sides == (("A", Counts(2, 8, 2)), ("B", None))
    assert not shown.balanced
    draft.put("b", "head_count", meeting=draft.ids["m"], side="B", **heads(2, 3))
    assert p.meter(*meeting(draft)).balanced
    draft.set("b", men=2)
    assert not p.meter(*meeting(draft)).balanced


def test_the_meter_of_an_uncounted_meeting_claims_nothing():
    shown = p.meter(*meeting(two_sides()))
    assert (shown.counts, shown.lack, shown.balanced) == (None, Lack(0, 0), False)


def test_who_could_be_invited_is_who_is_not_there_and_counts():
    draft = two_sides()
    draft.put("hawa", "party", type="person", name="Hawa", sex="f", birth_year=1960)
    draft.put("ali", "party", type="person", name="Ali", sex="m", birth_year=2004)
    draft.put("old", "party", type="person", name="Moussa", sex="m", birth_year=1950)
    draft.put("smiths", "party", type="group", name="Femmes de la caste des forgerons")
    draft.put("youths", "party", type="group", name="Jeunes de Koro")
    found = p.could_invite(*meeting(draft), today=TODAY)
    assert [(one.name, one.women, one.young) for one in found] == [
        ("Hawa", True, False),
        ("Ali", False, True),
        ("Femmes de la caste des forgerons", True, False),
        ("Jeunes de Koro", False, True),
    ]
    draft.put("came", "attendance", meeting=draft.ids["m"], party=draft.ids["hawa"])
    draft.put("gone", "attendance", meeting=draft.ids["m"], party=draft.ids["ali"])
    draft.set("gone", status="excused")
    draft.set("m", resource_persons=[draft.ids["smiths"].hex(), "not a reference"])
    names = [one.name for one in p.could_invite(*meeting(draft), today=TODAY)]
    assert names == ["Ali", "Jeunes de Koro"]


@pytest.mark.parametrize(
    ("born", "band", "young"),
    [
        (1991, None, True),
        (1990, None, False),
        (2011, "15-35", True),
        (2012, "15-35", False),
        (2001, "15-25", True),
        (2000, "15-25", False),
        (2001, "unheard of", True),
        (None, None, None),
    ],
)
def test_young_is_what_the_band_says(born, band, young):
    party = Draft()
    party.put("x", "party", type="person", birth_year=born)
    record = party.view().records["party"][0].record
    assert p.is_young(record, band, on=date(2026, 6, 1)) is young


def test_the_day_of_the_meeting_decides_who_is_young():
    draft = two_sides().set("m", held_on="2036-01-01")
    draft.put("ali", "party", type="person", name="Ali", sex="m", birth_year=1999)
    assert p.could_invite(*meeting(draft), today=TODAY) == ()
    draft.set("m", held_on="31 February")
    assert [one.name for one in p.could_invite(*meeting(draft), today=TODAY)] == ["Ali"]


def test_a_committee_counts_who_is_said_to_be_a_woman_or_young():
    draft = Draft()
    signed = draft.put("agreement", "agreement", number="1")
    view = draft.view()
    assert view.agreement is not None
    assert p.committee(view, view.agreement) is None
    for sex, young in (("f", True), ("m", None), (None, False)):
        draft.put(f"{sex}", "committee_member", agreement=signed, sex=sex, young=young)
    draft.put("other", "committee_member", agreement=bytes(16), sex="f")
    assert p.committee(draft.view(), view.agreement) == Counts(1, 2, 1)


def test_signatories_count_persons_alone():
    draft = two_sides()
    signed = draft.put("agreement", "agreement", number="1")
    draft.put("hawa", "party", type="person", name="Hawa", sex="f", birth_year=1999)
    for key in ("A", "hawa"):
        draft.put(f"sign{key}", "signatory", agreement=signed, party=draft.ids[key])
    view = draft.view()
    assert view.agreement is not None
    assert p.signatories(view, view.agreement, on=TODAY) == Counts(1, 0, 1)
