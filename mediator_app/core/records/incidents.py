"""Events that hurt or frighten, with how far they can be believed."""

from typing import ClassVar

from mediator_app.core.marks import N_
from mediator_app.core.records import codes as c
from mediator_app.core.records.base import (
    Day,
    Fuzzy,
    Record,
    Refs,
    Text,
    choice,
    element_key,
    element_rank,
    fact,
    line,
    prose,
)
from mediator_app.core.records.spec import Policy

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
    severity: str | None = choice(14, N_("How grave"), c.SEVERITY)
    state: str | None = choice(15, N_("State of the news"), c.INCIDENT_STATE)
    region: Text | None = line(16, N_("Region"), searchable=True)
    cercle: Text | None = line(17, N_("Cercle"), searchable=True)
    commune: Text | None = line(18, N_("Commune"), searchable=True)
    locality: Text | None = line(19, N_("Village or quarter"), searchable=True, names=True)
    place_id: Text | None = line(20, N_("Place code"), 40, policy=Policy.QUIET)
    reported_on: Day | None = fact(21, "day", N_("Reported on"))
    reported_by: Text | None = line(22, N_("Reported by"), names=True)
    answer: Text | None = line(23, N_("What was done"), 2_000, names=True)
    answered_on: Day | None = fact(24, "day", N_("Answered on"))
    cases: Refs | None = fact(25, "refs", N_("Linked cases"), to="unit")
    external_id: Text | None = line(26, N_("Reference elsewhere"), 200)
    latitude: int | None = fact(
        27, "integer", N_("Latitude"), at_least=-90_000_000, at_most=90_000_000
    )
    longitude: int | None = fact(
        28, "integer", N_("Longitude"), at_least=-180_000_000, at_most=180_000_000
    )
    against_mediator: bool | None = fact(29, "boolean", N_("Against a mediator"))
    actors: Text | None = line(30, N_("Who is said to have done it"), 2_000, names=True)
    rank: int | None = element_rank()
    key: Text | None = element_key()
