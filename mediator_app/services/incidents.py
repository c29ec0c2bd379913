"""Incidents: reported in two minutes, verified, answered, linked to cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediator_app.core import news, validate
from mediator_app.core.alerts import AlertFilter, AlertRow, Overview
from mediator_app.core.clock import ClockQuality
from mediator_app.core.days import stored_day
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.news import Answering
from mediator_app.core.records.cases import CaseFile
from mediator_app.core.records.incidents import Incident
from mediator_app.core.validate import Fault
from mediator_app.core.view import Entry, entry
from mediator_app.db.engine import Connection
from mediator_app.db.reads import cases as case_reads
from mediator_app.db.reads import incidents as reads
from mediator_app.db.reads.incidents import LateRow
from mediator_app.journal import Edit
from mediator_app.services import apart, drafts, views
from mediator_app.services.alerts import finder
from mediator_app.services.cases import (
    PLACE_FACTS,
    NotValid,
    change,
    checked,
    create,
    next_rank,
    vars_of,
)
from mediator_app.services.places import places
from mediator_app.services.work import Changed, Workspace, Writer

__all__ = ["AlertFilter", "AlertRow", "Answering", "LateRow", "Overview"]

STEPPED = frozenset({"state", "answered_on"})  # changed by a step alone
BY_A_STEP = N_("This follows from a step of the news: verify it, answer it or find it false.")
SAYS_NOTHING = N_("Say at least what happened, or write the account.")


class NoSuchIncident(AppError):
    """An incident that is not here, or was taken away meanwhile."""

    message = N_("This alert is no longer here. Somebody may have taken it away.")


class NoSuchLink(AppError):
    """A case to be linked that is not on this computer."""

    message = N_("This case is not on this computer, so it cannot be linked.")


@dataclass(frozen=True, slots=True)
class CaseName:
    """A case as a link shows it; without a title where its names are hidden."""

    unit_id: bytes
    number: str | None
    title: str | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One alert whole: its record, the case it lies in and the cases it is linked to.

    `unknown` counts linked cases that are not on this computer.
    """

    unit_id: bytes
    eid: bytes
    record: Incident
    row: AlertRow
    case: CaseName | None
    links: tuple[CaseName, ...]
    unknown: int


# reading


def told(work: Workspace, unit_id: bytes, eid: bytes) -> Told:
    """Return one alert whole."""
    with work.read() as connection:
        held = _one(connection, unit_id, eid)
        case_no, record = held.case_no, held.record
        in_case = unit_id != work.info.region_unit
        if in_case:
            record = _apart(connection, held)
        linked = [bytes.fromhex(one) for one in record.cases or ()]
        names = reads.case_names(connection, [*linked, unit_id])
        home = case_reads.case_rows(connection, [case_no]).get(case_no) if in_case else None
    links = [_named(names, one) for one in linked if one in names]
    return Told(
        unit_id=unit_id,
        eid=eid,
        record=record,
        row=_row_of(case_no, unit_id, eid, record, place=home.place if home else ""),
        case=_named(names, unit_id) if unit_id in names else None,
        links=tuple(links),
        unknown=len(linked) - len(links),
    )


def _apart(connection: Connection, held: _Held) -> Incident:
    """Return an incident of a case as it is shown: with codes where its names are put apart."""
    shown = apart.shown(views.view(connection, held.unit_id))
    found = next((e for e in shown.all(Incident) if e.eid == held.eid), None)
    return held.record if found is None else found.record


def _named(names: Mapping[bytes, tuple[str | None, str | None, bool]], unit_id: bytes) -> CaseName:
    number, title, closed = names[unit_id]
    return CaseName(unit_id, number, title, closed)


def _row_of(case_no: int, unit_id: bytes, eid: bytes, record: Incident, *, place: str) -> AlertRow:
    first, last, words = (record.happened_on or [None, None, None])[:3]
    area = finder().area(record.region, record.cercle, record.place_id)
    near = (record.place_text or record.locality, record.commune, record.cercle, record.region)
    return AlertRow(
        case_no=case_no,
        eid=eid,
        unit_id=unit_id,
        number=None,
        first=first,
        last=last,
        words=words,
        type=record.type,
        type_text=record.type_text,
        dead=record.dead,
        injured=record.injured,
        displaced=record.displaced,
        reliability=record.source_reliability,
        credibility=record.credibility,
        second_source=record.second_source,
        severity=record.severity,
        state=record.state,
        against_mediator=bool(record.against_mediator),
        reported_on=record.reported_on,
        answered_on=record.answered_on,
        place=", ".join(dict.fromkeys(part for part in near if part)) or place,
        region_id=area.region,
        cercle_id=area.cercle,
    )


