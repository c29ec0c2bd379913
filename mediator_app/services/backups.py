"""Copies of the profile: made, listed, checked, put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from mediator_app.core.environment import Environment
from mediator_app.db import backup
from mediator_app.db.backup import Contents
from mediator_app.host.files import told_in_words, write_atomic
from mediator_app.services import profile
from mediator_app.services.opening import BACKUPS
from mediator_app.services.work import Workspace
from mediator_app.vault import kdf, keyslots
from mediator_app.vault.kdf import KdfCost

Progress = Callable[[int, int], None]
BY_HAND = "manual"
NIGHT = timedelta(hours=20)  # a laptop is on at other hours each day


@dataclass(frozen=True, slots=True)
class Backup:
    """One encrypted copy; `bytes` is its size."""

    name: str
    path: Path
    made_at: datetime
    reason: str
    bytes: int


def create(work: Workspace, *, progress: Progress | None = None) -> Backup:
    """Copy the profile's file as it is now and check the copy."""
    made = backup.create(
        work.database,
        work.folder / BACKUPS,
        reason=BY_HAND,
        environment=work.environment,
        progress=progress,
    )
    _copy_keys(work.folder)
    return _shown(made)


def _copy_keys(folder: Path) -> None:
    """Keep the key file beside the copies: without it no copy can be opened."""
    for name in keyslots.FILES:
        if (folder / name).exists():
            with told_in_words(folder / name):
                write_atomic(folder / BACKUPS / name, (folder / name).read_bytes())


def listed(folder: Path) -> list[Backup]:
    """Return the copies of the profile in `folder`, the newest first."""
    return [_shown(copy) for copy in backup.listed(folder / BACKUPS)]


def verify(work: Workspace, name: str) -> Contents:
    """Read every page of a copy and return what it holds."""
    return backup.verify(work.database, backup.by_name(work.folder / BACKUPS, name).path)


def restore(
    folder: Path,
    name: str,
    secret: str,
    *,
    environment: Environment,
    floor: KdfCost = kdf.FLOOR,
) -> Path | None:
    """Put a copy in the place of the profile's file; return where that one is kept."""
    copy = backup.by_name(folder / BACKUPS, name).path
    with profile.locked_file(folder, secret, environment=environment, floor=floor) as database:
        return backup.restore(database, copy, environment=environment)


def due(work: Workspace) -> bool:
    """Tell whether the night's copy has not been made."""
    made = [copy.made_at for copy in listed(work.folder) if copy.reason == backup.NIGHTLY]
    return not made or abs(work.environment.now() - made[0]) > NIGHT


def nightly(work: Workspace, *, progress: Progress | None = None) -> Backup:
    """Make the night's copy; three are kept."""
    made = backup.nightly(
        work.database, work.folder / BACKUPS, environment=work.environment, progress=progress
    )
    _copy_keys(work.folder)
    return _shown(made)


def age_days(work: Workspace) -> int | None:
    """Return how many days ago the last copy was made, or None when there is none."""
    found = listed(work.folder)
    return max(0, (work.environment.now() - found[0].made_at).days) if found else None


def _shown(copy: backup.Backup) -> Backup:
    return Backup(copy.name, copy.path, copy.made_at, copy.reason, copy.size)
