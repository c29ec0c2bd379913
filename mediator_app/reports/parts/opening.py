"""The head of a case file: what the case is, where it stands, what it is about."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from mediator_app.core.records import codes
from mediator_app.core.records.cases import CaseFile
from mediator_app.core.view import Entry
from mediator_app.reports import paper
from mediator_app.reports.paper import Look, Run
from mediator_app.reports.telling import BOTH, Teller

_TOP = ("stage", "opened_on", "mediator", "risk", "confidentiality", "source", "event_date")
_STATE = (
    "state",
    "state_reason",
    "state_review_on",
    "outcome",
    "outcome_reason",
    "closed_on",
    "retention",
)
_PLACE = ("region", "cercle", "commune", "locality")
_ELSEWHERE = ("kind", "subtype", "subtype_text", "title", "summary", "number", "external_id")
_NEVER = ("place_id", "names_hidden", "youth_band")  # of the program, or told elsewhere


def reference(tell: Teller) -> str:
    """Return the number a person quotes, or the start of the id where none was given."""
    case = tell.view.case
    return case.number or case.external_id or tell.view.unit_id.hex()[:8]


def kind(tell: Teller) -> str:
    return tell.value(_entry(tell), "kind")


def _entry(tell: Teller) -> Entry[CaseFile]:
    found = tell.view.one(CaseFile)
    if found is None:
        raise LookupError(tell.view.unit_id.hex())
    return found


def masthead(tell: Teller) -> list[Flowable]:
    """Return number, kind, title and the facts everybody asks for first."""
    case, style, _ = _entry(tell), paper.styles(), tell.texts.gettext
    kinds = [tell.value(case, name) for name in ("kind", "subtype", "subtype_text")]
    kicker = " · ".join([_("Case file"), *(part for part in kinds if part)])
    title = tell.value(case, "title") if tell.hidden is None else reference(tell)
    number = reference(tell)
    ids = [number, *(tell.value(case, n) for n in ("external_id",) if case.record.number)]
    told = [
        *((_("Reference"), text) for text in [" · ".join(part for part in ids if part)]),
        *tell.pairs(case, _TOP[:1]),
        (_("Place"), place(tell)),
        *tell.pairs(case, _TOP[1:]),
        *_state(tell, case),
    ]
    story = [
        paper.para(kicker.upper(), style.kicker),
        paper.para(title or number, style.title),
        *paper.facts(told),
    ]
    if tell.view.conflicts:
        count = len(tell.view.conflicts)
        warning = tell.texts.ngettext(
            "{mark} {count} fact was written differently by two people; it is not decided yet.",
            "{mark} {count} facts were written differently by two people; they are not decided "
            "yet.",
            count,
        )
        line = Run(warning.format(mark=BOTH, count=count), Look.BOLD)
        story += [Spacer(1, 5), paper.rich([line], style.fact)]
    return story


def place(tell: Teller) -> str:
    """Return where the case is, the smallest place first."""
    case = _entry(tell)
    named = [tell.value(case, name) for name in reversed(_PLACE)]
    return ", ".join(dict.fromkeys(part for part in named if part))


def _state(tell: Teller, case: Entry[CaseFile]) -> list[tuple[str, str]]:
    """Return what stands beside the stage; that a case is active goes without saying."""
    active = case.record.state in {None, "active"}
    return tell.pairs(case, [n for n in _STATE if not (active and n == "state")])


def summary(tell: Teller) -> list[Flowable]:
    text = tell.value(_entry(tell), "summary")
    if not text:
        return []
    return [*paper.heading(tell.texts.gettext("Summary")), paper.para(text, paper.styles().body)]


def screening(tell: Teller) -> list[Flowable]:
    """Return what was checked and agreed before the work began: every other fact of the case."""
    case = _entry(tell)
    told = tell.rest(case, {*_TOP, *_STATE, *_PLACE, *_ELSEWHERE, *_NEVER})
    if not told:
        return []
    return [*paper.heading(tell.code(codes.STAGE, "screening")), *paper.facts(told)]
