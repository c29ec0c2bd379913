"""The case file of ten pages against the same flowables built by hand."""

from __future__ import annotations

import re
import time
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from mediator_app.core.interchange.read import cases_of
from mediator_app.core.view import CaseView
from mediator_app.i18n import catalog
from mediator_app.reports import case_file, fonts, paper
from mediator_app.reports.telling import Teller
from tests.benchmarks.measuring import Row, Timing, by_turns, milliseconds
from tests.benchmarks.profiles import environment
from tests.benchmarks.samples import document, whole_case

pytestmark = pytest.mark.bench

PAGES = 10
TURNS = 7


def view_of(times: int) -> CaseView:
    """Return a case with so many meetings, parties and notes."""
    case = whole_case(1)
    for part in ("meetings", "notes", "incidents", "tasks", "issues"):
        rows = []
        for turn in range(times):
            for row in whole_case(turn + 2)[part]:
                key = {"key": f"{row['key']}-{turn}"} if "key" in row else {}
                rows.append({**row, **key})
        case[part] = rows
    (draft,) = cases_of({**document(0), "cases": [case]})
    found: dict = {}
    for entry in draft.entries:
        found.setdefault(entry.record.NAME, []).append(entry)
    return CaseView(bytes(16), {name: tuple(rows) for name, rows in found.items()})


class Told(Paragraph):
    """A paragraph that remembers its markup."""

    def __init__(self, text, *args, **options) -> None:
        super().__init__(text, *args, **options)
        self.said = text


def by_hand(flowable: Flowable) -> Flowable:
    """Return a flowable with the same text and style, made with ReportLab alone."""
    if isinstance(flowable, Paragraph):
        return Paragraph(flowable.said, flowable.style)
    if isinstance(flowable, Table):
        cells = [[_cell(cell) for cell in row] for row in flowable._cellvalues]
        made = Table(
            cells,
            colWidths=flowable._argW,
            repeatRows=flowable.repeatRows,
            spaceBefore=getattr(flowable, "spaceBefore", None),
            spaceAfter=getattr(flowable, "spaceAfter", None),
        )
        made._cellStyles = flowable._cellStyles
        made._linecmds, made._bkgrndcmds = flowable._linecmds, flowable._bkgrndcmds
        made._spanCmds = flowable._spanCmds
        return made
    if isinstance(flowable, (CondPageBreak, Spacer)):
        return flowable
    raise TypeError(type(flowable).__name__)


def _cell(content):
    if isinstance(content, (list, tuple)):
        return [by_hand(one) for one in content]
    return by_hand(content) if isinstance(content, Flowable) else content


def test_case_file_of_ten_pages(results):
    times = 1
    texts = catalog("fr")
    printed = case_file.Printed(when=environment().now(), quality=2)
    fonts.register()

    def whole(view) -> bytes:
        return case_file.render(view, catalog=texts, printed=printed)

    while (pages := _pages(whole(view_of(times)))) < PAGES:
        times += 1
    view = view_of(times)

    def product() -> float:
        start = time.perf_counter()
        made = whole(view)
        taken = time.perf_counter() - start
        assert _pages(made) == pages
        return taken

    def floor() -> float:
        with pytest.MonkeyPatch.context() as patch:  # what is to be built: not timed
            patch.setattr(paper, "Paragraph", Told)
            model = case_file.flowables(Teller(view, texts, None))
        start = time.perf_counter()
        story = [by_hand(one) for one in model]
        out = BytesIO()
        SimpleDocTemplate(
            out, pagesize=A4, leftMargin=68, rightMargin=52, topMargin=64, bottomMargin=58
        ).build(story)
        taken = time.perf_counter() - start
        assert abs(_pages(out.getvalue()) - pages) <= 2
        return taken

    ours, theirs = by_turns(product, floor, times=TURNS)
    mine, bare = Timing.of(ours), Timing.of(theirs)
    row = results.add(
        Row(
            f"case file of {pages} pages",
            milliseconds(mine.best),
            milliseconds(bare.best),
            f"{mine.best / bare.best:.2f}×",
            "≤ 1.2×",
            mine.best <= 1.2 * bare.best,
            f"best of {TURNS} by turns; floor: the same texts, styles and tables, no head or foot",
        )
    )
    assert row.met


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
