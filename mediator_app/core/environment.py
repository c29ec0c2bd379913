"""What the rest of the program may know of time and chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

PLAUSIBLE = 1  # ClockQuality.PLAUSIBLE; core.clock tells the four apart


def _plausible() -> int:
    return PLAUSIBLE


@dataclass(frozen=True, slots=True)
class Environment:
    """Time and randomness, handed in so that a whole office can be replayed from one seed.

    `now` is aware UTC, corrected by the person's answer to the clock question, and `quality`
    says how good it is (ClockQuality 0 to 3); `monotonic` counts seconds from an arbitrary
    start and is never set back; `random_bytes(n)` returns n bytes fit for keys.
    """

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    random_bytes: Callable[[int], bytes]
    quality: Callable[[], int] = _plausible
