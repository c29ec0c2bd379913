"""What needs the person today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from mediator_app.core.names import fold
from mediator_app.core.roles import Act
from mediator_app.db import drafts
from mediator_app.db.drafts import Draft
from mediator_app.db.engine import Connection
from mediator_app.db.reads import agenda, around
from mediator_app.db.reads.agenda import DueRow
from mediator_app.db.reads.approvals import Waiting
from mediator_app.db.reads.around import AlertLine, Load
from mediator_app.db.reads.referrals import ReferralRow
from mediator_app.services import backups
from mediator_app.services.work import Workspace

WEEK = timedelta(days=7)
STILL = timedelta(days=30)

__all__ = ["AlertLine", "Draft", "DueRow", "Load", "ReferralRow", "Waiting"]


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody who should be back from a journey and has given no sign of life."""

    unit_id: bytes
    eid: bytes
    traveller: str
    destination: str
    back_on: str
    back_at: str
    contact: str


@dataclass(frozen=True, slots=True)
class Around:
    """What is shown a moment later: news, other people's answers, and for a supervisor the team."""

    alerts: tuple[AlertLine, ...]
    missed: tuple[Missed, ...]
    referrals: tuple[ReferralRow, ...]
    conflicts: tuple[DueRow, ...]
    approvals: tuple[Waiting, ...] = ()
    loads: tuple[Load, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """The lists of the first page; each line says in which case it is dealt with."""

    overdue: tuple[DueRow, ...]
    visits: tuple[DueRow, ...]
    tasks: tuple[DueRow, ...]
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
            tasks=tuple(agenda.tasks(connection, today, today + WEEK)),
            meetings=tuple(agenda.meetings(connection, today, today + WEEK)),
            idle=tuple(agenda.idle(connection, work.environment.now() - STILL)),
            conflicts=agenda.conflicts(connection),
            open_cases=agenda.open_cases(connection),
            drafts=tuple(drafts.all_of(connection)),
            backup_age=backups.age_days(work),
        )


def is_team(work: Workspace) -> bool:
    """Tell whether this person answers for a team."""
    return work.may(Act.DECIDE_APPROVAL)


def about(work: Workspace) -> Around:
    """Return what is around the work; not needed for the first look at the page."""
    today = work.today()
    with work.read() as connection:
        alerts = tuple(_near(work, connection))
        conflicts = tuple(around.conflicts(connection))
        away = around.is_anybody_away(connection)
        sent = around.is_anybody_sent(connection, today)
        loads = tuple(around.loads(connection, today)) if is_team(work) else ()
    return Around(
        alerts=alerts,
        missed=_missed(work) if away else (),
        referrals=_unanswered(work) if sent else (),
        conflicts=conflicts,
        approvals=_asked(work) if is_team(work) else (),
        loads=loads,
    )


# Each declares records of its own: they are loaded where there is something to be told.


def _missed(work: Workspace) -> tuple[Missed, ...]:
    from mediator_app.core.trips import TripState  # noqa: PLC0415
    from mediator_app.services import trips  # noqa: PLC0415

    late = (line for line in trips.trips(work) if line.state is TripState.MISSED)
    return tuple(
        Missed(
            line.unit_id,
            line.trip.eid,
            line.trip.record.traveller or "",
            line.trip.record.destination or "",
            line.trip.record.back_on or "",
            line.trip.record.back_at or "",
            line.trip.record.contact or "",
        )
        for line in late
    )


def _unanswered(work: Workspace) -> tuple[ReferralRow, ...]:
    from mediator_app.services import referrals  # noqa: PLC0415

    return tuple(late.row for late in referrals.overdue(work))


def _asked(work: Workspace) -> tuple[Waiting, ...]:
    from mediator_app.services import approvals  # noqa: PLC0415

    return approvals.waiting(work)


def _near(work: Workspace, connection: Connection) -> list[AlertLine]:
    """Return the alerts of one's own region and of the cercles of one's open cases.

    A supervisor has them all, and so has everybody where the program knows no place of theirs.
    """
    alerts = around.alerts(connection)
    if not alerts or is_team(work):
        return alerts
    mine = around.places_of(connection, work.info.name)
    cercles = {fold(cercle) for _, cercle in mine if cercle}
    regions = {fold(region) for region, cercle in mine if region and not cercle}
    regions |= {fold(name) for name in _home_regions(work.info.region)}
    if not cercles and not regions:
        return alerts
    return [
        alert
        for alert in alerts
        if (alert.cercle and fold(alert.cercle) in cercles)
        or (alert.region and fold(alert.region) in regions)
    ]


def _home_regions(code: str) -> tuple[str, ...]:
    """Return the names of one's region, and of those that were carved out of it."""
    from mediator_app.core.places import find_region  # noqa: PLC0415 - only where alerts are

    region = find_region(code) if code else None
    return (region.name, *region.since_2023) if region else ()
