"""All SQL of the journal; its names come from declarations, its values are always bound."""

# ruff: noqa: S608 - the one module that puts statements together; names are checked by _quoted

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from mediator_app.core.records.spec import FieldSpec, TypeSpec
from mediator_app.journal.values import AS_IT_IS, OTHERWISE, Cell
from mediator_app.wire.changeset import Value

# --- units and streams -------------------------------------------------------------------------
UNIT_BY_ID = "SELECT case_no, lamport, last_wall, last_quality FROM unit WHERE unit_id = ?"
UNIT_ID = "SELECT unit_id FROM unit WHERE case_no = ?"
LAST_UNIT = "SELECT max(case_no) FROM unit"
COUNT_UNITS = "SELECT count(*), count(*) FILTER (WHERE case_no < ?) FROM unit"
UNIT_BLOCK = "SELECT case_no FROM unit WHERE case_no >= ? ORDER BY case_no LIMIT ?"
UNITS = "SELECT case_no FROM unit ORDER BY case_no"
ADD_UNIT = (
    "INSERT INTO unit(case_no, unit_id, kind, lamport, last_wall, last_quality) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
SET_UNIT = "UPDATE unit SET lamport = ?, last_wall = ?, last_quality = ? WHERE case_no = ?"
STREAM_BY_ID = "SELECT stream_no FROM stream WHERE stream_id = ?"
STREAM_DEVICE = (
    "SELECT stream_id, device_id FROM changeset JOIN stream USING (stream_no) WHERE lid = ?"
)
ADD_STREAM = "INSERT INTO stream(stream_id, device_id) VALUES (?, ?)"

# --- the log -----------------------------------------------------------------------------------
LAST_LID = "SELECT max(lid) FROM changeset"
ADD_CHANGESET = (
    "INSERT INTO changeset(lid, cs_id, case_no, stream_no, seq, lamport, wall, clockq, state, "
    "header, sig, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
# A ref is the first half of an id: a range of the index on ids.
APPLIED_LID = "SELECT lid FROM changeset WHERE cs_id >= ? AND cs_id <= ? AND state = 0"
CS_ID = "SELECT cs_id FROM changeset WHERE lid = ?"
PRECEDENCE = "SELECT lamport, cs_id FROM changeset WHERE lid = ?"
BODY = "SELECT body FROM changeset WHERE lid = ?"
HEAD = (
    "SELECT seq, cs_id FROM changeset WHERE case_no = ? AND stream_no = ? "
    "ORDER BY seq DESC, cs_id DESC LIMIT 1"
)
SIGNED_BY = (
    "SELECT substr(cs_id, 1, 16), lamport, wall, clockq, stream_id, device_id "
    "FROM changeset JOIN stream USING (stream_no) WHERE lid = ?"
)
BODIES_OF_UNITS = (
    "SELECT case_no, lid, cs_id, body FROM changeset INDEXED BY changeset_stream "
    "WHERE case_no >= ? AND case_no <= ? AND state = 0 ORDER BY case_no, lid"
)
LOG_OF_UNIT = "SELECT lid, cs_id, header, body FROM changeset WHERE case_no = ? ORDER BY lid"
PURGE = "UPDATE changeset SET state = 3, body = NULL WHERE cs_id = ? RETURNING case_no"
SET_STATE = "UPDATE changeset SET state = ? WHERE lid = ?"
UNITS_NOT_UNDERSTOOD = "SELECT DISTINCT case_no FROM changeset WHERE state = 1 ORDER BY case_no"
NOT_UNDERSTOOD = (
    "SELECT lid, header, body FROM changeset WHERE state = 1 AND case_no >= ? AND case_no <= ?"
)
QUARANTINE = (
    "INSERT OR IGNORE INTO quarantine(id, reason, source, bytes, at) VALUES (?, ?, ?, ?, ?)"
)

# --- reconciliation ----------------------------------------------------------------------------
STREAMS_OF_UNIT = (
    "SELECT stream_id, seq, cs_id FROM changeset JOIN stream USING (stream_no) "
    "JOIN unit USING (case_no) WHERE unit_id = ? ORDER BY stream_id, seq, cs_id"
)
ITEM = "SELECT header, sig, body FROM changeset WHERE cs_id = ?"
FORKS = (
    "SELECT unit_id, stream_id, seq FROM changeset JOIN unit USING (case_no) "
    "JOIN stream USING (stream_no) GROUP BY case_no, stream_no, seq HAVING count(*) > 1 "
    "ORDER BY unit_id, stream_id, seq"
)

# --- history -----------------------------------------------------------------------------------
_HISTORY = (
    "SELECT cs_id, lamport, wall, clockq, state, body, stream_id, device_id "
    "FROM changeset JOIN stream USING (stream_no) WHERE case_no = ? "
)
_NEWEST_FIRST = "ORDER BY lamport DESC, cs_id DESC"
HISTORY = _HISTORY + _NEWEST_FIRST
HISTORY_BEFORE = (
    _HISTORY
    + "AND (lamport, cs_id) < (SELECT lamport, cs_id FROM changeset WHERE cs_id = ?) "
    + _NEWEST_FIRST
)

# --- entities and conflicts --------------------------------------------------------------------
ENTITY = "SELECT flags, lid, mask, more FROM ent WHERE case_no = ? AND eid = ?"
ADD_ENTITY = (
    "INSERT INTO ent(case_no, eid, etype, flags, lid, mask, more) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
PUT_ENTITY = (
    "REPLACE INTO ent(case_no, eid, etype, flags, lid, mask, more) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
ENTITIES_OF_UNIT = (
    "SELECT eid, etype, flags, lid, mask, more FROM ent WHERE case_no = ? ORDER BY eid"
)
TYPES_OF_UNIT = "SELECT DISTINCT etype FROM ent WHERE case_no = ? ORDER BY etype"
PUT_CONFLICT = "REPLACE INTO conflict(case_no, eid, field, n_distinct) VALUES (?, ?, ?, ?)"
SETTLE_CONFLICT = "DELETE FROM conflict WHERE case_no = ? AND eid = ? AND field = ?"
CONFLICTS = (
    "SELECT case_no, unit_id, eid, field FROM conflict JOIN unit USING (case_no) "
    "ORDER BY case_no, eid, field"
)
CONFLICTS_OF_UNIT = (
    "SELECT case_no, unit_id, eid, field FROM conflict JOIN unit USING (case_no) "
    "WHERE case_no = ? ORDER BY case_no, eid, field"
)
CONFLICT_ROWS_OF_UNIT = (
    "SELECT eid, field, n_distinct FROM conflict WHERE case_no = ? ORDER BY eid, field"
)

# --- search ------------------------------------------------------------------------------------
# A row is numbered -case_no: the index is read upwards, so the newest cases are found first.
PUT_SEARCH = "INSERT OR REPLACE INTO search(rowid, folded) VALUES (-?, ?)"
ADD_SEARCH = "INSERT INTO search(rowid, folded) VALUES (-?, ?)"
SEARCH_LATER = "INSERT OR IGNORE INTO unindexed(case_no) VALUES (?)"
SEARCH_DUE = "SELECT case_no FROM unindexed ORDER BY case_no"
IS_SEARCH_DUE = "SELECT 1 FROM unindexed LIMIT 1"
CLEAR_SEARCH_DUE = "DELETE FROM unindexed"

# --- marks -------------------------------------------------------------------------------------
MARK = "SELECT v FROM meta WHERE k = ?"
SET_MARK = "REPLACE INTO meta(k, v) VALUES (?, ?)"
CLEAR_MARK = "DELETE FROM meta WHERE k = ?"

# --- emptying, before a rebuild ----------------------------------------------------------------
EMPTY_BLOCK = (
    "DELETE FROM ent WHERE case_no >= ? AND case_no <= ?",
    "DELETE FROM conflict WHERE case_no >= ? AND case_no <= ?",
    "DELETE FROM search WHERE rowid <= -?1 AND rowid >= -?2",
    "DELETE FROM unindexed WHERE case_no >= ? AND case_no <= ?",
)


def known_among(count: int) -> str:
    """Return the query for those of `count` changeset ids that the log holds."""
    return "SELECT cs_id FROM changeset WHERE cs_id IN (" + ",".join("?" * count) + ")"


class Column:
    """One field's place in its table's row, and what fits into it."""

    __slots__ = ("as_it_is", "at", "otherwise", "spec")

    def __init__(self, spec: FieldSpec, at: int) -> None:
        self.spec = spec
        self.at = at
        self.as_it_is = AS_IT_IS[spec.storage]
        self.otherwise: Callable[[Value], Cell] = OTHERWISE[spec.storage]


class TypeTable:
    """The statements of one record type, built from its declared names."""

    HEAD = 3  # case_no, eid, alive come first

    def __init__(self, spec: TypeSpec) -> None:
        self.spec = spec
        self.columns = {
            field.number: Column(field, at) for at, field in enumerate(spec.fields, self.HEAD)
        }
        self.searchable_mask = sum(1 << f.number for f in spec.fields if f.searchable)
        self.searchable_at = [c.at for c in self.columns.values() if c.spec.searchable]
        self._cells = {n: (c.at, c.as_it_is, c.otherwise) for n, c in self.columns.items()}
        self._empty: list[Cell] = [None] * len(spec.fields)
        table = _quoted(spec.name)
        names = ["case_no", "eid", "alive", *(_quoted(field.name) for field in spec.fields)]
        marks = ",".join("?" * len(names))
        here = " WHERE case_no = ? AND eid = ?"
        update = "UPDATE " + table + " SET "
        self.insert = "INSERT INTO " + table + "(" + ",".join(names) + ") VALUES (" + marks + ")"
        self.set_alive = update + "alive = ?" + here
        self.set_field = {
            field.number: update + _quoted(field.name) + " = ?" + here for field in spec.fields
        }
        self.empty_block = "DELETE FROM " + table + " WHERE case_no >= ? AND case_no <= ?"
        self.of_unit = (
            "SELECT " + ",".join(names) + " FROM " + table + " WHERE case_no = ? ORDER BY eid"
        )
        texts = [_quoted(field.name) for field in spec.fields if field.searchable]
        self.texts_of_unit = (
            ("SELECT " + ",".join(texts) + " FROM " + table)
            + " WHERE case_no = ? AND alive = 1 ORDER BY eid"
            if texts
            else ""
        )

    def row(
        self, case_no: int, eid: bytes, facts: Mapping[int, Value], *, alive: int
    ) -> Sequence[Cell]:
        """Return the whole row of a record that has these values."""
        row: list[Cell] = [case_no, eid, alive, *self._empty]
        cells = self._cells
        for field, value in facts.items():
            if field not in cells:  # of a newer version
                continue
            at, as_it_is, otherwise = cells[field]
            if type(value) is as_it_is:
                row[at] = value  # type: ignore[assignment]  # pyright: ignore[reportArgumentType]
            else:
                row[at] = otherwise(value)
        return row


_NAME = re.compile(r"[a-z][a-z0-9_]*")


def _quoted(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError("not a name for a table or column")
    return '"' + name + '"'
