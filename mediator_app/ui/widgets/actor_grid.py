"""The map of actors: three sectors across, three levels down, cards that are dragged between.

Beside it stand those who are wanted and out of reach. Ease of access is a shape and a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QPushButton, QSizePolicy, QWidget

from mediator_app.core.records.codes import LEVEL, REACHABLE, SECTOR
from mediator_app.i18n import _
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import fixed, look, spaced
from mediator_app.ui.widgets.basic import Card, button, column, label, set_role

SECTORS = tuple(SECTOR)  # security, civil society, governmental: left to right
LEVELS = tuple(LEVEL)[::-1]  # international on top, local at the bottom
START = ("civil_society", "local")  # where Shift and an arrow key put whoever has no place yet
MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
WANTED_WIDTH = 240
SLIM = 860  # the list of the wanted goes below the grid on a narrower page
NAME_SLIM = 96

Cell = tuple[str | None, str | None]  # sector and level


@dataclass(frozen=True, slots=True)
class Placed:
    """One actor on the map; `key` is whatever its owner knows it by."""

    key: bytes
    name: str
    sector: str | None = None
    level: str | None = None
    reachable: str | None = None
    wanted: bool = False
    plan: str = ""

    @property
    def cell(self) -> Cell:
        return (self.sector, self.level)


def word(codes: Mapping[str, str], code: str | None) -> str:
    """Return a code in the language of now; nothing for one that is missing or unknown."""
    return _(codes[code]) if code is not None and code in codes else ""


def access_words(reachable: str | None) -> str:
    return word(REACHABLE, reachable) or _("Access not known")


class ActorCard(QPushButton):
    """A small card: clicked it opens, dragged or moved by Shift and an arrow it changes its cell."""

    dragged = Signal(QPoint)  # over this point of the screen
    dropped = Signal(QPoint)
    stepped = Signal(int, int)  # cells to the right and down

    def __init__(self, actor: Placed) -> None:
        super().__init__()
        self.actor = actor
        self._from: QPoint | None = None
        self._moving = False
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.say()

    def say(self) -> None:
        """Tell name and access again, in the language of now."""
        where = (word(SECTOR, self.actor.sector), word(LEVEL, self.actor.level))
        parts = (self.actor.name, *where, access_words(self.actor.reachable))
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(f"{self.actor.name}\n{access_words(self.actor.reachable)}")
        self.update()

    def sizeHint(self) -> QSize:
        now = look()
        two = QFontMetrics(now.font(tokens.SMALL)).height() * 2
        return QSize(now.px(NAME_SLIM + 40), two + now.px(12))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(NAME_SLIM), self.sizeHint().height())

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        edge = now.color("accent" if focused or self._moving else "edge")
        painter.setPen(QPen(edge, now.px(2 if focused else 1)))
        painter.setBrush(now.color("soft" if self._moving or self.isDown() else "surface"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
        side, pad = now.px(12), now.px(8)
        draw_access(painter, QRectF(pad, (self.height() - side) / 2, side, side), self.actor)
        left = pad * 2 + side
        width = self.width() - left - pad
        name, small = now.font(tokens.SMALL, bold=True), now.font(tokens.SMALL)
        metrics, quiet = QFontMetrics(name), QFontMetrics(small)
        top = (self.height() - metrics.height() - quiet.height()) // 2
        painter.setFont(name)
        painter.setPen(now.color("ink"))
        cut = Qt.TextElideMode.ElideRight
        text = metrics.elidedText(self.actor.name, cut, width)
        painter.drawText(left, top + metrics.ascent(), text)
        painter.setFont(small)
        painter.setPen(now.color("muted"))
        words = quiet.elidedText(access_words(self.actor.reachable), cut, width)
        painter.drawText(left, top + metrics.height() + quiet.ascent(), words)
        painter.end()

    # dragging: no QDrag, which would hold the window in a loop of its own

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            away = (event.position().toPoint() - self._from).manhattanLength()
            if not self._moving and away >= QApplication.startDragDistance():
                self._moving = True
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
            if self._moving:
                self.dragged.emit(event.globalPosition().toPoint())
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        moved, self._moving, self._from = self._moving, False, None
        if moved:
            self.unsetCursor()
            self.setDown(False)  # so that letting go is no click
            self.dropped.emit(event.globalPosition().toPoint())
            self.update()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = MOVES.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.stepped.emit(*step)
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


def draw_access(painter: QPainter, box: QRectF, actor: Placed) -> None:
    """Draw how easily somebody is reached: full, half, an empty ring with a stroke, or dashes."""
    now = look()
    ink = now.color({"easy": "agree", "hard": "earth", "no": "alarm"}.get(actor.reachable or "", "muted"))  # fmt: skip
    painter.save()
    painter.setPen(QPen(ink, now.px(1.6)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if actor.reachable == "easy":
        painter.setBrush(ink)
        painter.drawEllipse(box)
    elif actor.reachable == "hard":
        painter.drawEllipse(box)
        painter.setBrush(ink)
        painter.drawPie(box, 90 * 16, 180 * 16)
    elif actor.reachable == "no":
        painter.drawEllipse(box)
        painter.drawLine(box.topLeft(), box.bottomRight())
    else:
        painter.setPen(QPen(ink, now.px(1.2), Qt.PenStyle.DotLine))
        painter.drawEllipse(box)
    painter.restore()


class _Cell(QFrame):
    """One cell of the grid: its cards, and a button for one more."""

    add_asked = Signal()

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.cell = cell
        self.setProperty("role", "card")
        self.box = column(self, gap=4, edges=6)
        self.more = button("+", "link")
        spoken = _("Add an actor: {sector}, {level}")
        self.more.setAccessibleName(
            spoken.format(sector=word(SECTOR, cell[0]), level=word(LEVEL, cell[1]))
        )
        self.more.clicked.connect(self.add_asked)
        self.box.addStretch()
        self.box.addWidget(self.more)

    def add(self, card: ActorCard) -> None:
        self.box.insertWidget(self.box.count() - 2, card)


class ActorGrid(QWidget):
    """`show_actors` fills it; what a person does is announced, nothing is changed here."""

    opened = Signal(object)  # key
    moved = Signal(object, str, str)  # key, sector, level
    add_asked = Signal(str, str)  # sector, level

    def __init__(self, wanted_hint: Callable[[], str] | None = None) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._hint = wanted_hint
        self._actors: tuple[Placed, ...] = ()
        self._may = True
        self.cards: dict[bytes, ActorCard] = {}
        self._cells: dict[Cell, _Cell] = {}
        self._grid = QGridLayout(self)
        spaced(self._grid, 10)
        self._board, self._wanted = QWidget(), Card()
        self._grid.addWidget(self._board, 0, 0)
        self._grid.addWidget(self._wanted, 0, 1)
        self._slim = False

    def show_actors(self, actors: Sequence[Placed], *, may_edit: bool = True) -> None:
        """Show these actors; the focus stays with the one that had it."""
        here = next((key for key, card in self.cards.items() if card.hasFocus()), None)
        self._actors, self._may = tuple(actors), may_edit
        self._build_board()
        self._build_wanted()
        self._arrange()
        if here in self.cards:
            self.cards[here].setFocus()

    def retranslate(self) -> None:
        self.show_actors(self._actors, may_edit=self._may)

    def _build_board(self) -> None:
        old, self._board = self._board, QWidget()
        self._board.setProperty("role", "clear")
        self.cards, self._cells = {}, {}
        lines = QGridLayout(self._board)
        spaced(lines, 6)
        for across, sector in enumerate(SECTORS):
            lines.addWidget(label(_(SECTOR[sector]), "strong", wrap=True), 0, across + 1)
            lines.setColumnStretch(across + 1, 1)
        for down, level in enumerate(LEVELS):
            lines.addWidget(label(_(LEVEL[level]), "strong"), down + 1, 0)
            for across, sector in enumerate(SECTORS):
                cell = _Cell((sector, level))
                cell.add_asked.connect(partial(self.add_asked.emit, sector, level))
                if not self._may:
                    cell.more.hide()
                self._cells[cell.cell] = cell
                lines.addWidget(cell, down + 1, across + 1)
        loose = [actor for actor in self._actors if actor.cell not in self._cells]
        for actor in self._actors:
            if actor.cell in self._cells:
                self._cells[actor.cell].add(self._card(actor))
        if loose:
            self._add_loose(lines, loose)
        self._grid.replaceWidget(old, self._board)
        old.hide()
        old.deleteLater()

    def _add_loose(self, lines: QGridLayout, loose: list[Placed]) -> None:
        words = _("Not on the map yet: drag them into a cell, or press Shift and an arrow key.")
        lines.addWidget(label(words, "muted", wrap=True), len(LEVELS) + 1, 0, 1, 4)
        for number, actor in enumerate(loose):
            down, across = divmod(number, len(SECTORS))
            lines.addWidget(self._card(actor), len(LEVELS) + 2 + down, across + 1)

    def _card(self, actor: Placed) -> ActorCard:
        made = ActorCard(actor)
        made.clicked.connect(partial(self._open, actor.key))
        if self._may:
            made.dragged.connect(self._over)
            made.dropped.connect(partial(self._drop, actor))
            made.stepped.connect(partial(self._step, actor))
        self.cards[actor.key] = made
        return made

    def _build_wanted(self) -> None:
        old, self._wanted = self._wanted, Card(_("Wanted but out of reach"))
        wanted = [actor for actor in self._actors if actor.wanted]
        for actor in wanted:
            link = button(actor.name, "link")
            link.clicked.connect(partial(self._open, actor.key))
            self._wanted.box.addWidget(link)
            plan = actor.plan or _("No plan yet: click to write what is done to reach them.")
            self._wanted.box.addWidget(label(plan, "muted" if actor.plan else "problem", wrap=True))
        if not wanted:
            words = _("Nobody is marked as wanted but out of reach.")
            self._wanted.box.addWidget(label(words, "muted", wrap=True))
        self._wanted.box.addStretch()
        self._grid.replaceWidget(old, self._wanted)
        old.hide()
        old.deleteLater()

    # what a person does

    def _open(self, key: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.opened.emit(key)

    def _over(self, where: QPoint) -> None:
        under = self._cell_at(where)
        for cell in self._cells.values():
            set_role(cell, "guide" if cell is under else "card")

    def _drop(self, actor: Placed, where: QPoint) -> None:
        self._over(where)
        under = self._cell_at(where)
        for cell in self._cells.values():
            set_role(cell, "card")
        if under is not None:
            self._move(actor, under.cell)

    def _step(self, actor: Placed, across: int, down: int) -> None:
        if actor.cell not in self._cells:
            self._move(actor, START)
            return
        column_ = SECTORS.index(actor.sector or "") + across
        row_ = LEVELS.index(actor.level or "") + down
        if 0 <= column_ < len(SECTORS) and 0 <= row_ < len(LEVELS):
            self._move(actor, (SECTORS[column_], LEVELS[row_]))

    def _move(self, actor: Placed, cell: Cell) -> None:
        sector, level = cell
        if cell != actor.cell and sector and level:
            self.moved.emit(actor.key, sector, level)

    def _cell_at(self, where: QPoint) -> _Cell | None:
        for cell in self._cells.values():
            if cell.rect().contains(cell.mapFromGlobal(where)):
                return cell
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        slim = self.width() < look().px(SLIM)
        if slim != self._slim:
            self._slim = slim
            self._arrange()

    def _arrange(self) -> None:
        """Put the wanted beside the grid, or below it where there is little room."""
        self._grid.removeWidget(self._wanted)
        if self._slim:
            self._wanted.setMinimumWidth(0)
            self._wanted.setMaximumWidth(16_777_215)
            self._grid.addWidget(self._wanted, 1, 0)
        else:
            fixed(self._wanted, width=WANTED_WIDTH)
            self._grid.addWidget(self._wanted, 0, 1)
        self._grid.setColumnStretch(0, 1)
