"""Moves of a case, as values that a service writes: on, back, aside, out, open again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic_core import PydanticCustomError

from mediator_app.core.records.base import Value, clean_text
from mediator_app.core.records.cases import CaseFile, StageMove
from mediator_app.core.records.incidents import Incident
from mediator_app.core.view import CaseView, Entry
from mediator_app.core.workflow.errors import (
    CaseIsClosed,
    CaseIsNotActive,
    CaseIsOpen,
    GuardsUnmet,
    IncidentUnknown,
    NotAnEnding,
    NotThatWay,
    ReasonNeeded,
    ReasonUnusable,
    ReviewDayNeeded,
)
from mediator_app.core.workflow.facts import STAGES, stage_of
from mediator_app.core.workflow.table import (
    ENDINGS,
    EXIT,
    Missing,
    codes,
    is_closed,
    missing,
    missing_at,
)

LONGEST = 2_000  # characters of a reason
REOPENS_AT = ("screening", "follow_up")
USUAL_EXITS: Mapping[str, tuple[str, ...]] = {
    "intake": ("duplicate", "referred"),
    "screening": ("not_mediable", "referred", "refused"),
    "analysis": ("withdrawn", "refused", "referred"),
    "dialogue": ("no_agreement", "no_show"),
    "agreement": ("no_agreement",),
}


@dataclass(frozen=True, slots=True)
class Change:
    """New values of fields of one more record of the case."""

    record: str
    eid: bytes
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Move:
    """What a move changes: fields of the CaseFile, and the StageMove that the history keeps.

    Setting a case aside and taking it up again are no moves between stages: the fields of its
    state are their own history, `record` is None.
    """

    before: str
    after: str
    changes: Mapping[str, Value]
    record: StageMove | None = None
    others: tuple[Change, ...] = field(default=())


def next_stage(stage: str) -> str | None:
    """Return the stage after this one, None after the last."""
    index = STAGES.index(stage) + 1
    return STAGES[index] if index < len(STAGES) else None


def may_advance(view: CaseView, today: date) -> str | None:
    """Return the stage the case may go on to, None while a hard guard or its state holds it."""
    if is_closed(view) or not _is_active(view):
        return None
    if any(one.hard for one in missing(view, today)):
        return None
    return next_stage(stage_of(view))


def exits(stage: str) -> tuple[str, ...]:
    """Return the outcomes that may end the work at a stage, the usual ones first."""
    usual = USUAL_EXITS.get(stage, ())
    return (*usual, *(outcome for outcome in ENDINGS if outcome not in usual))


def ways_back(stage: str) -> tuple[str, ...]:
    """Return the stages that a case may go back to."""
    return STAGES[: STAGES.index(stage)]


def _is_active(view: CaseView) -> bool:
    return view.case.state in {None, "active"}


def written_reason(text: str | None, found: Sequence[Missing] = ()) -> str:
    """Return a reason as it is kept, or raise."""
    reason = (text or "").strip()
    if not reason:
        raise ReasonNeeded(found)
    try:
        reason = clean_text(reason)
    except PydanticCustomError:
        raise ReasonUnusable from None
    if len(reason) > LONGEST:
        raise ReasonUnusable
    return reason


def _record(
    before: str, after: str, *, on: date, by: str, reason: str | None, unmet: str | None = None
) -> StageMove:
    return StageMove(
        before=before,
        after=after,
        moved_on=on.isoformat(),
        moved_by=by,
        override=reason,
        unmet=unmet,
    )


def _pass_guards(
    view: CaseView, today: date, override: str | None
) -> tuple[str | None, str | None]:
    """Return the reason and what it passes over, or raise."""
    found = missing(view, today)
    if any(one.hard for one in found):
        raise GuardsUnmet(found)
    return (written_reason(override, found), codes(found)) if found else (None, None)


def advance(view: CaseView, *, today: date, by: str, override: str | None = None) -> Move:
    """Go on to the next stage; at the last one, close the case today."""
    stage = stage_of(view)
    after = next_stage(stage)
    if after is None:
        return close(view, on=today, today=today, by=by, override=override)
    _must_be_open(view)
    _must_be_active(view)
    reason, unmet = _pass_guards(view, today, override)
    return Move(
        stage,
        after,
        # A day of closing may be left over from a merge: it must not close the case on arrival.
        {"stage": after, **_without(view, "closed_on")},
        _record(stage, after, on=today, by=by, reason=reason, unmet=unmet),
    )


def close(view: CaseView, *, on: date, today: date, by: str, override: str | None = None) -> Move:
    """Close a case that has reached the last stage."""
    _must_be_open(view)
    _must_be_active(view)
    stage = stage_of(view)
    if stage != STAGES[-1]:
        raise NotThatWay
    reason, unmet = _pass_guards(view, today, override)
    return Move(
        stage,
        stage,
        {"closed_on": on.isoformat()},
        _record(stage, stage, on=on, by=by, reason=reason, unmet=unmet),
    )


def close_with_outcome(
    view: CaseView, outcome: str, *, reason: str, on: date, today: date, by: str
) -> Move:
    """End the work at any stage; asks for the outcome, its reason and the approval alone."""
    _must_be_open(view)
    if view.case.state in {"transferred", "sealed"}:
        raise CaseIsNotActive
    if outcome not in ENDINGS:
        raise NotAnEnding
    why = written_reason(reason)
    stage = stage_of(view)
    found = missing_at(_with_case(view, outcome=outcome, outcome_reason=why), EXIT, today=today)
    if found:
        raise GuardsUnmet(found)
    changes: dict[str, Value] = {
        "stage": STAGES[-1],
        "outcome": outcome,
        "outcome_reason": why,
        "closed_on": on.isoformat(),
    }
    if not _is_active(view):
        changes |= {"state": "active", "state_reason": None, "state_review_on": None}
    return Move(stage, STAGES[-1], changes, _record(stage, STAGES[-1], on=on, by=by, reason=why))


def back(view: CaseView, to: str, *, reason: str, today: date, by: str) -> Move:
    """Go back to an earlier stage: to talk again, to change the agreement, to look again."""
    _must_be_open(view)
    _must_be_active(view)
    stage = stage_of(view)
    if to not in ways_back(stage):
        raise NotThatWay
    why = written_reason(reason)
    return Move(
        stage,
        to,
        {"stage": to, **_without(view, "closed_on")},
        _record(stage, to, on=today, by=by, reason=why),
    )


def reopen(
    view: CaseView,
    to: str,
    *,
    reason: str,
    today: date,
    by: str,
    incident: bytes | None = None,
) -> Move:
    """Open a closed case again, for what an incident of the case brought, if there is one."""
    if not is_closed(view):
        raise CaseIsOpen
    _must_be_active(view)
    if to not in REOPENS_AT:
        raise NotThatWay
    why = written_reason(reason)
    if incident is not None and incident not in {e.eid for e in view.all(Incident)}:
        raise IncidentUnknown
    return Move(
        STAGES[-1],
        to,
        {"stage": to, **_without(view, "closed_on", "outcome", "outcome_reason")},
        _record(STAGES[-1], to, on=today, by=by, reason=why),
        (Change("incident", incident, {"reopens": True}),) if incident else (),
    )


def suspend(view: CaseView, *, reason: str, review_on: date | None, today: date) -> Move:
    """Set a case aside until a day on which somebody looks at it again."""
    _must_be_open(view)
    _must_be_active(view)
    why = written_reason(reason)
    if review_on is None or review_on <= today:
        raise ReviewDayNeeded
    return _aside(view, "suspended", why, review_on)


def resume(view: CaseView) -> Move:
    """Take up a case that was suspended or transferred; a sealed one stays with the office."""
    if view.case.state not in {"suspended", "transferred"}:
        raise NotThatWay
    return _aside(view, "active", None, None)


def transfer(view: CaseView, *, reason: str) -> Move:
    """Hand a case over to somebody else; the reason says to whom."""
    _must_be_open(view)
    if view.case.state == "sealed":
        raise CaseIsNotActive
    return _aside(view, "transferred", written_reason(reason), None)


def seal(view: CaseView, *, reason: str) -> Move:
    """Leave a case to the office alone, once it was handed over; closed ones as well."""
    if view.case.state == "sealed":
        raise CaseIsNotActive
    return _aside(view, "sealed", written_reason(reason), None)


def _aside(view: CaseView, state: str, reason: str | None, review_on: date | None) -> Move:
    stage = stage_of(view)
    changes: dict[str, Value] = {
        "state": state,
        "state_reason": reason,
        "state_review_on": review_on.isoformat() if review_on else None,
    }
    return Move(stage, stage, changes)


def _must_be_open(view: CaseView) -> None:
    if is_closed(view):
        raise CaseIsClosed


def _must_be_active(view: CaseView) -> None:
    if not _is_active(view):
        raise CaseIsNotActive


def _without(view: CaseView, *fields: str) -> dict[str, Value]:
    """Return the changes that empty those fields that are not empty."""
    return {name: None for name in fields if getattr(view.case, name) is not None}


def _with_case(view: CaseView, **values: Value) -> CaseView:
    """Return the case as it would be with some fields of its file changed."""
    first, *rest = view.all(CaseFile)
    changed: Entry[CaseFile] = Entry(first.eid, first.record.model_copy(update=values))
    records = {**view.records, CaseFile.NAME: (changed, *rest)}
    return CaseView(view.unit_id, records, view.conflicts, view.code)
