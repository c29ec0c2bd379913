"""Records in words: the value of a fact, the line of a record in a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mediator_app.core import workflow
from mediator_app.core.records.base import Fact, Record
from mediator_app.core.records.registry import record_type
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _, formats

LONGEST = 110  # characters of a line in a list
DOT = "  ·  "


@dataclass(frozen=True, slots=True)
class Line:
    """Which facts name a record in a list, and which follow in a quieter voice."""

    title: tuple[str, ...]
    detail: tuple[str, ...] = ()


LINES: Mapping[str, Line] = {
    "party": Line(("name", "type"), ("role", "side", "community", "size")),
    "mandate": Line(("party",), ("given_by", "scope", "given_on", "valid_until")),
    "consent": Line(("party",), ("form", "purposes", "given_on", "withdrawn_on")),
    "relationship": Line(("first",), ("type", "second")),
    "absent_actor": Line(("who",), ("why", "plan")),
    "meeting": Line(("type",), ("held_on", "place_text", "state")),
    "attendance": Line(("party",), ("status",)),
    "head_count": Line(("side",), ("women", "men", "young_women", "young_men")),
    "issue": Line(("text",), ("position",)),
    "agreement": Line(("type",), ("number", "signed_on")),
    "clause": Line(("text",), ("responsible", "due", "amount_fcfa")),
    "signatory": Line(("party",), ("manner",)),
    "witness": Line(("name",)),
    "committee_member": Line(("name",), ("side", "sex", "community")),
    "read_aloud": Line(("language",), ("read_by",)),
    "visit": Line(("held_on", "due"), ("kind", "months", "agreement_status")),
    "clause_check": Line(("clause",), ("side", "status", "evidence")),
    "side_status": Line(("side",), ("agreement_status", "visit")),
    "referral": Line(("referred_to",), ("service", "made_on", "status")),
    "incident": Line(("type",), ("happened_on", "place_text", "dead", "injured", "state")),
    "stage_move": Line(("after",), ("moved_on", "moved_by", "override")),
    "approval": Line(("what",), ("approved_by", "approved_on", "how")),
    "prior_step": Line(("before",), ("held_on", "result", "number")),
    "feedback": Line(("side",), ("question_code", "score", "question", "answer", "months")),
    "document": Line(("caption", "name", "kind"), ("kind", "taken_on", "party")),
    "task": Line(("text",), ("due", "done_on")),
    "note": Line(("text",), ("noted_on", "author")),
    "damage": Line(("crop", "animals"), ("happened_on", "asked_fcfa", "agreed_fcfa", "paid_fcfa")),
    "community_count": Line(("community",), ("sex", "dead", "injured", "displaced", "returned")),
    "embargo": Line(("what",), ("since", "lifted_on")),
    "earlier_accord": Line(("text",), ("made_on", "fate")),
    "training": Line(("trade",), ("centre", "started_on", "ended_on")),
    "occupation": Line(("what",), ("months",)),
    "acceptance": Line(("circle",), ("score", "said_by", "said_on")),
    "boundary_mark": Line(("name", "what"), ("state", "set_on", "place_text")),
    "stance": Line(("issue",), ("side", "text")),
    "consent_override": Line(("party",), ("purpose", "decided_by", "decided_on", "reason")),
    "handover": Line(("given_to",), ("given_by", "handed_on", "reason")),
    "access": Line(("what",), ("done_by", "done_on", "reason")),
    "mentor_visit": Line(("visited_on",), ("mentor", "remarks")),
    "relapse": Line(("what",), ("months", "source", "reliability")),
}
NUMBERED = frozenset({"integer"})  # a number alone says nothing: its label goes before it


def facts_of(record: str) -> Mapping[str, Fact]:
    return {fact.name: fact for fact in record_type(record).facts()}


def value_text(fact: Fact, value: Any, view: CaseView | None = None) -> str:
    """Return a stored value as people read it; nothing for nothing."""
    if value is None or value in ("", []):
        return ""
    if fact.kind == "ref":
        return name_of(view, value)
    if fact.kind == "refs":
        return ", ".join(name_of(view, bytes.fromhex(eid)) for eid in value)
    if fact.name == "unmet":  # codes of guards
        return " ".join(workflow.explain(str(value), _))
    words = _WORDS.get(fact.kind)
    return words(fact, value) if words else str(value)


def name_of(view: CaseView | None, eid: bytes) -> str:
    """Return what a record of the case is called."""
    entry = view.by_id(eid) if view is not None else None
    return title_of(view, entry) if entry is not None else _("Not known here yet")


def title_of(view: CaseView | None, entry: Entry[Any]) -> str:
    """Return the words that name a record in a list."""
    record: Record = entry.record
    facts, line = facts_of(record.NAME), LINES.get(record.NAME)
    for name in line.title if line else ():
        text = value_text(facts[name], getattr(record, name, None), view)
        if text:
            if record.NAME == "meeting":
                return DOT.join(filter(None, (text, _part(facts, record, "held_on", view))))
            return _short(text)
    return _(record.TITLE)


# What a document may belong to.
_AROUND = (
    "meeting",
    "agreement",
    "clause",
    "read_aloud",
    "visit",
    "mandate",
    "consent",
    "damage",
    "boundary_mark",
    "prior_step",
    "earlier_accord",
    "incident",
    "training",
)


def anything(view: CaseView) -> list[tuple[bytes, str]]:
    """Return what a reference to anything may name: id and words."""
    pattern = _("{label}: {value}")
    return [
        (entry.eid, pattern.format(label=_(entry.record.TITLE), value=title_of(view, entry)))
        for name in _AROUND
        for entry in view.records.get(name, ())
    ]


def detail_of(view: CaseView, entry: Entry[Any]) -> str:
    """Return what follows the title, in a quieter voice."""
    record: Record = entry.record
    facts, line = facts_of(record.NAME), LINES.get(record.NAME)
    names = line.detail if line else ()
    if record.NAME == "meeting":
        names = tuple(name for name in names if name != "held_on")
    parts = [_part(facts, record, name, view) for name in names]
    return _short(DOT.join(part for part in parts if part))


def _part(facts: Mapping[str, Fact], record: Record, name: str, view: CaseView | None) -> str:
    fact = facts[name]
    text = value_text(fact, getattr(record, name, None), view)
    if text and (fact.kind in NUMBERED or name == "side"):
        return _("{label}: {value}").format(label=_(fact.label), value=text)
    return text


def filled(record: Record, view: CaseView) -> list[tuple[str, str]]:
    """Return label and text of every fact that says something."""
    found: list[tuple[str, str]] = []
    for fact in record.facts():
        text = value_text(fact, getattr(record, fact.name, None), view)
        if text and fact.label and fact.name != "place_id":  # of no meaning to a person
            found.append((_(fact.label), text))
    return found


def code_words(codes: Mapping[str, str], code: str | None) -> str:
    """Return the words of a code, or nothing for none."""
    label = codes.get(code or "")
    return _(label) if label else code or ""


def _code(fact: Fact, code: object) -> str:
    label = (fact.codes or {}).get(str(code))
    return _(label) if label else str(code)


def _day(text: str) -> str:
    try:
        return formats.day(text)
    except ValueError:
        return text  # another laptop may have written what is no day


def _fuzzy(value: Any) -> str:
    try:
        return formats.fuzzy(value)
    except (ValueError, TypeError):
        return ", ".join(str(part) for part in value if part)


def _number(fact: Fact, value: Any) -> str:
    return str(value) if fact.name == "birth_year" else formats.number(int(value))


_WORDS: Mapping[str, Callable[[Fact, Any], str]] = {
    "code": _code,
    "codes": lambda fact, value: ", ".join(_code(fact, code) for code in value),
    "texts": lambda _fact, value: ", ".join(str(text) for text in value),
    "boolean": lambda _fact, value: _("Yes") if value else _("No"),
    "day": lambda _fact, value: _day(str(value)),
    "fuzzy": lambda _fact, value: _fuzzy(value),
    "money": lambda _fact, value: formats.money(int(value)),
    "area": lambda _fact, value: formats.hectares(int(value)),
    "integer": _number,
}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
