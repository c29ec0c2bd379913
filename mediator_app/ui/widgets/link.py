"""A button that looks like a link and is shortened where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from mediator_app.ui.theme.look import look

SIDES = 16  # pixels at 100 % that are no text
LEAST = 80


class Link(QPushButton):
    """Its tool tip and its name for a screen reader are always whole."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(look().font()).horizontalAdvance(self._whole)
        return QSize(width + look().px(SIDES), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        least = min(look().px(LEAST), self.sizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def _fit(self) -> None:
        room = self.width() - look().px(SIDES) + 2
        metrics = QFontMetrics(look().font())
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        super().setText(shown)
        cut = shown != self._whole
        said: object = self.property("said_tip")  # of texts.say_tip
        tip = str(said()) if callable(said) else ""
        self.setToolTip("\n".join(part for part in (self._whole if cut else "", tip) if part))
        if cut:
            self.setAccessibleName(self._whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
