"""The guidance card of the present stage; it can be folded away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mediator_app.core.guidance import HEADINGS, card
from mediator_app.core.records.codes import STAGE
from mediator_app.i18n import _
from mediator_app.ui.texts import say
from mediator_app.ui.widgets.basic import Card, button, column, label


class Guide(Card):
    folded = Signal(bool)

    def __init__(self) -> None:
        super().__init__("", "guide")
        self._stage, self._kind, self._open = "", "", True
        self.heading.show()
        self._fold = button(lambda: _("Fold away"), "link")
        self._fold.clicked.connect(self._toggle)
        self.box.addWidget(self._fold)
        self._body: QWidget | None = None

    def show_stage(self, stage: str, kind: str) -> None:
        if (stage, kind) == (self._stage, self._kind):
            return
        self._stage, self._kind = stage, kind
        self.retranslate()

    def retranslate(self) -> None:
        """Say the card again in the screen's language."""
        self.heading.setText(
            _("Guidance: {stage}").format(stage=_(STAGE.get(self._stage, self._stage)))
        )
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        self._body.setProperty("role", "clear")
        box = column(self._body, gap=4)
        before = None
        for line in card(self._stage, self._kind):
            if line.advice is not before:
                box.addWidget(label(_(HEADINGS[line.advice]), "strong", wrap=True))
                before = line.advice
            box.addWidget(label("•  " + _(line.text), wrap=True))
        self.box.addWidget(self._body)
        self._body.setVisible(self._open)
        self._say_fold()

    def _toggle(self) -> None:
        self._open = not self._open
        if self._body is not None:
            self._body.setVisible(self._open)
        self._say_fold()
        self.folded.emit(not self._open)

    def _say_fold(self) -> None:
        if self._open:
            say(self._fold, lambda: _("Fold away"))
        else:
            say(self._fold, lambda: _("Show the guidance"))
