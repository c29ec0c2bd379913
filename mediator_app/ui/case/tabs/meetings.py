"""What a meeting has beside its form: who came, and the meter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mediator_app.core import participation
from mediator_app.core.participation import Counts
from mediator_app.core.records.codes import ATTENDANCE
from mediator_app.core.records.meetings import Attendance, Meeting
from mediator_app.core.records.parties import Party
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _
from mediator_app.services import cases
from mediator_app.services.work import Changed
from mediator_app.ui.case.panels import Extra
from mediator_app.ui.fields.base import Value
from mediator_app.ui.fields.choices import CodeField
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import column, label
from mediator_app.ui.widgets.meter import Meter
from mediator_app.ui.work.desk import Desk

COUNTS = ("women", "men", "young_women", "young_men")


class Attending(Extra):
    """The attendance of every party, and the participation against the goal."""

    def __init__(self, desk: Desk, view: CaseView, eid: bytes | None) -> None:
        super().__init__(desk, view, eid)
        box = column(self, gap=8)
        self.meter = Meter()
        box.addWidget(self.meter)
        self._fields: dict[bytes, CodeField] = {}
        self._before: dict[bytes, str | None] = {}
        parties = view.all(Party)
        title = label(lambda: _("Who of the parties came"), "strong")
        box.addWidget(title)
        title.setVisible(bool(parties))  # not before: alone it would be a window
        body = QWidget()
        body.setProperty("role", "clear")
        columns = Columns(body)
        known = {
            entry.record.party: entry.record.status
            for entry in (view.under(Attendance, "meeting", eid) if eid else ())
        }
        for party in parties:
            columns.add(self._cell(party, known.get(party.eid)))
        box.addWidget(body)
        meeting = view.by_id(eid) if eid else None
        self._invite = self._names(view, meeting, desk.work.today())
        record = meeting.record if meeting else None
        self.show_values({name: getattr(record, name, None) for name in COUNTS})

    def _cell(self, party: Entry[Party], status: str | None) -> QWidget:
        cell = QWidget()
        cell.setProperty("role", "clear")
        box = column(cell, gap=2)
        field = CodeField(ATTENDANCE)
        field.set_value(status)
        name = label(party.record.name or _("Party"), "label", wrap=True)
        name.setBuddy(field.input())
        field.input().setAccessibleName(name.text())
        field.changed.connect(self.changed)
        self._fields[party.eid], self._before[party.eid] = field, status
        box.addWidget(name)
        box.addWidget(field)
        return cell

    def statuses(self) -> dict[bytes, str | None]:
        """Return the attendance that was changed."""
        found: dict[bytes, str | None] = {}
        for eid, field in self._fields.items():
            value = field.value()
            now = value if isinstance(value, str) else None
            if now != self._before[eid]:
                found[eid] = now
        return found

    def typed(self) -> dict[str, Any]:
        return {party.hex(): status for party, status in self.statuses().items()}

    def put_back(self, typed: Mapping[str, Any]) -> None:
        for eid, field in self._fields.items():
            if eid.hex() in typed:
                field.set_value(typed[eid.hex()])

    def saving(self) -> Callable[[bytes, bytes], Changed] | None:
        statuses, work = self.statuses(), self.desk.work
        if not statuses:
            return None
        return lambda unit, made: cases.save_attendance(work, unit, made, statuses)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the shares of what is typed, before it is saved."""
        given = {name: values.get(name) for name in COUNTS}
        numbers = {name: value if isinstance(value, int) else None for name, value in given.items()}
        women, men = numbers.get("women"), numbers.get("men")
        young_women, young_men = numbers.get("young_women"), numbers.get("young_men")
        if women is None or men is None:
            self.meter.show_count(None)
            return
        known = young_women is not None and young_men is not None
        young = (young_women or 0) + (young_men or 0) if known else None
        self.meter.show_count(Counts(women, men, young), self._invite)

    def retranslate(self) -> None:
        retranslate(self)

    @staticmethod
    def _names(view: CaseView, meeting: Entry[Meeting] | None, today: date) -> list[str]:
        if meeting is None:
            return []
        return [
            one.name for one in participation.could_invite(view, meeting, today=today) if one.name
        ]


EXTRAS = {"meeting": Attending}
