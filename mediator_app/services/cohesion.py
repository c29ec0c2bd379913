"""The cohesion sheets of the region: kept in its notebook, told by place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mediator_app.core import cohesion
from mediator_app.core.cohesion import Round
from mediator_app.core.records.notebooks import CohesionSheet
from mediator_app.core.view import Entry
from mediator_app.services import cases, views
from mediator_app.services.work import Changed, Workspace


def sheets(work: Workspace) -> tuple[Entry[CohesionSheet], ...]:
    """Return every sheet that this laptop holds, the newest first."""
    with work.read() as connection:
        held = views.some(connection, work.info.region_unit, CohesionSheet).all(CohesionSheet)
    return tuple(sorted(held, key=lambda e: (e.record.asked_on or "", e.eid), reverse=True))


def rounds(work: Workspace) -> tuple[Round, ...]:
    """Return what was found, place by place in the order of time."""
    return cohesion.rounds(entry.record for entry in sheets(work))


def save(
    work: Workspace,
    values: Mapping[str, Any],
    *,
    eid: bytes | None = None,
    draft: str | None = None,
) -> tuple[bytes, Changed]:
    """Keep a sheet, or raise NotValid with what cannot be; the draft goes with it."""
    region = work.info.region_unit
    return cases.save(work, region, CohesionSheet.NAME, values, eid=eid, draft=draft)


def remove(work: Workspace, eid: bytes) -> Changed:
    """Take a sheet away; it stays in the history."""
    return cases.remove(work, work.info.region_unit, eid)
