"""Checks of the agreement, of what became of it, and of closing."""

from __future__ import annotations

from collections.abc import Iterable

from mediator_app.core import participation
from mediator_app.core.days import stored_day
from mediator_app.core.records.agreements import (
    Clause,
    CommitteeMember,
    ReadAloud,
    Signatory,
    Witness,
)
from mediator_app.core.records.cases import Document, Feedback
from mediator_app.core.records.follow_up import ClauseCheck, SideStatus, Visit
from mediator_app.core.records.incidents import Incident
from mediator_app.core.records.land import Damage
from mediator_app.core.records.parties import AbsentActor, Consent, Party
from mediator_app.core.view import Entry
from mediator_app.core.workflow.facts import Facts, said
from mediator_app.core.workflow.gaps import Check, Gap, unless

SEASON = 180  # days
LAST_CHECK = {"land": SEASON, "intercommunal": SEASON, "reintegration": SEASON}
LAST_CHECK_OTHER = 90
FINAL = frozenset({"kept", "broken", "impossible", "renegotiated"})
QUESTIONS = 3  # asked of each side at the end
WITNESSES = 2


def in_agreement(field: str) -> Check:
    """Return the check that a field of the agreement is not empty."""

    def check(facts: Facts) -> Iterable[Gap]:
        found = facts.agreement
        if not (found and said(getattr(found.record, field))):
            yield Gap(eid=found.eid if found else None)

    return check


def commitment(facts: Facts) -> Iterable[Gap]:
    parties = {e.eid for e in facts.view.all(Party)}
    return unless(
        any(
            said(e.record.text)
            and e.record.responsible in parties
            and e.record.due
            and said(e.record.verified_by)
            for e in facts.clauses
        )
    )


def due_after_signing(facts: Facts) -> Iterable[Gap]:
    """Nobody can promise to have done something before they promised it."""
    first = facts.first_signing_day
    for clause in facts.clauses:
        if stored_day(clause.record.due) and (clause.record.due or "") < first:
            yield Gap({"clause": clause.record.text or "…"}, clause.eid)


def absent_discussed(facts: Facts) -> Iterable[Gap]:
    """Who is not at the table is talked of before the others sign: accords fell for this."""
    found = facts.agreement
    looked = not facts.view.all(AbsentActor) or (found and found.record.absent_discussed)
    return unless(looked)


def _languages_read(facts: Facts) -> set[str]:
    found = facts.agreement
    readings = facts.view.under(ReadAloud, "agreement", found.eid) if found else ()
    return {e.record.language for e in readings if e.record.language and said(e.record.read_by)}


def read_aloud(facts: Facts) -> Iterable[Gap]:
    return unless(_languages_read(facts))


def read_for_each_side(facts: Facts) -> Iterable[Gap]:
    """A side understands the languages in which its people were asked for their consent."""
    read = _languages_read(facts)
    for side in facts.sides if read else ():
        members = {e.eid for e in facts.view.all(Party) if e.record.side == side}
        understood = {
            e.record.language
            for e in facts.view.all(Consent)
            if e.record.party in members and e.record.language
        }
        if understood and read.isdisjoint(understood):
            yield Gap({"side": side})


def _signers(facts: Facts) -> frozenset[bytes]:
    found = facts.agreement
    rows = facts.view.under(Signatory, "agreement", found.eid) if found else ()
    return frozenset(e.record.party for e in rows if e.record.party and e.record.manner)


def _signed_by_speaker(facts: Facts, party: Entry[Party]) -> bool:
    speaker = facts.speaker(party)
    return speaker is not None and speaker.eid in _signers(facts)


def signatures(facts: Facts) -> Iterable[Gap]:
    for party in facts.stakeholders:
        if party.eid not in _signers(facts) and not _signed_by_speaker(facts, party):
            yield Gap({"party": facts.name(party)}, party.eid)


def signing_mandates(facts: Facts) -> Iterable[Gap]:
    """A person or an institution may sign for itself; who signs for others shows a mandate."""
    for party in facts.stakeholders:
        itself = party.eid in _signers(facts)
        if not itself and not _signed_by_speaker(facts, party):
            continue  # told by the signature that is missing
        if itself and party.record.type != "group":
            continue
        if not facts.mandated(party, facts.signing_day):
            yield Gap({"party": facts.name(party)}, party.eid)


def witnesses(facts: Facts) -> Iterable[Gap]:
    found = facts.agreement
    rows = facts.view.under(Witness, "agreement", found.eid) if found else ()
    names = {e.record.name.strip() for e in rows if said(e.record.name)}
    return unless(len(names) >= WITNESSES)


def paper(facts: Facts) -> Iterable[Gap]:
    """The signed sheet is here as a picture, or somebody says where the paper lies."""
    found = facts.agreement
    pictures = any(
        (e.record.mime or "").startswith(("image/", "application/pdf"))
        for e in facts.view.all(Document)
    )
    return unless(pictures or (found and said(found.record.paper_kept_at)))


