"""Runs work away from the window and brings its outcome back to it."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from mediator_app.ui.work import garbage

T = TypeVar("T")
Handler = Callable[[Any], object]
WAIT = 5_000  # milliseconds that closing waits for a running job


class Lane(StrEnum):
    """Jobs of one lane run one at a time, in the order given."""

    DATABASE = "database"  # everything that reads or writes the profile
    OTHER = "other"  # drives, network, printing


class Cancelled(Exception):
    """Raised inside a job by `Job.check` once nobody waits for it any more."""


class Job:
    """One piece of work under way: may be cancelled, and tells how far it is."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; nothing is called for it any more."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise Cancelled when the job was cancelled: call it between two steps."""
        if self.cancelled:
            raise Cancelled

    def progress(self, done: int, total: int) -> None:
        """Tell the window how far the work is, and stop here when it was cancelled."""
        self.check()
        self._tell(done, total)


@dataclass(frozen=True, slots=True)
class _Waiting:
    owner: QObject
    job: Job
    work: Callable[[Job], object]
    then: Handler
    on_error: Handler
    on_progress: Callable[[int, int], object] | None


class Runner(QObject):
    """The only threads of the window: one for each lane."""

    busy_changed = Signal(bool)
    _finished = Signal(int, object, object)
    _moved = Signal(int, int, int)

    def __init__(self, on_error: Handler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._tickets = itertools.count()
        self._waiting: dict[int, _Waiting] = {}
        self._lanes = {lane: QThreadPool(self) for lane in Lane}
        for pool in self._lanes.values():
            pool.setMaxThreadCount(1)
        self._finished.connect(self._deliver)
        self._moved.connect(self._pass_on)

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], object],
        *,
        on_error: Handler | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> Job:
        """Run `work` off the window's thread, then `then(result)` or `on_error(error)` on it.

        Nothing is called once `owner` is gone or the job is cancelled.
        """
        return self.run_long(owner, lambda _: work(), then, on_error=on_error, lane=lane)

    def run_long(
        self,
        owner: QObject,
        work: Callable[[Job], T],
        then: Callable[[T], object],
        *,
        on_progress: Callable[[int, int], object] | None = None,
        on_error: Handler | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> Job:
        """As `run`, for work that tells its progress and asks whether to go on."""
        ticket = next(self._tickets)
        job = Job(lambda done, total: self._moved.emit(ticket, done, total))
        self._waiting[ticket] = _Waiting(
            owner, job, work, then, on_error or self._on_error, on_progress
        )
        garbage.hold()
        # The ticket alone: whatever `work` holds on to, a page perhaps, must not be let go by
        # the other thread.
        self._lanes[lane].start(lambda: self._work(ticket))
        if len(self._waiting) == 1:
            self.busy_changed.emit(True)
        return job

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def close(self) -> None:
        """Cancel what runs, wait for it a moment and forget the others."""
        for waiting in self._waiting.values():
            waiting.job.cancel()
        for pool in self._lanes.values():
            pool.clear()
        for pool in self._lanes.values():
            pool.waitForDone(WAIT)
        garbage.release(len(self._waiting))
        self._waiting.clear()

    def _work(self, ticket: int) -> None:
        result: object = None
        failure: Exception | None = None
        waiting = self._waiting.get(ticket)
        if waiting is None:
            return  # closed meanwhile
        try:
            waiting.job.check()
            result = waiting.work(waiting.job)
        except Cancelled as stopped:
            failure = stopped
        except Exception as error:  # noqa: BLE001 - every failure goes to the window's thread
            failure = error
        del waiting
        if shiboken6.isValid(self):
            self._finished.emit(ticket, result, failure)

    @Slot(int, int, int)
    def _pass_on(self, ticket: int, done: int, total: int) -> None:
        waiting = self._waiting.get(ticket)
        if waiting is None or waiting.on_progress is None or waiting.job.cancelled:
            return
        if shiboken6.isValid(waiting.owner):
            waiting.on_progress(done, total)

    @Slot(int, object, object)
    def _deliver(self, ticket: int, result: object, error: Exception | None) -> None:
        waiting = self._waiting.pop(ticket, None)
        if waiting is None:
            return
        garbage.release()
        if not self._waiting:
            self.busy_changed.emit(False)
        if waiting.job.cancelled or not shiboken6.isValid(waiting.owner):
            return
        if error is None:
            waiting.then(result)
        else:
            waiting.on_error(error)
