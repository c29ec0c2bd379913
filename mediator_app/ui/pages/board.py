"""The cases by stage, side by side: where the work stands. A case is moved inside it, not here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListView, QWidget

from mediator_app.core.records.codes import STAGE
from mediator_app.i18n import _, formats
from mediator_app.services import listing
from mediator_app.services.listing import CaseFilter, CaseRow
from mediator_app.ui.models.cards import CardDelegate, CardsModel
from mediator_app.ui.theme.look import fixed
from mediator_app.ui.widgets.basic import Scroll, column, label, row
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

WIDTH = 184  # pixels at 100 % of one stage
SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Board(QWidget):
    """Seven lists; the arrows go between them, Enter opens."""

    asked = Signal(int)  # the case number

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self._job: Job | None = None
        self.lists: dict[str, QListView] = {}
        self.models: dict[str, CardsModel] = {}
        self._heads: dict[str, QLabel] = {}
        inner = QWidget()
        line = row(inner, gap=8)
        for stage in STAGE:
            line.addWidget(self._column(stage))
        line.addStretch()
        column(self, gap=0).addWidget(Scroll(inner))
        self.setFocusProxy(next(iter(self.lists.values())))

    def _column(self, stage: str) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        fixed(holder, width=WIDTH)
        box = column(holder, gap=4)
        head = self._heads[stage] = label("", "heading", wrap=True)
        box.addWidget(head)
        model = self.models[stage] = CardsModel(self._read, self)
        view = self.lists[stage] = QListView()
        view.setModel(model)
        view.setItemDelegate(CardDelegate(view))
        view.setUniformItemSizes(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.activated.connect(self._open)
        view.installEventFilter(self)
        box.addWidget(view, 1)
        self._name(stage)
        return holder

    def _read(self, numbers: Sequence[int]) -> Mapping[int, CaseRow]:
        return listing.rows(self._desk.work, numbers)

    def show_cases(self, wanted: CaseFilter) -> None:
        """Read which cases stand where."""
        if self._job is not None:
            self._job.cancel()
        work = self._desk.work
        self._job = self._desk.runner.run(self, lambda: listing.by_stage(work, wanted), self._show)

    def _show(self, found: dict[str, list[int]]) -> None:
        for stage, model in self.models.items():
            model.show(found.get(stage, []))
            self._name(stage)

    def _name(self, stage: str) -> None:
        name, count = _(STAGE[stage]), formats.number(len(self.models[stage].ids))
        self._heads[stage].setText(f"{name}  {count}")
        self.lists[stage].setAccessibleName(f"{name}, {count}")

    def _open(self, index: QModelIndex) -> None:
        model = index.model()
        if isinstance(model, CardsModel):
            self.asked.emit(model.ids[index.row()])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the stage beside with the arrows."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = SIDEWAYS.get(Qt.Key(event.key()))
            views = list(self.lists.values())
            at = next((n for n, view in enumerate(views) if view is watched), None)
            if step is not None and at is not None:
                there = at + step
                if 0 <= there < len(views):
                    views[there].setFocus()
                    if not views[there].currentIndex().isValid():
                        views[there].setCurrentIndex(views[there].model().index(0, 0))
                return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        for stage, model in self.models.items():
            self._name(stage)
            model.show(model.ids)
