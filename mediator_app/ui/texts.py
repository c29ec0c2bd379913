"""Texts that can be said again in another language while their window stays open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar, runtime_checkable

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

W = TypeVar("W", bound=QWidget)
Said = Callable[[], str]


@runtime_checkable
class Speaks(Protocol):
    """A widget that says its own texts again; nobody looks inside it."""

    def retranslate(self) -> None: ...


def say(widget: W, text: Said) -> W:
    """Let `widget` show `text()`, now and after every change of language."""
    widget.setProperty("said", text)
    _show(widget, text())
    return widget


def say_tip(widget: W, text: Said) -> W:
    widget.setProperty("said_tip", text)
    widget.setToolTip(text())
    return widget


def say_name(widget: W, text: Said) -> W:
    """Give `widget` the name that a screen reader speaks."""
    widget.setProperty("said_name", text)
    widget.setAccessibleName(text())
    return widget


def say_hint(widget: W, text: Said) -> W:
    """Show `text()` in a field as long as it is empty."""
    widget.setProperty("said_hint", text)
    _hint(widget, text())
    return widget


def retranslate(root: QWidget) -> None:
    """Say again every text below `root`; what is typed stays."""
    for child in root.children():
        if not isinstance(child, QWidget):
            continue
        if isinstance(child, Speaks):
            _again(child)
            child.retranslate()
        else:
            _again(child)
            retranslate(child)


def _again(widget: QWidget) -> None:
    for part, show in _PARTS:
        text: object = widget.property(part)
        if callable(text):
            show(widget, str(text()))


def _show(widget: QWidget, text: str) -> None:
    if isinstance(widget, QLabel | QAbstractButton):
        widget.setText(text)


def _hint(widget: QWidget, text: str) -> None:
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.setPlaceholderText(text)


_PARTS: tuple[tuple[str, Callable[[QWidget, str], None]], ...] = (
    ("said", _show),
    ("said_tip", QWidget.setToolTip),
    ("said_name", QWidget.setAccessibleName),
    ("said_hint", _hint),
)
