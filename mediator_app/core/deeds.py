"""Which acts of the role table it takes to write or remove a record."""

from __future__ import annotations

from collections.abc import Mapping

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.records.base import Record
from mediator_app.core.records.cases import Access, Approval, CaseFile
from mediator_app.core.records.parties import Consent, ConsentOverride
from mediator_app.core.roles import Act


class KeptForGood(AppError):
    """Who read a case was to be taken out of it."""

    message = N_("Who has read, printed or exported a case stays written in it.")


def needed(
    kind: type[Record], values: Mapping[str, object], known: Record | None = None
) -> frozenset[Act]:
    """Return the acts that writing these facts amounts to; `known` is the record they change."""
    if kind is Access:
        raise KeptForGood
    if kind is Consent:
        return frozenset({Act.CONSENT})
    if kind is ConsentOverride:
        return frozenset({Act.OVERRIDE_CONSENT})
    if kind is Approval:
        return frozenset({_approving(values, known)})
    if kind is CaseFile and "names_hidden" in values:
        return frozenset({Act.EDIT, Act.HIDE_NAMES})
    return frozenset({Act.EDIT})


def _approving(values: Mapping[str, object], known: Record | None) -> Act:
    decided = isinstance(known, Approval) and known.decision
    if decided or values.get("decision") or values.get("how") == "in_program":
        return Act.DECIDE_APPROVAL  # what a supervisor decided is not written over, either
    if any(values.get(name) for name in ("approved_by", "approved_on", "how")):
        return Act.DECLARE_APPROVAL
    return Act.ASK_APPROVAL


def needed_to_remove(record: Record) -> frozenset[Act]:
    """Return the acts that taking a record away amounts to."""
    return needed(record.__class__, {}, record)
