"""What only one kind of case has: land, communities, the return of a young person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from mediator_app.core.records.base import Record
from mediator_app.core.records.communities import (
    Communities,
    CommunityCount,
    EarlierAccord,
    Embargo,
)
from mediator_app.core.records.land import BoundaryMark, Damage, Land
from mediator_app.core.records.reintegration import (
    Acceptance,
    MentorVisit,
    Occupation,
    Reintegration,
    Relapse,
    Training,
)
from mediator_app.core.view import Entry, entry
from mediator_app.reports import paper
from mediator_app.reports.paper import Cell, Column, Look, Run
from mediator_app.reports.telling import Teller, facts_of, in_order

_NUMBERS = {"integer", "money", "area"}
_WIDTHS = {"integer": 0.8, "money": 1.1, "area": 0.8, "day": 1.0, "boolean": 0.8}


def listing(
    tell: Teller,
    record: type[Record],
    entries: Sequence[Entry[Any]],
    *,
    wide: Sequence[str] = (),
    summed: bool = False,
    unit: float = paper.TEXT_WIDTH,
) -> list[Flowable]:
    """Return records of one type as a table with a column for each fact."""
    facts = [fact for fact in facts_of(record).values() if fact.name != "key"]
    columns = [
        Column(
            tell.texts.gettext(fact.label),
            2.2 if fact.name in wide else _WIDTHS.get(fact.kind, 1.3),
            number=fact.kind in _NUMBERS,
            least=paper.DAY if fact.kind == "day" else 0,
        )
        for fact in facts
    ]
    rows: list[list[Cell]] = [[tell.brief(e, fact.name) for fact in facts] for e in entries]
    total = _total(tell, record, entries) if summed and len(entries) > 1 else None
    if total is not None:
        rows.append(total)
    return paper.table(columns, rows, total=total is not None, unit=unit)


def _total(tell: Teller, record: type[Record], entries: Sequence[Entry[Any]]) -> list[Cell] | None:
    """Return the line that sums up, unless a fact is written twice: no sum is true then."""
    row: list[Cell] = []
    for fact in facts_of(record).values():
        if fact.name == "key":
            continue
        known = [getattr(e.record, fact.name, None) for e in entries]
        numbers = [n for n in known if isinstance(n, int)] if fact.kind in _NUMBERS else []
        if not numbers:
            row.append("")
            continue
        if any((e.eid, fact.name) in tell.view.conflicts for e in entries):
            return None
        sum_of = entry(record.NAME, b"", {fact.name: sum(numbers)})
        row.append(tell.value(sum_of, fact.name))
    if not any(row):
        return None
    if not row[0]:
        together = Run(tell.texts.gettext("Together"), Look.BOLD)
        row[0] = paper.rich([together], paper.styles().cell)
    return row


def _titled(title: str, parts: list[Flowable]) -> list[Flowable]:
    return [*paper.subheading([Run(title)]), *parts] if parts else []


def land(tell: Teller) -> list[Flowable]:
    """Return the disputed resource, its marks one after the other, and the damage done."""
    _, single = tell.texts.gettext, tell.view.one(Land)
    damage = in_order(tell.view.all(Damage), "happened_on")
    # In the order in which they were entered, which is that of the walk along the boundary.
    marks = listing(tell, BoundaryMark, tell.view.all(BoundaryMark), wide=("remarks",))
    parts = [
        *paper.facts(tell.rest(single)),
        *_titled(_("Boundary marks"), marks),
        *_titled(_("Damage"), listing(tell, Damage, damage, wide=("animals",), summed=True)),
    ]
    return [*paper.heading(_("Land and resource")), *parts] if parts else []


def communities(tell: Teller) -> list[Flowable]:
    """Return what happened between the communities, the toll first."""
    _, single = tell.texts.gettext, tell.view.one(Communities)
    toll = listing(tell, CommunityCount, tell.view.all(CommunityCount), summed=True, unit=95)
    embargos = in_order(tell.view.all(Embargo), "since")
    accords = in_order(tell.view.all(EarlierAccord), "made_on")
    parts = [
        *_titled(_("Toll by community"), toll),
        *paper.facts(tell.rest(single)),
        *_titled(_("Embargos"), listing(tell, Embargo, embargos, wide=("what",))),
        *_titled(
            _("Earlier accords"), listing(tell, EarlierAccord, accords, wide=("text", "fate"))
        ),
    ]
    return [*paper.heading(_("Between the communities")), *parts] if parts else []


def reintegration(tell: Teller) -> list[Flowable]:
    """Return the young person's path: papers, training, acceptance, what came after."""
    _, single = tell.texts.gettext, tell.view.one(Reintegration)
    acceptance = in_order(tell.view.all(Acceptance), "said_on")
    scale = _("0 refuses · 1 accepts on conditions · 2 tolerates · 3 welcomes · 4 supports")
    scores = listing(tell, Acceptance, acceptance, wide=("said_by",))
    training = in_order(tell.view.all(Training), "started_on")
    occupation = sorted(tell.view.all(Occupation), key=lambda e: e.record.months or 0)
    relapse = sorted(tell.view.all(Relapse), key=lambda e: e.record.months or 0)
    visits = in_order(tell.view.all(MentorVisit), "visited_on")
    parts = [
        *paper.facts(tell.rest(single)),
        *_titled(_("Training"), listing(tell, Training, training, wide=("trade", "centre"))),
        *_titled(_("Acceptance"), [*scores, *paper.note(scale)] if scores else []),
        *_titled(_("Occupation"), listing(tell, Occupation, occupation, wide=("what",))),
        *_titled(_("Visits of the mentor"), listing(tell, MentorVisit, visits, wide=("remarks",))),
        *_titled(_("Relapse"), listing(tell, Relapse, relapse)),
    ]
    return [*paper.heading(_("Path of the young person")), *parts] if parts else []
