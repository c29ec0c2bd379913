"""The share of women and of young people, against the goal."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mediator_app.i18n import _, n_
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import Card, label

GOAL = 30  # per cent


@dataclass(frozen=True, slots=True)
class HeadCount:
    """Women and men count everybody; the young are among them."""

    women: int = 0
    men: int = 0
    young_women: int = 0
    young_men: int = 0

    @property
    def everybody(self) -> int:
        return self.women + self.men

    @property
    def young(self) -> int:
        return self.young_women + self.young_men


def still_needed(part: int, whole: int, *, goal: int = GOAL) -> int:
    """Return how many more of one group bring it to the goal, each added to the whole too."""
    if whole == 0 or part * 100 >= goal * whole:
        return 0
    return ceil((goal * whole - 100 * part) / (100 - goal))


class Bars(QWidget):
    """One bar a group, with a mark at the goal."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, rows: list[tuple[str, int]]) -> None:
        self._rows = rows
        self._fit()
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(self._pitch() * max(1, len(self._rows)))

    def _pitch(self) -> int:
        return QFontMetrics(look().font()).height() + look().px(10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, pitch = look(), self._pitch()
        metrics = QFontMetrics(now.font())
        left = max((metrics.horizontalAdvance(name) for name, _ in self._rows), default=0) + now.px(
            10
        )
        room = self.width() - left - metrics.horizontalAdvance("100 % ✓") - now.px(10)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(now.font())
        height = now.px(tokens.METER)
        middle = Qt.AlignmentFlag.AlignVCenter
        for number, (name, share) in enumerate(self._rows):
            top = number * pitch
            good = share >= GOAL
            color = now.color("agree" if good else "earth")
            painter.setPen(now.color("ink"))
            painter.drawText(QRectF(0, top, left, pitch), middle, name)
            painter.setPen(Qt.PenStyle.NoPen)
            bar = QRectF(left, top + (pitch - height) / 2, room, height)
            painter.setBrush(now.color("track"))
            painter.drawRoundedRect(bar, height / 2, height / 2)
            painter.setBrush(color)
            bar.setWidth(room * min(100, share) / 100)
            painter.drawRoundedRect(bar, height / 2, height / 2)
            painter.setPen(QPen(now.color("ink"), 2))
            goal = left + room * GOAL / 100
            painter.drawLine(round(goal), top + now.px(3), round(goal), top + pitch - now.px(3))
            painter.setPen(color)
            text = f"{share} % {'✓' if good else '!'}"
            painter.drawText(QRectF(left + room + now.px(8), top, 999, pitch), middle, text)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rows"):
            self._fit()


class Meter(Card):
    """The card with the bars and, in a sentence, how many are missing."""

    def __init__(self) -> None:
        super().__init__(lambda: _("Participation, goal {goal} %").format(goal=GOAL))
        self._count = HeadCount()
        self._bars = Bars()
        self._sentence = label(role="muted", wrap=True)
        self.box.addWidget(self._bars)
        self.box.addWidget(self._sentence)
        self.show_count(self._count)

    def show_count(self, count: HeadCount) -> None:
        self._count = count
        whole = count.everybody
        self._bars.setVisible(whole > 0)
        if whole:
            shares = [
                (_("Women"), 100 * count.women // whole),
                (_("Young people"), 100 * count.young // whole),
            ]
            self._bars.show_shares(shares)
            self._bars.setAccessibleName(", ".join(f"{name} {share} %" for name, share in shares))
        self._sentence.setText(self._advice())

    def sentence(self) -> str:
        return self._sentence.text()

    def retranslate(self) -> None:
        self.heading.setText(_("Participation, goal {goal} %").format(goal=GOAL))
        self.show_count(self._count)

    def _advice(self) -> str:
        count = self._count
        if count.everybody == 0:
            return _("Nobody is counted yet.")
        women = still_needed(count.women, count.everybody)
        young = still_needed(count.young, count.everybody)
        parts: list[str] = []
        if women:
            parts.append(
                n_("{count} more woman is needed.", "{count} more women are needed.", women).format(
                    count=women
                )
            )
        if young:
            parts.append(
                n_(
                    "{count} more young person is needed.",
                    "{count} more young people are needed.",
                    young,
                ).format(count=young)
            )
        return " ".join(parts) or _("The goal is reached.")
