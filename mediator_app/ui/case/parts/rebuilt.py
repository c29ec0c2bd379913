"""A panel whose card is made anew whenever the case changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mediator_app.core.view import CaseView
from mediator_app.ui.case.panels import Panel
from mediator_app.ui.fields.base import Value
from mediator_app.ui.widgets.basic import button, column
from mediator_app.ui.work.desk import Desk


class Rebuilt(Panel):
    """`fill` puts the widgets of the case into the box it is given."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: CaseView | None = None
        self._outer = column(self, gap=0)
        self._body = QWidget()
        self._outer.addWidget(self._body)

    def fill(self, box: QVBoxLayout, view: CaseView) -> None:
        """Put into `box` what is to be seen of a case."""
        raise NotImplementedError

    def show_view(self, view: CaseView) -> None:
        self._view = view
        old, self._body = self._body, QWidget()
        self._body.setProperty("role", "clear")
        self.fill(column(self._body, gap=12), view)
        self._outer.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()

    def retranslate(self) -> None:
        if self._view is not None:
            self.show_view(self._view)

    def act(
        self, words: str, slot: Callable[[], object], picture: str = "", role: str = "plain"
    ) -> QPushButton:
        """Return a button that calls `slot`."""
        made = button(words, role, picture=picture)
        made.clicked.connect(partial(_call, slot))
        return made

    def ask(self, record: str, eid: bytes | None = None, **preset: Value) -> None:
        """Open the form of a record."""
        self.asked.emit(record, eid, preset)


def _call(slot: Callable[[], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
    slot()
