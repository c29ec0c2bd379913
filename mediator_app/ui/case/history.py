"""Everything that was ever changed in a case, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from mediator_app.core.marks import N_
from mediator_app.core.records.registry import record_type
from mediator_app.core.view import CaseView
from mediator_app.i18n import _, formats
from mediator_app.services import cases
from mediator_app.services.cases import HistoryLine
from mediator_app.ui.case.wording import facts_of, value_text
from mediator_app.ui.models.rows import Column, RowsModel
from mediator_app.ui.widgets.basic import button, column
from mediator_app.ui.widgets.states import StateView
from mediator_app.ui.widgets.table import Table
from mediator_app.ui.work.desk import Desk

AT_ONCE = 200  # lines
KINDS = {
    "create": N_("Added"),
    "set": N_("Changed"),
    "remove": N_("Taken away"),
    "restore": N_("Brought back"),
}


class HistoryTab(QStackedWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: CaseView | None = None
        self._lines: list[HistoryLine] = []
        self._state = StateView()
        self.model = RowsModel(
            [
                Column(lambda: _("When"), self._when, width=240),
                Column(lambda: _("Who"), lambda line: line.who, width=130),
                Column(lambda: _("What"), _what, width=210),
                Column(lambda: _("Before"), self._before, look=_muted, width=150, stretch=True),
                Column(lambda: _("After"), self._after, width=150, stretch=True),
            ],
            self._read_lines,
            self,
        )
        page = QWidget()
        page.setProperty("role", "clear")
        box = column(page, gap=8)
        self.table = Table(self.model)
        box.addWidget(self.table, 1)
        self._more = button(lambda: _("Show earlier changes"))
        self._more.clicked.connect(self._read_more)
        box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.addWidget(self._state)
        self.addWidget(page)
        self._state.show_loading(lambda: _("Reading the history…"))

    def _read_lines(self, numbers: Sequence[int]) -> Mapping[int, HistoryLine]:
        return {number: self._lines[number] for number in numbers}

    def show_view(self, view: CaseView) -> None:
        self._view = view
        self._read(None)

    def keep_now(self) -> None:
        """Nothing is typed here."""

    def _read_more(self) -> None:
        self._read(self._lines[-1].changeset_id if self._lines else None)

    def _read(self, before: bytes | None) -> None:
        view, work = self._view, self._desk.work
        if view is None:
            return
        unit = view.unit_id
        self._desk.read(
            self,
            lambda: (before, unit, cases.history(work, unit, limit=AT_ONCE, before=before)),
            self._show,
        )

    def _show(self, found: tuple[bytes | None, bytes, Sequence[HistoryLine]]) -> None:
        before, unit, lines = found
        if self._view is None or self._view.unit_id != unit:
            return  # another case is shown by now
        self._lines = [*(self._lines if before is not None else ()), *lines]
        self._more.setVisible(len(lines) == AT_ONCE)
        self.model.show(range(len(self._lines)))
        self.setCurrentIndex(1 if self._lines else 0)
        if not self._lines:
            self._state.show_empty(lambda: _("Nothing was changed yet."))

    def _when(self, line: HistoryLine) -> str:
        return formats.moment(line.when, quality=line.quality)

    def _before(self, line: HistoryLine) -> str:
        return " / ".join(self._value(line, value) for value in line.before if value is not None)

    def _after(self, line: HistoryLine) -> str:
        return self._value(line, line.after)

    def _value(self, line: HistoryLine, value: object) -> str:
        if line.field is None:
            return ""
        return value_text(facts_of(line.record)[line.field], value, self._view)

    def retranslate(self) -> None:
        self.model.retranslate()
        self._state.retranslate()


def _what(line: HistoryLine) -> str:
    title = _(record_type(line.record).TITLE)
    if line.field is None:
        return _("{what}: {record}").format(what=_(KINDS.get(line.kind, line.kind)), record=title)
    return f"{title}, {_(facts_of(line.record)[line.field].label)}"


def _muted(_line: HistoryLine) -> str:
    return "muted"
