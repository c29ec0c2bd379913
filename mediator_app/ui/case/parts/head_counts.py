"""How many came from each side: a row a side, women and men, the young among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from mediator_app.core.marks import N_
from mediator_app.core.records.meetings import MANY, HeadCount
from mediator_app.core.view import CaseView
from mediator_app.i18n import _
from mediator_app.ui.fields.numbers import IntegerField
from mediator_app.ui.theme.look import spaced
from mediator_app.ui.widgets.basic import column, label

COUNTS = ("women", "men", "young_women", "young_men")
HEADINGS: Mapping[str, str] = {
    "women": N_("Women"),
    "men": N_("Men"),
    "young_women": N_("Young women among them"),
    "young_men": N_("Young men among them"),
}


class HeadCounts(QWidget):
    """`changed` carries the sums of all sides, of those numbers that every side has."""

    changed = Signal(object)  # {count: number}

    def __init__(self, view: CaseView, meeting: bytes | None) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        box = column(self, gap=6)
        box.addWidget(label(lambda: _("How many came from each side"), "strong"))
        grid = QGridLayout()
        spaced(grid, 6)
        box.addLayout(grid)
        for number, name in enumerate(COUNTS, start=1):
            grid.addWidget(label(_heading(name), "label", wrap=True), 0, number)
            grid.setColumnStretch(number, 1)
        rows = view.under(HeadCount, "meeting", meeting) if meeting else ()
        known = {row.record.side: row for row in rows}
        self._fields: dict[tuple[str, str], IntegerField] = {}
        self._before: dict[tuple[str, str], int | None] = {}
        for place, side in enumerate(view.sides, start=1):
            grid.addWidget(label(_("Side {side}").format(side=side), "label"), place, 0)
            record = known[side].record if side in known else None
            for number, name in enumerate(COUNTS, start=1):
                field = IntegerField(at_most=MANY)
                value = getattr(record, name, None)
                field.set_value(value)
                words = _("Side {side}: {what}").format(side=side, what=_(HEADINGS[name]))
                field.input().setAccessibleName(words)
                field.changed.connect(self._heard)
                self._fields[side, name], self._before[side, name] = field, value
                grid.addWidget(field, place, number)
        if not view.sides:
            self.hide()

    def _heard(self) -> None:
        sums: dict[str, int] = {}
        for name in COUNTS:
            values = [self._value(side, name) for side in self._sides()]
            if values and all(value is not None for value in values):
                sums[name] = sum(value for value in values if value is not None)
        self.changed.emit(sums)

    def _sides(self) -> list[str]:
        return list(dict.fromkeys(side for side, _name in self._fields))

    def _value(self, side: str, name: str) -> int | None:
        value = self._fields[side, name].value()
        return value if isinstance(value, int) else None

    def changes(self) -> dict[str, dict[str, int | None]]:
        """Return the counts that were changed, by side."""
        found: dict[str, dict[str, int | None]] = {}
        for (side, name), before in self._before.items():
            now = self._value(side, name)
            if now != before:
                found.setdefault(side, {})[name] = now
        return found

    def put_back(self, typed: Mapping[str, Mapping[str, Any]]) -> None:
        """Show again what a draft holds."""
        for side, counts in typed.items():
            for name, value in counts.items():
                if (side, name) in self._fields:
                    self._fields[side, name].set_value(value)


def _heading(name: str) -> Any:
    return lambda: _(HEADINGS[name])
