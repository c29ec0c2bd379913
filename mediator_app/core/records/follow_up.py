"""What became of the agreement, and who else was asked to help."""

from typing import ClassVar

from mediator_app.core.marks import N_
from mediator_app.core.records import codes as c
from mediator_app.core.records.base import (
    Day,
    Record,
    Ref,
    Text,
    choice,
    element_key,
    element_rank,
    fact,
    line,
    prose,
)


class Visit(Record):
    """One check of the agreement, by visit, call or committee."""

    ETYPE: ClassVar[int] = 40
    NAME: ClassVar[str] = "visit"
    TITLE: ClassVar[str] = N_("Follow-up visit")

    due: Day | None = fact(1, "day", N_("Planned for"))
    held_on: Day | None = fact(2, "day", N_("Date"), path="on")
    kind: str | None = choice(3, N_("Kind"), c.VISIT_KIND)
    months: int | None = fact(4, "integer", N_("Months after signing"), at_most=600)
    agreement_status: str | None = choice(5, N_("The agreement is"), c.AGREEMENT_STATUS)
    note: Text | None = prose(6, N_("Note"), names=True)
    visited_by: Text | None = line(7, N_("By whom"), names=True)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class ClauseCheck(Record):
    """What one side says of one clause at one visit."""

    ETYPE: ClassVar[int] = 41
    NAME: ClassVar[str] = "clause_check"
    TITLE: ClassVar[str] = N_("Clause checked")

    visit: Ref | None = fact(1, "ref", N_("Visit"), to="visit")
    clause: Ref | None = fact(2, "ref", N_("Clause"), to="clause")
    side: Text | None = line(3, N_("Side"), 20)
    status: str | None = choice(4, N_("The clause is"), c.CLAUSE_STATUS)
    evidence: Text | None = line(5, N_("Evidence"), 10_000, names=True)
    document: Ref | None = fact(6, "ref", N_("Document"), to="document")


class SideStatus(Record):
    """What one side says of the whole agreement at one visit."""

    ETYPE: ClassVar[int] = 42
    NAME: ClassVar[str] = "side_status"
    TITLE: ClassVar[str] = N_("What a side says")

    visit: Ref | None = fact(1, "ref", N_("Visit"), to="visit")
    side: Text | None = line(2, N_("Side"), 20)
    agreement_status: str | None = choice(3, N_("The agreement is"), c.AGREEMENT_STATUS)


class Referral(Record):
    """Somebody sent on to a service."""

    ETYPE: ClassVar[int] = 43
    NAME: ClassVar[str] = "referral"
    TITLE: ClassVar[str] = N_("Referral")

    referred_to: Text | None = line(1, N_("Referred to"), path="to", searchable=True, names=True)
    service: Text | None = line(2, N_("Service"))
    made_on: Day | None = fact(3, "day", N_("On"), path="on")
    status: str | None = choice(4, N_("Status"), c.REFERRAL_STATUS)
    party: Ref | None = fact(5, "ref", N_("Who is referred"), to="party")
    reason: Text | None = line(6, N_("Reason"), 2_000, names=True)
    contact: Text | None = line(7, N_("Contact"), names=True)
    answered_on: Day | None = fact(8, "day", N_("Answered on"))
    result: Text | None = line(9, N_("Result"), 2_000, names=True)
    slip_number: Text | None = line(10, N_("Number of the slip"), 100)
    rank: int | None = element_rank()
    key: Text | None = element_key()
