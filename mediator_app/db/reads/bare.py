"""Rows as plain tuples, for queries that return one per case."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Executable


def fetched(connection: Connection, query: Executable) -> list[tuple[Any, ...]]:
    """Return all rows as the driver gives them: wrapping each costs twice what reading it does."""
    cursor = connection.execute(query).cursor
    return list(cursor.fetchall())  # pyright: ignore[reportOptionalMemberAccess]


def numbers_of(connection: Connection, query: Executable) -> list[int]:
    """Return the first column of all rows."""
    return [row[0] for row in fetched(connection, query)]
