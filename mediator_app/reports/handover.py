"""The handover pack: what the next mediator must know before the first visit."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from mediator_app.core import consent, handover
from mediator_app.core.records.cases import CaseFile
from mediator_app.core.records.parties import Consent
from mediator_app.core.view import CaseView
from mediator_app.i18n import Catalog
from mediator_app.reports import page, paper
from mediator_app.reports.page import Printed, Sheet
from mediator_app.reports.paper import Cell, Column
from mediator_app.reports.telling import NOTHING, Teller

_FACTS = ("stage", "risk", "risk_process", "risk_mediator", "confidentiality", "opened_on")
_TEXTS = ("not_alone", "oral_promises", "sensitivities", "safety_plan")
_PLACE = ("locality", "commune", "cercle")
SIGNING = 34.0  # points for a signature


def render(views: Sequence[CaseView], *, to: str, catalog: Catalog, printed: Printed) -> bytes:
    """Return the pack for these cases as PDF, in the language of `catalog`."""
    _ = catalog.gettext
    tellers = [
        Teller(consent.shareable(view, today=printed.when.date()), catalog) for view in views
    ]
    story = [*_front(tellers, to, catalog), *(part for tell in tellers for part in _case(tell))]
    story += _signatures(catalog)
    sheet = Sheet(
        title=_("Handover of cases"),
        reference=_("Handover of cases"),
        kind=to,
        mark=_("Confidential"),
        strong=True,
        code="",
        printed=printed,
    )
    return page.build(story, sheet, texts=catalog)


def _front(tellers: Sequence[Teller], to: str, texts: Catalog) -> list[Flowable]:
    _, style = texts.gettext, paper.styles()
    count = texts.ngettext("{count} case", "{count} cases", len(tellers))
    columns = (
        Column(_("Case number"), 1.3),
        Column(_("Title"), 3),
        Column(_("Stage"), 1.6),
        Column(_("Risk"), 1),
        Column(_("Next date"), 1, least=paper.DAY),
    )
    return [
        paper.para(_("Handover of cases"), style.kicker),
        paper.para(to or NOTHING, style.title),
        *paper.note(count.format(count=len(tellers))),
        *paper.table(columns, [_row(tell) for tell in tellers]),
    ]


def _row(tell: Teller) -> list[str]:
    case = tell.view.one(CaseFile)
    days = handover.coming(tell.view)
    told = [tell.value(case, name) if case else "" for name in ("title", "stage", "risk")]
    return [_reference(tell), *told, tell.day(days[0].day) if days else NOTHING]


def _reference(tell: Teller) -> str:
    return tell.view.case.number or tell.view.unit_id.hex()[:8]


def _case(tell: Teller) -> list[Flowable]:
    _, case = tell.texts.gettext, tell.view.one(CaseFile)
    if case is None:
        return []
    title = tell.value(case, "title")
    place = ", ".join(part for name in _PLACE if (part := tell.value(case, name)))
    return [
        *paper.heading(" · ".join(part for part in (_reference(tell), title) if part)),
        *paper.facts([(_("Place"), place), *tell.pairs(case, _FACTS)]),
        *(part for label, text in tell.pairs(case, _TEXTS) for part in paper.prose(label, text)),
        *_dates(tell),
        *_consents(tell),
    ]


def _dates(tell: Teller) -> list[Flowable]:
    _ = tell.texts.gettext
    rows = [
        [tell.day(each.day), each.words or _(each.label)] for each in handover.coming(tell.view)
    ]
    rows += [[NOTHING, words] for words in handover.undated(tell.view)]
    columns = (Column(_("Next dates"), 1, least=paper.DAY), Column(_("What"), 4))
    return paper.table(columns, rows)


def _consents(tell: Teller) -> list[Flowable]:
    """Return the list to tick: a consent was given to a person whom the parties knew."""
    _ = tell.texts.gettext
    rows = [
        [
            tell.party(entry.record.party),
            tell.value(entry, "purposes"),
            tell.value(entry, "given_on"),
            "[    ]  " + _("asked again"),
        ]
        for entry in handover.to_ask_again(tell.view)
    ]
    columns = (
        Column(_("Consents to ask for again"), 2),
        Column(tell.label(Consent, "purposes"), 2.4),
        Column(tell.label(Consent, "given_on"), 1, least=paper.DAY),
        Column(_("Done"), 1.2),
    )
    return paper.table(columns, rows)


def _signatures(texts: Catalog) -> list[Flowable]:
    _ = texts.gettext
    columns = (Column(_("Signatures"), 2), Column(" ", 3))
    rows: list[list[Cell]] = [
        [_("Handed over by, date, signature"), Spacer(1, SIGNING)],
        [_("Taken over by, date, signature"), Spacer(1, SIGNING)],
    ]
    return [*paper.heading(_("Handover")), *paper.table(columns, rows)]
