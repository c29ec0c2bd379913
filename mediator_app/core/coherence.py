"""What cannot be true together, though each value alone fits its field."""

from __future__ import annotations

from collections.abc import Mapping

from mediator_app.core.cohesion import ITEMS, TOO_MANY
from mediator_app.core.marks import N_
from mediator_app.core.records.base import Record
from mediator_app.core.records.meetings import HeadCount, Meeting
from mediator_app.core.records.notebooks import CohesionSheet
from mediator_app.core.records.parties import Mandate, Party, Relationship
from mediator_app.core.validate import Fault

YOUNG_TOO_MANY = N_("More young people than people were counted.")
CYCLE = N_("“{key}” would be represented by itself, through others.")
ITSELF = N_(
    "“{key}” would be represented by itself. Leave it empty, or choose who speaks for them."
)
PART_OF_ITSELF = N_("“{key}” would be a part of itself.")
OWN_MANDATE = N_("A mandate is given to somebody else than the one it speaks for.")
ONE_END = N_("A tie needs two ends: choose somebody else.")
ENDS_BEFORE = N_("This day lies before the day it begins.")


def faults(record: Record, eid: bytes, others: Mapping[bytes, Record]) -> list[Fault]:
    """Return what contradicts in a record, among the `others` of its case."""
    if isinstance(record, (Meeting, HeadCount)):
        return _young(record)
    if isinstance(record, CohesionSheet):
        return _more_than_asked(record)
    if isinstance(record, Party):
        return _turns(record, eid, others)
    if isinstance(record, Mandate):
        return _mandate(record)
    if isinstance(record, Relationship):
        return _tie(record)
    return []


def _turns(party: Party, eid: bytes, others: Mapping[bytes, Record]) -> list[Fault]:
    key = {"key": _called(party, eid)}
    if party.representative == eid:
        return [Fault("representative", "representative", ITSELF, key)]
    found: list[Fault] = []
    if _comes_back(party, eid, others, "representative"):
        found.append(Fault("representative", "representative", CYCLE, key))
    if _comes_back(party, eid, others, "part_of"):
        found.append(Fault("part_of", "part_of", PART_OF_ITSELF, key))
    return found


def _mandate(mandate: Mandate) -> list[Fault]:
    found = _ends(mandate.given_on, "valid_until", mandate.valid_until)
    found += _ends(mandate.given_on, "withdrawn_on", mandate.withdrawn_on)
    if mandate.given_to and mandate.given_to == mandate.party:
        found.append(Fault("given_to", "given_to", OWN_MANDATE))
    return found


def _tie(tie: Relationship) -> list[Fault]:
    found = _ends(tie.since, "until", tie.until)
    if tie.first and tie.first == tie.second:
        found.append(Fault("second", "to", ONE_END))
    return found


def _ends(first: str | None, name: str, last: str | None) -> list[Fault]:
    return [Fault(name, name, ENDS_BEFORE)] if first and last and last < first else []


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


def _comes_back(party: Party, start: bytes, others: Mapping[bytes, Record], by: str) -> bool:
    """Tell whether following one reference from party to party ends in a circle."""
    seen = {start}
    here: Record | None = party
    while isinstance(here, Party) and (following := getattr(here, by)):
        if following in seen:
            return True
        seen.add(following)
        here = others.get(following)
    return False


def _called(party: Party, eid: bytes) -> str:
    return party.key or party.name or eid.hex()
