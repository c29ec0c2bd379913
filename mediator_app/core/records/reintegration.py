"""What only the return of a young person has: papers, training, acceptance, promise."""

from typing import ClassVar

from mediator_app.core.marks import N_
from mediator_app.core.records import codes as c
from mediator_app.core.records import kind_codes as k
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
)


class Reintegration(Record):
    """The young person's path; the only record of its type in a case."""

    ETYPE: ClassVar[int] = 60
    NAME: ClassVar[str] = "reintegration"
    TITLE: ClassVar[str] = N_("Path")

    alias: Text | None = line(1, N_("Code name"), 60, searchable=True)
    age_band: str | None = choice(2, N_("Age"), k.AGE_BAND)
    status: str | None = choice(3, N_("Situation"), k.YOUNG_STATUS)
    detention_place: Text | None = line(4, N_("Place of detention"), path="detention.place")
    detention_from: Day | None = fact(5, "day", N_("Detained from"), path="detention.from")
    detention_to: Day | None = fact(6, "day", N_("Detained until"), path="detention.to")
    pretrial_months: int | None = fact(
        7, "integer", N_("Months before trial"), path="detention.pretrial_months", at_most=600
    )
    charge_family: str | None = choice(
        8, N_("Family of charge"), k.CHARGE_FAMILY, path="detention.charge_family"
    )
    armed_link: str | None = choice(9, N_("Link with an armed group"), k.YES_SUSPECTED)
    ddr_registered: bool | None = fact(10, "boolean", N_("Registered for DDR"))
    birth_certificate: str | None = choice(
        11, N_("Birth certificate"), k.CIVIL_PAPER, path="birth_certificate.state"
    )
    birth_certificate_on: Day | None = fact(
        12, "day", N_("Birth certificate: date"), path="birth_certificate.on"
    )
    birth_certificate_fcfa: int | None = fact(
        13, "money", N_("Birth certificate: cost"), path="birth_certificate.cost_fcfa"
    )
    identity_card: str | None = choice(14, N_("Identity card"), k.IDENTITY_CARD)
    schooling: Text | None = line(15, N_("Schooling"))
    threats: Text | None = line(16, N_("Threats received"), 2_000, names=True)
    reparation: Text | None = line(17, N_("Reparation, asking for pardon"), 2_000)
    mentor: Ref | None = fact(18, "ref", N_("Peer mentor"), path="mentor.party", to="party")
    mentor_since: Day | None = fact(19, "day", N_("Mentor since"), path="mentor.since")
    mentor_visits: int | None = fact(
        20, "integer", N_("Visits of the mentor"), path="mentor.visits", at_most=10_000
    )
    promise: Text | None = line(21, N_("Promise"), 2_000)
    returned_on: Day | None = fact(22, "day", N_("Returned on"))
    minor_referred: bool | None = fact(23, "boolean", N_("Minor: referred first"))
    birth_requested_on: Day | None = fact(
        24, "day", N_("Birth certificate: asked on"), path="birth_certificate.requested_on"
    )
    judgment_on: Day | None = fact(
        25, "day", N_("Judgment in its place: date"), path="birth_certificate.judgment_on"
    )
    judgment_fcfa: int | None = fact(
        26, "money", N_("Judgment in its place: cost"), path="birth_certificate.judgment_fcfa"
    )
    card_on: Day | None = fact(27, "day", N_("Identity card: date"))
    card_fcfa: int | None = fact(28, "money", N_("Identity card: cost"))
    lawyer: Text | None = line(29, N_("Lawyer or paralegal"), names=True)
    distress_referred: bool | None = fact(30, "boolean", N_("Health or distress: referred"))
    conditions: Text | None = line(31, N_("Conditions set for the return"), 2_000, names=True)
    household: Text | None = line(32, N_("Household that receives"), names=True)
    trade_wish: Text | None = line(33, N_("Trade wished for"))
    return_place: Text | None = line(34, N_("Place of return"), names=True)
    promise_on: Day | None = fact(35, "day", N_("Promise made on"))
    mentor_consent: bool | None = fact(36, "boolean", N_("The mentor agrees"))


class Training(Record):
    """A training or apprenticeship."""

    ETYPE: ClassVar[int] = 61
    NAME: ClassVar[str] = "training"
    TITLE: ClassVar[str] = N_("Training")

    trade: Text | None = line(1, N_("Trade"), searchable=True)
    centre: Text | None = line(2, N_("Centre or master"), names=True)
    started_on: Day | None = fact(3, "day", N_("From"), path="from")
    ended_on: Day | None = fact(4, "day", N_("To"), path="to")
    certificate: bool | None = fact(5, "boolean", N_("Certificate"))
    kit: bool | None = fact(6, "boolean", N_("Kit given"))
    days_attended: int | None = fact(7, "integer", N_("Days attended"), at_most=10_000)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Occupation(Record):
    """What the young person does after so many months."""

    ETYPE: ClassVar[int] = 62
    NAME: ClassVar[str] = "occupation"
    TITLE: ClassVar[str] = N_("Occupation")

    months: int | None = fact(1, "integer", N_("Months after return"), at_most=600)
    what: Text | None = line(2, N_("Occupation"))
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Acceptance(Record):
    """How far family or community accept: 0 refuses, 1 on conditions, 2 tolerates, 3, 4."""

    ETYPE: ClassVar[int] = 63
    NAME: ClassVar[str] = "acceptance"
    TITLE: ClassVar[str] = N_("Acceptance")

    circle: str | None = choice(1, N_("By whom"), k.CIRCLE)
    said_on: Day | None = fact(2, "day", N_("On"), path="on")
    score: int | None = fact(3, "integer", N_("Score, 0 to 4"), at_most=4)
    said_by: Text | None = line(4, N_("Said by"), path="by", names=True)
    speaker: str | None = choice(5, N_("Who speaks"), k.SPEAKER)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Relapse(Record):
    """Whether the young person fell back, and how we know."""

    ETYPE: ClassVar[int] = 64
    NAME: ClassVar[str] = "relapse"
    TITLE: ClassVar[str] = N_("Relapse")

    months: int | None = fact(1, "integer", N_("Months after return"), at_most=600)
    what: str | None = choice(2, N_("Relapse"), k.RELAPSE)
    source: Text | None = line(3, N_("Source"), names=True)
    reliability: str | None = choice(4, N_("The source is"), c.RELIABILITY)
    said_on: Day | None = fact(5, "day", N_("On"))
    seen: bool | None = fact(6, "boolean", N_("Seen in person"))
    residence: Text | None = line(7, N_("Where they live"), names=True)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class MentorVisit(Record):
    """A visit of the peer mentor."""

    ETYPE: ClassVar[int] = 65
    NAME: ClassVar[str] = "mentor_visit"
    TITLE: ClassVar[str] = N_("Visit of the mentor")

    visited_on: Day | None = fact(1, "day", N_("On"), path="on")
    mentor: Ref | None = fact(2, "ref", N_("Peer mentor"), to="party")
    remarks: Text | None = line(3, N_("Remark"), 2_000, names=True)
    rank: int | None = element_rank()
    key: Text | None = element_key()
