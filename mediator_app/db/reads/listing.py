"""Which cases a list holds, in what order, and how many there are of each stage and kind."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, text

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
    mediators: tuple[str, ...] = ()
    opened_from: str = ""  # days, both included
    opened_to: str = ""
    closed: bool | None = None  # None: both
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


def by_stage(
    connection: Connection, wanted: CaseFilter, *, fold: Fold, me: str
) -> dict[str, list[int]]:
    """Return the case numbers of each stage, every one in the order of the list."""
    ordered = case_ids(connection, wanted, fold=fold, me=me)
    c = case_file.c
    stage_of = dict(fetched(connection, _filtered(select(c.case_no, c.stage), wanted, me)))
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number in ordered:
        found[stage_of.get(number) or ""].append(number)
    return dict(found)


def mediators(connection: Connection) -> list[str]:
    """Return the names of those who have cases, in alphabetical order."""
    query = select(case_file.c.mediator).where(case_file.c.alive == 1)
    names = {str(row[0]) for row in fetched(connection, query) if row[0]}
    return sorted(names, key=sort_key)


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
    bare = wanted.sort == "changed"
    query = _filtered(select(c.case_no, *shown), wanted, me, bare=bare).where(_AMONG)
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
            keyed = [(_words_key(*words), number) for number, *words in rows]
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
    match wanted.sort:
        case "place":
            return _in_groups(connection, wanted, me, ("region", "cercle"), key=_words_key)
        case "kind" | "stage" | "risk":
            places = _places(wanted.sort)

            def place(code: str | None) -> int:
                return places.get(code or "", -1)

            return _in_groups(connection, wanted, me, (wanted.sort,), key=place)
        case "number":
            ordered = numbers_of(connection, _BY_NUMBER)
        case "title":
            titles = [(_words_key(title), n) for n, title in fetched(connection, _TITLES)]
            ordered = [number for _, number in sorted(titles)]
        case _:
            ordered = numbers_of(connection, _BY_CHANGE)
    if _is_narrowed(wanted):
        fits = set(numbers_of(connection, _filtered(select(case_file.c.case_no), wanted, me)))
        return list(filter(fits.__contains__, ordered))
    gone = set(numbers_of(connection, _GONE))
    return [number for number in ordered if number not in gone] if gone else ordered


def _in_groups(
    connection: Connection,
    wanted: CaseFilter,
    me: str,
    names: Sequence[str],
    *,
    key: Callable[..., Any],
) -> list[int]:
    """Return the numbers in the order of a key made of a few values that many cases share."""
    c = case_file.c
    alike: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    query = _filtered(select(c.case_no, *(c[name] for name in names)), wanted, me)
    for row in fetched(connection, query):
        alike[row[1:]].append(row[0])
    groups: defaultdict[Any, list[int]] = defaultdict(list)
    for values, numbers in alike.items():
        groups[key(*values)] += numbers
    return [number for place in sorted(groups) for number in sorted(groups[place])]


def _words_key(*words: str | None) -> str:
    return sort_key(" ".join(filter(None, words)))


_NUMBER = case_file.c.case_no
# INDEXED BY: all is in the index, the rows themselves would be ten times as much to decrypt.
_BY_NUMBER = text(
    "SELECT case_no FROM case_file INDEXED BY case_file_number ORDER BY number, case_no"
).columns(_NUMBER)
_TITLES = text("SELECT case_no, title FROM case_file INDEXED BY case_file_title")
# Of notebooks and of cases taken away: a few. Both sides are read in order, nothing is kept.
_GONE = text(
    "SELECT case_no FROM unit EXCEPT"
    " SELECT case_no FROM case_file WHERE alive IS 1 ORDER BY case_no"
).columns(_NUMBER)
_BY_CHANGE = text("SELECT case_no FROM unit ORDER BY last_wall, case_no").columns(_NUMBER)


def _places(sort: str) -> dict[str, int]:
    """Return the place of each code in its list: stages in the order of the work."""
    # Only here: declarations of records cost start-up time and the first list needs none.
    from mediator_app.core.records import codes  # noqa: PLC0415

    lists = {"kind": codes.KIND, "stage": codes.STAGE, "risk": codes.RISK}
    return {code: place for place, code in enumerate(lists[sort])}


# As the index of the cases that are there says it: a tenth of what the filters need.
_THERE = text("case_file.alive IS 1")


def _filtered(query: Query, wanted: CaseFilter, me: str, *, bare: bool = False) -> Query:
    """Return the query for the cases that fit; `bare`: nothing but numbers is read of them."""
    c = case_file.c
    query = query.select_from(case_file)
    among = ((c.kind, wanted.kinds), (c.stage, wanted.stages), (c.state, wanted.states))
    narrowed = [column.in_(codes) for column, codes in (*among, (c.risk, wanted.risks)) if codes]
    if bare and not _is_narrowed(wanted):
        return query.where(_THERE)
    query = query.where(c.alive == 1, *narrowed, *_between(wanted))
    if wanted.mediators:  # nobody's cases are asked for by ""
        query = query.where(func.coalesce(c.mediator, "").in_(wanted.mediators))
    return query.where(c.mediator == me) if wanted.mine else query


def _between(wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    """Give what the days of a case must be like."""
    c = case_file.c
    if wanted.opened_from:
        yield c.opened_on >= wanted.opened_from
    if wanted.opened_to:
        yield c.opened_on <= wanted.opened_to
    if wanted.closed is not None:
        yield c.closed_on.is_not(None) if wanted.closed else c.closed_on.is_(None)


def _is_narrowed(wanted: CaseFilter) -> bool:
    codes = (wanted.kinds, wanted.stages, wanted.states, wanted.risks, wanted.mediators)
    days = (wanted.opened_from, wanted.opened_to)
    return any(codes) or any(days) or wanted.mine or wanted.closed is not None


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
    if wanted.newest:
        return set(numbers_of(connection, _NEWEST.bindparams(match=match, most=wanted.newest)))
    return set(numbers_of(connection, _FOUND.bindparams(match=match)))


_FOUND = text("SELECT -rowid AS case_no FROM search WHERE search MATCH :match").columns(_NUMBER)
# Read upwards, by -case_no: the newest come first, and what is beyond them is not read. Never
# ORDER BY rowid DESC: backwards, the index of beginnings takes seconds.
_NEWEST = text(
    """
    SELECT case_file.case_no
      FROM search CROSS JOIN case_file ON case_file.case_no = -search.rowid
     WHERE search MATCH :match AND case_file.alive IS 1 LIMIT :most
    """
).columns(_NUMBER)
