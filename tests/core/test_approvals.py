"""An approval that is only asked for, or refused, opens no gate."""

from __future__ import annotations

import itertools

import pytest

from mediator_app.core import workflow
from mediator_app.core.approvals import COUNTING, TITLES, State, state_of
from mediator_app.core.records.cases import Approval
from mediator_app.core.workflow import EXIT
from tests.core.casebook import TODAY, complete

TOLD = {"approved_by": "Moussa", "approved_on": "2025-05-30", "how": "phone"}
IN_PROGRAM = {**TOLD, "how": "in_program"}
ASKED = {"requested_on": "2025-05-29", "requested_by": "Awa"}
STATES = [
    ({}, State.ASKED),
    (ASKED, State.ASKED),
    (TOLD, State.DECLARED),
    ({**TOLD, "how": "paper"}, State.DECLARED),
    ({**ASKED, **TOLD}, State.DECLARED),  # asked, then told by phone
    (IN_PROGRAM, State.DECLARED),  # as an older program or another tool wrote it
    ({**ASKED, **IN_PROGRAM}, State.ASKED),  # nobody decided: no laptop of a supervisor said so
    ({**IN_PROGRAM, "decision": "granted"}, State.GRANTED),
    ({**ASKED, **IN_PROGRAM, "decision": "granted"}, State.GRANTED),
    ({**ASKED, "decision": "granted"}, State.ASKED),  # by whom? when?
    ({**TOLD, "decision": "refused"}, State.REFUSED),
    ({"decision": "refused"}, State.REFUSED),
    ({**ASKED, "decision": "refused"}, State.REFUSED),
]
# the approval of the casebook, the guard it opens, where
GATES = [
    ("risk_approval", "risk_approval", "land", "screening", {}),
    ("risk_approval", "risk_approval", "land", "dialogue", {}),
    ("signing", "signing_approval", "intercommunal", "agreement", {}),
    ("closing", "closing_approval", "land", "closure", {}),
    ("closing", "exit_approval", "land", EXIT, {"outcome": "withdrawn", "outcome_reason": "-"}),
]


@pytest.mark.parametrize(("values", "state"), STATES)
def test_an_approval_stands_where_its_facts_say(values, state):
    assert state_of(Approval(what="closing", **values)) is state


@pytest.mark.parametrize("name", ["approved_by", "approved_on", "how"])
def test_a_declaration_says_who_when_and_how(name):
    for decision in (None, "granted"):
        values = {**TOLD, name: None, "decision": decision}
        assert state_of(Approval(what="closing", **values)) is State.ASKED
    assert state_of(Approval(what="closing", **{**TOLD, "approved_by": " "})) is State.ASKED


@pytest.mark.parametrize(
    ("gate", "state"), list(itertools.product(GATES, STATES)), ids=lambda v: str(v)[:60]
)
def test_a_gate_opens_for_what_was_granted_or_declared_alone(gate, state):
    key, guard, kind, stage, more = gate
    values, standing = state
    draft = complete(kind).set("case", **more)
    emptied = dict.fromkeys((*TOLD, *ASKED, "decision"))
    draft.set(key, **{**emptied, **values})
    found = {one.code for one in workflow.missing_at(draft.view(), stage, today=TODAY)}
    assert (guard not in found) == (standing in COUNTING)


def test_every_state_has_its_words():
    assert set(TITLES) == set(State)
