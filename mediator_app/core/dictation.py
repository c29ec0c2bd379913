"""An alert as eleven words, to be passed on by voice or SMS and typed in elsewhere.

Eight words carry what happened, three check them (a Reed-Solomon code over 512 words). A wrong,
swapped or missing word is therefore not only noticed: the others say which one it is and what it
should have been. No name, phone or account is in it, and neither is who passes it on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mediator_app.core import checking
from mediator_app.core.checking import BITS, CHECKS, SIZE, TOLD, WORDS
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.names import fold, skeleton

FIRST_DAY = date(2020, 1, 1)
# What the numbers mean is fixed: a code may be read by an older or a newer program.
TYPES = (
    "",
    "killing",
    "reprisals",
    "crop_damage",
    "cattle_theft",
    "abduction",
    "threat",
    "rumour",
    "displacement",
    "attack",
    "arson",
    "embargo",
    "against_mediator",
    "other",
)
SEVERITIES = ("", "minor", "serious", "grave")
SOURCES = ("", *"ABCDEF")
NEWS = ("", *"123456")
STEPS: tuple[int, ...] = (
    *range(21),
    *(25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100),
    *(120, 150, 200, 250, 300, 400, 500, 600, 800, 1_000),
    *(1_200, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 6_000, 8_000, 10_000),
    *(15_000, 20_000, 30_000, 50_000, 70_000, 100_000, 200_000, 500_000, 1_000_000),
)
_FIELDS = (  # name, bits
    ("version", 1),
    ("day", 13),
    ("place", 28),
    ("type", 4),
    ("belief", 6),
    ("dead", 6),
    ("injured", 6),
    ("displaced", 6),
    ("severity", 2),
)
PLACE_BITS = 28
_SALT = b"place-1"  # chosen so that no two places of the shipped list have one number


class CannotBeSaid(AppError):
    """An alert that does not fit into the words."""

    message = N_("This alert cannot be put into words: its date is before 2020 or after 2042.")


@dataclass(frozen=True, slots=True)
class Alert:
    """What the words tell. `place` is the number of a place of the list, 0 for none."""

    day: date
    place: int = 0
    type: str = ""
    dead: int | None = None
    injured: int | None = None
    displaced: int | None = None
    reliability: str = ""
    credibility: str = ""
    severity: str = ""

    def rounded(self) -> Alert:
        """Return the alert as it will arrive: counts above 20 are rounded to a step."""
        return replace(
            self,
            dead=_stepped(self.dead),
            injured=_stepped(self.injured),
            displaced=_stepped(self.displaced),
        )


class Slip(StrEnum):
    """What can be wrong with words that were passed on."""

    UNKNOWN = "unknown"  # no word of the list
    WRONG = "wrong"  # another word of the list
    SWAPPED = "swapped"
    MISSING = "missing"
    EXTRA = "extra"
    UNREADABLE = "unreadable"  # too much is wrong
    NEWER = "newer"  # said by a newer program


@dataclass(frozen=True, slots=True)
class Fault:
    """One slip: `at` is the place of the word from 1 on, `word` what it should be by the others."""

    slip: Slip
    at: int = 0
    other: int = 0
    said: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood. With faults, `alert` is what the other words say it must be."""

    alert: Alert | None
    words: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def sure(self) -> bool:
        return self.alert is not None and not self.faults


def place_number(place_id: str) -> int:
    """Return the number that stands for a place: the same on every laptop, whatever its list."""
    digest = hashlib.blake2b(place_id.encode(), digest_size=4, key=_SALT).digest()
    return (int.from_bytes(digest, "big") >> (32 - PLACE_BITS)) or 1


