"""Whether the profile is whole, and how its tables are made anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from mediator_app.core.marks import N_
from mediator_app.db import health
from mediator_app.journal.check import check as check_tables
from mediator_app.journal.rebuild import rebuild as rebuild_tables
from mediator_app.services.work import Workspace

Progress = Callable[[int, int], None]

DAMAGED_PAGES = N_("The file is damaged: {detail}. Restore the last copy.")
TABLES_DIFFER = N_("The tables of {units} do not agree with the log. Rebuild them.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not in order, and what to do."""

    message: str
    values: dict[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was counted, and what is wrong."""

    units: int
    changesets: int
    problems: tuple[Problem, ...]


def check(work: Workspace, *, progress: Progress | None = None) -> CheckReport:
    """Read every page, then compute the tables anew from the log and compare."""
    problems = [Problem(DAMAGED_PAGES, {"detail": d}) for d in health.damage(work.database)]
    with work.read() as connection:
        units, changesets = health.counts(connection)
        if not problems:
            differing = {
                d.case_no for d in check_tables(connection, work.journal, progress=progress)
            }
            if differing:
                problems.append(Problem(TABLES_DIFFER, {"units": len(differing)}))
    return CheckReport(units, changesets, tuple(problems))


def rebuild(work: Workspace, *, progress: Progress | None = None) -> int:
    """Make all tables anew from the log; return how many units there are."""
    rebuild_tables(work.journal, work.database.write, progress=progress)
    with work.read() as connection:
        return health.counts(connection)[0]
