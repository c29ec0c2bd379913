"""The tables under the records: the log, the state of entities, conflicts, the search index.

These are the only tables with constraints: what the journal writes here is ours alone.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import JSON

bookkeeping = MetaData()

unit = Table(
    "unit",
    bookkeeping,
    Column("case_no", Integer, primary_key=True),
    Column("unit_id", LargeBinary, nullable=False),
    Column("kind", Integer, nullable=False),  # first byte of the id: case, region, person
    Column("lamport", Integer, nullable=False),
    Column("last_wall", Integer, nullable=False),  # of the newest change, by lamport
    Column("last_quality", Integer, nullable=False),
    UniqueConstraint("unit_id", name="unit_known_once"),
    Index("unit_changed", "last_wall", "case_no"),
)

stream = Table(
    "stream",
    bookkeeping,
    Column("stream_no", Integer, primary_key=True),
    Column("stream_id", LargeBinary, nullable=False),
    Column("device_id", LargeBinary),
    Column("sign_key", LargeBinary),
    Column("opened", LargeBinary),  # the signed record that opened it
    UniqueConstraint("stream_id", name="stream_known_once"),
)

changeset = Table(
    "changeset",
    bookkeeping,
    Column("lid", Integer, primary_key=True),
    Column("cs_id", LargeBinary, nullable=False),
    Column("case_no", Integer, nullable=False),
    Column("stream_no", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("lamport", Integer, nullable=False),
    Column("wall", Integer, nullable=False),
    Column("clockq", Integer, nullable=False),
    Column("state", Integer, nullable=False),  # 0 applied, 1 of a newer program, 3 purged
    Column("header", LargeBinary, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Column("body", LargeBinary),  # zstd; missing when purged
    UniqueConstraint("cs_id", name="changeset_known_once"),
    # Not unique: two changesets of one number (a cloned disk) must both be kept.
    Index("changeset_stream", "case_no", "stream_no", "seq"),
)

ent = Table(
    "ent",
    bookkeeping,
    Column("case_no", Integer, primary_key=True),
    Column("eid", LargeBinary, primary_key=True),
    Column("etype", Integer, nullable=False),
    Column("flags", Integer, nullable=False),  # 1 alive, 2 edited by one who missed its removal
    # All live ops come from one changeset: which one, and the mask of their fields.
    Column("lid", Integer),
    Column("mask", Integer),
    Column("more", LargeBinary),  # otherwise
    sqlite_with_rowid=False,
)

conflict = Table(
    "conflict",
    bookkeeping,
    Column("case_no", Integer, primary_key=True),
    Column("eid", LargeBinary, primary_key=True),
    Column("field", Integer, primary_key=True),  # 0: removed here, edited there
    Column("n_distinct", Integer, nullable=False),
    sqlite_with_rowid=False,
)

quarantine = Table(
    "quarantine",
    bookkeeping,
    Column("id", Integer, primary_key=True),  # of the content: the same thing twice is kept once
    Column("reason", Text, nullable=False),
    Column("source", LargeBinary, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("at", Integer, nullable=False),
)

meta = Table(
    "meta",
    bookkeeping,
    Column("k", Text, primary_key=True),
    Column("v", LargeBinary),
    sqlite_with_rowid=False,
)

# Of this laptop only: a form that was not saved yet.
draft = Table(
    "draft",
    bookkeeping,
    Column("place", Text, primary_key=True),
    Column("case_no", Integer),
    Column("eid", LargeBinary),
    Column("etype", Integer),
    Column("content", JSON, nullable=False),
    Column("saved_at", Integer, nullable=False),
)

# Pieces of documents, sealed under the keys that their records hold. With rowid: SQLite keeps
# large values badly in a tree without it.
chunk = Table(
    "chunk",
    bookkeeping,
    Column("chunk_id", LargeBinary, primary_key=True),
    Column("unnamed_since", Integer),  # no document has named it since then
    Column("data", LargeBinary, nullable=False),  # last: what follows it costs a walk
)

# Cases saved since they were last indexed.
unindexed = Table("unindexed", bookkeeping, Column("case_no", Integer, primary_key=True))

# rowid = -case_no, so that what is read first is newest; the text is folded before it comes here
# and can't be read back.
SEARCH_DDL = (
    "CREATE VIRTUAL TABLE search USING fts5("
    "folded, content='', contentless_delete=1, detail=none, prefix='1 2 3 5',"
    " tokenize='unicode61')"
)
