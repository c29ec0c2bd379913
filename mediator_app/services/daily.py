"""What the program does by itself once a profile is open."""

from __future__ import annotations

from mediator_app.core.marks import N_
from mediator_app.db.reads import agenda
from mediator_app.services import backups
from mediator_app.services.work import Changed, Workspace

PRACTICE_CASES = 24
STRANGE = {  # why a new stream was opened, once
    "restored": N_(
        "This profile was restored from a copy. What was written after the copy was made is not "
        "here; look at your last cases."
    ),
    "copied": N_(
        "This profile seems to be a copy on another computer. Tell your supervisor; "
        "work with only one of the two."
    ),
}


def begin(work: Workspace) -> Changed:
    """Fill a new practice area, and make the night's copy when it is due."""
    changed = Changed()
    if work.info.practice and _is_empty(work):
        from mediator_app.services import demo  # noqa: PLC0415 - a large vocabulary

        changed = demo.write(work, cases=PRACTICE_CASES, seed=1).changed
    if backups.due(work):
        backups.nightly(work)
    from mediator_app.services import documents  # noqa: PLC0415 - declares every record

    documents.tidy(work)  # after the copy, which still holds what goes
    return changed


def _is_empty(work: Workspace) -> bool:
    with work.read() as connection:
        return agenda.open_cases(connection) == 0
