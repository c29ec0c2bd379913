"""Journeys of mediators: planned, under way, and those of whom nothing was heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediator_app.core import trips as rules
from mediator_app.core.marks import N_
from mediator_app.core.records.notebooks import Trip
from mediator_app.core.trips import TripState
from mediator_app.core.validate import Fault
from mediator_app.core.view import Entry, entry
from mediator_app.db.reads import trips as reads
from mediator_app.journal import Edit
from mediator_app.services import views
from mediator_app.services.cases import NotValid, change, checked, create, vars_of
from mediator_app.services.work import Changed, Workspace

BACK_BEFORE = N_("The day of return lies before the day of leaving.")
NO_HOUR = N_("Write the hour as 18:00.")


@dataclass(frozen=True, slots=True)
class TripLine:
    """One trip: whose notebook it stands in, and where it stands now."""

    unit_id: bytes
    trip: Entry[Trip]
    state: TripState
    is_own: bool


def trips(work: Workspace, *, past: bool = False) -> list[TripLine]:
    """Return all trips this laptop knows that are not over, those of whom nothing was heard first.

    With `past`, those that are over as well, the newest first.
    """
    now = work.environment.now()
    minutes = now.hour * 60 + now.minute
    with work.read() as connection:
        rows = reads.trips(connection, past=past)
    order = list(TripState)
    order.insert(0, order.pop(order.index(TripState.MISSED)))
    found: list[TripLine] = []
    for unit_id, eid, values in rows:
        made = entry(Trip.NAME, eid, values)
        state = rules.state(made.record, now.date(), minutes)
        found.append(TripLine(unit_id, made, state, unit_id == work.info.person_unit))
    return sorted(found, key=lambda line: order.index(line.state))


def plan(work: Workspace, values: Mapping[str, Any], eid: bytes | None = None) -> Changed:
    """Keep a new trip, or what changed in a known one, in the person's own notebook.

    What is checked is the trip as it will be, with the facts that stay.
    """
    given = {name: value for name, value in values.items() if value is not None}
    if eid is None:
        given.setdefault("traveller", work.info.name)
    own = work.info.person_unit
    with work.write() as writer:
        known = views.some(writer.connection, own, Trip).by_id(eid) if eid else None
        after = {**(vars_of(known.record) if known else {}), **values, **given}
        made: Trip = checked(Trip, {n: value for n, value in after.items() if value is not None})
        _check(made)
        if eid is None:
            eid = bytes([Trip.ETYPE]) + work.environment.random_bytes(15)
            edit = create(Trip, eid, vars_of(made))
        else:
            edit = change(Trip, eid, dict(values))
        writer.author(own, [edit])
        return writer.changed


def sign_of_life(work: Workspace, eid: bytes) -> Changed:
    """Note that the traveller was heard of now."""
    now = work.environment.now()
    facts = {"checked_in_on": now.date().isoformat(), "checked_in_at": f"{now:%H:%M}"}
    return _note(work, eid, facts)


def returned(work: Workspace, eid: bytes) -> Changed:
    """Note that the traveller is back."""
    return _note(work, eid, {"returned_on": work.today().isoformat()})


def remove(work: Workspace, eid: bytes) -> Changed:
    """Take a trip away; it stays in the log."""
    return _note(work, eid, {}, alive=False)


def _note(work: Workspace, eid: bytes, facts: dict[str, Any], *, alive: bool = True) -> Changed:
    with work.write() as writer:
        unit_id = reads.unit_of(writer.connection, eid) or work.info.person_unit
        edit = change(Trip, eid, facts) if alive else Edit(Trip.ETYPE, eid, {0: False})
        writer.author(unit_id, [edit])
        return writer.changed


def _check(trip: Trip) -> None:
    if trip.leaves_on and trip.back_on and trip.back_on < trip.leaves_on:
        raise NotValid([Fault("back_on", "back_on", BACK_BEFORE, {})])
    for name in ("back_at", "checked_in_at"):
        text = getattr(trip, name)
        if text and rules.minutes_of(text) is None:
            raise NotValid([Fault(name, name, NO_HOUR, {})])
