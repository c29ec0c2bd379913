"""The growing delay after wrong passphrases.

The count is stored, the wait is measured: neither setting the clock back nor starting the
program anew shortens it. It slows hands at the keyboard; a copied disk is held by Argon2id.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.host.files import told_in_words, write_atomic
from mediator_app.host.machine import boot_id

FILE = "attempts"
LONGEST = 60.0  # seconds
FREE = 1  # one slip of the finger costs nothing
MOST = 1_000_000
LARGEST = 256
ROUNDING = 0.001


class TooSoon(AppError):
    """The wait after wrong passphrases is not over."""

    message = N_("Too many wrong passphrases. Try again in {seconds} s.")


def delay(count: int) -> float:
    """Return the seconds to wait after `count` wrong passphrases: 0, 0, 1, 2, 4 … 60."""
    if count <= FREE:
        return 0.0
    return min(LONGEST, 2.0 ** min(count - FREE - 1, 10))


class Attempts:
    """Wrong passphrases in a row on one profile. Made under the profile's lock.

    `begin()` counts an attempt before it is checked, so that ending the program in the middle
    gains nothing; then one of `failed()`, `succeeded()` or, when the passphrase could not be
    checked at all, `undo()`. The wait runs on from program to program, and from its beginning
    after the computer started anew.
    """

    def __init__(
        self, folder: Path, *, monotonic: Callable[[], float], boot: str | None = None
    ) -> None:
        self._path = folder / FILE
        self._monotonic = monotonic
        self._boot = boot or boot_id()
        self._count, since = self._stored()
        self._since = monotonic() if since is None else since
        if self._count and since is None:
            self._write()

    @property
    def count(self) -> int:
        return self._count

    def wait(self) -> float:
        """Return the seconds until the next attempt is taken."""
        return max(0.0, delay(self._count) - (self._monotonic() - self._since))

    def begin(self) -> None:
        """Count an attempt that is about to be checked, or raise TooSoon."""
        if (left := self.wait()) > 0:
            raise TooSoon(seconds=math.ceil(left))
        self._set(self._count + 1)

    def failed(self) -> None:
        """Start the wait: from the moment the answer was known, not from the question."""
        self._set(self._count)

    def undo(self) -> None:
        """Take the attempt back: a damaged file or a full disk is no guess."""
        self._set(self._count - 1)

    def succeeded(self) -> None:
        self._count = 0
        with told_in_words(self._path):
            self._path.unlink(missing_ok=True)

    def _set(self, count: int) -> None:
        self._count = max(0, min(MOST, count))
        self._since = self._monotonic()
        self._write()

    def _write(self) -> None:
        write_atomic(self._path, f"{self._count} {self._since:.3f} {self._boot}".encode())

    def _stored(self) -> tuple[int, float | None]:
        """Return the count, and since when the wait runs if that was in this start."""
        try:
            with self._path.open("rb") as file:
                text = file.read(LARGEST).decode("ascii", "replace")
        except FileNotFoundError:
            return 0, None
        except OSError:
            return MOST, None
        found = re.fullmatch(r"([0-9]{1,7}) ([0-9]{1,12}\.[0-9]{3}) (.+)", text)
        if found is None:  # damaged, or edited by hand: the longest wait
            return MOST, None
        since = float(found[2])
        runs = found[3] == self._boot and since <= self._monotonic() + ROUNDING
        return int(found[1]), since if runs else None
