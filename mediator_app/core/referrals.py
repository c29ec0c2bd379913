"""Somebody sent on to a service: from asked to done, and when an answer is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from mediator_app.core.days import stored_day
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_


class Status(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DONE = "done"


NEXT = {
    Status.PENDING: (Status.ACCEPTED, Status.REFUSED, Status.DONE),
    Status.ACCEPTED: (Status.DONE, Status.REFUSED),
    Status.REFUSED: (Status.PENDING,),
    Status.DONE: (Status.PENDING,),
}
PATIENCE = {  # how long nothing may be heard
    Status.PENDING: timedelta(days=14),
    Status.ACCEPTED: timedelta(days=30),
}


class NotThatAnswer(AppError):
    """An answer that does not follow from the one before."""

    message = N_("This referral has another answer already. Look at it again.")


class ReasonOfRefusal(AppError):
    """A refusal of which nobody says why."""

    message = N_("Write down why the service refused: it decides what comes next.")


class AnswerDay(AppError):
    """A day of the answer that cannot be."""

    message = N_("The day of the answer lies before the referral or in the future.")


class Sent(Protocol):
    """What the rules look at: a record or a row of a list."""

    @property
    def status(self) -> str | None: ...
    @property
    def made_on(self) -> str | None: ...
    @property
    def answered_on(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said, on which day."""

    status: Status
    on: date | None
    result: str = ""


def status_of(sent: Sent) -> Status:
    """Return how far a referral has come; one of which nobody said anything waits."""
    return Status(sent.status) if sent.status in set(Status) else Status.PENDING


def answered(sent: Sent, answer: Answer, today: date) -> dict[str, object]:
    """Return the changes that keep an answer, or refuse."""
    if answer.status not in NEXT[status_of(sent)]:
        raise NotThatAnswer
    if answer.status is Status.PENDING:
        return {"status": Status.PENDING.value, "answered_on": None}
    if answer.status is Status.REFUSED and not answer.result.strip():
        raise ReasonOfRefusal
    made = stored_day(sent.made_on)
    if answer.on is None or answer.on > today or (made is not None and answer.on < made):
        raise AnswerDay
    changes: dict[str, object] = {
        "status": answer.status.value,
        "answered_on": answer.on.isoformat(),
    }
    if answer.result.strip():
        changes["result"] = answer.result.strip()
    return changes


def overdue_since(sent: Sent, today: date) -> date | None:
    """Return the day on which an answer became overdue, or None where there is time yet."""
    patience = PATIENCE.get(status_of(sent))
    heard = stored_day(sent.answered_on) or stored_day(sent.made_on)
    if patience is None or heard is None:
        return None
    due = heard + patience
    return due if due < today else None
