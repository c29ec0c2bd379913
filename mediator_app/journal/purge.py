"""What an authority orders erased: the body of a changeset goes, its signed header stays."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from mediator_app.db.driver import driver_of
from mediator_app.journal import statements as sql
from mediator_app.journal.journal import Journal
from mediator_app.journal.rebuild import rebuild_unit


def purge(connection: Connection, journal: Journal, changeset_ids: Iterable[bytes]) -> list[int]:
    """Erase these bodies and all that was made of them; return the units it changed.

    The ops of a purged changeset are dead, and so is what they did: a value they had replaced
    is seen again, because a laptop that only ever got the stub can know nothing else. Whoever
    orders a purge names the older values too, if they must go. The body is refused from now on.
    The caller empties the write-ahead log afterwards, or the text lives on in it for a while.
    """
    raw = driver_of(connection)
    changed: set[int] = set()
    for changeset_id in changeset_ids:
        changed.update(row[0] for row in raw.execute(sql.PURGE, (changeset_id,)).fetchall())
    for case_no in sorted(changed):
        rebuild_unit(connection, journal, case_no)
    return sorted(changed)
