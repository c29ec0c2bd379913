"""What a search found, as a list of two lines each: what it is, and the words around."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mediator_app.i18n import _
from mediator_app.services.finding import SORTS, Hit
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look
from mediator_app.ui.theme.shapes import kind_picture

Index = QModelIndex | QPersistentModelIndex
PAD, EDGE = 10, 7
SELECTED = QStyle.StateFlag.State_Selected
RIGHT = Qt.TextElideMode.ElideRight
MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class HitsModel(QAbstractListModel):
    """The hits in their order; what is read out says all of one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: Sequence[Hit] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        hit = self.hits[index.row()]
        parts = (_(SORTS[hit.sort]), hit.number, hit.title, hit.place, hit.snippet.text)
        return ", ".join(part for part in parts if part)


class HitDelegate(QStyledItemDelegate):
    """Draws what was typed as it is: nothing is taken for markup."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, HitsModel):
            return
        hit, now, rect = model.hits[index.row()], look(), option.rect
        chosen = bool(option.state & SELECTED)
        ink, muted, marked = (
            now.color("on_accent" if chosen else token) for token in ("ink", "muted", "accent")
        )
        painter.save()
        if chosen:
            painter.fillRect(rect, now.color("accent"))
        else:
            painter.setPen(now.color("line"))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        pad, line = now.px(PAD), QFontMetrics(now.font()).height()
        left, top, right = rect.left() + pad, rect.top() + now.px(EDGE), rect.right() - pad
        picture = kind_picture(hit.kind or "other")
        side = round(picture.width() / picture.devicePixelRatio())
        if chosen:  # the shape keeps its own colour, on its own ground
            painter.fillRect(left - 2, top, side + 4, side + 4, now.color("on_accent"))
        painter.drawPixmap(left, top + 2, picture)
        left += side + pad
        aside = "  ·  ".join(part for part in (hit.number, hit.place) if part)
        small = QFontMetrics(now.font(tokens.SMALL))
        room = min(small.horizontalAdvance(aside) + 2, (right - left) // 2)
        painter.setFont(now.font(tokens.SMALL))
        painter.setPen(muted)
        painter.drawText(
            right - room, top, room, line, MIDDLE, small.elidedText(aside, RIGHT, room)
        )
        bold = now.font(bold=True)
        painter.setFont(bold)
        painter.setPen(ink)
        width = right - left - room - pad
        title = QFontMetrics(bold).elidedText(hit.title, RIGHT, width)
        painter.drawText(left, top, width, line, MIDDLE, title)
        label = _(hit.label) if hit.label else _(SORTS[hit.sort])
        start = _drawn(painter, left, top + line, right - left, label + "   ", ink=muted)
        _snippet(painter, hit, start, top + line, right - start, ink=ink, marked=marked)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        now = look()
        return QSize(0, 2 * QFontMetrics(now.font()).height() + 2 * now.px(EDGE))


def _snippet(  # noqa: PLR0913 - where, and in which colours
    painter: QPainter, hit: Hit, left: int, top: int, width: int, *, ink: QColor, marked: QColor
) -> None:
    """Draw the words around, those that were looked for thicker than the others."""
    at, end = 0, left + width
    for first, last in (*hit.snippet.marks, (len(hit.snippet.text),) * 2):
        before, found = hit.snippet.text[at:first], hit.snippet.text[first:last]
        left = _drawn(painter, left, top, end - left, before, ink=ink)
        left = _drawn(painter, left, top, end - left, found, ink=marked, bold=True)
        at = last


def _drawn(  # noqa: PLR0913 - where, what, and how
    painter: QPainter,
    left: int,
    top: int,
    width: int,
    text: str,
    *,
    ink: QColor,
    bold: bool = False,
) -> int:
    """Draw a stretch of a line as far as there is room; return where the next one begins."""
    if not text or width <= 0:
        return left
    font = look().font(tokens.SMALL, bold=bold)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, RIGHT, width)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(left, top, width, QFontMetrics(look().font()).height(), MIDDLE, shown)
    return left + (metrics.horizontalAdvance(shown) if shown == text else width)
