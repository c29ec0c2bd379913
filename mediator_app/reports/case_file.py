"""The case file: everything known of one case, for the binder and the office."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.platypus import Flowable

from mediator_app.core import consent
from mediator_app.core.records import codes
from mediator_app.core.view import CaseView
from mediator_app.i18n import Catalog
from mediator_app.reports import page
from mediator_app.reports.hiding import Hidden, held_back, printable
from mediator_app.reports.page import Printed, Sheet
from mediator_app.reports.parts import (
    agreement,
    follow_up,
    kinds,
    meetings,
    opening,
    papers,
    people,
    progress,
)
from mediator_app.reports.parts.progress import Happening
from mediator_app.reports.telling import Teller

__all__ = ["Happening", "Printed", "flowables", "render", "sheet"]

Part = Callable[[Teller], list[Flowable]]

PARTS: tuple[Part, ...] = (
    opening.masthead,
    opening.summary,
    people.parties,
    people.absent,
    meetings.overview,
    meetings.accounts,
    meetings.issues,
    opening.screening,
    kinds.land,
    kinds.communities,
    kinds.reintegration,
    agreement.agreements,
    follow_up.visits,
    follow_up.feedback,
    follow_up.referrals,
    follow_up.incidents,
    progress.prior_steps,
    progress.approvals,
    progress.handovers,
    progress.stages,
    papers.tasks,
    papers.notes,
    papers.documents,
)


def render(
    view: CaseView,
    *,
    catalog: Catalog,
    printed: Printed,
    history: Sequence[Happening] = (),
    hide_names: bool = False,
) -> bytes:
    """Return the case file as PDF in the language of `catalog`.

    `history` are the changes to print at the end, newest last; none are shown with names hidden,
    since their words may hold names. Whoever does not agree to share has a code in any case.
    """
    day = printed.when.date()
    if hide_names:
        tell = Teller(view, catalog, Hidden(view))
    else:
        told = held_back(view, day, catalog)
        tell = Teller(printable(view, day), catalog, held_back=tuple(told))
    story = flowables(tell, history=history)
    return page.build(story, sheet(tell, printed), texts=catalog)


def flowables(tell: Teller, *, history: Sequence[Happening] = ()) -> list[Flowable]:
    """Return the content of the case file, part after part."""
    story = [flowable for part in PARTS for flowable in part(tell)]
    if history and tell.hidden is None and not consent.withheld(tell.view):
        story += progress.changes(tell, history)
    return story


def sheet(tell: Teller, printed: Printed) -> Sheet:
    """Return what stands around every page of a document about this case."""
    case, _ = tell.view.case, tell.texts.gettext
    reference = opening.reference(tell)
    level = case.confidentiality or "restricted"  # where nobody chose: rather too much than less
    mark = _("Confidential · {level}").format(level=tell.code(codes.CONFIDENTIALITY, level))
    return Sheet(
        title=_("Case file {reference}").format(reference=reference),
        reference=reference,
        kind=opening.kind(tell),
        mark=mark,
        strong=level == "secret",
        code=tell.view.code,
        printed=Printed(
            when=printed.when,
            quality=printed.quality,
            by=tell.person(printed.by),
            organisation=printed.organisation,
        ),
    )
