"""The look at intake whether the same case was opened before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from mediator_app.core.records.cases import CaseFile
from mediator_app.core.records.parties import Party
from mediator_app.core.same_cases import CaseTraits, LikelySame, likely
from mediator_app.core.view import CaseView
from mediator_app.db.reads import people as reads
from mediator_app.services import cases, views
from mediator_app.services.work import Changed, Workspace


def likely_same(work: Workspace, unit_id: bytes) -> list[LikelySame]:
    """Return the other cases here that may be the same, the likeliest first."""
    with work.read() as connection:
        view = views.some(connection, unit_id, CaseFile, Party)
        if not view.all(CaseFile):
            return []
        case = view.case
        near = reads.near_cases(
            connection, unit_id, kind=case.kind, region=case.region, cercle=case.cercle
        )
        named = [one[0] for one in near if not one[4]]
        names: dict[int, list[str]] = {}
        for case_no, name, aliases in reads.names_in(connection, json.dumps(named)):
            names.setdefault(case_no, []).extend(_names(name, aliases))
    return likely(_here(view), [_traits(one, names.get(one[0], [])) for one in near])


def looked(work: Workspace, unit_id: bytes) -> Changed:
    """Write down that somebody looked for the same case."""
    return cases.save(work, unit_id, CaseFile.NAME, {"duplicates_checked": True})[1]


def _here(view: CaseView) -> CaseTraits:
    case = view.case
    names = () if case.names_hidden else (
        name
        for entry in view.all(Party)
        for name in _names(entry.record.name, entry.record.aliases)
    )  # fmt: skip
    return CaseTraits(
        view.unit_id,
        case.number,
        None,
        case.commune,
        None if case.names_hidden else case.locality,
        _days(case.event_date, case.opened_on),
        tuple(names),
    )


def _traits(one: Sequence[Any], names: list[str]) -> CaseTraits:
    _no, unit_id, number, title, hidden, _kind, _region, _cercle, commune, locality = one[:10]
    opened, event, _stage, closed = one[10:]
    return CaseTraits(
        unit_id,
        number,
        None if hidden else title,
        commune,
        None if hidden else locality,
        _days(event, opened),
        tuple(names),
        closed is not None,
    )


def _days(event: object, opened: str | None) -> tuple[str, ...]:
    """Return the days of what happened; when that is not known, of the opening."""
    found = _listed(event)[:2]
    days = tuple(day for day in found if isinstance(day, str) and day)
    return days or ((opened,) if opened else ())


def _names(name: str | None, aliases: object) -> list[str]:
    others = [each for each in _listed(aliases) if isinstance(each, str)]
    return [each for each in (name, *others) if each]


def _listed(stored: object) -> list[object]:
    """Return a list as the driver or a record gives it."""
    found: object = json.loads(stored) if isinstance(stored, str) else stored
    return cast("list[object]", found) if isinstance(found, list) else []
