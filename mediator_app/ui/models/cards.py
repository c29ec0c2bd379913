"""The cases of one stage as cards, of which only those on screen are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mediator_app.core.records.codes import RISK
from mediator_app.i18n import _, formats
from mediator_app.services.listing import CaseRow
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look
from mediator_app.ui.theme.shapes import kind_picture

Index = QModelIndex | QPersistentModelIndex
Read = Callable[[Sequence[int]], Mapping[int, CaseRow]]
PAGE, KEEP = 20, 400
PAD, LINES = 8, 5  # the title takes two
WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
SELECTED = QStyle.StateFlag.State_Selected
RIGHT = Qt.TextElideMode.ElideRight
FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
RISK_INK = {"high": "alarm", "medium": "earth"}


class CardsModel(QAbstractListModel):
    """Knows the ids of all cards in order; reads them a page at a time."""

    def __init__(self, read: Read, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self.ids: Sequence[int] = ()
        self._rows: dict[int, CaseRow | None] = {}

    def show(self, ids: Sequence[int]) -> None:
        self.beginResetModel()
        self.ids = ids
        self._rows.clear()
        self.endResetModel()

    def row(self, place: int) -> CaseRow | None:
        """Return the case of a card; None where it is gone."""
        wanted = self.ids[place]
        if wanted not in self._rows:
            if len(self._rows) > KEEP:
                self._rows.clear()
            page = self.ids[place - place % PAGE :][:PAGE]
            found = self._read(page)
            self._rows.update({number: found.get(number) for number in page})
        return self._rows[wanted]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        row = self.row(index.row())
        return ", ".join(lines_of(row)) if row else ""


def lines_of(row: CaseRow) -> list[str]:
    """Return what a card says: number, title, risk and next step."""
    risk = _(RISK.get(row.risk, row.risk)) if row.risk else ""
    return [row.number or "—", row.title or "—", risk, next_step(row)]


def next_step(row: CaseRow) -> str:
    if row.next_step is None:
        return ""
    what = row.next_step or _("Follow-up visit")
    return f"{formats.short_day(row.next_due)}  {what}" if row.next_due else what


class CardDelegate(QStyledItemDelegate):
    """Draws a card; what was typed is drawn as it is."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        row = model.row(index.row()) if isinstance(model, CardsModel) else None
        if row is None:
            return
        now, pad = look(), look().px(PAD)
        rect = option.rect.adjusted(pad // 2, pad // 4, -pad // 2, -pad // 4)
        chosen = bool(option.state & SELECTED)
        painter.save()
        painter.setPen(now.color("accent" if chosen else "line"))
        painter.setBrush(now.color("soft" if chosen else "surface"))
        painter.drawRoundedRect(rect, now.px(tokens.RADIUS), now.px(tokens.RADIUS))
        left, width, top = rect.left() + pad, rect.width() - 2 * pad, rect.top() + pad // 2
        line = QFontMetrics(now.font()).height()
        picture = kind_picture(row.kind)
        painter.drawPixmap(left, top + 2, picture)
        side = round(picture.width() / picture.devicePixelRatio()) + pad
        number, title, risk, step = lines_of(row)
        self._line(painter, number, "muted", QRect(left + side, top, width - side, line))
        bold = now.font(tokens.SMALL, bold=True)
        painter.setFont(bold)
        painter.setPen(now.color("ink"))
        shown = QFontMetrics(bold).elidedText(title, RIGHT, 2 * width - 3 * pad)
        painter.drawText(left, top + line, width, 2 * line, WRAPPED, shown)
        below = [(risk, RISK_INK.get(row.risk or "", "muted")), (step, "ink")]
        for place, (text, ink) in enumerate((t, i) for t, i in below if t):
            self._line(painter, text, ink, QRect(left, top + (3 + place) * line, width, line))
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, text: str, ink: str, where: QRect) -> None:
        font = look().font(tokens.SMALL)
        painter.setFont(font)
        painter.setPen(look().color(ink))
        shown = QFontMetrics(font).elidedText(text, RIGHT, where.width())
        painter.drawText(where, FLAGS, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        line = QFontMetrics(look().font()).height()
        return QSize(0, LINES * line + 2 * look().px(PAD))
