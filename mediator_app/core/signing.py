"""Signing an agreement: what must be there before, what is frozen after.

The guards of the stage say what is missing; nothing is judged here a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mediator_app.core.marks import N_
from mediator_app.core.records.agreements import Agreement, Clause, ReadAloud, Signatory
from mediator_app.core.records.base import Record, Value
from mediator_app.core.view import CaseView, Entry
from mediator_app.core.workflow import Missing, missing_at

# What the act of signing brings itself, or what may come days later.
WITH_SIGNING = frozenset({"signed_on", "number", "paper", "follow_up_days"})
# Asked again with the true day of signing: it may lie before the day it is written down.
BY_DAY = frozenset({"due_after_signing", "signing_mandate", "signing_approval_late"})
FROZEN_PARTS: tuple[type[Record], ...] = (Clause, Signatory, ReadAloud)
FROZEN_FACTS = frozenset({"signed_on", "sanctions", "version", "replaces", "supersedes"})
# What is written of a clause after the signing: it is no text of the agreement.
AFTERWARDS = frozenset({"paid_fcfa", "rank", "key"})


@dataclass(frozen=True, slots=True)
class Topic:
    """One heading of the list before signing, with the guards that belong to it."""

    code: str
    title: str  # marked for translators
    guards: tuple[str, ...]


TOPICS = (
    Topic("commitments", N_("Commitments"), ("commitment", "due_after_signing")),
    Topic("money", N_("Compensation"), ("compensation",)),
    Topic("absent", N_("Who is not at the table"), ("absent_discussed", "absent_plan")),
    Topic("mandates", N_("Mandates of those who sign"), ("signing_mandate",)),
    Topic("reading", N_("Read aloud"), ("read_aloud", "read_for_side")),
    Topic("signatures", N_("Signatures and thumbprints"), ("signature", "signatory_balance")),
    Topic("witnesses", N_("Witnesses"), ("witnesses",)),
    Topic("committee", N_("Committee"), ("committee", "committee_balance")),
    Topic("approval", N_("Approval"), ("signing_approval", "signing_approval_late")),
)


@dataclass(frozen=True, slots=True)
class Looked:
    """One topic and what it still lacks; nothing lacking is good."""

    topic: Topic
    missing: tuple[Missing, ...]


def as_if_signed(view: CaseView, agreement: Entry[Agreement], on: date) -> CaseView:
    """Return the case as it will be once this agreement is signed on a day."""
    given: Mapping[str, Value] = {"signed_on": on.isoformat()}
    signed = Entry(agreement.eid, agreement.record.model_copy(update=given))
    found = tuple(signed if e.eid == agreement.eid else e for e in view.all(Agreement))
    return CaseView(
        view.unit_id, {**view.records, Agreement.NAME: found}, view.conflicts, view.code
    )


def unmet(view: CaseView, agreement: Entry[Agreement], on: date) -> list[Missing]:
    """Return what is wanting if this agreement is signed on a day, hard ones first."""
    asked = {code for topic in TOPICS for code in topic.guards}
    found = missing_at(
        as_if_signed(view, agreement, on), "agreement", today=on, agreement=agreement.eid
    )
    return [one for one in found if one.code in asked]


def looked_at(view: CaseView, agreement: Entry[Agreement], on: date) -> tuple[Looked, ...]:
    """Return the list before signing, topic by topic in the order of the paper."""
    found = unmet(view, agreement, on)
    return tuple(Looked(t, tuple(m for m in found if m.code in t.guards)) for t in TOPICS)


def may_be_signed(view: CaseView, agreement: Entry[Agreement], on: date) -> bool:
    """Tell whether nothing stands in the way but what depends on the day of signing."""
    return not any(one.hard and one.code not in BY_DAY for one in unmet(view, agreement, on))


def is_frozen(
    agreements: tuple[Entry[Agreement], ...],
    record: Record,
    changed: frozenset[str] | None = None,
) -> bool:
    """Tell whether a record belongs to what people signed, so that it is not to be touched.

    `changed` names the facts that would change; None means the whole record: added or removed.
    """
    if isinstance(record, Agreement):
        return bool(record.signed_on) and (changed is None or bool(changed & FROZEN_FACTS))
    if not isinstance(record, FROZEN_PARTS):
        return False
    if isinstance(record, Clause) and changed is not None and changed <= AFTERWARDS:
        return False
    parent: bytes | None = getattr(record, "agreement", None)
    return any(e.eid == parent and e.record.signed_on for e in agreements)
