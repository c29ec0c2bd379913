"""Which other cases are likely to be the same quarrel, written down twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mediator_app.core.alike import Reason, sounds
from mediator_app.core.marks import N_

NEAR_DAYS = 60  # two who tell of one quarrel come within two months
ENOUGH = 3
MOST = 12

IN_PLACE = N_("It is in the same place, {place}.")
IN_COMMUNE = N_("It is in the same commune, {place}.")
NEAR_DAY = N_("It was {days} days apart.")
SAME_DAY = N_("It was on the same day.")
SAME_NAMES = N_("The same names: {names}.")


@dataclass(frozen=True, slots=True)
class CaseTraits:
    """What a case may have in common with another; names are left out where they are apart."""

    unit_id: bytes
    number: str | None
    title: str | None
    commune: str | None
    locality: str | None
    days: tuple[str, ...]  # of the event and of the opening
    names: tuple[str, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class LikelySame:
    case: CaseTraits
    reasons: tuple[Reason, ...]
    weight: int


def likely(here: CaseTraits, others: Iterable[CaseTraits]) -> list[LikelySame]:
    """Return the cases of one kind and cercle that may be this one, the likeliest first."""
    found = [each for other in others if (each := _compare(here, other)).weight >= ENOUGH]
    found.sort(key=lambda each: (-each.weight, each.case.number or "", each.case.unit_id))
    return found[:MOST]


def _compare(here: CaseTraits, other: CaseTraits) -> LikelySame:
    reasons: list[Reason] = []
    weight = 0
    if here.locality and other.locality and sounds(here.locality) == sounds(other.locality):
        reasons.append(Reason(IN_PLACE, {"place": other.locality}))
        weight += 2
    elif here.commune and other.commune and sounds(here.commune) == sounds(other.commune):
        reasons.append(Reason(IN_COMMUNE, {"place": other.commune}))
        weight += 1
    apart = _days_apart(here.days, other.days)
    if apart is not None and apart <= NEAR_DAYS:
        message = NEAR_DAY if apart else SAME_DAY
        reasons.append(Reason(message, {"days": str(apart)}))
        weight += 1
    known = {sounds(name) for name in here.names}
    same = [name for name in other.names if sounds(name) in known]
    if same:
        reasons.append(Reason(SAME_NAMES, {"names": ", ".join(dict.fromkeys(same))}))
        weight += 2 if len(same) == 1 else 3
    return LikelySame(other, tuple(reasons), weight)


def _days_apart(here: tuple[str, ...], there: tuple[str, ...]) -> int | None:
    gaps = [
        abs((first - second).days)
        for first in map(_day, here)
        for second in map(_day, there)
        if first and second
    ]
    return min(gaps, default=None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
