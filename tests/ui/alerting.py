"""The page of alerts over a real profile, for its tests."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from PySide6.QtWidgets import QApplication, QDialog

from mediator_app.services.work import Workspace
from mediator_app.ui.feedback import Feedback, Notice
from mediator_app.ui.fields.places import find_place
from mediator_app.ui.pages.alerts import AlertsPage
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Runner

LONGEST = 20.0  # seconds


@dataclass
class Sitting:
    """One person before the page of alerts."""

    work: Workspace
    page: AlertsPage
    runner: Runner
    notice: Notice
    faults: list[BaseException] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until nothing runs."""
        end = time.monotonic() + LONGEST
        while True:
            QApplication.processEvents()
            if not self.runner.busy:
                QApplication.processEvents()
                break
            assert time.monotonic() < end, "it takes too long"
            time.sleep(0.002)
        assert self.faults == []

    def dialog(self, name: str) -> QDialog:
        """Return the dialog that stands open."""
        open_ones = [
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, QDialog) and each.objectName() == name and each.isVisible()
        ]
        assert open_ones, f"no {name} is open"
        return open_ones[-1]

    def shown(self) -> list[str]:
        """Return the words of the lines of the list."""
        model = self.page.model
        return [" | ".join(cell.text for cell in model.cells(n)) for n in range(model.rowCount())]


def sit(work: Workspace) -> Sitting:
    notice = Notice()
    faults: list[BaseException] = []
    feedback = Feedback(notice, log=faults.append, now=work.environment.now)
    runner = Runner(feedback.failed)
    desk = Desk(work, runner, feedback)
    page = AlertsPage(desk, find_place)
    desk.tell = page.changed
    page.resize(1200, 700)
    sitting = Sitting(work, page, runner, notice, faults)
    page.show()
    page.refresh()
    sitting.settle()
    return sitting
