"""Boxes to tick and circles to choose, drawn from the tokens so that they grow with the text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from mediator_app.ui.theme.look import look

TICK = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.30))


class Check(QCheckBox):
    """A box to tick."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_mark(self, QStyle.SubElement.SE_CheckBoxIndicator, self, round_mark=False)


class Radio(QRadioButton):
    """One of several."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_mark(self, QStyle.SubElement.SE_RadioButtonIndicator, self, round_mark=True)


def draw_mark(
    widget: QWidget, part: QStyle.SubElement, state: QAbstractButton, *, round_mark: bool
) -> None:
    """Draw the box or circle; the style sheet left its place empty."""
    option = QStyleOptionButton()
    option.initFrom(widget)
    if isinstance(widget, QAbstractButton):
        option.text = widget.text()
    box = QRectF(widget.style().subElementRect(part, option, widget)).adjusted(1, 1, -1, -1)
    now, chosen = look(), state.isChecked()
    edge = now.color("accent" if chosen else "edge")
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, now.px(1.6)))
    painter.setBrush(now.color("accent" if chosen and not round_mark else "surface"))
    if round_mark:
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, 3, 3)
    if chosen and round_mark:
        inset = box.width() * 0.26
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge)
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    elif chosen:
        points = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in TICK]
        painter.setPen(QPen(now.color("on_accent"), now.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
    painter.end()


def draw_chevron(widget: QWidget) -> None:
    """Draw the arrow of a list that opens, at the right edge."""
    now = look()
    size = now.px(5)
    x, y = widget.width() - now.px(16), widget.height() / 2 - size / 3
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(now.color("ink" if widget.isEnabled() else "muted"), now.px(1.6)))
    points = [QPointF(x - size, y), QPointF(x, y + size), QPointF(x + size, y)]
    painter.drawPolyline(QPolygonF(points))
    painter.end()
