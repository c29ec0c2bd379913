"""The region's and the person's own notebook: records that belong to no case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from mediator_app.core.records.base import Record
from mediator_app.core.records.registry import record_type
from mediator_app.core.view import Entry
from mediator_app.journal import Edit
from mediator_app.services import views
from mediator_app.services.cases import change, checked, create, vars_of
from mediator_app.services.work import Changed, Workspace

R = TypeVar("R", bound=Record)


def entries(work: Workspace, unit_id: bytes, kind: type[R]) -> tuple[Entry[R], ...]:
    """Return all records of one kind in a notebook."""
    with work.read() as connection:
        return views.some(connection, unit_id, kind).all(kind)


def save(
    work: Workspace,
    unit_id: bytes,
    record: str,
    values: Mapping[str, Any],
    eid: bytes | None = None,
) -> Changed:
    """Keep a new record, or what changed in a known one."""
    kind = record_type(record)
    with work.write() as writer:
        if eid is None:
            given = {name: value for name, value in values.items() if value is not None}
            made = checked(kind, given)
            eid = bytes([kind.ETYPE]) + work.environment.random_bytes(15)
            edits = [create(kind, eid, vars_of(made))] if given else []
        else:
            before = views.some(writer.connection, unit_id, kind).by_id(eid)
            known = vars_of(before.record) if before is not None else {}
            after = {**known, **values}
            checked(kind, {name: value for name, value in after.items() if value is not None})
            edits = [change(kind, eid, dict(values))] if values else []
        writer.author(unit_id, edits)
        return writer.changed


def remove(work: Workspace, unit_id: bytes, eid: bytes) -> Changed:
    """Take a record away; it stays in the log."""
    with work.write() as writer:
        writer.author(unit_id, [Edit(eid[0], eid, {0: False})])
        return writer.changed
