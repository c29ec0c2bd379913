"""Whether an agreement held after 1, 3, 6 and 12 months. What nobody looked at is unknown."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mediator_app.core import standing
from mediator_app.core.days import stored_day
from mediator_app.core.marks import N_
from mediator_app.core.records.agreements import Agreement
from mediator_app.core.records.follow_up import Visit
from mediator_app.core.records.spec import Codes
from mediator_app.core.view import CaseView, Entry

MARKS: Mapping[int, int] = {1: 30, 3: 90, 6: 180, 12: 365}  # months: days, as the donors count
HELD, BROKEN, DISPUTED, UNKNOWN, NOT_YET = "held", "broken", "disputed", "unknown", "not_yet"
DURABILITY: Codes = {
    HELD: N_("Held"),
    BROKEN: N_("Broken"),
    DISPUTED: N_("The sides disagree"),
    UNKNOWN: N_("Unknown: nobody looked"),
    NOT_YET: N_("Not that old yet"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """An agreement after so many months, and the check that says so."""

    months: int
    on: date
    state: str  # one of DURABILITY
    visit: bytes | None = None


def after_months(start: date, months: int) -> date:
    """Return the same day some months later, the last of the month where there is none."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def _checks(view: CaseView, since: date, until: date) -> list[tuple[date, str, Entry[Visit]]]:
    """Return the checks that learned something between two days, the oldest first."""
    found: list[tuple[date, str, Entry[Visit]]] = []
    for visit in standing.held(view):
        on, state = stored_day(visit.record.held_on), standing.of_agreement_at(view, visit)
        if on and since <= on <= until and state != "unknown":
            found.append((on, state, visit))
    return found


def marks(view: CaseView, agreement: Entry[Agreement], today: date) -> tuple[Mark, ...]:
    """Return how the agreement stood at each mark.

    The first check on or after the day of the mark tells it. Where nobody looked since, only a
    break that was never mended is known: silence after a good check is not holding.
    """
    signed = stored_day(agreement.record.signed_on)
    if signed is None:
        return ()
    checks = _checks(view, signed, today)
    return tuple(_mark(checks, signed, months, today) for months in MARKS)


def _mark(
    checks: list[tuple[date, str, Entry[Visit]]], signed: date, months: int, today: date
) -> Mark:
    # A calendar month may be shorter than thirty days: the visit on its day is on time.
    on = min(signed + timedelta(days=MARKS[months]), after_months(signed, months))
    if today < on:
        return Mark(months, on, NOT_YET)
    for when, state, visit in checks:
        if when >= on:
            return Mark(months, on, _told(state), visit.eid)
    if checks and checks[-1][1] == "broken":
        return Mark(months, on, BROKEN, checks[-1][2].eid)
    return Mark(months, on, UNKNOWN)


def _told(state: str) -> str:
    if state in standing.HOLDS:
        return HELD
    return {"broken": BROKEN, standing.DISPUTED: DISPUTED}.get(state, UNKNOWN)


def due_days(signed: date) -> tuple[tuple[int, date], ...]:
    """Return when an agreement is visited: the months and their day."""
    return tuple((months, after_months(signed, months)) for months in MARKS)
