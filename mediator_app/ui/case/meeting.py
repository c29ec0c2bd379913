"""What a meeting has beside its form: who came, and the meter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mediator_app.core import participation
from mediator_app.core.participation import Counts
from mediator_app.core.records.codes import ATTENDANCE
from mediator_app.core.records.meetings import Attendance, Meeting
from mediator_app.core.records.parties import Party
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _
from mediator_app.ui.fields.base import Value
from mediator_app.ui.fields.choices import CodeField
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import column, label
from mediator_app.ui.widgets.meter import Meter


class MeetingExtras(QWidget):
    """The attendance of every party, and the participation against the goal."""

    changed = Signal()

    def __init__(self, view: CaseView, eid: bytes | None, today: date) -> None:
        super().__init__()
        self.setProperty("role", "clear")
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
        self._invite = self._names(view, meeting, today)
        record = meeting.record if meeting else None
        names = ("women", "men", "young_women", "young_men")
        self.show_counts({name: getattr(record, name, None) for name in names})

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

    def put_back(self, ticked: Mapping[str, str | None]) -> None:
        """Tick again what a draft holds, by the parties' ids in hexadecimal."""
        for eid, field in self._fields.items():
            if eid.hex() in ticked:
                field.set_value(ticked[eid.hex()])

    def show_counts(self, values: Mapping[str, Value]) -> None:
        """Show the shares of what is typed, before it is saved."""
        numbers = {
            name: value if isinstance(value, int) else None for name, value in values.items()
        }
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
