"""CBOR with one spelling for each value; everything else is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn, TypeAlias, cast

import cbor2

Scalar: TypeAlias = "bool | int | str | bytes | None"
Item: TypeAlias = "Scalar | list[Item]"  # what was read
Encodable: TypeAlias = "Scalar | Sequence[Encodable]"  # what may be written

DEPTH = 8
INT_BOUND = 2**63


class Malformed(ValueError):
    """Bytes that no honest program writes; `reason` is a short code for the quarantine."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def encode(value: Encodable) -> bytes:
    """Return the one spelling of `value`; our types have no other than cbor2's default."""
    return cbor2.dumps(value)


def decode_trusted(data: bytes) -> Item:
    """Read what this program wrote or checked before; skips the checks, which cost more."""
    value: Item = cbor2.loads(data)
    return value


def decode(data: bytes, *, limit: int) -> Item:
    """Read bytes from outside, or raise Malformed.

    cbor2 by itself makes regular expressions, cycles and gigabytes out of tags: no tag is
    decoded. The comparison at the end refuses maps, floats, long spellings and bytes left over.
    """
    if len(data) > limit:
        raise Malformed("size")
    try:
        value: Any = cbor2.loads(
            data,
            tag_hook=_refuse,
            semantic_decoders=_NO_TAGS,
            max_depth=DEPTH,
            allow_indefinite=False,
        )
    except (ValueError, TypeError, OverflowError, RecursionError, cbor2.CBORError) as error:
        raise Malformed("cbor") from error
    _check(value)
    if cbor2.dumps(value) != data:
        raise Malformed("canonical")
    plain: Item = value
    return plain


def _check(value: object) -> None:
    """Refuse what is not one of our types; the depth is known to be small."""
    if isinstance(value, str):
        if "\0" in value:
            raise Malformed("text")
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            _check(item)
    elif isinstance(value, int):  # True and False are within
        if not -INT_BOUND <= value < INT_BOUND:
            raise Malformed("integer")
    elif value is not None and not isinstance(value, bytes):
        raise Malformed("type")


def _refuse(*_: object) -> NoReturn:
    raise cbor2.CBORDecodeError("a tag")


# Every tag cbor2 knows by itself; the hook gets the others.
_NO_TAGS = dict.fromkeys([*range(1200), 43000, 55799], _refuse)
