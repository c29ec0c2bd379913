"""CBOR of the vault's own small files, read strictly: one spelling for each value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, cast

import cbor2

Value: TypeAlias = "bool | int | str | bytes | Sequence[Value] | None"

INT_BOUND = 2**63
LIMIT = 64 * 1024
DEPTH = 8


class NotStrict(ValueError):
    """The bytes are not the canonical spelling of a plain list."""


def encode(value: Sequence[Value]) -> bytes:
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes, *, limit: int = LIMIT) -> list[Value]:
    """Return the list that `data` spells, or raise NotStrict.

    The comparison at the end refuses tags, maps, floats, bytes left over and long spellings.
    """
    if len(data) > limit:
        raise NotStrict
    try:
        value: object = cbor2.loads(data)
    except (cbor2.CBORError, ValueError, RecursionError, TypeError, OverflowError) as error:
        raise NotStrict from error
    if not isinstance(value, list):
        raise NotStrict
    plain = [_plain(item, DEPTH) for item in cast("list[object]", value)]
    if encode(plain) != data:
        raise NotStrict
    return plain


def _plain(value: object, depth: int) -> Value:
    if isinstance(value, list) and depth:
        return [_plain(item, depth - 1) for item in cast("list[object]", value)]
    if value is None or isinstance(value, (bool, bytes, str)):
        return value
    if isinstance(value, int) and -INT_BOUND <= value < INT_BOUND:
        return value
    raise NotStrict
