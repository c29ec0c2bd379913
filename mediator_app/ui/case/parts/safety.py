"""The safety of a case: three risks, the plan, who must not be sent alone, and the trips."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from mediator_app.core.marks import N_
from mediator_app.core.records.cases import Approval
from mediator_app.core.records.codes import RISK
from mediator_app.core.view import CaseView
from mediator_app.i18n import _
from mediator_app.ui.agenda.trips import plan_trip
from mediator_app.ui.case.parts.rebuilt import Rebuilt
from mediator_app.ui.widgets.basic import Card, chip, label
from mediator_app.ui.widgets.flow import Flow

RISKS: Mapping[str, str] = {
    "risk": N_("The case"),
    "risk_process": N_("The process"),
    "risk_mediator": N_("The mediator"),
}
TONES: Mapping[str, str] = {"low": "", "medium": "earth", "high": "alarm", "extreme": "alarm"}
HIGH = ("high", "extreme")


class SafetyPanel(Rebuilt):
    """Says what is dangerous and what is still missing before anybody travels."""

    def fill(self, box: QVBoxLayout, view: CaseView) -> None:
        card = Card(_("Safety"))
        box.addWidget(card)
        lines = card.box
        case = view.case
        risks = Flow(gap=6)
        for name, words in RISKS.items():
            code = getattr(case, name)
            said = _(RISK[code]) if code in RISK else _("not judged yet")
            text = _("{label}: {value}").format(label=_(words), value=said)
            risks.addWidget(chip(text, TONES.get(code or "", "")))
        lines.addLayout(risks)
        if case.not_alone:
            words = _("Do not send anybody alone: {why}").format(why=case.not_alone)
            lines.addWidget(label(words, "problem", wrap=True))
        dangerous = any(getattr(case, name) in HIGH for name in RISKS)
        if case.safety_plan:
            lines.addWidget(label(case.safety_plan, wrap=True))
        elif dangerous:
            lines.addWidget(
                label(_("The risk is high and there is no safety plan yet."), "problem", wrap=True)
            )
        if dangerous and not any(
            e.record.what == "high_risk" and e.record.approved_on for e in view.all(Approval)
        ):
            words = _("Working at high risk needs the supervisor's approval.")
            lines.addWidget(label(words, "problem", wrap=True))
        acts = Flow(gap=8)
        judge = self.act(_("Judge the risks…"), partial(self._judge, view), "pencil")
        trip = self.act(_("Plan a trip…"), partial(self._trip, view), "compass")
        acts.addWidget(judge)
        acts.addWidget(trip)
        lines.addLayout(acts)

    def _judge(self, view: CaseView) -> None:
        self.ask("case_file", view.records["case_file"][0].eid)

    def _trip(self, view: CaseView) -> None:
        place = "" if view.masked else view.case.locality or view.case.commune or ""
        preset = {"destination": place or None, "case_unit": view.unit_id}
        plan_trip(self, self.desk, preset=preset)
