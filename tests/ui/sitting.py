"""One page over a real profile, for its tests."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from mediator_app.services.work import Workspace
from mediator_app.ui.feedback import Feedback, Notice
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Runner

LONGEST = 20.0  # seconds


@dataclass
class Seat:
    """A person before one page; `page` is what `make` built."""

    work: Workspace
    page: Any
    runner: Runner
    notice: Notice
    faults: list[BaseException] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until nothing runs."""
        end = time.monotonic() + LONGEST
        QApplication.processEvents()
        while self.runner.busy:
            assert time.monotonic() < end, "it takes too long"
            time.sleep(0.002)
            QApplication.processEvents()
        QApplication.processEvents()
        assert self.faults == []

    def dialog(self, name: str = "") -> Any:
        """Return the dialog that stands open, the one called `name` where that matters."""
        found = [each for each in _dialogs() if name in {"", each.objectName()}]
        assert found, f"no dialog {name} is open"
        return found[-1]

    def is_asked(self) -> bool:
        return bool(_dialogs())

    def button(self, words: str, below: QWidget | None = None) -> QPushButton:
        """Return the visible button that says `words`."""
        found = [
            each
            for each in (below or self.page).findChildren(QPushButton)
            if each.isVisible() and each.text() == words
        ]
        assert found, f"no button says {words!r}"
        return found[0]


def _dialogs() -> list[QDialog]:
    tops = QApplication.topLevelWidgets()
    return [each for each in tops if isinstance(each, QDialog) and each.isVisible()]


def take_place(work: Workspace, make: Callable[[Desk], Any], size: tuple[int, int]) -> Seat:
    """Sit down before the page that `make` builds."""
    notice = Notice()
    faults: list[BaseException] = []
    feedback = Feedback(notice, log=faults.append, now=work.environment.now)
    runner = Runner(feedback.failed)
    desk = Desk(work, runner, feedback)
    page = make(desk)
    desk.tell = page.changed
    page.setObjectName("window")
    page.resize(*size)
    page.show()
    page.refresh()
    seat = Seat(work, page, runner, notice, faults)
    seat.settle()
    return seat
