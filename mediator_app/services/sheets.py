"""Sheets to take along, empty or with what is known, as PDF of one page."""

from __future__ import annotations

from types import ModuleType

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.records.notebooks import CohesionSheet
from mediator_app.core.roles import Act
from mediator_app.i18n import catalog
from mediator_app.services import access, cases, views
from mediator_app.services.printing import PrintingUnavailable
from mediator_app.services.work import Workspace


class NoSuchSheet(AppError):
    """A cohesion sheet that is not here, or was taken away meanwhile."""

    message = N_("This sheet is no longer here.")


def questions(
    work: Workspace,
    unit_id: bytes,
    side: str | None,
    months: int | None = None,
    *,
    language: str,
    hide_names: bool = False,
) -> bytes:
    """Return the spoken questions to one side with its answers so far, or an empty sheet.

    `months` are those after the signing, None at the closing. Run it off the UI thread.
    """
    paper = _paper(work)
    view = cases.view(work, unit_id, names=True)
    made: bytes = paper.questions(
        view,
        side,
        months,
        catalog=catalog(language),
        printed=_printed(work, paper),
        hide_names=hide_names or bool(view.case.names_hidden),
    )
    if side:  # an empty one tells nothing
        access.note(work, view, access.PRINTED)
    return made


def cohesion(
    work: Workspace, eid: bytes | None = None, *, language: str, hide_names: bool = False
) -> bytes:
    """Return a cohesion sheet, or an empty one; run it off the UI thread."""
    paper = _paper(work)
    region, entry = work.info.region_unit, None
    if eid is not None:
        with work.read() as connection:
            held = views.some(connection, region, CohesionSheet).all(CohesionSheet)
        entry = next((each for each in held if each.eid == eid), None)
        if entry is None:
            raise NoSuchSheet
    made: bytes = paper.cohesion(
        region,
        entry,
        catalog=catalog(language),
        printed=_printed(work, paper),
        hide_names=hide_names,
    )
    return made


def _paper(work: Workspace) -> ModuleType:
    work.require(Act.PRINT)
    try:
        # ReportLab costs a tenth of a second of start-up: only who prints pays.
        from mediator_app.reports import sheets  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise PrintingUnavailable from error
    return sheets


def _printed(work: Workspace, paper: ModuleType) -> object:
    return paper.Printed(
        when=work.environment.now(),
        quality=work.environment.quality(),
        by=work.info.name,
        organisation=work.info.organisation,
    )
