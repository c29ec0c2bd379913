"""A layout of as many columns as fit: four on a wide screen, one where the text is large."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look, spaced

MOST = 4


class Columns(QLayout):
    """Each widget spans 1 to 4 columns; a row is as tall as its tallest."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._spans: list[int] = []
        self._next = 1
        self._heights: dict[int, int] = {}  # Qt asks many times for each width
        spaced(self, 12)

    def add(self, widget: QWidget, span: int = 1) -> None:
        self._next = max(1, min(MOST, span))
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._spans.append(self._next)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self._spans.pop(index)
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            boxes = self._boxes(QRect(0, 0, width, 0))
            known = max((box.bottom() + 1 for _item, box in boxes), default=0)
            self._heights[width] = known
        return known

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, box in self._boxes(rect):
            item.setGeometry(box)

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(widest, self.heightForWidth(max(widest, self.geometry().width())))

    def sizeHint(self) -> QSize:
        width = MOST * look().px(tokens.COLUMN)
        return QSize(width, self.heightForWidth(width))

    def columns(self, width: int) -> int:
        """Return how many columns fit into `width`."""
        return max(1, min(MOST, (width + self.spacing()) // (look().px(tokens.COLUMN))))

    def _boxes(self, rect: QRect) -> Iterator[tuple[QLayoutItem, QRect]]:
        gap = self.spacing()
        columns = self.columns(rect.width())
        unit = (rect.width() - gap * (columns - 1)) / columns
        top, at = rect.y(), 0
        waiting: list[tuple[QLayoutItem, int, int]] = []
        for item, wanted in zip(self._items, self._spans, strict=True):
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            span = min(wanted, columns)
            if at + span > columns:
                height = yield from self._row(waiting, rect.x(), top)
                top, at, waiting = top + height + gap, 0, []
            left = round(at * (unit + gap))
            waiting.append((item, left, round(unit * span + gap * (span - 1))))
            at += span
        yield from self._row(waiting, rect.x(), top)

    def _row(
        self, waiting: list[tuple[QLayoutItem, int, int]], x: int, top: int
    ) -> Generator[tuple[QLayoutItem, QRect], None, int]:
        heights = [
            item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            for item, _left, width in waiting
        ]
        height = max(heights, default=0)
        for item, left, width in waiting:
            yield item, QRect(x + left, top, width, height)
        return height
