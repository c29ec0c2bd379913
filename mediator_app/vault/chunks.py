"""The content of a document as sealed chunks that tell nothing of each other (sync.md 1.8).

    chunk id  = BLAKE2b-256(key of the document, plaintext)
    sealed    = ChaCha20-Poly1305(BLAKE2b-256(key of the document, chunk id), nonce 0, plaintext)

The id is keyed, so whoever stores chunks can't test them for a file he knows. The nonce is
always 0 because every chunk has a key of its own that follows from its content.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEY_BYTES = 32
ID_BYTES = 32
CHUNK_BYTES = 64 * 1024  # of plaintext: what is sent again at the most when a line breaks
TAG_BYTES = 16
_NONCE = bytes(12)


class ChunkDamaged(Exception):
    """Bytes that are not what their id promises."""


def seal(key: bytes, content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the id and the sealed bytes of each chunk of `content`, in order."""
    _check(key)
    for start in range(0, len(content), CHUNK_BYTES):
        plain = content[start : start + CHUNK_BYTES]
        chunk_id = _keyed(key, plain)
        yield chunk_id, _cipher(key, chunk_id).encrypt(_NONCE, plain, None)


def open_sealed(key: bytes, chunk_id: bytes, sealed: bytes) -> bytes:
    """Return what a chunk holds, or raise ChunkDamaged."""
    _check(key)
    if len(sealed) > CHUNK_BYTES + TAG_BYTES:
        raise ChunkDamaged
    try:
        plain = _cipher(key, chunk_id).decrypt(_NONCE, sealed, None)
    except InvalidTag as error:
        raise ChunkDamaged from error
    if _keyed(key, plain) != chunk_id:  # sealed under this id by somebody who knows the key
        raise ChunkDamaged
    return plain


def _cipher(key: bytes, chunk_id: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(_keyed(key, chunk_id))


def _keyed(key: bytes, data: bytes) -> bytes:
    return blake2b(data, key=key, digest_size=ID_BYTES).digest()


def _check(key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise ValueError
