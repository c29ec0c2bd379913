"""Compressed bytes from outside: never more memory than the limit asks for."""

from __future__ import annotations

import psutil
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from mediator_app.wire.cbor import Malformed
from mediator_app.wire.zstd import Packer

LIMIT = 2**20


def sized_bomb() -> bytes:
    """A frame that says it holds a gibibyte, and does."""
    return zstandard.ZstdCompressor(level=19).compress(b"\0" * 2**30)


def silent_bomb() -> bytes:
    """A frame that does not say how much it holds."""
    compressor = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    return compressor.compress(b"\0" * 2**26) + compressor.flush()


def lying_bomb() -> bytes:
    """A frame that says less than it holds."""
    frame = bytearray(zstandard.ZstdCompressor().compress(b"\0" * 2**26))
    # Without magic (4 bytes) and descriptor (1) comes the size, as 4 bytes here.
    size = int.from_bytes(frame[6:10], "little")
    assert size == 2**26
    frame[6:10] = (1000).to_bytes(4, "little")
    return bytes(frame)


@pytest.mark.parametrize("bomb", [sized_bomb, silent_bomb, lying_bomb])
def test_a_bomb_is_refused_without_much_memory(bomb):
    data = bomb()
    process = psutil.Process()
    before = process.memory_info().rss
    with pytest.raises(Malformed):
        Packer().inflate(data, limit=LIMIT)
    assert process.memory_info().rss - before < 32 * 2**20


@pytest.mark.parametrize(
    "data",
    [b"", b"not zstd at all", Packer().deflate(b"abc")[:-1], Packer().deflate(b"abc") + b"x",
     Packer().deflate(b"abc") + Packer().deflate(b"def"), Packer().deflate(b"x" * (LIMIT + 1))],
)  # fmt: skip
def test_what_is_not_one_whole_frame_within_the_limit_is_refused(data):
    with pytest.raises(Malformed):
        Packer().inflate(data, limit=LIMIT)


@given(st.binary(max_size=2000))
def test_what_is_deflated_comes_back(data):
    packer = Packer()
    assert packer.inflate(packer.deflate(data), limit=len(data)) == data


def test_the_limit_itself_fits():
    packer = Packer()
    assert len(packer.inflate(packer.deflate(b"x" * LIMIT), limit=LIMIT)) == LIMIT


def test_a_dictionary_is_used_by_both_sides():
    words = b"".join(f"mediation {n} in the village of {n * 7} ".encode() for n in range(200))
    packer = Packer(dictionary=words)
    packed = packer.deflate(words[-200:])
    assert len(packed) < len(Packer().deflate(words[-200:]))
    assert packer.inflate(packed, limit=LIMIT) == words[-200:]
    with pytest.raises(Malformed):
        Packer().inflate(packed, limit=LIMIT)
