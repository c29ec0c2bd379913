"""What the lines of a list of cases show, and which case is meant by a name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, text

from mediator_app.db.driver import driver_of
from mediator_app.db.reads.bare import fetched
from mediator_app.db.reads.columns import case_file, unit
from mediator_app.db.reads.listing import CaseFilter, Counts, case_ids, counts

# Which cases and what they show are asked for together.
__all__ = [
    "CaseFilter",
    "CaseRow",
    "Counts",
    "Match",
    "all_units",
    "bounded",
    "by_external_ids",
    "by_reference",
    "case_ids",
    "case_no_of",
    "case_rows",
    "counts",
    "last_number",
    "numbers_taken",
    "unit_of",
]

TOGETHER = 500  # ids bound in one query
SHORTEST_ID = 4  # hexadecimal digits
CASE = 1
Found = Row[*tuple[Any, ...]]


# Asked for every screen of a list: put together anew, they took ten times as long as they run.
# The numbers come as one value, and each is looked up by itself: an IN would fill a table first.
_ROWS = text(
    """
    SELECT case_no, unit_id, number, title, case_file.kind, subtype, stage, state,
           region, cercle, commune, locality, risk, mediator, opened_on, names_hidden,
           last_wall, last_quality
      FROM json_each(:numbers) AS wanted
     CROSS JOIN case_file ON case_file.case_no = wanted.value
     CROSS JOIN unit USING (case_no)
     WHERE alive = 1
    """
)
# A clause of which it was said how it ended needs no more doing.
_STEPS = text(
    """
    SELECT case_no, due, text
      FROM json_each(:numbers) AS wanted CROSS JOIN task ON case_no = wanted.value
     WHERE alive = 1 AND done_on IS NULL AND due IS NOT NULL
     UNION ALL
    SELECT case_no, due, ''
      FROM json_each(:numbers) AS wanted CROSS JOIN visit ON case_no = wanted.value
     WHERE alive = 1 AND held_on IS NULL AND due IS NOT NULL
     UNION ALL
    SELECT case_no, due, text
      FROM json_each(:numbers) AS wanted CROSS JOIN clause ON case_no = wanted.value
     WHERE alive = 1 AND due IS NOT NULL AND NOT EXISTS
           (SELECT 1 FROM clause_check AS said
             WHERE said.case_no = clause.case_no AND said.clause = clause.eid AND said.alive = 1
               AND said.status IN ('kept', 'broken', 'impossible', 'renegotiated'))
    """
)
_CONFLICTS = text(
    """
    SELECT case_no, count(*)
      FROM json_each(:numbers) AS wanted CROSS JOIN conflict ON case_no = wanted.value
     GROUP BY wanted.rowid
    """
)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What one line of the list shows."""

    case_no: int
    unit_id: bytes
    number: str | None
    title: str | None
    kind: str
    subtype: str | None
    stage: str | None
    state: str | None
    place: str
    risk: str | None
    mediator: str | None
    opened_on: str | None
    next_step: str | None  # the words of a task or clause; "" for a visit
    next_due: str | None
    changed_at: datetime
    changed_quality: int
    conflicts: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A case that a reference may mean."""

    unit_id: bytes
    number: str | None


def case_rows(connection: Connection, case_nos: Sequence[int]) -> dict[int, CaseRow]:
    """Return what these cases show; one that is gone is missing."""
    numbers = json.dumps(list(case_nos))
    steps = _next_steps(connection, numbers)
    conflicts = dict(fetched(connection, _CONFLICTS.bindparams(numbers=numbers)))
    rows = connection.execute(_ROWS.bindparams(numbers=numbers)).all()
    return {row.case_no: _row(row, steps.get(row.case_no), conflicts) for row in rows}


def _row(row: Found, step: tuple[str, str] | None, conflicts: dict[int, int]) -> CaseRow:
    return CaseRow(
        case_no=row.case_no,
        unit_id=row.unit_id,
        number=row.number,
        title=row.title,
        kind=row.kind,
        subtype=row.subtype,
        stage=row.stage,
        state=row.state,
        place=_place(row),
        risk=row.risk,
        mediator=row.mediator,
        opened_on=row.opened_on,
        next_due=step[0] if step else None,
        next_step=step[1] if step else None,
        changed_at=datetime.fromtimestamp(bounded(row.last_wall), UTC),
        changed_quality=row.last_quality,
        conflicts=conflicts.get(row.case_no, 0),
        hidden=bool(row.names_hidden),
    )


def bounded(seconds: int) -> int:
    """Return a wall time that the calendar has: another laptop may claim anything."""
    return min(max(seconds, 0), 253_402_300_799)


def _place(row: Found) -> str:
    near = (None if row.names_hidden else row.locality) or row.commune
    around = next((p for p in (row.cercle, row.region) if p and p != near), None)
    return ", ".join(part for part in (near, around) if part)


def _next_steps(connection: Connection, numbers: str) -> dict[int, tuple[str, str]]:
    """Return the earliest open due day of each case, with the words that belong to it."""
    steps: dict[int, tuple[str, str]] = {}
    for case_no, due, words in fetched(connection, _STEPS.bindparams(numbers=numbers)):
        if case_no not in steps or due < steps[case_no][0]:
            steps[case_no] = (due, words)
    return steps


def _parts(numbers: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(numbers), TOGETHER):
        yield numbers[start : start + TOGETHER]


# who is meant


def unit_of(connection: Connection, case_no: int) -> bytes:
    """Return the id of the unit numbered `case_no` in this file."""
    found: bytes = connection.execute(
        select(unit.c.unit_id).where(unit.c.case_no == case_no)
    ).scalar_one()
    return found


def case_no_of(connection: Connection, unit_id: bytes) -> int | None:
    """Return this file's number of a unit, or None when it holds nothing of it."""
    asked = "SELECT case_no FROM unit WHERE unit_id = ?"
    row = driver_of(connection).execute(asked, (unit_id,)).fetchone()
    return row[0] if row else None


