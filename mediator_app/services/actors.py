"""The actors and the memory of a place, in the region's notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediator_app.core.names import fold, sort_key
from mediator_app.core.records.base import Record
from mediator_app.core.records.notebooks import Actor, PlaceMemory
from mediator_app.core.records.parties import Party
from mediator_app.core.view import Entry
from mediator_app.services import cases, notebooks, views
from mediator_app.services.places import places
from mediator_app.services.work import Changed, Workspace


@dataclass(frozen=True, slots=True)
class PlaceBook:
    """What the region knows of one place, and of the places inside it."""

    actors: tuple[Entry[Actor], ...]
    memories: tuple[Entry[PlaceMemory], ...]


def book(work: Workspace, place: str, place_id: str | None) -> PlaceBook:
    """Return actors and memory of a place; with neither name nor code, of the whole region."""
    with work.read() as connection:
        held = views.some(connection, work.info.region_unit, Actor, PlaceMemory)
    actors = [e for e in held.all(Actor) if _is_of(e.record, place, place_id)]
    memories = [e for e in held.all(PlaceMemory) if _is_of(e.record, place, place_id)]
    actors.sort(key=lambda e: (sort_key(e.record.name or ""), e.eid))
    memories.sort(key=lambda e: (_day(e), e.eid), reverse=True)
    return PlaceBook(tuple(actors), tuple(memories))


def _is_of(record: Record, place: str, place_id: str | None) -> bool:
    if not place and not place_id:
        return True
    its_id = getattr(record, "place_id", None)
    if place_id and its_id and its_id in places():
        around = [place_.id for place_ in places().parents(its_id)]
        return place_id == its_id or place_id in around
    first = fold(place).split()
    return fold(str(getattr(record, "place", None) or "")).split()[: len(first)] == first


def _day(entry: Entry[PlaceMemory]) -> str:
    since = entry.record.since
    return (since[0] or "") if since else ""


def save(
    work: Workspace, kind: type[Record], values: Mapping[str, Any], eid: bytes | None = None
) -> Changed:
    """Keep an actor or a memory."""
    return notebooks.save(work, work.info.region_unit, kind.NAME, values, eid)


def remove(work: Workspace, eid: bytes) -> Changed:
    return notebooks.remove(work, work.info.region_unit, eid)


def move_actor(work: Workspace, eid: bytes, sector: str, level: str) -> Changed:
    """Put an actor of a place into another cell of the map."""
    return save(work, Actor, {"sector": sector, "level": level}, eid)


def move_party(work: Workspace, unit_id: bytes, eid: bytes, sector: str, level: str) -> Changed:
    """Put a party of a case into another cell of the map."""
    values = {"sector": sector, "level": level}
    return cases.save(work, unit_id, Party.NAME, values, eid=eid)[1]
