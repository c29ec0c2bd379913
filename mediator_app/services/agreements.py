"""Signing an agreement, amending it, and taking a mistaken signing back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mediator_app.core import durability, signing, workflow
from mediator_app.core.clock import ClockQuality
from mediator_app.core.errors import AppError
from mediator_app.core.interchange.shape import entity_id, single_id
from mediator_app.core.marks import N_
from mediator_app.core.records.agreements import Agreement, Clause, CommitteeMember
from mediator_app.core.records.base import Record
from mediator_app.core.records.cases import Note, StageMove
from mediator_app.core.records.follow_up import Visit
from mediator_app.core.view import CaseView, Entry
from mediator_app.core.workflow import GuardsUnmet, ReasonNeeded
from mediator_app.core.workflow.errors import CaseIsClosed
from mediator_app.core.workflow.moves import written_reason
from mediator_app.journal import Edit
from mediator_app.services import cases, views
from mediator_app.services.cases import change, create, next_rank, vars_of
from mediator_app.services.work import Changed, Workspace

GIVEN_AT_SIGNING = frozenset({"place_text", "number", "paper_kept_at", "absent_discussed", "type"})
PARTS = ("clause", "signatory", "witness", "committee_member", "read_aloud")


class NotReady(GuardsUnmet):
    """Something that must be there before people sign is not."""

    message = N_("Before this agreement is signed: {missing}")


class AlreadySigned(AppError):
    message = N_("This agreement is signed already.")


class NotSigned(AppError):
    message = N_("This agreement is not signed, so there is nothing to amend or take back.")


class SignedAhead(AppError):
    message = N_("The day of signing lies ahead. Plan a meeting for it, and sign on that day.")


class SignedBeforeTheLast(AppError):
    message = N_("An amendment is signed on or after the day of the agreement it replaces ({day}).")


class Replaced(AppError):
    message = N_("A later agreement replaces this one. Take that one back first.")


class NoAgreement(AppError):
    message = N_("There is no such agreement in this case.")


def sign(
    work: Workspace,
    unit_id: bytes,
    agreement: bytes,
    *,
    on: date,
    given: Mapping[str, Any] | None = None,
    override: str | None = None,
) -> Changed:
    """Sign an agreement and plan its visits, or raise and keep nothing.

    `given` are facts written down with the signing (number, place, where the paper is kept);
    `override` is the reason for signing although something advised is missing.
    """
    with work.write() as writer:
        view = views.view(writer.connection, unit_id)
        held = _agreement(view, agreement)
        if workflow.is_closed(view):
            raise CaseIsClosed
        if held.record.signed_on:
            raise AlreadySigned
        _judge_day(work, view, held.record, on)
        known = {name: value for name, value in (given or {}).items() if name in GIVEN_AT_SIGNING}
        reason, unmet = _pass(_with(view, held, known), agreement, on, override)
        values = {**known, "signed_on": on.isoformat()}
        cases.checked(Agreement, {**vars_of(held.record), **values})
        edits = [change(Agreement, agreement, values)]
        if reason:
            edits.append(_noted(work, view, reason, unmet))
        if held.record.replaces:
            edits += _withdrawn(view, held.record.replaces)
        edits += _planned(view, agreement, on)
        writer.author(unit_id, edits)
        return writer.changed


def take_back(work: Workspace, unit_id: bytes, agreement: bytes, *, reason: str) -> Changed:
    """Say that an agreement was not really signed; the reason stays among the notes."""
    with work.write() as writer:
        view = views.view(writer.connection, unit_id)
        held = _agreement(view, agreement)
        if not held.record.signed_on:
            raise NotSigned
        if any(e.record.replaces == agreement and e.record.signed_on for e in view.all(Agreement)):
            raise Replaced
        values = {
            "text": written_reason(reason),
            "noted_on": work.believed_today(),
            "author": work.info.name,
            "rank": next_rank(view.all(Note)),
        }
        note = bytes([Note.ETYPE]) + work.environment.random_bytes(15)
        edits = [
            change(Agreement, agreement, {"signed_on": None}),
            create(Note, note, values),
            *_withdrawn(view, agreement),
        ]
        if held.record.replaces:  # the one before is in force again, and is visited again
            before = _agreement(view, held.record.replaces)
            if before.record.signed_on:
                signed = date.fromisoformat(before.record.signed_on)
                edits += _planned(view, before.eid, signed)
        writer.author(unit_id, edits)
        return writer.changed


def amend(work: Workspace, unit_id: bytes) -> tuple[bytes, Changed]:
    """Begin a new version of the agreement in force, with its clauses to be changed.

    An amendment that was begun and is not signed yet is gone on with.
    """
    with work.write() as writer:
        view = views.view(writer.connection, unit_id)
        if workflow.is_closed(view):
            raise CaseIsClosed
        held = view.agreement
        if held is None or not held.record.signed_on:
            raise NotSigned
        begun = view.draft_agreement
        if begun is not None:
            return begun.eid, writer.changed
        made = bytes([Agreement.ETYPE]) + work.environment.random_bytes(15)
        values = {
            "type": held.record.type,
            "replaces": held.eid,
            "version": (held.record.version or 1) + 1,
            "supersedes": held.record.number,
            "sanctions": held.record.sanctions,
            "handed_to_committee": held.record.handed_to_committee,
        }
        edits = [create(Agreement, made, values)]
        for kind in (Clause, CommitteeMember):
            edits += _copies(work, view, kind, (held.eid, made))
        writer.author(unit_id, edits)
        return made, writer.changed


def give_up(work: Workspace, unit_id: bytes, agreement: bytes) -> Changed:
    """Take away an agreement that nobody signed, with everything that was written under it."""
    with work.write() as writer:
        view = views.view(writer.connection, unit_id)
        held = _agreement(view, agreement)
        if held.record.signed_on:
            raise cases.SignedText
        under = (
            Edit(entry.record.ETYPE, entry.eid, {0: False})
            for name in PARTS
            for entry in view.records.get(name, ())
            if entry.record.agreement == agreement
        )
        writer.author(unit_id, [*under, Edit(Agreement.ETYPE, agreement, {0: False})])
        return writer.changed


def plan_visits(work: Workspace, unit_id: bytes) -> Changed:
    """Plan the visits of a signed agreement that has none, as one that came from a file."""
    with work.write() as writer:
        view = views.view(writer.connection, unit_id)
        held = view.agreement
        if held is None or not held.record.signed_on:
            raise NotSigned
        signed = date.fromisoformat(held.record.signed_on)
        writer.author(unit_id, list(_planned(view, held.eid, signed)))
        return writer.changed


def first_id() -> bytes:
    """Return the id of a case's first agreement, the same on every laptop."""
    return single_id(Agreement)


