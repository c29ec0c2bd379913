"""The cases: search as one types, chips with counts, a table or a board, a look beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from mediator_app.core.records.codes import KIND, STAGE
from mediator_app.core.roles import Act
from mediator_app.i18n import _, formats, n_
from mediator_app.services import listing
from mediator_app.services.choices import Choice
from mediator_app.services.listing import CaseFilter, CaseRow, Counts
from mediator_app.services.work import Changed
from mediator_app.ui.models.rows import Column, RowsModel
from mediator_app.ui.pages.case_chosen import ChosenBar
from mediator_app.ui.pages.case_preview import PreviewPanel
from mediator_app.ui.texts import retranslate
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look, wide_at_most
from mediator_app.ui.widgets.basic import button, column, label, row
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.search import SearchField
from mediator_app.ui.widgets.states import StateView
from mediator_app.ui.widgets.table import Table
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

WITH_PREVIEW = 1_000  # pixels at 100 % from which there is room for a look beside
WHILE_TYPING = 1_000  # found cases shown before Enter
ARROWS = {True: " ↓", False: " ↑"}
STAGE_LOOK = {"agreement": "chip-agree", "follow_up": "chip-agree", "closure": "chip"}


class CasesPage(QWidget):
    help_name = "cases"
    asked = Signal(bytes)  # the unit id of a case to open
    new_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self.filter = CaseFilter(sort="changed")
        self.period = ""
        self._narrow_window = False
        self._job: Job | None = None
        self._counts: Counts | None = None
        self._chips: dict[tuple[str, str], QPushButton] = {}
        box = column(self, gap=8)
        box.addLayout(self._head())
        self._stages, self._kinds = QWidget(), QWidget()
        for holder, field, codes in (
            (self._stages, "stages", STAGE),
            (self._kinds, "kinds", KIND),
        ):
            holder.setProperty("role", "clear")
            flow = Flow(holder, gap=6)
            for code in codes:
                flow.addWidget(self._chip(field, code))
            if field == "kinds":
                self._mine = button(lambda: _("Mine"), "chip", checkable=True)
                self._mine.toggled.connect(self._choose_mine)
                flow.addWidget(self._mine)
            box.addWidget(holder)
        self._box = box
        self._add_faces()
        self.state.show_loading(lambda: _("Reading the cases…"))
        self._name_chips()

    def _head(self) -> QHBoxLayout:
        head = row(gap=12)
        self.search = SearchField(lambda: _("Search in the cases…"))
        wide_at_most(self.search, tokens.SEARCH)
        self.search.asked.connect(self._search_while_typing)
        self.search.entered.connect(self.search_for)
        self._total = label(role="muted")
        new = button(lambda: _("Open a case"), "primary", picture="plus")
        new.clicked.connect(self.new_asked)
        allow(new, self._desk.work, Act.OPEN)
        head.addWidget(self.search, 3)
        head.addWidget(self._total)
        head.addStretch(1)
        self.filters_button = button(lambda: _("Filters"), "chip", checkable=True)
        self.filters_button.toggled.connect(self._show_filters)
        self.board_button = button(lambda: _("By stage"), "chip", checkable=True)
        self.board_button.toggled.connect(self._show_board)
        head.addWidget(self.filters_button)
        head.addWidget(self.board_button)
        head.addWidget(new)
        return head

    def _add_faces(self) -> None:
        self.bar = ChosenBar(self._desk)
        self._box.addWidget(self.bar)
        self._stack = QStackedWidget()
        self.state = StateView()
        self.state.acted.connect(self._act)
        self.model = RowsModel(self._columns(), self._read_rows, self)
        self.table = Table(self.model)
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.table.opened.connect(self._open)
        self.table.sort_asked.connect(self._sort)
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.table)
        self.preview = PreviewPanel(self._desk)
        self.preview.asked.connect(self._open)
        self.preview.hide()
        beside = row(gap=8)
        beside.addWidget(self._stack, 1)
        beside.addWidget(self.preview)
        self._box.addLayout(beside, 1)

    # Not there before they are wanted: naming their types here would import them.

    @cached_property
    def board(self) -> Any:
        from mediator_app.ui.pages.board import Board  # noqa: PLC0415

        made = Board(self._desk)
        made.asked.connect(self._open)
        self._stack.addWidget(made)
        return made

    @cached_property
    def more(self) -> Any:
        from mediator_app.ui.pages.case_filters import FilterRow  # noqa: PLC0415

        made = FilterRow(self._desk)
        made.chosen.connect(self.choose)
        made.show_choice(self.choice)
        made.set_narrow(narrow=self._narrow_window)
        self._box.insertWidget(self._box.indexOf(self.bar), made)
        return made

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the room to the search and the table where there is little."""
        self._total.setVisible(not narrow)
        self._kinds.setVisible(not narrow)
        self._stages.setVisible(not narrow)
        self._narrow_window = narrow
        if "more" in self.__dict__:
            self.more.set_narrow(narrow=narrow)

    def _columns(self) -> Sequence[Column]:
        return (
            Column(partial(self._titled, "number"), _number, _quiet, key="number", width=104),
            Column(
                partial(self._titled, "title"), _title, _kind, key="title", width=250, stretch=True
            ),
            Column(lambda: _("Place"), lambda r: r.place, width=150, stretch=True),
            Column(partial(self._titled, "stage"), _stage, _stage_look, key="stage", width=190),
            Column(lambda: _("Next step"), _next, width=170, stretch=True),
            Column(partial(self._titled, "changed"), _changed, _quiet, key="changed", width=146),
        )

    def _titled(self, key: str) -> str:
        titles = {
            "number": _("Number"),
            "title": _("Title"),
            "stage": _("Stage"),
            "changed": _("Last change"),
        }
        here = key == self.filter.sort
        return titles[key] + (ARROWS[self.filter.descending] if here else "")

    # reading

    def refresh(self) -> None:
        """Read which cases fit; once they are shown, how many there are of each."""
        work, wanted = self._desk.work, self.choice.on(self._desk.work.today())
        if self.board_button.isChecked():
            self.board.show_cases(wanted)
        if self._job is not None:
            self._job.cancel()  # an older answer would come too late
        self._job = self._desk.runner.run(
            self, lambda: listing.find(work, wanted), self._show, on_error=self._failed
        )

    def _count(self) -> None:
        work = self._desk.work
        wanted = replace(self.choice.on(work.today()), stages=(), kinds=(), newest=None)
        self._job = self._desk.runner.run(
            self, lambda: listing.counts(work, wanted), self._show_counts, on_error=self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._desk.feedback.failed(error)
        self.state.show_failed(lambda: _("The cases could not be read."))
        self._stack.setCurrentIndex(0)

    def _show(self, ids: list[int]) -> None:
        total = len(ids)
        chosen = self.table.currentIndex()
        kept = self.model.id_at(chosen.row()) if chosen.isValid() else None
        self.model.show(ids)
        if kept is not None:
            self.table.choose(kept)
        self._total.setText(
            _("the newest {count}; Enter shows all").format(count=formats.number(total))
            if total == self.filter.newest
            else n_("{count} case", "{count} cases", total).format(count=formats.number(total))
        )
        self._stack.setCurrentIndex(self._face if ids else 0)
        self._show_chosen()
        if not ids:
            self._say_empty()
        self._count()

    def _show_counts(self, counts: Counts) -> None:
        self._counts = counts
        self._name_chips()

    def _read_rows(self, numbers: Sequence[int]) -> Mapping[int, CaseRow]:
        return listing.rows(self._desk.work, numbers)

    def _say_empty(self) -> None:
        if self._narrowed():
            self.state.show_empty(
                lambda: _("No case fits what you look for."), lambda: _("Show all cases")
            )
        else:
            self.state.show_empty(
                lambda: _("No case yet. The first one takes two minutes."),
                lambda: _("Open a case"),
            )

    def _narrowed(self) -> bool:
        return bool(self.period) or replace(self.filter, newest=None) != self._plain()

    def _plain(self) -> CaseFilter:
        """Return the whole list in the order of now."""
        return CaseFilter(sort=self.filter.sort, descending=self.filter.descending)

    def _act(self) -> None:
        if self._narrowed():
            self.search.clear()
            self.choose(Choice(self._plain()))
        elif self.model.rowCount():
            self.refresh()
        else:
            self.new_asked.emit()

    # the two faces, what is chosen, and the look beside

    @property
    def _face(self) -> int:
        return 2 if self.board_button.isChecked() else 1

    def _show_board(self, chosen: bool) -> None:  # noqa: FBT001 - Qt calls it
        self.bar.hide()
        self.preview.show_case(None)
        if chosen:
            self.board.show_cases(self.choice.on(self._desk.work.today()))
        if self.model.rowCount():
            self._stack.setCurrentIndex(self._face)
            (self.board if chosen else self.table).setFocus()
        self._show_chosen()

    def _show_filters(self, chosen: bool) -> None:  # noqa: FBT001 - Qt calls it
        if chosen or "more" in self.__dict__:
            self.more.setVisible(chosen)

    def chosen_numbers(self) -> list[int]:
        """Return the numbers of the chosen cases, from the top."""
        return [self.model.id_at(at) for part in self._ranges() for at in part]

    def _ranges(self) -> list[range]:
        """Return the chosen rows as stretches: everything may be chosen."""
        chosen: Any = self.table.selectionModel().selection()  # PySide6 does not say it is a list
        found = [range(part.top(), part.bottom() + 1) for part in chosen]
        return sorted(found, key=lambda rows: rows.start)

    def _show_chosen(self) -> None:
        if self._face != 1:
            return
        count = sum(map(len, self._ranges()))
        self.bar.show_chosen(count if count > 1 else 0, self.chosen_numbers)
        current = self.table.currentIndex()
        self._look_at(self.model.id_at(current.row()) if count == 1 and current.isValid() else None)

    def _look_at(self, number: object) -> None:
        self.preview.show_case(number if self._has_room() else None)

    def _has_room(self) -> bool:
        return self.width() >= look().px(WITH_PREVIEW)

    # narrowing

    @property
    def choice(self) -> Choice:
        """What is chosen now, as it can be kept under a name."""
        return Choice(self.filter, self.period)

    def choose(self, choice: Choice) -> None:
        """Show what somebody chose: a kept filter, or one thing more."""
        if self.search.text().strip() != choice.wanted.text:
            self.search.setText(choice.wanted.text)
        self.period = choice.period
        self.filter = replace(choice.wanted, newest=None)
        self._tick_chips()
        self.refresh()

    def show_mediator(self, name: str) -> None:
        """Show the open cases of one mediator; "" are those of nobody."""
        wanted = CaseFilter(sort="changed", mediators=(name,), closed=False)
        self.filters_button.setChecked(True)
        self.choose(Choice(wanted))

    def search_for(self, text: str) -> None:
        """Show the cases in which `text` is found."""
        if self.search.text().strip() != text:
            self.search.setText(text)
        self._narrow(text=text, newest=None)

    def _search_while_typing(self, text: str) -> None:
        """Show the newest of what fits so far: a short beginning fits thousands."""
        self._narrow(text=text, newest=WHILE_TYPING if text else None)

    def _narrow(self, **changes: object) -> None:
        wanted = replace(self.filter, **changes)  # type: ignore[arg-type]
        if replace(wanted, text="", newest=None) != CaseFilter(
            sort=wanted.sort, descending=wanted.descending
        ):
            wanted = replace(wanted, newest=None)  # what is chosen may not hide what fits
        if wanted != self.filter:
            self.filter = wanted
            self._tick_chips()
            self.refresh()

    def _sort(self, key: str) -> None:
        descending = not self.filter.descending if key == self.filter.sort else key == "changed"
        self._narrow(sort=key, descending=descending)
        self.model.retranslate()

    def _choose_mine(self, chosen: bool) -> None:  # noqa: FBT001 - Qt calls it
        self._narrow(mine=chosen)

    def _chip(self, field: str, code: str) -> QPushButton:
        made = button("", "chip", checkable=True)
        made.toggled.connect(partial(self._choose, field, code))
        self._chips[field, code] = made
        return made

    def _choose(self, field: str, code: str, chosen: bool) -> None:  # noqa: FBT001 - Qt calls it
        before: tuple[str, ...] = getattr(self.filter, field)
        now = (*before, code) if chosen else tuple(c for c in before if c != code)
        if chosen != (code in before):
            self._narrow(**{field: now})

    def _tick_chips(self) -> None:
        for (field, code), chip in self._chips.items():
            chip.blockSignals(True)
            chip.setChecked(code in getattr(self.filter, field))
            chip.blockSignals(False)
        self._mine.blockSignals(True)
        self._mine.setChecked(self.filter.mine)
        self._mine.blockSignals(False)
        if "more" in self.__dict__:
            self.more.show_choice(self.choice)

    def _name_chips(self) -> None:
        found = self._counts
        for (field, code), chip in self._chips.items():
            name = _((STAGE if field == "stages" else KIND)[code])
            if found is not None:
                counted = found.stages if field == "stages" else found.kinds
                name = f"{name}  {formats.number(counted.get(code, 0))}"
            chip.setText(name)

    def _open(self, case_no: int) -> None:
        self.asked.emit(listing.unit_of(self._desk.work, case_no))

    # what every page can do

    def changed(self, changed: Changed) -> None:
        if changed.units:
            self.refresh()

    def keep_now(self) -> None:
        """Nothing is typed here."""

    def retranslate(self) -> None:
        retranslate(self)
        for part in ("more", "board"):
            if part in self.__dict__:
                getattr(self, part).retranslate()
        self.model.retranslate()
        self._name_chips()


def _number(row_: CaseRow) -> str:
    return row_.number or "—"


def _title(row_: CaseRow) -> str:
    return row_.title or "—"


def _kind(row_: CaseRow) -> str:
    return f"kind:{row_.kind}"


def _stage(row_: CaseRow) -> str:
    stage = row_.stage or ""
    return _(STAGE[stage]) if stage in STAGE else stage


def _stage_look(row_: CaseRow) -> str:
    return STAGE_LOOK.get(row_.stage or "", "chip-accent")


def _next(row_: CaseRow) -> str:
    if row_.next_step is None:
        return ""
    what = row_.next_step or _("Follow-up visit")
    return f"{formats.short_day(row_.next_due)}  {what}" if row_.next_due else what


def _changed(row_: CaseRow) -> str:
    return formats.short_day(row_.changed_at)


def _quiet(_row: CaseRow) -> str:
    return "muted"
