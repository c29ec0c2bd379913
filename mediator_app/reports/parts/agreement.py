"""The agreement: its clauses, who signed, who witnessed, who watches over it."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from mediator_app.core.records.agreements import (
    Agreement,
    Clause,
    CommitteeMember,
    ReadAloud,
    Signatory,
    Witness,
)
from mediator_app.core.view import Entry
from mediator_app.reports import paper
from mediator_app.reports.paper import Cell, Column, Look, Run
from mediator_app.reports.telling import Teller

_LEAST = {"due": paper.DAY, "amount_fcfa": 70, "paid_fcfa": 70}


def clauses_of(tell: Teller, agreement: Entry[Agreement]) -> list[Entry[Clause]]:
    """Return the clauses of an agreement in the order of the paper."""
    known = tell.view.under(Clause, "agreement", agreement.eid)
    return sorted(known, key=_position)


def _position(clause: Entry[Clause]) -> int:
    return clause.record.rank if isinstance(clause.record.rank, int) else 10**9


def agreements(tell: Teller) -> list[Flowable]:
    """Return every version in the order of signing; drafts come last, and say that they are."""
    known = tell.view.agreements
    story: list[Flowable] = []
    for entry in known:
        parts = _agreement(tell, entry)
        if parts and len(known) > 1:
            parts = [*paper.subheading([Run(_version(tell, entry))]), *parts]
        story += parts
    here = {entry.eid for entry in known}
    # The agreement itself may not have arrived yet; its clauses are shown all the same.
    adrift = [e for e in tell.view.all(Clause) if e.record.agreement not in here]
    story += _clauses(tell, sorted(adrift, key=_position))
    return [*paper.heading(tell.texts.gettext("Agreement")), *story] if story else []


def _version(tell: Teller, entry: Entry[Agreement]) -> str:
    """Return which version this is, and whether it is the one that holds."""
    _ = tell.texts.gettext
    name = _("Version {number}").format(number=entry.record.version or 1)
    if not entry.record.signed_on:
        return "{} – {}".format(name, _("Not signed yet"))
    held = tell.view.agreement
    return "{} – {}".format(
        name, _("In force") if held and held.eid == entry.eid else _("Replaced")
    )


def _agreement(tell: Teller, entry: Entry[Agreement]) -> list[Flowable]:
    read = [_read(tell, e) for e in tell.view.under(ReadAloud, "agreement", entry.eid)]
    witnesses = [tell.value(e, "name") for e in tell.view.under(Witness, "agreement", entry.eid)]
    _ = tell.texts.gettext
    told = [
        *tell.rest(entry, {"replaces", "version"}),
        (_("Read aloud"), " · ".join(text for text in read if text)),
        (_("Witnesses"), ", ".join(text for text in witnesses if text)),
    ]
    return [
        *paper.facts(told),
        *_clauses(tell, clauses_of(tell, entry)),
        *_signatories(tell, entry),
        *_committee(tell, entry),
    ]


def _clauses(tell: Teller, known: list[Entry[Clause]]) -> list[Flowable]:
    if not known:
        return []
    names = ("text", "responsible", "due", "verified_by", "place_text", "amount_fcfa", "paid_fcfa")
    weights = (2.7, 1.35, 1.05, 1.5, 1, 1, 1)
    columns = [
        Column("", 0.26),
        *(
            Column(
                tell.label(Clause, name),
                weight,
                number=name.endswith("_fcfa"),
                least=_LEAST.get(name, 0),
            )
            for name, weight in zip(names, weights, strict=True)
        ),
    ]
    rows: list[list[Cell]] = [
        [str(number), *(_clause(tell, entry, name) for name in names)]
        for number, entry in enumerate(known, start=1)
    ]
    title = tell.texts.gettext("Clauses")
    return [*paper.subheading([Run(title)]), *paper.table(columns, rows)]


_UNDER = {"text": "library_code", "responsible": "receiver"}


def _clause(tell: Teller, clause: Entry[Clause], name: str) -> Cell:
    """Return one fact of a clause; who receives stands under who gives, as is said aloud."""
    told, under = tell.brief(clause, name), _UNDER.get(name, "")
    beside = tell.value(clause, under) if under else ""
    if not beside:
        return told
    runs = [Run(told), Run("\n")] if told else []
    label = Run(f"{tell.label(Clause, under)}\u00a0: ", Look.ITALIC)
    return paper.rich([*runs, label, Run(beside)], paper.styles().cell)


def _read(tell: Teller, entry: Entry[Any]) -> str:
    language, reader = tell.value(entry, "language"), tell.value(entry, "read_by")
    return f"{language} ({reader})" if language and reader else language or reader


def _signatories(tell: Teller, agreement: Entry[Agreement]) -> list[Flowable]:
    known = tell.view.under(Signatory, "agreement", agreement.eid)
    names = ("party", "signed_by", "manner")
    columns = [
        Column(tell.label(Signatory, name), weight)
        for name, weight in zip(names, (3, 2, 2), strict=True)
    ]
    rows = [[tell.value(entry, name) for name in names] for entry in known]
    found = paper.table(columns, rows)
    title = tell.texts.gettext("Signatories")
    return [*paper.subheading([Run(title)]), *found] if found else []


def _committee(tell: Teller, agreement: Entry[Agreement]) -> list[Flowable]:
    known = tell.view.under(CommitteeMember, "agreement", agreement.eid)
    names, weights = ("name", "sex", "young", "side", "community"), (3, 1, 0.8, 0.8, 1.6)
    columns = [
        Column(tell.label(CommitteeMember, name), weight)
        for name, weight in zip(names, weights, strict=True)
    ]
    rows = [[tell.value(entry, name) for name in names] for entry in known]
    found = paper.table(columns, rows)
    title = tell.texts.gettext("Committee that follows the agreement")
    return [*paper.subheading([Run(title)]), *found] if found else []
