"""The small parts every page is made of: labels, buttons, cards, rows and columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mediator_app.ui.texts import Said, say
from mediator_app.ui.theme.icons import icon
from mediator_app.ui.theme.look import icon_sized, spaced
from mediator_app.ui.widgets.link import Link

LINKS = frozenset({"link", "link-earth"})
Edges = int | tuple[int, int, int, int]


def label(text: str | Said = "", role: str = "body", *, wrap: bool = False) -> QLabel:
    """Return a label; what people typed is never taken for markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if callable(text):
        return say(made, text)
    made.setText(text)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Change how `widget` is dressed."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def chip(text: str | Said, tone: str = "") -> QLabel:
    """Return a small rounded label; `tone` is accent, earth, agree, alarm or nothing."""
    made = label(text, f"chip-{tone}" if tone else "chip")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def button(
    text: str | Said, role: str = "plain", *, picture: str = "", checkable: bool = False
) -> QPushButton:
    """Return a button; `picture` names an icon drawn before its words."""
    made = Link() if role in LINKS else QPushButton()
    made.setProperty("role", role)
    made.setCheckable(checkable)
    made.setAutoDefault(False)
    if picture:
        made.setProperty("picture", picture)
        icon_sized(made)
        draw_icon(made)
    if callable(text):
        return say(made, text)
    made.setText(text)
    return made


def draw_icon(widget: QPushButton) -> None:
    """Draw the icon of `widget` in the colours of now."""
    name = widget.property("picture")
    if isinstance(name, str):
        tokens = {"primary": "on_accent", "nav": "rail_ink", "nav-here": "rail_ink"}
        widget.setIcon(icon(name, tokens.get(str(widget.property("role")), "ink")))


def redraw_icons(root: QWidget) -> None:
    """Draw every icon below `root` again, after a change of theme."""
    for each in root.findChildren(QPushButton):
        draw_icon(each)


def column(parent: QWidget | None = None, *, gap: int = 8, edges: Edges = 0) -> QVBoxLayout:
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    spaced(layout, gap, edges)
    return layout


def row(parent: QWidget | None = None, *, gap: int = 8, edges: Edges = 0) -> QHBoxLayout:
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    spaced(layout, gap, edges)
    return layout


def emptied(layout: QLayout) -> None:
    """Take everything out of `layout`; its widgets go once nothing is told to them any more."""
    while (item := layout.takeAt(0)) is not None:  # pyright: ignore[reportUnnecessaryComparison]
        widget = item.widget()
        if widget is not None:  # pyright: ignore[reportUnnecessaryComparison] - a stretch has none
            widget.hide()
            widget.deleteLater()


class Card(QFrame):
    """A framed part of a page, with an optional heading."""

    def __init__(self, heading: str | Said = "", role: str = "card") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.box = column(self, gap=8, edges=(14, 12, 14, 12))
        self.heading = label(heading, "heading", wrap=True)
        self.box.addWidget(self.heading)
        self.heading.setVisible(bool(heading))  # not before: alone it would be a window


def line() -> QFrame:
    """Return a quiet line across a page."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


class Scroll(QScrollArea):
    """Lets its content be taller than the screen, never wider."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        content.setProperty("role", "clear")
        self.setWidget(content)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
