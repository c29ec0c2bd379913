"""Referrals out: their answers, those that are overdue, and the slip to carry along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mediator_app.core import consent, referrals
from mediator_app.core.days import stored_day
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.records.follow_up import Referral
from mediator_app.core.referrals import Answer, Status
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.db.engine import Connection
from mediator_app.db.reads import referrals as reads
from mediator_app.db.reads.referrals import ReferralRow
from mediator_app.i18n import catalog
from mediator_app.services import access, cases, views
from mediator_app.services.cases import change
from mediator_app.services.printing import PrintingUnavailable
from mediator_app.services.work import Changed, Workspace

__all__ = ["ReferralRow", "Status"]


class NoSuchReferral(AppError):
    """A referral that is not here, or was taken away meanwhile."""

    message = N_("This referral is no longer in the case.")


@dataclass(frozen=True, slots=True)
class Overdue:
    """A referral to which nobody has answered for too long."""

    row: ReferralRow
    since: date


def overdue(work: Workspace) -> list[Overdue]:
    """Return the referrals of open cases whose answer is overdue, the longest first."""
    today = work.today()
    first = today - min(referrals.PATIENCE.values())
    with work.read() as connection:
        rows = reads.unanswered(connection, first.isoformat())
    found = [Overdue(row, since) for row in rows if (since := referrals.overdue_since(row, today))]
    return sorted(found, key=lambda each: (each.since, each.row.eid))


def answer(
    work: Workspace,
    unit_id: bytes,
    eid: bytes,
    status: Status,
    *,
    on: str | None = None,
    result: str = "",
) -> Changed:
    """Keep what a service answered."""
    with work.write() as writer:
        entry = _referral(writer.connection, unit_id, eid)
        told = Answer(status, stored_day(on), result)
        changes = referrals.answered(entry.record, told, work.today())
        writer.author(unit_id, [change(Referral, eid, changes)])
        return writer.changed


def numbered(work: Workspace, unit_id: bytes, eid: bytes) -> tuple[str, Changed]:
    """Give the slip of a referral its number, once; it stands on the paper."""
    with work.write() as writer:
        entry = _referral(writer.connection, unit_id, eid)
        if entry.record.slip_number:
            return entry.record.slip_number, writer.changed
        view = views.view(writer.connection, unit_id)
        given = {e.record.slip_number for e in view.all(Referral)}
        case = view.case.number or unit_id.hex()[:8]
        count = 1
        while f"{case}-R{count}" in given:
            count += 1
        number = f"{case}-R{count}"
        writer.author(unit_id, [change(Referral, eid, {"slip_number": number})])
        return number, writer.changed


def slip(
    work: Workspace, unit_id: bytes, eid: bytes, *, language: str, hide_names: bool = False
) -> bytes:
    """Return the slip of a referral as PDF of one page; run it off the UI thread.

    A name goes to the service only with that person's consent to share; with codes, always.
    """
    work.require(Act.PRINT)
    try:
        # ReportLab costs a tenth of a second of start-up: only who prints pays.
        from mediator_app.reports import slip as paper  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise PrintingUnavailable from error
    view = cases.view(work, unit_id, names=True)
    entry = next((e for e in view.all(Referral) if e.eid == eid), None)
    if entry is None:
        raise NoSuchReferral
    hidden = hide_names or bool(view.case.names_hidden)
    if not hidden and entry.record.party is not None:
        consent.require(view, entry.record.party, consent.SHARE, today=work.today())
    printed = paper.Printed(
        when=work.environment.now(),
        quality=work.environment.quality(),
        by=work.info.name,
        organisation=work.info.organisation,
    )
    made = paper.render(view, entry, catalog=catalog(language), printed=printed, hide_names=hidden)
    access.note(work, view, access.PRINTED)
    return made


def _referral(connection: Connection, unit_id: bytes, eid: bytes) -> Entry[Referral]:
    held: CaseView = views.some(connection, unit_id, Referral)
    found = next((e for e in held.all(Referral) if e.eid == eid), None)
    if found is None:
        raise NoSuchReferral
    return found
