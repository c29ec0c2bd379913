"""What every field of a form can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from mediator_app.ui.widgets.marks import draw_chevron

Value = None | bool | int | str | bytes | list[Any]
Choice = tuple[bytes, str]  # an entity's id and what it is called
Choices = Callable[[str], Sequence[Choice]]  # by the name of the record type


class Field(QWidget):
    """One fact on the screen.

    `value()` is what would be stored; `problem()` a sentence when what stands there cannot be
    stored, or "". `raw()` is what a draft keeps: everything typed, even what is wrong.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def value(self) -> Value:
        raise NotImplementedError

    def set_value(self, value: Value) -> None:
        """Show a stored value; `changed` stays silent."""
        raise NotImplementedError

    def input(self) -> QWidget:
        """Return the widget that a label leads to."""
        raise NotImplementedError

    def problem(self) -> str:
        return ""

    def raw(self) -> Value:
        return self.value()

    def set_raw(self, value: Value) -> None:
        self.set_value(value)

    def set_locked(self, *, locked: bool) -> None:
        """Let the field be read only."""
        self.setEnabled(not locked)

    def retranslate(self) -> None:
        """Say the field's own texts again; its content stays."""

    def mark(self, *, wrong: bool) -> None:
        """Show at the edge of the field that something is wrong with it."""
        widget = self.input()
        if bool(widget.property("wrong")) != wrong:
            widget.setProperty("wrong", wrong)
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class Combo(QComboBox):
    """A choice that the mouse wheel changes only where it was clicked before."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # the page scrolls instead

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_chevron(self)