def all_units(connection: Connection, *, kind: int = CASE) -> list[bytes]:
    """Return the ids of all units of a kind, in the order of arrival."""
    query = select(unit.c.unit_id).where(unit.c.kind == kind).order_by(unit.c.case_no)
    return list(connection.execute(query).scalars())


def by_reference(connection: Connection, reference: str) -> list[Match]:
    """Return the cases that a number, an outside reference or the start of an id names."""
    word = reference.strip()
    for column, name in ((case_file.c.number, word.upper()), (case_file.c.external_id, word)):
        if found := _matches(connection, column == name):
            return found
    if len(word) < SHORTEST_ID or not re.fullmatch(r"[0-9a-fA-F]{4,32}", word):
        return []
    low = word.lower()
    first = bytes.fromhex(low.ljust(32, "0"))
    last = bytes.fromhex(low.ljust(32, "f"))
    # In two steps, or the planner goes through all cases first.
    near = select(unit.c.case_no).where(unit.c.unit_id.between(first, last)).limit(TOGETHER)
    numbers = list(connection.execute(near).scalars())
    return _matches(connection, case_file.c.case_no.in_(numbers))


def _matches(connection: Connection, condition: ColumnElement[bool]) -> list[Match]:
    query = (
        select(unit.c.unit_id, case_file.c.number)
        .join(case_file, case_file.c.case_no == unit.c.case_no)
        .where(condition, case_file.c.alive == 1)
        .order_by(unit.c.case_no)
    )
    return [Match(unit_id, number) for unit_id, number in connection.execute(query)]


def by_external_ids(connection: Connection, names: Sequence[str]) -> dict[str, bytes]:
    """Return the units of the cases that a file names; an exported id names itself."""
    found: dict[str, bytes] = {}
    for part in _parts(names):
        query = (
            select(case_file.c.external_id, unit.c.unit_id)
            .join(unit, unit.c.case_no == case_file.c.case_no)
            .where(case_file.c.external_id.in_(part), case_file.c.alive == 1)
            .order_by(unit.c.case_no.desc())
        )
        found.update({row[0]: row[1] for row in connection.execute(query)})
        ids = {bytes.fromhex(n): n for n in part if re.fullmatch(r"01[0-9a-f]{30}", n)}
        if ids:
            own = select(unit.c.unit_id).where(unit.c.unit_id.in_(list(ids)))
            found.update({ids[u]: u for u in connection.execute(own).scalars()})
    return found


def numbers_taken(connection: Connection, numbers: Sequence[str]) -> set[str]:
    """Return those of the case numbers that some case has."""
    taken: set[str] = set()
    for part in _parts(numbers):
        query = select(case_file.c.number).where(case_file.c.number.in_(part))
        taken.update(connection.execute(query).scalars())
    return taken


def last_number(connection: Connection, prefix: str) -> int:
    """Return the greatest counter among the numbers `PREFIX-0042`, or 0."""
    start = f"{prefix}-"
    query = select(case_file.c.number).where(
        case_file.c.number >= start, case_file.c.number < f"{prefix}."
    )
    tails = (str(number)[len(start) :] for number in connection.execute(query).scalars())
    return max((int(tail) for tail in tails if tail.isdecimal()), default=0)