class Speaker:
    """Puts alerts into words of a list and back."""

    def __init__(self, words: Sequence[str]) -> None:
        if len(words) != SIZE:
            raise ValueError("the list has 512 words")
        self.words = tuple(words)
        self._folded = [fold(word) for word in words]
        self._at = {word: number for number, word in enumerate(self._folded)}
        self._heard = {skeleton(word): number for number, word in enumerate(words)}

    def say(self, alert: Alert) -> tuple[str, ...]:
        """Return the eleven words of an alert."""
        return tuple(self.words[symbol] for symbol in checking.coded(_packed(alert)))

    def hear(self, text: str) -> Heard:
        """Return what the words say, or which of them is wrong."""
        said = [word for word in fold(text).split() if not word.isdecimal()]  # "1. abeille"
        found = [self._number(word) for word in said]
        if len(said) == WORDS:
            return self._whole(said, found)
        if len(said) == WORDS - 1:
            return self._one_missing(found)
        if len(said) == WORDS + 1:
            return self._one_too_many(said, found)
        return Heard(None, faults=(Fault(Slip.UNREADABLE, at=len(said)),))

    def _number(self, word: str) -> int | None:
        """Return which word of the list is meant, None where it is none or could be several."""
        if word in self._at:
            return self._at[word]
        most = 1 if len(word) <= 5 else 2  # noqa: PLR2004 - a short word bears one slip
        near = process.extract(
            word, self._folded, scorer=OSA.distance, processor=None, score_cutoff=most, limit=2
        )
        if near and (len(near) == 1 or near[0][1] < near[1][1]):
            number: int = near[0][2]
            return number
        return self._heard.get(skeleton(word)) if not near else None

    def _whole(self, said: Sequence[str], found: list[int | None]) -> Heard:
        lost = [at for at, symbol in enumerate(found) if symbol is None]
        given = [symbol or 0 for symbol in found]
        if not lost and not any(checking.sums(given)):
            return self._understood(given, ())
        if lost:
            mended = checking.filled(given, lost) if len(lost) < CHECKS else None
            if mended is None:
                return Heard(
                    None, faults=tuple(Fault(Slip.UNKNOWN, n + 1, said=said[n]) for n in lost)
                )
            return self._understood(mended, [
                Fault(Slip.UNKNOWN, n + 1, said=said[n], word=self.words[mended[n]]) for n in lost
            ])  # fmt: skip
        if (at := checking.one_wrong(given)) is not None:
            mended = checking.filled(given, [at])
            if mended is not None:
                word = self.words[mended[at]]
                return self._understood(
                    mended, [Fault(Slip.WRONG, at + 1, said=said[at], word=word)]
                )
        turned = [(one, two) for one, two in combinations(range(WORDS), 2)
                  if not any(checking.sums(checking.turned(given, one, two)))]  # fmt: skip
        if len(turned) == 1:
            one, two = turned[0]
            fault = Fault(Slip.SWAPPED, one + 1, two + 1)
            return self._understood(checking.turned(given, one, two), [fault])
        return Heard(None, faults=(Fault(Slip.UNREADABLE, at=WORDS),))

    def _one_missing(self, found: list[int | None]) -> Heard:
        fitting: dict[tuple[int, ...], int] = {}
        for at in range(WORDS):
            symbols = [*found[:at], None, *found[at:]]
            lost = [n for n, symbol in enumerate(symbols) if symbol is None]
            mended = (
                checking.filled([s or 0 for s in symbols], lost) if len(lost) < CHECKS else None
            )
            if mended is not None:
                fitting.setdefault(tuple(mended), at)
        if len(fitting) == 1:
            ((symbols_, at),) = fitting.items()
            fault = Fault(Slip.MISSING, at + 1, word=self.words[symbols_[at]])
            return self._understood(symbols_, [fault])
        return Heard(None, faults=(Fault(Slip.UNREADABLE, at=WORDS - 1),))

    def _one_too_many(self, said: Sequence[str], found: list[int | None]) -> Heard:
        fitting: dict[tuple[int, ...], int] = {}
        for at in range(WORDS + 1):
            symbols = [*found[:at], *found[at + 1 :]]
            if None not in symbols and not any(checking.sums([s or 0 for s in symbols])):
                fitting.setdefault(tuple(s or 0 for s in symbols), at)
        if len(fitting) == 1:
            ((symbols_, at),) = fitting.items()
            return self._understood(symbols_, [Fault(Slip.EXTRA, at + 1, said=said[at])])
        return Heard(None, faults=(Fault(Slip.UNREADABLE, at=WORDS + 1),))

    def _understood(self, symbols: Sequence[int], faults: Sequence[Fault]) -> Heard:
        alert = _unpacked(symbols[:TOLD])
        words = tuple(self.words[symbol] for symbol in symbols)
        if alert is None:
            return Heard(None, words, (*faults, Fault(Slip.NEWER)))
        return Heard(alert, words, tuple(faults))


# what is told, as numbers


def _stepped(count: int | None) -> int | None:
    """Return the step nearest to a count; of two as near, the greater: rather too much."""
    if count is None:
        return None
    return min(reversed(STEPS), key=lambda step: abs(step - count))


def _packed(alert: Alert) -> list[int]:
    day = (alert.day - FIRST_DAY).days
    if not 0 <= day < 1 << 13:
        raise CannotBeSaid
    whole = alert.rounded()
    counts = [
        0 if count is None else STEPS.index(count) + 1
        for count in (whole.dead, whole.injured, whole.displaced)
    ]
    belief = SOURCES.index(alert.reliability) * len(NEWS) + NEWS.index(alert.credibility)
    values = (0, day, alert.place, TYPES.index(alert.type), belief, *counts)
    number = 0
    for (_, bits), value in zip(_FIELDS, (*values, SEVERITIES.index(alert.severity)), strict=True):
        number = number << bits | value
    return [number >> BITS * (TOLD - 1 - at) & SIZE - 1 for at in range(TOLD)]


def _unpacked(symbols: Sequence[int]) -> Alert | None:
    number = 0
    for symbol in symbols:
        number = number << BITS | symbol
    values: dict[str, int] = {}
    for name, bits in reversed(_FIELDS):
        values[name] = number & (1 << bits) - 1
        number >>= bits
    known = (
        values["version"] == 0
        and values["type"] < len(TYPES)
        and values["belief"] < len(SOURCES) * len(NEWS)
        and all(values[n] <= len(STEPS) for n in ("dead", "injured", "displaced"))
    )
    if not known:
        return None
    reliability, credibility = divmod(values["belief"], len(NEWS))
    counts = {
        name: STEPS[values[name] - 1] if values[name] else None
        for name in ("dead", "injured", "displaced")
    }
    return Alert(
        day=FIRST_DAY + timedelta(days=values["day"]),
        place=values["place"],
        type=TYPES[values["type"]],
        reliability=SOURCES[reliability],
        credibility=NEWS[credibility],
        severity=SEVERITIES[values["severity"]],
        **counts,
    )
