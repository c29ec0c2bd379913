"""The people and groups of all cases, for the list of people and the search for doubles."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from mediator_app.db.reads.bare import fetched

_PEOPLE = text(
    """
    SELECT p.case_no, p.eid, unit.unit_id, f.number, f.title, coalesce(f.names_hidden, 0),
           p.type, p.name, p.aliases, p.role, p.sex, p.birth_year, p.village, p.community,
           p.code_number, p.size, f.stage, f.closed_on
      FROM party AS p
     CROSS JOIN case_file AS f ON f.case_no = p.case_no AND f.alive = 1
     CROSS JOIN unit ON unit.case_no = p.case_no
     WHERE p.alive = 1
    """
)
# Cases that are likely enough to be looked at: of one kind and one commune, or of no known place.
_NEAR = text(
    """
    SELECT f.case_no, unit.unit_id, f.number, f.title, coalesce(f.names_hidden, 0), f.kind,
           f.region, f.cercle, f.commune, f.locality, f.opened_on, f.event_date, f.stage,
           f.closed_on
      FROM case_file AS f
     CROSS JOIN unit ON unit.case_no = f.case_no
     WHERE f.alive = 1 AND f.kind IS :kind AND unit.unit_id <> :unit
       AND coalesce(f.region, '') = coalesce(:region, '')
       AND (f.cercle IS NULL OR :cercle IS NULL OR f.cercle = :cercle)
    """
)
_NAMES = text(
    """
    SELECT p.case_no, p.name, p.aliases
      FROM json_each(:numbers) AS wanted CROSS JOIN party AS p ON p.case_no = wanted.value
     WHERE p.alive = 1
    """
)


def raw_people(connection: Connection) -> list[tuple[Any, ...]]:
    """Return everybody as the driver gives them; `services.people` makes lines of them."""
    return fetched(connection, _PEOPLE)


def near_cases(
    connection: Connection,
    unit_id: bytes,
    *,
    kind: str | None,
    region: str | None,
    cercle: str | None,
) -> list[tuple[Any, ...]]:
    """Return the other cases of a kind in one cercle."""
    wanted = {"unit": unit_id, "kind": kind, "region": region, "cercle": cercle}
    return fetched(connection, _NEAR.bindparams(**wanted))


def names_in(connection: Connection, numbers: str) -> list[tuple[Any, ...]]:
    """Return the names of all parties in these cases, given as a JSON list of numbers."""
    return fetched(connection, _NAMES.bindparams(numbers=numbers))
