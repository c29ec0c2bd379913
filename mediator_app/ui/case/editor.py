"""Edits one record of a case: form, draft, saving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mediator_app.core.records.registry import record_type
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _, formats
from mediator_app.services import cases, drafts
from mediator_app.services.cases import NotValid
from mediator_app.services.work import Changed
from mediator_app.ui.case.current import locked
from mediator_app.ui.case.layouts import PARTS, SPANS, WITHOUT
from mediator_app.ui.case.panels import Extra, extra
from mediator_app.ui.case.wording import anything, title_of
from mediator_app.ui.fields.base import Choice, Value
from mediator_app.ui.fields.places import Find
from mediator_app.ui.forms.form import Form
from mediator_app.ui.forms.spec import form_of
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import Card, button, column, label, row
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.letters import LetterBar
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk

BESIDE = "attendance"  # in a draft: what stands beside the fields


class Editor(QWidget):
    """The form of one record. `left` when the person is done with it."""

    left = Signal()

    def __init__(self, desk: Desk, find_place: Find, tab: str) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk, self._find_place, self._tab = desk, find_place, tab
        self._view: CaseView | None = None
        self._record, self._place = "", ""
        self._eid: bytes | None = None
        self._preset: Mapping[str, Value] = {}
        self._seen: Mapping[str, frozenset[bytes]] | None = None
        self.form: Form | None = None
        self.extra: Extra | None = None
        box = column(self, gap=8)
        self._back = button(lambda: _("← Back to the list"), "link")
        self._back.clicked.connect(self.leave)
        box.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._card = Card(" ")
        box.addWidget(self._card)
        self._kept = label(role="muted", wrap=True)
        self._forget = button(lambda: _("Forget what was typed"), "link")
        self._forget.clicked.connect(self._forget_draft)
        kept = row(gap=8)
        kept.addWidget(self._kept, 1)
        kept.addWidget(self._forget)
        self._card.box.addLayout(kept)
        self._body = column(gap=12)
        self._card.box.addLayout(self._body)
        self._card.box.addWidget(LetterBar())
        foot = Flow(gap=8)
        self._saved = label(role="muted")
        self.save_button = button(lambda: _("Save"), "primary", picture="device-floppy")
        self.save_button.clicked.connect(self.save)
        self._remove = button(lambda: _("Take away"), picture="trash")
        self._remove.clicked.connect(self._take_away)
        for widget in (self.save_button, self._remove, self._saved):
            foot.addWidget(widget)
        self._card.box.addLayout(foot)
        box.addStretch()
        self._listen()

    def _listen(self) -> None:
        for keys, slot in (("Ctrl+S", self.save), ("Escape", self.leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # opening

    def edit(
        self,
        view: CaseView,
        record: str,
        *,
        eid: bytes | None = None,
        preset: Mapping[str, Value] | None = None,
        field: str = "",
    ) -> None:
        """Open a known record, or a new one whose `preset` facts are already decided."""
        self._view, self._record, self._eid = view, record, eid
        self._preset = preset or {}
        mark = eid.hex() if eid else "new"
        self._place = f"case:{view.unit_id.hex()}:{record}:{mark}"
        entry = view.by_id(eid) if eid else None
        self._seen = cases.live(self._desk.work, view.unit_id, eid) if eid else None
        self._build(view, record)
        values = _values(entry.record) if entry else {}
        self._form.show_values({**self._preset, **values} if entry else values)
        if entry is None:
            self._form.fill({n: v for n, v in self._preset.items() if n in self._shown})
        self._card.heading.setText(title_of(view, entry) if entry else _(record_type(record).TITLE))
        self._card.heading.show()
        self._remove.setVisible(entry is not None and record != "case_file")
        self._offer_draft()
        self._saved.setText("")
        self._allow()
        self._lock(view, entry)
        self._form.focus(field)

    @property
    def _form(self) -> Form:
        if self.form is None:
            raise RuntimeError(self._record)
        return self.form

    def _build(self, view: CaseView, record: str) -> None:
        self._clear()
        facts = record_type(record).facts()
        without = set(WITHOUT.get(record, ()))
        without |= {f.name for f in facts if f.kind == "ref" and f.name in self._preset}
        spec = form_of(facts, PARTS.get(record, ()), spans=SPANS.get(record), without=without)
        self._shown = {field.name for field in spec.fields()}
        form = Form(spec, choices=self._choices, find_place=self._find_place)
        form.draft_changed.connect(self._keep)
        form.changed.connect(self._heard)
        self.form = form
        self._body.addWidget(form)
        make = extra(self._tab, record)
        if make is not None:
            self.extra = make(self._desk, view, self._eid)
            self.extra.changed.connect(self._heard)
            self.extra.filled.connect(form.fill)
            self.extra.changed.connect(self._keep)
            self._body.addWidget(self.extra)

    def _allow(self) -> None:
        for widget in (self.save_button, self._remove):
            allow(widget, self._desk.work, Act.EDIT)

    def _lock(self, view: CaseView, entry: Entry[Any] | None) -> None:
        """Let what people signed be read only."""
        fixed = locked(view, entry) & self._shown if entry is not None else frozenset[str]()
        for name in fixed:
            self._form.field(name).set_locked(locked=True)
        self.save_button.setVisible(set(fixed) != self._shown)
        self._remove.setVisible(self._remove.isVisibleTo(self) and not fixed)
        if fixed:
            self._saved.setText(_("Signed: what is grey stays as it was signed."))

    def _clear(self) -> None:
        if self.form is not None:
            # Hiding it moves the focus, which would keep what was just saved as a draft again.
            self.form.draft_changed.disconnect(self._keep)
        for widget in (self.form, self.extra):
            if widget is not None:
                widget.hide()
                self._body.removeWidget(widget)
                widget.deleteLater()
        self.form = self.extra = None

    def _choices(self, to: str) -> Sequence[Choice]:
        view = self._view
        if view is None:
            return ()
        if to == "any":
            return anything(view)
        entries = view.records.get(to, ())
        return [(e.eid, title_of(view, e)) for e in entries if e.eid != self._eid]

    # drafts

    def _offer_draft(self) -> None:
        draft = drafts.find(self._desk.work, self._place)
        self._kept.setVisible(draft is not None)
        self._forget.setVisible(draft is not None)
        if draft is not None:
            self._form.set_raw(draft.content)
            if self.extra is not None:
                self.extra.put_back(draft.content.get(BESIDE) or {})
            self._kept.setText(
                _("Typed on {day} and not saved yet.").format(day=formats.day(draft.saved_at))
            )

    def _typed(self) -> dict[str, Any]:
        """Return what was changed and is not saved: fields, and what is beside them."""
        typed: dict[str, Any] = dict(self.form.raw()) if self.form is not None else {}
        beside = self.extra.typed() if self.extra is not None else {}
        if beside:
            typed[BESIDE] = beside
        return typed

    def _keep(self, _content: object = None) -> None:
        content = self._typed()
        work, place, record, eid = self._desk.work, self._place, self._record, self._eid
        unit = self._view.unit_id if self._view else None
        if content:
            self._desk.quietly(
                self,
                lambda: drafts.keep(work, place, content, unit_id=unit, record=record, eid=eid),
            )
            self._saved.setText(_("Kept as a draft"))

    def keep_now(self) -> None:
        """Keep what is typed at once: the program is about to lock."""
        content = self._typed()
        if content:
            drafts.keep(
                self._desk.work,
                self._place,
                content,
                unit_id=self._view.unit_id if self._view else None,
                record=self._record,
                eid=self._eid,
            )

    def _forget_draft(self) -> None:
        drafts.discard(self._desk.work, self._place)
        view = self._view
        if view is not None:
            self.edit(view, self._record, eid=self._eid, preset=self._preset)

    # leaving

    def is_open(self) -> bool:
        return self.form is not None

    def leave(self) -> None:
        """Go back; what was typed and not saved stays as a draft."""
        self.keep_now()
        self._clear()
        self.left.emit()

    def save(self) -> None:
        form, view = self.form, self._view
        if form is None or view is None or not self.save_button.isEnabled() or not form.check():
            return
        values = {**self._preset, **form.values()} if self._eid is None else form.values()
        beside = self.extra.saving() if self.extra else None
        work, unit, record = self._desk.work, view.unit_id, self._record
        eid, seen, place = self._eid, self._seen, self._place

        def action() -> Changed:
            draft = place if beside is None else None  # it holds what is written beside as well
            made, changed = cases.save(work, unit, record, values, eid=eid, seen=seen, draft=draft)
            if beside is not None:
                changed |= beside(unit, made)
                drafts.discard(work, place)
            return changed

        self.save_button.setEnabled(False)
        self._desk.write(self, action, self._done, on_error=self._failed)

    def _done(self) -> None:
        self._clear()
        self.left.emit()

    def _failed(self, error: Exception) -> None:
        self._allow()
        if isinstance(error, NotValid) and self.form is not None:
            said = {f.field: _(f.message).format(**f.values) for f in error.faults}
            if self.form.show_problems(said):
                return
        self._desk.feedback.failed(error)

    def _take_away(self) -> None:
        view, eid = self._view, self._eid
        if view is None or eid is None:
            return
        work = self._desk.work
        self._desk.write(self, lambda: cases.remove(work, view.unit_id, eid), self._done)

    def _heard(self) -> None:
        self._saved.setText(_("Not saved yet"))
        if self.extra is not None and self.form is not None:
            self.extra.show_values({name: self.form.value(name) for name in self._shown})

    def retranslate(self) -> None:
        heading = self._card.heading.text()
        retranslate(self)
        self._card.heading.setText(heading)
        if self.extra is not None:
            self.extra.retranslate()


def _values(record: Any) -> dict[str, Value]:
    return {fact.name: getattr(record, fact.name, None) for fact in record.facts()}
