"""The library of clauses, as the program brings it and the office adds to it."""

from __future__ import annotations

from functools import cache

from mediator_app.core import clauses
from mediator_app.core.clauses import LibraryClause
from mediator_app.core.records.notebooks import ListEntry
from mediator_app.host.resource import resource
from mediator_app.services import views
from mediator_app.services.work import Workspace


@cache
def shipped() -> tuple[LibraryClause, ...]:
    """Return the clauses that come with the program."""
    return clauses.read(resource("clauses.json").read_text(encoding="utf-8"))


def library(work: Workspace) -> tuple[LibraryClause, ...]:
    """Return the office's own clauses, then those that come with the program."""
    with work.read() as connection:
        entries = views.some(connection, work.info.region_unit, ListEntry).all(ListEntry)
    return (*clauses.of_office(entry.record for entry in entries), *shipped())