def linked_to(work: Workspace, case_unit: bytes) -> list[tuple[bytes, Entry[Any]]]:
    """Return the alerts of the region's notebook that name a case: unit id and record each."""
    with work.read() as connection:
        found: list[tuple[bytes, Entry[Any]]] = []
        for case_no, eid in reads.linked(connection, case_unit):
            facts = reads.facts(connection, case_no, eid)
            if facts is not None:
                unit_id = case_reads.unit_of(connection, case_no)
                found.append((unit_id, entry(Incident.NAME, eid, facts)))
    return found


def live(work: Workspace, unit_id: bytes, eid: bytes) -> Mapping[str, frozenset[bytes]]:
    """Return what stood in each field when a form was opened; hand it back to revise()."""
    with work.read() as connection:
        return views.live(connection, unit_id, eid)


@dataclass(frozen=True, slots=True)
class _Held:
    """An incident as it is stored now, and where."""

    case_no: int
    unit_id: bytes
    eid: bytes
    record: Incident


def _one(connection: Connection, unit_id: bytes, eid: bytes) -> _Held:
    case_no = case_reads.case_no_of(connection, unit_id)
    facts = reads.facts(connection, case_no, eid) if case_no is not None else None
    if case_no is None or facts is None:
        raise NoSuchIncident
    return _Held(case_no, unit_id, eid, entry(Incident.NAME, eid, facts).record)


# writing


def report(
    work: Workspace,
    values: Mapping[str, Any],
    *,
    case_unit: bytes | None = None,
    eid: bytes | None = None,
    draft: str | None = None,
) -> tuple[bytes, Changed]:
    """Keep a new alert in the region's notebook, or in a case; return its id."""
    given = validate.given(values.items())
    if not {"type", "text", "type_text"} & given.keys():
        raise NotValid([Fault("type", "type", SAYS_NOTHING)])
    counts = {name: given.get(name) for name in ("dead", "injured", "displaced")}
    filled = {
        "reported_on": work.believed_today(),
        "reported_by": work.info.name,
        "state": news.State.RUMOUR.value,
        "severity": news.severity(given.get("type"), **counts),
        **given,
    }
    record = checked(Incident, validate.given(placed(filled, given.get("place_id")).items()))
    _not_ahead(work, record)
    made = eid or bytes([Incident.ETYPE]) + work.environment.random_bytes(15)
    with work.write() as writer:
        facts = vars_of(record)
        if case_unit is not None:
            held = views.some(writer.connection, case_unit, Incident)
            facts = {**facts, "rank": next_rank(held.all(Incident))}
        unit_id = case_unit or work.info.region_unit
        writer.author(unit_id, [create(Incident, made, facts)])
        drafts.saved(writer, draft)
        return made, writer.changed


def revise(
    work: Workspace,
    unit_id: bytes,
    eid: bytes,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, frozenset[bytes]] | None = None,
    draft: str | None = None,
) -> Changed:
    """Keep what was changed in the form of an alert; the steps of the news have their own door."""
    stepped = sorted(STEPPED & values.keys())
    if stepped:
        raise NotValid([Fault(name, name, BY_A_STEP) for name in stepped])
    with work.write() as writer:
        held = _one(writer.connection, unit_id, eid)
        changes = {name: None if value == "" else value for name, value in values.items()}
        if not changes.keys().isdisjoint(PLACE_FACTS):
            whole = {**vars_of(held.record), **changes}
            changes["place_id"] = placed(whole, changes.get("place_id"))["place_id"]
        _author(work, writer, held, changes, seen=seen)
        drafts.saved(writer, draft)
        return writer.changed


