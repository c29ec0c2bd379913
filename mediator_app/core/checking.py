"""Three checking words for eight: a Reed-Solomon code over the field of 512 elements.

One wrong or two lost symbols are found from the others; two wrong ones are never taken for right.
"""

from __future__ import annotations

from collections.abc import Sequence

TOLD, CHECKS = 8, 3
WORDS = TOLD + CHECKS
BITS = 9
SIZE = 1 << BITS  # of the field, and of the list of words


def _powers() -> tuple[list[int], list[int]]:
    power, log = [0] * (2 * SIZE), [0] * SIZE
    value = 1
    for exponent in range(SIZE - 1):
        power[exponent] = power[exponent + SIZE - 1] = value
        log[value] = exponent
        value <<= 1
        if value & SIZE:
            value ^= 0x211  # x⁹ + x⁴ + 1
    return power, log


_POWER, _LOG = _powers()


def _times(a: int, b: int) -> int:
    return _POWER[_LOG[a] + _LOG[b]] if a and b else 0


def _over(a: int, b: int) -> int:
    return _POWER[_LOG[a] + SIZE - 1 - _LOG[b]] if a else 0


def _weight(at: int, check: int) -> int:
    """Return what the word at a place counts in one of the checks."""
    return _POWER[check * (WORDS - 1 - at) % (SIZE - 1)]


def sums(symbols: Sequence[int]) -> list[int]:
    """Return the three sums that are nothing where all words are right."""
    found: list[int] = []
    for check in range(1, CHECKS + 1):
        total = 0
        for at, symbol in enumerate(symbols):
            total ^= _times(symbol, _weight(at, check))
        found.append(total)
    return found


def coded(told: Sequence[int]) -> list[int]:
    """Return what is told with its three checking symbols behind."""
    return _solved([*told, *[0] * CHECKS], range(TOLD, WORDS))


def _solved(symbols: Sequence[int], lost: Sequence[int]) -> list[int]:
    """Return the symbols with the lost ones found from as many checks."""
    found_sums = sums([0 if at in lost else symbol for at, symbol in enumerate(symbols)])
    rows = [
        [*(_weight(at, check) for at in lost), found_sums[check - 1]]
        for check in range(1, len(lost) + 1)
    ]
    for here in range(len(lost)):
        pivot = next(n for n in range(here, len(rows)) if rows[n][here])
        rows[here], rows[pivot] = rows[pivot], rows[here]
        rows[here] = [_over(value, rows[here][here]) for value in rows[here]]
        for n, line in enumerate(rows):
            if n != here and line[here]:
                factor = line[here]
                rows[n] = [a ^ _times(factor, b) for a, b in zip(line, rows[here], strict=True)]
    found = list(symbols)
    for at, line in zip(lost, rows, strict=True):
        found[at] = line[-1]
    return found


def filled(symbols: Sequence[int], lost: Sequence[int]) -> list[int] | None:
    """Return the symbols with the lost ones found, or None where the others do not agree."""
    found = _solved(symbols, lost)
    return None if any(sums(found)) else found


def one_wrong(symbols: Sequence[int]) -> int | None:
    """Return the place of the only wrong symbol, if one alone explains the sums."""
    first, second, third = sums(symbols)
    if not (first and second and third) or _times(second, second) != _times(first, third):
        return None
    place = WORDS - 1 - _LOG[_over(second, first)]
    return place if place >= 0 else None


def turned(symbols: Sequence[int], one: int, two: int) -> list[int]:
    """Return the symbols with two of them in each other's place."""
    found = list(symbols)
    found[one], found[two] = found[two], found[one]
    return found
