"""One program at a time on a profile."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Self

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.host.files import told_in_words

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE = "lock"


class ProfileInUse(AppError):
    """Another running program holds this profile."""

    message = N_("This profile is already open in another window or program. Close it first.")


class ProfileLock:
    """Held from opening a profile to closing it.

    The system gives it back when the process ends, however it ends, and when the process
    starts itself anew: the file that stays behind means nothing.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._handle: int | None = None

    def acquire(self) -> None:
        """Take the lock, or raise ProfileInUse at once."""
        if self._handle is not None:
            return
        with told_in_words(self._path):
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise ProfileInUse from error
        self._handle = handle

    def release(self) -> None:
        """Give the lock back; closing the file does it on every system."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *_details: object) -> None:
        self.release()


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
