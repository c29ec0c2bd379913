"""Approvals of a case: what waits for a supervisor, asking for one, granting or refusing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mediator_app.core.approvals import IN_PROGRAM, TITLES, State, state_of
from mediator_app.core.marks import N_
from mediator_app.core.records.cases import Approval
from mediator_app.core.records.codes import APPROVAL_HOW, APPROVAL_WHAT
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _, formats
from mediator_app.services import approvals
from mediator_app.services.work import Changed
from mediator_app.ui.case.panels import Panel
from mediator_app.ui.dialogs.ask import Ask, reason
from mediator_app.ui.fields.base import Value
from mediator_app.ui.forms.spec import FieldSpec
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import Card, button, chip, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk

TONES = {
    State.ASKED: "earth",
    State.DECLARED: "accent",
    State.GRANTED: "agree",
    State.REFUSED: "alarm",
}
ON_PAPER = {code: text for code, text in APPROVAL_HOW.items() if code != IN_PROGRAM}


class ApprovalPanel(Panel):
    """A mediator asks or writes down what was said; a supervisor decides here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: CaseView | None = None
        box = column(self, gap=0)
        self._card = Card(lambda: _("Approvals of a supervisor"))
        box.addWidget(self._card)
        self._body = column(gap=8)
        self._card.box.addLayout(self._body)
        self._lines: list[QWidget] = []
        foot = Flow(gap=8)
        self.ask_button = button(lambda: _("Ask a supervisor…"))
        self.ask_button.clicked.connect(self.ask)
        self.declare_button = button(
            lambda: _("Write down an answer on paper or by phone…"), "link"
        )
        self.declare_button.clicked.connect(partial(self.declare, None))
        for widget in (self.ask_button, self.declare_button):
            foot.addWidget(widget)
        self._card.box.addLayout(foot)

    def show_view(self, view: CaseView) -> None:
        self._view = view
        for line in self._lines:
            line.hide()
            self._body.removeWidget(line)
            line.deleteLater()
        known = view.all(Approval)
        self._lines = [self._line(entry) for entry in known]
        for line in self._lines:
            self._body.addWidget(line)
        work = self.desk.work
        allow(self.ask_button, work, Act.ASK_APPROVAL, also=bool(approvals.wanted(view)))
        allow(self.declare_button, work, Act.DECLARE_APPROVAL)

    def _line(self, entry: Entry[Approval]) -> QWidget:
        record, work = entry.record, self.desk.work
        holder = QWidget()
        holder.setProperty("role", "clear")
        box = column(holder, gap=2)
        state = state_of(record)
        head = Flow(gap=8)
        head.addWidget(label(_(APPROVAL_WHAT.get(record.what, record.what)), "strong"))
        head.addWidget(chip(_(TITLES[state]), TONES[state]))
        if record.decision is None:
            buttons = [
                (_("Grant"), Act.DECIDE_APPROVAL, partial(self.grant, entry.eid)),
                (_("Refuse…"), Act.DECIDE_APPROVAL, partial(self.refuse, entry.eid)),
            ]
            if state is State.ASKED:
                answer = partial(self.declare, entry.eid)
                buttons.append((_("Write down the answer…"), Act.DECLARE_APPROVAL, answer))
            for text, act, slot in buttons:
                made = button(text)
                spoken = _("{act}: {what}").format(act=text, what=_(APPROVAL_WHAT[record.what]))
                made.setAccessibleName(spoken)
                made.clicked.connect(slot)
                allow(made, work, act)
                head.addWidget(made)
        box.addLayout(head)
        if told := _told(record):
            box.addWidget(label(told, "muted", wrap=True), 0, Qt.AlignmentFlag.AlignTop)
        return holder

    # acts

    def ask(self) -> None:
        """Ask what is wanted, and why."""
        view, work = self._view, self.desk.work
        if view is None:
            return
        unit, ways = view.unit_id, {code: APPROVAL_WHAT[code] for code in approvals.wanted(view)}
        self._show(
            _("Ask a supervisor"),
            _("The question travels with the next exchange; the answer comes back the same way."),
            (
                FieldSpec("what", N_("What"), "code", codes=ways, required=True, span=4),
                reason(N_("What the supervisor should know"), needed=False),
            ),
            lambda given: approvals.ask(
                work, unit, _text(given, "what"), reason=_text(given, "reason")
            )[1],
        )

    def declare(self, eid: bytes | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Ask who said yes, when and how."""
        view, work = self._view, self.desk.work
        if view is None:
            return
        unit = view.unit_id
        what = FieldSpec("what", N_("What"), "code", codes=APPROVAL_WHAT, required=True, span=4)
        fields = (
            *(() if eid else (what,)),
            FieldSpec("approved_by", N_("Who agreed"), "text", required=True, span=2),
            FieldSpec("approved_on", N_("On"), "day", required=True, span=1),
            FieldSpec("how", N_("How"), "code", codes=ON_PAPER, required=True, span=1),
            reason(N_("Remark"), needed=False),
        )
        self._show(
            _("Write down an approval"),
            _("It counts from now on; a supervisor confirms it after the next exchange."),
            fields,
            lambda given: approvals.declare(work, unit, given, eid=eid)[1],
        )

    def grant(self, eid: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        view, work = self._view, self.desk.work
        if view is not None:
            unit = view.unit_id
            self.desk.write(self, lambda: approvals.decide(work, unit, eid, granted=True))

    def refuse(self, eid: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Ask why."""
        view, work = self._view, self.desk.work
        if view is None:
            return
        unit = view.unit_id
        self._show(
            _("Refuse"),
            _("The mediator reads the reason after the next exchange."),
            (reason(N_("Reason")),),
            lambda given: approvals.decide(
                work, unit, eid, granted=False, reason=_text(given, "reason")
            ),
        )

    def _show(
        self,
        title: str,
        sentence: str,
        fields: tuple[FieldSpec, ...],
        action: Callable[[Mapping[str, Value]], Changed],
    ) -> None:
        dialog = Ask(self.window(), title, sentence, fields)

        def carry_out(given: dict[str, Value]) -> None:
            self.desk.write(self, lambda: action(given))

        dialog.answered.connect(carry_out)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def retranslate(self) -> None:
        retranslate(self)
        if self._view is not None:
            self.show_view(self._view)


def _told(record: Approval) -> str:
    """Return who asked and who answered, in words."""
    parts: list[str] = []
    if record.requested_by:
        asked = _("asked by {who}, {day}") if record.requested_on else _("asked by {who}")
        parts.append(asked.format(who=record.requested_by, day=_day(record.requested_on)))
    if record.approved_by:
        how = _(APPROVAL_HOW.get(record.how or "", record.how or ""))
        known = [record.approved_by, _day(record.approved_on), how]
        parts.append(", ".join(part for part in known if part))
    if record.reason:
        parts.append(record.reason)
    return "  ·  ".join(parts)


def _day(value: str | None) -> str:
    try:
        return formats.day(value) if value else ""
    except ValueError:
        return value or ""


def _text(given: Mapping[str, Value], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""
