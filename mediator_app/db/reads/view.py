"""Every record of one unit, as stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, column, select, table, text
from sqlalchemy.dialects import sqlite

from mediator_app.core.records.registry import type_of
from mediator_app.core.records.spec import Storage
from mediator_app.db.driver import DriverConnection, driver_of
from mediator_app.db.reads.columns import changeset, conflict
from mediator_app.db.tables.projected import TYPES

ALIVE = 1
CODE_BYTES = 4
Stored = tuple[bytes, dict[str, Any]]  # entity id, facts by name
Turned = Callable[[Any], object]
Field = tuple[str, Turned | None]  # its name, and what makes its value of what is stored

ETYPES = "SELECT DISTINCT etype FROM ent WHERE case_no = ? AND flags & ? ORDER BY etype"
OFFICE_SETTING = "SELECT value FROM office_setting WHERE name = ? AND alive = 1"
TURNED: Mapping[Storage, Turned] = {Storage.BOOLEAN: bool, Storage.LIST: json.loads}
# A statement of more columns outgrows the memory that SQLite has at hand: to be prepared takes it
# several times as long (driver.connect says why).
SIDE_BY_SIDE = 15


def records_of(
    connection: Connection, case_no: int, *, only: Collection[int] = ()
) -> Mapping[int, list[Stored]]:
    """Return what is alive in a unit by record type, in the order of their ids."""
    raw = driver_of(connection)
    etypes = sorted(only) or [row[0] for row in raw.execute(ETYPES, (case_no, ALIVE))]
    read = {etype: _stored(raw, case_no, etype) for etype in etypes if type_of(etype)}
    return {etype: stored for etype, stored in read.items() if stored}


def _stored(raw: DriverConnection, case_no: int, etype: int) -> list[Stored]:
    stored: dict[bytes, dict[str, Any]] = {}
    for statement, fields in _parts(etype):
        for eid, *values in raw.execute(statement, (case_no,)):
            facts = stored.setdefault(eid, {})
            for (name, turned), value in zip(fields, values, strict=True):
                facts[name] = value if turned is None or value is None else turned(value)
    return list(stored.items())


@cache
def _parts(etype: int) -> Sequence[tuple[str, Sequence[Field]]]:
    """Return the statements that read a record type, each with the fields it brings."""
    kind = type_of(etype)
    if kind is None:
        raise LookupError(etype)
    # Not the table class: making all of them would delay the first case by a quarter of a second.
    fields = kind.spec().fields
    facts = [column(field.name, TYPES[field.storage]) for field in fields]
    held = table(kind.NAME, column("eid"), *facts)
    wanted = text("case_no = ? AND alive = 1")
    parts: list[tuple[str, Sequence[Field]]] = []
    for start in range(0, len(fields), SIDE_BY_SIDE):
        part = fields[start : start + SIDE_BY_SIDE]
        query = select(held.c.eid, *facts[start : start + SIDE_BY_SIDE])
        query = query.where(wanted).order_by(held.c.eid)
        statement = str(query.compile(dialect=sqlite.dialect()))
        parts.append((statement, [(field.name, TURNED.get(field.storage)) for field in part]))
    return parts


def office_setting(connection: Connection, name: str) -> str | None:
    """Return what the office decided under a name, from the region's notebook."""
    row = driver_of(connection).execute(OFFICE_SETTING, (name,)).fetchone()
    return row[0] if row else None


def conflicts_of(connection: Connection, case_no: int) -> list[tuple[bytes, int]]:
    """Return the fields that two people wrote at once: entity id and field number."""
    query = select(conflict.c.eid, conflict.c.field).where(conflict.c.case_no == case_no)
    return [(eid, field) for eid, field in connection.execute(query)]


def content_code(connection: Connection, case_no: int) -> str:
    """Return the short code of a unit's whole log, as printed: "3f9a 01c2"."""
    query = select(changeset.c.cs_id).where(changeset.c.case_no == case_no)
    told = blake2b(digest_size=CODE_BYTES)
    for cs_id in sorted(connection.execute(query).scalars()):
        told.update(cs_id)
    code = told.hexdigest()
    return f"{code[:4]} {code[4:]}"
