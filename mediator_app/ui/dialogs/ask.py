"""A small window that asks a few things and explains why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from mediator_app.i18n import _
from mediator_app.ui.fields.base import Value
from mediator_app.ui.forms.form import Form
from mediator_app.ui.forms.spec import FieldSpec, FormSpec, Section
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import column, label
from mediator_app.ui.widgets.letters import LetterBar, LetterKeys


class Ask(QDialog):
    """`answered` carries the values; a dialog that is closed answers nothing."""

    answered = Signal(object)  # dict of values

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        fields: tuple[FieldSpec, ...],
        *,
        action: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ask")
        self.setWindowTitle(title)
        self.setModal(True)
        box = column(self, gap=12, edges=16)
        box.addWidget(label(title, "heading", wrap=True))
        if sentence:
            box.addWidget(label(sentence, wrap=True))
        self.form = Form(FormSpec((Section("", fields),)))
        if fields:
            box.addWidget(self.form)
            box.addWidget(LetterBar())
            LetterKeys(self)
        box.addStretch()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        accept = buttons.button(QDialogButtonBox.StandardButton.Ok)
        accept.setProperty("role", "primary")
        accept.setText(action or title)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.accepted.connect(self.answer)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        width = look().px(2 * tokens.COLUMN + 120)
        # Wrapped sentences are as tall as the width makes them; the size hint does not know.
        self.resize(width, max(self.sizeHint().height(), box.totalHeightForWidth(width)))
        self.form.focus()

    def answer(self) -> None:
        """Give the answer, if nothing in it is wrong."""
        if not self.form.check():
            return
        values: dict[str, Value] = self.form.values()
        self.accept()
        self.answered.emit(values)


def reason(label_text: str, *, needed: bool = True) -> FieldSpec:
    """Return the field for a written reason."""
    return FieldSpec("reason", label_text, "long", required=needed, max_length=2_000, span=4)
