"""The shipped line icons, coloured for the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mediator_app.host.resource import resource
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look

SHARP = 2  # drawn at twice the size: crisp on a dense screen, cheap on any other


def icon(name: str, token: str = "ink", size: int = tokens.ICON) -> QIcon:
    """Return the icon `name` in the colour of `token`, for `size` pixels at 100 %."""
    now = look()
    return _icon(name, getattr(now.colors, token), now.px(size))


@cache
def _icon(name: str, color: str, size: int) -> QIcon:
    return QIcon(_drawn(name, color, size))


def _drawn(name: str, color: str, size: int) -> QPixmap:
    picture = QPixmap(size * SHARP, size * SHARP)
    picture.fill(Qt.GlobalColor.transparent)
    source = _source(name)
    if source:
        painter = QPainter(picture)
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
        renderer.render(painter, QRectF(picture.rect()))
        painter.end()
    picture.setDevicePixelRatio(SHARP)
    return picture


@cache
def _source(name: str) -> str:
    path = resource("icons", f"{name}.svg")
    return path.read_text(encoding="utf-8") if path.is_file() else ""
