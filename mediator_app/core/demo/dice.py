"""Chance that is the same on every machine and in every version of Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")

_WORD = 2**64
_STEP = 0x9E3779B97F4A7C15
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


class Dice:
    """Steele, Lea and Flood's SplitMix64; not for keys."""

    __slots__ = ("_state",)

    def __init__(self, *seeds: int) -> None:
        self._state = 0
        for seed in seeds:
            self._state = (self._next() + seed) % _WORD

    def _next(self) -> int:
        self._state = mixed = (self._state + _STEP) % _WORD
        mixed = (mixed ^ mixed >> 30) * _FIRST % _WORD
        mixed = (mixed ^ mixed >> 27) * _SECOND % _WORD
        return mixed ^ mixed >> 31

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + (self._next() * (high - low + 1) >> 64)

    def chance(self, percent: int) -> bool:
        return self.between(1, 100) <= percent

    def pick(self, things: Sequence[T]) -> T:
        return things[self.between(0, len(things) - 1)]

    def some(self, things: Sequence[T], low: int, high: int) -> list[T]:
        """Return low to high different things, as far as there are so many."""
        left = list(things)
        wanted = min(len(left), self.between(low, high))
        return [left.pop(self.between(0, len(left) - 1)) for _ in range(wanted)]

    def weighted(self, weights: Mapping[T, int]) -> T:
        """Return one of the keys, each as often as its weight says."""
        left = self.between(1, sum(weights.values()))
        for thing, weight in weights.items():
            left -= weight
            if left <= 0:
                return thing
        raise ValueError("weights must be positive")
