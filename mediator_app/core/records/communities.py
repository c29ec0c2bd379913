"""What only disputes between communities have: toll, embargo, truce, earlier accords."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from mediator_app.core.marks import N_
from mediator_app.core.records import codes as c
from mediator_app.core.records import kind_codes as k
from mediator_app.core.records.base import (
    Day,
    Fuzzy,
    Record,
    Text,
    Texts,
    among,
    choice,
    element_key,
    element_rank,
    fact,
    line,
)

MANY = 10_000_000


class Communities(Record):
    """What happened between the communities; the only record of its type in a case."""

    ETYPE: ClassVar[int] = 55
    NAME: ClassVar[str] = "communities"
    TITLE: ClassVar[str] = N_("Communities")

    villages: Texts | None = fact(1, "texts", N_("Villages affected"), names=True)
    trigger: Text | None = line(2, N_("What set it off"), 2_000, searchable=True, names=True)
    houses_burnt: int | None = fact(3, "integer", N_("Houses burnt"), at_most=MANY)
    granaries_burnt: int | None = fact(4, "integer", N_("Granaries burnt"), at_most=MANY)
    cattle_stolen: int | None = fact(5, "integer", N_("Cattle stolen"), at_most=MANY)
    cattle_returned: int | None = fact(6, "integer", N_("Cattle returned"), at_most=MANY)
    armed_actors: Annotated[list[str], AfterValidator(among(k.ARMED_ACTOR))] | None = fact(
        7, "codes", N_("Armed actors present (kind only)"), codes=k.ARMED_ACTOR
    )
    truce_since: Day | None = fact(8, "day", N_("Truce since"), path="truce.since")
    truce_until: Day | None = fact(9, "day", N_("Truce until"), path="truce.until")
    authorities_informed: Texts | None = fact(10, "texts", N_("Authorities informed"), names=True)
    womens_initiative: bool | None = fact(11, "boolean", N_("Initiative of women"))
    ceremony_on: Day | None = fact(12, "day", N_("Ceremony on"))
    access_level: str | None = choice(13, N_("Access and safety"), k.ACCESS_LEVEL)
    rumours: Text | None = line(14, N_("Rumours that go round"), 10_000, names=True)
    escort: bool | None = fact(15, "boolean", N_("Escort needed"))
    go_betweens: Texts | None = fact(16, "texts", N_("Go-betweens"), names=True)
    needs: Text | None = line(17, N_("Urgent needs of the people"), 10_000, names=True)
    authorities_note: Text | None = line(
        18, N_("Authorities: when informed, or why not"), 2_000, names=True
    )
    truce_broken_on: Day | None = fact(19, "day", N_("Truce broken on"), path="truce.broken_on")
    intra_done: Text | None = line(20, N_("Dialogue inside each community: where it stands"), 2_000)


class CommunityCount(Record):
    """The toll of one community."""

    ETYPE: ClassVar[int] = 56
    NAME: ClassVar[str] = "community_count"
    TITLE: ClassVar[str] = N_("Toll of a community")

    community: Text | None = line(1, N_("Community"))
    sex: str | None = choice(2, N_("Sex"), c.SEX)
    dead: int | None = fact(3, "integer", N_("Dead"), at_most=MANY)
    injured: int | None = fact(4, "integer", N_("Injured"), at_most=MANY)
    missing: int | None = fact(5, "integer", N_("Missing"), at_most=MANY)
    abducted: int | None = fact(6, "integer", N_("Abducted"), at_most=MANY)
    displaced: int | None = fact(7, "integer", N_("Displaced"), at_most=MANY)
    returned: int | None = fact(8, "integer", N_("Returned"), at_most=MANY)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Embargo(Record):
    """A market, well or road closed to a community, since when and lifted when."""

    ETYPE: ClassVar[int] = 57
    NAME: ClassVar[str] = "embargo"
    TITLE: ClassVar[str] = N_("Embargo")

    what: Text | None = line(1, N_("What is closed"), names=True)
    since: Fuzzy | None = fact(2, "fuzzy", N_("Since"))
    lifted_on: Day | None = fact(3, "day", N_("Lifted on"))
    kind: str | None = choice(4, N_("Kind"), k.EMBARGO_ON)
    remarks: Text | None = line(5, N_("Remark"), 2_000, names=True)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class EarlierAccord(Record):
    """An accord made before, and what became of it."""

    ETYPE: ClassVar[int] = 58
    NAME: ClassVar[str] = "earlier_accord"
    TITLE: ClassVar[str] = N_("Earlier accord")

    text: Text | None = line(1, N_("Accord"), 2_000, searchable=True, names=True)
    made_on: Fuzzy | None = fact(2, "fuzzy", N_("When"), path="on")
    fate: Text | None = line(3, N_("What became of it"), 2_000)
    rank: int | None = element_rank()
    key: Text | None = element_key()
