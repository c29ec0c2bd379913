"""Trips: who is on the road, until when, and of whom nothing was heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mediator_app.core.marks import N_
from mediator_app.core.records.codes import TRAVEL
from mediator_app.core.records.notebooks import Trip
from mediator_app.core.trips import TripState
from mediator_app.core.view import Entry
from mediator_app.i18n import _, formats
from mediator_app.services import trips
from mediator_app.services.trips import TripLine
from mediator_app.services.work import Changed
from mediator_app.ui.dialogs.record import RecordDialog
from mediator_app.ui.fields.base import Value
from mediator_app.ui.forms.spec import Part
from mediator_app.ui.widgets.basic import Card, button, chip, column, emptied, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.desk import Desk

PARTS = (
    Part("", ("destination", "leaves_on", "back_on", "back_at")),
    Part("", ("means", "route", "companions", "contact", "note")),
)
STATES: Mapping[TripState, tuple[str, str]] = {
    TripState.MISSED: (N_("No sign of life"), "alarm"),
    TripState.AWAY: (N_("On the road"), "accent"),
    TripState.PLANNED: (N_("Planned"), ""),
    TripState.BACK: (N_("Back"), "agree"),
}


class TripsCard(Card):
    """`changed` when a trip was written."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(lambda: _("Trips"))
        self._desk = desk
        self._found: Sequence[TripLine] = ()
        self._new = button(lambda: _("Plan a trip…"), picture="plus")
        self._new.clicked.connect(lambda: plan_trip(self, desk))
        self._list = QWidget()
        self._list.setProperty("role", "clear")
        self._lines = column(self._list, gap=10)
        self.box.addWidget(self._list)
        self.box.addWidget(self._new)

    def show_trips(self, found: Sequence[TripLine]) -> None:
        self._found = found
        emptied(self._lines)
        for line in found:
            self._lines.addWidget(self._line(line))
        if not found:
            words = _("Nobody is on the road. Say before you leave where you go and until when.")
            self._lines.addWidget(label(words, "muted", wrap=True))

    def open_trip(self, eid: bytes) -> None:
        line = next((line for line in self._found if line.trip.eid == eid), None)
        if line is not None:
            plan_trip(self, self._desk, line.trip)

    def _line(self, line: TripLine) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        box = column(holder, gap=2)
        trip = line.trip.record
        words, tone = STATES[line.state]
        head = Flow(gap=6)
        head.addWidget(chip(_(words), tone))
        head.addWidget(label(trip.destination or _("Trip"), "strong", wrap=True))
        box.addLayout(head)
        box.addWidget(label(detail(trip), "muted", wrap=True))
        acts = Flow(gap=8)
        for text, act in self._acts(line):
            made = button(text, "link")
            made.setAccessibleName(f"{text}: {trip.destination or ''}")
            made.clicked.connect(act)
            acts.addWidget(made)
        box.addLayout(acts)
        return holder

    def _acts(self, line: TripLine) -> list[tuple[str, Callable[..., None]]]:
        eid = line.trip.eid
        found: list[tuple[str, Callable[..., None]]] = []
        if line.state is not TripState.PLANNED:
            found.append((_("Is back"), partial(self._note, trips.returned, eid)))
            found.append((_("Was heard of"), partial(self._note, trips.sign_of_life, eid)))
        if line.is_own:
            found.append((_("Change"), partial(self._change, eid)))
        return found

    def _change(self, eid: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.open_trip(eid)

    def _note(
        self,
        act: Callable[[Any, bytes], Changed],
        eid: bytes,
        _checked: bool = False,  # noqa: FBT001, FBT002 - Qt calls it
    ) -> None:
        work = self._desk.work
        self._desk.write(self, lambda: act(work, eid), self.changed.emit)

    def retranslate(self) -> None:
        self.show_trips(self._found)


def detail(trip: Trip) -> str:
    """Return who travels, how, and until when."""
    parts: list[str] = []
    if trip.traveller:
        parts.append(trip.traveller)
    if trip.means:
        parts.append(_(TRAVEL.get(trip.means, trip.means)))
    if trip.leaves_on:
        parts.append(_("leaves on {day}").format(day=formats.day(trip.leaves_on)))
    if trip.back_on:
        day = formats.day(trip.back_on)
        back = _("back on {day} at {time}") if trip.back_at else _("back on {day}")
        parts.append(back.format(day=day, time=trip.back_at or ""))
    if trip.contact:
        parts.append(_("call {contact}").format(contact=trip.contact))
    return "  ·  ".join(parts)


def plan_trip(
    window: QWidget,
    desk: Desk,
    known: Entry[Trip] | None = None,
    preset: Mapping[str, Value] | None = None,
) -> RecordDialog:
    """Open the form of a trip, or of a new one that begins today."""
    work = desk.work
    given = {"leaves_on": work.believed_today(), **(preset or {})}

    def save(values: Mapping[str, Any]) -> Changed:
        return trips.plan(work, values, known.eid if known else None)

    dialog = RecordDialog(
        window,
        desk,
        Trip,
        save=save,
        entry=known,
        preset={} if known else {n: v for n, v in given.items() if v is not None},
        parts=PARTS,
        remove=partial(trips.remove, work, known.eid) if known else None,
    )
    dialog.open()
    return dialog
