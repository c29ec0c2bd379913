"""Rows as plain tuples and numbers, for queries that return one per case."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Executable, Select, TextualSelect, func, select


def fetched(connection: Connection, query: Executable) -> list[tuple[Any, ...]]:
    """Return all rows as the driver gives them: wrapping each costs twice what reading it does."""
    cursor = connection.execute(query).cursor
    return list(cursor.fetchall())  # pyright: ignore[reportOptionalMemberAccess]


def numbers_of(connection: Connection, query: Select[Any] | TextualSelect) -> list[int]:
    """Return the only column of all rows, in their order.

    They come as one value: a row for each costs the driver as much again as finding it.
    """
    (number,) = query.subquery().c
    numbers: list[int] = json.loads(
        connection.execute(select(func.json_group_array(number))).scalar_one()
    )
    return numbers
