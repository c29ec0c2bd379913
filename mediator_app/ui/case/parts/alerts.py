"""What alerts mean for a case: those linked to it, and those that touch its agreement."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mediator_app.core import news
from mediator_app.core.records.codes import INCIDENT_STATE, INCIDENT_TYPE
from mediator_app.core.records.incidents import Incident
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _
from mediator_app.services import incidents
from mediator_app.ui.alerts import wording
from mediator_app.ui.alerts.steps import Meant, Steps
from mediator_app.ui.case.panels import Panel
from mediator_app.ui.widgets.basic import Card, button, chip, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

Known = list[tuple[bytes, Entry[Any]]]


class AlertPanel(Panel):
    """Shown only where there is an alert to speak of."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: CaseView | None = None
        self._linked: Known = []
        self._job: Job | None = None
        self._steps = Steps(self, desk)
        box = column(self, gap=0)
        self._card = Card(lambda: _("Alerts that concern this case"), "need")
        box.addWidget(self._card)
        self._body = column(gap=8)
        self._card.box.addLayout(self._body)
        self._lines: list[QWidget] = []
        self.hide()

    def show_view(self, view: CaseView) -> None:
        """Show what the case itself holds at once; the region's notebook is read meanwhile."""
        other = self._view is None or self._view.unit_id != view.unit_id
        self._view = view
        if other:
            self._linked = []
        self._show()
        if self._job is not None:
            self._job.cancel()
        work, unit_id = self.desk.work, view.unit_id
        self._job = self.desk.runner.run(
            self, lambda: incidents.linked_to(work, unit_id), self._got
        )

    def _got(self, found: Known) -> None:
        self._linked = found
        self._show()

    def _show(self) -> None:
        for line in self._lines:
            line.hide()
            self._body.removeWidget(line)
            line.deleteLater()
        self._lines = []
        view = self._view
        if view is None:
            return
        closed = bool(view.case.closed_on)
        known = view.all(Incident)
        own = [(view.unit_id, e) for e in known if _touches(e) or (_waits(e) and not closed)]
        for unit_id, entry in [*own, *self._linked]:
            line = self._line(view, unit_id, entry)
            self._lines.append(line)
            self._body.addWidget(line)
        self.setVisible(bool(self._lines))

    def _line(self, view: CaseView, unit_id: bytes, entry: Entry[Any]) -> QWidget:
        record = entry.record
        holder = QWidget()
        holder.setProperty("role", "clear")
        box = column(holder, gap=4)
        head = Flow(gap=8)
        kind = INCIDENT_TYPE.get(record.type or "")
        words = _(kind) if kind else (record.type_text or _("Incident"))
        when = wording.span(record.happened_on) if record.happened_on else ""
        title = "  ·  ".join(part for part in (words, when) if part)
        if unit_id == view.unit_id:
            opener = button(title, "link")
            opener.clicked.connect(partial(self._open, entry.eid))
            head.addWidget(opener)
        else:
            head.addWidget(label(title, "strong"))
        state = news.state_of(record)
        head.addWidget(chip(_(INCIDENT_STATE[state]), wording.STATE_LOOK[state].partition("-")[2]))
        box.addLayout(head)
        if record.text:
            text = " ".join(record.text.split())
            box.addWidget(label(text[:160] + ("…" if len(text) > 160 else ""), "muted", wrap=True))  # noqa: PLR2004 - two lines
        acts = Flow(gap=8)
        for step in news.steps(record) if _waits(entry) else ():
            made = button(_(wording.STEPS[step]))
            made.setAccessibleName(_("{step}: {what}").format(step=made.text(), what=title))
            made.clicked.connect(partial(self._take, step, Meant(unit_id, entry.eid, record)))
            allow(made, self.desk.work, Act.EDIT)
            acts.addWidget(made)
        if acts.count():
            box.addLayout(acts)
        if _touches(entry):
            hint = label(self._hint(view), "problem", wrap=True)
            box.addWidget(hint, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    @staticmethod
    def _hint(view: CaseView) -> str:
        if view.case.closed_on:
            return _(
                "It touches the agreement: reopen the case and name this incident as the reason."
            )
        if view.case.stage == "follow_up":
            return _("It touches the agreement: say at the next visit whether it is broken.")
        return _("It touches the agreement: look at the clauses again.")

    def _take(self, step: news.Step, meant: Meant, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self._steps.take(step, meant)

    def _open(self, eid: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.asked.emit(Incident.NAME, eid, {})

    def retranslate(self) -> None:
        self._card.heading.setText(_("Alerts that concern this case"))
        self._show()


def _waits(entry: Entry[Any]) -> bool:
    """Tell whether somebody reported it and nobody has answered; old history only tells."""
    record = entry.record
    still_open = news.state_of(record) in {news.State.RUMOUR, news.State.VERIFIED}
    return still_open and bool(record.state or record.reported_on)


def _touches(entry: Entry[Any]) -> bool:
    """Tell whether an incident that is not settled touches the agreement."""
    record = entry.record
    return bool(record.reopens) and not record.settled_on and record.state != "false"
