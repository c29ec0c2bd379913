"""Who takes part, who speaks for whom, who agreed to what, and who is not at the table."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from mediator_app.core.marks import N_
from mediator_app.core.records import codes as c
from mediator_app.core.records import kind_codes as k
from mediator_app.core.records.base import (
    Day,
    Record,
    Ref,
    Text,
    Texts,
    among,
    choice,
    element_key,
    element_rank,
    fact,
    line,
    prose,
)
from mediator_app.core.records.spec import Policy


class Party(Record):
    """A person, a group or an institution, as this case knows it."""

    ETYPE: ClassVar[int] = 10
    NAME: ClassVar[str] = "party"
    TITLE: ClassVar[str] = N_("Party")

    type: str = choice(1, N_("Person, group or institution"), c.PARTY_TYPE, required=True)
    name: Text | None = line(2, N_("Name"), searchable=True, names=True)
    role: str | None = choice(3, N_("Role"), c.ROLE)
    side: Text | None = line(4, N_("Side"), 20)
    sex: str | None = choice(5, N_("Sex"), c.SEX)
    birth_year: int | None = fact(6, "integer", N_("Year of birth"), at_least=1880, at_most=2100)
    phone: Text | None = line(7, N_("Phone"), 60, searchable=True, names=True)
    community: Text | None = line(8, N_("Community"), searchable=True)
    size: int | None = fact(9, "integer", N_("How many people"), at_most=10_000_000)
    representative: Ref | None = fact(10, "ref", N_("Represented by"), to="party")
    reachable: str | None = choice(11, N_("Ease of access"), c.REACHABLE)
    sector: str | None = choice(12, N_("Sector"), c.SECTOR)
    level: str | None = choice(13, N_("Level"), c.LEVEL)
    interest: Text | None = line(14, N_("What they want"), 2_000)
    influence: str | None = choice(15, N_("Influence"), c.INFLUENCE)
    aliases: Texts | None = fact(16, "texts", N_("Other names"), searchable=True, names=True)
    part_of: Ref | None = fact(17, "ref", N_("Part of the group"), to="party")
    village: Text | None = line(18, N_("Village or quarter"), searchable=True, names=True)
    livelihood: str | None = choice(19, N_("Livelihood"), k.LIVELIHOOD)
    wanted: bool | None = fact(20, "boolean", N_("Wanted but out of reach"))
    plan: Text | None = line(21, N_("What we do to reach them"), 2_000, names=True)
    code_number: int | None = fact(22, "integer", "", at_most=1_000_000, policy=Policy.QUIET)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Mandate(Record):
    """Who gave a representative the right to speak, for what and until when."""

    ETYPE: ClassVar[int] = 11
    NAME: ClassVar[str] = "mandate"
    TITLE: ClassVar[str] = N_("Mandate")

    party: Ref | None = fact(1, "ref", N_("Speaks for"), to="party")
    given_by: Text | None = line(2, N_("Given by"), names=True)
    scope: Text | None = line(3, N_("To decide on"), 2_000)
    given_on: Day | None = fact(4, "day", N_("Given on"), path="on")
    valid_until: Day | None = fact(5, "day", N_("Valid until"), path="until")
    proof: Text | None = line(6, N_("Proof"), 2_000)
    given_to: Ref | None = fact(7, "ref", N_("Representative"), to="party")
    withdrawn_on: Day | None = fact(8, "day", N_("Withdrawn on"))
    document: Ref | None = fact(9, "ref", N_("Document"), to="document")


class Consent(Record):
    """What a party agreed to; it can be withdrawn."""

    ETYPE: ClassVar[int] = 12
    NAME: ClassVar[str] = "consent"
    TITLE: ClassVar[str] = N_("Consent")

    party: Ref | None = fact(1, "ref", N_("Party"), to="party")
    given_on: Day | None = fact(2, "day", N_("Given on"), path="on")
    form: str | None = choice(3, N_("Form"), c.CONSENT_FORM)
    purposes: Annotated[list[str], AfterValidator(among(c.PURPOSE))] | None = fact(
        4, "codes", N_("Agrees to"), codes=c.PURPOSE
    )
    withdrawn_on: Day | None = fact(5, "day", N_("Withdrawn on"))
    language: str | None = choice(6, N_("Explained in"), c.LANGUAGE)
    witnessed_by: Text | None = line(7, N_("Who was present"), names=True)
    remarks: Text | None = line(8, N_("Remark"), 2_000, names=True)
    document: Ref | None = fact(9, "ref", N_("Document"), to="document")
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Relationship(Record):
    """How two parties are tied."""

    ETYPE: ClassVar[int] = 13
    NAME: ClassVar[str] = "relationship"
    TITLE: ClassVar[str] = N_("Relationship")

    first: Ref | None = fact(1, "ref", N_("From"), path="from", to="party")
    second: Ref | None = fact(2, "ref", N_("To"), path="to", to="party")
    type: str | None = choice(3, N_("Tie"), c.RELATIONSHIP)
    since: Day | None = fact(4, "day", N_("Since"))
    until: Day | None = fact(5, "day", N_("Until"))
    remarks: Text | None = line(6, N_("Remark"), 2_000, names=True)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class AbsentActor(Record):
    """Somebody who should be at the table and is not, and the plan for it."""

    ETYPE: ClassVar[int] = 14
    NAME: ClassVar[str] = "absent_actor"
    TITLE: ClassVar[str] = N_("Absent actor")

    who: Text | None = line(1, N_("Who"), searchable=True, names=True)
    why: Text | None = line(2, N_("Why absent"), 2_000)
    plan: Text | None = prose(3, N_("What we do about it"))
    party: Ref | None = fact(4, "ref", N_("Known as"), to="party")
    done_on: Day | None = fact(5, "day", N_("Done on"))
    rank: int | None = element_rank()
    key: Text | None = element_key()


class ConsentOverride(Record):
    """A supervisor let something be done that nobody agreed to, and said why."""

    ETYPE: ClassVar[int] = 15
    NAME: ClassVar[str] = "consent_override"
    TITLE: ClassVar[str] = N_("Done without consent")

    party: Ref | None = fact(1, "ref", N_("Party"), to="party")
    purpose: str | None = choice(2, N_("What for"), c.PURPOSE)
    decided_by: Text | None = line(3, N_("Decided by"), path="by", names=True)
    decided_on: Day | None = fact(4, "day", N_("On"), path="on")
    reason: Text | None = line(5, N_("Reason"), 2_000)
    rank: int | None = element_rank()
    key: Text | None = element_key()
