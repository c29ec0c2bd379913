"""The anchor: tells a database that was restored or copied from one that is simply reopened.

It lies outside the database and outside our backups. Each opening leaves the same fresh nonce
in both; a database whose nonce the anchor does not know is not the one that was here last.
Written as sync.md 1.11, in three steps that may be cut anywhere:

    opening = anchor.begin(nonce stored in the database or None, random_bytes=…)   # 1 anchor: cur, next
    # 2 the caller, in ONE transaction: meta.open_nonce = opening.nonce, and, when
    #   opening.new_stream is not None, the new stream's row with its signed record
    anchor.finish(opening)                                                         # 3 anchor: cur

Cut before 2: the database still has the old nonce, and finds it as `cur` (or is found strange
once more). Cut before 3: it has the new one, and finds it as `next`. A needless new stream costs
a row; two laptops writing in one stream is what must never happen, so every doubt opens one.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

from mediator_app.host.files import storage_error, write_atomic
from mediator_app.vault import strict

FILE = "anchor"
NONCE_BYTES = 16
MAC_BYTES = 32
LARGEST = 1024


class Strange(StrEnum):
    """Why a new stream must be opened."""

    FIRST = "first"  # a new profile: nothing to tell anybody
    RESTORED = "restored"  # an older copy, or the anchor was lost or damaged
    COPIED = "copied"  # the same files on another computer


@dataclass(frozen=True, slots=True)
class Opening:
    """What begin() found, and the nonce to store in the database."""

    nonce: bytes
    new_stream: Strange | None


@dataclass(frozen=True, slots=True)
class _Content:
    cur: bytes | None
    next: bytes | None
    machine: bytes


class Anchor:
    """The anchor file of one profile. `key` is Dek.derived("anchor MAC")."""

    def __init__(self, folder: Path, *, key: bytes, machine: bytes) -> None:
        self._path = folder / FILE
        self._key = key
        self._machine = machine

    def begin(self, stored: bytes | None, *, random_bytes: Callable[[int], bytes]) -> Opening:
        """Step 1: judge the database by its `stored` nonce and announce the next one."""
        found = self._read()
        strange = self._judge(found, stored)
        nonce = random_bytes(NONCE_BYTES)
        # A nonce not known here may not become known before its new stream is committed. One
        # that is becomes `cur`, whichever it was: after a cut before step 3 that is `next`.
        # A copy stays one by its machine, which changes only in step 3.
        known = stored if strange in (None, Strange.COPIED) else None
        machine = found.machine if found else self._machine
        self._write(_Content(known, nonce, machine))
        return Opening(nonce, strange)

    def finish(self, opening: Opening) -> None:
        """Step 3: the database has the nonce; this machine is its home from now on."""
        self._write(_Content(opening.nonce, None, self._machine))

    def _judge(self, found: _Content | None, stored: bytes | None) -> Strange | None:
        if stored is None:
            first = found is None or found.cur is None
            return Strange.FIRST if first else Strange.RESTORED
        if found is None or stored not in (found.cur, found.next):
            return Strange.RESTORED
        if not hmac.compare_digest(found.machine, self._machine):
            return Strange.COPIED
        return None

    def _read(self) -> _Content | None:
        """Return the content, or None when it is missing, damaged or not ours."""
        try:
            with self._path.open("rb") as file:
                data = file.read(LARGEST)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise storage_error(error, self._path) from error
        body, mac = data[:-MAC_BYTES], data[-MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(body)):
            return None
        match strict.decode(body):
            case [1, bytes() | None as cur, bytes() | None as following, bytes() as machine]:
                return _Content(cur, following, machine)
            case _:
                return None  # of a newer version

    def _write(self, content: _Content) -> None:
        body = strict.encode([1, content.cur, content.next, content.machine])
        write_atomic(self._path, body + self._mac(body))

    def _mac(self, body: bytes) -> bytes:
        return blake2b(
            body, key=self._key, digest_size=MAC_BYTES, person=b"mediator/anchor"
        ).digest()
