"""The short form of an alert: two minutes, in the order in which it is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mediator_app.core.marks import N_
from mediator_app.core.records.incidents import Incident
from mediator_app.i18n import _
from mediator_app.services import drafts, incidents
from mediator_app.services.cases import NotValid, vars_of
from mediator_app.services.incidents import Told
from mediator_app.services.work import Changed
from mediator_app.ui.fields.places import Find
from mediator_app.ui.forms.form import Form
from mediator_app.ui.forms.spec import Part, PlaceNames, form_of
from mediator_app.ui.texts import retranslate, say
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.letters import LetterBar
from mediator_app.ui.work.desk import Desk

PLACE = "new-alert"  # of the draft
FILLED = frozenset({"happened_on"})  # by the form itself
QUICK = (
    Part("", ("type", "severity", "happened_on")),
    Part(N_("Where"), ("region", "cercle", "commune", "locality", "place_text"), PlaceNames()),
    Part(N_("How many people"), ("dead", "injured", "displaced")),
    Part(
        N_("How far it can be believed"),
        ("source_reliability", "credibility", "second_source", "reported_by"),
    ),
    Part("", ("text", "against_mediator", "actors")),
)
WHOLE = (
    *QUICK[:-1],
    Part("", ("text", "type_text", "actors")),
    Part("", ("against_mediator", "reopens", "reported_on", "settled_on", "external_id")),
)
SPANS = {
    "region": 1,
    "cercle": 1,
    "commune": 1,
    "locality": 1,
    "happened_on": 2,
    "place_text": 4,
    "reported_by": 2,
    "second_source": 2,
    "actors": 4,
    "type_text": 2,
    "external_id": 2,
    "against_mediator": 2,
    "reopens": 2,
}


class Entry(QWidget):
    """A new alert, or the whole form of one in the region's notebook."""

    kept = Signal(bytes)  # the id of the alert
    left = Signal()

    def __init__(self, desk: Desk, find_place: Find) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk, self._find_place = desk, find_place
        self._told: Told | None = None
        self._seen: Mapping[str, frozenset[bytes]] = {}
        content = QWidget()
        inner = column(content, gap=12)
        self._card = Card(lambda: _("Enter an alert"))
        self._hint = label(
            lambda: _("What is known now is enough. It stays a rumour until it is verified."),
            "muted",
            wrap=True,
        )
        self._card.box.addWidget(self._hint)
        self._draft = label(role="muted", wrap=True)
        self._card.box.addWidget(self._draft)
        self._body = column(gap=8)
        self._card.box.addLayout(self._body)
        self._card.box.addWidget(LetterBar())
        foot = Flow(gap=8)
        self.save_button = button(lambda: _("Keep the alert"), "primary", picture="check")
        self.save_button.clicked.connect(self.save)
        later = button(lambda: _("Later"))
        later.clicked.connect(self.leave)
        for made in (self.save_button, later):
            foot.addWidget(made)
        self._card.box.addLayout(foot)
        inner.addWidget(self._card)
        inner.addStretch()
        self._scroll = Scroll(content)
        column(self, gap=0).addWidget(self._scroll)
        self.form: Form | None = None
        for keys, slot in (("Ctrl+S", self.save), ("Escape", self.leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def start(self) -> None:
        """Show an empty form, or what was typed and not kept."""
        self._told = None
        form = self._build(QUICK)
        day = self._desk.work.today().isoformat()
        form.fill({"happened_on": [day, day, None]})
        self._show(lambda: _("Enter an alert"), "type")
        self._hint.show()

    def edit(self, told: Told) -> None:
        """Show the whole form of a known alert."""
        self._told = told
        self._seen = incidents.live(self._desk.work, told.unit_id, told.eid)
        form = self._build(WHOLE)
        form.show_values(vars_of(told.record))
        self._show(lambda: _("Edit the alert"), "type")
        self._hint.hide()

    def _build(self, parts: tuple[Part, ...]) -> Form:
        self._clear()
        spec = form_of(Incident.facts(), parts, spans=SPANS, rest=False)
        self.form = form = Form(spec, find_place=self._find_place)
        form.draft_changed.connect(self._keep)
        self._body.addWidget(form)
        return form

    def _show(self, title: Any, field: str) -> None:
        say(self._card.heading, title)
        draft = drafts.find(self._desk.work, self._place)
        self._draft.setVisible(draft is not None)
        if self.form is None:
            return
        if draft is not None:
            self.form.set_raw(draft.content)
            say(self._draft, lambda: _("This was typed earlier and not saved yet."))
        self.save_button.setEnabled(True)
        self._scroll.verticalScrollBar().setValue(0)
        self.form.focus(field)

    @property
    def _place(self) -> str:
        return f"alert:{self._told.eid.hex()}" if self._told is not None else PLACE

    def save(self) -> None:
        form = self.form
        if form is None or not self.save_button.isEnabled() or not form.check():
            return
        work, told, place, seen = self._desk.work, self._told, self._place, self._seen
        values = form.values()
        made: list[bytes] = []

        def action() -> Changed:
            if told is not None:
                made.append(told.eid)
                return incidents.revise(
                    work, told.unit_id, told.eid, values, seen=seen, draft=place
                )
            eid, changed = incidents.report(work, values, draft=place)
            made.append(eid)
            return changed

        self.save_button.setEnabled(False)
        self._desk.write(self, action, lambda: self._done(made[0]), on_error=self._failed)

    def _done(self, eid: bytes) -> None:
        self._clear()
        self.kept.emit(eid)

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, NotValid) and self.form is not None:
            said = {f.field: _(f.message).format(**f.values) for f in error.faults}
            if self.form.show_problems(said):
                return
        self._desk.feedback.failed(error)

    def is_open(self) -> bool:
        return self.form is not None

    def leave(self) -> None:
        """Go back; what was typed stays as a draft."""
        self.keep_now()
        self._clear()
        self.left.emit()

    def _clear(self) -> None:
        if self.form is None:
            return
        # Hiding it moves the focus, which would keep what was just saved as a draft again.
        self.form.draft_changed.disconnect(self._keep)
        self.form.hide()
        self._body.removeWidget(self.form)
        self.form.deleteLater()
        self.form = None

    def _worth(self, content: Mapping[str, Any]) -> bool:
        return bool(set(content) - (frozenset() if self._told else FILLED))

    def _keep(self, content: Mapping[str, Any]) -> None:
        if self._worth(content):
            work, place = self._desk.work, self._place
            self._desk.quietly(self, lambda: drafts.keep(work, place, content))

    def keep_now(self) -> None:
        content = self.form.raw() if self.form is not None else {}
        if self._worth(content):
            drafts.keep(self._desk.work, self._place, content)

    def retranslate(self) -> None:
        retranslate(self)
