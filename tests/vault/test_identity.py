"""Signatures of a laptop and of its streams."""

from __future__ import annotations

import hashlib

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediator_app.vault import identity, strict
from mediator_app.vault.keys import Dek

KEYS = identity.DeviceKeys(bytes(range(32)), bytes(range(32, 64)))
OTHER = identity.DeviceKeys(b"\x01" * 32, b"\x02" * 32)
STREAM, BEFORE = b"s" * 16, b"p" * 16


def test_the_device_id_follows_from_the_public_key():
    assert KEYS.device_id == hashlib.blake2b(KEYS.sign_public, digest_size=16).digest()
    assert identity.Signer(KEYS, STREAM).device_id == KEYS.device_id
    assert "\\x00" not in repr(KEYS)


def test_new_devices_differ(environment):
    first, second = (identity.new_device(environment.random_bytes) for _ in range(2))
    assert first.device_id != second.device_id
    assert first.exchange_public != second.exchange_public


@given(header=st.binary(max_size=300), place=st.integers(0, 63), bit=st.integers(1, 255))
def test_a_signature_holds_for_its_header_and_key_alone(header, place, bit):
    signature = identity.Signer(KEYS, STREAM).sign(header)
    assert identity.verify(KEYS.sign_public, header, signature)
    assert not identity.verify(KEYS.sign_public, header + b"\0", signature)
    assert not identity.verify(OTHER.sign_public, header, signature)
    broken = bytearray(signature)
    broken[place] ^= bit
    assert not identity.verify(KEYS.sign_public, header, bytes(broken))


@given(key=st.binary(max_size=40), signature=st.binary(max_size=70))
def test_nonsense_is_no_signature(key, signature):
    assert not identity.verify(key, b"header", signature)


@pytest.mark.parametrize("previous", [None, BEFORE])
def test_the_opening_of_a_stream_is_read_back(previous):
    record = identity.open_stream(KEYS, STREAM, previous=previous)
    read = identity.read_stream_open(record, KEYS.sign_public)
    assert read == identity.StreamOpen(STREAM, KEYS.device_id, previous)


def test_an_opening_signed_by_another_device_or_changed_is_refused():
    record = identity.open_stream(KEYS, STREAM, previous=None)
    with pytest.raises(identity.NotSigned):
        identity.read_stream_open(record, OTHER.sign_public)
    for place in range(len(record)):
        broken = bytearray(record)
        broken[place] ^= 1
        with pytest.raises(identity.NotSigned):
            identity.read_stream_open(bytes(broken), KEYS.sign_public)


def test_a_changeset_s_signature_does_not_open_a_stream():
    said = [1, STREAM, KEYS.device_id, None]
    forged = strict.encode([said, identity.Signer(KEYS, STREAM).sign(strict.encode(said))])
    with pytest.raises(identity.NotSigned):
        identity.read_stream_open(forged, KEYS.sign_public)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x80\x00", b"\xa0", b"\xf9\x3c\x00", b"\x18\x01", b"\x82\x01", b"\x9f\xff",
        cbor2.dumps([1.5]), cbor2.dumps([{1: 2}]), cbor2.dumps([cbor2.CBORTag(35, "a")]),
        cbor2.dumps([2**70]), b"\x81" * 300 + b"\x80", b"\x81\x62\xff\xff", b"\x81\x18\x01",
    ],
)  # fmt: skip
def test_only_the_canonical_spelling_is_read(data):
    with pytest.raises(strict.NotStrict):
        strict.decode(data)


@given(st.binary(max_size=60))
def test_strict_reading_refuses_or_returns_what_spells_the_same(data):
    try:
        value = strict.decode(data)
    except strict.NotStrict:
        return
    assert strict.encode(value) == data


def test_derived_keys_differ_by_purpose_and_profile():
    dek, other = Dek(b"p" * 16, b"k" * 32), Dek(b"p" * 16, b"l" * 32)
    keys = [d.derived(p) for d in (dek, other) for p in ("blobs", "backup", "anchor MAC")]
    assert len({*keys, dek.raw, other.raw}) == 8
    assert len(dek.salt) == 16
    assert dek.salt == dek.salt != dek.derived("blobs")[:16]
