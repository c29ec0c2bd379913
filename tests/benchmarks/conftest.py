"""Collects the rows of the table, prints it and keeps it."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from tests.benchmarks.measuring import RESULTS, Row, page, table

ORDER = (
    "passphrase window",
    "start to list",
    "memory",
    "list of",
    "search",
    "save",
    "import",
    "size",
    "rebuild",
    "case file",
    "one-folder",
)


class Results:
    """Rows of this run, and those of earlier runs for what was not measured now."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, row: Row) -> Row:
        self.rows.append(row)
        return row

    def ordered(self) -> list[Row]:
        def place(row: Row) -> int:
            return next((n for n, word in enumerate(ORDER) if row.what.startswith(word)), 99)

        return sorted(self.rows, key=place)


@pytest.fixture(scope="session")
def results():
    load = os.getloadavg()[0]
    found = Results()
    yield found
    if not found.rows:
        return
    rows = found.ordered()
    print("\n\n" + table(rows))
    whole = len({row.what.split()[0] for row in rows}) >= len(ORDER) - 1
    if whole:  # a part of the rows replaces nothing
        day = datetime.now(UTC).date().isoformat()
        RESULTS.write_text(page(rows, load=(load, os.getloadavg()[0]), day=day), encoding="utf-8")
