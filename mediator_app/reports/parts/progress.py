"""How the case went: earlier steps, approvals, changes of stage, all changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable

from mediator_app.core import workflow
from mediator_app.core.records.cases import Approval, Handover, PriorStep, StageMove
from mediator_app.core.view import Entry
from mediator_app.i18n.formats import moment
from mediator_app.reports import paper
from mediator_app.reports.paper import Cell, Column
from mediator_app.reports.parts.kinds import listing
from mediator_app.reports.telling import Teller, in_order


@dataclass(frozen=True, slots=True)
class Happening:
    """One change of the case, already in words; `quality` says what the clock was worth."""

    when: datetime
    quality: int
    who: str
    what: str


def prior_steps(tell: Teller) -> list[Flowable]:
    """Return what was tried before the mediation."""
    known = in_order(tell.view.all(PriorStep), "held_on")
    found = listing(tell, PriorStep, known, wide=("result",))
    return [*paper.heading(tell.texts.gettext("Earlier steps")), *found] if found else []


def approvals(tell: Teller) -> list[Flowable]:
    known = in_order(tell.view.all(Approval), "approved_on")
    found = listing(tell, Approval, known, wide=("reason",))
    return [*paper.heading(tell.texts.gettext("Approvals")), *found] if found else []


def handovers(tell: Teller) -> list[Flowable]:
    """Return who passed the case on to whom."""
    known = in_order(tell.view.all(Handover), "handed_on")
    found = listing(tell, Handover, known, wide=("reason",))
    return [*paper.heading(tell.texts.gettext("Handover")), *found] if found else []


def stages(tell: Teller) -> list[Flowable]:
    """Return the way of the case through its stages."""
    names = ("moved_on", "before", "after", "moved_by", "override", "unmet")
    weights = (1.2, 1.3, 1.3, 1.3, 1.8, 2.2)
    columns = [
        Column(tell.label(StageMove, name), weight, least=paper.DAY if name == "moved_on" else 0)
        for name, weight in zip(names, weights, strict=True)
    ]
    known = in_order(tell.view.all(StageMove), "moved_on")
    rows: list[list[Cell]] = [
        [*(tell.brief(e, name) for name in names[:-1]), _in_words(tell, e)] for e in known
    ]
    found = paper.table(columns, rows)
    return [*paper.heading(tell.texts.gettext("History of the stages")), *found] if found else []


def _in_words(tell: Teller, move: Entry[StageMove]) -> str:
    """Return what was missing at a move; the record keeps codes."""
    return " ".join(workflow.explain(move.record.unmet, tell.texts.gettext))


def changes(tell: Teller, history: Sequence[Happening]) -> list[Flowable]:
    """Return who changed what, and when as far as the laptop's clock knew."""
    _ = tell.texts.gettext
    columns = [Column(_("When"), 1.6), Column(_("Who"), 1.4), Column(_("What changed"), 4)]
    rows = [
        [moment(line.when, quality=line.quality, texts=tell.texts), line.who, line.what]
        for line in history
    ]
    found = paper.table(columns, rows)
    return [*paper.heading(_("Changes")), *found] if found else []
