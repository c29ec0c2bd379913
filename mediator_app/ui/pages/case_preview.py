"""Beside the list: what the chosen case is about, without opening it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from mediator_app.core.records.codes import KIND, RISK, STAGE
from mediator_app.i18n import _, formats, n_
from mediator_app.services import listing
from mediator_app.services.listing import CaseRow, Preview
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import fixed
from mediator_app.ui.widgets.basic import button, column, label
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job


class PreviewPanel(QFrame):
    """Short lines; what somebody typed is never markup."""

    asked = Signal(int)  # the case number, to be opened

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        fixed(self, width=tokens.SIDE)
        self._desk = desk
        self._job: Job | None = None
        self.number: int | None = None
        box = column(self, gap=6, edges=(14, 12, 14, 12))
        self.title = label("", "heading", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.warning = label("", wrap=True)
        self.parties = label("", wrap=True)
        self.summary = label("", wrap=True)
        for part in (self.title, self.facts, self.warning, self.parties, self.summary):
            box.addWidget(part)
        box.addStretch()
        self._open = button(lambda: _("Open the case"), "primary")
        self._open.clicked.connect(self._ask)
        box.addWidget(self._open)

    def show_case(self, number: object) -> None:
        """Read the case with this number; None shows nothing."""
        if self._job is not None:
            self._job.cancel()
        if not isinstance(number, int):
            self.number = None
            self.hide()
            return
        work = self._desk.work

        def read() -> tuple[int, CaseRow | None, Preview]:
            return number, listing.rows(work, [number]).get(number), listing.preview(work, number)

        self._job = self._desk.runner.run(self, read, self._show)

    def _show(self, found: tuple[int, CaseRow | None, Preview]) -> None:
        number, row, short = found
        self.number = number if row else None
        self.setVisible(row is not None)
        if row is None:
            return
        self.title.setText(row.title or row.number or "—")
        risk = _(RISK.get(row.risk, row.risk)) if row.risk else ""
        held = n_("{count} meeting held", "{count} meetings held", short.meetings)
        signed = short.signed_on and _("Agreement signed on {day}").format(
            day=formats.day(short.signed_on)
        )
        facts = (
            row.number,
            _(KIND.get(row.kind, row.kind)),
            _(STAGE.get(row.stage or "", row.stage or "")) if row.stage else "",
            row.place,
            risk,
            row.mediator,
            held.format(count=short.meetings),
            signed,
        )
        self.facts.setText("\n".join(fact for fact in facts if fact))
        self.warning.setText(
            _("Do not send alone: {why}").format(why=short.not_alone) if short.not_alone else ""
        )
        self.parties.setText("\n".join(short.parties))
        self.summary.setText(
            _("Names and words are hidden in this case.") if short.hidden else short.summary
        )
        for part in (self.warning, self.parties, self.summary):
            part.setVisible(bool(part.text()))

    def _ask(self) -> None:
        if self.number is not None:
            self.asked.emit(self.number)
