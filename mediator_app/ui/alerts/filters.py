"""What narrows the list of alerts: states, kind, gravity, period, area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from mediator_app.core.alerts import AlertFilter
from mediator_app.core.records.codes import INCIDENT_STATE, INCIDENT_TYPE, SEVERITY
from mediator_app.i18n import N_, _, formats
from mediator_app.services.maps import Atlas
from mediator_app.ui.fields.base import Combo
from mediator_app.ui.texts import say_name
from mediator_app.ui.widgets.basic import button
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.map import area_name

PERIODS = {
    "": N_("At any time"),
    "7": N_("In the last 7 days"),
    "30": N_("In the last 30 days"),
    "365": N_("In the last 12 months"),
}


class Filters(QWidget):
    """Chips and lists; `changed` carries the filter they make."""

    changed = Signal(object)  # AlertFilter

    def __init__(self, atlas: Atlas, today: date) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._atlas, self._today = atlas, today
        self.filter = AlertFilter()
        self._states: Mapping[str, int] = {}
        self._late = 0
        box = Flow(self, gap=6)
        self.chips: dict[str, QPushButton] = {}
        for state in INCIDENT_STATE:
            chip = button("", "chip", checkable=True)
            chip.toggled.connect(partial(self._choose_state, state))
            self.chips[state] = chip
            box.addWidget(chip)
        self.late = button("", "chip", checkable=True)
        self.late.toggled.connect(self._choose_late)
        self.against = button(lambda: _("Against a mediator"), "chip", checkable=True)
        self.against.toggled.connect(self._choose_against)
        self.area = button("", "chip")
        self.area.clicked.connect(self.clear_area)
        for chip in (self.late, self.against):
            box.addWidget(chip)
        self.kind, self.severity, self.period = Combo(), Combo(), Combo()
        say_name(self.kind, lambda: _("What happened"))
        say_name(self.severity, lambda: _("How grave"))
        say_name(self.period, lambda: _("Period"))
        for combo in (self.kind, self.severity, self.period):
            combo.setMinimumContentsLength(13)
            combo.currentIndexChanged.connect(self._choose_listed)
            box.addWidget(combo)
        box.addWidget(self.area)
        self._fill()
        self._name()

    def narrow(self, **changes: object) -> None:
        """Change the filter and show it."""
        wanted = replace(self.filter, **changes)  # type: ignore[arg-type]
        if wanted != self.filter:
            self.filter = wanted
            self._tick()
            self.changed.emit(wanted)

    def clear(self) -> None:
        """Show everything again."""
        self.filter = AlertFilter()
        self._tick()
        self.changed.emit(self.filter)

    def clear_area(self) -> None:
        self.narrow(area="")

    def is_narrowed(self) -> bool:
        return self.filter != AlertFilter()

    def show_counts(self, states: Mapping[str, int], late: int) -> None:
        """Write into the chips how many there are."""
        self._states, self._late = states, late
        self._name()

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave out what can wait where there is little room."""
        for widget in (self.severity, self.period):
            widget.setVisible(not narrow)

    # inside

    def _choose_state(self, state: str, chosen: bool) -> None:  # noqa: FBT001 - Qt calls it
        before = self.filter.states
        after = (*before, state) if chosen else tuple(s for s in before if s != state)
        if chosen != (state in before):
            self.narrow(states=after)

    def _choose_late(self, chosen: bool) -> None:  # noqa: FBT001 - Qt calls it
        self.narrow(late=chosen)

    def _choose_against(self, chosen: bool) -> None:  # noqa: FBT001 - Qt calls it
        self.narrow(against_mediator=chosen)

    def _choose_listed(self) -> None:
        kind, severity = str(self.kind.currentData()), str(self.severity.currentData())
        days = str(self.period.currentData())
        first = (self._today - timedelta(days=int(days))).isoformat() if days else None
        self.narrow(
            types=(kind,) if kind else (), severities=(severity,) if severity else (), first=first
        )

    def _tick(self) -> None:
        for state, chip in self.chips.items():
            self._check(chip, state in self.filter.states)
        self._check(self.late, self.filter.late)
        self._check(self.against, self.filter.against_mediator)
        for combo, chosen in (
            (self.kind, self.filter.types),
            (self.severity, self.filter.severities),
        ):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(max(0, combo.findData(chosen[0] if chosen else "")))
        if self.filter.first is None:
            with QSignalBlocker(self.period):
                self.period.setCurrentIndex(0)
        self._name()

    @staticmethod
    def _check(chip: QPushButton, chosen: bool) -> None:  # noqa: FBT001 - private
        with QSignalBlocker(chip):
            chip.setChecked(chosen)

    def _name(self) -> None:
        for state, chip in self.chips.items():
            chip.setText(
                f"{_(INCIDENT_STATE[state])}  {formats.number(self._states.get(state, 0))}"
            )
        self.late.setText(_("Over 72 hours  {count}").format(count=formats.number(self._late)))
        self.area.setVisible(bool(self.filter.area))
        if self.filter.area:
            name = area_name(self._atlas, self.filter.area)
            self.area.setText(f"{name}  ✕")
            self.area.setAccessibleName(_("No longer only {area}").format(area=name))

    def _fill(self) -> None:
        for combo, first, codes in (
            (self.kind, N_("Any kind"), INCIDENT_TYPE),
            (self.severity, N_("Grave or not"), SEVERITY),
            (self.period, "", PERIODS),
        ):
            with QSignalBlocker(combo):
                kept = combo.currentData()
                combo.clear()
                if first:
                    combo.addItem(_(first), "")
                for code, text in codes.items():
                    combo.addItem(_(text), code)
                combo.setCurrentIndex(max(0, combo.findData(kept)))

    def retranslate(self) -> None:
        self._fill()
        self.against.setText(_("Against a mediator"))
        for combo, name in (
            (self.kind, _("What happened")),
            (self.severity, _("How grave")),
            (self.period, _("Period")),
        ):
            combo.setAccessibleName(name)
        self._name()
