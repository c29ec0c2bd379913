"""Which record is meant where a case has several of a kind and one is worked on: its agreement."""

from __future__ import annotations

from typing import Any

from mediator_app.core import signing
from mediator_app.core.records.agreements import Agreement
from mediator_app.core.view import CaseView, Entry
from mediator_app.ui.case.layouts import Block


def at_work(view: CaseView, record: str) -> Entry[Any] | None:
    """Return the record that is being written: a draft before what is signed, else the last."""
    if record == Agreement.NAME:
        return view.draft_agreement or view.agreement
    known = view.records.get(record, ())
    return known[-1] if known else None


def listed(view: CaseView, block: Block) -> tuple[Entry[Any], ...]:
    """Return the records of a list: of an agreement those of the version that is worked on."""
    known = view.records.get(block.record, ())
    parent = at_work(view, block.parent_record) if block.parent_record else None
    if parent is None:
        return known
    return tuple(e for e in known if getattr(e.record, block.parent) == parent.eid)


def is_frozen(view: CaseView, block: Block) -> bool:
    """Tell whether a list belongs to what was signed, so that nothing is added to it."""
    if block.record not in {kind.NAME for kind in signing.FROZEN_PARTS}:
        return False
    parent = at_work(view, block.parent_record)
    return bool(parent and parent.record.signed_on)


def locked(view: CaseView, entry: Entry[Any]) -> frozenset[str]:
    """Return the facts of a record that nobody may change any more."""
    agreements = view.all(Agreement)
    return frozenset(
        fact.name
        for fact in entry.record.facts()
        if signing.is_frozen(agreements, entry.record, frozenset((fact.name,)))
    )
