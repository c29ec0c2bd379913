"""How far family and community accept a young person, over time (0 refuses … 4 supports)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mediator_app.core.days import stored_day
from mediator_app.core.marks import N_
from mediator_app.core.records.reintegration import Acceptance, Occupation, Reintegration

SCORES = (
    N_("refuses"),
    N_("on conditions"),
    N_("tolerates"),
    N_("welcomes"),
    N_("supports"),
)
MOMENTS = (0, 3, 6, 12)  # months after the return
MINOR = "15-17"


def line(rows: Iterable[Acceptance], circle: str) -> list[tuple[date, int]]:
    """Return the scores of one circle by day, the earliest first; what has no day is left out."""
    found: list[tuple[date, int]] = []
    for row in rows:
        day = stored_day(row.said_on)
        if row.circle == circle and day is not None and row.score is not None:
            found.append((day, row.score))
    return sorted(found)


def moved(points: list[tuple[date, int]]) -> int | None:
    """Return by how much the score rose since the first time; None while it was asked once."""
    return points[-1][1] - points[0][1] if len(points) > 1 else None


def occupations(rows: Iterable[Occupation]) -> dict[int, str]:
    """Return what the young person did at each moment that is asked for."""
    kept = {row.months: row.what or "" for row in rows if row.months is not None}
    return {month: kept[month] for month in MOMENTS if kept.get(month)}


def refer_first(path: Reintegration | None) -> bool:
    """Tell whether a minor has not been referred to child protection yet."""
    return path is not None and path.age_band == MINOR and not path.minor_referred
