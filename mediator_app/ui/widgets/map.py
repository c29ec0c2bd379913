"""A small map of zones, regions and cercles with a number in each, and the same as a list.

How many is told three times: by the number, by a pattern that grows denser and by the order of
the list; colour only helps. Nothing is fetched: the outlines are shipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QListWidget, QListWidgetItem, QWidget

from mediator_app.i18n import _, formats, n_
from mediator_app.services.maps import OWED, Atlas
from mediator_app.ui.texts import retranslate, say_name
from mediator_app.ui.theme.look import look, tall_at_least
from mediator_app.ui.widgets.basic import button, column, label, row
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.map_view import Drawn, Legend, MapView, area_name

__all__ = ["AreaMap", "area_name"]

AREA = Qt.ItemDataRole.UserRole
LIST = 120
BESIDE = 560  # pixels at 100 %: from here on the list stands beside the map


class AreaMap(QWidget):
    """The map, its list and the choice between zones, regions and cercles."""

    picked = Signal(str)  # the id of the area, "" when the chosen one was picked again

    def __init__(self, atlas: Atlas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self._atlas = atlas
        self._level = "regions"
        self._counts: Mapping[str, int] = {}
        self._chosen = ""
        box = column(self, gap=6)
        levels = Flow(gap=6)
        self._chips = {
            "zones": button(lambda: _("Zones"), "chip", checkable=True),
            "regions": button(lambda: _("Regions"), "chip", checkable=True),
            "cercles": button(lambda: _("Cercles"), "chip", checkable=True),
        }
        for level, chip in self._chips.items():
            chip.clicked.connect(partial(self.show_level, level))
            levels.addWidget(chip)
        box.addLayout(levels)
        self.view = MapView(atlas)
        say_name(self.view, lambda: _("Map: arrow keys go from area to area, Enter chooses"))
        self.view.picked.connect(self._pick)
        self._legend = Legend()
        say_name(self._legend, lambda: _("The denser the pattern, the more alerts"))
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say_name(self.list, lambda: _("Alerts by area"))
        self.list.itemActivated.connect(self._pick_line)
        self.list.itemClicked.connect(self._pick_line)
        tall_at_least(self.list, LIST)
        drawing = column(gap=6)
        drawing.addWidget(self.view, 1)
        drawing.addWidget(self._legend)
        drawing.addWidget(label(OWED, "muted", wrap=True))
        self._body = row(gap=12)
        self._body.addLayout(drawing, 3)
        self._body.addWidget(self.list, 2)
        box.addLayout(self._body, 1)
        self.show_level(self._level)

    @property
    def level(self) -> str:
        return self._level

    def show_counts(self, counts: Mapping[str, int], chosen: str = "") -> None:
        """Show how many there are in each area; `chosen` is the one that narrows the list."""
        self._counts, self._chosen = counts, chosen
        self._show()

    def show_level(self, level: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self._level = level
        for name, chip in self._chips.items():
            chip.setChecked(name == level)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        beside = self.width() >= look().px(BESIDE)
        self._body.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def _show(self) -> None:
        drawn = self._drawn()
        self.view.show_areas(drawn, self._counts, self._chosen)
        self._fill_list()

    def _drawn(self) -> list[Drawn]:
        atlas = self._atlas
        if self._level == "zones":
            regions = {outline.id: outline for outline in atlas.regions}
            return [
                Drawn(zone, tuple(regions[each] for each in ids))
                for zone, ids in atlas.zones.items()
            ]
        return [Drawn(o.id, (o,)) for o in (getattr(atlas, self._level))]

    def _fill_list(self) -> None:
        ids = self._listed()
        here = self.list.currentRow()
        before = self.list.item(here).data(AREA) if here >= 0 else None
        with QSignalBlocker(self.list):
            self.list.clear()
            for area_id in ids:
                count = self._counts.get(area_id, 0)
                name = area_name(self._atlas, area_id)
                mark = "✓ " if area_id == self._chosen else ""
                item = QListWidgetItem(f"{mark}{name}   {formats.number(count)}")
                item.setData(AREA, area_id)
                told = n_("{area}: {count} alert", "{area}: {count} alerts", count)
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole, told.format(area=name, count=count)
                )
                self.list.addItem(item)
                if area_id == before or (before is None and area_id == self._chosen):
                    self.list.setCurrentItem(item)

    def _listed(self) -> list[str]:
        """Return the areas of this level, those with most alerts first."""
        names = self._atlas.names
        ids = {
            "zones": list(self._atlas.zones),
            "regions": [each for each in names if each.startswith("ML-")],
            "cercles": [each for each in names if not each.startswith("ML-")],
        }[self._level]
        if self._level == "cercles":
            ids = [each for each in ids if self._counts.get(each)] or ids
        return sorted(ids, key=lambda each: -self._counts.get(each, 0))

    def _pick_line(self, item: QListWidgetItem) -> None:
        self._pick(str(item.data(AREA)))

    def _pick(self, area_id: str) -> None:
        self.picked.emit("" if area_id == self._chosen else area_id)

    def retranslate(self) -> None:
        retranslate(self)
        self._show()
