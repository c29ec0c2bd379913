"""Consents given and withdrawn, purpose by purpose, and a supervisor's exceptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mediator_app.core import consent
from mediator_app.core.consent import Standing
from mediator_app.core.errors import AppError
from mediator_app.core.interchange.shape import entity_id
from mediator_app.core.marks import N_
from mediator_app.core.records.codes import PURPOSE
from mediator_app.core.records.parties import Consent, ConsentOverride, Party
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.db.engine import Connection
from mediator_app.journal import Edit
from mediator_app.services import views
from mediator_app.services.cases import change, checked, create, next_rank, vars_of
from mediator_app.services.work import Changed, Workspace


class NoSuchParty(AppError):
    """A consent of nobody."""

    message = N_("This party is no longer in the case.")


class NothingToWithdraw(AppError):
    """There is no consent to take back."""

    message = N_("There is no consent to this that could be withdrawn.")


class NotNeeded(AppError):
    """An exception where the party agrees."""

    message = N_("The party agrees to this: no exception is needed.")


class ReasonForException(AppError):
    """An exception without a reason."""

    message = N_("Say why this is done without consent: the reason stays in the case.")


class NotThatDay(AppError):
    """A consent of a day to come."""

    message = N_("A consent cannot be dated later than today.")


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody was asked: on which day, in which form and language, before whom."""

    on: str | None = None  # today where nothing is said
    form: str | None = "oral"
    language: str | None = None
    witnessed_by: str | None = None


def give(
    work: Workspace, unit_id: bytes, party: bytes, purposes: Sequence[str], asked: Asked
) -> Changed:
    """Write down that a party agrees to these purposes."""
    work.require(Act.CONSENT)
    with work.write() as writer:
        before = _before(writer.connection, unit_id, party)
        day = _day(work, asked)
        today = work.today()
        fresh = [
            p
            for p in purposes
            if consent.stand(before, party, p, today=today).standing is not Standing.AGREED
        ]
        if fresh:
            writer.author(unit_id, [_given(work, before, party, fresh, asked, day)])
        return writer.changed


def _given(
    work: Workspace,
    before: CaseView,
    party: bytes,
    purposes: Sequence[str],
    asked: Asked,
    day: str | None,
) -> Edit:
    """Add to what the same people said on the same day, else begin a new consent."""
    facts = {
        "party": party,
        "given_on": day,
        "form": asked.form or None,
        "language": asked.language or None,
        "witnessed_by": (asked.witnessed_by or "").strip() or None,
    }
    for entry in before.all(Consent):
        same = all(getattr(entry.record, name) == value for name, value in facts.items())
        if same and not entry.record.withdrawn_on:
            both = {*(entry.record.purposes or ()), *purposes}
            return change(Consent, entry.eid, {"purposes": [p for p in PURPOSE if p in both]})
    record = checked(Consent, {n: v for n, v in facts.items() if v is not None})
    eid = bytes([Consent.ETYPE]) + work.environment.random_bytes(15)
    rank = next_rank(before.all(Consent))
    ordered = [p for p in PURPOSE if p in purposes]
    return create(Consent, eid, {**vars_of(record), "purposes": ordered, "rank": rank})


def refuse(work: Workspace, unit_id: bytes, party: bytes, asked: Asked) -> Changed:
    """Write down that a party was asked and agrees to nothing (more)."""
    work.require(Act.CONSENT)
    with work.write() as writer:
        before = _before(writer.connection, unit_id, party)
        if not any(e.record.party == party for e in before.all(Consent)):
            day = _day(work, asked)
            writer.author(unit_id, [_given(work, before, party, [], asked, day)])
        return writer.changed


def withdraw(work: Workspace, unit_id: bytes, party: bytes, purpose: str) -> Changed:
    """Take back one consent from today on; the others that came with it stay."""
    work.require(Act.CONSENT)
    with work.write() as writer:
        before = _before(writer.connection, unit_id, party)
        today = work.today()
        standing = [
            e
            for e in before.all(Consent)
            if e.record.party == party
            and purpose in (e.record.purposes or ())
            and not consent.is_withdrawn(e.record, today=today)
        ]
        if not standing:
            raise NothingToWithdraw
        rank = next_rank(before.all(Consent))
        edits = [
            edit
            for entry in standing
            for edit in _withdrawn(before, entry, purpose, today.isoformat(), rank)
        ]
        writer.author(unit_id, edits)
        return writer.changed


def _withdrawn(
    before: CaseView, entry: Entry[Consent], purpose: str, today: str, rank: int
) -> Iterator[Edit]:
    others = [p for p in entry.record.purposes or () if p != purpose]
    if not others:
        yield change(Consent, entry.eid, {"withdrawn_on": today})
        return
    # The day belongs to one purpose: what was given together is parted. Two laptops that do it
    # at once write one record.
    eid = entity_id(Consent.ETYPE, "withdrawn", entry.eid, purpose)
    facts: Mapping[str, Any] = {
        **vars_of(entry.record),
        "purposes": [purpose],
        "withdrawn_on": today,
        "key": None,
        "rank": rank,
    }
    yield change(Consent, entry.eid, {"purposes": others})
    if before.by_id(eid) is None:
        yield create(Consent, eid, facts)
    else:  # given again to the same record, and taken back again
        yield change(Consent, eid, {"withdrawn_on": today})


def override(
    work: Workspace, unit_id: bytes, party: bytes, purpose: str, *, reason: str
) -> Changed:
    """Let one thing be done without consent; a supervisor alone may, and says why."""
    work.require(Act.OVERRIDE_CONSENT)
    if not reason.strip():
        raise ReasonForException
    with work.write() as writer:
        before = _before(writer.connection, unit_id, party)
        if consent.stand(before, party, purpose, today=work.today()).standing is Standing.AGREED:
            raise NotNeeded
        values = {
            "party": party,
            "purpose": purpose,
            "decided_by": work.info.name,
            "decided_on": work.today().isoformat(),
            "reason": reason.strip(),
        }
        record = checked(ConsentOverride, values)
        eid = bytes([ConsentOverride.ETYPE]) + work.environment.random_bytes(15)
        rank = next_rank(before.all(ConsentOverride))
        writer.author(unit_id, [create(ConsentOverride, eid, {**vars_of(record), "rank": rank})])
        return writer.changed


def _before(connection: Connection, unit_id: bytes, party: bytes) -> CaseView:
    before = views.some(connection, unit_id, Party, Consent, ConsentOverride)
    if before.by_id(party) is None:
        raise NoSuchParty
    return before


def _day(work: Workspace, asked: Asked) -> str | None:
    if asked.on and asked.on > work.today().isoformat():
        raise NotThatDay
    return asked.on or work.believed_today()
