"""What cannot be true together, though each value alone fits its field."""

from __future__ import annotations

from collections.abc import Mapping

from mediator_app.core.cohesion import ITEMS, TOO_MANY
from mediator_app.core.marks import N_
from mediator_app.core.records.base import Record
from mediator_app.core.records.meetings import HeadCount, Meeting
from mediator_app.core.records.notebooks import CohesionSheet
from mediator_app.core.records.parties import Party
from mediator_app.core.validate import Fault

YOUNG_TOO_MANY = N_("More young people than people were counted.")
CYCLE = N_("“{key}” would be represented by itself, through others.")


def faults(record: Record, eid: bytes, others: Mapping[bytes, Record]) -> list[Fault]:
    """Return what contradicts in a record, among the `others` of its case."""
    if isinstance(record, (Meeting, HeadCount)):
        return _young(record)
    if isinstance(record, CohesionSheet):
        return _more_than_asked(record)
    if isinstance(record, Party) and _comes_back(record, eid, others):
        return [Fault("representative", "representative", CYCLE, {"key": _called(record, eid)})]
    return []


def _young(count: Meeting | HeadCount) -> list[Fault]:
    pairs = (("young_women", "women"), ("young_men", "men"))
    return [
        Fault(young, young, YOUNG_TOO_MANY)
        for young, everybody in pairs
        if (getattr(count, young) or 0) > (getattr(count, everybody) or 0)
    ]


def _more_than_asked(sheet: CohesionSheet) -> list[Fault]:
    return [
        Fault(item, item, TOO_MANY)
        for item in ITEMS
        if (getattr(sheet, item) or 0) > (sheet.asked or 0)
    ]


def _comes_back(party: Party, start: bytes, others: Mapping[bytes, Record]) -> bool:
    seen = {start}
    here: Record | None = party
    while isinstance(here, Party) and here.representative:
        if here.representative in seen:
            return True
        seen.add(here.representative)
        here = others.get(here.representative)
    return False


def _called(party: Party, eid: bytes) -> str:
    return party.key or party.name or eid.hex()
