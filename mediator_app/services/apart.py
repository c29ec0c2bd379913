"""Names apart from their case: codes for new parties, and forms that were shown codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from mediator_app.core import codenames, consent
from mediator_app.core.interchange.shape import CASE_FILE_ID, single_id
from mediator_app.core.party_codes import next_number
from mediator_app.core.records.base import Record
from mediator_app.core.records.cases import CaseFile
from mediator_app.core.records.parties import Party
from mediator_app.core.view import CaseView
from mediator_app.db.engine import Connection
from mediator_app.db.reads import apart as reads
from mediator_app.journal import Edit
from mediator_app.services import views

NUMBER = Party.numbers()["code_number"]


def shown(view: CaseView) -> CaseView:
    """Return a case as it is shown: with codes where its names are put apart."""
    if CaseFile.NAME in view.records and view.case.names_hidden:
        return codenames.hidden(view)
    return view


def as_shared(view: CaseView, *, today: date, names: bool = False) -> CaseView:
    """Return a case as it may leave: neither names that are apart nor those held back."""
    return consent.shareable(view if names else shown(view), today=today)


def whole(
    connection: Connection,
    unit_id: bytes,
    kind: type[Record],
    values: Mapping[str, Any],
    *,
    eid: bytes | None,
) -> Mapping[str, Any]:
    """Return what a form means: where it was shown codes, the names they stand for."""
    if not reads.names_hidden(connection, unit_id):
        return values
    view = views.view(connection, unit_id)
    once = CASE_FILE_ID if kind is CaseFile else single_id(kind)
    entry = view.by_id(eid or once)
    if entry is not None:
        return codenames.restored(view, entry, values)
    names = codenames.Names.of(view)
    return {name: codenames.spelled(names, value) for name, value in values.items()}


def numbered(connection: Connection, unit_id: bytes, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits with a code for every new party.

    Parties of an older file are given theirs in the same change: they keep what they were shown as.
    """
    fresh = [edit for edit in edits if _needs_number(edit)]
    if not fresh:
        return list(edits)
    before = views.some(connection, unit_id, Party)
    late = codenames.unnumbered(before)
    touched = {edit.eid for edit in edits}
    free = next_number([reads.last_number(connection, unit_id), *late.values()])
    given = {edit.eid: free + place for place, edit in enumerate(fresh)}
    return [
        *(_with_number(edit, given.get(edit.eid)) for edit in edits),
        *(
            Edit(Party.ETYPE, eid, {NUMBER: number})
            for eid, number in late.items()
            if eid not in touched
        ),
    ]


def _needs_number(edit: Edit) -> bool:
    return (
        edit.etype == Party.ETYPE
        and edit.values.get(0) is True
        and len(edit.values) > 1  # a party that is brought back has its own
        and NUMBER not in edit.values
    )


def _with_number(edit: Edit, number: int | None) -> Edit:
    return edit._replace(values={**edit.values, NUMBER: number}) if number else edit
