"""Two parts side by side, or one above the other where there is no room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mediator_app.ui.theme.look import look, spaced


class Beside(QWidget):
    """The first part takes what the second leaves; below `least` pixels they stack."""

    def __init__(self, first: QWidget, second: QWidget, *, least: int, gap: int = 12) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._least = least
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        spaced(self._box, gap)
        self._box.addWidget(first, 1)
        self._box.addWidget(second)
        self.setMinimumWidth(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < look().px(self._least)
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
