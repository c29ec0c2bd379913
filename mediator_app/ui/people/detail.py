"""One person beside the list: all cases and roles, and with whom they were joined."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from mediator_app.core.workflow import Place
from mediator_app.i18n import _, formats
from mediator_app.services.people import Decision, PersonRow, Register
from mediator_app.ui.people.words import case_of, named, role_of, told
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import Card, button, column, label

PARTY = "party"


class PersonDetail(QWidget):
    """Shows one line of the register."""

    case_asked = Signal(bytes, object)
    back_asked = Signal(object)  # Decision to be taken back
    left = Signal()  # back to the list, where the window is narrow

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._outer = column(self, gap=0)
        self.back = button(lambda: _("Back to the list"), "link", picture="arrow-left")
        self.back.clicked.connect(self.left)
        self._outer.addWidget(self.back)
        self.back.hide()
        self._card = Card()
        self._outer.addWidget(self._card)
        self._outer.addStretch()
        self._shown: tuple[PersonRow, Register] | None = None
        self.clear()

    def clear(self) -> None:
        """Say how to see more."""
        self._shown = None
        card = self._fresh()
        words = _("Choose somebody to see all cases and roles here. Enter opens the case.")
        card.box.addWidget(label(words, "muted", wrap=True))

    def show_person(self, row: PersonRow, register: Register) -> None:
        self._shown = (row, register)
        card = self._fresh()
        card.heading.setText(named(row))
        card.heading.show()
        about = told(row)
        if about:
            card.box.addWidget(label(about, "muted", wrap=True))
        if row.hidden:
            words = _("The names of this case are kept apart. Open the case to see them.")
            card.box.addWidget(label(words, "muted", wrap=True))
        if row.other_names:
            words = _("Also written: {names}").format(names=", ".join(row.other_names))
            card.box.addWidget(label(words, wrap=True))
        for role in row.roles:
            what = role_of(role)
            if role.closed:
                what = "  ·  ".join(filter(None, (what, _("closed"))))
            card.box.addWidget(label(what or _("Role not given"), "label", wrap=True))
            link = button(case_of(role), "link")
            place = Place("parties", PARTY, eid=role.eid)
            link.clicked.connect(partial(self._ask, role.unit_id, place))
            card.box.addWidget(link)
        for decision in register.about(row):
            self._decision(card, decision, register)

    def _decision(self, card: Card, decision: Decision, register: Register) -> None:
        card.box.addWidget(label(sentence_of(decision, register), wrap=True))
        undo = button(_("Take this back"), "link")
        undo.clicked.connect(partial(self._undo, decision))
        card.box.addWidget(undo)

    def _ask(self, unit_id: bytes, place: Place, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.case_asked.emit(unit_id, place)

    def _undo(self, decision: Decision, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.back_asked.emit(decision)

    def _fresh(self) -> Card:
        old, self._card = self._card, Card()
        self._outer.replaceWidget(old, self._card)
        old.hide()
        old.deleteLater()
        return self._card

    def take_focus(self) -> None:
        links = self.links()
        (links[0] if links else self.back).setFocus()

    def links(self) -> list[QPushButton]:
        return self._card.findChildren(QPushButton)

    def retranslate(self) -> None:
        retranslate(self)
        if self._shown is None:
            self.clear()
        else:
            self.show_person(*self._shown)


def sentence_of(decision: Decision, register: Register) -> str:
    """Return a decision as a sentence."""
    rows = [register.row_of(key) for key in decision.pair]
    names = [named(row) if row is not None else "?" for row in rows]
    said = decision.record
    pattern = (
        _("{first}: joined over several cases by {who}, {day}.")
        if decision.same
        else _("{first} and {second} are two persons, says {who}, {day}.")
    )
    day = formats.short_day(said.decided_on) if said.decided_on else _("without a date")
    told_ = pattern.format(first=names[0], second=names[1], who=said.decided_by or "?", day=day)
    return f"{told_} {said.reason}" if said.reason else told_
