"""What the three kinds of cases add up and draw."""

from __future__ import annotations

from datetime import date

import pytest

from mediator_app.core import acceptance, toll
from mediator_app.core.records.communities import CommunityCount
from mediator_app.core.records.land import Damage
from mediator_app.core.records.reintegration import Acceptance, Occupation, Reintegration


def test_women_and_men_of_a_community_are_added_and_unknown_is_not_nought():
    rows = [
        CommunityCount(community="Peuls", sex="f", dead=1, displaced=40),
        CommunityCount(community="Peuls", sex="m", dead=3),
        CommunityCount(community="Bambara", injured=2),
    ]
    counts = toll.people(rows)
    assert (counts["Peuls"]["dead"], counts["Peuls"]["displaced"]) == (4, 40)
    assert counts["Peuls"]["injured"] is None
    assert counts["Bambara"] == {**dict.fromkeys(toll.PEOPLE), "injured": 2}


def test_what_is_owed_is_what_was_agreed_and_not_paid():
    sums = toll.damage(
        [
            Damage(
                estimated_fcfa=100_000, asked_fcfa=150_000, agreed_fcfa=90_000, paid_fcfa=30_000
            ),
            Damage(asked_fcfa=50_000),
        ]
    )
    assert (sums.estimated, sums.asked, sums.agreed, sums.paid) == (
        100_000,
        200_000,
        90_000,
        30_000,
    )
    assert sums.open == 60_000
    assert toll.damage([]).open is None
    assert toll.damage([Damage(agreed_fcfa=10, paid_fcfa=15)]).open == 0


def test_scores_of_one_circle_by_day_without_those_that_have_none():
    rows = [
        Acceptance(circle="family", said_on="2026-03-01", score=2),
        Acceptance(circle="family", said_on="2025-12-01", score=0),
        Acceptance(circle="community", said_on="2026-01-01", score=4),
        Acceptance(circle="family", score=3),
        Acceptance(circle="family", said_on="2026-02-01"),
    ]
    line = acceptance.line(rows, "family")
    assert line == [(date(2025, 12, 1), 0), (date(2026, 3, 1), 2)]
    assert acceptance.moved(line) == 2
    assert acceptance.moved(acceptance.line(rows, "community")) is None


def test_occupations_at_the_moments_that_are_asked_for():
    rows = [
        Occupation(months=0, what="rien"),
        Occupation(months=3, what=None),
        Occupation(months=4, what="taxi"),
        Occupation(months=6, what="menuisier"),
    ]
    assert acceptance.occupations(rows) == {0: "rien", 6: "menuisier"}


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        ({"age_band": "15-17"}, True),
        ({"age_band": "15-17", "minor_referred": False}, True),
        ({"age_band": "15-17", "minor_referred": True}, False),
        ({"age_band": "18-25"}, False),
        ({}, False),
    ],
)
def test_a_minor_is_referred_first(facts, first):
    assert acceptance.refer_first(Reintegration(**facts)) is first
    assert acceptance.refer_first(None) is False
