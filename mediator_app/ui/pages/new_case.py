"""Opens a case: one short form in the order of the paper form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mediator_app.core.records.cases import CaseFile
from mediator_app.i18n import _
from mediator_app.services import cases, drafts
from mediator_app.services.cases import NotValid
from mediator_app.services.work import Changed
from mediator_app.ui.case.layouts import OPENING
from mediator_app.ui.fields.places import Find
from mediator_app.ui.forms.form import Form
from mediator_app.ui.forms.spec import form_of
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, label, row
from mediator_app.ui.widgets.letters import LetterBar
from mediator_app.ui.work.desk import Desk

PLACE = "new-case"  # of the draft


class NewCasePage(QWidget):
    help_name = "form"
    opened = Signal(bytes)
    left = Signal()

    def __init__(self, desk: Desk, find_place: Find) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        content = QWidget()
        inner = column(content, gap=12)
        card = Card(lambda: _("Open a case"))
        card.box.addWidget(
            label(
                lambda: _("What you know now is enough. The case says what is still missing."),
                "muted",
                wrap=True,
            )
        )
        self._kept = label(role="muted", wrap=True)
        card.box.addWidget(self._kept)
        self.form = Form(
            form_of(CaseFile.facts(), OPENING, spans={"title": 2}, rest=False),
            find_place=find_place,
        )
        self.form.draft_changed.connect(self._keep)
        card.box.addWidget(self.form)
        card.box.addWidget(LetterBar())
        foot = row(gap=8)
        self.save_button = button(lambda: _("Open the case"), "primary", picture="check")
        self.save_button.clicked.connect(self.save)
        later = button(lambda: _("Later"))
        later.clicked.connect(self.leave)
        foot.addWidget(self.save_button)
        foot.addWidget(later)
        foot.addStretch()
        foot.addWidget(label(lambda: _("* is needed"), "muted"))
        card.box.addLayout(foot)
        inner.addWidget(card)
        inner.addStretch()
        column(self, gap=0).addWidget(Scroll(content))
        for keys, slot in (("Ctrl+S", self.save), ("Escape", self.leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def start(self) -> None:
        """Show an empty form, or what was typed and not saved."""
        self.form.show_values({})
        self.form.fill(
            {"opened_on": self._desk.work.today().isoformat(), "confidentiality": "team"}
        )
        self.save_button.setEnabled(True)
        draft = drafts.find(self._desk.work, PLACE)
        self._kept.setVisible(draft is not None)
        if draft is not None:
            self.form.set_raw(draft.content)
            self._kept.setText(_("This was typed earlier and not saved yet."))
        self.form.focus("kind")

    def save(self) -> None:
        if not self.save_button.isEnabled() or not self.form.check():
            return
        work, values = self._desk.work, self.form.values()
        made: list[bytes] = []

        def action() -> Changed:
            unit, changed = cases.open_case(work, values, draft=PLACE)
            made.append(unit)
            return changed

        self.save_button.setEnabled(False)
        self._desk.write(self, action, lambda: self._done(made[0]), on_error=self._failed)

    def _done(self, unit: bytes) -> None:
        self.form.show_values({})
        self.opened.emit(unit)

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, NotValid):
            said = {f.field: _(f.message).format(**f.values) for f in error.faults}
            if self.form.show_problems(said):
                return
        self._desk.feedback.failed(error)

    def _keep(self, content: Mapping[str, Any]) -> None:
        work = self._desk.work
        if self._worth(content):
            self._desk.quietly(self, lambda: drafts.keep(work, PLACE, content))

    @staticmethod
    def _worth(content: Mapping[str, Any]) -> bool:
        """Tell whether there is more than what the form fills in by itself."""
        return bool(set(content) - {"opened_on", "confidentiality"})

    def leave(self) -> None:
        self.keep_now()
        self.left.emit()

    def keep_now(self) -> None:
        content = self.form.raw()
        if self._worth(content):
            drafts.keep(self._desk.work, PLACE, content)

    def changed(self, changed: Changed) -> None:
        """Nothing here shows what others change."""

    def refresh(self) -> None:
        """Nothing here is read."""

    def retranslate(self) -> None:
        retranslate(self)
