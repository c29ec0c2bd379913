"""Writing files so that a cut leaves the old content or the new one, never a half."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

from mediator_app.core.errors import StorageUnavailable
from mediator_app.core.marks import N_

REPLACE_PATIENCE = 5.0  # seconds a virus scanner may keep the old file open
REPLACE_STEP = 0.1


class DiskFull(StorageUnavailable):
    """No room left, or the person's quota is used up."""

    message = N_("The disk is full. Free some space, then try again. ({place})")


class NotWritable(StorageUnavailable):
    """The place is read-only or belongs to somebody else."""

    message = N_("This place cannot be written: {place}")


class NotFound(StorageUnavailable):
    """A folder or file went away."""

    message = N_("This file or folder is missing: {place}")


class DiskFault(StorageUnavailable):
    """The device reports an error; what was being written is not saved."""

    message = N_("The disk reports a fault. Copy your data elsewhere soon. ({place})")


class FileBusy(StorageUnavailable):
    """Another program holds the file open (Windows)."""

    message = N_("Another program keeps this file open: {place}. Close it, then try again.")


class DiskTrouble(StorageUnavailable):
    """Any other answer of the system, shown by its number."""

    message = N_("The disk cannot be used (error {number}): {place}")


BY_NUMBER: dict[int, type[StorageUnavailable]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EROFS: NotWritable,
    errno.EACCES: NotWritable,
    errno.EPERM: NotWritable,
    errno.ENOENT: NotFound,
    errno.ENOTDIR: NotFound,
    errno.EIO: DiskFault,
    errno.EBUSY: FileBusy,
}


def storage_error(error: OSError, place: Path) -> StorageUnavailable:
    """Return the sentence for what the system said about `place`."""
    kind = BY_NUMBER.get(error.errno or 0)
    if kind is None:
        return DiskTrouble(number=error.errno or 0, place=place)
    return kind(place=place)


@contextlib.contextmanager
def told_in_words(place: Path) -> Generator[None]:
    """Turn an OSError raised inside into a sentence about `place`."""
    try:
        yield
    except OSError as error:
        raise storage_error(error, place) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_atomic(path: Path, data: bytes, *, pause: Callable[[float], None] = time.sleep) -> None:
    """Replace `path` by `data` and return once both are on the disk."""
    fresh = path.with_name(path.name + ".new")
    with told_in_words(path):
        try:
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            replace(fresh, path, pause=pause)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def replace(source: Path, target: Path, *, pause: Callable[[float], None] = time.sleep) -> None:
    """Rename over `target`; wait a while where another program holds it open."""
    for _attempt in range(round(REPLACE_PATIENCE / REPLACE_STEP)):
        try:
            source.replace(target)
        except PermissionError:
            if sys.platform != "win32" and not os.access(target.parent, os.W_OK):
                raise  # waiting gives nobody the right to write
            pause(REPLACE_STEP)
        else:
            return
    try:
        source.replace(target)
    except PermissionError as error:
        raise FileBusy(place=target) from error


def private_folder(folder: Path) -> Path:
    """Create `folder` if needed, readable by its owner alone, and return it."""
    with told_in_words(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


_BINARY = getattr(os, "O_BINARY", 0)  # Windows would turn line feeds into two bytes
