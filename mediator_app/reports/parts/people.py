"""Who takes part, who speaks for whom, what they agreed to, and who is missing."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from mediator_app.core.records.parties import (
    AbsentActor,
    Consent,
    ConsentOverride,
    Mandate,
    Party,
    Relationship,
)
from mediator_app.core.view import Entry
from mediator_app.reports import paper
from mediator_app.reports.paper import Column, Look, Run
from mediator_app.reports.parts.kinds import listing
from mediator_app.reports.telling import Teller

_LABELLED = ("interest", "aliases", "part_of", "plan")  # what they are is not said by the value
_BESIDE = ("livelihood", "reachable", "sector", "level", "influence", "wanted", *_LABELLED)
_TIE = (("first", 2), ("type", 1.3), ("second", 2), ("since", 1.1), ("until", 1.1), ("remarks", 2))


def parties(tell: Teller) -> list[Flowable]:
    """Return one line for each party, side by side with mandate and consent."""
    _ = tell.texts.gettext
    known = sorted(tell.view.all(Party), key=lambda e: (not e.record.side, e.record.side or ""))
    if not known:
        return []
    columns = [
        Column(tell.label(Party, "side"), 0.45),
        Column(_(Party.TITLE), 2.9),
        Column(tell.label(Party, "community"), 1.15),
        Column(tell.label(Party, "representative"), 1.9),
        Column(_(Consent.TITLE), 1.8),
    ]
    rows = [
        (
            tell.value(entry, "side"),
            _who(tell, entry),
            _community(tell, entry),
            _spokesman(tell, entry),
            _consents(tell, entry),
        )
        for entry in known
    ]
    told = [paper.para(sentence, paper.styles().fact) for sentence in tell.held_back]
    table = paper.table(columns, rows)
    return [*paper.heading(_("Parties")), *table, *told, *_overrides(tell), *_ties(tell)]


def _who(tell: Teller, entry: Entry[Party]) -> Flowable:
    first = tell.value(entry, "name") or tell.code_of(entry)
    sex = tell.value(entry, "sex") or tell.value(entry, "type")
    about = [tell.value(entry, "role"), sex]
    if entry.record.birth_year is not None:
        about.append(
            tell.texts.gettext("born in {year}").format(year=tell.value(entry, "birth_year"))
        )
    runs = [Run(first, Look.BOLD), Run("\n"), Run(" · ".join(part for part in about if part))]
    if phone := tell.value(entry, "phone"):
        runs += [Run("\n"), Run(f"{tell.label(Party, 'phone')}\u00a0: {phone}")]
    beside = [text for name in _BESIDE if (text := _beside(tell, entry, name))]
    if beside:
        runs += [Run("\n"), Run(" · ".join(beside), Look.ITALIC)]
    return paper.rich(runs, paper.styles().cell)


def _beside(tell: Teller, entry: Entry[Party], name: str) -> str:
    told = tell.value(entry, name)
    if name == "wanted":
        return tell.label(Party, name) if entry.record.wanted else ""
    if told and name in _LABELLED:
        return f"{tell.label(Party, name)}\u00a0: {told}"
    return told


def _community(tell: Teller, entry: Entry[Party]) -> str:
    size = entry.record.size
    parts = [tell.value(entry, name) for name in ("community", "village")]
    if size is not None:
        count = tell.texts.ngettext("{count} person", "{count} people", size)
        parts.append(count.format(count=tell.value(entry, "size")))
    return "\n".join(part for part in parts if part)


def _spokesman(tell: Teller, entry: Entry[Party]) -> Flowable | str:
    name = tell.party(entry.record.representative)
    mandates = tell.view.under(Mandate, "party", entry.eid)
    if not name and not mandates:
        return ""
    runs = [Run(name, Look.BOLD)] if name else []
    for mandate in mandates:
        for label, value in tell.rest(mandate, {"party"}):
            runs += [*([Run("\n")] if runs else []), Run(f"{label}\u00a0: {value}")]
    return paper.rich(runs, paper.styles().cell)


def _consents(tell: Teller, entry: Entry[Party]) -> str:
    return "\n".join(_consent(tell, c) for c in tell.view.under(Consent, "party", entry.eid))


def _consent(tell: Teller, consent: Entry[Any]) -> str:
    names = ("form", "given_on", "purposes", "language", "witnessed_by", "remarks")
    parts = [tell.value(consent, name) for name in names]
    if withdrawn := tell.value(consent, "withdrawn_on"):
        parts.append(tell.texts.gettext("withdrawn on {day}").format(day=withdrawn))
    return ", ".join(part for part in parts if part)


def _overrides(tell: Teller) -> list[Flowable]:
    """Return what a supervisor let be done without consent, and why."""
    known = tell.view.all(ConsentOverride)
    found = listing(tell, ConsentOverride, known, wide=("reason",))
    title = tell.texts.gettext("Done without consent")
    return [*paper.subheading([Run(title)]), *found] if found else []


def _ties(tell: Teller) -> list[Flowable]:
    known = tell.view.all(Relationship)
    columns = [
        Column(
            tell.label(Relationship, name),
            weight,
            least=paper.DAY if name in {"since", "until"} else 0,
        )
        for name, weight in _TIE
    ]
    rows = [[tell.brief(e, name) for name, _weight in _TIE] for e in known]
    found = paper.table(columns, rows)
    title = tell.texts.gettext("Relationships")
    return [*paper.subheading([Run(title)]), *found] if found else []


def absent(tell: Teller) -> list[Flowable]:
    """Return who should be at the table and is not."""
    known = tell.view.all(AbsentActor)
    names, weights = ("who", "party", "why", "plan", "done_on"), (1, 0.8, 1, 1, 0.6)
    columns = [
        Column(tell.label(AbsentActor, name), weight, least=paper.DAY if name == "done_on" else 0)
        for name, weight in zip(names, weights, strict=True)
    ]
    rows = [[tell.brief(e, name) for name in names] for e in known]
    found = paper.table(columns, rows)
    return [*paper.heading(tell.texts.gettext("Absent actors")), *found] if found else []
