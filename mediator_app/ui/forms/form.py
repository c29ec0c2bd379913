"""A form generated from a declaration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mediator_app.i18n import _
from mediator_app.ui.fields.base import Choice, Choices, Field, Value
from mediator_app.ui.fields.places import Find, Place, PlaceSearch
from mediator_app.ui.forms.build import field_for
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.forms.spec import FieldSpec, FormSpec, Section
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import column, label

DRAFT_EVERY = 10_000  # milliseconds while typing
MARK = " *"


def _no_choices(_to: str) -> Sequence[Choice]:
    return ()


class Cell(QWidget):
    """A label, its field and, when needed, what is wrong."""

    def __init__(self, spec: FieldSpec, field: Field) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.spec, self.field = spec, field
        self.label: QLabel = label(role="label", wrap=True)
        self.label.setBuddy(field.input())
        self._problem: QLabel | None = None
        self._box = column(self, gap=2)
        self._box.addWidget(self.label)
        self._box.addWidget(field)
        if spec.help:
            self._box.addWidget(label(partial(_, spec.help), "muted", wrap=True))
        self._box.addStretch()
        self.retranslate()

    def problem(self) -> str:
        """Return the sentence that stands under the field."""
        return self._problem.text() if self._problem is not None else ""

    def retranslate(self) -> None:
        name = _(self.spec.label)
        self.label.setText(name + MARK if self.spec.required else name)
        if self.spec.required:
            name = _("{label} (needed)").format(label=name)
        self.field.input().setAccessibleName(name)
        retranslate(self)

    def show_problem(self, sentence: str) -> None:
        if sentence and self._problem is None:  # most fields never need one
            self._problem = label(role="problem", wrap=True)
            self._box.insertWidget(2, self._problem)
        if self._problem is None:
            return
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.field.mark(wrong=bool(sentence))
        self.field.input().setAccessibleDescription(sentence)


class Form(QWidget):
    """Shows one record; knows what was changed and keeps drafts of it."""

    changed = Signal()
    draft_changed = Signal(object)  # {name: what was typed}, of the changed fields

    def __init__(
        self,
        spec: FormSpec,
        *,
        choices: Choices | None = None,
        find_place: Find | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self._cells: dict[str, Cell] = {}
        self._stored: dict[str, Value] = {}
        self._shown_raw: dict[str, Value] = {}
        self._places: list[tuple[PlaceSearch, Section]] = []
        self._box = column(self, gap=12)
        for section in spec.sections:
            self._add(section, choices or _no_choices, find_place)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DRAFT_EVERY)
        self._soon.timeout.connect(self._keep)
        self._unkept = False
        self.show_values({})
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _add(self, section: Section, choices: Choices, find_place: Find | None) -> None:
        if section.title:
            self._box.addWidget(label(partial(_, section.title), "strong"))
        if section.place is not None and find_place is not None:
            search = PlaceSearch(find_place)
            search.picked.connect(self._fill_place)
            self._places.append((search, section))
            self._box.addWidget(search)
        body = QWidget()
        body.setProperty("role", "clear")
        columns = Columns(body)
        for spec in section.fields:
            field = field_for(spec, choices)
            cell = Cell(spec, field)
            field.changed.connect(self._heard)
            self._cells[spec.name] = cell
            columns.add(cell, spec.span)
        self._box.addWidget(body)

    # values

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show a record; missing facts are empty."""
        self._soon.stop()
        self._unkept = False
        for name, cell in self._cells.items():
            self._stored[name] = values.get(name)
            cell.field.set_value(values.get(name))
            self._shown_raw[name] = cell.field.raw()
            cell.show_problem("")
        for name in self._hidden():
            self._stored[name] = values.get(name)
        self._hidden_values: dict[str, Value] = {}

    def values(self) -> dict[str, Value]:
        """Return the facts that differ from what was shown."""
        found: dict[str, Value] = {}
        for name, cell in self._cells.items():
            now = cell.field.value()
            if now != self._stored[name]:
                found[name] = now
        return found | self._hidden_values

    def value(self, name: str) -> Value:
        return self._cells[name].field.value()

    def is_changed(self) -> bool:
        return bool(self.raw())

    def field(self, name: str) -> Field:
        return self._cells[name].field

    def label_of(self, name: str) -> str:
        return _(self._cells[name].spec.label)

    def fill(self, values: Mapping[str, Value]) -> None:
        """Write into fields as if a person had typed."""
        for name, value in values.items():
            if name in self._cells:
                self._cells[name].field.set_value(value)
                self._cells[name].show_problem("")
            else:
                self._hidden_values[name] = value
        self._heard()

    # drafts

    def raw(self) -> dict[str, Value]:
        """Return what is typed in the changed fields, even where it is wrong."""
        found: dict[str, Value] = {}
        for name, cell in self._cells.items():
            now = cell.field.raw()
            if now != self._shown_raw[name]:
                found[name] = now
        return found

    def set_raw(self, typed: Mapping[str, Value]) -> None:
        """Put a draft back over the values shown."""
        for name, value in typed.items():
            if name in self._cells:
                self._cells[name].field.set_raw(value)

    # problems

    def check(self) -> bool:
        """Mark what cannot be saved and go to the first such field; True when all is well."""
        first: Cell | None = None
        for name, cell in self._cells.items():
            sentence = cell.field.problem()
            missing = cell.spec.required and cell.field.value() is None
            if missing and not sentence:
                sentence = _("This is needed.")
            if name in self.raw() or missing:
                cell.show_problem(sentence)
                first = first or (cell if sentence else None)
        return self._go(first)

    def show_problems(self, problems: Mapping[str, str]) -> bool:
        """Show sentences found elsewhere; return False when one has no field here."""
        first: Cell | None = None
        for name, sentence in problems.items():
            if name in self._cells:
                self._cells[name].show_problem(sentence)
                first = first or self._cells[name]
        self._go(first)
        return all(name in self._cells for name in problems)

    def focus(self, name: str = "") -> None:
        """Put the cursor into a field, or into the first one."""
        cell = self._cells.get(name) or next(iter(self._cells.values()), None)
        if cell is not None:
            cell.field.input().setFocus()

    def set_locked(self, *, locked: bool) -> None:
        for cell in self._cells.values():
            cell.field.set_locked(locked=locked)
        for search, _section in self._places:
            search.setVisible(not locked)

    def retranslate(self) -> None:
        """Say labels again; what is typed stays."""
        retranslate(self)

    # inside

    def _hidden(self) -> set[str]:
        return {s.place.code for _p, s in self._places if s.place is not None}

    def _go(self, cell: Cell | None) -> bool:
        if cell is not None:
            cell.field.input().setFocus()
        return cell is None

    def _heard(self) -> None:
        field = self.sender()
        for cell in self._cells.values():
            if cell.field is field and cell.problem() and not cell.field.problem():
                cell.show_problem("")
        self._unkept = True
        if not self._soon.isActive():
            self._soon.start()
        self.changed.emit()

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        left = self._cell_of(old)
        if left is None or left is self._cell_of(now):
            return
        left.show_problem(left.field.problem())
        self._keep()

    def _cell_of(self, widget: QWidget | None) -> Cell | None:
        while widget is not None and widget is not self:
            if isinstance(widget, Cell):
                return widget if self._cells.get(widget.spec.name) is widget else None
            widget = widget.parentWidget()
        return None

    def _keep(self) -> None:
        self._soon.stop()
        if self._unkept:
            self._unkept = False
            self.draft_changed.emit(self.raw())

    def _fill_place(self, place: Place) -> None:
        search = self.sender()
        for each, section in self._places:
            if each is search and section.place is not None:
                names = section.place
                self.fill(
                    {
                        names.region: place.region or None,
                        names.cercle: place.cercle or None,
                        names.commune: place.commune or None,
                        names.locality: place.locality or None,
                        names.code: place.code or None,
                    }
                )
