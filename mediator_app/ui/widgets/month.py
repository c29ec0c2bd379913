"""A month as a sheet of days, each with what stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from mediator_app.i18n import _, formats, n_

WEEKS, DAYS = 6, 7
LINES = 2  # words of a day that are shown; the others are counted


def first_shown(month: date) -> date:
    """Return the Monday with which the sheet of a month begins."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


class Month(QTableWidget):
    """`picked` names the day on which the person stands; arrows and a click move."""

    picked = Signal(object)  # date

    def __init__(self) -> None:
        super().__init__(WEEKS, DAYS)
        self._first = date.min
        self._month = date.min
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place in range(WEEKS * DAYS):
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self.setItem(place // DAYS, place % DAYS, item)
        self.currentCellChanged.connect(self._moved)

    def show_month(
        self, month: date, words: Mapping[date, Sequence[str]], *, today: date, here: date
    ) -> None:
        """Show the month of a day; `words` are the short lines of each day."""
        self._month, self._first = month.replace(day=1), first_shown(month)
        self.blockSignals(True)
        self.setHorizontalHeaderLabels([formats.weekday_name(n) for n in range(DAYS)])
        for place in range(WEEKS * DAYS):
            day = self._first + timedelta(days=place)
            self._fill(self.item(place // DAYS, place % DAYS), day, words.get(day, ()), today)
        self.blockSignals(False)
        self.pick(here)

    def _fill(
        self, item: QTableWidgetItem | None, day: date, words: Sequence[str], today: date
    ) -> None:
        if item is None:
            return
        told = list(words[:LINES])
        if len(words) > LINES:
            told.append(_("+ {count} more").format(count=len(words) - LINES))
        head = _("{day} · today").format(day=day.day) if day == today else str(day.day)
        item.setText("\n".join((head, *told)))
        other = day.month != self._month.month
        item.setFlags(
            Qt.ItemFlag.NoItemFlags
            if other
            else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        )
        font = item.font()
        font.setBold(bool(words) or day == today)
        item.setFont(font)
        count = n_("{count} entry", "{count} entries", len(words)).format(count=len(words))
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole, ", ".join((formats.full_day(day), count, *words))
        )
        item.setToolTip("\n".join(words))

    def pick(self, day: date) -> None:
        """Stand on a day of the month that is shown."""
        place = (day - self._first).days
        if 0 <= place < WEEKS * DAYS:
            self.blockSignals(True)
            self.setCurrentCell(place // DAYS, place % DAYS)
            self.blockSignals(False)

    def _moved(self, week: int, weekday: int, *_before: int) -> None:
        day = self._first + timedelta(days=week * DAYS + weekday)
        if week >= 0 and day.month == self._month.month:
            self.picked.emit(day)
