"""Draws table cells fast: text, kind shapes and chips, nothing else."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mediator_app.ui.models.rows import Cell, RowsModel
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import Look, look
from mediator_app.ui.theme.shapes import kind_picture

PAD = 8
TEXT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
SELECTED = QStyle.StateFlag.State_Selected
TONES = {"": "ink", "muted": "muted"}
KEEP = 4_000  # elided texts kept


class CellDelegate(QStyledItemDelegate):
    """A bare painter: Qt's own goes through the style sheet for every cell."""

    def __init__(self, model: RowsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._elided: dict[tuple[str, int], str] = {}
        self._dress()

    def _dress(self) -> None:
        self._look: Look = look()
        font = self._look.font()
        self._metrics = QFontMetrics(font)
        self._colors = {name: self._look.color(name) for name in ("ink", "muted", "on_accent")}
        self._accent, self._line = self._look.color("accent"), self._look.color("line")
        self._pad = self._look.px(PAD)
        self._elided.clear()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if self._look is not look():
            self._dress()
        cell = self._model.cells(index.row())[index.column()]
        rect: QRect = option.rect
        chosen = bool(option.state & SELECTED)
        if chosen:
            painter.fillRect(rect, self._accent)
        else:
            painter.setPen(self._line)
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if not cell.text:
            return
        pad = self._pad
        left, width = rect.left() + pad, rect.width() - 2 * pad
        if cell.look.startswith("chip"):
            self._chip(painter, cell, QRect(left, rect.top(), width, rect.height()), chosen)
            return
        if cell.look.startswith("kind:"):
            picture = kind_picture(cell.look[5:])
            side = round(picture.width() / picture.devicePixelRatio())
            middle = rect.top() + (rect.height() - side) // 2
            if chosen:  # the shape keeps its own colour, on its own ground
                painter.fillRect(
                    left - 2, middle - 2, side + 4, side + 4, self._colors["on_accent"]
                )
            painter.drawPixmap(left, middle, picture)
            left, width = left + side + pad, width - side - pad
        painter.setPen(self._colors["on_accent" if chosen else TONES.get(cell.look, "ink")])
        painter.drawText(
            left, rect.top(), width, rect.height(), TEXT, self._fitted(cell.text, width)
        )

    def _fitted(self, text: str, width: int) -> str:
        key = (text, width)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) >= KEEP:
                self._elided.clear()
            found = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._elided[key] = found
        return found

    def _chip(self, painter: QPainter, cell: Cell, rect: QRect, chosen: bool) -> None:  # noqa: FBT001 - private
        text = self._fitted(cell.text, rect.width() - 2 * self._pad)
        width = self._metrics.horizontalAdvance(text) + 2 * self._pad
        height = self._metrics.height() + self._look.px(2)
        pill = QRect(rect.left(), rect.top() + (rect.height() - height) // 2, width, height)
        tone = cell.look.partition("-")[2]
        color = self._colors["on_accent"] if chosen else self._chip_color(tone)
        painter.setPen(QPen(color, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _chip_color(self, tone: str) -> QColor:
        return self._look.color(tone) if tone else self._colors["muted"]

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        cell = self._model.cells(index.row())[index.column()]
        width = self._metrics.horizontalAdvance(cell.text) + 3 * self._pad
        return QSize(width, look().px(tokens.ROW))
