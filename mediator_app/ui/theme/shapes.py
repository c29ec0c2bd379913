"""The shape of each kind of case: a meaning that does not hang on colour."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from mediator_app.ui.theme.look import look

COLORS = {"land": "earth", "intercommunal": "accent", "reintegration": "agree"}
SHARP = 2
GRID = 20.0  # the paths below are drawn on a square of this size


def kind_picture(kind: str, size: int = 16) -> QPixmap:
    """Return the shape of `kind`, `size` pixels at 100 %; an unknown kind is a dot."""
    now = look()
    return _picture(kind, getattr(now.colors, COLORS.get(kind, "muted")), now.px(size))


@cache
def _picture(kind: str, color: str, size: int) -> QPixmap:
    picture = QPixmap(size * SHARP, size * SHARP)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size * SHARP / GRID, size * SHARP / GRID)
    pen = QPen(QColor(color), 2.0)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if kind not in COLORS:
        painter.setBrush(QColor(color))
    painter.drawPath(_path(kind))
    painter.end()
    picture.setDevicePixelRatio(SHARP)
    return picture


def _path(kind: str) -> QPainterPath:
    path = QPainterPath()
    if kind == "land":  # a field boundary with the path through it
        corners = ((3, 5), (15, 2), (18, 14), (6, 18))
        path.moveTo(*corners[0])
        for x, y in corners[1:]:
            path.lineTo(x, y)
        path.closeSubpath()
        path.moveTo(9, 3.5)
        path.lineTo(12, 16)
    elif kind == "intercommunal":  # two circles that share a part
        path.addEllipse(QPointF(7.5, 10), 5.5, 5.5)
        path.addEllipse(QPointF(12.5, 10), 5.5, 5.5)
    elif kind == "reintegration":  # an open door
        path.addRect(QRectF(4, 2, 12, 16))
        path.moveTo(4, 2)
        path.lineTo(11, 5)
        path.lineTo(11, 18)
        path.lineTo(4, 18)
    else:
        path.addEllipse(QPointF(10, 10), 4, 4)
    return path
