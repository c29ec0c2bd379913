"""Copies of the database: made, listed, checked, and put back."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from mediator_app.core.environment import Environment
from mediator_app.db.driver import DriverConnection, DriverError, code_of, driver_of
from mediator_app.db.engine import Database, no_room
from mediator_app.db.errors import BackupDamaged, BackupMissing, DatabaseDamaged
from mediator_app.host.files import replace, sync_folder, told_in_words

NIGHTLY = "nightly"
NIGHTLY_KEPT = 3
PAGES_A_STEP = 1_000  # 4 MB: often enough for a progress bar and for a person who cancels
SPARE = 2**20
SUFFIX = ".backup"
PART = ".part"

Progress = Callable[[int, int], None]  # pages done, pages in all; it may raise to cancel


@dataclass(frozen=True, slots=True)
class Backup:
    """One closed, encrypted copy; its name says when and why it was made."""

    path: Path
    made_at: datetime
    reason: str
    size: int

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy that passed every check holds."""

    units: int
    changesets: int
    revision: str


def create(
    database: Database,
    folder: Path,
    *,
    reason: str,
    environment: Environment,
    progress: Progress | None = None,
) -> Backup:
    """Copy the file as it is now, check the copy, and only then give it its name.

    Readers and the writer go on meanwhile. A copy that could not be finished is removed.
    """
    with told_in_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
    made_at = environment.now().astimezone(UTC)
    target = _free_name(folder, f"{made_at:%Y%m%dT%H%M%SZ}-{reason}")
    part = target.with_name(target.name + PART)
    try:
        _copy(database, part, progress)
        with told_in_words(target):
            _sync(part)
            replace(part, target)
            sync_folder(folder)
    except BaseException:
        _remove(part)
        raise
    return Backup(target, made_at.replace(microsecond=0), reason, target.stat().st_size)


def nightly(
    database: Database, folder: Path, *, environment: Environment, progress: Progress | None = None
) -> Backup:
    """Make the night's copy, then let go of the oldest ones beyond three."""
    made = create(database, folder, reason=NIGHTLY, environment=environment, progress=progress)
    for old in [copy for copy in listed(folder) if copy.reason == NIGHTLY][NIGHTLY_KEPT:]:
        with told_in_words(old.path):
            old.path.unlink()
    return made


def listed(folder: Path) -> list[Backup]:
    """Return the copies in `folder`, the newest first."""
    if not folder.is_dir():
        return []
    with told_in_words(folder):
        found = [copy for path in folder.glob(f"*{SUFFIX}") if (copy := _named(path))]
    return sorted(found, key=lambda copy: (copy.made_at, copy.name), reverse=True)


def by_name(folder: Path, name: str) -> Backup:
    """Return the copy called `name`, or raise BackupMissing."""
    for copy in listed(folder):
        if copy.name in {name, name + SUFFIX}:
            return copy
    raise BackupMissing(name=name)


def verify(database: Database, copy: Path) -> Contents:
    """Read every page of `copy` with the key of `database` and return what it holds."""
    return _contents(database, copy)


def restore(database: Database, copy: Path, *, environment: Environment) -> Path | None:
    """Put `copy` in the place of the database file; return where the replaced one is kept.

    The caller sees to it that nobody else uses the file, and opens it anew: `meta` then has
    the key 'restored', on which the laptop must take a new incarnation.
    """
    _contents(database, copy)
    path = database.path
    fresh = path.with_name(path.name + ".restoring")
    now = environment.now().astimezone(UTC)
    with told_in_words(path):
        _remove(fresh)
        _check_room(path, copy.stat().st_size)
        try:
            shutil.copyfile(copy, fresh)
            _mark_restored(database, fresh, now)
            _sync(fresh)
        except BaseException:
            _remove(fresh)
            raise
        aside = _set_aside(database, now)
        replace(fresh, path)
        sync_folder(path.parent)
    return aside


def _copy(database: Database, part: Path, progress: Progress | None) -> None:
    def step(_status: int, left: int, total: int) -> None:
        if progress:
            progress(total - left, total)

    with database.read() as connection:
        source = driver_of(connection)
        expected = _counts(source)  # begins to read: what is written from here on is left out
        _remove(part)
        _check_room(part, _size(source))
        with database.new_copy(part) as copy:
            source.backup(copy, pages=PAGES_A_STEP, progress=step)
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, no log beside it
    if _contents(database, part) != expected:
        raise BackupDamaged(name=part.name)


def _contents(database: Database, copy: Path) -> Contents:
    try:
        with database.closed_copy(copy) as connection:
            broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            quick = connection.execute("PRAGMA quick_check(1)").fetchall()
            if broken or quick != [("ok",)]:
                raise BackupDamaged(name=copy.name)
            return _counts(connection)
    except DatabaseDamaged as error:
        raise BackupDamaged(name=copy.name) from error
    except DriverError as error:
        if code_of(error) is not None:
            raise
        raise BackupDamaged(name=copy.name) from error  # it opens, but is no file of ours


def _counts(connection: DriverConnection) -> Contents:
    units, changesets, revision = connection.execute(
        "SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM changeset),"
        " (SELECT version_num FROM alembic_version)"
    ).fetchone()
    return Contents(units, changesets, revision)


def _size(connection: DriverConnection) -> int:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (page,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(page)


def _check_room(path: Path, wanted: int) -> None:
    if shutil.disk_usage(path.parent).free < wanted + SPARE:
        raise no_room(path, wanted + SPARE)


def _mark_restored(database: Database, fresh: Path, now: datetime) -> None:
    # Before the swap: a cut right after it must not leave a restored file that looks untouched.
    marked = database.sibling(fresh)
    with marked.write() as connection:
        connection.execute(
            text("INSERT OR REPLACE INTO meta (k, v) VALUES ('restored', :at)"),
            {"at": now.isoformat(timespec="seconds")},
        )
    marked.dispose()


def _set_aside(database: Database, now: datetime) -> Path | None:
    """Keep the file that is about to be replaced under another name, whole."""
    path = database.path
    aside = _free_name(path.parent, f"{path.stem}-replaced-{now:%Y%m%dT%H%M%SZ}", path.suffix)
    if _log(path).exists():
        # Kept first: SQLite throws away a log that it cannot read.
        shutil.copyfile(_log(path), _log(aside))
    was_there = path.exists()
    if was_there:
        with contextlib.suppress(DatabaseDamaged):
            database.checkpoint()
            _log(aside).unlink(missing_ok=True)  # all of it is in the file now
        database.dispose()
        try:
            os.link(path, aside)  # at no moment is there no file under the usual name
        except OSError:  # this file system knows no second name for a file
            shutil.copyfile(path, aside)
            _sync(aside)
    # An old log beside a new file would be played into it.
    _log(path).unlink(missing_ok=True)
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    sync_folder(path.parent)
    return aside if was_there else None


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _free_name(folder: Path, stem: str, suffix: str = SUFFIX) -> Path:
    path, number = folder / (stem + suffix), 2
    while path.exists():
        path, number = folder / f"{stem}_{number}{suffix}", number + 1
    return path


_NAME = re.compile(r"(\d{8}T\d{6}Z)-([a-z0-9-]+?)(?:_\d+)?")


def _named(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.stem)
    if match is None:
        return None
    try:
        made_at = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, made_at, match[2], path.stat().st_size)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    for name in (path.name, path.name + "-wal", path.name + "-shm", path.name + "-journal"):
        path.with_name(name).unlink(missing_ok=True)
