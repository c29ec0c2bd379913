"""Foreign CBOR: one spelling for each value, and nothing that costs more than its length."""

from __future__ import annotations

import time

import cbor2
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediator_app.wire.cbor import INT_BOUND, Malformed, decode, decode_trusted, encode

LIMIT = 2**20

HOSTILE = {
    "an array of 2^60": b"\x9b" + (1 << 60).to_bytes(8, "big"),
    "an array of 2^31": b"\x9a" + (1 << 31).to_bytes(4, "big") + b"\x00",
    "bytes of 2^50": b"\x5b" + (1 << 50).to_bytes(8, "big"),
    "a text of 2^50": b"\x7b" + (1 << 50).to_bytes(8, "big"),
    "a map of 2^60": b"\xbb" + (1 << 60).to_bytes(8, "big"),
    "lists in lists": b"\x81" * 100_000 + b"\x00",
    "nine lists deep": b"\x81" * 9 + b"\x00",
    "a large integer": b"\xc2\x5a\x00\x0f\x00\x00" + b"\xff" * (15 << 16),
    "a small integer as a large one": cbor2.dumps(cbor2.CBORTag(2, b"\x05")),
    "a fraction of large integers": cbor2.dumps(cbor2.CBORTag(30, [2**4000, 3**4000])),
    "a decimal of a billion digits": cbor2.dumps(cbor2.CBORTag(4, [999999999, 1])),
    "a regular expression": cbor2.dumps(cbor2.CBORTag(35, "(a+)+$")),
    "a cycle": b"\xd8\x1c\x81\xd8\x1d\x00",
    "one text shared a thousand times": (
        b"\x99\x03\xe9" + b"\xd8\x1c\x79\xff\xff" + b"x" * 65535 + b"\xd8\x1d\x00" * 1000
    ),
    "string references": b"\xd9\x01\x00\x82\x63abc\xd8\x19\x00",
    "a date": cbor2.dumps(cbor2.CBORTag(0, "2013-03-21T20:04:00Z")),
    "an address": cbor2.dumps(cbor2.CBORTag(260, b"\x7f\x00\x00\x01")),
    "the mark of CBOR itself": cbor2.dumps(cbor2.CBORTag(55799, [])),
    "a tag nobody knows": cbor2.dumps(cbor2.CBORTag(2**40, 1)),
    "a map": b"\xa1\x01\x01",
    "a key twice": b"\xa2\x01\x01\x01\x02",
    "a float": cbor2.dumps(1.5),
    "not a number": b"\xf9\x7e\x00",
    "undefined": b"\xf7",
    "a simple value": b"\xf8\xff",
    "a list without end": b"\x9f\x01\x02\xff",
    "bytes without end": b"\x5f\x41\x01\xff",
    "a break": b"\xff",
    "bytes left over": b"\x01\x02",
    "a long spelling of one": b"\x18\x01",
    "a long spelling of a length": b"\x78\x01a",
    "an integer too large": b"\x1b" + b"\xff" * 8,
    "an integer too small": b"\x3b\x80" + b"\x00" * 7,
    "a text that is not UTF-8": b"\x62\xc3\x28",
    "half a surrogate pair": b"\x63\xed\xa0\x80",
    "a NUL": b"\x63a\x00b",
    "half a text": b"\x65ab",
    "nothing": b"",
    "more than the limit": cbor2.dumps(b"x" * LIMIT),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_refused_quickly_and_cheaply(name):
    process = psutil.Process()
    before, begun = process.memory_info().rss, time.process_time()
    with pytest.raises(Malformed):
        decode(HOSTILE[name], limit=LIMIT)
    assert time.process_time() - begun < 1
    assert process.memory_info().rss - before < 64 * 2**20


@pytest.mark.parametrize("value", [b"\x81" * 8 + b"\x00", b"\x1b\x7f" + b"\xff" * 7, b"\x80"])
def test_their_harmless_neighbours_are_read(value):
    assert encode(decode(value, limit=LIMIT)) == value


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-INT_BOUND, INT_BOUND - 1), texts, st.binary()
)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=5), max_leaves=20)


@given(values)
def test_what_we_write_is_read_alike(value):
    if depth(value) <= 8:
        assert decode(encode(value), limit=LIMIT) == decode_trusted(encode(value)) == value


@given(st.binary(max_size=60))
def test_bytes_are_refused_or_are_the_one_spelling_of_what_they_say(data):
    try:
        value = decode(data, limit=LIMIT)
    except Malformed:
        return
    assert encode(value) == data


def depth(value) -> int:
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0
