"""What the guards read from a case: its sides, who stands for them, who was met, who approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mediator_app.core import approvals
from mediator_app.core.participation import THERE
from mediator_app.core.records.agreements import Agreement, Clause
from mediator_app.core.records.cases import Approval, CaseFile, StageMove
from mediator_app.core.records.codes import STAGE
from mediator_app.core.records.communities import Communities
from mediator_app.core.records.follow_up import Visit
from mediator_app.core.records.meetings import Attendance, HeadCount, Meeting
from mediator_app.core.records.parties import Mandate, Party
from mediator_app.core.records.reintegration import Reintegration
from mediator_app.core.view import CaseView, Entry

STAGES = tuple(STAGE)
PRINCIPAL = ("claimant", "respondent")  # those without whom there is no dispute
ARGUING = (*PRINCIPAL, "affected", None)
SEPARATE = (
    "separate_meeting",
    "shuttle",
    "family_interview",
    "community_interview",
    "detention_visit",
)
JOINT = ("joint_mediation", "inter_dialogue", "ceremony")


def said(text: str | None) -> bool:
    """Tell whether something was written: blanks say nothing."""
    return bool(text and text.strip())


def stage_of(view: CaseView) -> str:
    """Return the stage of a case; one that was never set is the first."""
    return view.case.stage or STAGES[0]


@dataclass(frozen=True, slots=True)
class Facts:
    """A case on a day. `judged` is the agreement that is looked at, if not the one in force."""

    view: CaseView
    today: date
    judged: bytes | None = None

    @property
    def case(self) -> CaseFile:
        return self.view.case

    # --- who

    @property
    def stakeholders(self) -> tuple[Entry[Party], ...]:
        """Return who argues: the parties with a side, without those who only speak for a group."""
        found = [
            e
            for e in self.view.all(Party)
            if e.record.role in PRINCIPAL or (said(e.record.side) and e.record.role in ARGUING)
        ]
        speakers = {e.record.representative for e in found}
        return tuple(e for e in found if e.eid not in speakers)

    @property
    def sides(self) -> tuple[str, ...]:
        """Return the sides of the dispute, in order."""
        found = {e.record.side or "" for e in self.stakeholders}
        return tuple(sorted(side for side in found if said(side)))

    def name(self, party: Entry[Party]) -> str:
        """Return what to call a party in a sentence."""
        return party.record.name or party.record.community or party.record.side or "…"

    def speaker(self, party: Entry[Party]) -> Entry[Party] | None:
        """Return who speaks for a party, if that person is in the case."""
        ref = party.record.representative
        return next((e for e in self.view.all(Party) if e.eid == ref), None) if ref else None

    def mandated(self, party: Entry[Party], on: str) -> bool:
        """Tell whether somebody gave a mandate to speak for `party` that held on a day."""
        return any(
            said(m.record.given_by)
            and (m.record.given_on or "") <= on
            and (not m.record.valid_until or on <= m.record.valid_until)
            and (not m.record.withdrawn_on or on < m.record.withdrawn_on)
            for m in self.view.under(Mandate, "party", party.eid)
        )

    # --- meetings

    def held(self, *types: str) -> tuple[Entry[Meeting], ...]:
        """Return the meetings of these types that took place.

        A meeting that says nothing of its state took place, unless its day is still to come.
        """
        today = self.today.isoformat()
        return tuple(
            e
            for e in self.view.all(Meeting)
            if e.record.type in types
            and (
                e.record.state == "held"
                or (e.record.state is None and (e.record.held_on or today) <= today)
            )
        )

    def came(self, meeting: Entry[Meeting]) -> tuple[Entry[Party], ...]:
        """Return the parties of the case who were present or represented."""
        there = {
            e.record.party
            for e in self.view.under(Attendance, "meeting", meeting.eid)
            if e.record.status in THERE
        }
        return tuple(e for e in self.view.all(Party) if e.eid in there)

    def sides_at(self, meeting: Entry[Meeting]) -> frozenset[str]:
        """Return the sides that were present or represented, by name or by head count."""
        found: set[str | None] = set()
        for party in self.came(meeting):
            found.add(party.record.side)
            found.update(
                e.record.side for e in self.view.all(Party) if e.record.representative == party.eid
            )
        for count in self.view.under(HeadCount, "meeting", meeting.eid):
            if (count.record.women or 0) + (count.record.men or 0):
                found.add(count.record.side)
        return frozenset(side for side in found if side)

    # --- the agreement

    @property
    def agreement(self) -> Entry[Agreement] | None:
        if self.judged is None:
            return self.view.agreement
        return next((e for e in self.view.all(Agreement) if e.eid == self.judged), None)

    @property
    def clauses(self) -> tuple[Entry[Clause], ...]:
        """Return the commitments of the agreement that is looked at."""
        found = self.agreement
        return self.view.under(Clause, "agreement", found.eid) if found else ()

    @property
    def signing_day(self) -> str:
        """Return the day of signing, today while nobody has signed."""
        found = self.agreement
        return (found.record.signed_on if found else None) or self.today.isoformat()

    @property
    def first_signing_day(self) -> str:
        """Return when the first version was signed, "" before: an amendment keeps its days."""
        here, seen = self.agreement, set[bytes]()
        while here and here.record.replaces and here.eid not in seen:
            seen.add(here.eid)
            earlier = here.record.replaces
            found = next((e for e in self.view.all(Agreement) if e.eid == earlier), None)
            if found is None:
                break
            here = found
        return (here.record.signed_on if here else None) or ""

    @property
    def visits(self) -> tuple[Entry[Visit], ...]:
        """Return the checks that took place."""
        today = self.today.isoformat()
        return tuple(
            e for e in self.view.all(Visit) if e.record.held_on and e.record.held_on <= today
        )

    # --- danger and decisions

    @property
    def high_risk(self) -> bool:
        return self.case.risk in {"high", "extreme"}

    @property
    def armed(self) -> bool:
        """Tell whether signing can put armed people at one another."""
        communities = self.view.one(Communities)
        young = self.view.one(Reintegration)
        return (
            self.case.kind == "intercommunal"
            or bool(communities and communities.record.armed_actors)
            or bool(young and young.record.armed_link == "yes")
        )

    def approvals(self, *what: str, since: str = "") -> tuple[Entry[Approval], ...]:
        """Return the approvals that hold: granted or declared, not those asked for or refused."""
        return tuple(
            e
            for e in self.view.all(Approval)
            if e.record.what in what
            and approvals.counts(e.record)
            and (e.record.approved_on or "") >= since
        )

    @property
    def reopened_on(self) -> str:
        """Return the day the case last left closure, "" if it never did."""
        return max(
            (
                e.record.moved_on or ""
                for e in self.view.all(StageMove)
                if e.record.before == STAGES[-1] != e.record.after
            ),
            default="",
        )

    @property
    def signed_before_on(self) -> str:
        """Return the day the agreement before this one was signed, "" if there was none."""
        here = self.agreement
        known = [
            e.record.signed_on or "" for e in self.view.agreements if not here or e.eid != here.eid
        ]
        own = here.record.signed_on if here else None
        return max((on for on in known if not own or on <= own), default="")
