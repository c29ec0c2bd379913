"""The one table of the program: rows of fixed height, chosen whole, opened by Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from mediator_app.ui.models.cells import CellDelegate
from mediator_app.ui.models.rows import RowsModel
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look


class Table(QTableView):
    """Shows a RowsModel."""

    opened = Signal(object)  # the id of the row
    chosen = Signal(object)  # the id of the row, or None
    sort_asked = Signal(str)  # the key of the column

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(model, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self._fit()

    def choose(self, wanted: object) -> None:
        """Put the selection on the row with this id, where it is shown."""
        row = self.rows.row_of(wanted)
        if row is not None:
            index = self.rows.index(row, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _fit(self) -> None:
        now = look()
        self.verticalHeader().setDefaultSectionSize(now.px(tokens.ROW))
        columns = self.rows.columns
        wanted = [now.px(column.width) for column in columns]
        # The header is as wide as the viewport. To wrap that one, whose type it does not know,
        # PySide6 would first make all classes of widgets: 50 ms.
        spare = self.horizontalHeader().width() - sum(wanted)
        greedy = [number for number, column in enumerate(columns) if column.stretch]
        for number, width in enumerate(wanted):
            share = spare // len(greedy) if number in greedy else 0
            self.setColumnWidth(number, max(width + share, width // 2))

    def _sort(self, section: int) -> None:
        key = self.rows.columns[section].key
        if key:
            self.sort_asked.emit(key)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows.id_at(index.row()))

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.rows.id_at(now.row()) if now.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "rows"):
            self._fit()
