"""Alerts in a list: which fit, how many there are of each state and in each area.

There may be fifty thousand. Kept as plain tuples of plain values they are passed over by
Python's search for garbage; a row is made of one while it is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from mediator_app.core import news
from mediator_app.core.names import fold
from mediator_app.core.places import REGIONS
from mediator_app.core.whereabouts import Area

Key = tuple[int, bytes]
Packed = tuple[Any, ...]  # the values of an AlertRow


class AlertRow(NamedTuple):
    """What one line of the list shows.

    `number` is that of its case, None in the region's notebook; `first` and `last` are the days
    between which it happened; `region_id` and `cercle_id` say where, "" where that is not known.
    """

    case_no: int
    eid: bytes
    unit_id: bytes
    number: str | None
    first: str | None
    last: str | None
    words: str | None
    type: str | None
    type_text: str | None
    dead: int | None
    injured: int | None
    displaced: int | None
    reliability: str | None
    credibility: str | None
    second_source: str | None
    severity: str | None
    state: str | None
    against_mediator: bool
    reported_on: str | None
    answered_on: str | None
    place: str
    region_id: str
    cercle_id: str

    @property
    def key(self) -> Key:
        """Return what tells this alert from all others in this file."""
        return self.case_no, self.eid

    @property
    def area(self) -> Area:
        return Area(self.region_id, self.cercle_id)

    @property
    def is_against_mediator(self) -> bool:
        return self.against_mediator or self.type == "against_mediator"

    @property
    def day(self) -> str:
        """Return the day by which it stands in the list."""
        return self.last or self.first or self.reported_on or ""


@dataclass(frozen=True, slots=True)
class AlertFilter:
    """Which alerts. Empty means all; `area` is a zone's code, or the id of a region or cercle."""

    text: str = ""
    states: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    area: str = ""
    first: str | None = None
    last: str | None = None
    against_mediator: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """The alerts that fit, with how many would fit of each state and in each area."""

    keys: tuple[Key, ...]  # in their order
    by_key: dict[Key, Packed]
    states: dict[str, int]
    areas: dict[str, int]

    @property
    def total(self) -> int:
        return len(self.keys)


def overview(rows: Iterable[Packed], wanted: AlertFilter, today: date) -> Overview:
    """Return what fits; states are counted as if none was chosen, and so are areas."""
    widely = replace(wanted, states=(), area="")
    words = fold(wanted.text).split()
    by_key: dict[Key, Packed] = {}
    states: Counter[str] = Counter()
    areas: Counter[str] = Counter()
    zones = {region.id: region.zone for region in REGIONS}
    for packed in rows:
        row = AlertRow._make(packed)
        if not _fits(row, widely, words, today):
            continue
        state = news.state_of(row)
        here = not wanted.area or is_in(row, wanted.area)
        meant = not wanted.states or state in wanted.states
        if here:
            states[state] += 1
        if meant:
            areas.update(filter(None, (row.region_id, row.cercle_id, zones.get(row.region_id))))
        if here and meant:
            by_key[row.key] = packed
    return Overview(tuple(by_key), by_key, dict(states), dict(areas))


def fitting(rows: Iterable[Packed], wanted: AlertFilter, today: date) -> list[AlertRow]:
    """Return the alerts that fit, in the order given."""
    words = fold(wanted.text).split()
    unpacked = map(AlertRow._make, rows)
    return [row for row in unpacked if _fits(row, wanted, words, today)]


def _fits(row: AlertRow, wanted: AlertFilter, words: Sequence[str], today: date) -> bool:
    return (
        (not wanted.states or news.state_of(row) in wanted.states)
        and (not wanted.types or row.type in wanted.types)
        and (not wanted.severities or row.severity in wanted.severities)
        and (not wanted.area or is_in(row, wanted.area))
        and (not (wanted.first or wanted.last) or _happened(row, wanted.first, wanted.last))
        and (not wanted.against_mediator or row.is_against_mediator)
        and (not wanted.late or news.is_late(row, today))
        and (not words or _says(row, words))
    )


def is_in(row: AlertRow, wanted: str) -> bool:
    """Tell whether an alert lies in a zone, a region or a cercle."""
    return wanted in {row.region_id, row.cercle_id} or row.area.zone == wanted


def _happened(row: AlertRow, first: str | None, last: str | None) -> bool:
    """Tell whether it may have happened in a period; what has no day at all does not."""
    begin, end = row.first or row.last or row.reported_on, row.last or row.first or row.reported_on
    if begin is None or end is None:
        return False
    return (first is None or end >= first) and (last is None or begin <= last)


def _says(row: AlertRow, words: Sequence[str]) -> bool:
    told = f" {fold(' '.join(filter(None, (row.place, row.type_text, row.number, row.words))))}"
    return all(f" {word}" in told for word in words)
