"""What a tab of a case shows: its records as lines, each of which opens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _
from mediator_app.ui.case.current import at_work, is_frozen, listed
from mediator_app.ui.case.layouts import Block, Tab
from mediator_app.ui.case.panels import Panel
from mediator_app.ui.case.wording import detail_of, filled, title_of
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.widgets.basic import Card, button, chip, column, label, row

LONG_VALUE = 60  # characters: a longer text takes the whole width
MIDDLE_VALUE = 24


class Overview(QWidget):
    """Cards, one for each kind of record."""

    asked = Signal(object, object)  # Block, eid or None for a new one

    def __init__(self, tab: Tab, made_by_hand: Sequence[Panel] = ()) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._tab = tab
        outer = column(self, gap=12)
        self.panels = tuple(made_by_hand)
        for panel in self.panels:
            outer.addWidget(panel)
        self._box = column(gap=12)
        outer.addLayout(self._box, 1)
        self._cards: list[QWidget] = []
        self._view: CaseView | None = None

    def show_view(self, view: CaseView) -> None:
        self._view = view
        for panel in self.panels:
            panel.show_view(view)
        for card in self._cards:
            card.hide()
            self._box.removeWidget(card)
            card.deleteLater()
        while self._box.count():  # the stretch at the end
            self._box.takeAt(0)
        self._cards = [self._card(view, block) for block in self._tab.blocks]
        for card in self._cards:
            self._box.addWidget(card)
        self._box.addStretch()

    def retranslate(self) -> None:
        for panel in self.panels:
            panel.retranslate()
        if self._view is not None:
            self.show_view(self._view)

    def _card(self, view: CaseView, block: Block) -> Card:
        entries = listed(view, block)
        card = Card()
        head = row(gap=8)
        title = _(block.title)
        if not block.single and entries:
            title = f"{title}  {len(entries)}"
        head.addWidget(label(title, "heading", wrap=True), 1)
        card.box.addLayout(head)
        if block.single:
            self._single(card, head, view, block)
            return card
        waits = bool(block.parent_record) and not view.records.get(block.parent_record)
        add = button(_("Add"), picture="plus")
        add.setAccessibleName(_("Add: {what}").format(what=_(block.title)))
        add.setEnabled(not waits)
        add.clicked.connect(partial(self._ask, block, None))
        head.addWidget(add, 0, Qt.AlignmentFlag.AlignTop)
        if is_frozen(view, block):
            add.hide()
            head.addWidget(chip(_("Signed")), 0, Qt.AlignmentFlag.AlignTop)
        if waits:
            card.box.addWidget(label(_("First fill in the agreement above."), "muted", wrap=True))
        elif not entries:
            card.box.addWidget(label(_("Nothing here yet."), "muted"))
        for entry in entries:
            card.box.addWidget(self._line(view, block, entry))
        return card

    def _single(self, card: Card, head: Any, view: CaseView, block: Block) -> None:
        entry = at_work(view, block.record)
        edit = button(_("Edit") if entry else _("Fill in"), picture="pencil")
        edit.setAccessibleName(_("Edit: {what}").format(what=_(block.title)))
        edit.clicked.connect(partial(self._ask, block, entry.eid if entry else None))
        head.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        if entry is None:
            card.box.addWidget(label(_("Nothing here yet."), "muted"))
            return
        body = QWidget()
        body.setProperty("role", "clear")
        columns = Columns(body)
        for name, text in filled(entry.record, view):
            cell = QWidget()
            cell.setProperty("role", "clear")
            box = column(cell, gap=0)
            box.addWidget(label(name, "label", wrap=True))
            value = label(text, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.addWidget(value)
            box.addStretch()
            span = 4 if len(text) > LONG_VALUE else 2 if len(text) > MIDDLE_VALUE else 1
            columns.add(cell, span)
        card.box.addWidget(body)

    def _line(self, view: CaseView, block: Block, entry: Entry[Any]) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        box = column(holder, gap=0)
        title, detail = title_of(view, entry), detail_of(view, entry)
        opener = button(title, "link")
        opener.setAccessibleName(f"{title}, {detail}")
        opener.clicked.connect(partial(self._ask, block, entry.eid))
        box.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        if detail:
            quiet = label(detail, "muted", wrap=True)
            quiet.setIndent(8)
            box.addWidget(quiet)
        return holder

    def _ask(self, block: Block, eid: bytes | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.asked.emit(block, eid)
