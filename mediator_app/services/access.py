"""Who read, printed or exported what is restricted, and who was shown hidden names."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from mediator_app.core.errors import AppError, StorageUnavailable
from mediator_app.core.interchange.shape import entity_id
from mediator_app.core.marks import N_
from mediator_app.core.records.cases import Access
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.services import apart, views
from mediator_app.services.cases import create
from mediator_app.services.work import Changed, Workspace, Writer

READ, NAMES_SHOWN, PRINTED, EXPORTED, SHARED = (
    "read",
    "names_shown",
    "printed",
    "exported",
    "shared",
)
GUARDED = frozenset({"restricted", "secret"})


class ReasonForNames(AppError):
    """Hidden names were to be shown without saying why."""

    message = N_("Say why you need the names: the reason stays in the history of the case.")


def is_guarded(view: CaseView) -> bool:
    """Tell whether it is written down who reads this case; where nobody chose, it is not."""
    return view.case.confidentiality in GUARDED


def opened(work: Workspace, unit_id: bytes) -> tuple[CaseView, Changed]:
    """Return a case as it is shown to whoever opens it, and write down that it was read."""
    with work.read() as connection:
        view = views.view(connection, unit_id)
    changed = Changed()
    with suppress(StorageUnavailable):  # a full disk keeps nobody from reading
        changed = note(work, view, READ)
    return apart.shown(view), changed


def show_names(work: Workspace, unit_id: bytes, reason: str) -> tuple[CaseView, Changed]:
    """Return the case with its names, for this one opening, and write down who asked and why."""
    work.require(Act.SHOW_NAMES)
    if not reason.strip():
        raise ReasonForNames
    with work.read() as connection:
        view = views.view(connection, unit_id)
    return view, note(work, view, NAMES_SHOWN, reason=reason.strip())


def note(work: Workspace, view: CaseView, what: str, *, reason: str | None = None) -> Changed:
    """Write down one act, once for each person and day (and reason, where one was given)."""
    with work.write(Act.READ) as writer:
        note_in(work, writer, view, what, reason=reason)
        return writer.changed


def note_in(
    work: Workspace, writer: Writer, view: CaseView, what: str, *, reason: str | None = None
) -> None:
    """Write down one act within a transaction that writes more."""
    if not is_guarded(view) and what != NAMES_SHOWN and not reason:
        return
    # The day of the clock tells one day from the next even where it is not believed.
    day = work.today().isoformat()
    eid = entity_id(Access.ETYPE, what, work.info.name, day, reason or "")
    if view.by_id(eid) is not None:
        return
    values = {
        "what": what,
        "done_by": work.info.name,
        "done_on": work.believed_today(),
        "reason": reason,
    }
    writer.author(view.unit_id, [create(Access, eid, values)])


def log(view: CaseView) -> Sequence[Entry[Access]]:
    """Return who read, printed or exported a case, the last first."""
    return sorted(
        view.all(Access),
        key=lambda e: (e.record.done_on or "", e.record.done_by or ""),
        reverse=True,
    )
