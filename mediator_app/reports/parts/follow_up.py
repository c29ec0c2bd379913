"""What became of the agreement: visits, what each side says, referrals, incidents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from mediator_app.core.records.agreements import Clause
from mediator_app.core.records.cases import Feedback
from mediator_app.core.records.follow_up import ClauseCheck, Referral, SideStatus, Visit
from mediator_app.core.records.incidents import Incident
from mediator_app.core.view import Entry
from mediator_app.reports import paper
from mediator_app.reports.paper import Cell, Column, Look, Run
from mediator_app.reports.parts.agreement import clauses_of
from mediator_app.reports.parts.kinds import listing
from mediator_app.reports.telling import NOTHING, Teller, in_order

_ABOVE = ("held_on", "kind", "agreement_status", "note")


def visits(tell: Teller) -> list[Flowable]:
    """Return every visit with the state of the agreement and of each clause."""
    known = in_order(tell.view.all(Visit), "held_on", "due")
    if not known:
        return []
    story = [flowable for visit in known for flowable in _visit(tell, visit)]
    return [*paper.heading(tell.texts.gettext("Follow-up")), *story]


def _visit(tell: Teller, visit: Entry[Any]) -> list[Flowable]:
    planned = tell.texts.gettext("planned for {day}").format(day=tell.value(visit, "due"))
    when = tell.value(visit, "held_on") or (planned if visit.record.due else "")
    title = " – ".join(part for part in (when, tell.value(visit, "kind")) if part)
    sides = [
        (tell.side(e.record.side), tell.value(e, "agreement_status"))
        for e in tell.view.under(SideStatus, "visit", visit.eid)
    ]
    story = [
        *paper.subheading([Run(title or tell.texts.gettext(Visit.TITLE))]),
        *paper.inline(
            [*tell.pairs(visit, ["agreement_status"]), *sides, *tell.rest(visit, {*_ABOVE, "due"})]
        ),
        *_matrix(tell, tell.view.under(ClauseCheck, "visit", visit.eid)),
    ]
    if text := tell.value(visit, "note"):
        story += paper.prose(tell.label(Visit, "note"), text)
    return story


def _matrix(tell: Teller, checks: Sequence[Entry[ClauseCheck]]) -> list[Flowable]:
    """Return clauses down, sides across: two sides that disagree are seen at once."""
    if not checks:
        return []
    sides = sorted({e.record.side or "" for e in checks})
    clauses = list(dict.fromkeys(e.record.clause for e in checks))
    clauses.sort(key=lambda eid: _number(tell, eid) or 10**9)
    columns = [
        Column("", 0.26),
        Column(tell.label(ClauseCheck, "clause"), 2.4),
        *(Column(tell.side(side) if side else NOTHING, 2) for side in sides),
    ]
    rows: list[list[Cell]] = [
        [
            str(_number(tell, clause) or ""),
            _words(tell, clause),
            *(
                _said(tell, [e for e in checks if e.record.clause == clause], side)
                for side in sides
            ),
        ]
        for clause in clauses
    ]
    return paper.table(columns, rows)


def _number(tell: Teller, eid: bytes | None) -> int | None:
    agreement = tell.view.agreement
    known = [e.eid for e in clauses_of(tell, agreement)] if agreement else []
    return known.index(eid) + 1 if eid in known else None


def _words(tell: Teller, eid: bytes | None) -> str:
    entry = tell.view.by_id(eid) if eid else None
    if entry is None or not isinstance(entry.record, Clause):
        return NOTHING
    return tell.value(entry, "text")


def _said(tell: Teller, checks: Sequence[Entry[ClauseCheck]], side: str) -> Cell:
    runs: list[Run] = []
    for check in checks:
        if (check.record.side or "") != side:
            continue
        runs += [Run("\n")] if runs else []
        runs.append(Run(tell.value(check, "status"), Look.BOLD))
        if evidence := tell.value(check, "evidence"):
            runs += [Run("\n"), Run(evidence)]
    return paper.rich(runs, paper.styles().cell) if runs else ""


def _section(title: str, parts: list[Flowable]) -> list[Flowable]:
    return [*paper.heading(title), *parts] if parts else []


def feedback(tell: Teller) -> list[Flowable]:
    """Return what each side says of the mediation."""
    known = sorted(tell.view.all(Feedback), key=lambda e: e.record.side or "")
    found = listing(tell, Feedback, known, wide=("question", "answer"))
    return _section(tell.texts.gettext("Feedback of the sides"), found)


def referrals(tell: Teller) -> list[Flowable]:
    known = in_order(tell.view.all(Referral), "made_on")
    found = listing(tell, Referral, known, wide=("referred_to",))
    return _section(tell.texts.gettext("Referrals"), found)


_LINE = ("happened_on", "type", "dead", "injured", "displaced", "source_reliability", "credibility")
_SHARES = (1.9, 1.5, 0.75, 0.95, 1.1, 1.6, 1.5)


def incidents(tell: Teller) -> list[Flowable]:
    """Return a table of all incidents, then the account of each."""
    known = in_order(tell.view.all(Incident), "happened_on")
    numbers = ("dead", "injured", "displaced")
    columns = [
        Column("", 0.3),
        *(
            Column(tell.label(Incident, name), share, number=name in numbers)
            for name, share in zip(_LINE, _SHARES, strict=True)
        ),
    ]
    rows = [
        [str(number), *(tell.value(e, name) for name in _LINE)]
        for number, e in enumerate(known, start=1)
    ]
    found = paper.table(columns, rows)
    for number, entry in enumerate(known, start=1):
        found += _account(tell, entry, number)
    return _section(tell.texts.gettext("Incidents"), found)


def _account(tell: Teller, entry: Entry[Any], number: int) -> list[Flowable]:
    told = tell.rest(entry, {*_LINE, "text", "cases", "latitude", "longitude"})
    text = tell.value(entry, "text")
    runs = [Run(f"{number}  ", Look.BOLD), Run(text)] if text or told else []
    for label, value in told:
        runs += [Run("  "), Run(f"{label}\u00a0:", Look.ITALIC), Run(f" {value}")]
    return [paper.rich(runs, paper.styles().body)] if runs else []
