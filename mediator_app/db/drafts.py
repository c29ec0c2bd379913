"""Forms that were not saved yet: rows of this laptop only, never part of the log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, text

from mediator_app.db.driver import driver_of
from mediator_app.db.reads.cases import case_no_of
from mediator_app.db.reads.columns import draft, unit


@dataclass(frozen=True, slots=True)
class Draft:
    """One form on the way: `place` names the form, `content` its fields as typed."""

    place: str
    unit_id: bytes | None
    record: str | None
    eid: bytes | None
    content: dict[str, Any]
    saved_at: datetime


def save(connection: Connection, kept: Draft) -> None:
    """Keep a draft in place of the form's earlier one."""
    number = case_no_of(connection, kept.unit_id) if kept.unit_id else None
    connection.execute(
        text(
            "INSERT OR REPLACE INTO draft (place, case_no, eid, etype, content, saved_at)"
            " VALUES (:place, :case_no, :eid, NULL, :content, :saved_at)"
        ),
        {
            "place": kept.place,
            "case_no": number,
            "eid": kept.eid,
            "content": json.dumps([kept.record, kept.content], ensure_ascii=False),
            "saved_at": int(kept.saved_at.timestamp()),
        },
    )


def read(connection: Connection, place: str) -> Draft | None:
    """Return the draft of a form, or None."""
    row = connection.execute(_query().where(draft.c.place == place)).first()
    return _draft(row) if row else None


def remove(connection: Connection, place: str) -> None:
    """Forget a draft."""
    driver_of(connection).execute("DELETE FROM draft WHERE place = ?", (place,))


def all_of(connection: Connection) -> list[Draft]:
    """Return all drafts, the newest first."""
    rows = connection.execute(_query().order_by(draft.c.saved_at.desc(), draft.c.place))
    return [_draft(row) for row in rows]


def _query() -> Any:
    joined = draft.outerjoin(unit, unit.c.case_no == draft.c.case_no)
    return select(draft, unit.c.unit_id).select_from(joined)


def _draft(row: Row[*tuple[Any, ...]]) -> Draft:
    record, content = json.loads(row.content)
    when = datetime.fromtimestamp(row.saved_at, UTC)
    return Draft(row.place, row.unit_id, record, row.eid, content, when)
