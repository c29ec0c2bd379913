"""Papers of a case, as PDF."""

from __future__ import annotations

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.roles import Act
from mediator_app.i18n import catalog
from mediator_app.services import access, cases
from mediator_app.services.work import Workspace


class PrintingUnavailable(AppError):
    """The program was installed without what makes PDF files."""

    message = N_("This installation cannot make PDF files. Install it with its desktop parts.")


def case_file(work: Workspace, unit_id: bytes, *, language: str, hide_names: bool = False) -> bytes:
    """Return the case file in `language`. Takes a while: run it off the UI thread.

    A case whose names are apart is printed with codes whatever is asked; whoever does not agree
    to share has a code on every paper.
    """
    work.require(Act.PRINT)
    try:
        # ReportLab costs a tenth of a second of start-up: only who prints pays.
        from mediator_app.reports import case_file as paper  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise PrintingUnavailable from error
    view = cases.view(work, unit_id, names=True)
    printed = paper.Printed(
        when=work.environment.now(),
        quality=work.environment.quality(),
        by=work.info.name,
        organisation=work.info.organisation,
    )
    made = paper.render(
        view,
        catalog=catalog(language),
        printed=printed,
        hide_names=hide_names or bool(view.case.names_hidden),
    )
    access.note(work, view, access.PRINTED)
    return made
