"""ɛ ɔ ɲ ŋ from any keyboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from mediator_app.i18n import _
from mediator_app.ui.texts import Said, retranslate, say_name, say_tip
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import fixed
from mediator_app.ui.widgets.basic import button, label
from mediator_app.ui.widgets.flow import Flow

KEYS = {
    "ɛ": "Alt+E",
    "ɔ": "Alt+O",
    "ɲ": "Alt+N",
    "ŋ": "Alt+G",
    "Ɛ": "Alt+Shift+E",
    "Ɔ": "Alt+Shift+O",
    "Ɲ": "Alt+Shift+N",
    "Ŋ": "Alt+Shift+G",
}


def insert(letter: str) -> bool:
    """Write `letter` where the cursor stands; False where no text is being written."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit) and not field.isReadOnly():
        field.insert(letter)
        return True
    if isinstance(field, QPlainTextEdit) and not field.isReadOnly():
        field.insertPlainText(letter)
        return True
    return False


class LetterKeys(QObject):
    """The key combinations of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        for letter, keys in KEYS.items():
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.setObjectName(letter)
            shortcut.activated.connect(self._type)

    @Slot()
    def _type(self) -> None:
        insert(self.sender().objectName())


class LetterBar(QWidget):
    """The letters as buttons; they leave the focus in the field."""

    def __init__(self, parent: QWidget | None = None, *, named: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        box = Flow(self, gap=4)
        if named:
            box.addWidget(label(lambda: _("Letters"), "muted"))
        for letter, keys in KEYS.items():
            key = button(letter, "letter")
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            fixed(key, width=tokens.LETTER, height=tokens.LETTER - tokens.STEP)
            say_tip(key, _tip(letter, keys))
            say_name(key, _tip(letter, keys))
            key.clicked.connect(self._type)
            box.addWidget(key)

    def retranslate(self) -> None:
        retranslate(self)

    @Slot()
    def _type(self) -> None:
        key = self.sender()
        if isinstance(key, QPushButton):
            insert(key.text())


def _tip(letter: str, keys: str) -> Said:
    return lambda: _("Letter {letter} ({keys})").format(letter=letter, keys=keys)
