"""A page that is empty, loading or failed says so in a sentence, with the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from mediator_app.i18n import _
from mediator_app.ui.texts import Said, retranslate, say
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import wide_at_most
from mediator_app.ui.widgets.basic import button, column, label


class StateView(QWidget):
    """Stands in for content that is not there (yet)."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        box = column(self, gap=12, edges=24)
        self._sentence = label(wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        wide_at_most(self._bar, tokens.COLUMN)
        self._button = button("", "primary")
        self._button.clicked.connect(self.acted)
        box.addStretch(1)
        box.addWidget(self._sentence)
        for widget in (self._bar, self._button):
            box.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(2)

    def show_empty(self, sentence: Said, action: Said | None = None) -> None:
        self._show(sentence, action, bar=False)

    def show_loading(self, sentence: Said, *, can_cancel: bool = False) -> None:
        self._bar.setRange(0, 0)
        self._show(sentence, (lambda: _("Cancel")) if can_cancel else None, bar=True)

    def show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)

    def show_failed(self, sentence: Said, action: Said | None = None) -> None:
        self._show(sentence, action or (lambda: _("Try again")), bar=False)

    def sentence(self) -> str:
        return self._sentence.text()

    def retranslate(self) -> None:
        retranslate(self)

    def _show(self, sentence: Said, action: Said | None, *, bar: bool) -> None:
        say(self._sentence, sentence)
        self._bar.setVisible(bar)
        self._button.setVisible(action is not None)
        if action is not None:
            say(self._button, action)
