"""A process killed at any moment loses nothing that it had acknowledged."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediator_app.services import cases, checks, exchange
from tests.services import desk

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "60"))
FILES, CASES_EACH = 10, 20
SAVES = 120
KILLED = signal.SIGKILL


class Worker:
    """Starts work in a process of its own and kills it after a while."""

    def __init__(self) -> None:
        self._zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        assert self._zygote.stdout.readline() == "ready\n"

    def run(self, *, kill_after: float | None, **order) -> tuple[dict[str, list[int]], int]:
        """Return what was acknowledged, by word, and how the process ended."""
        self._zygote.stdin.write(json.dumps(order) + "\n")
        told: dict[str, list[int]] = {"ack": [], "saved": []}
        if kill_after is not None:
            # The process says more than its pid only after it has opened the profile.
            pid = int(self._next(told, "pid"))
            time.sleep(kill_after)
            with contextlib.suppress(ProcessLookupError):  # it had finished
                os.kill(pid, KILLED)
        return told, int(self._next(told, "ended"))

    def _next(self, told: dict[str, list[int]], wanted: str) -> str:
        while True:
            word, _space, rest = self._zygote.stdout.readline().strip().partition(" ")
            assert word not in {"failed", ""}, rest
            if word == wanted:
                return rest
            if word in told:
                told[word].append(int(rest))

    def close(self) -> None:
        self._zygote.stdin.close()
        self._zygote.stdout.close()
        self._zygote.wait(timeout=30)


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


@pytest.fixture(scope="module")
def profile(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kills") / "profile"
    with_case = desk.made(folder)
    unit, _changed = cases.open_case(with_case, {"kind": "other", "title": "Une dette"})
    cases.save(with_case, unit, "party", {"type": "person", "name": "Awa"})
    with_case.close()
    return folder


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("files")
    return [
        desk.file_of(
            folder / f"{number}.json",
            *[
                desk.a_case(
                    external_id=f"{number}/{n}",
                    parties=[{"key": "p", "type": "person", "name": f"Awa {n}"}],
                    tasks=[{"text": "Appeler", "due": "2026-04-01"}],
                )
                for n in range(CASES_EACH)
            ],
        )
        for number in range(FILES)
    ]


def _present(work) -> dict[int, int]:
    """Return how many cases of each file are there."""
    found = dict.fromkeys(range(FILES), 0)
    for case in desk.exported(work)["cases"]:
        number, joined, _n = case["external_id"].partition("/")
        if joined:
            found[int(number)] += 1
    return found


def _time(worker: Worker, profile: Path, place: Path, **order) -> float:
    """Return how long the whole work takes when nobody kills it; the second time all is warm."""
    taken = []
    for number in range(3):
        folder = desk.copied(profile, place / f"timed {number}")
        start = time.perf_counter()
        told, status = worker.run(kill_after=None, folder=str(folder), **order)
        taken.append(time.perf_counter() - start)
        assert status == 0
        assert len(told["ack"]) > 0
        shutil.rmtree(folder)
    return min(taken)


def test_an_import_that_is_killed_is_there_whole_or_not_at_all(worker, profile, files, tmp_path):
    luck = random.Random(7)
    names = [str(file) for file in files]
    whole = _time(worker, profile, tmp_path, do="import", files=names)
    killed, halfway, acknowledged = 0, 0, set()
    for number in range(KILLS):
        folder = desk.copied(profile, tmp_path / str(number))
        told, status = worker.run(
            kill_after=luck.random() * whole, do="import", folder=str(folder), files=names
        )
        killed += status == KILLED
        with desk.opened(folder) as work:
            assert checks.check(work).problems == ()
            present = _present(work)
            assert set(present.values()) <= {0, CASES_EACH}, present
            kept = {file for file, count in present.items() if count}
            assert set(told["ack"]) <= kept
            assert len(kept) <= len(told["ack"]) + 1  # at most the one on its way
            halfway += 0 < len(kept) < FILES
            acknowledged.add(len(kept))
            if number % 10 == 0:  # and the work can go on
                for file in files:
                    exchange.import_file(work, file)
                assert set(_present(work).values()) == {CASES_EACH}
        shutil.rmtree(folder)
    assert killed >= KILLS * 0.6
    assert halfway >= KILLS * 0.2
    assert len(acknowledged) >= 5  # the kills fell on many different moments


def test_no_acknowledged_save_is_lost_by_a_kill(worker, profile, tmp_path):
    luck = random.Random(8)
    folder = desk.copied(profile, tmp_path / "profile")
    with desk.opened(folder) as work:
        unit = desk.only_case(work)
        (party,) = cases.view(work, unit).records["party"]
    order = {"do": "save", "unit": unit.hex(), "party": party.eid.hex(), "count": SAVES}
    whole = _time(worker, profile, tmp_path, **order, first=0)
    killed, first = 0, 0
    notes: set[int] = set()
    for number in range(KILLS):
        if number % 15 == 0:  # the profile grows: a fresh one now and then
            shutil.rmtree(folder)
            desk.copied(profile, folder)
            notes, first = set(), 0
        told, status = worker.run(
            kill_after=luck.random() * whole, folder=str(folder), **order, first=first
        )
        killed += status == KILLED
        notes |= set(told["ack"])
        with desk.opened(folder) as work:
            assert checks.check(work).problems == ()
            view = cases.view(work, unit)
            held = {int(e.record.text.split()[1]) for e in view.records.get("note", ())}
            assert notes <= held
            assert len(held - notes) <= 1
            notes = held
            record = view.by_id(party.eid).record
            last = max(told["saved"], default=None)
            if last is not None:
                assert record.size in {last, last + 1}
            assert record.size is None or record.interest == str(record.size)  # one save, whole
        first = max(notes, default=-1) + 1
    assert killed >= KILLS * 0.6
