"""The list of cases: search as one types, chips with counts, a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from mediator_app.core.records.codes import KIND, STAGE
from mediator_app.i18n import _, formats, n_
from mediator_app.services import cases
from mediator_app.services.cases import CaseFilter, CaseRow, Counts
from mediator_app.services.work import Changed
from mediator_app.ui.models.rows import Column, RowsModel
from mediator_app.ui.texts import retranslate
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import wide_at_most
from mediator_app.ui.widgets.basic import button, column, label, row
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.search import SearchField
from mediator_app.ui.widgets.states import StateView
from mediator_app.ui.widgets.table import Table
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

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
        self._stack = QStackedWidget()
        self.state = StateView()
        self.state.acted.connect(self._act)
        self.model = RowsModel(self._columns(), self._read_rows, self)
        self.table = Table(self.model)
        self.table.opened.connect(self._open)
        self.table.sort_asked.connect(self._sort)
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.table)
        box.addWidget(self._stack, 1)
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
        head.addWidget(self.search, 3)
        head.addWidget(self._total)
        head.addStretch(1)
        head.addWidget(new)
        return head

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the room to the search and the table where there is little."""
        self._total.setVisible(not narrow)
        self._kinds.setVisible(not narrow)
        self._stages.setVisible(not narrow)

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
        """Read which cases fit, and how many there are of each."""
        work, wanted = self._desk.work, self.filter
        if self._job is not None:
            self._job.cancel()  # an older answer would come too late

        def read() -> tuple[list[int], Counts, int]:
            everything = cases.counts(work, replace(wanted, stages=(), kinds=(), newest=None))
            ids = cases.find(work, wanted)
            return ids, everything, len(ids)

        self._job = self._desk.runner.run(self, read, self._show, on_error=self._failed)

    def _failed(self, error: Exception) -> None:
        self._desk.feedback.failed(error)
        self.state.show_failed(lambda: _("The cases could not be read."))
        self._stack.setCurrentIndex(0)

    def _show(self, found: tuple[list[int], Counts, int]) -> None:
        ids, self._counts, total = found
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
        self._name_chips()
        self._stack.setCurrentIndex(1 if ids else 0)
        if not ids:
            self._say_empty()

    def _read_rows(self, numbers: Sequence[int]) -> Mapping[int, CaseRow]:
        return cases.rows(self._desk.work, numbers)

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
        f = self.filter
        return bool(f.text or f.kinds or f.stages or f.mine)

    def _act(self) -> None:
        if self._narrowed():
            self.search.clear()
            self._narrow(text="", kinds=(), stages=(), mine=False)
        elif self.model.rowCount():
            self.refresh()
        else:
            self.new_asked.emit()

    # narrowing

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
        if wanted.kinds or wanted.stages or wanted.mine:
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

    def _name_chips(self) -> None:
        found = self._counts
        for (field, code), chip in self._chips.items():
            name = _((STAGE if field == "stages" else KIND)[code])
            if found is not None:
                counted = found.stages if field == "stages" else found.kinds
                name = f"{name}  {formats.number(counted.get(code, 0))}"
            chip.setText(name)

    def _open(self, case_no: int) -> None:
        self.asked.emit(cases.unit_of(self._desk.work, case_no))

    # what every page can do

    def changed(self, changed: Changed) -> None:
        if changed.units:
            self.refresh()

    def keep_now(self) -> None:
        """Nothing is typed here."""

    def retranslate(self) -> None:
        retranslate(self)
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
