"""How a case moves: on, back, aside, out and open again."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediator_app.core import workflow
from mediator_app.core.records.codes import KIND, NEVER_MEDIATED, STAGE
from tests.core.casebook import FILL, TODAY, Draft, approval, complete
from tests.core.test_workflow_guards import SPOILT

STAGES = tuple(STAGE)
BY = "Aminata"


def advance(draft: Draft, override: str | None = None) -> workflow.Move:
    return workflow.advance(draft.view(), today=TODAY, by=BY, override=override)


def end(draft: Draft, outcome: str, reason: str = "They left") -> workflow.Move:
    return workflow.close_with_outcome(
        draft.view(), outcome, reason=reason, on=TODAY, today=TODAY, by=BY
    )


def closed() -> Draft:
    return complete("land").set("case", closed_on="2026-05-31", outcome_reason="All kept")


@pytest.mark.parametrize("kind", KIND)
def test_a_case_walks_from_intake_to_its_closing(kind):
    draft = Draft(kind)
    for stage, fill in FILL.items():
        assert workflow.stage_of(draft.view()) == stage
        assert workflow.may_advance(draft.view(), TODAY) is None
        with pytest.raises(workflow.GuardsUnmet):
            advance(draft, "All the same")
        fill(draft)
        assert workflow.may_advance(draft.view(), TODAY) == workflow.next_stage(stage)
        draft.apply(advance(draft))
    assert workflow.is_closed(draft.view())
    assert draft.view().case.closed_on == "2026-06-01"
    moves = [row[1] for row in draft.rows.values() if row[0] == "stage_move"]
    assert [(m["before"], m["after"]) for m in moves] == [
        *pairwise(STAGES),
        ("closure", "closure"),
    ]
    assert {(m["moved_by"], m["moved_on"], m["override"]) for m in moves} == {
        (BY, "2026-06-01", None)
    }


def test_a_hard_guard_holds_and_says_what_is_missing_even_with_a_reason():
    draft = complete("land", "intake").set("case", commune=None, source=None, event_date=None)
    with pytest.raises(workflow.GuardsUnmet) as caught:
        advance(draft, "We are in a hurry")
    assert [one.code for one in caught.value.missing] == ["place", "source", "event_date"]
    assert str(caught.value) == (
        "Before the case can go on: "
        "Say where it is, at least the commune. Say who brought the case."
    )


@pytest.mark.parametrize("reason", [None, "", "  \n"])
def test_a_soft_guard_asks_for_a_reason(reason):
    with pytest.raises(workflow.ReasonNeeded) as caught:
        advance(complete("land", "intake").set("case", event_date=None), reason)
    assert [one.code for one in caught.value.missing] == ["event_date"]
    assert "Say when it happened" in str(caught.value)


def test_a_soft_guard_is_passed_with_a_reason_that_the_history_keeps():
    move = advance(complete("land", "intake").set("case", event_date=None), " Nobody knows ")
    assert move.record is not None
    assert (move.record.override, move.record.unmet) == ("Nobody knows", "event_date")
    assert move.changes == {"stage": "screening"}


@pytest.mark.parametrize("reason", ["a" * 2_001, "a\0b", "a\ud800"])
def test_a_reason_that_cannot_be_kept_is_refused(reason):
    with pytest.raises(workflow.ReasonUnusable):
        advance(complete("land", "intake").set("case", event_date=None), reason)


def test_a_reason_without_need_is_not_kept():
    move = advance(complete("land", "intake"), "Just so")
    assert move.record is not None
    assert move.record.override is None


@pytest.mark.parametrize("state", ["suspended", "transferred", "sealed"])
def test_a_case_set_aside_does_not_move(state):
    draft = complete("land", "dialogue").set("case", state=state)
    assert workflow.may_advance(draft.view(), TODAY) is None
    with pytest.raises(workflow.CaseIsNotActive):
        advance(draft)
    with pytest.raises(workflow.CaseIsNotActive):
        workflow.back(draft.view(), "intake", reason="Look again", today=TODAY, by=BY)


def test_a_closed_case_does_not_move():
    with pytest.raises(workflow.CaseIsClosed):
        advance(closed())
    with pytest.raises(workflow.CaseIsClosed):
        workflow.back(closed().view(), "dialogue", reason="More", today=TODAY, by=BY)
    with pytest.raises(workflow.CaseIsClosed):
        end(closed(), "withdrawn")
    assert workflow.may_advance(closed().view(), TODAY) is None


def test_closing_writes_the_day_given():
    move = workflow.close(complete("land").view(), on=date(2026, 5, 20), today=TODAY, by=BY)
    assert move.changes == {"closed_on": "2026-05-20"}


def test_only_the_last_stage_can_be_closed_without_an_ending_outcome():
    with pytest.raises(workflow.NotThatWay):
        workflow.close(complete("land", "follow_up").view(), on=TODAY, today=TODAY, by=BY)


def test_a_day_of_closing_left_by_a_merge_does_not_close_the_case_on_arrival():
    move = advance(complete("land", "follow_up").set("case", closed_on="2026-01-01"))
    assert move.changes == {"stage": "closure", "closed_on": None}


@pytest.mark.parametrize("to", STAGES[:5])
def test_a_case_goes_back_with_a_reason(to):
    draft = complete("land", "follow_up")
    with pytest.raises(workflow.ReasonNeeded):
        workflow.back(draft.view(), to, reason=" ", today=TODAY, by=BY)
    move = workflow.back(draft.view(), to, reason="A breach", today=TODAY, by=BY)
    assert move.changes == {"stage": to}
    assert move.record is not None
    assert (move.record.before, move.record.after) == ("follow_up", to)
    assert move.record.override == "A breach"


@pytest.mark.parametrize("to", ["dialogue", "agreement", "nowhere"])
def test_back_is_not_forward(to):
    with pytest.raises(workflow.NotThatWay):
        workflow.back(complete("land", "dialogue").view(), to, reason="x", today=TODAY, by=BY)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("outcome", workflow.ENDINGS)
def test_an_ending_outcome_closes_from_any_stage_asking_for_reason_and_approval_alone(
    stage, outcome
):
    draft = Draft("land").set("case", stage=stage)
    with pytest.raises(workflow.GuardsUnmet) as caught:
        end(draft, outcome)
    assert [one.code for one in caught.value.missing] == ["exit_approval"]
    draft.put("yes", "approval", **approval("closing", "2026-05-30"))
    with pytest.raises(workflow.ReasonNeeded):
        end(draft, outcome, "")
    draft.apply(end(draft, outcome))
    assert workflow.is_closed(draft.view())
    assert draft.view().case.outcome == outcome
    assert draft.view().case.outcome_reason == "They left"


@pytest.mark.parametrize(
    "outcome", ["full_agreement", "partial_agreement", "suspended_security", "x"]
)
def test_an_agreement_is_no_short_way_out(outcome):
    assert outcome not in workflow.exits("dialogue")
    with pytest.raises(workflow.NotAnEnding):
        end(complete("land", "dialogue"), outcome)


def test_a_suspended_case_can_end_and_is_suspended_no_more():
    draft = complete("land", "dialogue").set("case", state="suspended", state_reason="War")
    move = end(draft, "lost_contact")
    assert move.changes["state"] == "active"
    assert move.changes["state_reason"] is None


@pytest.mark.parametrize("stage", STAGES)
def test_every_ending_is_offered_once_at_every_stage(stage):
    assert sorted(workflow.exits(stage)) == sorted(workflow.ENDINGS)


def test_the_usual_outcomes_of_a_stage_come_first():
    assert workflow.exits("intake")[:2] == ("duplicate", "referred")


@pytest.mark.parametrize("subtype", NEVER_MEDIATED)
def test_what_is_never_mediated_goes_out_by_referral_and_co_decision_alone(subtype):
    kind = "reintegration" if subtype == "associated_minor" else "other"
    draft = complete(kind, "screening").set("case", subtype=subtype, mediability="yes")
    with pytest.raises(workflow.GuardsUnmet):
        advance(draft, "The family asks for it")
    draft.set("case", mediability="refer")
    with pytest.raises(workflow.GuardsUnmet):
        advance(draft, "The family asks for it")
    draft.set("case", mediability=None)
    with pytest.raises(workflow.GuardsUnmet) as caught:
        end(draft, "referred")
    assert {one.code for one in caught.value.missing} == {
        "exit_mediability",
        "exit_referral",
        "exit_co_decision",
    }
    draft.set("case", mediability="refer")
    draft.put("sent", "referral", referred_to="Child protection", status="pending")
    draft.put("agreed", "approval", **approval("not_mediable", "2026-05-30"))
    assert end(draft, "referred").after == "closure"


def test_not_for_mediation_is_approved_as_such():
    draft = Draft().set("case", stage="screening")
    draft.put("agreed", "approval", **approval("not_mediable", "2026-05-30"))
    assert end(draft, "not_mediable").after == "closure"
    with pytest.raises(workflow.GuardsUnmet):
        end(draft, "withdrawn")


@pytest.mark.parametrize("to", ["screening", "follow_up"])
def test_a_closed_case_opens_again_with_a_reason_and_the_incident(to):
    draft = closed()
    new = draft.put("new", "incident", type="crop_damage")
    view = draft.view()
    with pytest.raises(workflow.ReasonNeeded):
        workflow.reopen(view, to, reason="", today=TODAY, by=BY)
    move = workflow.reopen(view, to, reason="Herds again", today=TODAY, by=BY, incident=new)
    assert move.changes == {
        "stage": to,
        "closed_on": None,
        "outcome": None,
        "outcome_reason": None,
    }
    draft.apply(move)
    assert draft.rows["new"][1]["reopens"] is True
    assert not workflow.is_closed(draft.view())


def test_a_case_opens_again_only_where_the_work_can_start():
    with pytest.raises(workflow.NotThatWay):
        workflow.reopen(closed().view(), "dialogue", reason="x", today=TODAY, by=BY)
    with pytest.raises(workflow.CaseIsOpen):
        workflow.reopen(complete().view(), "screening", reason="x", today=TODAY, by=BY)
    with pytest.raises(workflow.IncidentUnknown):
        workflow.reopen(
            closed().view(), "screening", reason="x", today=TODAY, by=BY, incident=bytes(16)
        )


def test_a_reopened_case_needs_a_new_approval_to_close():
    draft = closed()
    draft.apply(workflow.reopen(draft.view(), "follow_up", reason="x", today=TODAY, by=BY))
    draft.apply(advance(draft))
    draft.set("case", outcome="full_agreement")
    assert [one.code for one in workflow.missing(draft.view(), TODAY)] == ["closing_approval"]
    draft.put("again", "approval", **approval("closing", "2026-06-01"))
    assert workflow.missing(draft.view(), TODAY) == []


def test_suspending_asks_for_a_reason_and_a_day_to_look_again():
    view = complete("land", "dialogue").view()
    with pytest.raises(workflow.ReasonNeeded):
        workflow.suspend(view, reason="", review_on=date(2026, 7, 1), today=TODAY)
    for day in (None, TODAY):
        with pytest.raises(workflow.ReviewDayNeeded):
            workflow.suspend(view, reason="Fighting", review_on=day, today=TODAY)
    move = workflow.suspend(view, reason="Fighting", review_on=date(2026, 7, 1), today=TODAY)
    assert (move.before, move.after, move.record) == ("dialogue", "dialogue", None)
    assert move.changes == {
        "state": "suspended",
        "state_reason": "Fighting",
        "state_review_on": "2026-07-01",
    }


def test_a_suspended_case_is_taken_up_where_it_stood():
    draft = complete("land", "dialogue")
    draft.apply(workflow.suspend(draft.view(), reason="x", review_on=date(2026, 7, 1), today=TODAY))
    draft.apply(workflow.resume(draft.view()))
    assert draft.view().case.state == "active"
    assert draft.view().case.state_review_on is None
    assert workflow.may_advance(draft.view(), TODAY) == "agreement"


def test_a_sealed_case_stays_with_the_office():
    draft = closed()
    draft.apply(workflow.seal(draft.view(), reason="Handed over"))
    with pytest.raises(workflow.NotThatWay):
        workflow.resume(draft.view())
    with pytest.raises(workflow.CaseIsNotActive):
        workflow.reopen(draft.view(), "screening", reason="x", today=TODAY, by=BY)
    with pytest.raises(workflow.CaseIsNotActive):
        workflow.seal(draft.view(), reason="Again")


def test_a_transfer_says_to_whom():
    view = complete("land", "dialogue").view()
    with pytest.raises(workflow.ReasonNeeded):
        workflow.transfer(view, reason=" ")
    assert workflow.transfer(view, reason="To Moussa").changes["state"] == "transferred"


# --- whatever is in the case

SPOILS = st.lists(st.sampled_from(SPOILT), max_size=4)


@settings(max_examples=300, deadline=None)
@given(SPOILS, st.sampled_from(STAGES), st.sampled_from(list(KIND)), st.none() | st.just("Why"))
def test_a_case_goes_on_exactly_when_nothing_hard_is_missing(spoils, stage, kind, override):
    draft = complete(kind, stage)
    for _code, of_kind, _stage, spoil, _speaking in spoils:
        try:
            draft = spoil(draft.copy()) if of_kind == kind else draft
        except KeyError:  # spoils a record that another one took away
            continue
    found = workflow.missing(draft.view(), TODAY)
    free = not any(one.hard for one in found)
    assert (workflow.may_advance(draft.view(), TODAY) is not None) == (free and stage != "closure")
    if not free:
        with pytest.raises(workflow.GuardsUnmet):
            advance(draft, override)
    elif found and not override:
        with pytest.raises(workflow.ReasonNeeded):
            advance(draft, override)
    else:
        move = advance(draft, override)
        assert STAGES.index(move.after) - STAGES.index(move.before) == (stage != "closure")
        assert move.record is not None
        assert bool(move.record.unmet) == bool(found)


INTAKE_FACTS = {
    "subtype": "water_point",
    "commune": "Koro",
    "source": "party",
    "confidentiality": "secret",
    "mediator": "Hawa",
    "duplicates_checked": True,
    "event_date": ["2025-01-01", None, None],
    "risk": "extreme",
    "mediability": "no",
    "summary": "Long",
}


@settings(max_examples=200, deadline=None)
@given(st.permutations(sorted(INTAKE_FACTS)), st.integers(0, 10), st.sampled_from(list(KIND)))
def test_writing_more_at_intake_never_makes_the_list_longer(order, when, kind):
    draft = Draft(kind)
    before = workflow.missing(draft.view(), TODAY)
    for step, field in enumerate(order):
        draft.set("case", **{field: INTAKE_FACTS[field]})
        if step == when:
            draft.put("p", "party", type="group", name="A")
        after = workflow.missing(draft.view(), TODAY)
        assert {one.code for one in after} <= {one.code for one in before}
        before = after
