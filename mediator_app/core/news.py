"""How far news of an incident has come: rumour, verified, answered, or found to be false."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from mediator_app.core.days import stored_day
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_

BELIEVED = frozenset({"1", "2"})  # credibility that needs no second source
WITHIN = timedelta(days=3)  # 72 hours; days are what people report
GRAVE = frozenset({"killing", "abduction", "attack", "reprisals"})
SERIOUS = frozenset({"arson", "displacement", "cattle_theft", "threat", "embargo"})


class State(StrEnum):
    RUMOUR = "rumour"
    VERIFIED = "verified"
    ANSWERED = "answered"
    FALSE = "false"


class Step(StrEnum):
    """What a person can say of a piece of news."""

    VERIFY = "verify"
    ANSWER = "answer"
    DENY = "deny"
    DOUBT = "doubt"  # back to a rumour


STEPS = {
    State.RUMOUR: (Step.VERIFY, Step.DENY),
    State.VERIFIED: (Step.ANSWER, Step.DENY, Step.DOUBT),
    State.ANSWERED: (Step.DOUBT,),
    State.FALSE: (Step.DOUBT,),
}


class NotVerified(AppError):
    """News was to be called verified on the word of one source."""

    message = N_(
        "Name a second source, or say that the news is confirmed or probably true: "
        "a rumour is not verified by one voice."
    )


class NotAnswered(AppError):
    """An answer without what was done or when."""

    message = N_("Write down what was done, and on which day.")


class NotDenied(AppError):
    """News was to be called false without saying how that is known."""

    message = N_("Write down how it is known that this did not happen, and on which day.")


class NoSuchStep(AppError):
    """A step that the state of the news does not allow."""

    message = N_("This news is not there yet: verify it first, then say what was done.")


class DayAhead(AppError):
    """A day that lies ahead."""

    message = N_("This day lies in the future. Write the day on which it was done.")


class DayBefore(AppError):
    """An answer older than what it answers."""

    message = N_("This day lies before the alert was reported. Look at the date again.")


@dataclass(frozen=True, slots=True)
class Done:
    """The day on which something was done, beside today and the day of the report."""

    on: date | None
    today: date
    reported: date | None


class News(Protocol):
    """What the rules look at: a record or a row of a list."""

    @property
    def type(self) -> str | None: ...
    @property
    def state(self) -> str | None: ...
    @property
    def second_source(self) -> str | None: ...
    @property
    def credibility(self) -> str | None: ...


def state_of(news: News) -> State:
    """Return how far a piece of news has come; where nobody said, what its sources are worth."""
    if news.state in set(State):
        return State(news.state)
    return State.VERIFIED if is_confirmed(news) and news.type != "rumour" else State.RUMOUR


def is_confirmed(news: News) -> bool:
    """Tell whether there is a second source, or the news is at least probably true."""
    second = (news.second_source or "").strip()
    return bool(second) or news.credibility in BELIEVED


def steps(news: News) -> tuple[Step, ...]:
    """Return what can be said of a piece of news now."""
    return STEPS[state_of(news)]


def severity(
    kind: str | None, *, dead: int | None, injured: int | None, displaced: int | None
) -> str:
    """Return how grave an incident is at the least, where nobody said."""
    if dead or kind in GRAVE:
        return "grave"
    if injured or displaced or kind in SERIOUS or kind == "against_mediator":
        return "serious"
    return "minor"


def verified(
    news: News, *, second_source: str | None, credibility: str | None
) -> dict[str, object]:
    """Return the changes that verify a piece of news, or refuse."""
    _allow(news, Step.VERIFY)
    second = (second_source or "").strip() or None
    if second is None and credibility not in BELIEVED:
        raise NotVerified
    return {"state": "verified", "second_source": second, "credibility": credibility}


def answered(news: News, *, what: str | None, done: Done) -> dict[str, object]:
    """Return the changes that say what was done about verified news, or refuse."""
    _allow(news, Step.ANSWER)
    return _told("answered", what, done, NotAnswered)


def denied(news: News, *, how: str | None, done: Done) -> dict[str, object]:
    """Return the changes that call news false, or refuse."""
    _allow(news, Step.DENY)
    return _told("false", how, done, NotDenied)


def doubted(news: News) -> dict[str, object]:
    """Return the changes that take a piece of news up again as a rumour."""
    _allow(news, Step.DOUBT)
    return {"state": "rumour", "answered_on": None}


def _allow(news: News, step: Step) -> None:
    if step not in steps(news):
        raise NoSuchStep


def _told(state: str, words: str | None, done: Done, refusal: type[AppError]) -> dict[str, object]:
    text = (words or "").strip()
    if not text or done.on is None:
        raise refusal
    if done.on > done.today:
        raise DayAhead
    if done.reported is not None and done.on < done.reported:
        raise DayBefore
    return {"state": state, "answer": text, "answered_on": done.on.isoformat()}


# the 72 hours: indicator 16


@dataclass(frozen=True, slots=True)
class Answering:
    """Alerts reported in a period, how many were verified, and how many answered in time.

    `late` wait for an answer since more than 72 hours; `waiting` for less. What a table of
    events brought was reported to nobody here and is not counted.
    """

    reported: int = 0
    verified: int = 0
    in_time: int = 0
    waiting: int = 0
    late: int = 0

    @property
    def percent(self) -> int | None:
        """Return the share answered in time, of those whose 72 hours are over or that are answered."""
        judged = self.reported - self.waiting
        return round(100 * self.in_time / judged) if judged > 0 else None


class Reported(News, Protocol):
    """News with its days."""

    @property
    def reported_on(self) -> str | None: ...
    @property
    def answered_on(self) -> str | None: ...


def is_in_time(news: Reported) -> bool:
    """Tell whether an alert was answered, or found to be false, within 72 hours."""
    reported, done = stored_day(news.reported_on), stored_day(news.answered_on)
    closed = state_of(news) in {State.ANSWERED, State.FALSE}
    return bool(closed and reported and done and done - reported <= WITHIN)


def is_late(news: Reported, today: date) -> bool:
    """Tell whether an alert waits for an answer since more than 72 hours."""
    reported = stored_day(news.reported_on)
    still_open = state_of(news) in {State.RUMOUR, State.VERIFIED}
    return bool(still_open and reported and today - reported > WITHIN)


def answering(
    alerts: Iterable[Reported], today: date, *, first: date | None = None, last: date | None = None
) -> Answering:
    """Count the alerts reported between two days."""
    found = {"reported": 0, "verified": 0, "in_time": 0, "waiting": 0, "late": 0}
    for news in alerts:
        day = stored_day(news.reported_on)
        if day is None or (first and day < first) or (last and day > last):
            continue
        state = state_of(news)
        found["reported"] += 1
        found["verified"] += state in {State.VERIFIED, State.ANSWERED}
        found["in_time"] += is_in_time(news)
        late = is_late(news, today)
        found["late"] += late
        found["waiting"] += state in {State.RUMOUR, State.VERIFIED} and not late
    return Answering(**found)
