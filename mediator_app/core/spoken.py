"""The three spoken questions: when they are asked, and what each person of a side answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mediator_app.core.marks import N_
from mediator_app.core.records.cases import Feedback
from mediator_app.core.records.codes import SPOKEN_QUESTION
from mediator_app.core.view import CaseView

# Months after the signing; None is the closing.
MOMENTS = {None: N_("At the closing"), 6: N_("After 6 months"), 12: N_("After 12 months")}


@dataclass(slots=True)
class Spoken:
    """What one person answered."""

    sex: str | None
    said_on: str | None
    answers: dict[str, str] = field(default_factory=dict[str, str])


def people(view: CaseView, side: str, months: int | None) -> list[Spoken]:
    """Return who was asked, one after the other.

    The answers of a person stand together, in the order of the questions: a question that was
    answered already begins the next person.
    """
    found: list[Spoken] = []
    for record in sorted(_told(view, side, months), key=lambda r: r.rank or 0):
        question, score = record.question_code or "", record.score or ""
        last = found[-1] if found else None
        if (
            last is None
            or question in last.answers
            or (last.sex, last.said_on) != (record.sex, record.said_on)
        ):
            last = Spoken(record.sex, record.said_on)
            found.append(last)
        last.answers[question] = score
    return found


def _told(view: CaseView, side: str, months: int | None) -> Iterable[Feedback]:
    for entry in view.all(Feedback):
        record = entry.record
        same = record.side == side and (record.months or None) == months
        if same and record.score and record.question_code in SPOKEN_QUESTION:
            yield record


def counted(asked: Iterable[Spoken]) -> Mapping[str, Counter[str]]:
    """Return how often each answer was given, question by question."""
    known = list(asked)
    return {
        question: Counter(one.answers[question] for one in known if question in one.answers)
        for question in SPOKEN_QUESTION
    }
