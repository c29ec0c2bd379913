"""What a dispute cost, added up: people by community, damage by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mediator_app.core.records.communities import CommunityCount
from mediator_app.core.records.land import Damage

PEOPLE = ("dead", "injured", "missing", "abducted", "displaced", "returned")
STEPS = ("estimated_fcfa", "asked_fcfa", "agreed_fcfa", "paid_fcfa")


def people(rows: Iterable[CommunityCount]) -> Mapping[str, Mapping[str, int | None]]:
    """Return the counts of each community, women and men together; None where nobody counted."""
    found: dict[str, dict[str, int | None]] = {}
    for row in rows:
        counts = found.setdefault(row.community or "", dict.fromkeys(PEOPLE))
        for name in PEOPLE:
            value = getattr(row, name)
            if value is not None:
                counts[name] = (counts[name] or 0) + value
    return found


@dataclass(frozen=True, slots=True)
class Money:
    """Sums in francs of what was written down; None where nothing was."""

    estimated: int | None
    asked: int | None
    agreed: int | None
    paid: int | None

    @property
    def open(self) -> int | None:
        """Return what was agreed and is not paid; nothing below zero is owed."""
        return None if self.agreed is None else max(0, self.agreed - (self.paid or 0))


def damage(rows: Iterable[Damage]) -> Money:
    """Return the sums over the damages of a case."""
    kept = list(rows)

    def total(name: str) -> int | None:
        values = [value for row in kept if (value := getattr(row, name)) is not None]
        return sum(values) if values else None

    return Money(*(total(name) for name in STEPS))
