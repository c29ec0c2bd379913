"""Shows a paper exactly as it will be printed, prints it or saves it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QWidget

from mediator_app.host.files import write_atomic
from mediator_app.i18n import LANGUAGES, _, language
from mediator_app.i18n.languages import OWN_NAMES
from mediator_app.services import pdf as pages
from mediator_app.ui.feedback import Feedback, Notice
from mediator_app.ui.fields.base import Combo
from mediator_app.ui.texts import say
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import Scroll, button, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.marks import Check
from mediator_app.ui.work.runner import Lane, Runner

SHARP = 300  # dots to the inch on paper
PAGE_WIDTH = 620  # pixels at 100 %

Render = Callable[[str, bool], bytes]  # language, names hidden -> PDF


class Preview(QDialog):
    """`render` makes the PDF in a language, with or without names; off the window's thread."""

    def __init__(
        self,
        parent: QWidget,
        runner: Runner,
        render: Render,
        feedback: Feedback,
        *,
        title: str,
        name: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._runner, self._render, self._name = runner, render, name
        self._feedback = feedback
        self.pdf = b""
        self._page, self._count = 0, 0
        box = column(self, gap=8, edges=12)
        self.notice = Notice()
        box.addWidget(label(title, "heading", wrap=True))
        box.addWidget(self.notice)
        tools = Flow(gap=8)
        caption = label(lambda: _("Language of the document"), "label")
        self.languages = Combo()
        for code in LANGUAGES:
            self.languages.addItem(OWN_NAMES[code], code)
        self.languages.setCurrentIndex(LANGUAGES.index(language()))
        caption.setBuddy(self.languages)
        self.hide_names = say(Check(), lambda: _("Codes instead of names"))
        self.languages.currentIndexChanged.connect(self.draw)
        self.hide_names.toggled.connect(self.draw)
        for widget in (caption, self.languages, self.hide_names):
            tools.addWidget(widget)
        box.addLayout(tools)
        self._paper = QLabel()
        self._paper.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        holder = QWidget()
        column(holder, gap=0).addWidget(self._paper)
        self._scroll = Scroll(holder)
        box.addWidget(self._scroll, 1)
        box.addLayout(self._foot())
        now = look()
        room = parent.size()
        self.resize(min(now.px(760), room.width()), min(now.px(900), room.height()))
        self.draw()

    def _foot(self) -> Flow:
        foot = Flow(gap=8)
        self._before = button(lambda: _("Previous page"), picture="arrow-left")
        self._after = button(lambda: _("Next page"), picture="arrow-right")
        self.where = label(role="muted")
        self.print_button = button(lambda: _("Print…"), "primary", picture="printer")
        self.save_button = button(lambda: _("Save as PDF…"), picture="download")
        close = button(lambda: _("Close"))
        self._before.clicked.connect(self._turn_back)
        self._after.clicked.connect(self._turn_on)
        self.print_button.clicked.connect(self.print)
        self.save_button.clicked.connect(self._ask_file)
        close.clicked.connect(self.reject)
        for widget in (
            self._before,
            self._after,
            self.where,
            self.save_button,
            self.print_button,
            close,
        ):
            foot.addWidget(widget)
        return foot

    # drawing

    def draw(self) -> None:
        """Make the document anew in the language chosen."""
        code, hidden = str(self.languages.currentData()), self.hide_names.isChecked()
        self.where.setText(_("Making the document…"))
        self._enable(there=False)
        self._runner.run(
            self,
            lambda: (code, hidden, self._render(code, hidden)),
            self._show,
            on_error=self._failed,
        )

    def _show(self, made: tuple[str, bool, bytes]) -> None:
        code, hidden, pdf = made
        if (code, hidden) != (self.languages.currentData(), self.hide_names.isChecked()):
            return  # chosen anew meanwhile
        self.pdf = pdf
        self._count = page_count(pdf)
        self._page = min(self._page, max(0, self._count - 1))
        self._show_page()

    def _show_page(self) -> None:
        ratio = max(1.0, self.devicePixelRatioF())
        width = min(look().px(PAGE_WIDTH), max(200, self._scroll.viewport().width() - 8))
        image = page_image(self.pdf, self._page, round(width * ratio))
        image.setDevicePixelRatio(ratio)
        self._paper.setPixmap(QPixmap.fromImage(image))
        text = _("Page {number} of {count}")
        self._paper.setAccessibleName(text.format(number=self._page + 1, count=self._count))
        self.where.setText(text.format(number=self._page + 1, count=self._count))
        self._enable(there=True)

    def _enable(self, *, there: bool) -> None:
        self._before.setEnabled(there and self._page > 0)
        self._after.setEnabled(there and self._page + 1 < self._count)
        self.print_button.setEnabled(there)
        self.save_button.setEnabled(there)

    def _turn_on(self) -> None:
        self._page += 1
        self._show_page()

    def _turn_back(self) -> None:
        self._page -= 1
        self._show_page()

    # leaving the program

    def print(self) -> None:
        """Ask for the printer and print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFromTo(1, self._count)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the document off the window's thread."""
        pdf = self.pdf
        first, last = printer.fromPage() or 1, printer.toPage() or self._count
        printer.setFullPage(True)
        self.print_button.setEnabled(False)
        self._runner.run(
            self,
            lambda: paint(pdf, printer, first - 1, last),
            self._printed,
            on_error=self._failed,
            lane=Lane.OTHER,
        )

    def _printed(self, _nothing: None) -> None:
        self.print_button.setEnabled(True)
        self.notice.tell(lambda: _("Sent to the printer."), "agree")

    def _ask_file(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Save as PDF"), f"{self._name}.pdf", "PDF (*.pdf)"
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the document to a file, whole or not at all."""
        pdf = self.pdf
        self._runner.run(
            self,
            lambda: write_atomic(path, pdf),
            self._saved,
            on_error=self._failed,
            lane=Lane.OTHER,
        )

    def _saved(self, _nothing: object) -> None:
        self.notice.tell(
            lambda: _("Saved. The file is not encrypted: erase it when it is printed."), "earth"
        )

    def _failed(self, error: Exception) -> None:
        self.where.setText("")
        if isinstance(error, OSError):
            self.notice.tell(lambda: _("The file could not be written there."), "alarm")
            return
        self._feedback.failed(error, self.notice)


def page_count(pdf: bytes) -> int:
    return pages.count(pdf)


def page_image(pdf: bytes, number: int, width: int) -> QImage:
    """Return one page as a picture of `width` pixels."""
    page = pages.page(pdf, number, width)
    image = QImage(page.dots, page.width, page.height, page.stride, QImage.Format.Format_RGBX8888)
    return image.copy()  # the buffer goes with the page


def paint(pdf: bytes, printer: QPrinter, first: int, last: int) -> None:
    """Print pages `first` to before `last`."""
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError(printer.printerName())
    try:
        sheet = printer.pageRect(QPrinter.Unit.DevicePixel).toRect()
        width = min(sheet.width(), round(sheet.width() / printer.resolution() * SHARP))
        for number in range(first, last):
            if number > first:
                printer.newPage()
            image = page_image(pdf, number, width)
            height = round(sheet.width() * image.height() / image.width())
            painter.drawImage(QRect(0, 0, sheet.width(), height), image)
    finally:
        painter.end()
