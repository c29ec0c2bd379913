"""Filters of the case list under a name, in the person's own notebook."""

from __future__ import annotations

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.names import sort_key
from mediator_app.core.records.notebooks import SavedFilter
from mediator_app.journal import Edit
from mediator_app.services import views
from mediator_app.services.cases import change, checked, create
from mediator_app.services.choices import Choice, Saved, read, written
from mediator_app.services.work import Changed, Workspace

LONGEST = 60  # characters of a name


class FilterNeedsName(AppError):
    """A filter was to be kept under no name."""

    message = N_("Give the filter a name.")


class NoSuchFilter(AppError):
    """The filter was removed meanwhile."""

    message = N_("This filter is no longer there.")


def all_of(work: Workspace) -> list[Saved]:
    """Return the filters of this person, by name."""
    with work.read() as connection:
        held = views.some(connection, work.info.person_unit, SavedFilter).all(SavedFilter)
    found = [Saved(e.eid, e.record.name or "", read(e.record.query)) for e in held]
    return sorted(found, key=lambda saved: sort_key(saved.name))


def save(work: Workspace, name: str, choice: Choice) -> tuple[bytes, Changed]:
    """Keep a choice under a name; the same name once more is the same filter."""
    called = _named(name)
    values = {"name": called, "query": written(choice)}
    checked(SavedFilter, values)
    known = next((each for each in all_of(work) if each.name == called), None)
    with work.write() as writer:
        if known is not None:
            eid, edit = known.eid, change(SavedFilter, known.eid, values)
        else:
            eid = bytes([SavedFilter.ETYPE]) + work.environment.random_bytes(15)
            edit = create(SavedFilter, eid, values)
        writer.author(work.info.person_unit, [edit])
        return eid, writer.changed


def rename(work: Workspace, eid: bytes, name: str) -> Changed:
    """Give a filter another name."""
    values = {"name": _named(name)}
    checked(SavedFilter, values)
    _there(work, eid)
    with work.write() as writer:
        writer.author(work.info.person_unit, [change(SavedFilter, eid, values)])
        return writer.changed


def remove(work: Workspace, eid: bytes) -> Changed:
    """Take a filter away."""
    _there(work, eid)
    with work.write() as writer:
        writer.author(work.info.person_unit, [Edit(eid[0], eid, {0: False})])
        return writer.changed


def _there(work: Workspace, eid: bytes) -> None:
    if all(each.eid != eid for each in all_of(work)):
        raise NoSuchFilter


def _named(name: str) -> str:
    called = " ".join(name.split())[:LONGEST]
    if not called:
        raise FilterNeedsName
    return called
