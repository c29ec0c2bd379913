"""A table model over many rows, of which only those on screen are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
PAGE = 50  # rows read at once; a usual screen shows fewer
KEEP = 2_000  # rows kept; a screen shows fewer than 100
PLAIN = ""  # the look of a cell that is only text


@dataclass(frozen=True, slots=True)
class Column:
    """How one column names itself and reads a row.

    `look` names how the cell is drawn: "" plain text, "kind:land" a shape before the text,
    "chip-earth" a chip. `key` is what a click on the title sorts by; "" cannot be sorted.
    """

    title: Callable[[], str]
    text: Callable[[Any], str]
    look: Callable[[Any], str] | None = None
    key: str = ""
    width: int = 120  # pixels at 100 %
    stretch: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    look: str = PLAIN


GONE = Cell("")


class RowsModel(QAbstractTableModel):
    """Knows the ids of all rows in order, and reads the rows a page at a time.

    Sorting and filtering happen where `show` gets its ids from, never here.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        read: Callable[[Sequence[Any]], Mapping[Any, object]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._read = read
        self._ids: Sequence[Any] = ()
        self._cells: dict[Any, tuple[Cell, ...]] = {}
        self._gone = tuple(GONE for _ in self.columns)

    def show(self, ids: Sequence[Any]) -> None:
        """Show these rows, in this order."""
        self.beginResetModel()
        self._ids = ids
        self._cells.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Read again what is on screen; order and selection stay."""
        self._cells.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def retranslate(self) -> None:
        """Say titles and cells again, in the language of now."""
        self.refresh()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def id_at(self, row: int) -> Any:
        return self._ids[row]

    def row_of(self, wanted: object) -> int | None:
        """Return where the row with this id stands, or None."""
        try:
            return self._ids.index(wanted)
        except ValueError:
            return None

    def cells(self, row: int) -> tuple[Cell, ...]:
        """Return the cells of one row, ready to be drawn."""
        wanted = self._ids[row]
        found = self._cells.get(wanted)
        return found if found is not None else self._page(row, wanted)

    def _page(self, row: int, wanted: object) -> tuple[Cell, ...]:
        if len(self._cells) >= KEEP:
            self._cells.clear()
        start = row - row % PAGE
        page = self._ids[start : start + PAGE]
        found = self._read(page)
        for each in page:
            content = found.get(each)
            self._cells[each] = self._gone if content is None else self._drawn(content)
        return self._cells[wanted]

    def _drawn(self, content: object) -> tuple[Cell, ...]:
        return tuple(
            Cell(column.text(content), column.look(content) if column.look else PLAIN)
            for column in self.columns
        )

    # Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        return self.cells(index.row())[index.column()].text

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].title() if 0 <= section < len(self.columns) else None
