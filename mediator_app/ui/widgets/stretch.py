"""A page that fills the window and scrolls only where it must."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mediator_app.ui.widgets.basic import Scroll


class Stretch(Scroll):
    """Gives its content the height there is, and scrolls only below what it needs at the least.

    Qt itself would take what the content would like at the most, and scroll at once.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self.setWidgetResizable(False)
        content.installEventFilter(self)

    def _fit(self) -> None:
        content, room = self.widget(), self.maximumViewportSize()
        layout = content.layout() if content is not None else None
        if content is None or layout is None:
            return
        width = max(room.width(), layout.minimumSize().width())
        needed = layout.minimumHeightForWidth(width)
        if needed > room.height():
            width -= self.verticalScrollBar().sizeHint().width()
            needed = layout.minimumHeightForWidth(width)
        content.resize(width, max(room.height(), needed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)
