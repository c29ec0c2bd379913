"""Shows a document from memory: a picture, a PDF, a text, a recording. Nothing is written out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QStackedWidget,
    QWidget,
)

from mediator_app.core.file_kinds import PDF, readable_text
from mediator_app.core.roles import Act
from mediator_app.i18n import _, formats
from mediator_app.services import documents
from mediator_app.services import pdf as pages
from mediator_app.services.documents import Content
from mediator_app.ui.dialogs.player import PlayerBar
from mediator_app.ui.feedback import Notice
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import Scroll, button, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Lane

ZOOMS = (50, 75, 100, 150, 200, 300)  # per cent of the width of the window
LONGEST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A document made ready off the window's thread."""

    content: Content
    picture: QImage | None = None
    text: str | None = None
    pages: int = 0


def opened(desk: Desk, unit: bytes, eid: bytes) -> Opened:
    """Read a document and make it ready to be shown; for the runner."""
    content = documents.content(desk.work, unit, eid)
    if content.kind.is_picture:
        return Opened(content, picture=QImage.fromData(content.data))
    if content.kind is PDF:
        return Opened(content, pages=pages.count(content.data))
    if content.kind.mime.startswith("text/"):
        return Opened(content, text=(readable_text(content.data) or "")[:LONGEST_TEXT])
    return Opened(content)


