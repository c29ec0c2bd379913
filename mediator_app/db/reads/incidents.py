"""Incidents of the region's notebook and of all cases, for lists, steps and imports."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, TextClause, bindparam, column, select, table, text

from mediator_app.core.alerts import Packed
from mediator_app.core.records.incidents import Incident
from mediator_app.core.whereabouts import Area
from mediator_app.db.reads.bare import fetched
from mediator_app.db.reads.columns import case_file, unit
from mediator_app.db.tables.projected import TYPES

CASE, REGION = 1, 2  # kinds of units
AT_ONCE = 500  # ids bound in one query

# What a case keeps by codes (names_hidden) tells its village to nobody who reads a list.
_ROWS = text(
    """
    SELECT i.case_no, i.eid, unit.unit_id, case_file.number, i.happened_on, i.type, i.type_text,
           i.dead, i.injured, i.displaced, i.source_reliability, i.credibility, i.second_source,
           i.severity, i.state, i.against_mediator, i.reported_on, i.answered_on,
           coalesce(i.region, case_file.region),
           coalesce(i.cercle, iif(i.region IS NULL, case_file.cercle, NULL)),
           coalesce(i.commune, iif(i.region IS NULL, case_file.commune, NULL)),
           i.locality, i.place_text,
           coalesce(i.place_id, iif(i.region IS NULL, case_file.place_id, NULL)),
           case_file.names_hidden
      FROM incident AS i
      JOIN unit ON unit.case_no = i.case_no
      LEFT JOIN case_file ON case_file.case_no = i.case_no AND case_file.alive = 1
     WHERE i.alive = 1 AND (unit.kind = 2 OR case_file.case_no IS NOT NULL)
    """
)
_LINKED = text(
    """
    SELECT case_no, eid, cases FROM incident
     WHERE alive = 1 AND cases IS NOT NULL
    """
)
_LATE = text(
    """
    SELECT i.case_no, i.eid, unit.unit_id, case_file.number, i.reported_on, i.type, i.severity,
           i.state, i.second_source, i.credibility, i.answered_on,
           coalesce(i.commune, i.cercle, i.region, case_file.commune, case_file.region)
      FROM incident AS i
      JOIN unit ON unit.case_no = i.case_no
      LEFT JOIN case_file ON case_file.case_no = i.case_no AND case_file.alive = 1
     WHERE i.alive = 1 AND i.reported_on < :day AND i.answered_on IS NULL
       AND (unit.kind = 2 OR case_file.case_no IS NOT NULL)
     ORDER BY i.reported_on, i.case_no, i.eid LIMIT :most
    """
)
_FIELDS = Incident.spec().fields
_INCIDENT = table(
    "incident",
    column("case_no"),
    column("eid"),
    column("alive"),
    *(column(field.name, TYPES[field.storage]) for field in _FIELDS),
)


@dataclass(frozen=True, slots=True)
class LateRow:
    """An alert without an answer; what the rules of core.news look at."""

    case_no: int
    eid: bytes
    unit_id: bytes
    number: str | None
    reported_on: str | None
    type: str | None
    severity: str | None
    state: str | None
    second_source: str | None
    credibility: str | None
    answered_on: str | None
    place: str | None


def raw_rows(connection: Connection) -> list[tuple[Any, ...]]:
    """Return all incidents as the driver gives them; `packed` makes a line of one."""
    return fetched(connection, _ROWS)


def packed(raw: Sequence[Any], area: Area) -> Packed:
    """Return what an AlertRow is made of."""
    first, last, words = _days(raw[4])
    region, cercle, commune, locality, place_text, _, hidden = raw[18:25]
    near = None if hidden else (place_text or locality)
    parts = (near, commune, cercle, region)
    place = ", ".join(dict.fromkeys(part for part in parts if part))
    told = (*raw[:4], first, last, words, *raw[5:15], bool(raw[15]), *raw[16:18])
    return (*told, place, area.region, area.cercle)


def where(raw: Sequence[Any]) -> tuple[str | None, str | None, str | None]:
    """Return region, cercle and place code of a raw row."""
    return raw[18], raw[19], raw[23]


def _days(stored: object) -> tuple[str | None, str | None, str | None]:
    found: object = json.loads(stored) if isinstance(stored, str) else None
    if not isinstance(found, list):
        return None, None, None
    parts = cast("list[object]", found)[:3]
    first, last, words = (
        part if isinstance(part, str) else None for part in [*parts, *_NO_DAYS][:3]
    )
    return first, last, words


_NO_DAYS = (None, None, None)


def facts(connection: Connection, case_no: int, eid: bytes) -> dict[str, Any] | None:
    """Return one incident's facts by name, or None when it is not there."""
    return next((found for _, found in _facts_of(connection, case_no, [eid])), None)


def facts_of(
    connection: Connection, case_no: int, eids: Collection[bytes]
) -> Mapping[bytes, dict[str, Any]]:
    """Return those of many incidents of a unit that are there."""
    return dict(_facts_of(connection, case_no, sorted(eids)))


def _facts_of(
    connection: Connection, case_no: int, eids: Sequence[bytes]
) -> Iterator[tuple[bytes, dict[str, Any]]]:
    names = [field.name for field in _FIELDS]
    c = _INCIDENT.c
    query = select(c.eid, *(c[name] for name in names)).where(
        c.case_no == bindparam("case_no"),
        c.alive == 1,
        c.eid.in_(bindparam("eids", expanding=True)),
    )
    for start in range(0, len(eids), AT_ONCE):
        part = {"case_no": case_no, "eids": list(eids[start : start + AT_ONCE])}
        for eid, *values in connection.execute(query, part):
            yield eid, dict(zip(names, values, strict=True))


def linked(connection: Connection, unit_id: bytes) -> list[tuple[int, bytes]]:
    """Return which incidents, wherever they are kept, name a case."""
    wanted = unit_id.hex()
    return [
        (case_no, eid)
        for case_no, eid, cases in fetched(connection, _LINKED)
        if isinstance(cases, str) and wanted in cases
    ]


def late(connection: Connection, before: str, *, most: int = 200) -> list[LateRow]:
    """Return alerts reported before a day to which nobody wrote an answer, the oldest first."""
    return _late(connection, _LATE, {"day": before, "most": most})


def _late(connection: Connection, query: TextClause, values: dict[str, Any]) -> list[LateRow]:
    return [LateRow(*found) for found in connection.execute(query, values)]


def case_names(
    connection: Connection, unit_ids: Sequence[bytes]
) -> dict[bytes, tuple[str | None, str | None, bool]]:
    """Return number, title and whether it is closed, of cases that are here; no hidden title."""
    c = case_file.c
    query = (
        select(unit.c.unit_id, c.number, c.title, c.names_hidden, c.closed_on)
        .join(case_file, c.case_no == unit.c.case_no)
        .where(unit.c.unit_id.in_(unit_ids), c.alive == 1)
    )
    return {
        unit_id: (number, None if hidden else title, closed is not None)
        for unit_id, number, title, hidden, closed in connection.execute(query)
    }
