"""Who of a case agrees to what: one line for each party, one button for each purpose."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from mediator_app.core import codenames, consent
from mediator_app.core.consent import PURPOSES, Stand, Standing
from mediator_app.core.marks import N_
from mediator_app.core.records.codes import CONSENT_FORM, LANGUAGE, PURPOSE
from mediator_app.core.records.parties import Party
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _, formats
from mediator_app.services import consents
from mediator_app.services.consents import Asked
from mediator_app.services.work import Changed
from mediator_app.ui.case.panels import Panel
from mediator_app.ui.dialogs.ask import Ask, reason
from mediator_app.ui.fields.base import Value
from mediator_app.ui.fields.choices import CodeField
from mediator_app.ui.fields.days import DayField
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.forms.spec import FieldSpec
from mediator_app.ui.texts import Said, retranslate
from mediator_app.ui.widgets.basic import Card, button, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk

MARKS = {
    Standing.AGREED: "✓",
    Standing.OVERRIDDEN: "!",
    Standing.UNASKED: "–",
    Standing.REFUSED: "✕",
    Standing.WITHDRAWN: "✕",
}
GIVE = N_("Click to write down that they agree.")
WITHDRAW = N_("Click to withdraw this consent from today on.")


class ConsentPanel(Panel):
    """A click gives or withdraws; day, form and language above go with what is given."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: CaseView | None = None
        self._lines: dict[bytes, _Line] = {}
        box = column(self, gap=0)
        self._card = Card(lambda: _("Who agrees to what"))
        box.addWidget(self._card)
        self._told = label(role="muted", wrap=True)
        self._card.box.addWidget(self._told)
        self._how = QWidget()
        self._how.setProperty("role", "clear")
        columns = Columns(self._how)
        self.day, self.form, self.language = (
            DayField(),
            CodeField(CONSENT_FORM),
            CodeField(LANGUAGE),
        )
        for field, title in (
            (self.day, lambda: _("Asked on")),
            (self.form, lambda: _("Form")),
            (self.language, lambda: _("Explained in")),
        ):
            columns.add(_above(field, title))
        self.day.set_value(desk.work.today().isoformat())
        self.form.set_value("oral")
        self._card.box.addWidget(self._how)
        self._body = column(gap=12)
        self._card.box.addLayout(self._body)

    def show_view(self, view: CaseView) -> None:
        if self._view is None or self._view.unit_id != view.unit_id:
            self.day.set_value(self.desk.work.today().isoformat())
        self._view = view
        parties = view.all(Party)
        if [entry.eid for entry in parties] != list(self._lines):
            self._build(parties)
        for entry in parties:
            self._lines[entry.eid].show_entry(view, entry)
        self._how.setVisible(bool(parties))
        self._told.setText(self._sentences(view))

    def _sentences(self, view: CaseView) -> str:
        if not view.all(Party):
            return _("First add the people and groups below; then write down what each agrees to.")
        told = consent.told(view, _, today=self.desk.work.today())
        return " ".join(told) or _("Everybody was asked and agrees to share with the office.")

    def _build(self, parties: tuple[Entry[Party], ...]) -> None:
        for line in self._lines.values():
            line.hide()
            self._body.removeWidget(line)
            line.deleteLater()
        self._lines = {entry.eid: _Line(self, entry.eid) for entry in parties}
        for line in self._lines.values():
            self._body.addWidget(line)

    # what a line asks for

    def toggle(self, party: bytes, purpose: str) -> None:
        """Give what is not agreed to, withdraw what is."""
        view, work = self._view, self.desk.work
        if view is None:
            return
        unit = view.unit_id
        if self.stand(party, purpose).standing is Standing.AGREED:
            self.desk.write(self, lambda: consents.withdraw(work, unit, party, purpose))
            return
        asked = self._asked()
        if asked is not None:
            self.desk.write(self, lambda: consents.give(work, unit, party, [purpose], asked))

    def refuse(self, party: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Write down that a party was asked and agrees to nothing."""
        view, work, asked = self._view, self.desk.work, self._asked()
        if view is not None and asked is not None:
            unit = view.unit_id
            self.desk.write(self, lambda: consents.refuse(work, unit, party, asked))

    def ask_override(self, party: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Ask a supervisor what is to be done without consent, and why."""
        view = self._view
        if view is None:
            return
        day, unit, work = self.desk.work.today(), view.unit_id, self.desk.work
        wanting = {p: PURPOSE[p] for p in PURPOSES if not consent.allows(view, party, p, today=day)}
        dialog = Ask(
            self.window(),
            _("Go past a missing consent"),
            _("The reason stays in the case, with your name and the day."),
            (
                FieldSpec("purpose", N_("What for"), "code", codes=wanting, required=True, span=4),
                reason(N_("Reason")),
            ),
        )

        def override(given: dict[str, Value]) -> Changed:
            why = str(given.get("reason") or "")
            return consents.override(work, unit, party, str(given["purpose"]), reason=why)

        def carry_out(given: dict[str, Value]) -> None:
            self.desk.write(self, lambda: override(given))

        dialog.answered.connect(carry_out)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def stand(self, party: bytes, purpose: str) -> Stand:
        if self._view is None:
            return Stand(Standing.UNASKED)
        return consent.stand(self._view, party, purpose, today=self.desk.work.today())

    def _asked(self) -> Asked | None:
        problem = self.day.problem()
        self.day.mark(wrong=bool(problem))
        if problem:
            self.desk.feedback.told(self.day.problem)
            return None
        return Asked(
            on=_code(self.day.value()),
            form=_code(self.form.value()),
            language=_code(self.language.value()),
        )

    def retranslate(self) -> None:
        retranslate(self)
        for field in (self.day, self.form, self.language):
            field.retranslate()
        if self._view is not None:
            self.show_view(self._view)


class _Line(QWidget):
    """One party; kept while the case changes, so that the focus stays where it was."""

    def __init__(self, panel: ConsentPanel, party: bytes) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._panel, self._party = panel, party
        work = panel.desk.work
        box = column(self, gap=4)
        self._name = label(role="strong", wrap=True)
        box.addWidget(self._name)
        cells = QWidget()
        cells.setProperty("role", "clear")
        columns = Columns(cells)
        self.buttons: dict[str, QPushButton] = {}
        for purpose in PURPOSES:
            made = button("", checkable=True)
            made.clicked.connect(partial(self._clicked, purpose))
            self.buttons[purpose] = made
            columns.add(_above(made, partial(_purpose, purpose)))
        box.addWidget(cells)
        links = Flow(gap=8)
        self._refuse = button(lambda: _("Asked, agrees to nothing"), "link")
        self._refuse.clicked.connect(partial(panel.refuse, party))
        self._override = button(lambda: _("Go past a missing consent…"), "link")
        self._override.clicked.connect(partial(panel.ask_override, party))
        for widget in (self._refuse, self._override):
            links.addWidget(widget)
        box.addLayout(links)
        allow(self._refuse, work, Act.CONSENT)
        allow(self._override, work, Act.OVERRIDE_CONSENT)

    def show_entry(self, view: CaseView, entry: Entry[Party]) -> None:
        work, party = self._panel.desk.work, self._party
        its_code = codenames.codes(view)[entry.eid]
        name = entry.record.name or its_code
        self._name.setText(name if name == its_code else f"{name}  ·  {its_code}")
        stands = {purpose: self._panel.stand(party, purpose) for purpose in PURPOSES}
        for purpose, made in self.buttons.items():
            stand = stands[purpose]
            made.setText(_state(stand))
            made.setChecked(stand.standing in consent.ALLOWING)
            spoken = _("{party}: {purpose}: {state}")
            made.setAccessibleName(
                spoken.format(party=name, purpose=_(PURPOSE[purpose]), state=_state(stand))
            )
            made.setToolTip(_(WITHDRAW if stand.standing is Standing.AGREED else GIVE))
            allow(made, work, Act.CONSENT)
        standings = {stand.standing for stand in stands.values()}
        self._refuse.setVisible(standings <= {Standing.UNASKED, Standing.OVERRIDDEN})
        self._override.setVisible(not standings <= consent.ALLOWING)

    def _clicked(self, purpose: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        made = self.buttons[purpose]
        made.setChecked(not made.isChecked())  # only what was kept is shown
        self._panel.toggle(self._party, purpose)


def _purpose(purpose: str) -> str:
    return _(PURPOSE[purpose])


def _state(stand: Stand) -> str:
    told = f"{MARKS[stand.standing]} {_(consent.WORDS[stand.standing])}"
    if stand.day and stand.standing in {Standing.AGREED, Standing.WITHDRAWN}:
        try:
            return f"{told}, {formats.short_day(stand.day)}"
        except ValueError:
            return told
    return told


def _above(under: QWidget, title: Said) -> QWidget:
    cell = QWidget()
    cell.setProperty("role", "clear")
    box = column(cell, gap=2)
    caption = label(title, "label", wrap=True)
    caption.setBuddy(under)
    box.addStretch()
    box.addWidget(caption)
    box.addWidget(under)
    return cell


def _code(value: Value) -> str | None:
    return value if isinstance(value, str) and value else None
