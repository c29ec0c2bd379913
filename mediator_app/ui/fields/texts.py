"""Fields of words: a line, a text that grows, a list of lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from mediator_app.i18n import _, n_
from mediator_app.ui.fields.base import Field, Value
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import column

LEAST, MOST = 3, 14  # lines


class LineField(Field):
    """One line of text."""

    def __init__(self, *, max_length: int = 300, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setMaxLength(max_length)
        column(self, gap=0).addWidget(self.edit)
        # Not textEdited: the letter bar inserts without "editing".
        self.edit.textChanged.connect(self._heard)
        self._quiet = False

    def value(self) -> Value:
        return self.edit.text().strip() or None

    def set_value(self, value: Value) -> None:
        self._quiet = True
        self.edit.setText("" if value is None else str(value))
        self.edit.setCursorPosition(0)
        self._quiet = False

    def input(self) -> QWidget:
        return self.edit

    def raw(self) -> Value:
        return self.edit.text() or None

    def set_raw(self, value: Value) -> None:
        self._quiet = True
        self.edit.setText("" if value is None else str(value))
        self._quiet = False

    def set_locked(self, *, locked: bool) -> None:
        self.edit.setReadOnly(locked)

    def _heard(self) -> None:
        if not self._quiet:
            self.changed.emit()


class _Growing(QPlainTextEdit):
    """As tall as its text, within bounds."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least
        self.setTabChangesFocus(True)
        self.textChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        height = QFontMetrics(look().font()).lineSpacing()
        lines = min(MOST, max(self._least, round(self.document().size().height())))
        self.setFixedHeight(height * lines + look().px(16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_least"):
            self.fit()


class LongField(Field):
    """A text of several paragraphs."""

    def __init__(
        self, *, max_length: int = 200_000, lines: int = LEAST, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._most = max_length
        self.edit = _Growing(lines)
        column(self, gap=0).addWidget(self.edit)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> Value:
        return self.edit.toPlainText().strip() or None

    def set_value(self, value: Value) -> None:
        with QSignalBlocker(self):
            self.edit.setPlainText("" if value is None else str(value))

    def input(self) -> QWidget:
        return self.edit

    def problem(self) -> str:
        over = len(self.edit.toPlainText()) - self._most
        if over <= 0:
            return ""
        return n_("{count} letter too many.", "{count} letters too many.", over).format(count=over)

    def raw(self) -> Value:
        return self.edit.toPlainText() or None

    def set_locked(self, *, locked: bool) -> None:
        self.edit.setReadOnly(locked)


class ListField(LongField):
    """Several short texts, one on each line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lines=2, parent=parent)
        self.edit.setPlaceholderText(_("One on each line"))

    def value(self) -> Value:
        lines = [part.strip() for part in self.edit.toPlainText().splitlines()]
        return [part for part in lines if part] or None

    def set_value(self, value: Value) -> None:
        super().set_value(
            "\n".join(str(part) for part in value) if isinstance(value, list) else None
        )

    def raw(self) -> Value:
        return self.value()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(_("One on each line"))
