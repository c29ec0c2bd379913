"""Text on paper: the one way in which what people wrote becomes a paragraph or a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, cast
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table, TableStyle

from mediator_app.reports import fonts
from mediator_app.reports.glyphs import clean

TEXT_WIDTH = 475.0  # points between the margins of A4, see page.py
TEXT_HEIGHT = 719.0
DAY = 58.0  # points that a day in digits needs
_WORDY = 60  # characters of a head
_LONG = 140  # characters from which a fact gets the whole width

# Laser printers without colour: three greys that stay apart, and black.
RULE = Color(0.45, 0.45, 0.45)
FAINT = Color(0.72, 0.72, 0.72)
SOFT = Color(0.28, 0.28, 0.28)


class Look(StrEnum):
    """How a run of text stands out."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    LABEL = "label"  # small capitals


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look."""

    text: str
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `weight` is its share of the width, `least` its width in points."""

    label: str
    weight: float
    number: bool = False
    least: float = 0


def _markup(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br/>")


def para(text: str, style: ParagraphStyle) -> Flowable:
    """Return `text` as a paragraph. Whatever it holds, it is text: no markup, link or picture."""
    return Paragraph(_markup(text), style)


def rich(runs: Iterable[Run], style: ParagraphStyle) -> Flowable:
    """Return runs of different looks as one paragraph; a line break is a Run of a newline."""
    return Paragraph("".join(_run(run, style) for run in runs), style)


def _run(run: Run, style: ParagraphStyle) -> str:
    if run.look is Look.LABEL:
        size = style.fontSize * 0.74
        return f'<font size="{size:.1f}">{_markup(run.text.upper())}</font>'
    if run.text == "\n":
        return "<br/>"
    marked = _markup(run.text)
    if run.look is Look.BOLD:
        return f"<b>{marked}</b>"
    return f"<i>{marked}</i>" if run.look is Look.ITALIC else marked


@dataclass(frozen=True, slots=True)
class Styles:
    """The few looks a document needs."""

    kicker: ParagraphStyle
    title: ParagraphStyle
    heading: ParagraphStyle
    subheading: ParagraphStyle
    label: ParagraphStyle
    body: ParagraphStyle
    fact: ParagraphStyle
    cell: ParagraphStyle
    number: ParagraphStyle
    head: ParagraphStyle
    head_number: ParagraphStyle
    note: ParagraphStyle


@cache
def styles() -> Styles:
    """Return the styles, made once: ReportLab resolves a style anew each time it is made."""
    fonts.register()
    plain = ParagraphStyle(
        "plain", fontName=fonts.REGULAR, fontSize=9.5, leading=13.5, textColor=black
    )
    # One line alone may stand at the foot or head of a page: paper is dear.
    cell = ParagraphStyle("cell", plain, fontSize=8.6, leading=11.8, allowOrphans=1)
    head = ParagraphStyle("head", cell, fontSize=6.6, leading=8.6, fontName=fonts.BOLD)
    return Styles(
        kicker=ParagraphStyle("kicker", plain, fontSize=8, leading=11, fontName=fonts.BOLD),
        title=ParagraphStyle(
            "title", plain, fontName=fonts.BOLD, fontSize=17, leading=22, spaceAfter=4
        ),
        heading=ParagraphStyle(
            "heading", plain, fontName=fonts.BOLD, fontSize=12, leading=16, spaceAfter=3
        ),
        subheading=ParagraphStyle(
            "subheading", plain, fontName=fonts.BOLD, spaceBefore=7, spaceAfter=1
        ),
        label=ParagraphStyle("label", head, spaceBefore=4),
        body=ParagraphStyle("body", plain, spaceAfter=3),
        fact=ParagraphStyle("fact", plain, fontSize=9, leading=12.2, spaceAfter=2),
        cell=cell,
        number=ParagraphStyle("number", cell, alignment=TA_RIGHT, rightIndent=3),
        head=head,
        head_number=ParagraphStyle("head_number", head, alignment=TA_RIGHT, rightIndent=3),
        note=ParagraphStyle("note", plain, fontSize=8, leading=11, textColor=SOFT, spaceAfter=3),
    )


class _Rows(Table):
    """A table whose rows go on on the next page only where they are higher than most of one.

    ReportLab alone would cut any row at the foot of a page, under heads repeated for it.
    """

    def split(self, availWidth: float, availHeight: float) -> Any:  # noqa: N803 (ReportLab's names)
        mine: Any = self
        heights: list[float | None] = mine._rowHeights[mine.repeatRows :]  # noqa: SLF001
        tall = bool(heights) and (heights[0] or 0) > TEXT_HEIGHT * 0.6
        mine.splitInRow = int(tall or availHeight > TEXT_HEIGHT - 1)
        return cast("Any", super()).split(availWidth, availHeight)


def heading(text: str) -> list[Flowable]:
    """Return the heading of a section, never left alone at the foot of a page."""
    line = Table(
        [[para(text, styles().heading)]],
        colWidths=[TEXT_WIDTH],
        style=_HEADING,
        spaceBefore=14,
        spaceAfter=3,
    )
    return [CondPageBreak(84), line]


def subheading(runs: Sequence[Run]) -> list[Flowable]:
    """Return the heading of one meeting, visit or agreement."""
    return [CondPageBreak(64), rich(runs, styles().subheading)]


def prose(label: str, text: str) -> list[Flowable]:
    """Return a text of any length under its label."""
    return [CondPageBreak(30), para(label.upper(), styles().label), para(text, styles().body)]


_PLAIN_CELLS: list[Any] = [
    # For cells without anything in them: ReportLab would ask for Helvetica.
    ("FONT", (0, 0), (-1, -1), fonts.REGULAR, 8.6),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]
_HEADING = TableStyle([*_PLAIN_CELLS, ("LINEBELOW", (0, 0), (-1, -1), 0.9, black)])
_GRID = TableStyle([*_PLAIN_CELLS, ("LINEBELOW", (0, 0), (-1, -1), 0.25, FAINT)])
_ROWS = TableStyle(
    [
        *_PLAIN_CELLS,
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, black),
        ("LINEBELOW", (0, 1), (-1, -1), 0.25, FAINT),
    ]
)
_TOTALLED = TableStyle([("LINEABOVE", (0, -1), (-1, -1), 0.6, black)], parent=_ROWS)
# The sum does not stand alone on a page. Only where the row above is low, or nothing would fit.
_HELD = TableStyle([("NOSPLIT", (0, -2), (-1, -1))], parent=_TOTALLED)


