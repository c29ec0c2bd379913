"""Everybody in all cases of this laptop: the list, possible doubles, the actors of a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from mediator_app.core.alike import Alike, Key, Pair
from mediator_app.core.records.codes import PARTY_TYPE
from mediator_app.core.workflow import Place
from mediator_app.i18n import _, formats, n_
from mediator_app.services import people
from mediator_app.services.people import Decision, PeopleFilter, PersonRow, Register, Shown
from mediator_app.services.work import Changed
from mediator_app.ui.models.rows import Column, RowsModel
from mediator_app.ui.people.detail import PersonDetail
from mediator_app.ui.people.doubles import Doubles
from mediator_app.ui.people.place import PlacePage
from mediator_app.ui.people.words import named, role_of
from mediator_app.ui.texts import retranslate
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import fixed, free, look, wide_at_most
from mediator_app.ui.widgets.basic import Scroll, button, column, label, row
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.search import SearchField
from mediator_app.ui.widgets.states import StateView
from mediator_app.ui.widgets.table import Table
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

LIST, DOUBLES, PLACE = 0, 1, 2
NARROW = 760  # below it one person stands in the place of the list
ARROWS = {True: " ↓", False: " ↑"}


class PeoplePage(QWidget):
    help_name = "people"
    case_asked = Signal(bytes, object)  # unit id, core.workflow.Place

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self.filter = PeopleFilter()
        self._register: Register | None = None
        self._found: list[Alike] | None = None
        self._job: Job | None = None
        self._shown = Shown([], {}, 0)
        self._stale = False
        self._inside = False  # one person stands in the place of the list
        self._types: dict[str, QPushButton] = {}
        box = column(self, gap=8)
        box.addLayout(self._switch())
        self._views = QStackedWidget()
        self.doubles = Doubles()
        self.doubles.decided.connect(self._decide)
        self.doubles.back_asked.connect(self._take_back)
        self.doubles.case_asked.connect(self.case_asked)
        self.place = PlacePage(desk)
        for each in (self._list(), self.doubles, self.place):
            self._views.addWidget(each)
        box.addWidget(self._views, 1)
        self.state.show_loading(lambda: _("Reading everybody…"))
        self._tell_switch()

    def _switch(self) -> Flow:
        """Return the three buttons that turn the page."""
        flow = Flow(gap=6)
        self._turns: list[QPushButton] = []
        for number in (LIST, DOUBLES, PLACE):
            made = button("", "chip", checkable=True)
            made.clicked.connect(partial(self.turn, number))
            self._turns.append(made)
            flow.addWidget(made)
        return flow

    def _list(self) -> QWidget:
        whole = QWidget()
        whole.setProperty("role", "clear")
        box = column(whole, gap=8)
        box.addLayout(self._head())
        box.addWidget(self._chips())
        body: QHBoxLayout = row(gap=12)
        body.addWidget(self._table(), 1)
        body.addWidget(self._beside())
        box.addLayout(body, 1)
        return whole

    def _head(self) -> QHBoxLayout:
        head = row(gap=12)
        self.search = SearchField(lambda: _("Search a name, a village, a case…"))
        wide_at_most(self.search, tokens.SEARCH)
        self.search.asked.connect(self._search)
        self.search.entered.connect(self._search)
        self._total = label(role="muted")
        head.addWidget(self.search, 3)
        head.addWidget(self._total)
        head.addStretch(1)
        return head

    def _chips(self) -> QWidget:
        chips = QWidget()
        chips.setProperty("role", "clear")
        flow = Flow(chips, gap=6)
        for code in PARTY_TYPE:
            made = button("", "chip", checkable=True)
            made.toggled.connect(partial(self._choose_type, code))
            self._types[code] = made
            flow.addWidget(made)
        self._several = button("", "chip", checkable=True)
        self._several.toggled.connect(self._choose_several)
        flow.addWidget(self._several)
        return chips

    def _table(self) -> QWidget:
        self._stack = QStackedWidget()
        self.state = StateView()
        self.state.acted.connect(self._act)
        self.model = RowsModel(self._columns(), self._read_rows, self)
        self.table = Table(self.model)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._show_detail)
        self.table.sort_asked.connect(self._sort)
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.table)
        return self._stack

    def _beside(self) -> QWidget:
        self.detail = PersonDetail()
        self.detail.case_asked.connect(self.case_asked)
        self.detail.back_asked.connect(self._take_back)
        self.detail.left.connect(self._leave)
        self._side = Scroll(self.detail)
        fixed(self._side, width=tokens.SIDE)
        return self._side

    def _columns(self) -> Sequence[Column]:
        return (
            Column(
                partial(self._titled, "name"), named, _look, key="name", width=220, stretch=True
            ),
            Column(
                partial(self._titled, "village"), _village, key="village", width=140, stretch=True
            ),
            Column(partial(self._titled, "birth_year"), _born, _quiet, key="birth_year", width=80),
            Column(lambda: _("Roles"), _roles, width=150, stretch=True),
            Column(
                partial(self._titled, "cases"), _cases, _quiet, key="cases", width=150, stretch=True
            ),
        )

    def _titled(self, key: str) -> str:
        titles = {
            "name": _("Name"),
            "village": _("Village"),
            "birth_year": _("Born"),
            "cases": _("Cases"),
        }
        here = key == self.filter.sort
        return titles[key] + (ARROWS[self.filter.descending] if here else "")

    # turning the page

    def turn(self, number: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Show the list, the possible doubles or the actors of a place."""
        self._views.setCurrentIndex(number)
        self._tell_switch()
        if number == PLACE:
            self.place.refresh()

    def _tell_switch(self) -> None:
        count = formats.number(len(self._found)) if self._found else ""
        words = (
            _("People and groups"),
            "{}  {}".format(_("One person twice?"), count).strip(),
            _("Actors of a place"),
        )
        for number, (made, text) in enumerate(zip(self._turns, words, strict=True)):
            made.setText(f" {text} ")  # bold once chosen, which the size does not know
            made.setChecked(number == self._views.currentIndex())

    # reading

    def refresh(self) -> None:
        """Read everybody again; then look for doubles, which takes longer."""
        work, wanted = self._desk.work, self.filter
        self._stale = False

        def read() -> tuple[Register, Shown]:
            register = people.register(work)
            return register, register.shown(wanted)

        self._run(read)
        if self._views.currentIndex() == PLACE:
            self.place.refresh()

    def _run(self, read: object) -> None:
        if self._job is not None:
            self._job.cancel()  # an older answer would come too late
        self._job = self._desk.runner.run(self, read, self._show, on_error=self._failed)  # type: ignore[arg-type]

    def _failed(self, error: Exception) -> None:
        self._desk.feedback.failed(error)
        self.state.show_failed(lambda: _("The people could not be read."))
        self._stack.setCurrentIndex(0)

    def _show(self, answer: tuple[Register, Shown]) -> None:
        fresh = answer[0] is not self._register
        self._register, shown = answer
        self._shown = shown
        kept = self._current()
        self.model.show(shown.keys)
        if kept is not None:
            self.table.choose(kept)
        if self._current() is None:
            self.detail.clear()
        elif fresh:
            self._show_detail(self._current())
        self._tell_counts(shown)
        self._stack.setCurrentIndex(1 if shown.keys else 0)
        if not shown.keys:
            self._say_empty()
        if fresh:
            register = self._register
            self._desk.read(self, lambda: (register, register.suspected()), self._show_doubles)

    def _show_doubles(self, answer: tuple[Register, list[Alike]]) -> None:
        register, found = answer
        if register is self._register:
            self._found = found
            self.doubles.show_found(register, found)
            self._tell_switch()

    def _tell_counts(self, shown: Shown) -> None:
        total = len(shown.keys)
        self._total.setText(
            n_("{count} line", "{count} lines", total).format(count=formats.number(total))
        )
        for code, chip in self._types.items():
            chip.setText(f"{_(PARTY_TYPE[code])}  {formats.number(shown.types.get(code, 0))}")
        self._several.setText("{}  {}".format(_("In several cases"), formats.number(shown.several)))

    def _read_rows(self, keys: Sequence[Key]) -> Mapping[Key, PersonRow]:
        register = self._register
        if register is None:
            return {}
        return {key: register.rows[key] for key in keys if key in register.rows}

    def _current(self) -> Key | None:
        index = self.table.currentIndex()
        return self.model.id_at(index.row()) if index.isValid() else None

    def _say_empty(self) -> None:
        if self._narrowed():
            self.state.show_empty(
                lambda: _("Nobody fits what you look for."), lambda: _("Show everybody")
            )
        else:
            self.state.show_empty(
                lambda: _("Nobody yet. People and groups come here from the cases they are in.")
            )

    def _narrowed(self) -> bool:
        return bool(self.filter.text or self.filter.types or self.filter.several)

    def _act(self) -> None:
        if not self._narrowed():
            self.refresh()
            return
        self.search.clear()
        for chip in (*self._types.values(), self._several):
            chip.setChecked(False)
        self._narrow(text="", types=(), several=False)

    # narrowing

    def search_for(self, text: str) -> None:
        """Show whoever `text` fits."""
        self.turn(LIST)
        self.search.setText(text)
        self._search(text)

    def _search(self, text: str) -> None:
        self._narrow(text=text)

    def _narrow(self, **changes: object) -> None:
        wanted = replace(self.filter, **changes)  # type: ignore[arg-type]
        if wanted == self.filter:
            return
        self.filter = wanted
        register = self._register
        if register is None:
            self.refresh()
        else:
            self._run(lambda: (register, register.shown(wanted)))

    def _choose_type(self, code: str, chosen: bool) -> None:  # noqa: FBT001 - Qt calls it
        before = self.filter.types
        self._narrow(types=(*before, code) if chosen else tuple(c for c in before if c != code))

    def _choose_several(self, chosen: bool) -> None:  # noqa: FBT001 - Qt calls it
        self._narrow(several=chosen)

    def _sort(self, key: str) -> None:
        descending = not self.filter.descending if key == self.filter.sort else key == "cases"
        self._narrow(sort=key, descending=descending)
        self.model.retranslate()

    # one person

    def _show_detail(self, key: object) -> None:
        row_ = self._row(key)
        if row_ is None or self._register is None:
            self.detail.clear()
        else:
            self.detail.show_person(row_, self._register)

    def _open(self, key: Key) -> None:
        row_ = self._row(key)
        if row_ is not None:
            if len(row_.roles) > 1 and self._side.isHidden():
                self._inside = True  # which of the cases is meant is chosen there
                self._arrange()
                self.detail.take_focus()
                return
            role = next(iter(row_.roles))
            self.case_asked.emit(role.unit_id, Place("parties", "party", eid=role.eid))

    def _row(self, key: object) -> PersonRow | None:
        register = self._register
        return register.rows.get(cast("Key", key)) if register is not None else None

    # deciding

    def _decide(self, pair: Pair, same: bool, reason: str) -> None:  # noqa: FBT001 - Qt calls it
        work = self._desk.work
        self._desk.write(self, lambda: people.decide(work, pair, same=same, reason=reason))

    def _take_back(self, decision: Decision) -> None:
        work = self._desk.work
        self._desk.write(self, lambda: people.take_back(work, decision))

    # what every page can do

    def _arrange(self) -> None:
        """Put the person beside the list, or in its place where there is little room."""
        narrow = self.width() < look().px(NARROW)
        if not narrow:
            self._inside = False
        self._side.setHidden(narrow and not self._inside)
        self._stack.setHidden(narrow and self._inside)
        self.detail.back.setVisible(narrow and self._inside)
        if narrow:
            free(self._side)
        else:
            fixed(self._side, width=tokens.SIDE)

    def _leave(self) -> None:
        self._inside = False
        self._arrange()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_side"):
            self._arrange()

    def changed(self, changed: Changed) -> None:
        if not changed.units:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True  # everybody is read again when somebody looks

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def keep_now(self) -> None:
        """Nothing is typed here that is not in a window of its own."""

    def retranslate(self) -> None:
        retranslate(self)
        self.model.retranslate()
        self.detail.retranslate()
        self.doubles.retranslate()
        self.place.retranslate()
        self._tell_switch()
        self._tell_counts(self._shown)


def _look(row_: PersonRow) -> str:
    return "muted" if row_.hidden else ""


def _village(row_: PersonRow) -> str:
    return row_.village or row_.community


def _born(row_: PersonRow) -> str:
    return str(row_.birth_year) if row_.birth_year else ""


def _roles(row_: PersonRow) -> str:
    return ", ".join(dict.fromkeys(filter(None, (role_of(role) for role in row_.roles))))


def _cases(row_: PersonRow) -> str:
    numbers = [role.number or role.unit_id.hex()[:8] for role in row_.roles]
    if len(numbers) > 1:
        return f"{formats.number(len(numbers))}  ·  {', '.join(numbers)}"
    return "".join(numbers)


def _quiet(_row: PersonRow) -> str:
    return "muted"
