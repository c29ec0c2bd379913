"""The deliberate acts on an agreement: sign, amend, take back, give up; each asks what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from mediator_app.core import signing
from mediator_app.core.marks import N_
from mediator_app.core.records.agreements import Agreement
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _
from mediator_app.services import agreements
from mediator_app.services.work import Changed
from mediator_app.ui.dialogs.ask import Ask, reason
from mediator_app.ui.fields.base import Value
from mediator_app.ui.forms.spec import FieldSpec
from mediator_app.ui.work.desk import Desk

GIVEN = ("number", "place_text", "paper_kept_at")


class Acts:
    """Carries the acts out for one panel."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk, self._window = desk, window

    def ask_signing(self, view: CaseView, held: Entry[Agreement]) -> None:
        """Ask for the day and what goes with it, then sign."""
        today = self._desk.work.today()
        advice = [one for one in signing.unmet(view, held, today) if not one.hard]
        sentences = [
            _("From then on, the text, the signatures and the reading stay as they are. "
              "Visits after 1, 3, 6 and 12 months are planned by themselves."),
        ]  # fmt: skip
        if advice:
            missing = " ".join(one.sentence(_) for one in advice)
            sentences.append(_("It would be better with: {missing}").format(missing=missing))
        facts = {fact.name: fact for fact in Agreement.facts()}
        fields = [
            FieldSpec("on", N_("Signed on"), "day", required=True, span=2),
            *(
                FieldSpec(n, facts[n].label, "text", max_length=facts[n].max_length, span=2)
                for n in GIVEN
            ),
        ]
        if advice:
            fields.append(reason(N_("Why it is signed all the same"), needed=False))
        dialog = Ask(
            self._window,
            _("Sign the agreement"),
            "\n\n".join(sentences),
            tuple(fields),
            action=_("Sign"),
        )
        known = {name: getattr(held.record, name) for name in GIVEN}
        dialog.form.fill({"on": today.isoformat(), **{n: v for n, v in known.items() if v}})
        work, unit = self._desk.work, view.unit_id

        def carry_out(given: Mapping[str, Value]) -> None:
            on = date.fromisoformat(_text(given, "on"))
            values = {name: given[name] for name in GIVEN if given.get(name)}
            why = _text(given, "reason") or None
            self._do(
                lambda: agreements.sign(work, unit, held.eid, on=on, given=values, override=why)
            )

        self._show(dialog, carry_out)

    def amend(self, view: CaseView) -> None:
        """Begin a new version, with the clauses of the one in force."""
        work, unit = self._desk.work, view.unit_id
        self._do(lambda: agreements.amend(work, unit)[1])

    def plan_visits(self, view: CaseView) -> None:
        work, unit = self._desk.work, view.unit_id
        self._do(lambda: agreements.plan_visits(work, unit))

    def ask_taking_back(self, view: CaseView, held: Entry[Agreement]) -> None:
        """Ask why it was not really signed."""
        dialog = Ask(
            self._window,
            _("It was not really signed"),
            _("The agreement becomes a draft again, and the visits still to be made go away. "
              "The reason stays among the notes of the case."),
            (reason(N_("Reason, for the history")),),
        )  # fmt: skip
        work, unit = self._desk.work, view.unit_id
        self._show(
            dialog,
            lambda given: self._do(
                lambda: agreements.take_back(
                    work, unit, held.eid, reason=_text(given, "reason")
                )
            ),
        )  # fmt: skip

    def ask_giving_up(self, view: CaseView, held: Entry[Agreement]) -> None:
        """Ask whether an amendment is really given up."""
        dialog = Ask(
            self._window,
            _("Give up this amendment"),
            _("What was written in it is taken away; the signed agreement stays in force."),
            (),
        )
        work, unit = self._desk.work, view.unit_id
        self._show(
            dialog, lambda _given: self._do(lambda: agreements.give_up(work, unit, held.eid))
        )

    def _show(self, dialog: Ask, answered: Callable[[dict[str, Value]], None]) -> None:
        dialog.answered.connect(answered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _do(self, action: Callable[[], Changed]) -> None:
        self._desk.write(self._window, action)


def _text(given: Mapping[str, Value], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""
