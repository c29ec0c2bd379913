"""The moves of a case: on, back, aside, out, open again; each asks what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from mediator_app.core import workflow
from mediator_app.core.marks import N_
from mediator_app.core.records.codes import OUTCOME, STAGE
from mediator_app.core.view import CaseView
from mediator_app.core.workflow import ReasonNeeded
from mediator_app.core.workflow.moves import REOPENS_AT
from mediator_app.i18n import _
from mediator_app.services import stages
from mediator_app.services.work import Changed
from mediator_app.ui.dialogs.ask import Ask, reason
from mediator_app.ui.fields.base import Value
from mediator_app.ui.forms.spec import FieldSpec
from mediator_app.ui.work.desk import Desk

REASON = N_("Reason, for the history")


class Moves(QObject):
    """Knows which moves a case has now and carries them out."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._view: CaseView | None = None

    def show_view(self, view: CaseView) -> None:
        self._view = view

    def next_title(self) -> str:
        """Return what the main button says, or nothing when there is no way on."""
        view = self._view
        if view is None or workflow.is_closed(view) or view.case.state not in {None, "active"}:
            return ""
        after = workflow.next_stage(workflow.stage_of(view))
        if after is None:
            return _("Close the case")
        return _("Go on to: {stage}").format(stage=_(STAGE[after]))

    def menu(self) -> QMenu:
        """Return the other moves that the case has now."""
        menu, view = QMenu(self._window), self._view
        if view is None:
            return menu
        closed, state = workflow.is_closed(view), view.case.state or "active"
        entries: list[tuple[str, Callable[[], None]]] = []
        if closed:
            entries.append((_("Reopen…"), self._ask_reopen))
        elif state == "active":
            if workflow.ways_back(workflow.stage_of(view)):
                entries.append((_("Go back to an earlier stage…"), self._ask_back))
            entries.append((_("Set aside until a day…"), self._ask_suspend))
            entries.append((_("Hand over to somebody else…"), self._ask_transfer))
        if not closed:
            entries.append((_("End the work with an outcome…"), self._ask_end))
        if state in {"suspended", "transferred"}:
            entries.append((_("Take up again"), self._resume))
        for text, slot in entries:
            menu.addAction(text).triggered.connect(slot)
        return menu

    def advance(self) -> None:
        """Go on; where only advice stands in the way, ask for the reason."""
        view = self._view
        if view is not None:
            self._do(lambda: stages.advance(self._desk.work, view.unit_id))

    def _failed(self, error: Exception) -> None:
        view = self._view
        if isinstance(error, ReasonNeeded) and view is not None:
            self._ask(
                _("Go on with a reason"),
                error.sentence(_),
                (reason(REASON),),
                lambda given: stages.advance(
                    self._desk.work, view.unit_id, override=_text(given, "reason")
                ),
            )
            return
        self._desk.feedback.failed(error)

    def _do(self, action: Callable[[], Changed]) -> None:
        self._desk.write(self, action, on_error=self._failed)

    def _ask(
        self,
        title: str,
        sentence: str,
        fields: tuple[FieldSpec, ...],
        action: Callable[[Mapping[str, Value]], Changed],
    ) -> None:
        dialog = Ask(self._window, title, sentence, fields)

        def carry_out(given: dict[str, Value]) -> None:
            self._do(lambda: action(given))

        dialog.answered.connect(carry_out)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_back(self) -> None:
        view = self._view
        if view is None:
            return
        ways = {code: STAGE[code] for code in workflow.ways_back(workflow.stage_of(view))}
        self._ask(
            _("Go back to an earlier stage"),
            _("Nothing that was written is lost."),
            (_code("to", N_("Back to"), ways), reason(REASON)),
            lambda given: stages.back(
                self._desk.work, view.unit_id, to=_text(given, "to"), reason=_text(given, "reason")
            ),
        )

    def _ask_reopen(self) -> None:
        view = self._view
        if view is None:
            return
        ways = {code: STAGE[code] for code in REOPENS_AT}
        self._ask(
            _("Reopen the case"),
            "",
            (_code("to", N_("Open again at"), ways), reason(REASON)),
            lambda given: stages.reopen(
                self._desk.work, view.unit_id, to=_text(given, "to"), reason=_text(given, "reason")
            ),
        )

    def _ask_suspend(self) -> None:
        view = self._view
        if view is None:
            return
        self._ask(
            _("Set aside until a day"),
            _("On that day the case comes back to your first page."),
            (
                FieldSpec("review_on", N_("Look at it again on"), "day", required=True, span=2),
                reason(REASON),
            ),
            lambda given: stages.suspend(
                self._desk.work,
                view.unit_id,
                reason=_text(given, "reason"),
                review_on=date.fromisoformat(_text(given, "review_on")),
            ),
        )

    def _ask_transfer(self) -> None:
        view = self._view
        if view is None:
            return
        self._ask(
            _("Hand over to somebody else"),
            "",
            (reason(N_("To whom, and why")),),
            lambda given: stages.transfer(
                self._desk.work, view.unit_id, reason=_text(given, "reason")
            ),
        )

    def _ask_end(self) -> None:
        view = self._view
        if view is None:
            return
        ways = {code: OUTCOME[code] for code in workflow.exits(workflow.stage_of(view))}
        self._ask(
            _("End the work with an outcome"),
            _("The case goes to closure. It can be reopened."),
            (_code("outcome", N_("Outcome"), ways), reason(N_("Reason of the outcome"))),
            lambda given: stages.close_with(
                self._desk.work,
                view.unit_id,
                outcome=_text(given, "outcome"),
                reason=_text(given, "reason"),
            ),
        )

    def _resume(self) -> None:
        view = self._view
        if view is not None:
            self._do(lambda: stages.resume(self._desk.work, view.unit_id))


def _code(name: str, title: str, codes: Mapping[str, str]) -> FieldSpec:
    return FieldSpec(name, title, "code", codes=codes, required=True, span=4)


def _text(given: Mapping[str, Value], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""
