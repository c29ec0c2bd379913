"""Who may be one person: proposed with the reason, decided by whoever sits here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mediator_app.core.alike import Alike, Key, Pair
from mediator_app.core.workflow import Place
from mediator_app.i18n import _, formats, n_
from mediator_app.services.people import Register
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.people.detail import sentence_of
from mediator_app.ui.people.words import case_of, named, role_of, told
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import wide_at_most
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, label
from mediator_app.ui.widgets.flow import Flow

AT_ONCE = 25  # proposals on screen; the next come when these are decided


class Doubles(Scroll):
    """A card for each pair; nothing is joined without a click."""

    decided = Signal(object, bool, str)  # pair, same person?, the reason in words
    back_asked = Signal(object)  # Decision
    case_asked = Signal(bytes, object)

    def __init__(self) -> None:
        super().__init__(QWidget())
        self._found: tuple[Register, list[Alike]] | None = None

    def show_found(self, register: Register, found: list[Alike]) -> None:
        self._found = (register, found)
        body = QWidget()
        body.setProperty("role", "clear")
        box = column(body, gap=10)
        total = len(found)
        words = (
            n_(
                "{count} pair looks like one person written twice. Only you can tell.",
                "{count} pairs look like one person written twice. Only you can tell.",
                total,
            ).format(count=formats.number(total))
            if total
            else _("Nobody seems to be written twice. New names are compared by themselves.")
        )
        box.addWidget(label(words, "muted", wrap=True))
        for alike in found[:AT_ONCE]:
            box.addWidget(self._card(register, alike))
        if register.decisions:
            box.addWidget(self._decisions(register))
        box.addStretch()
        self.setWidget(body)

    def _card(self, register: Register, alike: Alike) -> Card:
        card = Card()
        sides = QWidget()
        sides.setProperty("role", "clear")
        columns = Columns(sides)
        for key in alike.pair:
            columns.add(self._side(register, key), span=2)
        card.box.addWidget(sides)
        reasons = why(alike)
        card.box.addWidget(label(reasons, wrap=True))
        acts = Flow(gap=8)
        for same, words in ((True, _("Same person")), (False, _("Two persons"))):
            made = button(words, "primary" if same else "plain")
            made.clicked.connect(partial(self._decide, alike.pair, same, reasons))
            acts.addWidget(made)
        card.box.addLayout(acts)
        wide_at_most(card, tokens.READING + tokens.COLUMN)
        return card

    def _side(self, register: Register, key: Key) -> QWidget:
        side = QWidget()
        side.setProperty("role", "clear")
        box = column(side, gap=2)
        row = register.row_of(key)
        if row is None:
            return side
        role = next(role for role in row.roles if role.key == key)
        line = register.lines.get(key, row)  # as this one case has it
        box.addWidget(label(named(line), "strong", wrap=True))
        parts = (told(line), role_of(role))
        box.addWidget(label("  ·  ".join(filter(None, parts)), "muted", wrap=True))
        link = button(case_of(role), "link")
        link.clicked.connect(
            partial(self._ask, role.unit_id, Place("parties", "party", eid=key[1]))
        )
        box.addWidget(link)
        return side

    def _decisions(self, register: Register) -> Card:
        card = Card(_("Decided before"))
        for decision in register.decisions[:AT_ONCE]:
            card.box.addWidget(label(sentence_of(decision, register), wrap=True))
            undo = button(_("Take this back"), "link")
            undo.clicked.connect(partial(self._undo, decision))
            card.box.addWidget(undo)
        wide_at_most(card, tokens.READING + tokens.COLUMN)
        return card

    def _decide(self, pair: Pair, same: bool, why_: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.decided.emit(pair, same, why_)

    def _undo(self, decision: object, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.back_asked.emit(decision)

    def _ask(self, unit_id: bytes, place: Place, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.case_asked.emit(unit_id, place)

    def retranslate(self) -> None:
        if self._found is not None:
            self.show_found(*self._found)


def why(alike: Alike) -> str:
    """Return the reasons as sentences."""
    return " ".join(_(reason.message).format(**reason.values) for reason in alike.reasons)
