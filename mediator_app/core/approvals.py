"""Where an approval stands: asked for, declared, granted or refused."""

from __future__ import annotations

from enum import StrEnum

from mediator_app.core.marks import N_
from mediator_app.core.records.cases import Approval

IN_PROGRAM = "in_program"


class State(StrEnum):
    ASKED = "asked"  # nobody has decided
    DECLARED = "declared"  # somebody wrote down what a supervisor said on paper or by phone
    GRANTED = "granted"  # on a supervisor's own laptop
    REFUSED = "refused"


TITLES = {
    State.ASKED: N_("Asked for, not decided yet"),
    State.DECLARED: N_("Declared, a supervisor still confirms it"),
    State.GRANTED: N_("Granted"),
    State.REFUSED: N_("Refused"),
}
COUNTING = frozenset({State.DECLARED, State.GRANTED})


def state_of(approval: Approval) -> State:
    """Return where an approval stands.

    A decision says it outright. Without one, who, when and how make a declaration; but what was
    asked for in the program is only decided there, never declared.
    """
    if approval.decision == "refused":
        return State.REFUSED
    told = bool((approval.approved_by or "").strip() and approval.approved_on and approval.how)
    if not told:
        return State.ASKED
    if approval.decision == "granted":
        return State.GRANTED
    if approval.how == IN_PROGRAM and (approval.requested_on or approval.requested_by):
        return State.ASKED
    return State.DECLARED


def counts(approval: Approval) -> bool:
    """Tell whether a guard may take this for an approval."""
    return state_of(approval) in COUNTING
