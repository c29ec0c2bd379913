"""What the search of everything reads: the newest cases that hold the words, and their texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, LargeBinary, Text, column, func, select, table, text
from sqlalchemy.dialects import sqlite

from mediator_app.core.records.registry import record_type
from mediator_app.db.driver import driver_of
from mediator_app.db.reads.bare import fetched

LONGEST = 20_000  # characters of one text that are looked through
WAITING = 400  # events of the notebook that are looked through: those that wait, newest first

# Upwards by -case_no, the newest first: see db.reads.listing. `after` goes on where one stopped.
_CASES = text(
    """
    SELECT case_file.case_no, coalesce(case_file.names_hidden, 0)
      FROM search CROSS JOIN case_file ON case_file.case_no = -search.rowid
     WHERE search MATCH :match AND search.rowid > :after AND case_file.alive IS 1 LIMIT :most
    """
)
_NOTEBOOK = text("SELECT case_no FROM unit WHERE unit_id = :unit")
_HOLDS = text("SELECT 1 FROM search WHERE search MATCH :match AND rowid = -:number")
_EVENTS = text(
    """
    SELECT eid, reported_on, place_text, locality, commune, cercle, region,
           substr(text, 1, :longest)
      FROM incident
     WHERE reported_on IS NOT NULL AND answered_on IS NULL AND case_no = :number AND alive = 1
     ORDER BY reported_on DESC LIMIT :most
    """
)
EVENT_FACTS = ("place_text", "locality", "commune", "cercle", "region", "text")


@dataclass(frozen=True, slots=True)
class Texts:
    """The searchable texts of one record, by the name of the fact."""

    case_no: int
    record: str
    eid: bytes
    facts: tuple[tuple[str, str], ...]


def newest(
    connection: Connection, match: str, *, most: int, after: int | None = None
) -> list[tuple[int, bool]]:
    """Return number and “names apart” of the newest cases that hold the words.

    `after` is the last case known already: those that arrived before it follow.
    """
    start = -(2**62) if after is None else -after
    found = fetched(connection, _CASES.bindparams(match=match, after=start, most=most))
    return [(number, bool(hidden)) for number, hidden in found]


def texts(connection: Connection, record: str, case_nos: Sequence[int]) -> Iterator[Texts]:
    """Give the searchable texts of every record of a type in these cases."""
    statement, names = _statement(record)
    if not names:
        return
    rows: Any = driver_of(connection).execute(statement, (json.dumps(list(case_nos)),))
    for case_no, eid, *values in rows:
        held = tuple((n, str(v)) for n, v in zip(names, values, strict=True) if v)
        if held:
            yield Texts(case_no, record, eid, held)


@cache
def _statement(record: str) -> tuple[str, tuple[str, ...]]:
    """Return the query for a record type, as text: put together each time, it took longest."""
    names = tuple(field.name for field in record_type(record).spec().fields if field.searchable)
    shown = (func.substr(column(name, Text()), text("1"), text(str(LONGEST))) for name in names)
    of, eid = column("case_no", Integer()), column("eid", LargeBinary())
    query = select(of, eid, *shown).select_from(table(record))
    query = query.where(text("case_no IN (SELECT value FROM json_each(?)) AND alive = 1"))
    return str(query.compile(dialect=sqlite.dialect())), names


def notebook(connection: Connection, unit_id: bytes, match: str) -> int | None:
    """Return the number of a notebook, if it holds the words."""
    number = connection.execute(_NOTEBOOK, {"unit": unit_id}).scalar()
    if number is None:
        return None
    holds = connection.execute(_HOLDS, {"match": match, "number": number}).scalar()
    return number if holds else None


def waiting_events(connection: Connection, number: int) -> Iterator[Texts]:
    """Give the texts of the events of a notebook that nobody has answered, the newest first."""
    wanted = {"number": number, "most": WAITING, "longest": LONGEST}
    for eid, _day, *values in connection.execute(_EVENTS, wanted):
        held = tuple((n, str(v)) for n, v in zip(EVENT_FACTS, values, strict=True) if v)
        yield Texts(number, "incident", eid, held)
