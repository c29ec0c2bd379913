"""Where a promise stands: what each side last said of it, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mediator_app.core.marks import N_
from mediator_app.core.records.agreements import Agreement, Clause
from mediator_app.core.records.codes import AGREEMENT_STATUS, CLAUSE_STATUS
from mediator_app.core.records.follow_up import ClauseCheck, SideStatus, Visit
from mediator_app.core.records.spec import Codes
from mediator_app.core.view import CaseView, Entry

COMMITTEE = "committee"  # speaks as a side does, and is none
UNSAID = "unsaid"
DISPUTED = "disputed"
STANDING: Codes = {
    **CLAUSE_STATUS,
    UNSAID: N_("Nothing said yet"),
    DISPUTED: N_("The sides disagree"),
}
WHOLE: Codes = {**AGREEMENT_STATUS, DISPUTED: N_("The sides disagree")}
# Not yet begun and begun are one answer to the question that matters: it is still open.
SAME = {"todo": "in_progress"}
HOLDS = ("holding", "fragile", "broken_restored")  # from well to badly


@dataclass(frozen=True, slots=True)
class Word:
    """What one side said of one clause, and at which visit."""

    status: str
    evidence: str
    visit: bytes
    said_on: str
    eid: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """A clause now: its state, the last word of each side that spoke, and who was silent."""

    clause: bytes
    state: str  # one of STANDING
    words: Mapping[str, Word]
    silent: tuple[str, ...]


def speakers(view: CaseView, agreement: Entry[Agreement] | None) -> tuple[str, ...]:
    """Return who is asked: each side, then the committee where there is one or it has spoken."""
    sides = tuple(side for side in view.sides if side != COMMITTEE)
    members = bool(agreement and _has_committee(view, agreement))
    spoke = any(e.record.side == COMMITTEE for e in view.all(ClauseCheck)) or any(
        e.record.side == COMMITTEE for e in view.all(SideStatus)
    )
    return (*sides, COMMITTEE) if members or spoke else sides


def _has_committee(view: CaseView, agreement: Entry[Agreement]) -> bool:
    members = view.records.get("committee_member", ())
    return agreement.record.handed_to_committee is True or any(
        e.record.agreement == agreement.eid for e in members
    )


def held(view: CaseView) -> list[Entry[Visit]]:
    """Return the visits that took place, the oldest first."""
    known = [e for e in view.all(Visit) if e.record.held_on]
    return sorted(known, key=lambda e: (e.record.held_on or "", e.eid))


def last_words(view: CaseView, clause: bytes) -> dict[str, Word]:
    """Return the newest word of each side on a clause; a side without a name is ""."""
    found: dict[str, Word] = {}
    for visit in held(view):
        for check in view.under(ClauseCheck, "visit", visit.eid):
            said = check.record
            if said.clause == clause and said.status:
                found[said.side or ""] = Word(
                    said.status,
                    said.evidence or "",
                    visit.eid,
                    visit.record.held_on or "",
                    check.eid,
                )
    return found


def state_of(statuses: Iterable[str]) -> str:
    """Return the state that several words amount to.

    Who cannot tell contradicts nobody; who says otherwise makes it a dispute of its own.
    """
    known = list(statuses)
    telling = {SAME.get(status, status) for status in known if status != "not_verifiable"}
    if len(telling) > 1:
        return DISPUTED
    if telling:
        (one,) = telling
        return one if one not in SAME.values() or "in_progress" in known else "todo"
    return "not_verifiable" if known else UNSAID


def of_clause(view: CaseView, clause: Entry[Clause], asked: tuple[str, ...]) -> Standing:
    """Return where a clause stands; `asked` are those whose word is wanted."""
    words = last_words(view, clause.eid)
    return Standing(
        clause.eid,
        state_of(word.status for word in words.values()),
        words,
        tuple(side for side in asked if side not in words),
    )


def of_agreement_at(view: CaseView, visit: Entry[Visit]) -> str:
    """Return the state of the whole agreement at one check.

    The sides' own words count before the visitor's; holding and fragile do not contradict each
    other (the worse is told), holding and broken do.
    """
    said = [
        e.record.agreement_status
        for e in view.under(SideStatus, "visit", visit.eid)
        if e.record.agreement_status and e.record.agreement_status != "unknown"
    ]
    if not said:
        return visit.record.agreement_status or "unknown"
    if "broken" in said:
        return "broken" if set(said) == {"broken"} else DISPUTED
    return max(said, key=lambda code: HOLDS.index(code) if code in HOLDS else -1)


def broken(view: CaseView, agreement: Entry[Agreement]) -> list[Entry[Clause]]:
    """Return the clauses that somebody last called broken, in their order."""
    return [
        clause
        for clause in view.under(Clause, "agreement", agreement.eid)
        if any(word.status == "broken" for word in last_words(view, clause.eid).values())
    ]
