"""What lies in keyslots.bin (sync.md 4.1).

    file = magic(8) | generation(8) | length(4) | payload | BLAKE2b-256 of all before
    payload = strict CBOR [v, profile_id, [slot]],  slot = ["pass", person, m, t, p, salt, nonce, ct]

Slots of kinds not known here are kept as they came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from mediator_app.vault import strict
from mediator_app.vault.kdf import SALT_BYTES, KdfCost

MAGIC = b"MEDKEYS1"
VERSION = 1
PROFILE_ID_BYTES = 16
NONCE_BYTES = 12
SUM_BYTES = 32
HEAD_BYTES = len(MAGIC) + 8 + 4
LARGEST = 64 * 1024
PASS = "pass"  # noqa: S105 - a kind of slot, no secret


class Damaged(Exception):
    """The bytes are not a whole key file."""


class TooNew(Exception):
    """A newer program wrote this."""


@dataclass(frozen=True, slots=True)
class PassSlot:
    """The data key wrapped under a passphrase; all but `ct` is authenticated with it."""

    person: bytes
    cost: KdfCost
    salt: bytes
    nonce: bytes
    ct: bytes

    def header(self) -> list[strict.Value]:
        cost = self.cost
        return [PASS, self.person, cost.memory_kib, cost.passes, cost.lanes, self.salt, self.nonce]


Slot = PassSlot | tuple[strict.Value, ...]  # a tuple is kept as it came


@dataclass(frozen=True, slots=True)
class KeySlots:
    """What both copies say."""

    generation: int
    profile_id: bytes
    slots: tuple[Slot, ...]


def pack(slots: KeySlots) -> bytes:
    """Return the whole content of one file."""
    rows: list[strict.Value] = [
        [*slot.header(), slot.ct] if isinstance(slot, PassSlot) else list(slot)
        for slot in slots.slots
    ]
    payload = strict.encode([VERSION, slots.profile_id, rows])
    head = MAGIC + slots.generation.to_bytes(8, "big") + len(payload).to_bytes(4, "big")
    return head + payload + _sum(head + payload)


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=SUM_BYTES, person=b"mediator/slots").digest()


def check(data: bytes) -> tuple[int, bytes]:
    """Return generation and payload of a file whose checksum fits."""
    body = data[:-SUM_BYTES]
    if len(data) > LARGEST or body[: len(MAGIC)] != MAGIC or _sum(body) != data[-SUM_BYTES:]:
        raise Damaged
    length = int.from_bytes(body[HEAD_BYTES - 4 : HEAD_BYTES], "big")
    if len(body) != HEAD_BYTES + length:
        raise Damaged
    return int.from_bytes(body[len(MAGIC) : HEAD_BYTES - 4], "big"), body[HEAD_BYTES:]


def parse(generation: int, payload: bytes) -> KeySlots:
    match strict.decode(payload):
        case [int() as version, *_] if version > VERSION:
            raise TooNew
        case [1, bytes() as profile_id, list() as rows] if len(profile_id) == PROFILE_ID_BYTES:
            return KeySlots(generation, profile_id, tuple(_slot(row) for row in rows))
        case _:
            raise Damaged


def _slot(row: strict.Value) -> Slot:
    match row:
        case ["pass", bytes() as person, int() as m, int() as t, int() as p, *rest]:
            return _pass_slot(person, KdfCost(m, t, p), rest)
        case [str() as kind, *_] if kind != PASS and isinstance(row, list):
            return tuple(row)
        case _:
            raise Damaged


def _pass_slot(person: bytes, cost: KdfCost, rest: Sequence[strict.Value]) -> PassSlot:
    match rest:
        case [bytes() as salt, bytes() as nonce, bytes() as ct] if (
            cost.is_sane() and len(salt) == SALT_BYTES and len(nonce) == NONCE_BYTES
        ):
            return PassSlot(person, cost, salt, nonce, ct)
        case _:
            raise Damaged
