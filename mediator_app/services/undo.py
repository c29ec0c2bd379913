"""Takes back the last thing a person kept in a case, as a new change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mediator_app.core import signing
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.records.agreements import Agreement
from mediator_app.core.records.cases import Access, CaseFile, StageMove
from mediator_app.core.records.registry import type_of
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView
from mediator_app.db.engine import Connection
from mediator_app.db.reads import cases as reads
from mediator_app.journal import Edit
from mediator_app.journal.history import Change, ChangeKind
from mediator_app.journal.history import history as log_of
from mediator_app.journal.live import live_refs
from mediator_app.services import views
from mediator_app.services.cases import MOVED, SignedText
from mediator_app.services.work import Changed, Workspace
from mediator_app.wire.changeset import EXISTENCE, ref_of

TOGETHER = 200


class NothingToUndo(AppError):
    """The last own change is not (or no longer) the one meant."""

    message = N_("There is nothing of yours to undo here, or you have changed something since.")


class ChangedSince(AppError):
    """Somebody else has built on the change."""

    message = N_(
        "This cannot be undone: somebody has changed or used it since. Change it by hand instead."
    )


class MoveNotUndone(AppError):
    """The change belongs to a move of the case."""

    message = N_(
        "A move of the case is not undone here. Go back to an earlier stage, with a reason."
    )


class CaseNotUndone(AppError):
    """The change is the opening of the case itself."""

    message = N_("Opening a case is not undone. Close it as a duplicate if it was a mistake.")


class SettledNotUndone(AppError):
    """The change decided between the words of two people."""

    message = N_("This change decided between two versions. Write the one you want instead.")


def last(work: Workspace, unit_id: bytes) -> bytes | None:
    """Return the id of the last change that this laptop made in a case, None without one."""
    with work.read() as connection:
        found = _last(work, connection, unit_id)
    return found[0].changeset_id if found else None


def undo(work: Workspace, unit_id: bytes, changeset_id: bytes) -> Changed:
    """Take back the last own change, if it is the one the person saw and nobody built on it."""
    with work.write(Act.UNDO) as writer:
        connection = writer.connection
        found = _last(work, connection, unit_id)
        if not found or found[0].changeset_id != changeset_id:
            raise NothingToUndo
        view = views.view(connection, unit_id)
        case_no = reads.case_no_of(connection, unit_id)
        edits = list(_back(connection, case_no or 0, view, found))
        writer.author(unit_id, edits)
        return writer.changed


def _last(work: Workspace, connection: Connection, unit_id: bytes) -> list[Change]:
    """Return the lines of the last own change; that one has read a case is no change."""
    case_no = reads.case_no_of(connection, unit_id)
    before: bytes | None = None
    while case_no is not None and (
        told := log_of(connection, case_no, limit=TOGETHER, before=before)
    ):
        own = [c for c in told if c.device_id and c.device_id.hex() == work.info.device]
        for change in own:
            if change.etype not in {0, Access.ETYPE}:
                return [c for c in own if c.changeset_id == change.changeset_id]
        before = told[-1].changeset_id
    return []


def _back(
    connection: Connection, case_no: int, view: CaseView, changes: Sequence[Change]
) -> Iterator[Edit]:
    mine = ref_of(changes[0].changeset_id)
    created = {c.eid for c in changes if c.kind is ChangeKind.CREATE and c.field == EXISTENCE}
    for change in changes:
        _refuse_move(change)
        _refuse_signed(view, change)
        if change.kind is ChangeKind.CREATE and change.field != EXISTENCE:
            continue  # goes with its record
        live = live_refs(connection, case_no, change.eid)
        if change.kind is ChangeKind.CREATE:
            if any(refs - {mine} for refs in live.values()) or _is_used(view, change.eid, created):
                raise ChangedSince
        elif live.get(change.field) != frozenset({mine}):
            raise ChangedSince
        if len(change.replaced) > 1:
            raise SettledNotUndone
        yield _reverse(change)


def _reverse(change: Change) -> Edit:
    if change.kind is ChangeKind.SET:
        before = change.replaced[0] if change.replaced else None
        return Edit(change.etype, change.eid, {change.field: before})
    return Edit(change.etype, change.eid, {EXISTENCE: change.kind is ChangeKind.RETRACT})


def _is_used(view: CaseView, eid: bytes, together: set[bytes]) -> bool:
    """Tell whether a record that came with another change refers to this one."""
    for entries in view.records.values():
        for entry in entries:
            if entry.eid in together:
                continue
            for fact in entry.kind.facts():
                value = getattr(entry.record, fact.name, None)
                if fact.kind == "ref" and value == eid:
                    return True
                if fact.kind == "refs" and eid.hex() in (value or ()):
                    return True
    return False


def _refuse_move(change: Change) -> None:
    if change.etype == StageMove.ETYPE:
        raise MoveNotUndone
    if change.etype == CaseFile.ETYPE:
        if change.kind is ChangeKind.CREATE:
            raise CaseNotUndone
        names = {fact.number: fact.name for fact in CaseFile.facts()}
        if names.get(change.field) in MOVED:
            raise MoveNotUndone


def _refuse_signed(view: CaseView, change: Change) -> None:
    """Refuse to touch what people signed, by the same rule as a save."""
    kind, entry = type_of(change.etype), view.by_id(change.eid)
    if kind is None or entry is None:
        return
    names = {fact.number: fact.name for fact in kind.facts()}
    whole = change.field == EXISTENCE
    touched = None if whole else frozenset({names.get(change.field, "")})
    if signing.is_frozen(view.all(Agreement), entry.record, touched):
        raise SignedText
