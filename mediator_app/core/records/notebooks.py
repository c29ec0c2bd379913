"""What belongs to the region or to one person rather than to a case."""

from typing import ClassVar

from mediator_app.core.marks import N_
from mediator_app.core.records import codes as c
from mediator_app.core.records import kind_codes as k
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
from mediator_app.core.records.spec import Policy


class PlaceMemory(Record):
    """What should not be forgotten of a place: accords, sacred places, go-betweens."""

    ETYPE: ClassVar[int] = 70
    NAME: ClassVar[str] = "place_memory"
    TITLE: ClassVar[str] = N_("Memory of a place")

    place: Text | None = line(1, N_("Place"), searchable=True, names=True)
    place_id: Text | None = line(2, N_("Place code"), 40)
    since: Fuzzy | None = fact(3, "fuzzy", N_("When"))
    text: Text | None = prose(4, N_("What to remember"), names=True)
    kind: str | None = choice(5, N_("Kind"), c.MEMORY_KIND)
    people: Text | None = line(6, N_("Who knows it"), 2_000, names=True)


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
    role: Text | None = line(8, N_("Role"))
    phone: Text | None = line(9, N_("Phone"), 60, names=True)
    influence: str | None = choice(10, N_("Influence"), c.INFLUENCE)
    place_id: Text | None = line(11, N_("Place code"), 40, policy=Policy.QUIET)


class ListEntry(Record):
    """An entry of a list that the office edits: clause library, sub-types, services."""

    ETYPE: ClassVar[int] = 72
    NAME: ClassVar[str] = "list_entry"
    TITLE: ClassVar[str] = N_("List entry")

    list_name: Text | None = line(1, N_("List"), 60)
    language: str | None = choice(2, N_("Language"), c.LANGUAGE)
    text: Text | None = prose(3, N_("Text"))
    position: int | None = fact(4, "integer", N_("Order"))
    code: Text | None = line(5, N_("Code"), 60)


class OfficeSetting(Record):
    """What the office decides for everybody: goals of participation, who is young."""

    ETYPE: ClassVar[int] = 73
    NAME: ClassVar[str] = "office_setting"
    TITLE: ClassVar[str] = N_("Setting of the office")

    name: Text | None = line(1, N_("Setting"), 60)
    value: Text | None = line(2, N_("Value"), 2_000)


class SeasonalDate(Record):
    """What comes back every year on a corridor or at a place, and when to think of it."""

    ETYPE: ClassVar[int] = 74
    NAME: ClassVar[str] = "seasonal_date"
    TITLE: ClassVar[str] = N_("Date of the season")

    what: str | None = choice(1, N_("What happens"), k.SEASON_EVENT)
    corridor: Text | None = line(2, N_("Corridor"), searchable=True, names=True)
    place: Text | None = line(3, N_("Place"), searchable=True, names=True)
    place_id: Text | None = line(4, N_("Place code"), 40, policy=Policy.QUIET)
    first_on: Day | None = fact(5, "day", N_("From"))
    last_on: Day | None = fact(6, "day", N_("To"))
    days_before: int | None = fact(7, "integer", N_("Remind how many days before"), at_most=365)
    remarks: Text | None = line(8, N_("Remark"), 2_000, names=True)


class CohesionSheet(Record):
    """How many people of one group would share five things with the other group."""

    ETYPE: ClassVar[int] = 75
    NAME: ClassVar[str] = "cohesion_sheet"
    TITLE: ClassVar[str] = N_("Cohesion sheet")

    place: Text | None = line(1, N_("Place"), searchable=True, names=True)
    place_id: Text | None = line(2, N_("Place code"), 40, policy=Policy.QUIET)
    asked_on: Day | None = fact(3, "day", N_("Asked on"))
    asked_by: Text | None = line(4, N_("Asked by"), names=True)
    group: Text | None = line(5, N_("Group"))
    other_group: Text | None = line(6, N_("About which group"))
    sex: str | None = choice(7, N_("Sex"), c.SEX)
    asked: int | None = fact(8, "integer", N_("How many were asked"), at_most=100_000)
    school: int | None = fact(9, "integer", N_("Would share the school"), at_most=100_000)
    grazing: int | None = fact(10, "integer", N_("Would share pasture and water"), at_most=100_000)
    market: int | None = fact(11, "integer", N_("Would share the market"), at_most=100_000)
    wedding: int | None = fact(12, "integer", N_("Would go to their weddings"), at_most=100_000)
    work: int | None = fact(13, "integer", N_("Would work together"), at_most=100_000)
    remarks: Text | None = line(14, N_("Remark"), 2_000, names=True)


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
    decision: str | None = choice(6, N_("Decision"), c.SAME_PERSON)
    decided_by: Text | None = line(7, N_("Decided by"), names=True)
    decided_on: Day | None = fact(8, "day", N_("On"))


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
    case_unit: Ref | None = fact(7, "ref", N_("Case"), to="unit")
    means: str | None = choice(8, N_("Means of travel"), c.TRAVEL)
    route: Text | None = line(9, N_("Way"), 2_000, names=True)
    back_at: Text | None = line(10, N_("Expected at what time"), 20)
    companions: Text | None = line(11, N_("With whom"), names=True)
    checked_in_on: Day | None = fact(12, "day", N_("Last sign of life on"))
    checked_in_at: Text | None = line(13, N_("Last sign of life at"), 20)
    traveller: Text | None = line(14, N_("Who travels"), names=True)


class SavedFilter(Record):
    """A filter of the case list kept under a name."""

    ETYPE: ClassVar[int] = 82
    NAME: ClassVar[str] = "saved_filter"
    TITLE: ClassVar[str] = N_("Saved filter")

    name: Text | None = line(1, N_("Name"))
    query: Text | None = line(2, N_("Search"), 2_000)
