"""PT-014: the code of a party, from the number it was given with its first save.

No record is declared here: the list of cases shows codes before those are loaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

DIGITS = 3
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def code(number: int) -> str:
    return f"PT-{number:0{DIGITS}}"


def next_number(given: Iterable[int | None]) -> int:
    """Return the number of the next party, given those that were ever used."""
    return max((number for number in given if number), default=0) + 1


def codes_of(parties: Sequence[tuple[bytes, int | None]]) -> dict[bytes, str]:
    """Return the code of each party, told by id and number, in the order of the case.

    Two laptops may give one number at once: the greater id takes a letter, the same everywhere.
    Parties that never got a number come behind the last one; `unnumbered` makes that lasting.
    """
    found: dict[bytes, str] = {}
    seen: Counter[int] = Counter()
    for eid, number in sorted((p for p in parties if p[1]), key=lambda p: p[0]):
        if number:
            found[eid] = code(number) + _letter(seen[number])
            seen[number] += 1
    free = next_number(number for _, number in parties)
    for eid, number in parties:
        if not number:
            found[eid] = code(free)
            free += 1
    return found


def _letter(place: int) -> str:
    if not place:
        return ""
    return LETTERS[place] if place < len(LETTERS) else f"-{place}"
