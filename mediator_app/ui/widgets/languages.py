"""Changes the language of the screen at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from mediator_app.i18n import LANGUAGES, language
from mediator_app.i18n.languages import OWN_NAMES
from mediator_app.ui.widgets.basic import button, row


class Languages(QWidget):
    """One button for each language, in its own name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        box = row(self, gap=4)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for code in LANGUAGES:
            made = button(OWN_NAMES[code], "chip", checkable=True)
            made.clicked.connect(partial(self._choose, code))
            self._group.addButton(made)
            self._buttons[code] = made
            box.addWidget(made)
        self.retranslate()

    def _choose(self, code: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        if code != language():
            self.chosen.emit(code)

    def retranslate(self) -> None:
        """Show which language is spoken now."""
        self._buttons[language()].setChecked(True)
