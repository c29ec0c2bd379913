"""Referrals: which answers follow, and when one is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from mediator_app.core import referrals
from mediator_app.core.referrals import Answer, Status

TODAY = date(2026, 3, 31)


@dataclass(frozen=True)
class Sent:
    status: str | None = "pending"
    made_on: str | None = "2026-03-10"
    answered_on: str | None = None


def said(status, on=TODAY, result=""):
    return Answer(status, on, result)


def test_a_service_accepts_and_does():
    assert referrals.answered(Sent(), said(Status.ACCEPTED), TODAY) == {
        "status": "accepted",
        "answered_on": "2026-03-31",
    }
    done = referrals.answered(Sent("accepted"), said(Status.DONE, result=" Paper given "), TODAY)
    assert (done["status"], done["result"]) == ("done", "Paper given")


def test_a_refusal_says_why():
    with pytest.raises(referrals.ReasonOfRefusal):
        referrals.answered(Sent(), said(Status.REFUSED, result=" "), TODAY)
    assert referrals.answered(Sent(), said(Status.REFUSED, result="Full"), TODAY)


@pytest.mark.parametrize("day", [None, date(2026, 4, 1), date(2026, 3, 9)])
def test_the_day_of_an_answer_lies_between_the_referral_and_today(day):
    with pytest.raises(referrals.AnswerDay):
        referrals.answered(Sent(), said(Status.ACCEPTED, on=day), TODAY)


def test_an_answer_follows_from_the_one_before():
    with pytest.raises(referrals.NotThatAnswer):
        referrals.answered(Sent("done"), said(Status.ACCEPTED), TODAY)
    asked_again = referrals.answered(Sent("refused"), said(Status.PENDING, on=None), TODAY)
    assert asked_again == {"status": "pending", "answered_on": None}


@pytest.mark.parametrize(
    ("sent", "since"),
    [
        (Sent(made_on="2026-03-16"), date(2026, 3, 30)),
        (Sent(made_on="2026-03-17"), None),
        (Sent(None, made_on="2026-03-16"), date(2026, 3, 30)),
        (Sent("accepted", answered_on="2026-02-28"), date(2026, 3, 30)),
        (Sent("accepted", answered_on="2026-03-01"), None),
        (Sent("done", made_on="2025-01-01"), None),
        (Sent("refused", made_on="2025-01-01"), None),
        (Sent(made_on=None), None),
    ],
)
def test_when_an_answer_is_overdue(sent, since):
    assert referrals.overdue_since(sent, TODAY) == since
