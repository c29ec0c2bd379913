"""How a fact's value lies in the column of its record's table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias

from mediator_app.core.records.spec import Storage
from mediator_app.wire.changeset import Value

Cell: TypeAlias = "int | str | bytes | None"


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _nothing(_: Value) -> Cell:
    return None


def _boolean(value: Value) -> Cell:
    return int(value) if type(value) is bool else None


def _list(value: Value) -> Cell:
    if type(value) is not list:
        return None
    try:
        return _JSON.encode(value)
    except TypeError:
        return None  # JSON has no bytes: references in lists are hexadecimal


# SQLite turns 1 into '1' in a text column by itself: what does not fit is left out, not turned.
# A value of this very type goes into its column as it is ...
AS_IT_IS: Mapping[Storage, type | None] = {
    Storage.TEXT: str,
    Storage.INTEGER: int,
    Storage.BYTES: bytes,
    Storage.BOOLEAN: None,
    Storage.LIST: None,
}
# ... and any other through this.
OTHERWISE: Mapping[Storage, Callable[[Value], Cell]] = {
    Storage.TEXT: _nothing,
    Storage.INTEGER: _nothing,
    Storage.BYTES: _nothing,
    Storage.BOOLEAN: _boolean,
    Storage.LIST: _list,
}


def to_cell(value: Value, storage: Storage) -> Cell:
    """Return what is written for `value`; None for what does not fit its column."""
    if type(value) is AS_IT_IS[storage]:
        return value  # type: ignore[return-value]  # pyright: ignore[reportReturnType]
    return OTHERWISE[storage](value)
