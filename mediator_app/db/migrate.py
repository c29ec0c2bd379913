"""Bring a database file to the current structure, or leave it exactly as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, text

from mediator_app.core.environment import Environment
from mediator_app.db import backup
from mediator_app.db.engine import Database
from mediator_app.db.errors import DatabaseTooNew, UpgradeRefused

SCRIPTS = Path(__file__).parent / "migrations"
HEAD = "0002"  # a test compares it with the newest script: Alembic is not imported to find out


def revision_of(database: Database) -> str | None:
    """Return the revision the file was left at, or None for a file without tables."""
    with database.read() as connection:
        return _revision(connection)


def is_current(database: Database) -> bool:
    """Say whether the file needs no upgrade."""
    return revision_of(database) == HEAD


def upgrade(
    database: Database, *, backups: Path, environment: Environment, to: str = "head"
) -> backup.Backup | None:
    """Upgrade the file in one transaction; return the backup made first, if one was needed.

    A file from a newer version is refused and not touched.
    """
    found = revision_of(database)
    if found == (HEAD if to == "head" else to):
        return None
    if found is not None and found not in _known():
        raise DatabaseTooNew(name=database.path.name)
    made = (
        backup.create(database, backups, reason=f"before-{HEAD}", environment=environment)
        if found is not None
        else None
    )
    with database.restructure() as connection:
        _run(connection, "upgrade", to)
        _check_references(connection, database.path)
    return made


def downgrade(database: Database, *, to: str) -> None:
    """Undo steps down to the revision `to`; for tests and for whoever writes a migration."""
    with database.restructure() as connection:
        _run(connection, "downgrade", to)
        _check_references(connection, database.path)


def _revision(connection: Connection) -> str | None:
    known = connection.execute(
        text("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
    ).scalar_one()
    if not known:
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _run(connection: Connection, direction: Literal["upgrade", "downgrade"], to: str) -> None:
    # Alembic costs a third of a second of start-up: only a file that needs it pays.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    # A percent sign in a folder's name would be read as a reference.
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    getattr(command, direction)(config, to)


def _known() -> frozenset[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return frozenset(script.revision for script in ScriptDirectory(SCRIPTS).walk_revisions())


def _check_references(connection: Connection, path: Path) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone() is not None:
        raise UpgradeRefused(name=path.name)
