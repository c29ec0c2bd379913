"""What the office decides for everybody: the share of women and of young people."""

from __future__ import annotations

from PySide6.QtCore import Qt

from mediator_app.core.goal import LEAST, MOST
from mediator_app.core.roles import Act
from mediator_app.i18n import _
from mediator_app.services import office
from mediator_app.ui.fields.numbers import IntegerField
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import wide_at_most
from mediator_app.ui.widgets.basic import Card, button, label
from mediator_app.ui.work.desk import Desk


class OfficeCard(Card):
    def __init__(self, desk: Desk) -> None:
        super().__init__(lambda: _("Decided by the office"))
        self._desk = desk
        caption = label(lambda: _("Women and young people in meetings, goal in per cent"), "label")
        self.goal = IntegerField(at_least=LEAST, at_most=MOST)
        self.goal.input().setAccessibleName(caption.text())
        caption.setBuddy(self.goal.input())
        wide_at_most(self.goal, tokens.COLUMN)
        self.keep = button(lambda: _("Keep the goal"), picture="device-floppy")
        self.keep.clicked.connect(self.keep_goal)
        self.box.addWidget(caption)
        self.box.addWidget(self.goal)
        self.box.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self._why = label(
            lambda: _("Only a supervisor changes what holds for the whole office."),
            "muted",
            wrap=True,
        )
        self.box.addWidget(self._why)
        may = desk.work.may(Act.OFFICE)
        self.goal.setEnabled(may)
        self.keep.setEnabled(may)
        self._why.setHidden(may)

    def refresh(self) -> None:
        work = self._desk.work
        self._desk.read(self, lambda: office.goal(work), self.goal.set_value)

    def keep_goal(self) -> None:
        """Keep what is typed, or say what a goal can be."""
        value, work = self.goal.value(), self._desk.work
        percent = value if isinstance(value, int) else None
        self._desk.write(self, lambda: office.keep_goal(work, percent))
