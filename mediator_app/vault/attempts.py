"""The growing delay after wrong passphrases.

The count is stored, the wait is measured: neither setting the clock back nor starting the
program anew shortens it. It slows hands at the keyboard; a copied disk is held by Argon2id.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.host.files import told_in_words, write_atomic

FILE = "attempts"
LONGEST = 60.0  # seconds
FREE = 1  # one slip of the finger costs nothing
MOST = 1_000_000
LARGEST = 16


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
    gains nothing; `succeeded()` forgets them all.
    """

    def __init__(self, folder: Path, *, monotonic: Callable[[], float]) -> None:
        self._path = folder / FILE
        self._monotonic = monotonic
        self._count = self._stored()
        self._since = monotonic()  # a new start waits the whole time again

    @property
    def count(self) -> int:
        return self._count

    def wait(self) -> float:
        """Return the seconds until the next attempt is taken."""
        return max(0.0, delay(self._count) - (self._monotonic() - self._since))

    def begin(self) -> None:
        """Count an attempt that is about to be checked, or raise TooSoon."""
        if (left := self.wait()) > 0:
            raise TooSoon(seconds=int(left) + 1)
        self._count = min(MOST, self._count + 1)
        write_atomic(self._path, str(self._count).encode())

    def failed(self) -> None:
        """Start the wait: from the moment the answer was known, not from the question."""
        self._since = self._monotonic()

    def succeeded(self) -> None:
        self._count = 0
        with told_in_words(self._path):
            self._path.unlink(missing_ok=True)

    def _stored(self) -> int:
        try:
            with self._path.open("rb") as file:
                text = file.read(LARGEST)
        except FileNotFoundError:
            return 0
        except OSError:
            return MOST
        # Damaged, or edited by hand: the longest wait, which harms nobody for long.
        return min(MOST, int(text)) if text.isdigit() else MOST
