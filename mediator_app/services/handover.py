"""Cases passed from one mediator to another, and the pack that goes with them."""

from __future__ import annotations

from collections.abc import Sequence

from mediator_app.core import codenames
from mediator_app.core.errors import AppError
from mediator_app.core.interchange.shape import CASE_FILE_ID
from mediator_app.core.marks import N_
from mediator_app.core.records.cases import CaseFile, Handover, Task
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView
from mediator_app.i18n import catalog
from mediator_app.journal import Edit
from mediator_app.services import access, apart, cases, views
from mediator_app.services.cases import change, checked, create, next_rank, vars_of
from mediator_app.services.printing import PrintingUnavailable
from mediator_app.services.work import Changed, Workspace


class NobodyToTakeOver(AppError):
    """No name was given for the new mediator."""

    message = N_("Say who takes the cases over.")


class NothingToHandOver(AppError):
    """Every case that was chosen is with that mediator already, or is gone."""

    message = N_("These cases are with {name} already.")


def hand_over(
    work: Workspace,
    units: Sequence[bytes],
    *,
    to: str,
    reason: str = "",
    asked_again: bool | None = None,
) -> Changed:
    """Give cases to another mediator, all of them or none.

    Who takes a case over answers for its follow-up: open tasks that were the former mediator's
    go along, and the visits stay on their days. `asked_again` says whether the parties were asked
    for their consent once more.
    """
    work.require(Act.HAND_OVER)
    name = " ".join(to.split())
    if not name:
        raise NobodyToTakeOver
    with work.write(Act.HAND_OVER) as writer:
        for unit_id in dict.fromkeys(units):
            before = views.some(writer.connection, unit_id, CaseFile, Handover, Task)
            if CaseFile.NAME in before.records and before.case.mediator != name:
                edits = _edits(work, before, name, reason=reason, asked_again=asked_again)
                writer.author(unit_id, edits)
        if not writer.touched:
            raise NothingToHandOver(name=name)
        return writer.changed


def _edits(
    work: Workspace, before: CaseView, name: str, *, reason: str, asked_again: bool | None
) -> list[Edit]:
    former = before.case.mediator
    values = {
        "given_by": former,
        "given_to": name,
        "handed_on": work.believed_today(),
        "reason": reason.strip() or None,
        "consent_checked": asked_again,
    }
    record = checked(Handover, {n: v for n, v in values.items() if v is not None})
    facts = {**vars_of(record), "rank": next_rank(before.all(Handover))}
    eid = bytes([Handover.ETYPE]) + work.environment.random_bytes(15)
    checked(CaseFile, {**vars_of(before.case), "mediator": name})
    return [
        change(CaseFile, CASE_FILE_ID, {"mediator": name}),
        create(Handover, eid, facts),
        *(
            change(Task, task.eid, {"assigned_to": name})
            for task in before.all(Task)
            if former and task.record.assigned_to == former and not task.record.done_on
        ),
    ]


def pack(
    work: Workspace, units: Sequence[bytes], *, to: str, language: str, hide_names: bool = False
) -> bytes:
    """Return the handover pack as PDF in `language`; run it off the UI thread.

    A case whose names are apart stands in it with codes, and so does every one with `hide_names`.
    """
    work.require(Act.PRINT, Act.HAND_OVER)
    try:
        from mediator_app.reports import handover as paper  # noqa: PLC0415 - ReportLab
        from mediator_app.reports.page import Printed  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise PrintingUnavailable from error
    whole = [cases.view(work, unit_id, names=True) for unit_id in dict.fromkeys(units)]
    there = [view for view in whole if CaseFile.NAME in view.records]
    printed = Printed(
        when=work.environment.now(),
        quality=work.environment.quality(),
        by=work.info.name,
        organisation=work.info.organisation,
    )
    made = paper.render(
        [codenames.hidden(view) if hide_names else apart.shown(view) for view in there],
        to=" ".join(to.split()),
        catalog=catalog(language),
        printed=printed,
    )
    for view in there:
        access.note(work, view, access.PRINTED)
    return made
