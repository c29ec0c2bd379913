"""What somebody chose in the list of cases, and how it is kept as a short text.

No record is declared here: the list of cases stands on screen before those are loaded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

from mediator_app.core.marks import N_
from mediator_app.services.listing import CaseFilter

PERIODS: Mapping[str, str] = {
    "month": N_("Opened in the last 30 days"),
    "quarter": N_("Opened in the last 90 days"),
    "year": N_("Opened this year"),
    "last_year": N_("Opened last year"),
}
_DAYS = {"month": 30, "quarter": 90}
_LISTS = ("kinds", "stages", "states", "risks", "mediators")
_TEXTS = ("text", "place", "sort")


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose in the list: which cases, and opened when."""

    wanted: CaseFilter
    period: str = ""  # one of PERIODS: it stays “this year” when the year has gone

    def on(self, today: date) -> CaseFilter:
        """Return the filter with the days that the period means today."""
        first, last = span(self.period, today)
        return replace(self.wanted, opened_from=first, opened_to=last)


@dataclass(frozen=True, slots=True)
class Saved:
    """One filter as it was kept."""

    eid: bytes
    name: str
    choice: Choice


def span(period: str, today: date) -> tuple[str, str]:
    """Return the first and last day of a period; "" where it is open."""
    if period in _DAYS:
        return ((today - timedelta(days=_DAYS[period])).isoformat(), "")
    if period == "year":
        return (f"{today.year}-01-01", "")
    if period == "last_year":
        return (f"{today.year - 1}-01-01", f"{today.year - 1}-12-31")
    return ("", "")


def written(choice: Choice) -> str:
    """Return a choice as it is kept: JSON of what differs from the whole list."""
    wanted, plain = choice.wanted, CaseFilter()
    told: dict[str, Any] = {name: getattr(wanted, name) for name in (*_LISTS, *_TEXTS)}
    told |= {"mine": wanted.mine, "closed": wanted.closed, "descending": wanted.descending}
    kept = {name: value for name, value in told.items() if value != getattr(plain, name)}
    if choice.period:
        kept["period"] = choice.period
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str | None) -> Choice:
    """Return the choice that was kept; what is not understood is left out."""
    try:
        found: object = json.loads(text or "{}")
    except ValueError:
        found = {}
    told = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    values: dict[str, Any] = {}
    for name in _LISTS:
        if isinstance(told.get(name), list):
            values[name] = tuple(str(each) for each in told[name])
    values |= {name: told[name] for name in _TEXTS if isinstance(told.get(name), str)}
    values |= {
        n: told[n] for n in ("mine", "closed", "descending") if isinstance(told.get(n), bool)
    }
    period = str(told.get("period") or "")
    return Choice(CaseFilter(**values), period if period in PERIODS else "")
