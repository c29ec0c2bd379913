"""Agreements: the clauses, who signed, who witnessed, who watches over them."""

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
)


class Agreement(Record):
    """What the parties agreed; once signed, a change is a new version."""

    ETYPE: ClassVar[int] = 30
    NAME: ClassVar[str] = "agreement"
    TITLE: ClassVar[str] = N_("Agreement")

    type: str | None = choice(1, N_("Kind of agreement"), c.AGREEMENT_TYPE)
    signed_on: Day | None = fact(2, "day", N_("Signed on"))
    place_text: Text | None = line(3, N_("Place"), searchable=True, names=True)
    number: Text | None = line(4, N_("Number of the record"), 100, searchable=True)
    paper_kept_at: Text | None = line(5, N_("Paper kept at"), names=True)
    handed_to_committee: bool | None = fact(6, "boolean", N_("Handed to a committee"))
    supersedes: Text | None = line(7, N_("Replaces the agreement"), 100)
    replaces: Ref | None = fact(8, "ref", N_("Amends"), to="agreement")
    version: int | None = fact(9, "integer", N_("Version"), at_least=1, at_most=10_000)
    paper_photo: Ref | None = fact(10, "ref", N_("Photo of the signed paper"), to="document")
    sanctions: Text | None = line(11, N_("What happens if it is broken"), 10_000, names=True)
    absent_discussed: bool | None = fact(
        12, "boolean", N_("Who is absent was discussed before signing")
    )
    key: Text | None = element_key()


class Clause(Record):
    """One commitment: who does what, where, by when, and how it will be verified."""

    ETYPE: ClassVar[int] = 31
    NAME: ClassVar[str] = "clause"
    TITLE: ClassVar[str] = N_("Clause")

    agreement: Ref | None = fact(1, "ref", N_("Agreement"), to="agreement")
    text: Text = line(2, N_("What"), 10_000, required=True, searchable=True, names=True)
    responsible: Ref | None = fact(3, "ref", N_("Who"), to="party")
    due: Day | None = fact(4, "day", N_("By when"))
    verified_by: Text | None = line(5, N_("How it will be verified"), 2_000, names=True)
    amount_fcfa: int | None = fact(6, "money", N_("Amount"))
    place_text: Text | None = line(7, N_("Where"), names=True)
    library_code: Text | None = line(8, N_("From the clause library"), 60)
    receiver: Ref | None = fact(9, "ref", N_("To whom"), to="party")
    paid_fcfa: int | None = fact(10, "money", N_("Paid"))
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Signatory(Record):
    """A party's signature or thumbprint."""

    ETYPE: ClassVar[int] = 32
    NAME: ClassVar[str] = "signatory"
    TITLE: ClassVar[str] = N_("Signatory")

    agreement: Ref | None = fact(1, "ref", N_("Agreement"), to="agreement")
    party: Ref | None = fact(2, "ref", N_("Party"), to="party")
    manner: str | None = choice(3, N_("Manner"), c.MANNER)
    signed_by: Text | None = line(4, N_("Signed by"), names=True)


class Witness(Record):
    """Somebody who saw the signing."""

    ETYPE: ClassVar[int] = 33
    NAME: ClassVar[str] = "witness"
    TITLE: ClassVar[str] = N_("Witness")

    agreement: Ref | None = fact(1, "ref", N_("Agreement"), to="agreement")
    name: Text = line(2, N_("Name"), required=True, names=True)
    rank: int | None = element_rank()


class CommitteeMember(Record):
    """A member of the committee that follows the agreement."""

    ETYPE: ClassVar[int] = 34
    NAME: ClassVar[str] = "committee_member"
    TITLE: ClassVar[str] = N_("Committee member")

    agreement: Ref | None = fact(1, "ref", N_("Agreement"), to="agreement")
    name: Text | None = line(2, N_("Name"), names=True)
    sex: str | None = choice(3, N_("Sex"), c.SEX)
    young: bool | None = fact(4, "boolean", N_("Young"))
    side: Text | None = line(5, N_("Side"), 20)
    community: Text | None = line(6, N_("Community"))
    rank: int | None = element_rank()
    key: Text | None = element_key()


class ReadAloud(Record):
    """In which language the text was read out, and by whom."""

    ETYPE: ClassVar[int] = 35
    NAME: ClassVar[str] = "read_aloud"
    TITLE: ClassVar[str] = N_("Reading aloud")

    agreement: Ref | None = fact(1, "ref", N_("Agreement"), to="agreement")
    language: str | None = choice(2, N_("Language"), c.LANGUAGE)
    read_by: Text | None = line(3, N_("Read by"), path="by", names=True)
    rank: int | None = element_rank()
    key: Text | None = element_key()
