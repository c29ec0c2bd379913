"""Places of Mali: region, cercle, commune, locality, found as people type them.

The division of 2012–2016 gives the ids that are stored; the region and cercle of 2023 are shown
beside them. A place that is not in the list stays free text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from mediator_app.core.marks import N_
from mediator_app.core.names import fold, skeleton, sort_key


class Level(StrEnum):
    REGION = "region"
    CERCLE = "cercle"
    COMMUNE = "commune"
    LOCALITY = "locality"


class Zone(StrEnum):
    NORTH = "north"
    CENTRE = "centre"
    SOUTH = "south"


LEVELS = {
    Level.REGION: N_("Region"),
    Level.CERCLE: N_("Cercle"),
    Level.COMMUNE: N_("Commune"),
    Level.LOCALITY: N_("Village or quarter"),
}
ZONES = {Zone.NORTH: N_("North"), Zone.CENTRE: N_("Centre"), Zone.SOUTH: N_("South")}


@dataclass(frozen=True, slots=True)
class Region:
    """`id` is the ISO 3166-2 code; `letters` begin the case numbers."""

    id: str
    letters: str
    name: str
    zone: Zone
    since_2023: tuple[str, ...] = ()  # regions that were carved out of it


REGIONS = (
    Region("ML-1", "KAY", "Kayes", Zone.SOUTH, ("Nioro", "Kita")),
    Region("ML-2", "KKR", "Koulikoro", Zone.SOUTH, ("Dioïla", "Nara")),
    Region("ML-3", "SIK", "Sikasso", Zone.SOUTH, ("Bougouni", "Koutiala")),
    Region("ML-4", "SEG", "Ségou", Zone.CENTRE, ("San",)),
    Region("ML-5", "MOP", "Mopti", Zone.CENTRE, ("Douentza", "Bandiagara")),
    Region("ML-6", "TOM", "Tombouctou", Zone.NORTH),
    Region("ML-7", "GAO", "Gao", Zone.NORTH),
    Region("ML-8", "KDL", "Kidal", Zone.NORTH),
    Region("ML-9", "MEN", "Ménaka", Zone.NORTH),
    Region("ML-10", "TAO", "Taoudénit", Zone.NORTH),
    Region("ML-BKO", "BKO", "Bamako", Zone.SOUTH),
)
_REGION_BY_ID = {region.id: region for region in REGIONS}
_REGION_BY_WORD = {
    fold(word): region
    for region in REGIONS
    for word in (region.id, region.letters, region.name, *region.since_2023)
}


def find_region(word: str) -> Region | None:
    """Return the region meant by an ISO code, by its letters, or by a name of either division."""
    return _REGION_BY_WORD.get(fold(word))


def region_by_id(region_id: str) -> Region:
    """Return the region with an ISO code; KeyError if there is none."""
    return _REGION_BY_ID[region_id]


@dataclass(frozen=True, slots=True)
class Place:
    """`latitude` and `longitude` are thousandths of a degree, None where nobody knows."""

    id: str
    level: Level
    name: str
    parent_id: str | None
    region_id: str
    latitude: int | None
    longitude: int | None
    region_2023: str | None
    cercle_2023: str | None

    @property
    def zone(self) -> Zone:
        return _REGION_BY_ID[self.region_id].zone


_LETTERS = {"r": Level.REGION, "c": Level.CERCLE, "m": Level.COMMUNE, "l": Level.LOCALITY}
_RANKS = {"r": 0, "c": 1, "m": 2, "l": 3}
_COLUMNS = 8
_TELLING = 3  # consonants: with fewer, "di" would mean Dah


class Places:
    """The list of places; rows become `Place` only when asked for."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._rows = rows
        self._at = {row[1]: number for number, row in enumerate(rows)}
        self._skeletons: dict[int, str] = {}

    @classmethod
    def from_rows(cls, lines: Iterable[str]) -> Places:
        """Take lines of letter, id, name, parent, latitude, longitude, region and cercle of 2023.

        What is empty at the end of a line is left out, and so is the parent of a locality
        whose id begins with it.
        """
        return cls([line.rstrip("\n").split("\t") for line in lines])

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, place_id: object) -> bool:
        return place_id in self._at

    def __iter__(self) -> Iterator[str]:
        """Give the id of every place, in the order of the list."""
        return iter(self._at)

    def find(self, place_id: str) -> Place | None:
        """Return the place with this id, if it is in the list."""
        number = self._at.get(place_id)
        return None if number is None else self._place(number)

    def by_id(self, place_id: str) -> Place:
        """Return the place with this id; KeyError if it is not in the list."""
        return self._place(self._at[place_id])

    def parents(self, place_id: str) -> tuple[Place, ...]:
        """Return what the place lies in, the region first."""
        chain = self._chain(self._at[place_id])
        return tuple(self._place(number) for number in reversed(chain[1:]))

    def children(self, place_id: str | None = None) -> list[Place]:
        """Return what lies directly in a place, or all regions, in alphabetical order."""
        found = [self._place(number) for number in self._children.get(place_id or "", ())]
        return sorted(found, key=lambda place: sort_key(place.name))

    def search(
        self, text: str, *, level: Level | None = None, within: str | None = None, limit: int = 20
    ) -> list[Place]:
        """Return places whose name holds what was typed, the best first.

        "macina segou" finds Macina in Ségou; spelt the Bambara way ("segu", "mɔti"), a commune
        or more is always found, a village when nothing else is.
        """
        wanted, bones = fold(text), skeleton(text)
        if not wanted:
            return []
        numbers = self._inside(level, within)
        found = [number for number in numbers if wanted in self._keys[number]]
        if not found and " " in wanted:
            found = self._in_context(wanted.split(), numbers)
        meant = [
            n
            for n in (numbers if len(bones) >= _TELLING else ())
            if self._rows[n][0] != "l" and self._bones(n) == bones
        ]
        found += [number for number in meant if wanted not in self._keys[number]]
        if not found and len(bones) >= _TELLING:
            found = [number for number in numbers if self._bones(number).startswith(bones)]
        found.sort(key=lambda number: self._rank(number, wanted, bones))
        return [self._place(number) for number in found[:limit]]

    def resolve(
        self,
        *,
        region: str | None = None,
        cercle: str | None = None,
        commune: str | None = None,
        locality: str | None = None,
    ) -> Place | None:
        """Return the deepest place that all given names agree on, in either division.

        None where a name is not in the list, or where places far from each other fit. The list
        has some villages twice in one commune: then the first.
        """
        given = (("r", region), ("c", cercle), ("m", commune), ("l", locality))
        names = {letter: fold(name) for letter, name in given if name and name.strip()}
        if not names:
            return None
        deepest = max(names, key=lambda letter: _RANKS[letter])
        called = self._called.get((deepest, names[deepest]), ())
        fits = [number for number in called if self._agrees(number, names)]
        around = {self._parent_id(self._rows[number]) for number in fits}
        return self._place(fits[0]) if len(around) == 1 else None

    # ---- rows ----

    def _parent_id(self, row: Sequence[str]) -> str:
        given = "".join(row[3:4])
        return given or (row[1][:-3] if row[0] == "l" else "")

    def _chain(self, number: int) -> list[int]:
        """Return the place and what it lies in, the region last."""
        chain = [number]
        while parent := self._parent_id(self._rows[chain[-1]]):
            chain.append(self._at[parent])
        return chain

    def _place(self, number: int) -> Place:
        row = self._rows[number]
        letter, place_id, name, _, latitude, longitude, region, cercle = (
            *row,
            *("",) * (_COLUMNS - len(row)),
        )
        chain = self._chain(number)
        if letter == "l":
            commune = self._rows[chain[1]]
            region, cercle = (*commune[6:8], "", "")[:2]
        return Place(
            id=place_id,
            level=_LETTERS[letter],
            name=name,
            parent_id=self._parent_id(row) or None,
            region_id=self._rows[chain[-1]][1],
            latitude=int(latitude) if latitude else None,
            longitude=int(longitude) if longitude else None,
            region_2023=region or None,
            cercle_2023=cercle or None,
        )

    @cached_property
    def _keys(self) -> list[str]:
        return [fold(row[2]) for row in self._rows]

    @cached_property
    def _called(self) -> dict[tuple[str, str], list[int]]:
        """Return the places of a level by their folded name: an import asks once per case."""
        found: dict[tuple[str, str], list[int]] = {}
        for number, key in enumerate(self._keys):
            found.setdefault((self._rows[number][0], key), []).append(number)
        return found

    def _bones(self, number: int) -> str:
        bones = self._skeletons.get(number)
        if bones is None:  # one by one: all 20,000 would be felt while typing
            bones = self._skeletons[number] = skeleton(self._rows[number][2])
        return bones

    @cached_property
    def _children(self) -> dict[str, list[int]]:
        children: dict[str, list[int]] = {}
        for number, row in enumerate(self._rows):
            children.setdefault(self._parent_id(row), []).append(number)
        return children

    # ---- search ----

    def _inside(self, level: Level | None, within: str | None) -> Sequence[int]:
        numbers: Sequence[int] = range(len(self._rows))
        if within is not None:
            numbers = self._descendants(within)
        if level is not None:
            letter = next(short for short, found in _LETTERS.items() if found is level)
            numbers = [number for number in numbers if self._rows[number][0] == letter]
        return numbers

    def _descendants(self, place_id: str) -> list[int]:
        found: list[int] = []
        waiting = list(self._children.get(place_id, ()))
        while waiting:
            number = waiting.pop()
            found.append(number)
            waiting.extend(self._children.get(self._rows[number][1], ()))
        return found

    def _in_context(self, words: list[str], numbers: Sequence[int]) -> list[int]:
        """Return places that begin with the first words and lie in what the others name."""
        found: list[int] = []
        for cut in range(len(words) - 1, 0, -1):
            start, rest = " ".join(words[:cut]), words[cut:]
            for number in numbers:
                if self._keys[number].startswith(start):
                    around = " ".join(self._around(number))
                    if all(f" {word}" in f" {around}" for word in rest):
                        found.append(number)
            if found:
                break
        return found

    def _around(self, number: int) -> list[str]:
        """Return the folded names of what a place lies in, in both divisions."""
        chain = self._chain(number)
        names = [self._keys[parent] for parent in chain[1:]]
        for link in chain:
            names += [fold(name) for name in self._rows[link][6:8]]
        return names

    def _agrees(self, number: int, names: dict[str, str]) -> bool:
        chain = self._chain(number)
        here = {self._rows[link][0]: {self._keys[link]} for link in chain}
        for link in chain:
            if self._rows[link][0] == "m":
                region, cercle = (*self._rows[link][6:8], "", "")[:2]
                here["r"].add(fold(region))
                here["c"].add(fold(cercle))
        return all(name in here.get(letter, ()) for letter, name in names.items())

    def _rank(self, number: int, wanted: str, bones: str) -> tuple[int, int, str, int]:
        key, level = self._keys[number], _RANKS[self._rows[number][0]]
        if key == wanted:
            closeness = 0
        elif len(bones) >= _TELLING and level < _RANKS["l"] and self._bones(number) == bones:
            closeness = 1
        elif key.startswith(wanted):
            closeness = 2
        else:
            closeness = 3 if f" {wanted}" in key else 4
        return closeness, level, key, number
