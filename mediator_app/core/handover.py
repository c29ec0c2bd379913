"""What the next mediator must know of a case: dates to come, and who has to be asked again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mediator_app.core.marks import N_
from mediator_app.core.records.agreements import Clause
from mediator_app.core.records.cases import Task
from mediator_app.core.records.codes import MEETING_TYPE
from mediator_app.core.records.follow_up import Visit
from mediator_app.core.records.meetings import Meeting
from mediator_app.core.records.parties import Consent
from mediator_app.core.view import CaseView, Entry

FINAL = frozenset({"held", "cancelled"})
VISIT, MEETING = N_("Follow-up visit"), N_("Meeting")


@dataclass(frozen=True, slots=True)
class Coming:
    """One day to come: `label` is marked for translators, `words` are somebody's own."""

    day: str
    label: str = ""
    words: str = ""


def coming(view: CaseView) -> list[Coming]:
    """Return what is still to be done on a day, the earliest first; late things stay in it."""
    return sorted(_coming(view), key=lambda each: (each.day, each.label, each.words))


def _coming(view: CaseView) -> Iterator[Coming]:
    for task in view.all(Task):
        if task.record.due and not task.record.done_on:
            yield Coming(task.record.due, words=task.record.text)
    for visit in view.all(Visit):
        if visit.record.due and not visit.record.held_on:
            yield Coming(visit.record.due, VISIT)
    for meeting in view.all(Meeting):
        if meeting.record.held_on and (meeting.record.state or "planned") not in FINAL:
            label = MEETING_TYPE.get(meeting.record.type or "", MEETING)
            yield Coming(meeting.record.held_on, label)
    agreement = view.agreement
    if agreement is not None and agreement.record.signed_on:
        for clause in view.under(Clause, "agreement", agreement.eid):
            if clause.record.due:
                yield Coming(clause.record.due, words=clause.record.text or "")


def undated(view: CaseView) -> list[str]:
    """Return open tasks without a day."""
    return [e.record.text for e in view.all(Task) if not e.record.due and not e.record.done_on]


def to_ask_again(view: CaseView) -> list[Entry[Consent]]:
    """Return the consents that were given to the mediator who leaves and still stand."""
    return [e for e in view.all(Consent) if not e.record.withdrawn_on]
