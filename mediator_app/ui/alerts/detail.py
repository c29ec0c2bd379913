"""One alert: what is known, how far it can be believed, and the next step as a button."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from mediator_app.core import news
from mediator_app.core.days import stored_day
from mediator_app.core.news import State
from mediator_app.core.records.codes import INCIDENT_STATE, SEVERITY
from mediator_app.i18n import _, formats, n_
from mediator_app.services.incidents import CaseName, Told
from mediator_app.ui.alerts import wording
from mediator_app.ui.widgets.basic import Card, button, chip, column, label, row
from mediator_app.ui.widgets.flow import Flow

MAIN = {  # the step that is next, drawn as the main one
    State.RUMOUR: news.Step.VERIFY,
    State.VERIFIED: news.Step.ANSWER,
}


class Detail(QWidget):
    """Shows one alert; what a person wants to do with it leaves by signals."""

    step_asked = Signal(object)  # news.Step
    edit_asked = Signal()
    say_asked = Signal()
    link_asked = Signal()
    unlink_asked = Signal(bytes)
    case_asked = Signal(bytes)
    remove_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.told: Told | None = None
        self._today: date | None = None
        self._may_edit = True
        self._box = column(self, gap=8)
        self._content: QWidget | None = None

    def show_told(self, told: Told, today: date, *, may_edit: bool = True) -> None:
        """Show an alert as of a day; who may not change anything can still pass it on."""
        self.told, self._today, self._may_edit = told, today, may_edit
        if self._content is not None:
            self._content.hide()
            self._box.removeWidget(self._content)
            self._content.deleteLater()
        self._content = content = QWidget()
        content.setProperty("role", "clear")
        box = column(content, gap=8)
        box.addWidget(self._head(told, today))
        box.addWidget(self._steps(told))
        for card in (self._account(told), self._links(told)):
            if card is not None:
                box.addWidget(card)
        box.addWidget(self._others(told))
        box.addStretch()
        self._box.addWidget(content)

    def has_focus(self) -> bool:
        """Tell whether the keyboard is inside."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def take_focus(self) -> None:
        """Put the keyboard on the next step, or on what else can be done."""
        content = self._content
        buttons = content.findChildren(QPushButton) if content is not None else []
        able = [each for each in buttons if each.isEnabled()]
        main = next((each for each in able if each.property("role") == "primary"), None)
        if main is not None or able:
            (main or able[0]).setFocus()

    def _head(self, told: Told, today: date) -> Card:
        line, state = told.row, news.state_of(told.row)
        card = Card()
        top = row(gap=8)
        top.addWidget(label(wording.what(line), "heading", wrap=True), 1)
        back = button(_("Close"), "link")
        back.setAccessibleName(_("Close this alert"))
        back.clicked.connect(self.left)
        top.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        card.box.addLayout(top)
        marks = Flow(gap=6)
        look = wording.state_look(line, today=today).partition("-")[2]
        marks.addWidget(chip(_(INCIDENT_STATE[state]), look))
        severity = line.severity or ""
        if severity in SEVERITY:
            tone = wording.SEVERITY_TONE.get(severity, "")
            marks.addWidget(chip(_(SEVERITY[severity]), tone))
        card.box.addLayout(marks)
        where = "  ·  ".join(part for part in (wording.when(line), line.place) if part)
        for text in (where, wording.toll(line), wording.belief_words(line)):
            if text:
                card.box.addWidget(label(text, wrap=True))
        told_clock = wording.clock(line, today)
        if told_clock:
            card.box.addWidget(label(told_clock, "muted", wrap=True))
        return card

    def _steps(self, told: Told) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        box = Flow(holder, gap=8)
        main = MAIN.get(news.state_of(told.row))
        for step in news.steps(told.row):
            made = button(_(wording.STEPS[step]), "primary" if step is main else "plain")
            made.clicked.connect(partial(self._ask_step, step))
            made.setEnabled(self._may_edit)
            box.addWidget(made)
        return holder

    def _account(self, told: Told) -> Card | None:
        record = told.record
        reported = stored_day(record.reported_on)
        named = (record.reported_by, formats.day(reported) if reported else "")
        told_by = ", ".join(part for part in named if part)
        done = stored_day(record.answered_on)
        parts = (
            (_("Account"), record.text),
            (_("In other words"), record.type_text if record.type != "other" else None),
            (_("Who is said to have done it"), record.actors),
            (_("Reported by"), told_by),
            (_("Second source"), record.second_source),
            (
                _("How it is known that it is false")
                if record.state == "false"
                else _("What was done"),
                record.answer,
            ),
            (_("Answered on"), formats.day(done) if done else None),
            (_("Reference elsewhere"), record.external_id),
        )
        if not any(text for _name, text in parts):
            return None
        card = Card()
        for name, text in parts:
            if text:
                card.box.addWidget(label(name, "label"))
                words = label(str(text), wrap=True)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                card.box.addWidget(words)
        return card

    def _links(self, told: Told) -> Card:
        card = Card(_("Cases"))
        if told.case is not None:
            self._case_line(card, told.case, own=True)
        for each in told.links:
            self._case_line(card, each)
            if told.record.reopens and each.closed:
                hint = _(
                    "It touches the agreement of this closed case: open the case to reopen it."
                )
                card.box.addWidget(label(hint, "problem", wrap=True))
        if told.unknown:
            text = n_(
                "{count} linked case is not on this computer.",
                "{count} linked cases are not on this computer.",
                told.unknown,
            )
            card.box.addWidget(label(text.format(count=told.unknown), "muted", wrap=True))
        more = button(_("Link to a case…"), "link")
        more.clicked.connect(self.link_asked)
        more.setEnabled(self._may_edit)
        card.box.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _case_line(self, card: Card, case: CaseName, *, own: bool = False) -> None:
        line = row(gap=4)
        words = "  ".join(part for part in (case.number, case.title) if part) or _("A case")
        link = button(words, "link")
        link.clicked.connect(partial(self._open_case, case.unit_id))
        line.addWidget(link, 0)
        line.addStretch(1)
        if not own:
            away = button("✕", "link")
            away.setAccessibleName(_("No longer linked to {case}").format(case=words))
            away.setToolTip(away.accessibleName())
            away.clicked.connect(partial(self._unlink, case.unit_id))
            away.setEnabled(self._may_edit)
            line.addWidget(away)
        card.box.addLayout(line)

    def _others(self, told: Told) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        box = Flow(holder, gap=8)
        say = button(_("Pass on in words…"), picture="phone")
        say.clicked.connect(self.say_asked)
        edit = button(_("Edit") if told.case is None else _("Edit in the case"), picture="pencil")
        edit.clicked.connect(self.edit_asked)
        edit.setEnabled(self._may_edit or told.case is not None)
        for made in (say, edit):
            box.addWidget(made)
        if told.case is None:
            remove = button(_("Take away"), "link-earth")
            remove.clicked.connect(self.remove_asked)
            remove.setEnabled(self._may_edit)
            box.addWidget(remove)
        return holder

    def _ask_step(self, step: news.Step, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.step_asked.emit(step)

    def _open_case(self, unit_id: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.case_asked.emit(unit_id)

    def _unlink(self, unit_id: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.unlink_asked.emit(unit_id)

    def retranslate(self) -> None:
        if self.told is not None and self._today is not None:
            self.show_told(self.told, self._today, may_edit=self._may_edit)
