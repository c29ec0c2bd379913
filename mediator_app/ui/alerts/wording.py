"""Alerts in words: what a line of the list says and how it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from mediator_app.core import news
from mediator_app.core.alerts import AlertRow
from mediator_app.core.days import stored_day
from mediator_app.core.news import State, Step
from mediator_app.core.records.codes import CREDIBILITY, INCIDENT_STATE, INCIDENT_TYPE, RELIABILITY
from mediator_app.i18n import N_, _, formats
from mediator_app.ui.models.rows import Column
from mediator_app.ui.toll import toll as in_words

STATE_LOOK = {
    State.RUMOUR: "chip-earth",
    State.VERIFIED: "chip-accent",
    State.ANSWERED: "chip-agree",
    State.FALSE: "chip",
}
SEVERITY_TONE = {"grave": "alarm", "serious": "earth"}
STEPS = {
    Step.VERIFY: N_("It is verified"),
    Step.ANSWER: N_("Something was done"),
    Step.DENY: N_("It was false"),
    Step.DOUBT: N_("Take it up again"),
}
NOT_KNOWN = "—"


def columns(today: date) -> Sequence[Column]:
    """Return the columns of the list, as of a day."""
    return (
        Column(lambda: _("When"), when, width=136),
        Column(lambda: _("What"), what, what_look, width=150, stretch=True),
        Column(lambda: _("Place"), lambda row: row.place, width=140, stretch=True),
        Column(lambda: _("Toll"), toll, width=140, stretch=True),
        Column(lambda: _("Belief"), belief, width=64),
        Column(
            lambda: _("State of the news"), partial(state, today=today),
            partial(state_look, today=today), width=150,
        ),
    )  # fmt: skip


def when(row: AlertRow) -> str:
    """Return when it happened, as closely as it is known."""
    if row.first and row.first == row.last:
        return formats.short_day(row.first)
    if row.first or row.last or row.words:
        return span([row.first, row.last, row.words])
    return NOT_KNOWN


def span(value: list[str | None]) -> str:
    """Return a date that may be rough; what another laptop wrote wrongly stays as it is."""
    try:
        return formats.fuzzy(value)
    except ValueError:
        return ", ".join(part for part in value if part)


def what(row: AlertRow) -> str:
    """Return what happened; against a mediator, that first."""
    kind = INCIDENT_TYPE.get(row.type or "")
    name = _(kind) if kind else (row.type or "")
    if row.type == "other" and row.type_text:
        name = row.type_text
    if row.is_against_mediator and row.type != "against_mediator":
        return _("Against a mediator: {what}").format(what=name or NOT_KNOWN)
    return name or row.type_text or NOT_KNOWN


def what_look(row: AlertRow) -> str:
    if row.is_against_mediator:
        return "chip-alarm"
    tone = SEVERITY_TONE.get(row.severity or "")
    return f"chip-{tone}" if tone else ""


def toll(row: AlertRow) -> str:
    """Return how many people were hit."""
    return in_words(row.dead, row.injured, row.displaced)


def belief(row: AlertRow) -> str:
    """Return how far it can be believed, as the two marks that people of the trade write: B2."""
    return f"{row.reliability or '·'}{row.credibility or '·'}"


def belief_words(row: AlertRow) -> str:
    """Return the same in words."""
    source, told = RELIABILITY.get(row.reliability or ""), CREDIBILITY.get(row.credibility or "")
    parts: list[str] = []
    if source:
        parts.append(_("The source: {what}").format(what=_(source)))
    if told:
        parts.append(_("The news: {what}").format(what=_(told)))
    return "  ·  ".join(parts)


def state(row: AlertRow, *, today: date) -> str:
    """Return how far the news has come, and for how long it waits."""
    name = _(INCIDENT_STATE[news.state_of(row)])
    reported = stored_day(row.reported_on)
    if news.is_late(row, today) and reported is not None:
        return _("{state}, {days}").format(state=name, days=formats.days((today - reported).days))
    return name


def state_look(row: AlertRow, *, today: date) -> str:
    return "chip-alarm" if news.is_late(row, today) else STATE_LOOK[news.state_of(row)]


def clock(row: AlertRow, today: date) -> str:
    """Return what the 72 hours say of one alert."""
    reported = stored_day(row.reported_on)
    done = stored_day(row.answered_on)
    if reported is None:
        return ""
    if done is not None:
        took = formats.days(max(0, (done - reported).days))
        if news.is_in_time(row):
            return _("Answered within 72 hours (after {days}).").format(days=took)
        return _("Answered after {days}; the goal is 72 hours.").format(days=took)
    since = formats.days((today - reported).days)
    if news.is_late(row, today):
        return _("Waits for an answer for {days}; the goal is 72 hours.").format(days=since)
    return _("Reported {when}; an answer is due within 72 hours.").format(
        when=formats.relative(reported, today=today)
    )
