"""The sheet: margins, running head and foot, page numbers, the mark of confidentiality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, cast

from reportlab.lib.colors import black, white
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from mediator_app.i18n import Catalog
from mediator_app.i18n.formats import moment
from mediator_app.reports import fonts
from mediator_app.reports.glyphs import clean
from mediator_app.reports.paper import RULE, TEXT_WIDTH

WIDTH, HEIGHT = A4
LEFT = 68.0  # 24 mm: room for the holes of a binder
RIGHT = LEFT + TEXT_WIDTH
TOP = 64.0
BOTTOM = 58.0
SMALL = 7.2


@dataclass(frozen=True, slots=True)
class Printed:
    """When and by whom a document was printed; `quality` says what the clock was worth."""

    when: datetime  # aware UTC
    quality: int
    by: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on every page around the text."""

    title: str  # of the file, as a reader of PDF shows it
    reference: str
    kind: str
    mark: str  # of confidentiality
    strong: bool  # the mark in white on black
    code: str  # short hash of the content
    printed: Printed


def build(story: list[Flowable], sheet: Sheet, *, texts: Catalog) -> bytes:
    """Return the PDF of `story`."""
    fonts.register()
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        leftMargin=LEFT,
        rightMargin=WIDTH - RIGHT,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=clean(sheet.title),
        author="",
        subject="",
        creator="mediator-app",
        lang=texts.language,
        invariant=1,
        # Without it every page would ask for Helvetica, which is not embedded.
        initialFontName=fonts.REGULAR,
    )
    frame = Frame(
        LEFT,
        BOTTOM,
        TEXT_WIDTH,
        HEIGHT - TOP - BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate("page", [frame]))

    class Numbered(_Numbered):
        around = (sheet, texts)

    document.build(story, canvasmaker=Numbered)
    return out.getvalue()


class _Numbered(Canvas):
    """Keeps the pages until their number is known, then draws head and foot on each."""

    around: tuple[Sheet, Catalog]

    def __init__(self, *args: Any, **options: Any) -> None:
        cast("Any", super()).__init__(*args, **options)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 (ReportLab's name)
        self._kept.append(dict(self.__dict__))
        cast("Any", self)._startPage()  # noqa: SLF001 (as ReportLab's own recipe has it)

    def save(self) -> None:
        kept = self._kept
        for number, page in enumerate(kept, start=1):
            self.__dict__.update(page)
            _head(self, self.around[0])
            _foot(self, *self.around, place=(number, len(kept)))
            super().showPage()
        super().save()


def _head(canvas: Canvas, sheet: Sheet) -> None:
    base = HEIGHT - 38
    taken = _mark(canvas, sheet, base)
    canvas.setFillColor(black)
    canvas.setFont(fonts.BOLD, SMALL + 0.8)
    room = TEXT_WIDTH - taken - 12
    parts = [sheet.reference, sheet.kind]
    line = fit("  ·  ".join(clean(p) for p in parts if p), fonts.BOLD, SMALL + 0.8, room)
    canvas.drawString(LEFT, base, line)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.4)
    canvas.line(LEFT, base - 7, RIGHT, base - 7)


def _mark(canvas: Canvas, sheet: Sheet, base: float) -> float:
    text = fit(clean(sheet.mark).upper(), fonts.BOLD, SMALL, TEXT_WIDTH / 2)
    box = fonts.width(text, fonts.BOLD, SMALL) + 12
    canvas.setStrokeColor(black)
    canvas.setFillColor(black if sheet.strong else white)
    canvas.setLineWidth(0.8)
    canvas.rect(RIGHT - box, base - 4, box, 13, stroke=1, fill=1)
    canvas.setFillColor(white if sheet.strong else black)
    canvas.setFont(fonts.BOLD, SMALL)
    canvas.drawString(RIGHT - box + 6, base, text)
    return box


def _foot(canvas: Canvas, sheet: Sheet, texts: Catalog, *, place: tuple[int, int]) -> None:
    base = 34.0
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.4)
    canvas.line(LEFT, base + 11, RIGHT, base + 11)
    canvas.setFillColor(black)
    canvas.setFont(fonts.REGULAR, SMALL)
    number = texts.gettext("Page {page} of {pages}").format(page=place[0], pages=place[1])
    canvas.drawRightString(RIGHT, base, clean(number))
    room = TEXT_WIDTH - fonts.width(clean(number), fonts.REGULAR, SMALL) - 12
    lines = _printed_lines(sheet, texts)
    for at, line in enumerate(lines):
        canvas.drawString(LEFT, base - at * 9.5, fit(clean(line), fonts.REGULAR, SMALL, room))


def _printed_lines(sheet: Sheet, texts: Catalog) -> Sequence[str]:
    printed = sheet.printed
    when = moment(printed.when, quality=printed.quality, texts=texts)
    who = " · ".join(part for part in (printed.by, printed.organisation) if part)
    if who:
        first = texts.gettext("Printed: {when} · {who}").format(when=when, who=who)
    else:
        first = texts.gettext("Printed: {when}").format(when=when)
    if not sheet.code:
        return [first]
    return [first, texts.gettext("Code of the content: {code}").format(code=sheet.code)]


def fit(text: str, font: str, size: float, room: float) -> str:
    """Return `text` on one line of at most `room` points, cut with an ellipsis."""
    line = text.replace("\n", " ")[:400]
    if fonts.width(line, font, size) <= room:
        return line
    while line and fonts.width(line + "…", font, size) > room:
        line = line[:-1]
    return line.rstrip() + "…"
