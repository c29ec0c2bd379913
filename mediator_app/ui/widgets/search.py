"""The search box: asks while one types, a moment after the last key."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from mediator_app.ui.texts import Said, say_hint, say_name
from mediator_app.ui.theme.icons import icon

PAUSE = 80  # milliseconds after the last key


class SearchField(QLineEdit):
    asked = Signal(str)  # as one types
    entered = Signal(str)  # on Enter

    def __init__(self, hint: Said, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setClearButtonEnabled(True)
        self.setMaxLength(200)
        say_hint(self, hint)
        say_name(self, hint)
        self._glass = QAction(self)
        self._glass.setIcon(icon("search", "muted"))
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._pause.start)
        self.returnPressed.connect(self._enter)

    def set_pause(self, milliseconds: int) -> None:
        """Ask sooner or later after the last key."""
        self._pause.setInterval(milliseconds)

    def redraw(self) -> None:
        """Draw the glass again, after a change of theme."""
        self._glass.setIcon(icon("search", "muted"))

    def _ask(self) -> None:
        self.asked.emit(self.text().strip())

    def _enter(self) -> None:
        self._pause.stop()
        self.entered.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
