"""The slip that somebody carries to a service: one page, with the answer to tear off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable, HRFlowable, Spacer

from mediator_app.core.records import codes
from mediator_app.core.records.follow_up import Referral
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import Catalog
from mediator_app.reports import page, paper
from mediator_app.reports.hiding import Hidden, printable
from mediator_app.reports.onepage import BOX, LINE, fitted, room_beside
from mediator_app.reports.page import Printed, Sheet
from mediator_app.reports.paper import Look, Run
from mediator_app.reports.parts import opening
from mediator_app.reports.telling import Teller

__all__ = ["Printed", "render"]


def render(
    view: CaseView,
    entry: Entry[Referral],
    *,
    catalog: Catalog,
    printed: Printed,
    hide_names: bool = False,
) -> bytes:
    """Return the slip as PDF in the language of `catalog`.

    Whoever does not agree to share has a code; with `hide_names` everybody has, and the reason,
    in which a name may stand, is told by word of mouth. To whom it goes is always readable.
    """
    hidden = Hidden(view) if hide_names else None
    shown = view if hide_names else printable(view, printed.when.date())
    tell = Teller(shown, catalog, hidden)
    held = shown.by_id(entry.eid) or entry
    above, below = [*_head(tell, entry), *_who(tell, held)], [*_asking(tell), *_answer(tell)]
    room = room_beside((*above, *below))
    reason = fitted(tell.value(held, "reason") or LINE, paper.styles().body, room)
    story = [*above, reason, *below]
    return page.build(story, _sheet(tell, entry, printed), texts=catalog)


def _number(tell: Teller, entry: Entry[Referral]) -> str:
    return entry.record.slip_number or opening.reference(tell)


def _head(tell: Teller, entry: Entry[Referral]) -> list[Flowable]:
    _, style = tell.texts.gettext, paper.styles()
    number, contact = _number(tell, entry), entry.record.contact
    return [
        paper.para(_("Referral slip").upper(), style.kicker),
        fitted(_("To: {service}").format(service=_to(tell, entry)), style.title, 96),
        *paper.facts(
            [(_("Number of the slip"), number), (_("On"), tell.day(entry.record.made_on))]
        ),
        *([fitted("{}: {}".format(_("Contact"), contact), style.fact, 40)] if contact else []),
    ]


def _to(tell: Teller, entry: Entry[Referral]) -> str:
    """Return to whom it goes: the addressee reads it, so it has no code."""
    record = entry.record
    parts = [part for part in (record.referred_to, record.service) if part]
    return " – ".join(dict.fromkeys(parts)) or tell.texts.gettext("the service")


def _who(tell: Teller, entry: Entry[Referral]) -> list[Flowable]:
    _ = tell.texts.gettext
    who = tell.party(entry.record.party) if entry.record.party else ""
    return [
        *paper.heading(_("Who is referred")),
        fitted(who or LINE, paper.styles().subheading, 30),
        *paper.heading(_("Why")),
    ]


def _asking(tell: Teller) -> list[Flowable]:
    _ = tell.texts.gettext
    asked = _(
        "Please receive this person, and send the answer below back with them or by a messenger. "
        "What is said here is confidential."
    )
    return [Spacer(1, 6), *paper.note(asked)]


def _answer(tell: Teller) -> list[Flowable]:
    """Return the part that comes back."""
    _, style = tell.texts.gettext, paper.styles()
    lines: Sequence[tuple[str, str]] = (
        (_("The person was received"), BOX),
        (_("The referral is refused, because"), LINE),
        (_("What was done or agreed"), LINE),
        (_("Name and function"), LINE),
        (_("Date, signature or thumbprint"), LINE),
    )
    parts: list[Flowable] = [Spacer(1, 16), HRFlowable(width="100%", dash=(3, 3))]
    parts += paper.heading(_("Answer of the service, to be sent back"))
    for name, room in lines:
        parts += [
            paper.rich([Run(f"{name}:  ", Look.BOLD), Run(room)], style.body),
            Spacer(1, 12),
        ]
    return parts


def _sheet(tell: Teller, entry: Entry[Referral], printed: Printed) -> Sheet:
    """Return what stands around the page; the kind of the case is not the service's business."""
    _ = tell.texts.gettext
    level = tell.view.case.confidentiality or "restricted"
    mark = _("Confidential · {level}").format(level=tell.code(codes.CONFIDENTIALITY, level))
    number = _number(tell, entry)
    return Sheet(
        title=_("Referral slip {number}").format(number=number),
        reference=number,
        kind="",
        mark=mark,
        strong=level == "secret",
        code="",
        printed=replace(printed, by=tell.person(printed.by)),
    )
