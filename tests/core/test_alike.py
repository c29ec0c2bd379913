"""Who may be one person, and which cases may be one."""

from __future__ import annotations

import random
import time

import pytest

from mediator_app.core import alike
from mediator_app.core.alike import Someone, compare, joined, suspected
from mediator_app.core.same_cases import CaseTraits, likely


def someone(case: int, *names: str, number: int = 1, **more) -> Someone:
    known = {"sex": "m", "birth_year": 1980, "village": "Koubi", **more}
    return Someone((case, bytes([10, number])), known.pop("type", "person"), names, **known)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Moussa Traoré", "Musa Tarawele"),
        ("Amadou Diallo", "Jallow Amadu"),
        ("Fatoumata Coulibaly", "Fatumata Kulubali"),
        ("Amadou Diallo", "Amadou Bah Diallo"),
    ],
)
def test_two_spellings_of_a_name_are_proposed_with_the_reason(first, second):
    found = compare(someone(1, first), someone(2, second))
    assert found is not None
    said = " ".join(r.message.format(**r.values) for r in found.reasons)
    assert first in said
    assert second in said
    assert "Koubi" in said
    assert "1980" in said


def test_an_alias_counts_as_a_name():
    one = someone(1, "Le Vieux", "Moussa Traoré")
    assert compare(one, someone(2, "Tarawele Musa")) is not None


@pytest.mark.parametrize(
    "other",
    [
        someone(2, "Moussa Traoré", sex="f"),
        someone(2, "Moussa Traoré", birth_year=1984),
        someone(2, "Moussa Traoré", village="Diafarabé"),
        someone(2, "Moussa Traoré", village=None),
        someone(2, "Moussa Traoré", type="group"),
        someone(2, "Moussa Cissé"),
        someone(2, "Moussa"),
        someone(1, "Moussa Traoré", number=2),  # of the same case
    ],
)
def test_what_tells_people_apart_is_heeded(other):
    assert compare(someone(1, "Moussa Traoré"), other) is None
    assert suspected([someone(1, "Moussa Traoré"), other]) == []


@pytest.mark.parametrize("year", [1977, 1983, None])
def test_three_years_or_an_unknown_age_do_not_tell_them_apart(year):
    pair = [someone(1, "Moussa Traoré"), someone(2, "Moussa Traoré", birth_year=year)]
    assert len(suspected(pair)) == 1


def test_a_community_stands_for_a_village_that_is_not_known():
    one = someone(1, "Moussa Traoré", village=None, community="Bozo de Koubi")
    assert compare(one, someone(2, "Moussa Traoré", community="bozo de Kubi")) is not None


def test_what_was_decided_is_not_asked_again():
    pair = [someone(2, "Moussa Traoré"), someone(1, "Moussa Traoré")]
    (found,) = suspected(pair)
    assert found.pair == ((1, bytes([10, 1])), (2, bytes([10, 1])))
    assert suspected(pair, {found.pair}) == []


def test_joining_goes_on_over_a_third():
    a, b, c, d = ((n, b"x") for n in range(4))
    heads = joined([(b, c), (a, b)])
    assert heads[a] == heads[b] == heads[c]
    assert d not in heads


def test_sixty_thousand_people_are_compared_in_a_few_seconds():
    dice = random.Random(3)
    first = [
        "Amadou",
        "Moussa",
        "Fatoumata",
        "Oumar",
        "Seydou",
        "Hawa",
        "Boubacar",
        "Mamadou",
        "Awa",
        "Mariam",
    ]
    last = [
        "Diallo",
        "Traoré",
        "Coulibaly",
        "Keïta",
        "Sangaré",
        "Cissé",
        "Dembélé",
        "Koné",
        "Guindo",
        "Togo",
    ]
    people = [
        someone(
            number // 4,
            f"{dice.choice(first)} {dice.choice(last)}",
            number=number % 4,
            birth_year=dice.choice([None, *range(1940, 2008)]),
            village=f"Village{dice.randrange(900)}",
            community=dice.choice(["Peul", "Dogon", "Bozo"]),  # tells little: must cost little
        )
        for number in range(60_000)
    ]
    start = time.perf_counter()
    found = suspected(people)
    assert time.perf_counter() - start < 12
    assert 0 < len(found) <= alike.MOST


def a_case(unit: int = 1, **more) -> CaseTraits:
    known = {
        "number": f"X-{unit}",
        "title": None,
        "commune": "Koro",
        "locality": "Dinangourou",
        "days": ("2026-02-01",),
        "names": ("Moussa Traoré",),
        **more,
    }
    return CaseTraits(bytes([unit]), **known)


def test_a_case_of_the_same_place_and_time_or_names_is_likely_the_same():
    here = a_case(1)
    near = a_case(2, names=(), days=("2026-03-15",))
    named = a_case(3, locality="Bondo", days=("2024-01-01",), names=("Tarawele Musa",))
    late = a_case(4, names=(), days=("2024-01-01",))
    far = a_case(5, names=(), commune="Bankass", locality="Baye")
    found = likely(here, [near, named, late, far])
    assert [each.case.number for each in found] == ["X-2", "X-3"]
    said = [r.message.format(**r.values) for r in found[0].reasons]
    assert said == ["It is in the same place, Dinangourou.", "It was 42 days apart."]
