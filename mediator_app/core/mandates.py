"""Who may speak for a party today: no mandate, a valid one, one that ended or was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mediator_app.core.marks import N_
from mediator_app.core.records.parties import Mandate
from mediator_app.core.view import CaseView, Entry


class State(StrEnum):
    NONE = "none"
    VALID = "valid"
    COMING = "coming"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


WORDS: Mapping[State, str] = {
    State.NONE: N_("No mandate"),
    State.VALID: N_("Mandate without an end"),
    State.COMING: N_("Mandate from {day}"),
    State.EXPIRED: N_("Mandate ended on {day}"),
    State.WITHDRAWN: N_("Mandate withdrawn on {day}"),
}
VALID_UNTIL = N_("Mandate until {day}")
_BEST = (State.VALID, State.COMING, State.WITHDRAWN, State.EXPIRED)


@dataclass(frozen=True, slots=True)
class Standing:
    """The mandate that counts most today; `day` is what its words name."""

    state: State
    day: str | None = None
    mandate: Entry[Mandate] | None = None

    @property
    def words(self) -> str:
        if self.state is State.VALID and self.day:
            return VALID_UNTIL
        return WORDS[self.state]


def standing(view: CaseView, party: bytes, today: date) -> Standing:
    """Return how the mandate to speak for a party stands."""
    found = [_one(entry, today.isoformat()) for entry in view.under(Mandate, "party", party)]
    # Of two that hold, the one that holds longer; of two that ended, the later.
    found.sort(key=lambda each: each.day or "9999", reverse=True)
    return min(found, key=lambda each: _BEST.index(each.state), default=Standing(State.NONE))


def _one(entry: Entry[Mandate], today: str) -> Standing:
    said = entry.record
    if said.withdrawn_on and said.withdrawn_on <= today:
        return Standing(State.WITHDRAWN, said.withdrawn_on, entry)
    if said.valid_until and said.valid_until < today:
        return Standing(State.EXPIRED, said.valid_until, entry)
    if said.given_on and said.given_on > today:
        return Standing(State.COMING, said.given_on, entry)
    return Standing(State.VALID, said.valid_until, entry)
