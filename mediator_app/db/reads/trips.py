"""Journeys in all notebooks that this laptop holds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from mediator_app.core.records.notebooks import Trip
from mediator_app.db.reads.view import records_of

PAST = 200  # of one notebook

_NOTEBOOKS = text(
    """
    SELECT DISTINCT unit.case_no, unit.unit_id
      FROM trip JOIN unit ON unit.case_no = trip.case_no
     WHERE trip.alive = 1 ORDER BY unit.case_no
    """
)
_UNIT = text(
    """
    SELECT unit.unit_id FROM trip JOIN unit ON unit.case_no = trip.case_no
     WHERE trip.eid = :eid AND trip.alive = 1
    """
)


def trips(connection: Connection, *, past: bool) -> list[tuple[bytes, bytes, dict[str, Any]]]:
    """Return unit, id and facts of the trips that are not over; with `past`, of the others too."""
    found: list[tuple[bytes, bytes, dict[str, Any]]] = []
    for case_no, unit_id in connection.execute(_NOTEBOOKS).all():
        held = records_of(connection, case_no, only=(Trip.ETYPE,)).get(Trip.ETYPE, [])
        found += [(unit_id, eid, facts) for eid, facts in held if past or not facts["returned_on"]]
    found.sort(key=lambda line: line[2]["back_on"] or "", reverse=past)
    return found[:PAST] if past else found


def unit_of(connection: Connection, eid: bytes) -> bytes | None:
    """Return the notebook in which a trip stands."""
    return connection.execute(_UNIT, {"eid": eid}).scalar()
