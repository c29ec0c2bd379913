"""The share of women and of young people, against the goal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mediator_app.core.goal import GOAL
from mediator_app.core.participation import Counts, lack
from mediator_app.i18n import _, formats, n_
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import Card, label


class Bars(QWidget):
    """One bar a group, with a mark at the goal."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, int]] = []
        self._goal = GOAL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, rows: list[tuple[str, int]], goal: int) -> None:
        self._rows, self._goal = rows, goal
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
            good = share >= self._goal
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
            goal = left + room * self._goal / 100
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
    """The card with the bars and, in a sentence, who is missing."""

    _goal = GOAL

    def __init__(self) -> None:
        super().__init__(lambda: _("Participation, goal {goal} %").format(goal=self._goal))
        self._count: Counts | None = None
        self._invite: Sequence[str] = ()
        self._bars = Bars()
        self._sentence = label(role="muted", wrap=True)
        self.box.addWidget(self._bars)
        self.box.addWidget(self._sentence)
        self.show_count(None)

    def show_count(
        self, count: Counts | None, invite: Sequence[str] = (), *, goal: int | None = None
    ) -> None:
        """Show the shares; `invite` names who of the case could still come."""
        self._count, self._invite = count, invite
        if goal is not None and goal != self._goal:
            self._goal = goal
            self._say_goal()
        shares: list[tuple[str, int]] = []
        if count is not None and count.total:
            shares.append((_("Women"), int(count.women_percent or 0)))
            if count.young_percent is not None:
                shares.append((_("Young people"), int(count.young_percent)))
        self._bars.setVisible(bool(shares))
        self._bars.show_shares(shares, self._goal)
        self._bars.setAccessibleName(", ".join(f"{name} {share} %" for name, share in shares))
        self._sentence.setText(self._advice())

    def sentence(self) -> str:
        return self._sentence.text()

    def retranslate(self) -> None:
        self._say_goal()
        self.show_count(self._count, self._invite)

    def _say_goal(self) -> None:
        self.heading.setText(_("Participation, goal {goal} %").format(goal=self._goal))

    def _advice(self) -> str:
        count = self._count
        if count is None or count.total == 0:
            return _("Nobody is counted yet.")
        missing = lack(count, self._goal)
        parts: list[str] = []
        if not count.enough_women(self._goal):
            parts.append(
                n_(
                    "{count} more woman is needed.", "{count} more women are needed.", missing.women
                ).format(count=missing.women)
            )
        if count.young is None:
            parts.append(_("The young people are not counted yet."))
        elif not count.enough_young(self._goal):
            parts.append(
                n_(
                    "{count} more young person is needed.",
                    "{count} more young people are needed.",
                    missing.young,
                ).format(count=missing.young)
            )
        if parts and self._invite:
            names = formats.listed(self._invite[:4])
            parts.append(_("Could be invited: {names}.").format(names=names))
        return " ".join(parts) or _("The goal is reached.")
