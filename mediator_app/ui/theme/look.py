"""The theme and text size worn now, and how widgets follow when they change."""

from __future__ import annotations

import gc
from dataclasses import dataclass

from PySide6.QtCore import QMargins, QSize
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QTabBar, QWidget

from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.sheet import sheet
from mediator_app.ui.theme.tokens import LIGHT, Tokens

FREE = 16_777_215  # Qt's word for no limit


@dataclass(frozen=True, slots=True)
class Look:
    """One theme at one text size."""

    colors: Tokens
    scale: int = 100  # per cent

    def px(self, size: float) -> int:
        """Return `size`, meant for 100 %, in pixels of the screen."""
        return max(1, round(size * self.scale / 100))

    def color(self, token: str) -> QColor:
        return QColor(getattr(self.colors, token))

    def font(self, size: float = tokens.BODY, *, bold: bool = False) -> QFont:
        font = QFont(tokens.FAMILY)
        font.setPixelSize(self.px(size))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font


class _Worn:
    """The look of this process: ambient, as the language is."""

    look = Look(LIGHT)


def look() -> Look:
    return _Worn.look


def wear(app: QApplication, wanted: Look) -> None:
    """Dress the whole program; every open window follows and keeps its contents."""
    resized = wanted.scale != _Worn.look.scale
    _Worn.look = wanted
    app.setFont(wanted.font())
    app.setPalette(_palette(wanted))
    # Without the empty one, Qt tells each widget once for every window around it: five times
    # the time with seven hundred widgets.
    app.setStyleSheet("")
    app.setStyleSheet(sheet(wanted.colors, wanted.px))
    if resized:
        for widget in _all_widgets(app):
            _fit(widget)
            layout = widget.layout()
            if layout is not None:
                _space(layout)


def _all_widgets(app: QApplication) -> list[QWidget]:
    """Return every widget there is.

    Held: while PySide wraps one of them, Python may collect another that the list still names.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return app.allWidgets()
    finally:
        if was_on:
            gc.enable()


def spaced(layout: QLayout, gap: int, edges: int | tuple[int, int, int, int] = 0) -> None:
    """Space `layout` in pixels at 100 %; it follows the text size from now on."""
    around = (edges,) * 4 if isinstance(edges, int) else edges
    layout.setProperty("gap", gap)
    layout.setProperty("edges", QMargins(*around))
    _apply_space(layout)


def fixed(widget: QWidget, *, width: int = 0, height: int = 0) -> None:
    """Hold `widget` at a size in pixels at 100 %; 0 leaves that direction free."""
    widget.setProperty("fixed", QSize(width, height))
    _fit(widget)


def free(widget: QWidget) -> None:
    """Let `widget` be of any width again."""
    widget.setProperty("fixed", None)
    widget.setMinimumWidth(0)
    widget.setMaximumWidth(FREE)


def wide_at_most(widget: QWidget, width: int) -> None:
    """Let `widget` grow no wider than `width` pixels at 100 %."""
    widget.setProperty("widest", width)
    _fit(widget)


def tall_at_least(widget: QWidget, height: int) -> None:
    """Give `widget` no less than `height` pixels at 100 %: the page scrolls instead."""
    widget.setProperty("lowest", height)
    _fit(widget)


def icon_sized(widget: QAbstractButton | QTabBar, size: int = tokens.ICON) -> None:
    widget.setProperty("icon_size", size)
    _fit(widget)


def _fit(widget: QWidget) -> None:
    now = _Worn.look
    size = widget.property("fixed")
    if isinstance(size, QSize):
        if size.width():
            widget.setFixedWidth(now.px(size.width()))
        if size.height():
            widget.setFixedHeight(now.px(size.height()))
    widest = widget.property("widest")
    if isinstance(widest, int):
        widget.setMaximumWidth(now.px(widest))
    lowest = widget.property("lowest")
    if isinstance(lowest, int):
        widget.setMinimumHeight(now.px(lowest))
    icon = widget.property("icon_size")
    if isinstance(icon, int) and isinstance(widget, QAbstractButton | QTabBar):
        widget.setIconSize(QSize(now.px(icon), now.px(icon)))


def _space(layout: QLayout) -> None:
    _apply_space(layout)
    for number in range(layout.count()):
        item = layout.itemAt(number)
        inner = item.layout() if item is not None else None
        if inner is not None:
            _space(inner)


def _apply_space(layout: QLayout) -> None:
    gap, edges = layout.property("gap"), layout.property("edges")
    now = _Worn.look
    if isinstance(gap, int):
        layout.setSpacing(now.px(gap) if gap else 0)
    if isinstance(edges, QMargins):
        sides = (edges.left(), edges.top(), edges.right(), edges.bottom())
        layout.setContentsMargins(*(now.px(side) if side else 0 for side in sides))


def _palette(wanted: Look) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colors = {
        role.Window: "paper",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "paper",
        role.Text: "ink",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.BrightText: "alarm",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.PlaceholderText: "muted",
        role.ToolTipBase: "surface",
        role.ToolTipText: "ink",
        role.Accent: "accent",
        role.Light: "surface",
        role.Midlight: "line",
        role.Mid: "line",
        role.Dark: "edge",
        role.Shadow: "edge",
    }
    palette = QPalette()
    for which, token in colors.items():
        palette.setColor(which, wanted.color(token))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, wanted.color("muted"))
    return palette