def verify(
    work: Workspace,
    unit_id: bytes,
    eid: bytes,
    *,
    second_source: str | None = None,
    credibility: str | None = None,
) -> Changed:
    """Call a rumour verified: two sources, or news that is at least probably true."""
    with work.write() as writer:
        held = _one(writer.connection, unit_id, eid)
        changes = news.verified(
            held.record,
            second_source=second_source or held.record.second_source,
            credibility=credibility or held.record.credibility,
        )
        _author(work, writer, held, changes)
        return writer.changed


def answer(work: Workspace, unit_id: bytes, eid: bytes, *, what: str, on: str | None) -> Changed:
    """Say what was done about verified news, and when."""
    with work.write() as writer:
        held = _one(writer.connection, unit_id, eid)
        changes = news.answered(held.record, what=what, done=_done(work, held, on))
        _author(work, writer, held, changes)
        return writer.changed


def deny(work: Workspace, unit_id: bytes, eid: bytes, *, how: str, on: str | None) -> Changed:
    """Say that it did not happen, and how that is known."""
    with work.write() as writer:
        held = _one(writer.connection, unit_id, eid)
        changes = news.denied(held.record, how=how, done=_done(work, held, on))
        _author(work, writer, held, changes)
        return writer.changed


def doubt(work: Workspace, unit_id: bytes, eid: bytes) -> Changed:
    """Take news up again as a rumour."""
    with work.write() as writer:
        held = _one(writer.connection, unit_id, eid)
        _author(work, writer, held, news.doubted(held.record))
        return writer.changed


def link(work: Workspace, unit_id: bytes, eid: bytes, case_unit: bytes) -> Changed:
    """Link an alert to a case that is on this computer."""
    with work.write() as writer:
        held = _one(writer.connection, unit_id, eid)
        case_no = case_reads.case_no_of(writer.connection, case_unit)
        if case_no is None or not views.some(writer.connection, case_unit, CaseFile).records:
            raise NoSuchLink
        known = list(held.record.cases or ())
        if case_unit.hex() not in known and case_unit != unit_id:
            changes = {"cases": [*known, case_unit.hex()]}
            _author(work, writer, held, changes)
        return writer.changed


def unlink(work: Workspace, unit_id: bytes, eid: bytes, case_unit: bytes) -> Changed:
    """Take a link to a case away."""
    with work.write() as writer:
        held = _one(writer.connection, unit_id, eid)
        left = [one for one in held.record.cases or () if one != case_unit.hex()]
        _author(work, writer, held, {"cases": left or None})
        return writer.changed


def remove(work: Workspace, unit_id: bytes, eid: bytes) -> Changed:
    """Take an alert away; it stays in the history."""
    with work.write() as writer:
        _one(writer.connection, unit_id, eid)
        writer.author(unit_id, [Edit(Incident.ETYPE, eid, {0: False})])
        return writer.changed


def placed(values: Mapping[str, Any], picked: str | None = None) -> dict[str, Any]:
    """Add the code of the place that the names mean; `picked` is what a search of places gave."""
    if picked and picked in places():
        return {**values, "place_id": picked}
    chain = {name: str(values.get(name) or "") for name in PLACE_FACTS}
    place = places().resolve(**chain)
    return {**values, "place_id": place.id if place else None}


def _done(work: Workspace, held: _Held, on: str | None) -> news.Done:
    return news.Done(stored_day(on), work.today(), stored_day(held.record.reported_on))


def _author(
    work: Workspace,
    writer: Writer,
    held: _Held,
    changes: Mapping[str, Any],
    *,
    seen: Mapping[str, frozenset[bytes]] | None = None,
) -> None:
    current = vars_of(held.record)
    kept, faults = validate.check_changes(Incident, current, changes)
    if faults:
        raise NotValid(faults)
    differing = {name: value for name, value in kept.items() if value != current.get(name)}
    if "happened_on" in differing:
        _not_ahead(work, held.record.model_copy(update=differing))
    if differing:
        writer.author(held.unit_id, [change(Incident, held.eid, differing, seen=seen)])


AHEAD = N_("An alert tells what has happened; this day lies in the future.")


def _not_ahead(work: Workspace, record: Any) -> None:
    """Refuse a day that lies ahead, unless the clock itself cannot be believed."""
    if work.environment.quality() == ClockQuality.IMPLAUSIBLE:
        return
    first = (record.happened_on or [None])[0]
    if first and first > work.today().isoformat():
        raise NotValid([Fault("happened_on", "date", AHEAD)])
