"""Headers and bodies: what is written is read alike, and the form is fixed for ever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mediator_app.wire.changeset import (
    Create,
    Header,
    Restore,
    Retract,
    Set,
    decode_body,
    decode_header,
    digest,
    encode_body,
    encode_header,
    ref_of,
    trusted_body,
    trusted_header,
    weight,
)
from tests.wire.test_cbor import scalars

HEADER = Header(
    unit_id=b"u" * 16,
    stream_id=b"s" * 16,
    seq=7,
    prev=b"p" * 32,
    lamport=9,
    wall=-5,
    clock_quality=3,
    schema=1,
    min_reader=1,
    key_epoch=bytes(8),
    body_hash=b"h" * 32,
)
ref = st.binary(min_size=16, max_size=16)
values = scalars | st.lists(scalars, max_size=4)
numbers = st.integers(1, 62)
preds = st.lists(ref, max_size=3, unique=True)


def of(eid: bytes):
    return st.one_of(
        st.builds(Create, st.just(eid), st.dictionaries(numbers, values, max_size=5)),
        st.builds(Set, st.just(eid), numbers, values, preds),
        st.builds(
            Retract,
            st.just(eid),
            preds,
            st.dictionaries(ref, st.integers(0, 2**63 - 1), max_size=3),
        ),
        st.builds(Restore, st.just(eid), preds),
    )


ops = st.lists(ref, max_size=5, unique=True).flatmap(lambda eids: st.tuples(*map(of, eids)))


@given(ops)
def test_a_body_is_read_as_it_was_written(given_ops):
    body = encode_body(bytes(16), given_ops)
    assert decode_body(body) == trusted_body(body) == list(given_ops)


def test_a_header_is_read_as_it_was_written():
    assert decode_header(encode_header(HEADER)) == trusted_header(encode_header(HEADER)) == HEADER


def test_the_form_of_a_header_never_changes():
    assert encode_header(HEADER).hex() == (
        "8c01" + "50" + "75" * 16 + "50" + "73" * 16 + "07" + "5820" + "70" * 32
        + "09" + "24" + "03" + "01" + "01" + "48" + "00" * 8 + "5820" + "68" * 32
    )  # fmt: skip


def test_the_form_of_a_body_never_changes():
    eid = b"\1" + b"e" * 15
    ref = b"r" * 16
    given_ops = [
        Create(eid, {1: "a", 2: None}),
        Set(eid, 3, [1, True], [ref]),
        Retract(eid, [ref], {ref: 6}),
        Restore(eid, []),
    ]
    e = "50" + eid.hex()
    assert encode_body(bytes(16), given_ops).hex() == (
        "83" + "50" + "00" * 16 + "81" + "50" + "72" * 16 + "84"
        + "840001" + e + "84" + "016161" + "02f6"
        + "860101" + e + "03" + "8201f5" + "8100"
        + "850201" + e + "8100" + "820006"
        + "840301" + e + "80"
    )  # fmt: skip


def test_a_ref_is_half_an_id():
    assert len(digest(b"")) == 32
    assert ref_of(digest(b"x")) == digest(b"x")[:16]


def test_a_creation_weighs_as_much_as_its_facts():
    assert weight(Create(b"", {1: 1, 2: 2})) == 3
    assert weight(Set(b"", 1, 1, [])) == 1
