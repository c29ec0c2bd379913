"""Fields of choices: one code, several codes, yes or no, one or several of the parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QButtonGroup, QWidget

from mediator_app.i18n import _
from mediator_app.ui.fields.base import Choice, Combo, Field, Value
from mediator_app.ui.texts import retranslate, say
from mediator_app.ui.widgets.basic import button, column
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.marks import Check, Radio

NOTHING = "—"
FEW = 8  # so many can be shown at once


class CodeField(Field):
    """One of a closed list, or nothing."""

    def __init__(self, codes: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = codes
        self.combo = Combo()
        column(self, gap=0).addWidget(self.combo)
        self._fill()
        self.combo.currentIndexChanged.connect(self.changed)

    def value(self) -> Value:
        code = self.combo.currentData()
        return code if isinstance(code, str) and code else None

    def set_value(self, value: Value) -> None:
        with QSignalBlocker(self):
            place = self.combo.findData(value) if value else 0
            if place < 0:  # a code of a newer version: shown as it is, never lost
                self.combo.addItem(str(value), value)
                place = self.combo.count() - 1
            self.combo.setCurrentIndex(place)

    def input(self) -> QWidget:
        return self.combo

    def retranslate(self) -> None:
        value = self.value()
        with QSignalBlocker(self):
            self.combo.clear()
            self._fill()
        self.set_value(value)

    def _fill(self) -> None:
        self.combo.addItem(NOTHING, "")
        for code, text in self._codes.items():
            self.combo.addItem(_(text), code)


class RefField(Field):
    """One of the case's own records, for instance a party."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = Combo()
        column(self, gap=0).addWidget(self.combo)
        self.combo.addItem(NOTHING, "")
        for eid, name in choices:
            self.combo.addItem(name, eid.hex())
        self.combo.currentIndexChanged.connect(self.changed)

    def value(self) -> Value:
        chosen = self.combo.currentData()
        return bytes.fromhex(chosen) if isinstance(chosen, str) and chosen else None

    def set_value(self, value: Value) -> None:
        self.set_raw(value.hex() if isinstance(value, bytes) else None)

    def raw(self) -> Value:
        chosen = self.combo.currentData()
        return chosen if isinstance(chosen, str) and chosen else None

    def set_raw(self, value: Value) -> None:
        with QSignalBlocker(self):
            place = self.combo.findData(value) if value else 0
            if place < 0:  # named by another laptop, not arrived yet
                self.combo.addItem(_("Not known here yet"), value)
                place = self.combo.count() - 1
            self.combo.setCurrentIndex(place)

    def input(self) -> QWidget:
        return self.combo


class ChecksField(Field):
    """Several of a list: all at once where they are few, else added one by one."""

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = dict(choices)
        self._chosen: list[str] = []
        self._checks: dict[str, Check] = {}
        self._adder = Combo()
        self._list = QWidget()
        self._list.setProperty("role", "clear")
        self._flow = Flow(self._list, gap=6)
        box = column(self, gap=4)
        box.addWidget(self._adder)
        box.addWidget(self._list)
        self._few = len(self._choices) <= FEW
        self._adder.setVisible(not self._few)
        self._adder.activated.connect(self._add)
        self._show()

    def words(self, text: str) -> str:
        """Return a label as it is shown."""
        return text

    def value(self) -> Value:
        return [code for code in self._chosen if code] or None

    def set_value(self, value: Value) -> None:
        self._chosen = [str(code) for code in value] if isinstance(value, list) else []
        self._show()

    def input(self) -> QWidget:
        return next(iter(self._checks.values()), self._adder) if self._few else self._adder

    def retranslate(self) -> None:
        self._show()

    def _name(self, code: str) -> str:
        return self.words(self._choices[code]) if code in self._choices else code

    def _show(self) -> None:
        if self._few:
            self._show_checks()
        else:
            self._show_chosen()
        self._list.updateGeometry()

    def _show_checks(self) -> None:
        for code in [*self._choices, *(c for c in self._chosen if c not in self._choices)]:
            if code not in self._checks:
                check = Check()
                check.toggled.connect(partial(self._toggled, code))
                self._checks[code] = check
                self._flow.addWidget(check)
            check = self._checks[code]
            with QSignalBlocker(check):
                check.setText(self._name(code))
                check.setChecked(code in self._chosen)

    def _show_chosen(self) -> None:
        self._flow.clear()
        for code in self._chosen:
            name = self._name(code)
            pill = button(f"{name}  ✕", "chip")
            pill.setToolTip(_("Take away: {name}").format(name=name))
            pill.clicked.connect(partial(self._remove, code))
            self._flow.addWidget(pill)
        with QSignalBlocker(self._adder):
            self._adder.clear()
            self._adder.addItem(_("Add…"), "")
            for code in self._choices:
                if code not in self._chosen:
                    self._adder.addItem(self._name(code), code)

    def _toggled(self, code: str, checked: bool) -> None:  # noqa: FBT001 - Qt calls it
        if checked and code not in self._chosen:
            self._chosen.append(code)
            order = list(self._choices)
            self._chosen.sort(key=lambda c: order.index(c) if c in order else len(order))
        elif not checked and code in self._chosen:
            self._chosen.remove(code)
        self.changed.emit()

    def _add(self) -> None:
        code = self._adder.currentData()
        if isinstance(code, str) and code:
            self._chosen.append(code)
            self._show()
            self.changed.emit()

    def _remove(self, code: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        if code in self._chosen:
            self._chosen.remove(code)
            self._show()
            self._adder.setFocus()
            self.changed.emit()


class CodesField(ChecksField):
    """Several codes of a closed list."""

    def __init__(self, codes: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(list(codes.items()), parent)

    def words(self, text: str) -> str:
        return _(text)


class RefsField(ChecksField):
    """Several of the case's own records; stored as hexadecimal ids."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__([(eid.hex(), name) for eid, name in choices], parent)


class BooleanField(Field):
    """Yes, no, or not known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._list = Flow(self, gap=6)
        self._buttons: dict[bool | None, Radio] = {}
        for value, text in (
            (True, lambda: _("Yes")),
            (False, lambda: _("No")),
            (None, lambda: _("Not known")),
        ):
            made = say(Radio(), text)
            self._group.addButton(made)
            self._buttons[value] = made
            self._list.addWidget(made)
        self._buttons[None].setChecked(True)
        self._group.buttonClicked.connect(self._tell)

    def value(self) -> Value:
        return next((v for v, b in self._buttons.items() if b.isChecked()), None)

    def set_value(self, value: Value) -> None:
        self._buttons[value if isinstance(value, bool) else None].setChecked(True)

    def input(self) -> QWidget:
        return next(b for b in self._buttons.values() if b.isChecked())

    def retranslate(self) -> None:
        retranslate(self)

    def _tell(self) -> None:
        self.changed.emit()