class Viewer(QDialog):
    """Opens at once and fills when the content has been read."""

    def __init__(self, parent: QWidget, desk: Desk, unit: bytes, eid: bytes, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._desk, self._unit, self._eid = desk, unit, eid
        self.shown: Opened | None = None
        self.page, self._zoom = 0, ZOOMS.index(100)
        self._drawn: QImage | None = None
        self._asked = 0  # the last page that was asked for
        box = column(self, gap=8, edges=12)
        box.addWidget(label(title, "heading", wrap=True))
        self.notice = Notice()
        box.addWidget(self.notice)
        self.stack = QStackedWidget()
        self._waiting = label(lambda: _("Opening…"), "muted")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._paper = QLabel()
        self._paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        holder = QWidget()
        column(holder, gap=0).addWidget(self._paper)
        self._scroll = Scroll(holder)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys move the picture
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(title)
        self.player = PlayerBar(desk)
        self._nothing = label(role="body", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for each in (self._waiting, self._scroll, self._text, self.player, self._nothing):
            self.stack.addWidget(each)
        box.addWidget(self.stack, 1)
        box.addLayout(self._foot())
        room = parent.window().size()
        self.resize(min(look().px(860), room.width()), min(look().px(760), room.height()))
        desk.runner.run(self, lambda: opened(desk, unit, eid), self._show, on_error=self._failed)

    def _foot(self) -> Flow:
        foot = Flow(gap=8)
        self.before = button(lambda: _("Previous page"), picture="arrow-left")
        self.after = button(lambda: _("Next page"), picture="arrow-right")
        self.smaller = button(lambda: _("Smaller"), picture="zoom-out")
        self.larger = button(lambda: _("Larger"), picture="zoom-in")
        self.where = label(role="muted")
        self.copy = button(lambda: _("Save a copy…"), picture="download")
        close = button(lambda: _("Close"), "primary")
        for widget, slot in (
            (self.before, self.turn_back),
            (self.after, self.turn_on),
            (self.smaller, self.zoom_out),
            (self.larger, self.zoom_in),
            (self.copy, self._ask_file),
            (close, self.close),
        ):
            widget.clicked.connect(slot)
        keys = ((QKeySequence.StandardKey.ZoomIn, self.zoom_in),)
        for key, slot in (*keys, (QKeySequence.StandardKey.ZoomOut, self.zoom_out)):
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        QShortcut(QKeySequence("PgDown"), self).activated.connect(self.turn_on)
        QShortcut(QKeySequence("PgUp"), self).activated.connect(self.turn_back)
        in_order = (self.before, self.after, self.where, self.smaller, self.larger, self.copy)
        for each in (*in_order, close):
            foot.addWidget(each)
        self._enable()
        return foot

    # showing

    def _show(self, shown: Opened) -> None:
        self.shown = shown
        mime = shown.content.kind.mime
        if shown.picture is not None and not shown.picture.isNull():
            self._drawn = shown.picture
            self.stack.setCurrentWidget(self._scroll)
            self._draw()
        elif shown.pages:
            self._ask_page()
        elif shown.text is not None:
            self._text.setPlainText(shown.text)
            self.stack.setCurrentWidget(self._text)
        elif mime.startswith("audio/"):
            self.player.show_recording(shown.content.data)
            self.stack.setCurrentWidget(self.player)
        else:
            text = _(
                "This document ({size}) is not shown inside the program. Save a copy to open it "
                "elsewhere, and erase the copy afterwards."
            )
            self._nothing.setText(text.format(size=formats.size(len(shown.content.data))))
            self.stack.setCurrentWidget(self._nothing)
        self._enable()

    def _ask_page(self) -> None:
        """Draw a page off the window's thread; only the last one asked for is shown."""
        shown = self.shown
        if shown is None:
            return
        self._asked += 1
        ticket, number, data = self._asked, self.page, shown.content.data
        ratio = max(1.0, self.devicePixelRatioF())
        width = round(self._width() * ratio)

        def draw() -> tuple[int, QImage]:
            page = pages.page(data, number, width)
            made = QImage(
                page.dots, page.width, page.height, page.stride, QImage.Format.Format_RGBX8888
            )
            return ticket, made.copy()  # the dots go with the page

        self._desk.runner.run(self, draw, self._show_page, on_error=self._failed, lane=Lane.OTHER)

    def _show_page(self, drawn: tuple[int, QImage]) -> None:
        ticket, image = drawn
        if ticket != self._asked or self.shown is None:
            return
        self._drawn = image
        self.stack.setCurrentWidget(self._scroll)
        self._draw()
        text = _("Page {number} of {count}").format(number=self.page + 1, count=self.shown.pages)
        self.where.setText(text)
        self._paper.setAccessibleName(text)
        self._enable()

    def _draw(self) -> None:
        if self._drawn is None:
            return
        ratio = max(1.0, self.devicePixelRatioF())
        image = self._drawn.scaledToWidth(
            max(1, round(self._width() * ratio)), Qt.TransformationMode.SmoothTransformation
        )
        image.setDevicePixelRatio(ratio)
        self._paper.setPixmap(QPixmap.fromImage(image))

    def _width(self) -> int:
        """Return how wide the picture is drawn: never wider than it is sharp at 100 %."""
        room = max(200, self._scroll.viewport().width() - 16)
        if self.shown is not None and self.shown.picture is not None:
            picture = self.shown.picture
            high = max(150, self._scroll.viewport().height() - 16)
            room = min(room, picture.width(), round(high * picture.width() / picture.height()))
        return room * ZOOMS[self._zoom] // 100

    def _enable(self) -> None:
        shown = self.shown
        many = shown.pages if shown is not None else 0
        drawn = self._drawn is not None
        for widget in (self.before, self.after, self.where):
            widget.setVisible(many > 1)
        for widget in (self.smaller, self.larger):
            widget.setVisible(drawn)
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page + 1 < many)
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom + 1 < len(ZOOMS))
        allow(self.copy, self._desk.work, Act.EXPORT, also=shown is not None)

    def turn_on(self) -> None:
        self._turn(1)

    def turn_back(self) -> None:
        self._turn(-1)

    def _turn(self, way: int) -> None:
        if self.shown is not None and 0 <= self.page + way < self.shown.pages:
            self.page += way
            self._ask_page()

    def zoom_in(self) -> None:
        self._set_zoom(self._zoom + 1)

    def zoom_out(self) -> None:
        self._set_zoom(self._zoom - 1)

    def _set_zoom(self, place: int) -> None:
        if self._drawn is None or not 0 <= place < len(ZOOMS):
            return
        self._zoom = place
        self._enable()
        if self.shown is not None and self.shown.pages:
            self._ask_page()
        else:
            self._draw()

    # leaving the program

    def _ask_file(self) -> None:
        if self.shown is None:
            return
        content = self.shown.content
        pattern = f"{content.kind.ending.upper()} (*.{content.kind.ending})"
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Save a copy"), documents.suggested_name(content), pattern
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write a copy in clear, whole or not at all; the case remembers who did."""
        work, unit, eid = self._desk.work, self._unit, self._eid
        self._desk.write(
            self,
            lambda: documents.export(work, unit, eid, path),
            self._saved,
            on_error=self._failed,
        )

    def _saved(self) -> None:
        self.notice.tell(
            lambda: _("Saved. The copy is not encrypted: erase it when it is no longer needed."),
            "earth",
        )

    def _failed(self, error: Exception) -> None:
        self._desk.feedback.failed(error, self.notice)
        if self.shown is None:
            self._waiting.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.player.let_go()
        super().closeEvent(event)

    def reject(self) -> None:
        self.player.let_go()
        super().reject()
