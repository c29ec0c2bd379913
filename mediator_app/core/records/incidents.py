"""Events that hurt or frighten, with how far they can be believed."""

from typing import ClassVar

from mediator_app.core.marks import N_
from mediator_app.core.records import codes as c
from mediator_app.core.records.base import (
    Fuzzy,
    Record,
    Text,
    choice,
    element_key,
    element_rank,
    fact,
    line,
    prose,
)

MANY = 1_000_000  # people hit by one event


class Incident(Record):
    """One event, in a case or in the region's notebook."""

    ETYPE: ClassVar[int] = 45
    NAME: ClassVar[str] = "incident"
    TITLE: ClassVar[str] = N_("Incident")

    happened_on: Fuzzy | None = fact(1, "fuzzy", N_("When"), path="date")
    type: str | None = choice(2, N_("What happened"), c.INCIDENT_TYPE)
    type_text: Text | None = line(3, N_("In other words"))
    dead: int | None = fact(4, "integer", N_("Dead"), at_most=MANY)
    injured: int | None = fact(5, "integer", N_("Injured"), at_most=MANY)
    displaced: int | None = fact(6, "integer", N_("Displaced"), at_most=MANY)
    source_reliability: str | None = choice(7, N_("The source is"), c.RELIABILITY)
    credibility: str | None = choice(8, N_("The news is"), c.CREDIBILITY)
    second_source: Text | None = line(9, N_("Second source"), 2_000, names=True)
    place_text: Text | None = line(10, N_("Place"), searchable=True, names=True)
    text: Text | None = prose(11, N_("Account"), names=True)
    reopens: bool | None = fact(12, "boolean", N_("Touches the agreement"))
    settled_on: Fuzzy | None = fact(13, "fuzzy", N_("Settled"))
    rank: int | None = element_rank()
    key: Text | None = element_key()
