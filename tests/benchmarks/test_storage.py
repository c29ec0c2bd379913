"""Import, size, rebuild and saving, against plain inserts and commits in the same file format."""

from __future__ import annotations

import gc
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

import mediator_app.journal.journal as journal_module
from mediator_app.core.interchange.read import cases_of
from mediator_app.core.records.registry import type_specs
from mediator_app.services import cases, checks, drafts, exchange
from mediator_app.services.opening import DATABASE
from tests.benchmarks import profiles
from tests.benchmarks.measuring import Row, Timing, milliseconds, share
from tests.benchmarks.samples import FACTS, RECORDS, document

pytestmark = pytest.mark.bench

CASES = int(os.environ.get("BENCH_IMPORT", "5000"))
TURNS = 2
SAVES = 150


@dataclass
class Recorder:
    """The driver's connection, noting every row that goes in."""

    real: object
    inserts: list[tuple[str, list]]

    def __getattr__(self, name: str):
        return getattr(self.real, name)

    def executemany(self, statement: str, rows):
        held = list(rows)
        self.inserts.append((statement, held))
        return self.real.executemany(statement, held)

    def execute(self, statement: str, *values):
        if statement.lstrip().startswith("INSERT"):
            self.inserts.append((statement, [tuple(values[0])]))
        return self.real.execute(statement, *values)


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("import") / "cases.json"
    content = document(CASES)
    sample = cases_of({**content, "cases": content["cases"][:100]})
    records = sum(len(draft.entries) for draft in sample) / len(sample)
    facts = sum(
        1
        for draft in sample
        for entry in draft.entries
        for fact in type(entry.record).facts()
        if getattr(entry.record, fact.name) is not None
    ) / len(sample)
    assert records == RECORDS
    assert FACTS <= facts <= FACTS + 10
    made.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def rows(path, tmp_path_factory):
    """Every row that an import of the file inserts, as it was inserted."""
    kept = journal_module.driver_of
    inserts: list[tuple[str, list]] = []
    journal_module.driver_of = lambda connection: Recorder(kept(connection), inserts)
    try:
        work = profiles.new(tmp_path_factory.mktemp("rows") / "p")
        exchange.import_file(work, path)
        work.close()
    finally:
        journal_module.driver_of = kept
    searched = [statement for statement, _ in inserts if "search" in statement]
    assert sum(len(held) for _, held in inserts) > CASES * (RECORDS * 2 + 2)
    assert searched
    gc.collect()
    gc.freeze()  # these rows would slow down every collection of the product's run
    return inserts


@pytest.fixture(scope="module")
def imported(path, rows, tmp_path_factory):
    """Times of imports and of plain inserts by turns; the last profile stays open."""
    ours, theirs = [], []
    folder = tmp_path_factory.mktemp("turns")
    work = None
    for turn in range(TURNS):
        empty = profiles.new(folder / f"floor{turn}")
        theirs.append(_plain_inserts(profiles.plain(empty), rows))
        empty.close()
        if work is not None:
            work.close()
        work = profiles.new(folder / f"product{turn}")
        start = time.perf_counter()
        done = exchange.import_file(work, path)
        ours.append(time.perf_counter() - start)
        assert done.added == CASES
    yield work, ours, theirs
    work.close()


def _plain_inserts(connection, rows) -> float:
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for statement, held in rows:
        connection.executemany(statement, held)
    connection.execute("COMMIT")
    taken = time.perf_counter() - start
    assert connection.execute("SELECT count(*) FROM case_file").fetchone() == (CASES,)
    connection.close()
    return taken


def test_import_of_whole_cases(imported, results):
    _, ours, theirs = imported
    mine, floor = CASES / min(ours), CASES / min(theirs)
    row = results.add(
        Row(
            f"import of {CASES:,} whole cases ({RECORDS} records, {FACTS} facts)",
            f"{mine:.0f} cases/s",
            f"{floor:.0f} cases/s",
            f"{mine / floor:.2f}×",
            "≥ 0.45× and ≥ 500 cases/s",
            mine >= 0.45 * floor and mine >= 500,
            f"file to commit, reading and checking included; best of {TURNS} by turns",
        )
    )
    assert row.met


def test_size_on_disk(imported, results):
    work, _, _ = imported
    work.database.checkpoint()
    size = (work.folder / DATABASE).stat().st_size / CASES
    row = results.add(
        Row(
            "size on disk per such case, history included",
            f"{size / 1000:.2f} kB",
            "–",
            "–",
            "≤ 13 kB",
            size <= 13_000,
            "whole file ÷ cases, after a checkpoint",
        )
    )
    assert row.met


def test_rebuild_of_everything(imported, results):
    work, ours, _ = imported
    start = time.perf_counter()
    checks.rebuild(work)
    speed = CASES / (time.perf_counter() - start)
    row = results.add(
        Row(
            "rebuild of everything from the log",
            f"{speed:.0f} cases/s",
            f"import: {CASES / min(ours):.0f} cases/s",
            f"{speed / (CASES / min(ours)):.2f}×",
            "≥ 500 cases/s",
            speed >= 500,
            "after the import, once",
        )
    )
    assert row.met


def test_save_of_three_facts(imported, results):
    work, _, _ = imported
    connection = profiles.plain(work)
    connection.execute("CREATE TABLE bench_plain (id INTEGER PRIMARY KEY, said TEXT)")
    ours, theirs = [], []
    specs = {spec.name: spec for spec in type_specs().values()}
    assert {"risk", "safety_plan", "youth_band"} <= {f.name for f in specs["case_file"].fields}
    for number in range(SAVES):
        unit = cases.by_reference(work, f"bench-{number + 1}")
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO bench_plain(said) VALUES (?)", (f"one {number}",))
        connection.execute("INSERT INTO bench_plain(said) VALUES (?)", (f"two {number}",))
        connection.execute("COMMIT")
        theirs.append(time.perf_counter() - start)
        place = f"case/{unit.hex()}"
        values = {
            "risk": "high",
            "safety_plan": f"Ne jamais venir seul. {number}",
            "youth_band": "15-25",
        }
        drafts.keep(work, place, values, unit_id=unit, record="case_file")
        eid = cases.view(work, unit).records["case_file"][0].eid
        seen = cases.live(work, unit, eid)
        start = time.perf_counter()
        _, changed = cases.save(work, unit, "case_file", values, eid=eid, seen=seen, draft=place)
        ours.append(time.perf_counter() - start)
        assert changed.units
    connection.execute("DROP TABLE bench_plain")
    connection.close()
    mine, floor = Timing.of(ours), Timing.of(theirs)
    limit = 4 * floor.middle + 0.002
    row = results.add(
        Row(
            "save of three facts (sign, log, project, draft, commit)",
            milliseconds(mine.middle),
            milliseconds(floor.middle),
            f"{mine.middle / floor.middle:.1f}×",
            f"≤ 4× + 2 ms = {milliseconds(limit)}",
            mine.middle <= limit,
            f"medians of {SAVES} by turns; p95 {milliseconds(share(ours, 95))} and "
            f"{milliseconds(share(theirs, 95))}; the search is told of it later",
        )
    )
    assert row.met
