"""Approvals: asked for here, given on a supervisor's laptop after the next exchange."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mediator_app.core.approvals import IN_PROGRAM, State, state_of
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.records.cases import Approval
from mediator_app.core.records.codes import APPROVAL_WHAT
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.db.reads import approvals as reads
from mediator_app.db.reads.approvals import Waiting
from mediator_app.services import views
from mediator_app.services.cases import change, checked, create, next_rank, vars_of
from mediator_app.services.work import Changed, Workspace

__all__ = ["Waiting"]

DECISIONS = {True: "granted", False: "refused"}


class AlreadyAsked(AppError):
    """The same approval waits already."""

    message = N_("This approval has been asked for already and is waiting.")


class AlreadyDecided(AppError):
    """A supervisor has decided."""

    message = N_("A supervisor has decided this already. Ask for a new approval.")


class ReasonForRefusal(AppError):
    """A refusal without a reason helps nobody."""

    message = N_("Say why you refuse, so that the mediator knows what to do.")


class NoSuchApproval(AppError):
    """The approval was taken away meanwhile."""

    message = N_("This approval is no longer in the case.")


def ask(work: Workspace, unit_id: bytes, what: str, *, reason: str = "") -> tuple[bytes, Changed]:
    """Ask a supervisor for an approval; it travels with the next exchange."""
    work.require(Act.ASK_APPROVAL)
    with work.write() as writer:
        before = views.some(writer.connection, unit_id, Approval)
        waiting = {e.record.what for e in before.all(Approval) if is_waiting(e)}
        if what in waiting:
            raise AlreadyAsked
        values = {
            "what": what,
            "requested_on": work.believed_today(),
            "requested_by": work.info.name,
            "reason": reason.strip() or None,
        }
        eid = _new_id(work)
        writer.author(unit_id, [_created(eid, values, before)])
        return eid, writer.changed


def declare(
    work: Workspace, unit_id: bytes, values: Mapping[str, Any], *, eid: bytes | None = None
) -> tuple[bytes, Changed]:
    """Write down what a supervisor said on paper or by phone: what, by whom, on which day, how.

    `eid` names what was asked for before.
    """
    work.require(Act.DECLARE_APPROVAL)
    with work.write() as writer:
        before = views.some(writer.connection, unit_id, Approval)
        told = {
            name: values[name]
            for name in ("approved_by", "approved_on", "how", "reason")
            if values.get(name)
        }
        if eid is not None:
            known = _undecided(before, eid)
            checked(Approval, {**vars_of(known.record), **told})
            writer.author(unit_id, [change(Approval, eid, told)])
            return eid, writer.changed
        made = _new_id(work)
        writer.author(unit_id, [_created(made, {"what": values["what"], **told}, before)])
        return made, writer.changed


def decide(
    work: Workspace, unit_id: bytes, eid: bytes, *, granted: bool, reason: str = ""
) -> Changed:
    """Grant or refuse what was asked for, or confirm what was declared."""
    work.require(Act.DECIDE_APPROVAL)
    if not granted and not reason.strip():
        raise ReasonForRefusal
    with work.write() as writer:
        before = views.some(writer.connection, unit_id, Approval)
        _undecided(before, eid)
        values = {
            "decision": DECISIONS[granted],
            "approved_by": work.info.name,
            "approved_on": work.today().isoformat(),
            "how": IN_PROGRAM,
            **({"reason": reason.strip()} if reason.strip() else {}),
        }
        checked(Approval, {"what": "closing", **values})
        writer.author(unit_id, [change(Approval, eid, values)])
        return writer.changed


def waiting(work: Workspace, *, limit: int = 200) -> tuple[Waiting, ...]:
    """Return what was asked for and nobody has decided, in all cases, the oldest first."""
    with work.read() as connection:
        return tuple(reads.asked(connection, limit=limit))


def declared(work: Workspace, *, limit: int = 200) -> tuple[Waiting, ...]:
    """Return what was declared and no supervisor has confirmed, the oldest first."""
    with work.read() as connection:
        return tuple(reads.declared(connection, limit=limit))


def is_waiting(entry: Entry[Approval]) -> bool:
    """Tell whether somebody still has to decide."""
    return state_of(entry.record) is State.ASKED


def wanted(view: CaseView) -> tuple[str, ...]:
    """Return the approvals that can be asked for now: those that neither hold nor wait."""
    busy = {e.record.what for e in view.all(Approval) if state_of(e.record) is not State.REFUSED}
    return tuple(what for what in APPROVAL_WHAT if what not in busy)


def _undecided(before: CaseView, eid: bytes) -> Entry[Approval]:
    entry = before.by_id(eid)
    if entry is None:
        raise NoSuchApproval
    if entry.record.decision:
        raise AlreadyDecided
    return entry


def _new_id(work: Workspace) -> bytes:
    return bytes([Approval.ETYPE]) + work.environment.random_bytes(15)


def _created(eid: bytes, values: Mapping[str, Any], before: CaseView) -> Any:
    record = checked(Approval, {n: v for n, v in values.items() if v is not None})
    return create(Approval, eid, {**vars_of(record), "rank": next_rank(before.all(Approval))})
