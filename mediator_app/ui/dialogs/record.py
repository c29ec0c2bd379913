"""A window with the form of one record of a notebook: a trip, a date of the season."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from mediator_app.core.records.base import Record
from mediator_app.core.view import Entry
from mediator_app.i18n import _
from mediator_app.services.cases import NotValid
from mediator_app.services.work import Changed
from mediator_app.ui.feedback import Notice
from mediator_app.ui.fields.base import Value
from mediator_app.ui.fields.places import find_place
from mediator_app.ui.forms.form import Form
from mediator_app.ui.forms.spec import Part, form_of
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import Scroll, button, column, label, row
from mediator_app.ui.widgets.letters import LetterBar, LetterKeys
from mediator_app.ui.work.desk import Desk


class RecordDialog(QDialog):
    """`save` keeps the values that changed; `remove` is there for what can be taken away.

    Nothing typed is lost by a refusal: the window stays open with the sentence above the form.
    """

    def __init__(  # noqa: PLR0913 - what a form and its record need
        self,
        parent: QWidget,
        desk: Desk,
        kind: type[Record],
        *,
        save: Callable[[Mapping[str, Any]], Changed],
        entry: Entry[Any] | None = None,
        preset: Mapping[str, Value] | None = None,
        parts: Sequence[Part] = (),
        without: Sequence[str] = (),
        remove: Callable[[], Changed] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._save, self._remove = desk, save, remove
        self._preset = dict(preset or {})
        self.setObjectName("ask")
        self.setModal(True)
        self.setWindowTitle(_(kind.TITLE))
        box = column(self, gap=10, edges=16)
        box.addWidget(label(_(kind.TITLE), "heading", wrap=True))
        self.notice = Notice()
        box.addWidget(self.notice)
        spec = form_of(kind.facts(), parts, without=without, rest=not parts)
        self.form = Form(spec, find_place=find_place)
        names = [field.name for field in spec.fields()]
        known = {n: getattr(entry.record, n, None) for n in names} if entry is not None else {}
        self.form.show_values(known)
        if entry is None:
            self.form.fill({n: v for n, v in self._preset.items() if n in names})
        box.addWidget(Scroll(self.form), 1)
        box.addWidget(LetterBar())
        LetterKeys(self)
        foot = row(gap=8)
        if entry is not None and remove is not None:
            away = button(_("Take away"), picture="trash")
            away.clicked.connect(self._take_away)
            foot.addWidget(away)
        foot.addStretch()
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save_button = button(_("Save"), "primary", picture="device-floppy")
        self.save_button.clicked.connect(self.keep)
        foot.addWidget(cancel)
        foot.addWidget(self.save_button)
        box.addLayout(foot)
        self.finished.connect(self.deleteLater)
        self.resize(look().px(tokens.READING + tokens.COLUMN // 2), look().px(tokens.READING - 120))
        self.form.focus()

    def keep(self) -> None:
        """Save what was typed, and close once it is kept."""
        if not self.save_button.isEnabled() or not self.form.check():
            return
        values = {**self._preset, **self.form.values()}
        self.save_button.setEnabled(False)
        self._desk.write(self, lambda: self._save(values), self.accept, on_error=self._failed)

    def _take_away(self) -> None:
        remove = self._remove
        if remove is not None:
            self._desk.write(self, remove, self.accept, on_error=self._failed)

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, NotValid):
            said = {f.field: _(f.message).format(**f.values) for f in error.faults}
            if self.form.show_problems(said):
                return
        self._desk.feedback.failed(error, self.notice)
