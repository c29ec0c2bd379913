"""A small table of words and numbers inside a card, with a line of sums."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from mediator_app.ui.theme.look import spaced
from mediator_app.ui.widgets.basic import label, line


class Sums(QWidget):
    """Rows of cells under headings; the first column holds words, the others numbers."""

    def __init__(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], total: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        grid = QGridLayout(self)
        spaced(grid, 6)
        grid.setColumnStretch(0, 1)
        for place, words in enumerate(headings):
            self._put(grid, 0, place, words, "label")
        for number, cells in enumerate(rows, start=1):
            for place, words in enumerate(cells):
                self._put(grid, number, place, words, "body")
        if total:
            grid.addWidget(line(), len(rows) + 1, 0, 1, len(headings))
            for place, words in enumerate(total):
                self._put(grid, len(rows) + 2, place, words, "strong")

    @staticmethod
    def _put(grid: QGridLayout, row: int, place: int, words: str, role: str) -> None:
        cell = label(words, role, wrap=place == 0 or row == 0)
        if place:
            cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(cell, row, place)
