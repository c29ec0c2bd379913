"""The seven stages across the top of a case: done, here, to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mediator_app.i18n import _
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look

TICK = "✓ "
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Where(Enum):
    DONE = "done"
    HERE = "here"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as it is shown: its code and its name in the screen's language."""

    code: str
    title: str


class Step(QAbstractButton):
    """One stage of the ribbon."""

    def __init__(self, number: int, stage: Stage, where: Where, parent: QWidget) -> None:
        super().__init__(parent)
        self.number, self.stage, self.where = number, stage, where
        self.short = False
        self.setToolTip(stage.title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def words(self) -> str:
        """Return what is drawn: the name, or only the number where there is no room."""
        text = str(self.number) if self.short else self.stage.title
        return TICK + text if self.where is Where.DONE else text

    def wanted(self, *, short: bool) -> int:
        """Return the width that the words need."""
        was, self.short = self.short, short
        font = look().font(bold=self.where is Where.HERE)
        width = QFontMetrics(font).horizontalAdvance(self.words())
        self.short = was
        return width + look().px(2 * tokens.TIP + 4)

    def sizeHint(self) -> QSize:
        return QSize(self.wanted(short=False), look().px(tokens.RIBBON))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()  # the ribbon walks; a button would leave it
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, box = look(), self.rect()
        tip, right, bottom = now.px(tokens.TIP), box.width() - 2, box.height() - 2
        shape = [(1, 1), (right - tip, 1), (right, bottom / 2), (right - tip, bottom), (1, bottom)]
        if self.number > 1:
            shape.append((1 + tip, bottom / 2))
        edge, ground, ink = {
            Where.DONE: ("agree", "agree_soft", "agree"),
            Where.HERE: ("accent", "accent", "on_accent"),
            Where.TO_COME: ("edge", "surface", "muted"),
        }[self.where]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(now.color("ink" if self.hasFocus() else edge), 3 if self.hasFocus() else 1.2)
        )
        painter.setBrush(now.color(ground))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape]))
        painter.setFont(now.font(bold=self.where is Where.HERE))
        painter.setPen(now.color(ink))
        room = QRect(tip + 2, 0, box.width() - 2 * tip - 2, box.height())
        text = painter.fontMetrics().elidedText(
            self.words(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class Ribbon(QWidget):
    """Tab comes to the present stage; the arrow keys walk from there."""

    asked = Signal(str)  # the code of the stage that was clicked

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look().px(tokens.RIBBON))

    def show_stages(self, stages: Sequence[Stage], here: str, *, ended: bool = False) -> None:
        """Show where a case stands; `ended` marks the last stage as done too."""
        for step in self._steps:
            step.hide()
            step.deleteLater()
        codes = [stage.code for stage in stages]
        now = codes.index(here) if here in codes else 0
        self._steps = []
        for place, stage in enumerate(stages):
            where = Where.HERE if place == now else Where.DONE if place < now else Where.TO_COME
            if ended and place == now:
                where = Where.DONE
            step = Step(place + 1, stage, where, self)
            step.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if place == now else Qt.FocusPolicy.ClickFocus
            )
            step.clicked.connect(self._ask)
            step.show()
            self._steps.append(step)
        self.retranslate()
        self._place()

    def steps(self) -> Sequence[Step]:
        return self._steps

    def retranslate(self) -> None:
        """Say again what a screen reader speaks; the names come with `show_stages`."""
        sentences = {
            Where.DONE: _("{stage}: done, stage {number} of {count}"),
            Where.HERE: _("{stage}: the case is here, stage {number} of {count}"),
            Where.TO_COME: _("{stage}: to come, stage {number} of {count}"),
        }
        for step in self._steps:
            step.setAccessibleName(
                sentences[step.where].format(
                    stage=step.stage.title, number=step.number, count=len(self._steps)
                )
            )

    def _ask(self) -> None:
        step = self.sender()
        if isinstance(step, Step):
            self.asked.emit(step.stage.code)

    def _place(self) -> None:
        """Give every stage its name while there is room, from the present one outwards."""
        if not self._steps:
            return
        here = next((n for n, s in enumerate(self._steps) if s.where is Where.HERE), 0)
        for step in self._steps:
            step.short = True
        room = self.width() - sum(step.wanted(short=True) for step in self._steps)
        for number in sorted(range(len(self._steps)), key=lambda n: (abs(n - here), -n)):
            step = self._steps[number]
            more = step.wanted(short=False) - step.wanted(short=True)
            if more > room:
                break
            step.short = False
            room -= more
        share, left = max(0, room) // len(self._steps), 0
        for step in self._steps:
            width = step.wanted(short=step.short) + share
            step.setGeometry(left, 0, width, self.height())
            left += width

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = ARROWS.get(Qt.Key(event.key()))
        focused = next((n for n, step in enumerate(self._steps) if step.hasFocus()), None)
        if move is None or focused is None:
            super().keyPressEvent(event)
            return
        self._steps[(focused + move) % len(self._steps)].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_steps"):
            self.setFixedHeight(look().px(tokens.RIBBON))
            self._place()
