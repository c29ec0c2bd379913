"""How far a laptop's clock can be believed, and what to make of a person's answer (sync.md 1.7).

Nothing here decides an order: the wall clock is an annotation of what was written when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

CEILING_YEARS = 10


class ClockQuality(IntEnum):
    """How good a wall time is; the numbers travel."""

    IMPLAUSIBLE = 0
    PLAUSIBLE = 1
    PERSON = 2  # a person confirmed the date since the computer started
    HUB = 3  # the hub confirmed it since the computer started


@dataclass(frozen=True, slots=True)
class Window:
    """The times a clock may show and be believed, both ends included."""

    floor: datetime
    ceiling: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.floor <= moment <= self.ceiling


@dataclass(frozen=True, slots=True)
class Correction:
    """What time it was when somebody said so, tied to the counter that is never set back.

    It holds until the computer starts again (`boot`): the next start asks anew.
    """

    moment: datetime  # aware UTC, as told
    monotonic: float  # the counter at that instant
    boot: str
    quality: ClockQuality


@dataclass(frozen=True, slots=True)
class Reading:
    """A time to write into a record, with its quality."""

    moment: datetime
    quality: ClockQuality


def ceiling(built: datetime) -> datetime:
    """Return the last moment a program built at `built` takes for real."""
    return built + timedelta(days=365.25 * CEILING_YEARS)


def plausible_window(built: datetime, walls: Iterable[datetime] = ()) -> Window:
    """Return the window that `walls` leave open.

    `walls` are the newest wall of quality 2 or 3 held from any enrolled device and the wall of
    this laptop's newest change: its newest, not its greatest, so that a change made after a
    person set a wrong clock right lowers the floor again. A wall beyond the ceiling is somebody's
    mistake; it may not make every later clock implausible.
    """
    top = ceiling(built)
    return Window(max([built, *(wall for wall in walls if wall <= top)]), top)


def quality(shown: datetime, window: Window) -> ClockQuality:
    """Return how good the computer's own clock is when nobody vouches for it."""
    return ClockQuality.PLAUSIBLE if shown in window else ClockQuality.IMPLAUSIBLE


def may_answer(told: datetime, built: datetime) -> bool:
    """Tell whether a person's answer can be right: not before this program was made.

    Walls of earlier changes do not count here, a wrong one must be outvoted by a person.
    """
    return built - timedelta(days=1) <= told <= ceiling(built)


def read(
    shown: datetime, window: Window, *, correction: Correction | None, monotonic: float, boot: str
) -> Reading:
    """Return the time now: corrected since this start of the computer, or as the clock shows it."""
    if correction is None or not holds(correction, monotonic=monotonic, boot=boot):
        return Reading(shown, quality(shown, window))
    passed = timedelta(seconds=monotonic - correction.monotonic)
    return Reading(correction.moment + passed, correction.quality)


def holds(correction: Correction, *, monotonic: float, boot: str) -> bool:
    """Tell whether the counter still runs that the correction was tied to."""
    return bool(boot) and correction.boot == boot and monotonic >= correction.monotonic


def may_prefill(reading: Reading) -> bool:
    """Tell whether a typed date may be proposed as today's."""
    return reading.quality >= ClockQuality.PLAUSIBLE
