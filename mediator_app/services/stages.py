"""Moves a case between its stages, by the rules of core.workflow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mediator_app.core import workflow
from mediator_app.core.clock import ClockQuality
from mediator_app.core.errors import AppError
from mediator_app.core.interchange.shape import CASE_FILE_ID
from mediator_app.core.marks import N_
from mediator_app.core.records.cases import CaseFile, StageMove
from mediator_app.core.records.registry import record_type
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView
from mediator_app.core.workflow import Missing, Move
from mediator_app.services import apart, views
from mediator_app.services.cases import change, create, next_rank, vars_of
from mediator_app.services.work import Changed, Workspace

__all__ = ["Missing"]


class ClockUntrusted(AppError):
    """A move would be written down under a date that nobody can believe."""

    message = N_(
        "The date of this computer looks wrong ({date}). Set it right, then move the case."
    )


def missing(work: Workspace, unit_id: bytes) -> list[Missing]:
    """Return what the next stage still asks for."""
    with work.read() as connection:
        view = apart.shown(views.view(connection, unit_id))
        return list(workflow.missing(view, work.today()))


def advance(work: Workspace, unit_id: bytes, *, override: str | None = None) -> Changed:
    """Move a case to its next stage; at the last one, close it."""
    if override is not None:
        work.require(Act.PASS_ADVICE)

    def move(view: CaseView) -> Move:
        return workflow.advance(view, today=work.today(), by=work.info.name, override=override)

    return _carry_out(work, unit_id, move)


def back(work: Workspace, unit_id: bytes, *, to: str, reason: str) -> Changed:
    """Move a case back to an earlier stage."""

    def move(view: CaseView) -> Move:
        return workflow.back(view, to, reason=reason, today=work.today(), by=work.info.name)

    return _carry_out(work, unit_id, move)


def close_with(work: Workspace, unit_id: bytes, *, outcome: str, reason: str) -> Changed:
    """End the work on a case at any stage."""

    def move(view: CaseView) -> Move:
        day = work.today()
        return workflow.close_with_outcome(
            view, outcome, reason=reason, on=day, today=day, by=work.info.name
        )

    return _carry_out(work, unit_id, move)


def reopen(
    work: Workspace, unit_id: bytes, *, to: str, reason: str, incident: bytes | None = None
) -> Changed:
    """Open a closed case again."""

    def move(view: CaseView) -> Move:
        return workflow.reopen(
            view, to, reason=reason, today=work.today(), by=work.info.name, incident=incident
        )

    return _carry_out(work, unit_id, move)


def suspend(work: Workspace, unit_id: bytes, *, reason: str, review_on: date | None) -> Changed:
    """Set a case aside until a day."""

    def move(view: CaseView) -> Move:
        return workflow.suspend(view, reason=reason, review_on=review_on, today=work.today())

    return _carry_out(work, unit_id, move)


def resume(work: Workspace, unit_id: bytes) -> Changed:
    """Take up a case that was set aside."""
    return _carry_out(work, unit_id, workflow.resume)


def transfer(work: Workspace, unit_id: bytes, *, reason: str) -> Changed:
    """Hand a case over; the reason says to whom."""
    work.require(Act.HAND_OVER)
    return _carry_out(work, unit_id, lambda view: workflow.transfer(view, reason=reason))


def seal(work: Workspace, unit_id: bytes, *, reason: str) -> Changed:
    """Leave a case to the office alone."""
    work.require(Act.SEAL)
    return _carry_out(work, unit_id, lambda view: workflow.seal(view, reason=reason))


def _carry_out(work: Workspace, unit_id: bytes, decide: Callable[[CaseView], Move]) -> Changed:
    """Judge and write in one transaction: the guards see what the move is based on."""
    work.require(Act.MOVE)
    if work.environment.quality() == ClockQuality.IMPLAUSIBLE:
        raise ClockUntrusted(date=work.today().isoformat())
    with work.write() as writer:
        view = views.view(writer.connection, unit_id)
        move = decide(apart.shown(view))  # what is missing is told in codes, too
        edits = [change(CaseFile, CASE_FILE_ID, move.changes)]
        if move.record is not None:
            eid = bytes([StageMove.ETYPE]) + work.environment.random_bytes(15)
            rank = next_rank(view.all(StageMove))
            edits.append(create(StageMove, eid, {**vars_of(move.record), "rank": rank}))
        edits += [change(record_type(o.record), o.eid, o.values) for o in move.others]
        writer.author(unit_id, edits)
        return writer.changed
