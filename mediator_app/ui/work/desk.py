"""What every page of an open profile works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QObject

from mediator_app.services.work import Changed, Workspace
from mediator_app.ui.feedback import Feedback
from mediator_app.ui.work.runner import Handler, Lane, Runner

T = TypeVar("T")


def _nobody(_changed: Changed) -> None:
    return


@dataclass(slots=True)
class Desk:
    """The open profile, the runner and the one who tells; `tell` reaches all pages."""

    work: Workspace
    runner: Runner
    feedback: Feedback
    tell: Callable[[Changed], None] = field(default=_nobody)

    def read(self, owner: QObject, work: Callable[[], T], then: Callable[[T], object]) -> None:
        """Read something that may take long, off the window's thread."""
        self.runner.run(owner, work, then)

    def write(
        self,
        owner: QObject,
        action: Callable[[], Changed],
        then: Callable[[], object] | None = None,
        *,
        on_error: Handler | None = None,
    ) -> None:
        """Write off the window's thread; then say that it was saved and tell all pages."""

        def done(changed: Changed) -> None:
            self.feedback.saved()
            if then is not None:
                then()
            self.tell(changed)

        self.runner.run(owner, action, done, on_error=on_error)

    def quietly(self, owner: QObject, action: Callable[[], object]) -> None:
        """Write what nobody needs to hear of, such as a draft."""
        self.runner.run(owner, action, _ignore, lane=Lane.DATABASE)


def _ignore(_result: object) -> None:
    return
