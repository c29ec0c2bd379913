"""Whether the pages of the file are whole."""

from __future__ import annotations

from sqlalchemy import Connection, text

from mediator_app.db.engine import Database


def damage(database: Database) -> list[str]:
    """Return what SQLite and SQLCipher find wrong; the log is written back first.

    Before that, a page on its way would be taken for a damaged one (sync.md 5, row 3).
    """
    database.checkpoint()
    with database.read() as connection:
        sealed = connection.execute(text("PRAGMA cipher_integrity_check")).scalars()
        if broken := [str(line) for line in sealed]:
            return broken  # not even readable: what they hold cannot be checked
        held = connection.execute(text("PRAGMA quick_check")).scalars()
        return [str(line) for line in held if line != "ok"]


def counts(connection: Connection) -> tuple[int, int]:
    """Return how many units and how many changesets the file holds."""
    units = connection.execute(text("SELECT count(*) FROM unit")).scalar_one()
    changesets = connection.execute(text("SELECT count(*) FROM changeset")).scalar_one()
    return int(units), int(changesets)
