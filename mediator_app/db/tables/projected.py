"""One table per record type: a projection of the log, written by the journal alone.

Not `from __future__ import annotations`: SQLModel reads these types while the class is made.
"""

from collections.abc import Mapping
from functools import cache
from types import new_class
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

from mediator_app.core.records.base import Record
from mediator_app.core.records.registry import record_types
from mediator_app.core.records.spec import Storage

METADATA = MetaData()

TYPES: Mapping[Storage, TypeEngine[Any]] = {
    Storage.TEXT: Text(),
    Storage.INTEGER: Integer(),
    Storage.BOOLEAN: Boolean(),
    Storage.LIST: JSON(),
    Storage.BYTES: LargeBinary(),
}


class Row(SQLModel):
    """What every projected row has beside its facts."""

    metadata = METADATA
    model_config = {"frozen": False}

    case_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    eid: bytes = Field(primary_key=True)
    alive: int | None = Field(default=None)


@cache
def tables() -> Mapping[str, type[Record]]:
    """Return the table classes by the name of their table; made when first asked for."""
    made = {record.NAME: _table(record) for record in record_types()}
    _add_indexes()
    return made


def metadata() -> MetaData:
    """Return the description of all projected tables."""
    tables()
    return METADATA


def _table(record: type[Record]) -> type[Record]:
    def body(namespace: dict[str, Any]) -> None:
        namespace["__module__"] = __name__
        namespace["__tablename__"] = record.NAME
        namespace["__table_args__"] = {"sqlite_with_rowid": False}

    made: type[Record] = new_class(f"{record.__name__}Table", (record, Row), {"table": True}, body)
    # How long a text may be is the form's matter: a later bound must not need a migration.
    columns: Table = METADATA.tables[record.NAME]
    for field in record.spec().fields:
        columns.columns[field.name].type = TYPES[field.storage]
    return made


def _column(table: str, name: str) -> Column[Any]:
    return METADATA.tables[table].columns[name]


def _add_indexes() -> None:
    """Add the few indexes that lists need; each one is paid for by every import."""
    # Holds every column the list of cases is filtered by, in the order it is shown: 100,000
    # cases are listed without a sort and without reading one of their rows.
    listed = "opened_on case_no alive kind stage state risk mediator closed_on region cercle"
    Index("case_file_list", *(_column("case_file", name) for name in listed.split()))
    # Only for those who say IS: where other columns are read, too, the one above serves better.
    Index("case_file_there", _column("case_file", "case_no"), sqlite_where=text("alive IS 1"))
    Index("case_file_number", _column("case_file", "number"))
    Index("case_file_external_id", _column("case_file", "external_id"))
    Index("case_file_title", _column("case_file", "title"))
    _index_days("task", "due", open_while="done_on IS NULL")
    _index_days("visit", "due", open_while="held_on IS NULL")
    _index_days("clause", "due", open_while="due IS NOT NULL")
    _index_days("meeting", "held_on", open_while="held_on IS NOT NULL")
    _index_days("meeting", "next_on", open_while="next_on IS NOT NULL")
    _index_days("task", "remind_on", open_while="remind_on IS NOT NULL")
    _index_days("case_file", "state_review_on", open_while="state_review_on IS NOT NULL")
    # Of tens of thousands of events, those few that wait for an answer or belong to a case.
    waits = "reported_on IS NOT NULL AND answered_on IS NULL"
    _index_days("incident", "reported_on", open_while=waits)
    _index_days("referral", "made_on", open_while="made_on IS NOT NULL")
    belongs = text("cases IS NOT NULL")
    Index("incident_cases", _column("incident", "case_no"), sqlite_where=belongs)


def _index_days(table: str, day: str, *, open_while: str) -> None:
    Index(f"{table}_{day}", _column(table, day), sqlite_where=text(open_while))
