"""Every record of one unit, as stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Select, bindparam, column, select, table

from mediator_app.core.records.registry import type_of
from mediator_app.db.reads.columns import changeset, conflict, ent
from mediator_app.db.tables.projected import TYPES

ALIVE = 1
CODE_BYTES = 4
Stored = tuple[bytes, dict[str, Any]]  # entity id, facts by name


def records_of(
    connection: Connection, case_no: int, *, only: Collection[int] = ()
) -> Mapping[int, list[Stored]]:
    """Return what is alive in a unit by record type, in the order of their ids."""
    query = (
        select(ent.c.etype, ent.c.eid)
        .where(ent.c.case_no == case_no, ent.c.flags.op("&")(ALIVE) == ALIVE)
        .order_by(ent.c.etype, ent.c.eid)
    )
    if only:
        query = query.where(ent.c.etype.in_(only))
    ids: dict[int, list[bytes]] = {}
    for etype, eid in connection.execute(query):
        ids.setdefault(etype, []).append(eid)
    return {etype: _stored(connection, case_no, etype) for etype in ids if type_of(etype)}


def _stored(connection: Connection, case_no: int, etype: int) -> list[Stored]:
    query, names = _query(etype)
    rows = connection.execute(query, {"case_no": case_no})
    return [(eid, dict(zip(names, values, strict=True))) for eid, *values in rows]


@cache
def _query(etype: int) -> tuple[Select[*tuple[Any, ...]], Sequence[str]]:
    kind = type_of(etype)
    if kind is None:
        raise LookupError(etype)
    # Not the table class: making all of them would delay the first case by a quarter of a second.
    fields = kind.spec().fields
    facts = [column(field.name, TYPES[field.storage]) for field in fields]
    held = table(kind.NAME, column("case_no"), column("eid"), column("alive"), *facts)
    query = (
        select(held.c.eid, *facts)
        .where(held.c.case_no == bindparam("case_no"), held.c.alive == 1)
        .order_by(held.c.eid)
    )
    names = [field.name for field in fields]
    return query, names


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
