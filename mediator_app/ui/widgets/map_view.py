"""The drawing of the map: areas with patterns and numbers, walked by arrow keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from mediator_app.core.outlines import Outline
from mediator_app.core.places import ZONES
from mediator_app.i18n import _, formats
from mediator_app.services.maps import Atlas
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look, tall_at_least

# From how many on each pattern is drawn: the more, the denser.
PATTERNS = (
    (1, Qt.BrushStyle.Dense7Pattern),
    (5, Qt.BrushStyle.BDiagPattern),
    (20, Qt.BrushStyle.DiagCrossPattern),
    (100, Qt.BrushStyle.Dense4Pattern),
)
KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ASIDE = 2.0  # how much worse sideways is than forward, when an arrow key looks for the next area
TALL = 190


def pattern(count: int) -> Qt.BrushStyle:
    """Return how an area with so many is filled."""
    found = Qt.BrushStyle.NoBrush
    for least, style in PATTERNS:
        if count >= least:
            found = style
    return found


@dataclass(frozen=True, slots=True)
class Drawn:
    """One area of the level shown: the outlines it is made of."""

    id: str
    outlines: tuple[Outline, ...]

    def path(self) -> QPainterPath:
        path = QPainterPath()
        for outline in self.outlines:
            for ring in outline.rings:
                path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
                path.closeSubpath()
        return path

    def middle(self) -> QPointF:
        points = [QPointF(*outline.middle) for outline in self.outlines]
        return QPointF(
            sum(p.x() for p in points) / len(points), sum(p.y() for p in points) / len(points)
        )


class Area(QGraphicsPathItem):
    """One area on the map."""

    def __init__(self, drawn: Drawn, path: QPainterPath, middle: QPointF) -> None:
        super().__init__(path)
        self.id, self.middle = drawn.id, middle
        self.setAcceptHoverEvents(True)

    def dress(self, count: int, *, chosen: bool, here: bool) -> None:
        """Fill and edge the area; `here`: the arrow keys stand on it."""
        now = look()
        tone = now.color("accent" if chosen else "earth")
        self.setBrush(QBrush(tone, pattern(count)))
        pen = QPen(now.color("ink" if chosen or here else "edge"), 3.0 if chosen else 1.0)
        if here:
            pen = QPen(now.color("accent"), 3.0)
        pen.setCosmetic(True)
        self.setPen(pen)
        self.setZValue(2 if chosen or here else 1)


class Number(QGraphicsItem):
    """A number on its own ground, so that it can be read over any pattern."""

    def __init__(self, text: str, at: QPointF, *, small: bool) -> None:
        super().__init__()
        self._text = text
        self._font = look().font(tokens.SMALL - 2 if small else tokens.SMALL, bold=True)
        size = QFontMetricsF(self._font)
        width, height = size.horizontalAdvance(text) + look().px(5), size.height()
        self._box = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
        self.setZValue(3)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        return self._box.adjusted(-1, -1, 1, 1)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002
    ) -> None:
        now = look()
        painter.setPen(QPen(now.color("edge"), 1))
        painter.setBrush(now.color("surface"))
        painter.drawRoundedRect(self._box, 3, 3)
        painter.setPen(now.color("ink"))
        painter.setFont(self._font)
        painter.drawText(self._box, Qt.AlignmentFlag.AlignCenter, self._text)


class MapView(QGraphicsView):
    """The drawing itself; drawn anew for each size, so that patterns and numbers keep theirs."""

    picked = Signal(str)

    def __init__(self, atlas: Atlas) -> None:
        super().__init__()
        self._atlas = atlas
        self._areas: dict[str, Area] = {}
        self._shown: Sequence[Drawn] = ()
        self._counts: Mapping[str, int] = {}
        self._chosen = self._here = ""
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        tall_at_least(self, TALL)

    def show_areas(self, shown: Sequence[Drawn], counts: Mapping[str, int], chosen: str) -> None:
        self._shown, self._counts, self._chosen = shown, counts, chosen
        if self._here not in {area.id for area in shown}:
            self._here = ""
        self._draw()

    def area_at(self, area_id: str) -> QPointF:
        """Return where an area's number stands, in the view."""
        return QPointF(self.mapFromScene(self._areas[area_id].middle))

    def here(self) -> str:
        return self._here

    # drawing

    def _draw(self) -> None:
        scene, now = self.scene(), look()
        scene.clear()
        self._areas.clear()
        scene.setBackgroundBrush(now.color("paper"))
        paths = [(area, area.path()) for area in self._shown]
        whole = QRectF()
        for outline in self._atlas.regions:
            whole = whole.united(Drawn("", (outline,)).path().boundingRect())
        width, height = self.viewport().width(), self.viewport().height()
        if not whole.width() or width < 10 or height < 10:  # noqa: PLR2004 - not laid out yet
            return
        scale = min((width - 8) / whole.width(), (height - 8) / whole.height())
        put = QTransform()
        put.translate(
            (width - whole.width() * scale) / 2 - whole.x() * scale,
            (height - whole.height() * scale) / 2 - whole.y() * scale,
        )
        put.scale(scale, scale)
        scene.setSceneRect(0, 0, width, height)
        self._draw_around(put)
        for area, path in paths:
            item = Area(area, put.map(path), put.map(area.middle()))
            count = self._counts.get(area.id, 0)
            item.dress(count, chosen=area.id == self._chosen, here=self._stands(area.id))
            item.setToolTip(f"{area_name(self._atlas, area.id)}: {formats.number(count)}")
            scene.addItem(item)
            self._areas[area.id] = item
        few = len(paths) <= len(self._atlas.regions)
        for area_id, item in self._areas.items():
            count = self._counts.get(area_id, 0)
            if few or count:
                scene.addItem(Number(formats.number(count), item.middle, small=not few))

    def _draw_around(self, put: QTransform) -> None:
        now, scene = look(), self.scene()
        ground = QPainterPath()
        for outline in self._atlas.regions:
            ground.addPath(put.map(Drawn("", (outline,)).path()))
        ground.setFillRule(Qt.FillRule.WindingFill)
        for outline in self._atlas.around:
            if outline.kind != "river":
                path = put.map(Drawn("", (outline,)).path())
                item = scene.addPath(path, QPen(now.color("line"), 1))
                item.setZValue(-2)
        back = scene.addPath(ground, QPen(Qt.PenStyle.NoPen), now.color("surface"))
        back.setZValue(-1)
        for outline in self._atlas.around:
            if outline.kind == "river":
                for ring in outline.rings:
                    line = QPainterPath()
                    line.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
                    pen = QPen(now.color("accent"), 1.2)
                    item = scene.addPath(put.map(line), pen)
                    item.setZValue(0)

    def _stands(self, area_id: str) -> bool:
        return self.hasFocus() and area_id == self._here

    def _dress(self) -> None:
        for area_id, item in self._areas.items():
            count = self._counts.get(area_id, 0)
            item.dress(count, chosen=area_id == self._chosen, here=self._stands(area_id))
        told = self._here or self._chosen
        if told:
            number = formats.number(self._counts.get(told, 0))
            self.setAccessibleDescription(f"{area_name(self._atlas, told)}: {number}")

    # mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        found = self._under(QPointF(event.position()))
        if found and event.button() == Qt.MouseButton.LeftButton:
            self._here = found
            self.picked.emit(found)

    def _under(self, at: QPointF) -> str:
        point = self.mapToScene(at.toPoint())
        inside = [item for item in self._areas.values() if item.path().contains(point)]
        # The smallest: Bamako lies inside Koulikoro.
        inside.sort(key=lambda item: item.path().boundingRect().width())
        return inside[0].id if inside else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in KEYS:
            self._walk(*KEYS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._here:
            self.picked.emit(self._here)
        else:
            super().keyPressEvent(event)

    def _walk(self, right: int, down: int) -> None:
        if not self._areas:
            return
        if self._here not in self._areas:
            self._here = self._chosen if self._chosen in self._areas else next(iter(self._areas))
        else:
            start = self._areas[self._here].middle
            ahead: list[tuple[float, str]] = []
            for area_id, item in self._areas.items():
                way = item.middle - start
                forward = way.x() * right + way.y() * down
                sideways = abs(way.x() * down) + abs(way.y() * right)
                if forward > 1:
                    ahead.append((forward + ASIDE * sideways, area_id))
            if ahead:
                self._here = min(ahead)[1]
        self._dress()

    def focusInEvent(self, event: QEvent) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self._here and self._areas:
            self._here = self._chosen or next(iter(self._areas))
        self._dress()

    def focusOutEvent(self, event: QEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._dress()

    def sizeHint(self) -> QSize:
        # Not the scene's size: that is as large as the view was last.
        return QSize(look().px(TALL), look().px(TALL))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_areas"):
            self._draw()


class Legend(QWidget):
    """What each pattern means; on a second line where the text is large."""

    def __init__(self) -> None:
        super().__init__()
        self.fit()

    def _boxes(self) -> list[tuple[QRectF, Qt.BrushStyle, str]]:
        now = look()
        metrics = QFontMetricsF(now.font(tokens.SMALL))
        high = now.px(tokens.SMALL + 7)
        found: list[tuple[QRectF, Qt.BrushStyle, str]] = []
        x, y = 0.0, 0.0
        for at, (least, style) in enumerate(PATTERNS):
            most = PATTERNS[at + 1][0] - 1 if at + 1 < len(PATTERNS) else None
            text = f"{least}–{most}" if most else f"{least}+"
            wide = now.px(30) + metrics.horizontalAdvance(text)
            if x and x + wide > self.width():
                x, y = 0.0, y + high
            found.append((QRectF(x, y, wide, high), style, text))
            x += wide
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = look()
        painter = QPainter(self)
        painter.setFont(now.font(tokens.SMALL))
        for box, style, text in self._boxes():
            painter.setPen(QPen(now.color("edge"), 1))
            painter.setBrush(QBrush(now.color("earth"), style))
            painter.drawRect(QRectF(box.x(), box.y() + 2, now.px(16), box.height() - 5))
            painter.setPen(now.color("muted"))
            words = box.adjusted(now.px(20), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()

    def fit(self) -> None:
        self.setFixedHeight(round(self._boxes()[-1][0].bottom()))


def area_name(atlas: Atlas, area_id: str) -> str:
    """Return the name of a zone, region or cercle."""
    for zone, name in ZONES.items():
        if zone == area_id:
            return _(name)
    return atlas.names.get(area_id, area_id)
