"""The steps of the news: each asks for what it needs and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from mediator_app.core import news
from mediator_app.core.marks import N_
from mediator_app.core.news import Step
from mediator_app.core.records.codes import CREDIBILITY
from mediator_app.core.records.incidents import Incident
from mediator_app.i18n import _
from mediator_app.services import incidents
from mediator_app.services.work import Changed
from mediator_app.ui.dialogs.ask import Ask
from mediator_app.ui.fields.base import Value
from mediator_app.ui.forms.spec import FieldSpec
from mediator_app.ui.work.desk import Desk

ON = FieldSpec("on", N_("On which day"), "day", required=True, span=2)
SECOND = FieldSpec("second_source", N_("Second source"), "text", max_length=2_000, span=4)
CREDIBLE = FieldSpec("credibility", N_("The news is"), "code", codes=CREDIBILITY, span=4)


def _words(label: str) -> FieldSpec:
    return FieldSpec("words", label, "long", required=True, max_length=2_000, span=4)


@dataclass(frozen=True, slots=True)
class Meant:
    """The alert that a step is about."""

    unit_id: bytes
    eid: bytes
    record: Incident


class Steps(QObject):
    """Carries out the steps; a step that needs nothing more is one click."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self.dialog: Ask | None = None

    def take(self, step: Step, meant: Meant) -> None:
        """Take a step, asking first where something is needed."""
        work, unit_id, eid = self._desk.work, meant.unit_id, meant.eid
        if step is Step.DOUBT:
            self._do(lambda: incidents.doubt(work, unit_id, eid))
        elif step is Step.VERIFY and news.is_confirmed(meant.record):
            self._do(lambda: incidents.verify(work, unit_id, eid))
        elif step is Step.VERIFY:
            self._ask(
                _("It is verified"),
                _("A rumour needs a second source, or news that is confirmed or probably true."),
                (SECOND, CREDIBLE),
                partial(self._verify, meant),
            )
        elif step is Step.ANSWER:
            self._ask_when(
                _("Something was done"), N_("What was done"), partial(self._answer, meant)
            )
        else:
            self._ask_when(
                _("It was false"),
                N_("How it is known that this did not happen"),
                partial(self._deny, meant),
            )

    def _ask_when(
        self, title: str, label: str, then: Callable[[Mapping[str, Value]], None]
    ) -> None:
        self._ask(title, "", (_words(label), ON), then)
        if self.dialog is not None:
            self.dialog.form.fill({"on": self._desk.work.today().isoformat()})
            self.dialog.form.focus("words")

    def _ask(
        self,
        title: str,
        sentence: str,
        fields: tuple[FieldSpec, ...],
        then: Callable[[Mapping[str, Value]], None],
    ) -> None:
        dialog = Ask(self._page, title, sentence, fields)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.answered.connect(then)
        dialog.destroyed.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _verify(self, meant: Meant, values: Mapping[str, Value]) -> None:
        work, unit_id, eid = self._desk.work, meant.unit_id, meant.eid
        second, credible = _text(values, "second_source"), _text(values, "credibility")
        self._do(
            lambda: incidents.verify(
                work, unit_id, eid, second_source=second, credibility=credible or None
            )
        )

    def _answer(self, meant: Meant, values: Mapping[str, Value]) -> None:
        work, unit_id, eid = self._desk.work, meant.unit_id, meant.eid
        what, on = _text(values, "words"), _text(values, "on")
        self._do(lambda: incidents.answer(work, unit_id, eid, what=what, on=on))

    def _deny(self, meant: Meant, values: Mapping[str, Value]) -> None:
        work, unit_id, eid = self._desk.work, meant.unit_id, meant.eid
        how, on = _text(values, "words"), _text(values, "on")
        self._do(lambda: incidents.deny(work, unit_id, eid, how=how, on=on))

    def _do(self, action: Callable[[], Changed]) -> None:
        self._desk.write(self._page, action)


def _text(values: Mapping[str, Value], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
