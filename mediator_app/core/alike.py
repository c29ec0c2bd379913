"""Who may be one person under two spellings: proposed with the reason, decided by people only.

Sixty thousand people are compared in seconds: only those are held against each other who share
two words of a name, as they sound, and a place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from mediator_app.core.marks import N_
from mediator_app.core.names import fold, skeleton

Key = tuple[int, bytes]  # number of the case and id of the party: one line of one case
Pair = tuple[Key, Key]  # the smaller first

YEARS = 3  # so far may the years of birth of one person lie apart: ages are told roughly
WORDS = 5  # words of a name that count
TOO_COMMON = 60  # people of one name and place: what else is known must tell
MOST = 2_000  # proposals: nobody looks through more

VILLAGE, COMMUNITY = "v", "c"  # what a place in the key of a block is

SAME_NAME = N_("Both are called {first}.")
SPELLINGS = N_("“{first}” and “{second}” can be two spellings of one name.")
PART_OF_NAME = N_("“{first}” is contained in “{second}”.")
SAME_VILLAGE = N_("Both are of {place}.")
SAME_COMMUNITY = N_("Both belong to the community {place}.")
SAME_YEAR = N_("Both were born in {first}.")
NEAR_YEARS = N_("The years of birth, {first} and {second}, lie close together.")
NO_YEAR = N_("A year of birth is missing, so the age tells nothing.")


@dataclass(frozen=True, slots=True)
class Someone:
    """A person or group of one case, by what tells people apart."""

    key: Key
    type: str | None
    names: tuple[str, ...]  # as written, the usual one first
    sex: str | None = None
    birth_year: int | None = None
    village: str | None = None
    community: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence, marked for translators, and what goes into it."""

    message: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Alike:
    """Two entries that may be one person, and why."""

    pair: Pair
    reasons: tuple[Reason, ...]
    weight: int


def pair_of(one: Key, other: Key) -> Pair:
    return (one, other) if one < other else (other, one)


@lru_cache(maxsize=50_000)
def heard(word: str) -> str:
    """Return a word of a name as it sounds: Diallo as Jallo, Traoré as Tarawele."""
    return skeleton(word).replace(" ", "") or word


def sounds(name: str) -> frozenset[str]:
    """Return the words of a name as they sound, whatever their order."""
    return frozenset(heard(word) for word in fold(name).split()[:WORDS])


def suspected(people: Iterable[Someone], decided: Collection[Pair] = ()) -> list[Alike]:
    """Return who may be one person, the likeliest first; what was decided is not asked again."""
    found: dict[Pair, Alike] = {}
    for block in _blocks(people):
        for one, other in _near(block):
            pair = pair_of(one.key, other.key)
            if pair in found or pair in decided:
                continue
            if (alike := compare(one, other)) is not None:
                found[pair] = alike
    return sorted(found.values(), key=lambda each: (-each.weight, each.pair))[:MOST]


def compare(one: Someone, other: Someone) -> Alike | None:
    """Return why two entries may be one person, or None when they are told apart."""
    if one.key > other.key:
        one, other = other, one
    if one.key[0] == other.key[0] or (one.type or "") != (other.type or ""):
        return None  # whoever wrote a case knew the people in it apart
    if one.sex and other.sex and one.sex != other.sex:
        return None
    years = _years(one, other)
    place = _place(one, other)
    name = _name(one, other)
    if years is None or place is None or name is None:
        return None
    parts = (name, place, years)
    return Alike(
        (one.key, other.key),
        tuple(part[0] for part in parts if part[0] is not None),
        sum(part[1] for part in parts),
    )


Found = tuple[Reason | None, int]


def _name(one: Someone, other: Someone) -> Found | None:
    best: Found | None = None
    for first in one.names:
        for second in other.names:
            found = _spelled(first, second)
            if found is not None and (best is None or found[1] > best[1]):
                best = found
    return best


def _spelled(first: str, second: str) -> Found | None:
    if fold(first) == fold(second):
        return Reason(SAME_NAME, {"first": first}), 4
    here, there = sounds(first), sounds(second)
    if here == there:
        return Reason(SPELLINGS, {"first": first, "second": second}), 3
    if min(len(here), len(there)) > 1 and (here < there or there < here):
        short, long = (first, second) if here < there else (second, first)
        return Reason(PART_OF_NAME, {"first": short, "second": long}), 1
    return None


def _place(one: Someone, other: Someone) -> Found | None:
    if one.village and other.village:
        if sounds(one.village) == sounds(other.village):
            return Reason(SAME_VILLAGE, {"place": one.village}), 3
        return None
    if one.community and other.community and sounds(one.community) == sounds(other.community):
        return Reason(SAME_COMMUNITY, {"place": one.community}), 1
    return None


def _years(one: Someone, other: Someone) -> Found | None:
    first, second = one.birth_year, other.birth_year
    if first is None or second is None:
        return (Reason(NO_YEAR, {}) if one.type == "person" else None), 0
    if abs(first - second) > YEARS:
        return None
    if first == second:
        return Reason(SAME_YEAR, {"first": str(first)}), 3
    return Reason(NEAR_YEARS, {"first": str(first), "second": str(second)}), 2


def _blocks(people: Iterable[Someone]) -> Iterator[list[Someone]]:
    """Give those who share a place and two words of a name, or its only one."""
    blocks: defaultdict[tuple[str, ...], list[Someone]] = defaultdict(list)
    for each in people:
        keys: set[tuple[str, ...]] = set()
        for name in each.names:
            words = sorted(sounds(name))
            two = list(combinations(words, 2)) if len(words) > 1 else [(word,) for word in words]
            keys.update((*pair, place) for pair in two for place in _places(each))
        for key in keys:
            blocks[key].append(each)
    # Whom half a community is called like is proposed by the village or not at all.
    return (
        block
        for key, block in blocks.items()
        if len(block) > 1 and (len(block) <= TOO_COMMON or key[-1].startswith(VILLAGE))
    )


def _places(each: Someone) -> list[str]:
    named = ((VILLAGE, each.village), (COMMUNITY, each.community))
    return [f"{mark} {' '.join(sorted(sounds(place)))}" for mark, place in named if place]


def _near(block: list[Someone]) -> Iterator[tuple[Someone, Someone]]:
    """Give the pairs of a block whose ages do not tell them apart.

    In order of age, so that a name that half a district bears costs little.
    """
    aged = sorted((s for s in block if s.birth_year is not None), key=lambda s: s.birth_year or 0)
    for place, one in enumerate(aged):
        for other in aged[place + 1 : place + 1 + TOO_COMMON]:
            if (other.birth_year or 0) - (one.birth_year or 0) > YEARS:
                break
            yield one, other
    ageless = [s for s in block if s.birth_year is None]
    if len(block) <= TOO_COMMON:
        yield from combinations(ageless, 2)
        yield from ((one, other) for one in ageless for other in aged)


# joining what people decided


def joined(same: Iterable[Pair]) -> dict[Key, Key]:
    """Return for everybody who was joined the first entry of the one person they are."""
    head: dict[Key, Key] = {}

    def first(key: Key) -> Key:
        while head.get(key, key) != key:
            key = head[key]
        return key

    for one, other in same:
        low, high = sorted((first(one), first(other)))
        head.setdefault(low, low)
        head[high] = low
        head.setdefault(one, low)
        head.setdefault(other, low)
    return {key: first(key) for key in head}
