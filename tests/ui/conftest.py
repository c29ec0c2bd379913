"""What the tests of the window share: the look, typing as a person does, pictures."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from mediator_app.i18n import speak
from mediator_app.ui.theme.fonts import load_fonts
from mediator_app.ui.theme.look import Look, look, wear
from mediator_app.ui.theme.tokens import LIGHT, THEMES


@pytest.fixture(scope="session")
def dressed(qapp):
    qapp.setStyle("Fusion")
    load_fonts()
    wear(qapp, Look(LIGHT))
    return qapp


@pytest.fixture(autouse=True)
def plain_look(dressed):
    """Every test starts in English, light and 100 %."""
    speak("en")
    if look() != Look(LIGHT):
        wear(dressed, Look(LIGHT))


@pytest.fixture
def look_like(dressed):
    def change(theme: str = "light", scale: int = 100) -> None:
        wear(dressed, Look(THEMES[theme], scale))
        QApplication.processEvents()

    return change


def press(widget: QWidget, key: Qt.Key, text: str = "", mods=Qt.KeyboardModifier.NoModifier):
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, mods, text))


def type_text(widget: QWidget, text: str) -> None:
    """Type as a keyboard does. QTest.keyClicks aborts the process on ɔ."""
    for char in text:
        press(widget, Qt.Key.Key_unknown, char)


@pytest.fixture
def keys():
    return type_text


@pytest.fixture
def hit():
    return press


@pytest.fixture
def picture(tmp_path):
    """Save a picture of a widget, where UI_PICTURES says or else in a passing folder."""
    folder = Path(os.environ.get("UI_PICTURES") or tmp_path)

    def take(widget: QWidget, name: str) -> Path:
        QApplication.processEvents()
        path = folder / f"ui-{name}.png"
        assert widget.grab().save(str(path))
        return path

    return take
