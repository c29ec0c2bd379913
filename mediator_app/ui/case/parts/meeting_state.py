"""Above the list of meetings: what comes next, who was not heard yet, and who took part so far."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mediator_app.core import participation
from mediator_app.core.records.codes import MEETING_TYPE
from mediator_app.core.records.meetings import Meeting
from mediator_app.core.view import CaseView, Entry
from mediator_app.core.workflow.facts import SEPARATE, Facts
from mediator_app.i18n import _, formats
from mediator_app.ui.case.parts.rebuilt import Rebuilt
from mediator_app.ui.fields.base import Value
from mediator_app.ui.widgets.basic import Card, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.meter import Meter


class MeetingState(Rebuilt):
    """Offers the next meeting with what is already known of it."""

    def fill(self, box: QVBoxLayout, view: CaseView) -> None:
        today = self.desk.work.today().isoformat()
        card = Card(_("Next meeting"))
        box.addWidget(card)
        lines = card.box
        coming = sorted(
            (e for e in view.all(Meeting) if _planned(e) and (e.record.held_on or "") >= today),
            key=lambda e: e.record.held_on or "",
        )
        for meeting in coming[:2]:
            lines.addWidget(self._coming(meeting))
        announced = [e for e in view.all(Meeting) if self._is_announced(view, e, today)]
        for meeting in announced[-1:]:
            lines.addWidget(self._announced(meeting))
        if not coming and not announced:
            lines.addWidget(label(_("No meeting is planned."), "muted", wrap=True))
        lines.addWidget(self._heard(view))
        plan = partial(self.ask, "meeting", None, state="planned")
        acts = Flow(gap=8)
        acts.addWidget(self.act(_("Plan a meeting"), plan, "calendar-event"))
        lines.addLayout(acts)
        held = [e for e in view.all(Meeting) if e.record.state != "cancelled"]
        count = participation.across(view, [e for e in held if not _planned(e)])
        if count is not None:
            meter = Meter()
            meter.show_count(count, goal=view.goal)
            box.addWidget(meter)

    def _coming(self, meeting: Entry[Meeting]) -> QWidget:
        record = meeting.record
        parts = (
            formats.full_day(record.held_on or ""),
            record.time_text,
            _(MEETING_TYPE.get(record.type, record.type)),
            record.place_text,
        )
        told = "  ·  ".join(part for part in parts if part)
        return self.act(told, partial(self.ask, "meeting", meeting.eid), role="link")

    def _announced(self, meeting: Entry[Meeting]) -> QWidget:
        record = meeting.record
        words = _("The next meeting was set for {day}. Plan it")
        day = formats.full_day(record.next_on or "")
        known: dict[str, Value] = {
            "type": record.type,
            "held_on": record.next_on,
            "state": "planned",
            "place_text": record.place_text,
            "languages": record.languages,
        }
        preset: dict[str, Value] = {name: value for name, value in known.items() if value}
        plan = partial(self.ask, "meeting", None, **preset)
        return self.act(words.format(day=day), plan, role="link-earth")

    def _heard(self, view: CaseView) -> QWidget:
        facts = Facts(view, self.desk.work.today())
        met = {side for e in facts.held(*SEPARATE) for side in facts.sides_at(e)}
        missing = [side for side in view.sides if side not in met]
        if not view.sides:
            return label(_("Say on the Parties tab on which side each party stands."), "muted")
        if not missing:
            return label(_("Every side was heard apart."), "muted", wrap=True)
        words = _("Not heard apart yet: {sides}").format(sides=formats.listed(missing))
        return label(words, "earth", wrap=True)

    @staticmethod
    def _is_announced(view: CaseView, meeting: Entry[Meeting], today: str) -> bool:
        day = meeting.record.next_on
        if not day or day < today:
            return False
        return not any(other.record.held_on == day for other in view.all(Meeting))


def _planned(meeting: Entry[Meeting]) -> bool:
    return meeting.record.state == "planned"
