"""Above the lists of the agreement: which version, ready to sign?, the money, the committee."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mediator_app.core import compensation, participation, signing, workflow
from mediator_app.core.compensation import Sums
from mediator_app.core.goal import GOAL
from mediator_app.core.records.agreements import Agreement, Signatory
from mediator_app.core.records.parties import AbsentActor, Mandate, Party
from mediator_app.core.signing import Looked
from mediator_app.core.view import CaseView, Entry
from mediator_app.core.workflow import Missing, Place
from mediator_app.i18n import _, formats
from mediator_app.services import cases, clauses
from mediator_app.ui.case.panels import Panel
from mediator_app.ui.case.parts.agreement_acts import Acts
from mediator_app.ui.case.parts.agreement_library import ClauseLibrary
from mediator_app.ui.case.wording import detail_of, name_of
from mediator_app.ui.widgets.basic import Card, button, chip, column, label, set_role
from mediator_app.ui.widgets.checklist import ARROW
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.meter import Meter
from mediator_app.ui.work.desk import Desk


class AgreementState(Panel):
    """Shows the version that is worked on, and what stands between it and its signing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: CaseView | None = None
        self.acts = Acts(desk, self)
        self._box = column(self, gap=12)
        self.buttons: dict[str, QPushButton] = {}
        self.meter = Meter()
        self._body = QWidget()
        self._box.addWidget(self._body)
        self._box.addWidget(self.meter)

    @property
    def held(self) -> Entry[Agreement] | None:
        """Return the version that is worked on."""
        view = self._view
        return (view.draft_agreement or view.agreement) if view is not None else None

    def show_view(self, view: CaseView) -> None:
        self._view = view
        self.buttons.clear()
        fresh = QWidget()
        fresh.setProperty("role", "clear")
        box = column(fresh, gap=12)
        held = self.held
        box.addWidget(self._head(view, held))
        if held is not None:
            if not held.record.signed_on:
                box.addWidget(self._ready(view, held))
            sums = compensation.sums(view, held)
            if sums.any:
                box.addWidget(self._money(view, sums))
        self._box.replaceWidget(self._body, fresh)
        self._body.hide()
        self._body.deleteLater()
        self._body = fresh
        counts = participation.committee(view, held) if held is not None else None
        self.meter.setVisible(counts is not None)
        self.meter.show_count(counts, goal=view.goal)
        self._name_meter()

    def retranslate(self) -> None:
        self.meter.retranslate()
        if self._view is not None:
            self.show_view(self._view)

    def go(self, place: Place) -> bool:
        held = self.held
        if place.record != Agreement.NAME or place.field != "signed_on" or held is None:
            return False
        if not held.record.signed_on:
            self._sign()
        return True

    def _name_meter(self) -> None:
        goal = self._view.goal if self._view is not None else GOAL
        self.meter.heading.setText(_("The committee, goal {goal} %").format(goal=goal))

    # which version

    def _head(self, view: CaseView, held: Entry[Agreement] | None) -> Card:
        card = Card()
        if held is None:
            card.box.addWidget(
                label(
                    _("No agreement yet. Begin it here, then write what each one promises."),
                    wrap=True,
                )
            )
            card.box.addLayout(self._row([("begin", _("Begin the agreement"), "primary")]))
            return card
        line = Flow(gap=8)
        line.addWidget(label(self._name(held), "heading"))
        line.addWidget(self._mark(held))
        card.box.addLayout(line)
        card.box.addWidget(label(self._advice(view, held), "muted", wrap=True))
        card.box.addLayout(self._row(self._acts(view, held)))
        others = [e for e in reversed(view.agreements) if e.eid != held.eid]
        for other in others:
            text = f"{self._name(other)}  ·  {self._words(other)}"
            opener = button(text, "link")
            opener.clicked.connect(partial(self._ask, Agreement.NAME, other.eid))
            card.box.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    @staticmethod
    def _name(held: Entry[Agreement]) -> str:
        version = held.record.version or 1
        return _("Version {number}").format(number=version)

    @staticmethod
    def _words(held: Entry[Agreement]) -> str:
        signed = held.record.signed_on
        if not signed:
            return _("Amendment, not signed yet") if held.record.replaces else _("Not signed yet")
        try:
            return _("Signed on {day}").format(day=formats.day(signed))
        except ValueError:  # another laptop may have written what is no day
            return _("Signed on {day}").format(day=signed)

    def _mark(self, held: Entry[Agreement]) -> QWidget:
        return chip(self._words(held), "agree" if held.record.signed_on else "earth")

    @staticmethod
    def _advice(view: CaseView, held: Entry[Agreement]) -> str:
        if not held.record.signed_on:
            if held.record.replaces:
                return _("The signed version stays in force until this one is signed.")
            return _("Write the commitments below. Nothing is fixed until it is signed.")
        if view.draft_agreement is None:
            return _("Its text is fixed. What changes later is written as an amendment.")
        return ""

    @staticmethod
    def _acts(view: CaseView, held: Entry[Agreement]) -> list[tuple[str, str, str]]:
        if workflow.is_closed(view):
            return []
        library = ("library", _("Take from the clause library…"), "plain")
        if held.record.signed_on:
            return [
                ("amend", _("Write an amendment"), "plain"),
                ("back", _("It was not really signed…"), "link"),
            ]
        if held.record.replaces:
            return [library, ("give_up", _("Give up this amendment…"), "link")]
        return [library]

    def _row(self, acts: Sequence[tuple[str, str, str]]) -> Flow:
        line = Flow(gap=8)
        slots: dict[str, Callable[[], None]] = {
            "begin": self._begin,
            "sign": self._sign,
            "amend": self._amend,
            "back": self._take_back,
            "give_up": self._give_up,
            "library": self._choose,
            "discussed": self._discussed,
        }
        for name, text, role in acts:
            made = button(text, role)
            made.clicked.connect(slots[name])
            self.buttons[name] = made
            line.addWidget(made)
        return line

    # ready to sign?

    def _ready(self, view: CaseView, held: Entry[Agreement]) -> Card:
        today = self.desk.work.today()
        found = signing.looked_at(view, held, today)
        may = signing.may_be_signed(view, held, today)
        card = Card(_("Ready to sign?"), "card")
        set_role(card, "ready" if may else "need")
        for looked in found:
            card.box.addLayout(self._topic(view, held, looked))
        if may:
            card.box.addLayout(self._row([("sign", _("Sign…"), "primary")]))
        else:
            card.box.addWidget(label(_("Put right what is marked, then sign here."), "strong"))
        return card

    def _topic(self, view: CaseView, held: Entry[Agreement], looked: Looked) -> QVBoxLayout:
        box = column(gap=0)
        hard = any(one.hard for one in looked.missing)
        sign = "✗" if hard else "!" if looked.missing else "✓"
        state = _("missing") if hard else _("advised") if looked.missing else _("done")
        title = label(f"{sign}  {_(looked.topic.title)}  ·  {state}", "strong", wrap=True)
        box.addWidget(title)
        for one in looked.missing:
            link = button(one.sentence(_) + ARROW, "link-earth")
            link.clicked.connect(partial(self._put_right, one))
            box.addWidget(link)
        for text in _TOLD.get(looked.topic.code, _nothing)(view, held):
            told = label(text, "muted", wrap=True)
            told.setIndent(8)
            box.addWidget(told)
        if any(one.code == "absent_discussed" for one in looked.missing):
            box.addLayout(self._row([("discussed", _("We talked about it"), "plain")]))
        return box

    def _put_right(self, one: Missing, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        view, held = self._view, self.held
        if view is None or held is None:
            return
        place, preset = one.place, dict[str, object]()
        meant = view.by_id(place.eid) if place.eid else None
        if meant is not None and place.record == meant.record.NAME:
            self.asked.emit(place.record, meant.eid, preset)
            return
        if meant is not None and isinstance(meant.record, Party):
            preset["party"] = meant.eid
        if place.record == Agreement.NAME:
            self.asked.emit(place.record, held.eid, {})
            return
        if place.record == "approval":
            preset["what"] = "signing"
        self.asked.emit(place.record, None, preset)

    # money

    def _money(self, view: CaseView, sums: Sums) -> Card:
        card = Card(_("Compensation"))
        told = [(_("Asked"), sums.asked), (_("Agreed"), sums.agreed)]
        told += [(_("In the commitments"), sums.promised), (_("Paid"), sums.paid)]
        line = Flow(gap=16)
        for name, amount in told:
            if amount is not None:
                text = _("{label}: {value}").format(label=name, value=formats.money(amount))
                line.addWidget(label(text))
        card.box.addLayout(line)
        if sums.agreed is not None:
            card.box.addWidget(self._balance(sums))
        for debt in sums.debts:
            sentence = _("{payer} pays {receiver}: {amount}, of which {paid} is paid.")
            text = sentence.format(
                payer=name_of(view, debt.payer) if debt.payer else _("Nobody named"),
                receiver=name_of(view, debt.receiver) if debt.receiver else _("nobody named"),
                amount=formats.money(debt.promised),
                paid=formats.money(debt.paid),
            )
            card.box.addWidget(label(text, "muted", wrap=True))
        return card

    @staticmethod
    def _balance(sums: Sums) -> QWidget:
        if sums.balances:
            return label(_("The commitments pay what was agreed."), "good", wrap=True)
        much = formats.money(abs(sums.difference))
        if sums.difference < 0:
            text = _("The commitments are {amount} below what was agreed.")
        else:
            text = _("The commitments are {amount} above what was agreed.")
        return label(text.format(amount=much), "problem", wrap=True)

    # acts

    def _ask(self, record: str, eid: bytes | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.asked.emit(record, eid, {})

    def _begin(self) -> None:
        self.asked.emit(Agreement.NAME, None, {})

    def _sign(self) -> None:
        if self._view is not None and self.held is not None:
            self.acts.ask_signing(self._view, self.held)

    def _amend(self) -> None:
        if self._view is not None:
            self.acts.amend(self._view)

    def _take_back(self) -> None:
        if self._view is not None and self.held is not None:
            self.acts.ask_taking_back(self._view, self.held)

    def _give_up(self) -> None:
        if self._view is not None and self.held is not None:
            self.acts.ask_giving_up(self._view, self.held)

    def _discussed(self) -> None:
        view, held, work = self._view, self.held, self.desk.work
        if view is None or held is None:
            return
        values = {"absent_discussed": True}
        self.desk.write(
            self,
            lambda: cases.save(work, view.unit_id, Agreement.NAME, values, eid=held.eid)[1],
        )

    def _choose(self) -> None:
        view, work = self._view, self.desk.work
        if view is None:
            return
        dialog = ClauseLibrary(self, clauses.library(work), view.case.kind)
        dialog.chosen.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, code: str, text: str) -> None:
        held = self.held
        if held is not None:
            preset = {"text": text, "library_code": code, "agreement": held.eid}
            self.asked.emit("clause", None, preset)


def _nothing(_view: CaseView, _held: Entry[Agreement]) -> list[str]:
    return []


def _absent(view: CaseView, _held: Entry[Agreement]) -> list[str]:
    told = _("{who}: {plan}")
    return [
        told.format(who=e.record.who or "…", plan=e.record.plan or "…")
        for e in view.all(AbsentActor)
    ]


def _mandates(view: CaseView, held: Entry[Agreement]) -> list[str]:
    """Tell on what grounds each one signs for a group."""
    signers = {e.record.party for e in view.under(Signatory, "agreement", held.eid)}
    groups = [
        e.eid
        for e in view.all(Party)
        if e.record.type == "group" and {e.eid, e.record.representative} & signers
    ]
    return [
        f"{name_of(view, mandate.record.party)}: {detail_of(view, mandate)}"
        for mandate in view.all(Mandate)
        if mandate.record.party in groups
    ]


_TOLD: dict[str, Callable[[CaseView, Entry[Agreement]], list[str]]] = {
    "absent": _absent,
    "mandates": _mandates,
}
