"""From rumour to answer: what each step needs, and the 72 hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from mediator_app.core import news
from mediator_app.core.news import Done, State, Step

TODAY = date(2026, 3, 12)


@dataclass(frozen=True)
class Told:
    type: str | None = "threat"
    state: str | None = "rumour"
    second_source: str | None = None
    credibility: str | None = None
    reported_on: str | None = "2026-03-10"
    answered_on: str | None = None


def test_a_rumour_is_not_verified_by_one_voice():
    for credibility in (None, "3", "4", "5", "6"):
        with pytest.raises(news.NotVerified):
            news.verified(Told(), second_source="  ", credibility=credibility)


@pytest.mark.parametrize(
    ("second", "credibility"), [("the nurse", None), ("the nurse", "5"), (None, "1"), ("", "2")]
)
def test_a_second_source_or_likely_news_verifies(second, credibility):
    changes = news.verified(Told(), second_source=second, credibility=credibility)
    assert changes == {
        "state": "verified",
        "second_source": second or None,
        "credibility": credibility,
    }


def test_an_answer_says_what_and_when():
    known, done = Told(state="verified"), Done(TODAY, TODAY, None)
    assert news.answered(known, what=" Went there with the imam ", done=done) == {
        "state": "answered",
        "answer": "Went there with the imam",
        "answered_on": "2026-03-12",
    }
    with pytest.raises(news.NotAnswered):
        news.answered(known, what=" ", done=done)
    with pytest.raises(news.NotAnswered):
        news.answered(known, what="x", done=Done(None, TODAY, None))
    with pytest.raises(news.DayAhead):
        news.answered(known, what="x", done=Done(date(2026, 3, 13), TODAY, None))
    with pytest.raises(news.DayBefore):
        news.answered(known, what="x", done=Done(date(2026, 3, 1), TODAY, date(2026, 3, 2)))


def test_news_is_found_false_with_the_reason():
    with pytest.raises(news.NotDenied):
        news.denied(Told(), how=None, done=Done(TODAY, TODAY, None))
    assert news.denied(Told(), how="We went", done=Done(TODAY, TODAY, None))["state"] == "false"


def test_each_state_allows_its_own_steps():
    assert news.steps(Told()) == (Step.VERIFY, Step.DENY)
    assert Step.ANSWER in news.steps(Told(state="verified"))
    assert news.steps(Told(state="false")) == (Step.DOUBT,)
    with pytest.raises(news.NoSuchStep):
        news.answered(Told(), what="x", done=Done(TODAY, TODAY, None))
    with pytest.raises(news.NoSuchStep):
        news.verified(Told(state="answered"), second_source="x", credibility="1")
    with pytest.raises(news.NoSuchStep):
        news.doubted(Told())
    assert news.doubted(Told(state="false")) == {"state": "rumour", "answered_on": None}


def test_where_nobody_said_the_sources_say():
    assert news.state_of(Told(state=None)) is State.RUMOUR
    assert news.state_of(Told(state=None, credibility="2")) is State.VERIFIED
    assert news.state_of(Told(state=None, second_source="the nurse")) is State.VERIFIED
    assert news.state_of(Told(state=None, type="rumour", credibility="1")) is State.RUMOUR
    assert news.state_of(Told(state="of a newer version")) is State.RUMOUR


@pytest.mark.parametrize(
    ("kind", "counts", "expected"),
    [
        ("crop_damage", (0, None, None), "minor"),
        ("crop_damage", (None, 1, None), "serious"),
        ("rumour", (None, None, 20), "serious"),
        ("against_mediator", (None, None, None), "serious"),
        ("threat", (1, None, None), "grave"),
        ("abduction", (None, None, None), "grave"),
        (None, (None, None, None), "minor"),
    ],
)
def test_how_grave_at_the_least(kind, counts, expected):
    dead, injured, displaced = counts
    assert news.severity(kind, dead=dead, injured=injured, displaced=displaced) == expected


def test_the_72_hours():
    alerts = [
        Told(state="answered", reported_on="2026-03-01", answered_on="2026-03-04"),
        Told(state="answered", reported_on="2026-03-01", answered_on="2026-03-05"),
        Told(state="false", reported_on="2026-03-01", answered_on="2026-03-01"),
        Told(reported_on="2026-03-09"),
        Told(state="verified", reported_on="2026-03-08"),
        Told(reported_on=None),
        Told(reported_on="soon"),
    ]
    found = news.answering(alerts, TODAY)
    assert (found.reported, found.verified) == (5, 3)
    assert (found.in_time, found.waiting, found.late) == (2, 1, 1)
    assert found.percent == 50
    march = news.answering(alerts, TODAY, first=date(2026, 3, 2), last=date(2026, 3, 8))
    assert (march.reported, march.late, march.percent) == (1, 1, 0)
    assert news.answering([], TODAY).percent is None
