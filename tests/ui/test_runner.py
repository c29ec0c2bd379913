from __future__ import annotations

import threading
import time

import pytest
import shiboken6
from PySide6.QtCore import QObject

from mediator_app.core.errors import StorageUnavailable
from mediator_app.ui.work.runner import Job, Lane, Runner


@pytest.fixture
def errors():
    return []


@pytest.fixture
def runner(qapp, errors):
    made = Runner(errors.append)
    yield made
    made.close()


def test_results_and_errors_arrive_on_the_windows_thread(qtbot, runner, errors):
    owner, seen = QObject(), {}
    runner.run(
        owner,
        threading.get_ident,
        lambda worker: seen.update(worker=worker, here=threading.get_ident()),
    )
    runner.run(owner, lambda: 1 / 0, print)
    qtbot.waitUntil(lambda: bool(errors))
    assert seen["here"] == threading.get_ident() != seen["worker"]
    assert isinstance(errors[0], ZeroDivisionError)


def test_an_expected_error_goes_to_who_asked_for_it(qtbot, runner, errors):
    mine = []

    def fail():
        raise StorageUnavailable(reason="full")

    runner.run(QObject(), fail, print, on_error=mine.append)
    qtbot.waitUntil(lambda: bool(mine))
    assert isinstance(mine[0], StorageUnavailable)
    assert errors == []


def test_a_closed_window_gets_no_late_result(qtbot, runner):
    calls, owner, other = [], QObject(), QObject()
    runner.run(owner, lambda: time.sleep(0.05), lambda _: calls.append("late"))
    shiboken6.delete(owner)
    runner.run(other, lambda: 1, lambda _: calls.append("ok"))
    qtbot.waitUntil(lambda: bool(calls))
    assert calls == ["ok"]


def test_a_lane_runs_one_job_at_a_time_and_in_order(qtbot, runner):
    owner, order, running = QObject(), [], []

    def work(number):
        running.append(number)
        assert len(running) == 1
        time.sleep(0.01)
        running.remove(number)
        return number

    for number in range(5):
        runner.run(owner, lambda n=number: work(n), order.append)
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_a_slow_drive_does_not_hold_up_the_database(qtbot, runner):
    owner, order, release = QObject(), [], threading.Event()
    runner.run(owner, lambda: release.wait(5), lambda _: order.append("drive"), lane=Lane.OTHER)
    runner.run(owner, lambda: None, lambda _: order.append("database"))
    qtbot.waitUntil(lambda: order == ["database"])
    release.set()
    qtbot.waitUntil(lambda: order == ["database", "drive"])


def test_long_work_tells_its_progress_and_stops_when_cancelled(qtbot, runner, errors):
    owner, seen, done = QObject(), [], []

    def work(job: Job):
        for step in range(1000):
            job.progress(step, 1000)
            time.sleep(0.002)
        return "whole"

    job = runner.run_long(owner, work, done.append, on_progress=lambda d, t: seen.append((d, t)))
    qtbot.waitUntil(lambda: len(seen) > 3)
    job.cancel()
    qtbot.waitUntil(lambda: not runner.busy)
    told = len(seen)
    qtbot.wait(30)
    assert done == []
    assert errors == []
    assert len(seen) == told < 1000


def test_closing_forgets_what_waits(qtbot, runner):
    owner, calls = QObject(), []
    runner.run(owner, lambda: time.sleep(0.05), calls.append)
    runner.run(owner, lambda: 1, calls.append)
    runner.close()
    qtbot.wait(30)
    assert calls == []


def test_garbage_is_never_searched_for_in_another_thread(qtbot, runner):
    import gc

    searches = []

    def note(phase, _info):
        searches.append(threading.get_ident())

    class Loop:
        def __init__(self):
            self.me = self

    def work():
        for _ in range(20_000):
            Loop()

    owner, done = QObject(), []
    gc.callbacks.append(note)
    try:
        runner.run(owner, work, done.append)
        qtbot.waitUntil(lambda: bool(done))
        assert gc.isenabled()
        for _ in range(20_000):
            Loop()
    finally:
        gc.callbacks.remove(note)
    assert set(searches) == {threading.get_ident()}
