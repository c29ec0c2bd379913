"""The list of cases: which, in what order, what each line shows, and who is meant by a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    func,
    literal,
    literal_column,
    select,
    text,
)

from mediator_app.db.reads.columns import case_file, clause, conflict, task, unit, visit

TOGETHER = 500  # ids bound in one query
SHORTEST_ID = 4  # hexadecimal digits
CASE = 1
Fold = Callable[[str], str]
Query = Select[*tuple[Any, ...]]
Found = Row[*tuple[Any, ...]]

SORTS: dict[str, ColumnElement[Any]] = {
    "opened": case_file.c.opened_on,
    "number": case_file.c.number,
    "title": case_file.c.title,
    "kind": case_file.c.kind,
    "stage": case_file.c.stage,
    "risk": case_file.c.risk,
    "place": case_file.c.region,
    "changed": unit.c.last_wall,
}


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases, in which order. Empty means all; `text` is searched as people type it."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    place: str = ""
    mine: bool = False
    sort: str = "opened"
    descending: bool = True
    limit: int | None = None


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
class Counts:
    """How many cases there are of each stage and kind."""

    stages: dict[str, int]
    kinds: dict[str, int]
    total: int


@dataclass(frozen=True, slots=True)
class Match:
    """A case that a reference may mean."""

    unit_id: bytes
    number: str | None


def case_ids(connection: Connection, wanted: CaseFilter, *, fold: Fold, me: str) -> list[int]:
    """Return the case numbers of this file, in order; ties in the order of arrival."""
    order = SORTS[wanted.sort]
    number = case_file.c.case_no
    query = _filtered(select(number), wanted, fold=fold, me=me)
    if wanted.sort == "changed":
        query = query.join(unit, unit.c.case_no == number)
    query = query.order_by(
        *((order.desc(), number.desc()) if wanted.descending else (order, number))
    )
    if wanted.limit:
        query = query.limit(wanted.limit)
    return list(connection.execute(query).scalars())


def counts(connection: Connection, wanted: CaseFilter, *, fold: Fold, me: str) -> Counts:
    """Return how many cases fit, by stage and by kind."""
    columns = select(case_file.c.stage, case_file.c.kind, func.count())
    query = _filtered(columns, wanted, fold=fold, me=me).group_by(
        case_file.c.stage, case_file.c.kind
    )
    stages: dict[str, int] = {}
    kinds: dict[str, int] = {}
    for stage, kind, number in connection.execute(query):
        stages[stage or ""] = stages.get(stage or "", 0) + number
        kinds[kind] = kinds.get(kind, 0) + number
    return Counts(stages, kinds, sum(kinds.values()))


def _filtered(query: Query, wanted: CaseFilter, *, fold: Fold, me: str) -> Query:
    c = case_file.c
    query = query.select_from(case_file).where(c.alive == 1)
    among = ((c.kind, wanted.kinds), (c.stage, wanted.stages), (c.state, wanted.states))
    for column, codes in (*among, (c.risk, wanted.risks)):
        if codes:
            query = query.where(column.in_(codes))
    if wanted.mine:
        query = query.where(c.mediator == me)
    words = [*fold(wanted.text).split(), *fold(wanted.place).split()]
    if words:
        # A word is found by its beginning; quotes keep it from being an operator.
        match = " ".join(f'"{word}"*' for word in words)
        found = text("SELECT rowid FROM search WHERE search MATCH :match").bindparams(match=match)
        query = query.where(c.case_no.in_(found))
    elif wanted.text.strip() or wanted.place.strip():
        query = query.where(literal_column("0"))
    return query


def case_rows(connection: Connection, case_nos: Sequence[int]) -> dict[int, CaseRow]:
    """Return what these cases show; one that is gone is missing."""
    found: dict[int, CaseRow] = {}
    for part in _parts(case_nos):
        steps = _next_steps(connection, part)
        open_conflicts = _conflicts(connection, part)
        query = (
            select(case_file, unit.c.unit_id, unit.c.last_wall, unit.c.last_quality)
            .join(unit, unit.c.case_no == case_file.c.case_no)
            .where(case_file.c.case_no.in_(part), case_file.c.alive == 1)
        )
        for row in connection.execute(query):
            found[row.case_no] = _row(row, steps.get(row.case_no), open_conflicts)
    return found


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
    near = row.locality or row.commune
    around = next((p for p in (row.cercle, row.region) if p and p != near), None)
    return ", ".join(part for part in (near, around) if part)


def _next_steps(connection: Connection, case_nos: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return the earliest open due day of each case, with the words that belong to it."""
    tasks = select(task.c.case_no, task.c.due, task.c.text).where(
        task.c.case_no.in_(case_nos),
        task.c.alive == 1,
        task.c.done_on.is_(None),
        task.c.due.is_not(None),
    )
    clauses = select(clause.c.case_no, clause.c.due, clause.c.text).where(
        clause.c.case_no.in_(case_nos), clause.c.alive == 1, clause.c.due.is_not(None)
    )
    visits = select(visit.c.case_no, visit.c.due, literal("")).where(
        visit.c.case_no.in_(case_nos),
        visit.c.alive == 1,
        visit.c.held_on.is_(None),
        visit.c.due.is_not(None),
    )
    steps: dict[int, tuple[str, str]] = {}
    queries: tuple[Query, ...] = (tasks, visits, clauses)
    for query in queries:
        for number, due, words in connection.execute(query):
            if number not in steps or due < steps[number][0]:
                steps[number] = (due, words)
    return steps


def _conflicts(connection: Connection, case_nos: Sequence[int]) -> dict[int, int]:
    query = (
        select(conflict.c.case_no, func.count())
        .where(conflict.c.case_no.in_(case_nos))
        .group_by(conflict.c.case_no)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


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
    found: int | None = connection.execute(
        select(unit.c.case_no).where(unit.c.unit_id == unit_id)
    ).scalar()
    return found


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
    return _matches(connection, unit.c.unit_id.between(first, last))


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
