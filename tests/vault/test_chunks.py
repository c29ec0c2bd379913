from __future__ import annotations

import os
from hashlib import blake2b

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given
from hypothesis import strategies as st

from mediator_app.vault import chunks

KEY = bytes(range(32))


@pytest.mark.parametrize("length", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_what_is_sealed_comes_back_in_pieces_of_64_kib(length):
    content = os.urandom(length)
    sealed = list(chunks.seal(KEY, content))
    assert len(sealed) == -(-length // 65_536)
    assert b"".join(chunks.open_sealed(KEY, *pair) for pair in sealed) == content
    assert all(len(box) <= 65_536 + 16 for _id, box in sealed)


def test_the_bytes_are_those_of_the_written_rule():
    """Another program must be able to read them: the rule is written out here once more."""
    plain = b"foro ni bagan"
    ((chunk_id, sealed),) = chunks.seal(KEY, plain)
    assert chunk_id == blake2b(plain, key=KEY, digest_size=32).digest()
    own = blake2b(chunk_id, key=KEY, digest_size=32).digest()
    assert ChaCha20Poly1305(own).decrypt(bytes(12), sealed, None) == plain


def test_the_same_content_under_another_key_has_another_name():
    (mine, _sealed), (other, _other) = (
        next(iter(chunks.seal(key, b"photo"))) for key in (KEY, bytes(32))
    )
    assert mine != other


@given(st.binary(min_size=1, max_size=300), st.integers(0, 2**16), st.integers(0, 7))
def test_any_flipped_bit_is_noticed(content, place, bit):
    ((chunk_id, sealed),) = chunks.seal(KEY, content)
    broken = bytearray(sealed)
    broken[place % len(broken)] ^= 1 << bit
    with pytest.raises(chunks.ChunkDamaged):
        chunks.open_sealed(KEY, chunk_id, bytes(broken))


def test_a_chunk_under_a_foreign_name_is_refused_even_from_one_who_has_the_key():
    wanted = bytes(32)
    own = blake2b(wanted, key=KEY, digest_size=32).digest()
    forged = ChaCha20Poly1305(own).encrypt(bytes(12), b"another photo", None)
    with pytest.raises(chunks.ChunkDamaged):
        chunks.open_sealed(KEY, wanted, forged)


def test_a_chunk_that_is_too_long_is_refused_unread():
    with pytest.raises(chunks.ChunkDamaged):
        chunks.open_sealed(KEY, bytes(32), bytes(65_536 + 17))


def test_a_short_key_is_our_own_mistake():
    with pytest.raises(ValueError, match=r"^$"):
        list(chunks.seal(b"short", b"x"))
