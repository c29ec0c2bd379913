"""Which cases a list holds, in what order, and how many there are of each stage and kind."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from sqlalchemy import Connection, Select, select, text

from mediator_app.core.names import sort_key
from mediator_app.db.reads.bare import fetched, numbers_of
from mediator_app.db.reads.columns import case_file, unit

Fold = Callable[[str], str]
Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases, in which order. Empty means all; `text` is searched as people type it.

    `newest`: of the cases that hold the words, only so many, the last to arrive; for the moment
    in which a person still types and thousands fit.
    """

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
    newest: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases there are of each stage and kind."""

    stages: dict[str, int]
    kinds: dict[str, int]
    total: int


def case_ids(connection: Connection, wanted: CaseFilter, *, fold: Fold, me: str) -> list[int]:
    """Return the case numbers of this file, in order; ties in the order of arrival.

    Nothing is sorted by SQLite: with `cipher_memory_security` each block its sorter takes is
    locked and wiped, which made the list of 100,000 cases ten times slower.
    """
    found = _searched(connection, wanted, fold)
    if found is not None and not found:
        return []
    if found is not None and len(found) <= FEW:
        numbers = _few_sorted(connection, wanted, me, found)
        return numbers[: wanted.limit] if wanted.limit else numbers
    if wanted.sort in _AS_INDEXED:
        numbers = _in_index_order(connection, wanted, me)
    else:
        numbers = _sorted_here(connection, wanted, me)
        if wanted.descending:
            numbers.reverse()
    if found is not None:
        numbers = [number for number in numbers if number in found]
    return numbers[: wanted.limit] if wanted.limit else numbers


def counts(connection: Connection, wanted: CaseFilter, *, fold: Fold, me: str) -> Counts:
    """Return how many cases fit, by stage and by kind."""
    found = _searched(connection, wanted, fold)
    c = case_file.c
    both: Counter[tuple[str | None, str]] = Counter()
    if found is None:
        both.update(fetched(connection, _filtered(select(c.stage, c.kind), wanted, me)))
    elif found:
        query = _filtered(select(c.stage, c.kind, c.case_no), wanted, me)
        both.update(
            (stage, kind) for stage, kind, number in fetched(connection, query) if number in found
        )
    stages: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for (stage, kind), number in both.items():
        stages[stage or ""] += number
        kinds[kind] += number
    return Counts(dict(stages), dict(kinds), both.total())


_AS_INDEXED = frozenset({"opened"})
FEW = 2_000  # found cases that are asked for one by one; of more, all are read and picked out


def _few_sorted(connection: Connection, wanted: CaseFilter, me: str, found: set[int]) -> list[int]:
    """Return the numbers among `found` that fit, in the order asked for."""
    c = case_file.c
    shown = {
        "opened": (c.opened_on,),
        "number": (c.number,),
        "title": (c.title,),
        "changed": (unit.c.last_wall,),
        "place": (c.region, c.cercle),
    }.get(wanted.sort) or (c[wanted.sort],)
    query = _filtered(select(c.case_no, *shown), wanted, me).where(_AMONG)
    if wanted.sort == "changed":
        query = query.where(unit.c.case_no == c.case_no)
    rows = fetched(connection, query.params(numbers=json.dumps(sorted(found))))
    keyed: list[tuple[Any, int]]
    match wanted.sort:
        case "opened" | "number":
            keyed = [(value or "", number) for number, value in rows]
        case "changed":
            keyed = [(value or 0, number) for number, value in rows]
        case "title" | "place":
            keyed = [(sort_key(" ".join(filter(None, words))), n) for n, *words in rows]
        case _:
            places = _places(wanted.sort)
            keyed = [(places.get(code, -1), number) for number, code in rows]
    return [number for _, number in sorted(keyed, reverse=wanted.descending)]


# As one value: a list of its own length would be a statement of its own.
_AMONG = text("case_file.case_no IN (SELECT value FROM json_each(:numbers))")


def _in_index_order(connection: Connection, wanted: CaseFilter, me: str) -> list[int]:
    c = case_file.c
    order = (c.opened_on, c.case_no)
    query = _filtered(select(c.case_no), wanted, me).order_by(
        *([column.desc() for column in order] if wanted.descending else order)
    )
    if wanted.limit and not _is_search(wanted):
        query = query.limit(wanted.limit)
    return numbers_of(connection, query)


def _sorted_here(connection: Connection, wanted: CaseFilter, me: str) -> list[int]:
    """Return the numbers from the smallest to the greatest; what has no value comes first."""
    c = case_file.c
    columns = {"kind": (c.kind,), "stage": (c.stage,), "risk": (c.risk,)}
    shown = columns.get(wanted.sort, (c.region, c.cercle) if wanted.sort == "place" else ())
    rows = fetched(connection, _filtered(select(c.case_no, *shown), wanted, me))
    keyed: list[tuple[Any, int]]
    match wanted.sort:
        case "number":
            fits = {row[0] for row in rows}
            return [n for n in numbers_of(connection, _BY_NUMBER) if n in fits]
        case "title":
            fits = {row[0] for row in rows}
            keyed = [(sort_key(t or ""), n) for n, t in fetched(connection, _TITLES) if n in fits]
        case "changed":
            fits = {row[0] for row in rows}
            return [n for n in numbers_of(connection, _BY_CHANGE) if n in fits]
        case "place":
            keys = {row[1:]: sort_key(" ".join(filter(None, row[1:]))) for row in rows}
            keyed = [(keys[row[1:]], row[0]) for row in rows]
        case _:
            places = _places(wanted.sort)
            keyed = [(places.get(code, -1), number) for number, code in rows]
    return [number for _, number in sorted(keyed)]


# INDEXED BY: both are in their index, the rows themselves would be ten times as much to decrypt.
_BY_NUMBER = text(
    "SELECT case_no FROM case_file INDEXED BY case_file_number ORDER BY number, case_no"
)
_BY_CHANGE = text("SELECT case_no FROM unit ORDER BY last_wall, case_no")  # in its index, too
_TITLES = text("SELECT case_no, title FROM case_file INDEXED BY case_file_title")


def _places(sort: str) -> dict[str, int]:
    """Return the place of each code in its list: stages in the order of the work."""
    # Only here: declarations of records cost start-up time and the first list needs none.
    from mediator_app.core.records import codes  # noqa: PLC0415

    lists = {"kind": codes.KIND, "stage": codes.STAGE, "risk": codes.RISK}
    return {code: place for place, code in enumerate(lists[sort])}


def _filtered(query: Query, wanted: CaseFilter, me: str) -> Query:
    c = case_file.c
    query = query.select_from(case_file).where(c.alive == 1)
    among = ((c.kind, wanted.kinds), (c.stage, wanted.stages), (c.state, wanted.states))
    for column, codes in (*among, (c.risk, wanted.risks)):
        if codes:
            query = query.where(column.in_(codes))
    return query.where(c.mediator == me) if wanted.mine else query


def _is_search(wanted: CaseFilter) -> bool:
    return bool(wanted.text.strip() or wanted.place.strip())


def _searched(connection: Connection, wanted: CaseFilter, fold: Fold) -> set[int] | None:
    """Return the numbers of the cases that hold the words; None when none are asked for."""
    if not _is_search(wanted):
        return None
    words = [*fold(wanted.text).split(), *fold(wanted.place).split()]
    if not words:
        return set()  # nothing but signs: no case is meant
    # A word is found by its beginning; quotes keep it from being an operator.
    match = " ".join(f'"{word}"*' for word in words)
    found = numbers_of(connection, _SEARCH.bindparams(match=match))
    # Not ORDER BY rowid DESC LIMIT: backwards, the index of beginnings takes seconds.
    return set(nlargest(wanted.newest, found)) if wanted.newest else set(found)


_SEARCH = text("SELECT rowid FROM search WHERE search MATCH :match")
