"""What was typed and not saved yet; kept inside the encrypted file alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mediator_app.db import drafts
from mediator_app.db.drafts import Draft
from mediator_app.services.work import Workspace, Writer

__all__ = ["Draft"]


def keep(
    work: Workspace,
    place: str,
    content: Mapping[str, Any],
    *,
    unit_id: bytes | None = None,
    record: str | None = None,
    eid: bytes | None = None,
) -> None:
    """Keep the content of the form called `place`, as typed."""
    with work.database.write() as connection:
        drafts.save(
            connection,
            Draft(
                place=place,
                unit_id=unit_id,
                record=record,
                eid=eid,
                content=dict(content),
                saved_at=work.environment.now(),
            ),
        )


def find(work: Workspace, place: str) -> Draft | None:
    """Return what was typed in that form and not saved."""
    with work.read() as connection:
        return drafts.read(connection, place)


def discard(work: Workspace, place: str) -> None:
    """Forget a draft that the person let go."""
    with work.database.write() as connection:
        drafts.remove(connection, place)


def saved(writer: Writer, place: str | None) -> None:
    """Forget a draft in the transaction that saves what was typed: both happen, or neither."""
    if place is not None:
        drafts.remove(writer.connection, place)


def waiting(work: Workspace) -> list[Draft]:
    """Return all drafts, the newest first."""
    with work.read() as connection:
        return drafts.all_of(connection)
