"""What only land disputes have: resource, right, corridor and damage."""

from typing import ClassVar

from mediator_app.core.marks import N_
from mediator_app.core.records import kind_codes as k
from mediator_app.core.records.base import (
    Day,
    Fuzzy,
    Record,
    Text,
    Texts,
    choice,
    element_key,
    element_rank,
    fact,
    line,
)


class Land(Record):
    """The disputed resource; the only record of its type in a land case."""

    ETYPE: ClassVar[int] = 50
    NAME: ClassVar[str] = "land"
    TITLE: ClassVar[str] = N_("Land")

    resource: Text | None = line(1, N_("Resource"), searchable=True)
    area_ha: int | None = fact(2, "area", N_("Area"), at_most=10**12)
    area_local: Text | None = line(3, N_("Area in the local measure"))
    right_basis: Text | None = line(4, N_("Basis of the right"))
    right_holder: Text | None = line(5, N_("Holder or manager of the right"), names=True)
    evidence: Texts | None = fact(6, "texts", N_("Evidence"), names=True)
    season: Text | None = line(7, N_("Season"))
    corridor_name: Text | None = line(
        8, N_("Corridor"), path="corridor.name", searchable=True, names=True
    )
    corridor_width_m: int | None = fact(
        9, "integer", N_("Width in metres"), path="corridor.width_m", at_most=100_000
    )
    corridor_obstacle: Text | None = line(10, N_("Obstacle"), path="corridor.obstacle")
    corridor_marking: str | None = choice(
        11, N_("Boundary marks"), k.MARKING, path="corridor.marking"
    )
    in_court: bool | None = fact(12, "boolean", N_("Before a court"))
    people_depending: int | None = fact(
        13, "integer", N_("People who live from it"), at_most=10_000_000
    )
    women_rights_affected: bool | None = fact(14, "boolean", N_("Women's use is affected"))
    resource_kind: str | None = choice(15, N_("Kind of resource"), k.RESOURCE)
    right_kind: str | None = choice(16, N_("The right comes from"), k.RIGHT)
    violence: str | None = choice(17, N_("Violence so far"), k.VIOLENCE)
    court_number: Text | None = line(18, N_("Number before the court"), 100)
    descent: Fuzzy | None = fact(19, "fuzzy", N_("Descent of the herds"))
    herd_return: Fuzzy | None = fact(20, "fuzzy", N_("Return of the herds"))
    release: Fuzzy | None = fact(21, "fuzzy", N_("Release of the fields"))
    harvest: Fuzzy | None = fact(22, "fuzzy", N_("Harvest"))


class Damage(Record):
    """One crop damage: estimated, asked, agreed, paid."""

    ETYPE: ClassVar[int] = 51
    NAME: ClassVar[str] = "damage"
    TITLE: ClassVar[str] = N_("Damage")

    happened_on: Fuzzy | None = fact(1, "fuzzy", N_("When"), path="on")
    crop: Text | None = line(2, N_("Crop"))
    area_ha: int | None = fact(3, "area", N_("Area"), at_most=10**12)
    animals: Text | None = line(4, N_("Animals"))
    estimated_by: Text | None = line(5, N_("Estimated by"), names=True)
    asked_fcfa: int | None = fact(6, "money", N_("Asked"))
    agreed_fcfa: int | None = fact(7, "money", N_("Agreed"))
    paid_fcfa: int | None = fact(8, "money", N_("Paid"))
    crop_stage: Text | None = line(9, N_("Stage of the crop"))
    animals_count: int | None = fact(10, "integer", N_("Number of animals"), at_most=1_000_000)
    herder: Text | None = line(11, N_("Herder"), names=True)
    estimated_fcfa: int | None = fact(12, "money", N_("Estimated"))
    paid_on: Day | None = fact(13, "day", N_("Paid on"))
    rank: int | None = element_rank()
    key: Text | None = element_key()


class BoundaryMark(Record):
    """One mark along a corridor or a boundary: stone, tree, post."""

    ETYPE: ClassVar[int] = 52
    NAME: ClassVar[str] = "boundary_mark"
    TITLE: ClassVar[str] = N_("Boundary mark")

    name: Text | None = line(1, N_("Mark"), names=True)
    what: Text | None = line(2, N_("What it is"))
    place_text: Text | None = line(3, N_("Where"), names=True)
    state: str | None = choice(4, N_("State"), k.MARKING)
    set_on: Day | None = fact(5, "day", N_("Set on"))
    remarks: Text | None = line(6, N_("Remark"), 2_000, names=True)
    rank: int | None = element_rank()
    key: Text | None = element_key()
