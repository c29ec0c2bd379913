"""Fields of time: a day, and a time that is only roughly known."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from mediator_app.i18n import _, formats
from mediator_app.ui.fields.base import Field, Value
from mediator_app.ui.fields.day_text import read_day, read_period
from mediator_app.ui.texts import say_hint, say_name
from mediator_app.ui.widgets.basic import column, label
from mediator_app.ui.widgets.flow import Flow


def _shown(value: object) -> str:
    return formats.day(str(value)) if value else ""


class DayField(Field):
    """A day, typed as one likes; written out when the field is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setMaxLength(60)
        say_hint(self.edit, lambda: _("12/3/2018 or 12 March 2018"))
        column(self, gap=0).addWidget(self.edit)
        self._quiet = False
        self.edit.textChanged.connect(self._heard)
        self.edit.editingFinished.connect(self.tidy)

    def day(self) -> date | None:
        return read_day(self.edit.text())

    def value(self) -> Value:
        known = self.day()
        return known.isoformat() if known else None

    def set_value(self, value: Value) -> None:
        self._write(_shown(value))

    def raw(self) -> Value:
        return self.edit.text() or None

    def set_raw(self, value: Value) -> None:
        self._write("" if value is None else str(value))

    def input(self) -> QWidget:
        return self.edit

    def problem(self) -> str:
        if not self.edit.text().strip() or self.day() is not None:
            return ""
        return _("This is no day. Write it as 12/3/2018 or 12 March 2018.")

    def set_locked(self, *, locked: bool) -> None:
        self.edit.setReadOnly(locked)

    def tidy(self) -> None:
        """Write the day out in full, so that one sees what was understood."""
        known = self.day()
        if known is not None:
            self._write(formats.day(known))

    def retranslate(self) -> None:
        say_hint(self.edit, lambda: _("12/3/2018 or 12 March 2018"))
        self.tidy()

    def _write(self, text: str) -> None:
        self._quiet = True
        self.edit.setText(text)
        self.edit.setCursorPosition(0)
        self._quiet = False

    def _heard(self) -> None:
        if not self._quiet:
            self.changed.emit()


class FuzzyField(Field):
    """From, to and in words: "after the harvest", with the range it stands for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setMaxLength(300)
        self.first, self.last = DayField(), DayField()
        say_hint(self.words, lambda: _("In words: March 2018, after the harvest…"))
        say_name(self.words, lambda: _("In words"))
        say_name(self.first.edit, lambda: _("Not before"))
        say_name(self.last.edit, lambda: _("Not after"))
        box = column(self, gap=4)
        box.addWidget(self.words)
        bounds = Flow(gap=6)
        bounds.addWidget(label(lambda: _("between"), "muted"))
        bounds.addWidget(self.first)
        bounds.addWidget(label(lambda: _("and"), "muted"))
        bounds.addWidget(self.last)
        box.addLayout(bounds)
        self._quiet = False
        self.words.textChanged.connect(self._heard)
        self.words.editingFinished.connect(self._understand)
        self.first.changed.connect(self.changed)
        self.last.changed.connect(self.changed)

    def value(self) -> Value:
        found = [self.first.value(), self.last.value(), self.words.text().strip() or None]
        return found if any(found) else None

    def set_value(self, value: Value) -> None:
        start, end, words = _three(value)
        self.first.set_value(start)
        self.last.set_value(end)
        self._write(words or "")

    def raw(self) -> Value:
        found = [self.first.raw(), self.last.raw(), self.words.text() or None]
        return found if any(found) else None

    def set_raw(self, value: Value) -> None:
        start, end, words = _three(value)
        self.first.set_raw(start)
        self.last.set_raw(end)
        self._write(words or "")

    def input(self) -> QWidget:
        return self.words

    def problem(self) -> str:
        wrong = self.first.problem() or self.last.problem()
        first, last = self.first.day(), self.last.day()
        if not wrong and first and last and last < first:
            return _("The end lies before the beginning.")
        return wrong

    def set_locked(self, *, locked: bool) -> None:
        self.words.setReadOnly(locked)
        self.first.set_locked(locked=locked)
        self.last.set_locked(locked=locked)

    def retranslate(self) -> None:
        self.first.retranslate()
        self.last.retranslate()

    def _understand(self) -> None:
        """Fill the range from words such as "mars 2018"; what was typed there stays."""
        if self.first.edit.text() or self.last.edit.text():
            return
        period = read_period(self.words.text())
        if period is not None:
            self.first.set_value(period[0].isoformat())
            self.last.set_value(period[1].isoformat())
            self.changed.emit()

    def _write(self, text: str) -> None:
        self._quiet = True
        self.words.setText(text)
        self.words.setCursorPosition(0)
        self._quiet = False

    def _heard(self) -> None:
        if not self._quiet:
            self.changed.emit()


def _three(value: Value) -> tuple[str | None, str | None, str | None]:
    if not isinstance(value, list):
        return None, None, None
    first, last, words = (*value, None, None, None)[:3]
    return first, last, words
