"""Referrals of a case: the answer as one click, what is overdue, the slip to carry along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mediator_app.core import referrals as rules
from mediator_app.core.days import stored_day
from mediator_app.core.marks import N_
from mediator_app.core.records.codes import REFERRAL_STATUS
from mediator_app.core.records.follow_up import Referral
from mediator_app.core.referrals import Status
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _, formats
from mediator_app.services import referrals
from mediator_app.services.work import Changed
from mediator_app.ui.case.panels import Panel
from mediator_app.ui.dialogs.ask import Ask
from mediator_app.ui.fields.base import Value
from mediator_app.ui.forms.spec import FieldSpec
from mediator_app.ui.widgets.basic import Card, button, chip, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk

TONES = {
    Status.PENDING: "earth",
    Status.ACCEPTED: "accent",
    Status.REFUSED: "",
    Status.DONE: "agree",
}
ANSWERS = {
    Status.ACCEPTED: N_("They accept"),
    Status.REFUSED: N_("They refuse"),
    Status.DONE: N_("It is done"),
    Status.PENDING: N_("Ask again"),
}
ON = FieldSpec("on", N_("On which day"), "day", required=True, span=2)
RESULT = FieldSpec("result", N_("Result"), "long", max_length=2_000, span=4)
REFUSAL = FieldSpec(
    "result", N_("Why the service refused"), "long", required=True, max_length=2_000, span=4
)


class ReferralPanel(Panel):
    """Shown only where somebody was referred."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: CaseView | None = None
        box = column(self, gap=0)
        self._card = Card(lambda: _("Answers to the referrals"))
        box.addWidget(self._card)
        self._body = column(gap=10)
        self._card.box.addLayout(self._body)
        self._lines: list[QWidget] = []

    def show_view(self, view: CaseView) -> None:
        self._view = view
        for line in self._lines:
            line.hide()
            self._body.removeWidget(line)
            line.deleteLater()
        known = view.all(Referral)
        self._lines = [self._line(view, entry) for entry in known]
        for line in self._lines:
            self._body.addWidget(line)
        self.setVisible(bool(known))

    def _line(self, view: CaseView, entry: Entry[Referral]) -> QWidget:
        record, work = entry.record, self.desk.work
        status = rules.status_of(record)
        holder = QWidget()
        holder.setProperty("role", "clear")
        box = column(holder, gap=4)
        to = record.referred_to or record.service or _("Referral")
        head = Flow(gap=8)
        opener = button(to, "link")
        opener.clicked.connect(partial(self._open, entry.eid))
        head.addWidget(opener)
        head.addWidget(chip(_(REFERRAL_STATUS[status]), TONES[status]))
        since = rules.overdue_since(record, work.today())
        if since is not None:
            text = _("No answer, overdue since {day}").format(day=formats.day(since))
            head.addWidget(chip(text, "alarm"))
        box.addLayout(head)
        who = view.party_name(record.party)
        made_on = stored_day(record.made_on)
        made = formats.day(made_on) if made_on else ""
        told = "  ·  ".join(part for part in (who, made, record.slip_number) if part)
        if told:
            box.addWidget(label(told, "muted", wrap=True), 0, Qt.AlignmentFlag.AlignTop)
        acts = Flow(gap=8)
        for answer in rules.NEXT[status]:
            each = button(_(ANSWERS[answer]))
            each.setAccessibleName(_("{answer}: {who}").format(answer=_(ANSWERS[answer]), who=to))
            each.clicked.connect(partial(self.answer, entry.eid, answer))
            allow(each, work, Act.EDIT)
            acts.addWidget(each)
        slip = button(_("Slip…"), picture="printer")
        slip.setAccessibleName(_("Slip for {who}").format(who=to))
        slip.clicked.connect(partial(self.slip, entry.eid))
        allow(slip, work, Act.PRINT)
        acts.addWidget(slip)
        box.addLayout(acts)
        return holder

    def _open(self, eid: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.asked.emit(Referral.NAME, eid, {})

    def answer(self, eid: bytes, status: Status, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Keep what the service said, asking for the day and the words."""
        view, work = self._view, self.desk.work
        if view is None:
            return
        unit_id = view.unit_id
        if status is Status.PENDING:
            self._do(lambda: referrals.answer(work, unit_id, eid, status))
            return

        def keep(given: Mapping[str, Value]) -> None:
            on, result = _text(given, "on"), _text(given, "result")
            self._do(lambda: referrals.answer(work, unit_id, eid, status, on=on, result=result))

        fields = (ON, REFUSAL if status is Status.REFUSED else RESULT)
        dialog = Ask(self.window(), _(ANSWERS[status]), "", fields)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.form.fill({"on": work.today().isoformat()})
        dialog.answered.connect(keep)
        dialog.open()

    def _do(self, action: Callable[[], Changed]) -> None:
        self.desk.write(self, action)

    # the slip

    def slip(self, eid: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Give the slip its number, then show it as it will be printed."""
        view, work = self._view, self.desk.work
        if view is None:
            return
        unit_id = view.unit_id
        made: list[str] = []

        def number() -> Changed:
            given, changed = referrals.numbered(work, unit_id, eid)
            made.append(given)
            return changed

        self.desk.write(self, number, lambda: self._preview(unit_id, eid, made[0]))

    def _preview(self, unit_id: bytes, eid: bytes, number: str) -> None:
        from mediator_app.ui.dialogs.preview import Preview  # noqa: PLC0415 - and PDFium

        work = self.desk.work

        def render(language: str, hidden: bool) -> bytes:  # noqa: FBT001 - a plain callable
            return referrals.slip(work, unit_id, eid, language=language, hide_names=hidden)

        shown = Preview(
            self.window(),
            self.desk.runner,
            render,
            self.desk.feedback,
            title=_("Referral slip"),
            name=number,
        )
        shown.setObjectName("slip")
        shown.finished.connect(shown.deleteLater)
        shown.open()

    def retranslate(self) -> None:
        self._card.heading.setText(_("Answers to the referrals"))
        if self._view is not None:
            self.show_view(self._view)


def _text(values: Mapping[str, Value], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
