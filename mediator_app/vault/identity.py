"""Who a laptop is: its keys, its signature, the opening of its streams (sync.md 1.3, 1.11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from mediator_app.vault import strict

KEY_BYTES = 32
ID_BYTES = 16
SIGNATURE_BYTES = 64
CHANGESET = b"medsync/cs/1"
STREAM_OPEN = b"medsync/so/1"  # a signature of one kind can never pass for the other
KNOWN_KEYS = 1024


class NotSigned(ValueError):
    """A record does not carry its device's signature, or is not spelled strictly."""


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """Raw private keys; they are stored only inside the encrypted database."""

    signing: bytes = field(repr=False)
    exchange: bytes = field(repr=False)

    @property
    def sign_public(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw()

    @property
    def exchange_public(self) -> bytes:
        return X25519PrivateKey.from_private_bytes(self.exchange).public_key().public_bytes_raw()

    @property
    def device_id(self) -> bytes:
        return device_id(self.sign_public)


def new_device(random_bytes: Callable[[int], bytes]) -> DeviceKeys:
    """Return the keys of a laptop that did not exist before."""
    return DeviceKeys(random_bytes(KEY_BYTES), random_bytes(KEY_BYTES))


def new_stream_id(random_bytes: Callable[[int], bytes]) -> bytes:
    return random_bytes(ID_BYTES)


def device_id(sign_public: bytes) -> bytes:
    """Return the id that follows from a device's public key: BLAKE2b-128."""
    return blake2b(sign_public, digest_size=ID_BYTES).digest()


class Signer:
    """Signs this laptop's changesets in its current stream."""

    def __init__(self, keys: DeviceKeys, stream_id: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(keys.signing)
        self.sign_public = keys.sign_public
        self.device_id = device_id(self.sign_public)
        self.stream_id = stream_id

    def sign(self, header: bytes) -> bytes:
        """Return the 64-byte signature of a changeset's header."""
        return self._key.sign(CHANGESET + header)


def verify(sign_public: bytes, header: bytes, signature: bytes) -> bool:
    """Tell whether the device with this public key signed this changeset's header."""
    return _verify(sign_public, CHANGESET + header, signature)


@dataclass(frozen=True, slots=True)
class StreamOpen:
    """A device says: from here on I write in this stream, after that one."""

    stream_id: bytes
    device_id: bytes
    previous: bytes | None


def open_stream(keys: DeviceKeys, stream_id: bytes, *, previous: bytes | None) -> bytes:
    """Return the signed record: strict CBOR [[1, stream_id, device_id, previous], signature]."""
    said: list[strict.Value] = [1, stream_id, keys.device_id, previous]
    key = Ed25519PrivateKey.from_private_bytes(keys.signing)
    return strict.encode([said, key.sign(STREAM_OPEN + strict.encode(said))])


def read_stream_open(record: bytes, sign_public: bytes) -> StreamOpen:
    """Return what the record says, or raise NotSigned."""
    try:
        content = strict.decode(record, limit=1024)
    except strict.NotStrict as error:
        raise NotSigned from error
    match content:
        case [
            [1, bytes() as stream, bytes() as device, bytes() | None as previous],
            bytes() as sig,
        ]:
            said: list[strict.Value] = [1, stream, device, previous]
        case _:
            raise NotSigned
    lengths = {len(stream), len(device), ID_BYTES if previous is None else len(previous)}
    signed = _verify(sign_public, STREAM_OPEN + strict.encode(said), sig)
    if lengths != {ID_BYTES} or device != device_id(sign_public) or not signed:
        raise NotSigned
    return StreamOpen(stream, device, previous)


def _verify(sign_public: bytes, message: bytes, signature: bytes) -> bool:
    if len(signature) != SIGNATURE_BYTES or len(sign_public) != KEY_BYTES:
        return False
    try:
        _public(sign_public).verify(signature, message)
    except (InvalidSignature, ValueError):  # ValueError: bytes that are no point of the curve
        return False
    return True


@lru_cache(maxsize=KNOWN_KEYS)
def _public(sign_public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(sign_public)
