"""What needs the person today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from mediator_app.db.reads import agenda
from mediator_app.db.reads.agenda import DueRow
from mediator_app.services import backups, drafts
from mediator_app.services.drafts import Draft
from mediator_app.services.work import Workspace

WEEK = timedelta(days=7)
STILL = timedelta(days=30)

__all__ = ["Draft", "DueRow"]


@dataclass(frozen=True, slots=True)
class Home:
    """The lists of the first page; each line says in which case it is dealt with."""

    overdue: tuple[DueRow, ...]
    visits: tuple[DueRow, ...]
    meetings: tuple[DueRow, ...]
    idle: tuple[DueRow, ...]
    drafts: tuple[Draft, ...]
    conflicts: int
    open_cases: int
    backup_age: int | None  # days


def home(work: Workspace) -> Home:
    """Return what is due, planned, forgotten or unsaved."""
    today = work.today()
    with work.read() as connection:
        return Home(
            overdue=tuple(agenda.overdue(connection, today)),
            visits=tuple(agenda.visits_due(connection, today + WEEK)),
            meetings=tuple(agenda.meetings(connection, today, today + WEEK)),
            idle=tuple(agenda.idle(connection, work.environment.now() - STILL)),
            conflicts=agenda.conflicts(connection),
            open_cases=agenda.open_cases(connection),
            drafts=tuple(drafts.waiting(work)),
            backup_age=backups.age_days(work),
        )
