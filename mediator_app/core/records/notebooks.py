"""What belongs to the region or to one person rather than to a case."""

from typing import ClassVar

from mediator_app.core.marks import N_
from mediator_app.core.records import codes as c
from mediator_app.core.records.base import (
    Day,
    Fuzzy,
    Record,
    Ref,
    Text,
    choice,
    fact,
    line,
    prose,
)


class PlaceMemory(Record):
    """What should not be forgotten of a place: accords, sacred places, go-betweens."""

    ETYPE: ClassVar[int] = 70
    NAME: ClassVar[str] = "place_memory"
    TITLE: ClassVar[str] = N_("Memory of a place")

    place: Text | None = line(1, N_("Place"), searchable=True, names=True)
    place_id: Text | None = line(2, N_("Place code"), 40)
    since: Fuzzy | None = fact(3, "fuzzy", N_("When"))
    text: Text | None = prose(4, N_("What to remember"), names=True)


class Actor(Record):
    """Somebody on the map of actors of a place."""

    ETYPE: ClassVar[int] = 71
    NAME: ClassVar[str] = "actor"
    TITLE: ClassVar[str] = N_("Actor")

    name: Text | None = line(1, N_("Name"), searchable=True, names=True)
    place: Text | None = line(2, N_("Place"), searchable=True, names=True)
    sector: str | None = choice(3, N_("Sector"), c.SECTOR)
    level: str | None = choice(4, N_("Level"), c.LEVEL)
    reachable: str | None = choice(5, N_("Ease of access"), c.REACHABLE)
    wanted: bool | None = fact(6, "boolean", N_("Wanted but out of reach"))
    plan: Text | None = line(7, N_("What we do about it"), 2_000)


class ListEntry(Record):
    """An entry of a list that the office edits: clause library, sub-types, services."""

    ETYPE: ClassVar[int] = 72
    NAME: ClassVar[str] = "list_entry"
    TITLE: ClassVar[str] = N_("List entry")

    list_name: Text | None = line(1, N_("List"), 60)
    language: str | None = choice(2, N_("Language"), c.LANGUAGE)
    text: Text | None = prose(3, N_("Text"))
    position: int | None = fact(4, "integer", N_("Order"))


class SamePerson(Record):
    """Two parties of different cases who are one person, said by a person."""

    ETYPE: ClassVar[int] = 80
    NAME: ClassVar[str] = "same_person"
    TITLE: ClassVar[str] = N_("Same person")

    first_case: Ref | None = fact(1, "ref", N_("First case"), to="unit")
    first: Ref | None = fact(2, "ref", N_("First"), to="party")
    second_case: Ref | None = fact(3, "ref", N_("Second case"), to="unit")
    second: Ref | None = fact(4, "ref", N_("Second"), to="party")
    reason: Text | None = line(5, N_("Reason"), 2_000)


class Trip(Record):
    """A journey of the mediator and when to worry."""

    ETYPE: ClassVar[int] = 81
    NAME: ClassVar[str] = "trip"
    TITLE: ClassVar[str] = N_("Trip")

    destination: Text | None = line(1, N_("Where"), searchable=True, names=True)
    leaves_on: Day | None = fact(2, "day", N_("Leaves on"))
    back_on: Day | None = fact(3, "day", N_("Expected back on"))
    returned_on: Day | None = fact(4, "day", N_("Back on"))
    contact: Text | None = line(5, N_("Whom to call"), names=True)
    note: Text | None = line(6, N_("Note"), 2_000)


class SavedFilter(Record):
    """A filter of the case list kept under a name."""

    ETYPE: ClassVar[int] = 82
    NAME: ClassVar[str] = "saved_filter"
    TITLE: ClassVar[str] = N_("Saved filter")

    name: Text | None = line(1, N_("Name"))
    query: Text | None = line(2, N_("Search"), 2_000)