def facts(pairs: Sequence[tuple[str, str]], *, across: int = 3) -> list[Flowable]:
    """Return labelled values: short ones side by side, long ones below over the whole width."""
    told = [(label, value) for label, value in pairs if value.strip()]
    short = [pair for pair in told if len(pair[1]) <= _LONG and "\n" not in pair[1]]
    found: list[Flowable] = [_grid(short, across)] if short else []
    for label, value in told:
        if (label, value) not in short:
            found += prose(label, value)
    return found


def inline(pairs: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Return labelled values one after the other, where a grid would waste paper."""
    runs: list[Run] = []
    for label, value in pairs:
        if value.strip():
            runs += [Run("\u00a0\u00a0 ")] if runs else []
            runs += [Run(label, Look.LABEL), Run(f" {value}")]
    return [rich(runs, styles().fact)] if runs else []


def _grid(pairs: Sequence[tuple[str, str]], across: int) -> Flowable:
    style = styles().fact
    cells: list[Flowable | str] = [
        rich([Run(label, Look.LABEL), Run("\n"), Run(value)], style) for label, value in pairs
    ]
    cells += [""] * (-len(cells) % across)
    lines = [cells[at : at + across] for at in range(0, len(cells), across)]
    return _Rows(lines, colWidths=[TEXT_WIDTH / across] * across, style=_GRID)


Cell = str | Flowable


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    total: bool = False,
    unit: float = TEXT_WIDTH,
) -> list[Flowable]:
    """Return rows under repeated heads; a column without any content is left out.

    With `total`, the last row sums up. `unit` is the most that a weight of 1 may take, for tables
    of few numbers: these belong beside their names, not at the far edge. A row higher than the page goes on on the next one.
    """
    shown = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    if not rows or not shown:
        return []
    s = styles()
    kept = [columns[at] for at in shown]
    heads = [para(_head(c.label), s.head_number if c.number else s.head) for c in kept]
    lines = [[_cell(row[at], columns[at]) for at in shown] for row in rows]
    return [
        _Rows(
            [heads, *lines],
            colWidths=_widths(tuple(kept), unit),
            style=_row_style(rows, total=total),
            repeatRows=1,
            spaceAfter=4,
            hAlign="LEFT",
        )
    ]


def _row_style(rows: Sequence[Sequence[Cell]], *, total: bool) -> TableStyle:
    if not total:
        return _ROWS
    last = rows[-2] if len(rows) > 1 else ()
    return _HELD if sum(len(c) for c in last if isinstance(c, str)) < _WORDY * 4 else _TOTALLED


def _head(label: str) -> str:
    """Return the head of a column. It is repeated on each page, so that it must stay small."""
    return " ".join(label.split())[:_WORDY].upper()


@lru_cache(maxsize=256)
def _widths(columns: tuple[Column, ...], unit: float) -> list[float]:
    """Share the width by weight, but let no word of a head break: translations are longer."""
    share = min(unit, TEXT_WIDTH / sum(column.weight for column in columns))
    wanted = [share * column.weight for column in columns]
    least = [max(column.least, _longest_word(_head(column.label)) + 13) for column in columns]
    missing = sum(max(0.0, need - has) for need, has in zip(least, wanted, strict=True))
    slack = sum(max(0.0, has - need) for need, has in zip(least, wanted, strict=True))
    if not missing or missing > slack:
        return wanted
    taken = missing / slack
    return [
        need if has < need else has - (has - need) * taken
        for need, has in zip(least, wanted, strict=True)
    ]


def _longest_word(label: str) -> float:
    words = clean(label).split(" ")
    return max((fonts.width(word, fonts.BOLD, styles().head.fontSize) for word in words), default=0)


def _cell(content: Cell, column: Column) -> Flowable:
    if isinstance(content, str):
        return para(content, styles().number if column.number else styles().cell)
    return content


def note(text: str) -> list[Flowable]:
    """Return a remark in small print."""
    return [para(text, styles().note)]