def follow_up_days(facts: Facts) -> Iterable[Gap]:
    return unless(any(e.record.due or e.record.held_on for e in facts.view.all(Visit)))


def signing_approval(facts: Facts) -> Iterable[Gap]:
    approved = facts.approvals("signing", since=facts.signed_before_on)
    return unless(not facts.armed or approved)


def signing_approval_late(facts: Facts) -> Iterable[Gap]:
    """Approving came after signing: nobody can undo that, so it wants its reason."""
    approved = facts.approvals("signing", since=facts.signed_before_on)
    first = min((e.record.approved_on or "" for e in approved), default="")
    return unless(not facts.armed or first <= facts.signing_day)


def _committee(facts: Facts) -> tuple[Entry[CommitteeMember], ...]:
    found = facts.agreement
    return facts.view.under(CommitteeMember, "agreement", found.eid) if found else ()


def committee(facts: Facts) -> Iterable[Gap]:
    named = any(said(e.record.name) for e in _committee(facts))
    return unless(not facts.armed or named)


def committee_balance(facts: Facts) -> Iterable[Gap]:
    found = facts.agreement
    counts = participation.committee(facts.view, found) if found else None
    return unless(
        counts is None
        or (counts.enough_women(facts.view.goal) and counts.enough_young(facts.view.goal))
    )


def signatory_balance(facts: Facts) -> Iterable[Gap]:
    found = facts.agreement
    on = stored_day(facts.signing_day) or facts.today
    counts = participation.signatories(facts.view, found, on=on) if found else None
    return unless(
        counts is None
        or (counts.enough_women(facts.view.goal) and counts.enough_young(facts.view.goal))
    )


def compensation(facts: Facts) -> Iterable[Gap]:
    """What was agreed for the damage is what the clauses pay."""
    agreed = [
        e.record.agreed_fcfa for e in facts.view.all(Damage) if e.record.agreed_fcfa is not None
    ]
    promised = sum(e.record.amount_fcfa or 0 for e in facts.clauses)
    return unless(not agreed or sum(agreed) == promised)


def _last_words(facts: Facts, clause: Entry[Clause]) -> set[str]:
    """Return the newest status that each side gave of a clause."""
    newest: dict[str | None, str] = {}
    for checked in sorted(facts.visits, key=lambda e: e.record.held_on or ""):
        for check in facts.view.under(ClauseCheck, "visit", checked.eid):
            if check.record.clause == clause.eid and check.record.status:
                newest[check.record.side] = check.record.status
    return set(newest.values())


def commitments_final(facts: Facts) -> Iterable[Gap]:
    found = facts.agreement
    if found and found.record.handed_to_committee:
        return
    for clause in facts.clauses:
        words = _last_words(facts, clause)
        if not words or not words <= FINAL:
            yield Gap({"clause": clause.record.text or "…"}, clause.eid)


def visit(facts: Facts) -> Iterable[Gap]:
    """A call is a check, but somebody must have gone there once."""
    went = any(e.record.kind != "call" for e in facts.visits)
    return unless(went or facts.held("follow_up_visit"))


def side_status(facts: Facts) -> Iterable[Gap]:
    """A side has spoken when it gave a status; "unknown" is what was written in its absence."""
    spoke: set[str | None] = set()
    for checked in facts.visits:
        for whole in facts.view.under(SideStatus, "visit", checked.eid):
            if whole.record.agreement_status not in {None, "unknown"}:
                spoke.add(whole.record.side)
        for clause in facts.view.under(ClauseCheck, "visit", checked.eid):
            if clause.record.status not in {None, "not_verifiable"}:
                spoke.add(clause.record.side)
    for side in facts.sides:
        if side not in spoke:
            yield Gap({"side": side})


def last_check(facts: Facts) -> Iterable[Gap]:
    days = LAST_CHECK.get(facts.case.kind, LAST_CHECK_OTHER)
    found = facts.agreement
    signed = stored_day(found.record.signed_on) if found else None
    checks = (stored_day(e.record.held_on) for e in facts.visits)
    if signed and any(on and (on - signed).days >= days for on in checks):
        return
    yield Gap({"days": str(days)})


def open_incidents(facts: Facts) -> Iterable[Gap]:
    for incident in facts.view.all(Incident):
        if incident.record.reopens and not incident.record.settled_on:
            yield Gap(eid=incident.eid)


def feedback(facts: Facts) -> Iterable[Gap]:
    if said(facts.case.feedback_reason):
        return
    for side in facts.sides:
        answered = {
            e.record.question_code or e.record.question
            for e in facts.view.all(Feedback)
            if e.record.side == side
            and (e.record.question_code or said(e.record.question))
            and (e.record.score or said(e.record.answer))
        }
        if len(answered) < QUESTIONS:
            yield Gap({"side": side})


def closing_approval(facts: Facts) -> Iterable[Gap]:
    return unless(facts.approvals("closing", since=facts.reopened_on))
