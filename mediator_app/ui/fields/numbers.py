"""Fields of numbers; empty means unknown, which is not nought."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from mediator_app.i18n import _, formats
from mediator_app.ui.fields.base import Field, Value
from mediator_app.ui.widgets.basic import label, row

BLANKS = re.compile(r"[\s\u00a0\u202f]")
SQUARE_METRES = 10_000  # in a hectare


class IntegerField(Field):
    """A whole number."""

    unit = ""

    def __init__(
        self, *, at_least: int = 0, at_most: int = 2**53, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most = at_least, at_most
        self.edit = QLineEdit()
        self.edit.setMaxLength(30)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        box = row(self, gap=6)
        box.addWidget(self.edit, 1)
        if self.unit:
            box.addWidget(label(self.unit, "muted"))
        self._quiet = False
        self.edit.textChanged.connect(self._heard)
        self.edit.editingFinished.connect(self.tidy)

    def value(self) -> Value:
        known = self._read()
        return known if known is not None and self._least <= known <= self._most else None

    def set_value(self, value: Value) -> None:
        known = isinstance(value, int) and not isinstance(value, bool)
        self._write(self._spelt(int(value)) if known else "")  # type: ignore[arg-type]

    def raw(self) -> Value:
        return self.edit.text() or None

    def set_raw(self, value: Value) -> None:
        self._write("" if value is None else str(value))

    def input(self) -> QWidget:
        return self.edit

    def problem(self) -> str:
        if not self.edit.text().strip():
            return ""
        known = self._read()
        if known is None:
            return _("This is no number.")
        if known < self._least:
            return _("The least is {number}.").format(number=self._spelt(self._least))
        if known > self._most:
            return _("The most is {number}.").format(number=self._spelt(self._most))
        return ""

    def set_locked(self, *, locked: bool) -> None:
        self.edit.setReadOnly(locked)

    def tidy(self) -> None:
        known = self._read()
        if known is not None:
            self._write(self._spelt(known))

    def _read(self) -> int | None:
        plain = BLANKS.sub("", self.edit.text())
        # Digits of ASCII only: int() would take Arabic ones too, and "1_000".
        return int(plain) if re.fullmatch(r"-?[0-9]{1,16}", plain) else None

    def _spelt(self, value: int) -> str:
        return str(value)

    def _write(self, text: str) -> None:
        self._quiet = True
        self.edit.setText(text)
        self._quiet = False

    def _heard(self) -> None:
        if not self._quiet:
            self.changed.emit()


class MoneyField(IntegerField):
    """A sum of F CFA."""

    unit = "F CFA"

    def _spelt(self, value: int) -> str:
        return formats.number(value)


class AreaField(IntegerField):
    """An area in hectares, stored in whole square metres."""

    unit = "ha"

    def _read(self) -> int | None:
        plain = BLANKS.sub("", self.edit.text()).replace(",", ".")
        if not re.fullmatch(r"[0-9]{1,10}(\.[0-9]{0,4})?", plain):
            return None
        try:
            return int(Decimal(plain) * SQUARE_METRES)
        except InvalidOperation:
            return None

    def _spelt(self, value: int) -> str:
        exact = (Decimal(value) / SQUARE_METRES).normalize()
        return formats.number(exact)
