"""Argon2id: how dear one guess of a passphrase is made."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.vault.keys import KEY_BYTES

MIB = 1024  # in KiB, Argon2's unit
SALT_BYTES = 16
TARGET = (1.0, 1.5)  # seconds one unlock takes on this machine
CEILING_MIB = 512
SHARE_OF_MEMORY = 8
MOST_TRIES = 10
MOST_PASSES = 1024
MOST_LANES = 64
MOST_MIB = 2048  # a file from a stronger laptop still opens; more is an attack on the memory


class NotEnoughMemory(AppError):
    """Argon2id could not get its memory."""

    message = N_("There is not enough free memory to check the passphrase. Close other programs.")


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Argon2id's parameters. Only tests build one below FLOOR."""

    memory_kib: int
    passes: int
    lanes: int

    def reaches(self, floor: KdfCost) -> bool:
        return (
            self.memory_kib >= floor.memory_kib
            and self.passes >= floor.passes
            and self.lanes >= floor.lanes
        )

    def is_sane(self) -> bool:
        """Tell whether Argon2id takes these parameters and this machine can be asked to."""
        return (
            1 <= self.lanes <= MOST_LANES
            and 1 <= self.passes <= MOST_PASSES
            and 8 * self.lanes <= self.memory_kib <= MOST_MIB * MIB
        )


FLOOR = KdfCost(64 * MIB, 3, 4)  # RFC 9106, second recommendation


def derive(passphrase: str, *, salt: bytes, cost: KdfCost) -> bytes:
    """Return the key that wraps the data key."""
    hasher = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    try:
        return hasher.derive(spelled(passphrase))
    except MemoryError as error:
        raise NotEnoughMemory from error


def spelled(passphrase: str) -> bytes:
    """Return one spelling for what a person takes for the same words.

    Keyboards differ in how they write é, and fingers in how many spaces they leave.
    """
    words = unicodedata.normalize("NFC", " ".join(passphrase.split()))
    return words.encode("utf-8", "surrogatepass")  # whatever came through the environment


def calibrate(
    *, memory: int, measure: Callable[[KdfCost], float], target: tuple[float, float] = TARGET
) -> KdfCost:
    """Return the cost whose measured time falls into `target` on this machine.

    Memory first, which is what a guesser's graphics cards lack: the most that fits below the
    ceiling with the floor's passes; then passes fill the time that is left. A machine too slow
    for the floor gets the floor.
    """
    low, high = target
    most = max(FLOOR.memory_kib, min(CEILING_MIB * MIB, memory // 1024 // SHARE_OF_MEMORY))
    cost = FLOOR
    for _ in range(MOST_TRIES):
        taken = measure(cost)
        if low <= taken <= high or (taken > high and cost == FLOOR):
            break
        # Eightfold at most: a first short run says little.
        cost = _nearer(cost, min(8.0, (low + high) / 2 / max(taken, 1e-6)), most=most)
    return cost


def _nearer(cost: KdfCost, factor: float, *, most: int) -> KdfCost:
    """Return `cost` made about `factor` times as dear, within floor and `most`."""
    if factor > 1 and cost.memory_kib >= most:
        passes = max(cost.passes + 1, int(cost.passes * factor))
        return replace(cost, passes=min(MOST_PASSES, passes))
    if factor < 1 and cost.passes > FLOOR.passes:
        passes = min(cost.passes - 1, int(cost.passes * factor))
        return replace(cost, passes=max(FLOOR.passes, passes))
    grown = int(cost.memory_kib * factor) // MIB * MIB
    return replace(cost, memory_kib=max(FLOOR.memory_kib, min(most, grown)))
