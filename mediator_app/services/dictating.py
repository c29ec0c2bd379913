"""Alerts passed on in words, by voice or SMS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mediator_app.core import dictation
from mediator_app.core.days import stored_day
from mediator_app.core.dictation import Alert, Fault, Heard, Slip, Speaker
from mediator_app.core.errors import AppError
from mediator_app.core.interchange.shape import entity_id
from mediator_app.core.marks import N_
from mediator_app.core.places import Place
from mediator_app.core.records.incidents import Incident
from mediator_app.host.resource import resource
from mediator_app.services import incidents
from mediator_app.services.incidents import Told
from mediator_app.services.places import places
from mediator_app.services.work import Changed, Workspace

__all__ = ["Alert", "Fault", "Heard", "Slip"]


class NoDay(AppError):
    """An alert without any day, which the words need."""

    message = N_("Write first when it happened: the words carry a date.")


class NotUnderstood(AppError):
    """Words that make no alert were to be kept."""

    message = N_("These words do not make an alert yet.")


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an alert, and the alert as it will arrive."""

    words: tuple[str, ...]
    alert: Alert
    place: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What was heard: the alert, the names of its place, and whether it is here already."""

    heard: Heard
    place: str
    known: bool


@cache
def speaker() -> Speaker:
    """Return the words of the shipped list."""
    return Speaker(resource("wordlist", "dictation_fr.txt").read_text("utf-8").split())


@cache
def _places_by_number() -> dict[int, str]:
    return {dictation.place_number(place_id): place_id for place_id in places()}


def say(told: Told) -> Said:
    """Put an alert into words; no name, account or source is in them."""
    record = told.record
    day = stored_day(told.row.first or told.row.last or record.reported_on)
    if day is None:
        raise NoDay
    place_id = record.place_id or told.row.area.cercle or told.row.area.region
    alert = Alert(
        day=day,
        place=dictation.place_number(place_id) if place_id else 0,
        type=record.type or "",
        dead=record.dead,
        injured=record.injured,
        displaced=record.displaced,
        reliability=record.source_reliability or "",
        credibility=record.credibility or "",
        severity=record.severity or "",
    )
    return Said(speaker().say(alert), alert.rounded(), _words(alert.place))


def hear(work: Workspace, text: str) -> Understood:
    """Return what typed words say, or which of them is wrong."""
    heard = speaker().hear(text)
    if heard.alert is None:
        return Understood(heard, "", known=False)
    return Understood(heard, _words(heard.alert.place), _is_here(work, heard))


def take(work: Workspace, words: Sequence[str]) -> tuple[bytes, Changed]:
    """Keep an alert that was heard; the same words typed twice are one alert."""
    heard = speaker().hear(" ".join(words))
    if heard.alert is None or not heard.sure:
        raise NotUnderstood
    if _is_here(work, heard):
        return _id(heard), Changed()
    return incidents.report(work, _facts(heard.alert), eid=_id(heard))


def _id(heard: Heard) -> bytes:
    return entity_id(Incident.ETYPE, "dictated", *heard.words)


def _is_here(work: Workspace, heard: Heard) -> bool:
    try:
        incidents.told(work, work.info.region_unit, _id(heard))
    except incidents.NoSuchIncident:
        return False
    return True


def _facts(alert: Alert) -> dict[str, Any]:
    day = alert.day.isoformat()
    names = {"region": None, "cercle": None, "commune": None, "locality": None}
    chain = [place.name for place in _chain(alert.place)]
    return {
        "happened_on": [day, day, None],
        "type": alert.type or "other",
        "dead": alert.dead,
        "injured": alert.injured,
        "displaced": alert.displaced,
        "source_reliability": alert.reliability,
        "credibility": alert.credibility,
        "severity": alert.severity,
        **dict(zip(names, chain, strict=False)),
    }


def _chain(number: int) -> list[Place]:
    place_id = _places_by_number().get(number)
    if place_id is None:
        return []
    known = places()
    return [*known.parents(place_id), known.by_id(place_id)]


def _words(number: int) -> str:
    """Return the names of a place, the smallest first; "" where the list here lacks it."""
    return ", ".join(dict.fromkeys(place.name for place in reversed(_chain(number))))
