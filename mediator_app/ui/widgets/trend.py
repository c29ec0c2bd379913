"""How a score from 0 to 4 moved over time: one small line for each of two circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look

BEST = 4
TONES = ("accent", "earth")  # told apart by the mark as well: round and square
HEIGHT = 3 * tokens.CONTROL


class Trend(QWidget):
    """Each line carries its name at its end; no colour alone says which is which."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Mapping[str, Sequence[tuple[date, int]]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look().px(HEIGHT))

    def show_lines(self, lines: Mapping[str, Sequence[tuple[date, int]]], told: str) -> None:
        """Show scores by name of the circle, in the order of the days; `told` says it in words."""
        self._lines = lines
        self.setFixedHeight(look().px(HEIGHT))
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = look()
        metrics = QFontMetrics(now.font())
        names = max((metrics.horizontalAdvance(name) for name in self._lines), default=0)
        area = QRectF(self.rect()).adjusted(
            metrics.horizontalAdvance("44"),
            metrics.height() / 2,
            -(names + now.px(16)),
            -metrics.height() / 2,
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(now.font())
        for score in range(BEST + 1):
            height = self._height(area, score)
            painter.setPen(QPen(now.color("line"), 1))
            painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
            painter.setPen(now.color("muted"))
            place = QRectF(0, height - metrics.height() / 2, area.left() - 4, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(score))
        days = [day.toordinal() for points in self._lines.values() for day, _score in points]
        if days:
            first, span = min(days), max(1, max(days) - min(days))
            taken: list[float] = []
            for number, (name, points) in enumerate(self._lines.items()):
                spots = [
                    QPointF(
                        area.left() + area.width() * (day.toordinal() - first) / span,
                        self._height(area, score),
                    )
                    for day, score in points
                ]
                if spots:
                    self._draw(painter, spots, number, name, area.right(), taken)
        painter.end()

    @staticmethod
    def _draw(
        painter: QPainter,
        spots: list[QPointF],
        number: int,
        name: str,
        right: float,
        taken: list[float],
    ) -> None:
        now = look()
        color = now.color(TONES[number % len(TONES)])
        dashed = Qt.PenStyle.DashLine if number else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, now.px(2), dashed))
        painter.drawPolyline(spots)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        half = now.px(4)
        for spot in spots:
            mark = QRectF(spot.x() - half, spot.y() - half, 2 * half, 2 * half)
            painter.drawRect(mark) if number else painter.drawEllipse(mark)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        height = float(QFontMetrics(now.font()).height())
        place = spots[-1].y()
        while any(abs(place - other) < height for other in taken):
            place += height
        taken.append(place)
        painter.setPen(color)
        words = QRectF(right + now.px(10), place - height / 2, 9999, height)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)

    @staticmethod
    def _height(area: QRectF, score: int) -> float:
        return area.bottom() - area.height() * score / BEST
