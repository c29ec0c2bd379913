"""Ctrl+K: finds anything in the profile as one types, and opens it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListView, QPushButton, QWidget

from mediator_app.core.workflow import Place
from mediator_app.i18n import _, n_
from mediator_app.services import finding
from mediator_app.services.finding import SORTS, Hit
from mediator_app.ui.models.hits import HitDelegate, HitsModel
from mediator_app.ui.texts import say_name
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import button, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.letters import LetterBar, LetterKeys
from mediator_app.ui.widgets.search import SearchField
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

PAUSE = 40  # milliseconds after the last key: an answer takes about as long
STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
}


class FindPalette(QDialog):
    """The keyboard stays in the field: the arrows choose, Enter opens, Escape leaves.

    `tab_of` says on which tab of a case a type of record stands.
    """

    case_asked = Signal(bytes, object)  # unit id, core.workflow.Place or None
    place_asked = Signal(str)  # the name of a place whose cases are wanted
    notebook_asked = Signal(str, bytes)  # name of the record type, its id

    def __init__(self, parent: QWidget, desk: Desk, tab_of: Callable[[str], str]) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self.setModal(True)
        self.setWindowTitle(_("Find anything"))
        self._desk, self._tab_of = desk, tab_of
        self._job: Job | None = None
        self._sort = ""
        self._asked = ("", "")  # what is shown: text and sort
        box = column(self, gap=8, edges=12)
        self.search = SearchField(lambda: _("A name, a place, a number, a word…"))
        self.search.set_pause(PAUSE)
        self.search.asked.connect(self.look_for)
        self.search.entered.connect(self._enter)
        self.search.installEventFilter(self)
        box.addWidget(self.search)
        box.addLayout(self._chips())
        self.model = HitsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        say_name(self.list, lambda: _("What was found"))
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        box.addWidget(self.list, 1)
        self.said = label("", "muted", wrap=True)
        box.addWidget(self.said)
        box.addWidget(LetterBar(named=False))
        LetterKeys(self)
        now, room = look(), parent.window().size()
        self.resize(min(now.px(760), room.width()), min(now.px(560), room.height()))
        self._tell()
        self.search.setFocus()

    def _chips(self) -> Flow:
        flow = Flow(gap=6)
        self.chips: dict[str, QPushButton] = {}
        for code, name in {"": _("All"), **{c: _(name) for c, name in SORTS.items()}}.items():
            made = button(name, "chip", checkable=True)
            made.setChecked(code == "")
            made.clicked.connect(partial(self.choose, code))
            self.chips[code] = made
            flow.addWidget(made)
        return flow

    def choose(self, sort: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Show one sort of thing alone, or everything."""
        self._sort = sort
        for code, chip in self.chips.items():
            chip.setChecked(code == sort)
        self.search.setFocus()
        self.look_for(self.search.text().strip())

    def look_for(self, text: str) -> None:
        """Search; an older search that has not answered yet is forgotten."""
        if self._job is not None:
            self._job.cancel()
        asked = (text, self._sort)
        work = self._desk.work

        def read(job: Job) -> tuple[tuple[str, str], tuple[Hit, ...]]:
            return asked, finding.find(work, asked[0], sort=asked[1], check=job.check)

        self._job = self._desk.runner.run_long(self, read, self._show, on_error=self._failed)

    def _show(self, found: tuple[tuple[str, str], tuple[Hit, ...]]) -> None:
        self._asked, hits = found
        self.model.show(hits)
        if hits:
            self.list.setCurrentIndex(self.model.index(0))
        self._tell()

    def _failed(self, error: Exception) -> None:
        self._desk.feedback.failed(error)
        self.said.setText(_("The search did not work. Type once more."))

    def _tell(self) -> None:
        count = len(self.model.hits)
        if count >= finding.MOST:
            self.said.setText(
                _("The newest {count}. Type more to find older ones.").format(count=count)
            )
        elif count:
            self.said.setText(n_("{count} found", "{count} found", count).format(count=count))
        elif self._asked[0]:
            self.said.setText(
                _("Nothing is found. Try fewer letters, or another spelling.")
                if not self._asked[1]
                else _("Nothing of this sort is found. Choose “All” to look everywhere.")
            )
        else:
            self.said.setText(_("Type the beginning of a word. Diallo finds Jàlo, ben finds bɛn."))

    # opening

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the keyboard is in the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None and self.model.hits:
                row = self.list.currentIndex().row() + step
                row = max(0, min(row, len(self.model.hits) - 1))
                self.list.setCurrentIndex(self.model.index(row))
                return True
        return super().eventFilter(watched, event)

    def _enter(self, text: str) -> None:
        """Open what is chosen, if it is the answer to what now stands in the field."""
        if (text, self._sort) == self._asked:
            self._open(self.list.currentIndex())
        else:
            self.look_for(text)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.open_hit(self.model.hits[index.row()])

    def open_hit(self, hit: Hit) -> None:
        """Go to what was found; the window closes."""
        self.accept()
        if hit.unit_id is None:
            self.place_asked.emit(hit.title)
        elif hit.unit_id == self._desk.work.info.region_unit:
            self.notebook_asked.emit(hit.record, hit.eid)
        else:
            self.case_asked.emit(hit.unit_id, self._where(hit))

    def _where(self, hit: Hit) -> Place | None:
        """Return the place in the case; the case itself is opened as it always is."""
        if hit.record == "case_file" or not hit.eid:
            return None
        return Place(self._tab_of(hit.record), hit.record, None, hit.eid)
