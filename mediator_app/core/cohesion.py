"""The cohesion sheet: five things that people of one group would share with another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mediator_app.core.marks import N_
from mediator_app.core.names import fold
from mediator_app.core.participation import percent
from mediator_app.core.records.notebooks import CohesionSheet

ITEMS = ("school", "grazing", "market", "wedding", "work")
TOO_MANY = N_("More people said yes than were asked.")
STEADY = 5  # points of a hundred: less is no change worth telling


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those asked would share one thing."""

    asked: int
    yes: int

    @property
    def percent(self) -> float | None:
        return percent(self.yes, self.asked)


@dataclass(frozen=True, slots=True)
class Round:
    """All that was asked in a place of one group about another on one day."""

    place: str
    group: str
    other_group: str
    asked_on: str
    asked: int
    shares: Mapping[str, Share]
    by_sex: Mapping[str, Share]

    @property
    def whole(self) -> float | None:
        """Return the share of yes over all five things."""
        asked = sum(share.asked for share in self.shares.values())
        return percent(sum(share.yes for share in self.shares.values()), asked)


def rounds(sheets: Iterable[CohesionSheet]) -> tuple[Round, ...]:
    """Put sheets together: women and men of one group on one day are one round, newest last."""
    found: dict[tuple[str, ...], list[CohesionSheet]] = {}
    for sheet in sheets:
        key = tuple(fold(t or "") for t in (sheet.place, sheet.group, sheet.other_group))
        found.setdefault((*key, sheet.asked_on or ""), []).append(sheet)
    made = [_round(several) for _key, several in sorted(found.items())]
    return tuple(one for one in made if one.asked)


def _round(several: list[CohesionSheet]) -> Round:
    first = several[0]
    shares = {item: _share(several, (item,)) for item in ITEMS}
    sexes = {sex for sheet in several if (sex := sheet.sex)}
    by_sex = {sex: _share([s for s in several if s.sex == sex], ITEMS) for sex in sorted(sexes)}
    return Round(
        first.place or "",
        first.group or "",
        first.other_group or "",
        first.asked_on or "",
        sum(sheet.asked or 0 for sheet in several),
        {item: share for item, share in shares.items() if share.asked},
        by_sex,
    )


def _share(several: Iterable[CohesionSheet], items: tuple[str, ...]) -> Share:
    """Add up what was answered; a thing that was not asked is left out, not taken for no."""
    asked = yes = 0
    for sheet in several:
        for item in items:
            answered: int | None = getattr(sheet, item)
            if answered is not None and sheet.asked:
                asked += sheet.asked
                yes += answered
    return Share(asked, yes)


def trend(several: Iterable[Round]) -> float | None:
    """Return by how many points of a hundred the whole moved from the first to the last round."""
    known = [one.whole for one in several if one.whole is not None]
    return known[-1] - known[0] if len(known) > 1 else None
