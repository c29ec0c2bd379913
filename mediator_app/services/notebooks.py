"""The region's and the person's own notebook: records that belong to no case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from mediator_app.core.records.base import Record
from mediator_app.core.view import Entry
from mediator_app.services import cases, views
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
    """Keep a new record, or what changed in a known one; a form left empty keeps nothing."""
    if eid is None and all(value is None for value in values.values()):
        return Changed()
    return cases.save(work, unit_id, record, values, eid=eid)[1]


def remove(work: Workspace, unit_id: bytes, eid: bytes) -> Changed:
    """Take a record away; it stays in the log."""
    return cases.remove(work, unit_id, eid)
