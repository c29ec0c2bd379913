"""What a form takes note of when it is opened."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection

from mediator_app.db.driver import driver_of
from mediator_app.journal import statements as sql
from mediator_app.journal.entity import Entity, fields_of
from mediator_app.journal.log import Log
from mediator_app.wire.zstd import Packer


def live_refs(connection: Connection, case_no: int, eid: bytes) -> dict[int, frozenset[bytes]]:
    """Return the changesets whose values of an entity are live, by field; handed back as `seen`."""
    raw = driver_of(connection)
    state = raw.execute(sql.ENTITY, (case_no, eid)).fetchone()
    if state is None:
        return {}
    log = Log(raw, Packer())
    found: defaultdict[int, set[bytes]] = defaultdict(set)
    for lid, mask in Entity.stored(state).live.items():
        for field in fields_of(mask):
            found[field].add(log.ref(lid))
    return {field: frozenset(refs) for field, refs in found.items()}
