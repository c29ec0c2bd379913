"""The list of 100,000 cases and the search as one types, against the same SQL bare."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView
from sqlalchemy import event

from mediator_app.core.names import fold
from mediator_app.services import cases, finding
from mediator_app.services.cases import CaseFilter
from mediator_app.ui.models.rows import Column, RowsModel
from mediator_app.ui.theme.fonts import load_fonts
from mediator_app.ui.theme.look import Look, wear
from mediator_app.ui.theme.tokens import LIGHT
from mediator_app.ui.widgets.table import Table
from tests.benchmarks import profiles
from tests.benchmarks.measuring import Row, Timing, by_turns, milliseconds, share

pytestmark = pytest.mark.bench

CASES = int(os.environ.get("BENCH_LIST", "100000"))
SCREEN = 50
TURNS = 9
SIZE = (1100, 700)
TYPED = (
    "coulibaly",
    "diallo aissata",
    "sangare macina",
    "traore",
    "bougou",
    "niono guindo",
    "kɔnɛ",
    "awa",
    "gao troupeau",
    "mopti femmes champ",
)

COLUMNS = (
    Column(lambda: "", lambda r: r.number or "", width=104),
    Column(lambda: "", lambda r: r.title or "", lambda r: f"kind:{r.kind}", width=250),
    Column(lambda: "", lambda r: r.place, width=150),
    Column(lambda: "", lambda r: r.stage or "", lambda _r: "chip", width=190),
    Column(lambda: "", lambda r: r.next_step or "", width=170),
    Column(lambda: "", lambda r: r.changed_at.isoformat(), width=136),
)


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    made = profiles.many(tmp_path_factory.mktemp("many") / "p", CASES)
    made.database.checkpoint()
    yield made
    made.close()


@contextmanager
def heard(work):
    """Note the statements that the product sends."""
    said: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, values, _context, _many):
        said.append((statement, values))

    engine = work.database._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


class Bare(QAbstractTableModel):
    def __init__(self, rows) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent=QModelIndex()):  # noqa: ARG002, B008, N802
        return len(self.rows)

    def columnCount(self, parent=QModelIndex()):  # noqa: ARG002, B008, N802
        return 6

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.rows[index.row()][index.column()])
        return None


def shown(view) -> None:
    view.resize(*SIZE)
    view.show()
    QApplication.processEvents()
    view.viewport().repaint()


def test_list_of_many_cases(work, qapp, results):
    load_fonts()
    wear(qapp, Look(LIGHT))
    wanted = CaseFilter(sort="changed")
    with heard(work) as said:
        ids = cases.find(work, wanted)
        cases.rows(work, ids[:SCREEN])
    assert len(ids) == CASES
    statements = list(said)
    assert len(statements) > 2
    kept = []

    def product() -> float:
        model = RowsModel(COLUMNS, lambda page: cases.rows(work, page))
        table = Table(model)
        start = time.perf_counter()
        model.show(cases.find(work, wanted))
        shown(table)
        taken = time.perf_counter() - start
        kept.append((table, model))
        table.hide()
        return taken

    connection = profiles.plain(work)

    def floor() -> float:
        view = QTableView()
        start = time.perf_counter()
        found = [connection.execute(*one).fetchall() for one in statements]
        model = Bare([row for rows in found for row in rows if len(row) > 6][:SCREEN])
        view.setModel(model)
        shown(view)
        taken = time.perf_counter() - start
        kept.append((view, model))
        view.hide()
        return taken

    ours, theirs = by_turns(product, floor, times=TURNS)
    connection.close()
    mine, bare = Timing.of(ours), Timing.of(theirs)
    row = results.add(
        Row(
            f"list of {CASES:,} cases: ids, first screen of rows",
            milliseconds(mine.best),
            milliseconds(bare.best),
            f"{mine.best / bare.best:.2f}×",
            "≤ 1.5× and ≤ 100 ms",
            mine.best <= 1.5 * bare.best and mine.best <= 0.1,
            f"best of {TURNS} by turns, newest change first; medians {milliseconds(mine.middle)} "
            f"and {milliseconds(bare.middle)}",
        )
    )
    assert row.met


def test_search_as_one_types(work, results):
    typed = [word[:end] for word in TYPED for end in range(1, len(word) + 1)]
    typed = [text for text in typed if text.strip()]
    connection = profiles.plain(work)
    ours, theirs, hits = [], [], 0
    for text in typed:
        match = " ".join(f'"{word}"*' for word in fold(text).split())
        start = time.perf_counter()
        connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (match,)).fetchall()
        theirs.append(time.perf_counter() - start)
        start = time.perf_counter()
        found = cases.find(work, CaseFilter(text=text, sort="changed", newest=1_000))
        cases.rows(work, found[:SCREEN])
        ours.append(time.perf_counter() - start)
        hits += len(found)
    connection.close()
    assert hits > len(typed)
    mine, bare = share(ours, 95), share(theirs, 95)
    row = results.add(
        Row(
            f"search as one types, {CASES:,} cases, folded",
            f"p95 {milliseconds(mine)}",
            f"p95 {milliseconds(bare)}",
            f"{mine / bare:.2f}×",
            "p95 ≤ 30 ms",
            mine <= 0.03,
            f"{len(typed)} beginnings of {len(TYPED)} searches, ids in order and first screen; "
            f"medians {milliseconds(Timing.of(ours).middle)} and "
            f"{milliseconds(Timing.of(theirs).middle)}; floor: the ids alone",
        )
    )
    assert row.met


def test_search_everything_as_one_types(work, results):
    typed = [word[:end] for word in TYPED for end in range(1, len(word) + 1)]
    typed = [text for text in typed if text.strip()]
    finding.find(work, "zzz")  # declares the records; done once, when the window opens
    connection = profiles.plain(work)
    ours, theirs, hits = [], [], 0
    for text in typed:
        match = " ".join(f'"{word}"*' for word in fold(text).split())
        start = time.perf_counter()
        connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (match,)).fetchall()
        theirs.append(time.perf_counter() - start)
        start = time.perf_counter()
        hits += len(finding.find(work, text))
        ours.append(time.perf_counter() - start)
    connection.close()
    assert hits > len(typed)
    mine, bare = share(ours, 95), share(theirs, 95)
    row = results.add(
        Row(
            f"search everything as one types, {CASES:,} cases",
            f"p95 {milliseconds(mine)}",
            f"p95 {milliseconds(bare)}",
            f"{mine / bare:.2f}×",
            "p95 ≤ 50 ms",
            mine <= 0.05,
            f"{len(typed)} beginnings of {len(TYPED)} searches; which record it was, ranked, and the "
            f"words around; medians {milliseconds(Timing.of(ours).middle)} and "
            f"{milliseconds(Timing.of(theirs).middle)}; floor: the ids of the cases alone",
        )
    )
    assert row.met
