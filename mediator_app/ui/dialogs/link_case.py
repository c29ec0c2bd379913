"""Finds a case by its number, title or place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from mediator_app.i18n import _
from mediator_app.services import listing
from mediator_app.services.listing import CaseFilter, CaseRow
from mediator_app.ui.texts import say_name
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import button, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.search import SearchField
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

MOST = 40  # cases offered
UNIT = Qt.ItemDataRole.UserRole


class LinkCase(QDialog):
    """`picked` carries the unit id of the case."""

    picked = Signal(bytes)

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setObjectName("link-case")
        self.setModal(True)
        self.setWindowTitle(_("Link to a case"))
        self._desk = desk
        self._job: Job | None = None
        box = column(self, gap=8, edges=16)
        box.addWidget(label(_("Link to a case"), "heading"))
        self.search = SearchField(lambda: _("Number, title or place of the case…"))
        self.search.asked.connect(self.look_for)
        self.search.entered.connect(self._take_first)
        box.addWidget(self.search)
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say_name(self.list, lambda: _("Cases found"))
        self.list.itemActivated.connect(self._take)
        self.list.currentItemChanged.connect(self._enable)
        box.addWidget(self.list, 1)
        self._nothing = label(_("No case is found with these words."), "muted", wrap=True)
        self._nothing.hide()
        box.addWidget(self._nothing)
        foot = Flow(gap=8)
        self.link_button = button(_("Link"), "primary")
        self.link_button.setEnabled(False)
        self.link_button.clicked.connect(self._take_current)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        for made in (self.link_button, cancel):
            foot.addWidget(made)
        box.addLayout(foot)
        now = look()
        room = parent.window().size()
        wide, tall = now.px(2 * tokens.COLUMN + 80), now.px(420)
        self.resize(min(wide, room.width()), min(tall, room.height()))
        self.look_for("")

    def look_for(self, text: str) -> None:
        """Show the cases in which the words are found, the last changed first."""
        if self._job is not None:
            self._job.cancel()
        work, wanted = self._desk.work, CaseFilter(text=text, sort="changed", limit=MOST)

        def read() -> list[CaseRow]:
            numbers = listing.find(work, wanted)[:MOST]
            found = listing.rows(work, numbers)
            return [found[number] for number in numbers if number in found]

        self._job = self._desk.runner.run(self, read, self._show)

    def _show(self, found: list[CaseRow]) -> None:
        self.list.clear()
        for case in found:
            title = None if case.hidden else case.title
            words = "  ·  ".join(part for part in (case.number, title, case.place) if part)
            item = QListWidgetItem(words)
            item.setData(UNIT, case.unit_id)
            self.list.addItem(item)
        self._nothing.setVisible(not found)
        self._enable()

    def _enable(self) -> None:
        self.link_button.setEnabled(self.list.currentRow() >= 0)

    def _take_first(self, _text: str) -> None:
        if self.list.count() == 1:
            self._take(self.list.item(0))
        else:
            self.list.setFocus()

    def _take_current(self) -> None:
        if self.list.currentRow() >= 0:
            self._take(self.list.currentItem())

    def _take(self, item: QListWidgetItem) -> None:
        unit_id: bytes = item.data(UNIT)
        self.accept()
        self.picked.emit(unit_id)
