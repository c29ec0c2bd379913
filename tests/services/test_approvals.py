"""An approval is asked for here and given on the supervisor's laptop."""

from __future__ import annotations

import pytest

from mediator_app.core.approvals import State, state_of
from mediator_app.core.records.cases import Approval
from mediator_app.core.roles import NotAllowed, Role
from mediator_app.services import approvals, cases
from mediator_app.services.cases import NotValid
from tests.services.desk import acting

PHONE = {"what": "closing", "approved_by": "Moussa", "approved_on": "2026-03-11", "how": "phone"}


@pytest.fixture
def unit(work):
    return cases.open_case(work, {"kind": "land", "title": "Le couloir"})[0]


def held(work, unit) -> Approval:
    (entry,) = cases.view(work, unit).all(Approval)
    return entry.record


def test_what_is_asked_for_waits_and_opens_nothing(work, unit):
    eid, changed = approvals.ask(work, unit, "closing", reason="All is done")
    assert unit in changed.units
    record = held(work, unit)
    assert (record.requested_by, record.requested_on) == ("Awa Traoré", "2026-03-12")
    assert state_of(record) is State.ASKED
    (row,) = approvals.waiting(work)
    assert (row.unit_id, row.eid, row.what, row.title) == (unit, eid, "closing", "Le couloir")
    assert (row.requested_by, row.reason) == ("Awa Traoré", "All is done")
    assert approvals.declared(work) == ()
    with pytest.raises(approvals.AlreadyAsked):
        approvals.ask(work, unit, "closing")


@pytest.mark.parametrize(("granted", "state"), [(True, State.GRANTED), (False, State.REFUSED)])
def test_a_supervisor_decides_and_nothing_waits_any_more(work, unit, granted, state):
    eid, _changed = approvals.ask(work, unit, "high_risk")
    with acting(work, "supervisor") as office:
        approvals.decide(office, unit, eid, granted=granted, reason="Since the road is open")
        assert state_of(held(work, unit)) is state
        assert held(work, unit).approved_by == "Awa Traoré"
        assert held(work, unit).how == "in_program"
        assert approvals.waiting(work) == ()
        with pytest.raises(approvals.AlreadyDecided):
            approvals.decide(office, unit, eid, granted=True)
    with pytest.raises(approvals.AlreadyDecided):
        approvals.declare(work, unit, PHONE, eid=eid)
    approvals.ask(work, unit, "high_risk")  # anew
    assert len(approvals.waiting(work)) == 1


def test_a_refusal_has_its_reason(work, unit):
    eid, _changed = approvals.ask(work, unit, "closing")
    with acting(work, "supervisor") as office, pytest.raises(approvals.ReasonForRefusal):
        approvals.decide(office, unit, eid, granted=False, reason=" ")
    assert len(approvals.waiting(work)) == 1


def test_what_was_said_by_phone_is_declared_and_then_confirmed(work, unit):
    eid, _changed = approvals.declare(work, unit, PHONE)
    assert state_of(held(work, unit)) is State.DECLARED
    assert approvals.waiting(work) == ()
    assert [row.eid for row in approvals.declared(work)] == [eid]
    with acting(work, "supervisor") as office:
        approvals.decide(office, unit, eid, granted=True)
    assert state_of(held(work, unit)) is State.GRANTED
    assert approvals.declared(work) == ()


def test_what_was_asked_for_may_be_declared_later(work, unit):
    eid, _changed = approvals.ask(work, unit, "closing")
    approvals.declare(work, unit, PHONE, eid=eid)
    assert state_of(held(work, unit)) is State.DECLARED
    assert approvals.waiting(work) == ()


def test_what_is_no_approval_is_refused_whole(work, unit):
    with pytest.raises(NotValid):
        approvals.ask(work, unit, "everything")
    with pytest.raises(NotValid):
        approvals.declare(work, unit, {**PHONE, "approved_on": "yesterday"})
    with acting(work, "supervisor") as office, pytest.raises(approvals.NoSuchApproval):
        approvals.decide(office, unit, bytes(16), granted=True)
    assert cases.view(work, unit).all(Approval) == ()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUPERVISOR])
def test_a_decision_is_a_supervisors_by_whatever_way(work, unit, role):
    eid, _changed = approvals.ask(work, unit, "closing")
    decided = {"decision": "granted", "approved_by": "Moussa", "how": "in_program"}
    with acting(work, role) as other:
        with pytest.raises(NotAllowed):
            approvals.decide(other, unit, eid, granted=True)
        for values in (decided, {"decision": "granted"}, {"how": "in_program"}):
            with pytest.raises(NotAllowed):
                cases.save(other, unit, "approval", values, eid=eid)
    with acting(work, "supervisor") as office:
        approvals.decide(office, unit, eid, granted=False, reason="Too early")
    with acting(work, role) as other:
        with pytest.raises(NotAllowed):
            cases.remove(other, unit, eid)
        with pytest.raises(NotAllowed):
            cases.save(other, unit, "approval", {"what": "signing"}, eid=eid)
    assert held(work, unit).decision == "refused"


def test_the_list_of_all_cases_says_what_the_rule_says(work, unit):
    """The table is asked in its own words: every state must be told the same by both."""
    told = [
        {},
        {"requested_by": "Awa"},
        {"requested_on": "2026-01-01", "approved_by": "M", "approved_on": "2026-01-02"},
        {"approved_by": " ", "approved_on": "2026-01-02", "how": "phone"},
        {"approved_by": "M", "approved_on": "2026-01-02", "how": "phone"},
        {"approved_by": "M", "approved_on": "2026-01-02", "how": "in_program"},
        {"requested_by": "A", "approved_by": "M", "approved_on": "2026-01-02", "how": "in_program"},
        {"requested_by": "A", "approved_by": "M", "approved_on": "2026-01-02", "how": "paper"},
        {"decision": "granted"},
        {"decision": "refused"},
        {"decision": "granted", "approved_by": "M", "approved_on": "2026-01-02", "how": "paper"},
        {"decision": "refused", "approved_by": "M", "approved_on": "2026-01-02", "how": "paper"},
    ]
    with acting(work, "supervisor") as office:
        for values in told:
            cases.save(office, unit, "approval", {"what": "closing", **values})
    entries = cases.view(work, unit).all(Approval)
    assert len(entries) == len(told)
    by_state = {state: set() for state in State}
    for entry in entries:
        by_state[state_of(entry.record)].add(entry.eid)
    assert all(by_state.values())
    assert {row.eid for row in approvals.waiting(work)} == by_state[State.ASKED]
    assert {row.eid for row in approvals.declared(work)} == by_state[State.DECLARED]


def test_a_case_whose_names_are_apart_waits_without_its_title(work, unit):
    approvals.ask(work, unit, "closing")
    cases.save(work, unit, "case_file", {"names_hidden": True})
    assert [row.title for row in approvals.waiting(work)] == [None]