def visit_id(agreement: bytes, months: int) -> bytes:
    """Return the id of the visit so many months after signing: two laptops make one visit."""
    return entity_id(Visit.ETYPE, "after", agreement, str(months))


def _agreement(view: CaseView, eid: bytes) -> Entry[Agreement]:
    found = next((e for e in view.all(Agreement) if e.eid == eid), None)
    if found is None:
        raise NoAgreement
    return found


def _with(view: CaseView, held: Entry[Agreement], given: Mapping[str, Any]) -> CaseView:
    changed = Entry(held.eid, held.record.model_copy(update=dict(given)))
    found = tuple(changed if e.eid == held.eid else e for e in view.all(Agreement))
    return CaseView(view.unit_id, {**view.records, Agreement.NAME: found}, code=view.code)


def _judge_day(work: Workspace, view: CaseView, record: Agreement, on: date) -> None:
    if work.environment.quality() != ClockQuality.IMPLAUSIBLE and on > work.today():
        raise SignedAhead
    if record.replaces:
        before = next((e for e in view.all(Agreement) if e.eid == record.replaces), None)
        last = before.record.signed_on if before else None
        if last and on.isoformat() < last:
            raise SignedBeforeTheLast(day=last)


def _pass(
    view: CaseView, agreement: bytes, on: date, override: str | None
) -> tuple[str | None, str | None]:
    """Return the reason and what it passes over, or raise with everything that is wanting."""
    found = signing.unmet(view, _agreement(view, agreement), on)
    if any(one.hard for one in found):
        raise NotReady(found)
    if not found:
        return None, None
    if not (override or "").strip():
        raise ReasonNeeded(found)
    return written_reason(override), workflow.codes(found)


def _noted(work: Workspace, view: CaseView, reason: str, unmet: str | None) -> Edit:
    """Keep in the history of the stages what was passed over at the signing, and why."""
    stage = workflow.stage_of(view)
    values = {
        "before": stage,
        "after": stage,
        "moved_on": work.believed_today(),
        "moved_by": work.info.name,
        "override": reason,
        "unmet": unmet,
        "rank": next_rank(view.all(StageMove)),
    }
    return create(StageMove, bytes([StageMove.ETYPE]) + work.environment.random_bytes(15), values)


def _planned(view: CaseView, agreement: bytes, signed: date) -> Iterator[Edit]:
    """Describe the visits of an agreement; one that was planned by hand stands in for ours."""
    rank = next_rank(view.all(Visit))
    own = {visit_id(e.eid, months) for e in view.all(Agreement) for months in durability.MARKS}
    since = signed.isoformat()
    by_hand = {
        e.record.months
        for e in view.all(Visit)
        if e.eid not in own and (e.record.due or e.record.held_on or "") >= since
    }
    for months, due in durability.due_days(signed):
        eid = visit_id(agreement, months)
        known = view.by_id(eid)
        if (known and known.record.held_on) or (known is None and months in by_hand):
            continue
        values = {"due": due.isoformat(), "months": months, "rank": rank + months}
        yield create(Visit, eid, values) if known is None else change(Visit, eid, values)


def _withdrawn(view: CaseView, agreement: bytes) -> Iterator[Edit]:
    """Describe that the visits still to be made of an agreement are no longer wanted."""
    for months in durability.MARKS:
        known = view.by_id(visit_id(agreement, months))
        if known is not None and not known.record.held_on:
            yield Edit(Visit.ETYPE, known.eid, {0: False})


def _copies(
    work: Workspace, view: CaseView, kind: type[Record], between: tuple[bytes, bytes]
) -> Iterator[Edit]:
    old, new = between
    entry: Entry[Any]
    for entry in view.under(kind, "agreement", old):
        values = {**vars_of(entry.record), "agreement": new, "key": None}
        yield create(kind, bytes([kind.ETYPE]) + work.environment.random_bytes(15), values)
