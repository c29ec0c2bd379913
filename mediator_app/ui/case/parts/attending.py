"""What a meeting has below its form: counts by side, who came, the issues, and the meter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mediator_app.core import participation
from mediator_app.core.participation import Counts
from mediator_app.core.records.codes import ATTENDANCE, POSITION
from mediator_app.core.records.meetings import Attendance, Issue, Meeting
from mediator_app.core.records.parties import Party
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _
from mediator_app.services import meetings
from mediator_app.services.work import Changed
from mediator_app.ui.case.panels import Extra
from mediator_app.ui.case.parts.head_counts import COUNTS, HeadCounts
from mediator_app.ui.fields.base import Value
from mediator_app.ui.fields.choices import CodeField
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.texts import Said, retranslate
from mediator_app.ui.widgets.basic import column, label
from mediator_app.ui.widgets.meter import Meter
from mediator_app.ui.work.desk import Desk


class Codes(QWidget):
    """One choice of a code for each of several records, under a heading."""

    def __init__(
        self,
        heading: Said,
        codes: Mapping[str, str],
        rows: Mapping[bytes, tuple[str, str | None]],
        heard: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        box = column(self, gap=6)
        box.addWidget(label(heading, "strong"))
        body = QWidget()
        body.setProperty("role", "clear")
        columns = Columns(body)
        self._fields: dict[bytes, CodeField] = {}
        self._before: dict[bytes, str | None] = {}
        for eid, (words, code) in rows.items():
            cell = QWidget()
            cell.setProperty("role", "clear")
            inner = column(cell, gap=2)
            field = CodeField(codes)
            field.set_value(code)
            name = label(words, "label", wrap=True)
            name.setBuddy(field.input())
            field.input().setAccessibleName(words)
            field.changed.connect(heard)
            self._fields[eid], self._before[eid] = field, code
            inner.addWidget(name)
            inner.addWidget(field)
            inner.addStretch()
            columns.add(cell)
        box.addWidget(body)
        if not rows:
            self.hide()

    def field(self, eid: bytes) -> CodeField:
        return self._fields[eid]

    def changes(self) -> dict[bytes, str | None]:
        """Return the codes that were changed."""
        found: dict[bytes, str | None] = {}
        for eid, field in self._fields.items():
            value = field.value()
            now = value if isinstance(value, str) else None
            if now != self._before[eid]:
                found[eid] = now
        return found

    def put_back(self, typed: Mapping[str, str | None]) -> None:
        """Choose again what a draft holds, by the ids in hexadecimal."""
        for eid, field in self._fields.items():
            if eid.hex() in typed:
                field.set_value(typed[eid.hex()])


class Attending(Extra):
    """Counts, attendance and positions, saved with the meeting; the meter while one types."""

    def __init__(self, desk: Desk, view: CaseView, eid: bytes | None) -> None:
        super().__init__(desk, view, eid)
        box = column(self, gap=10)
        self.meter = Meter()
        self.counts = HeadCounts(view, eid)
        self.counts.changed.connect(self._count)
        came = {
            entry.record.party: entry.record.status
            for entry in (view.under(Attendance, "meeting", eid) if eid else ())
        }
        self.parties = Codes(
            lambda: _("Who of the parties came"),
            ATTENDANCE,
            {p.eid: (p.record.name or _("Party"), came.get(p.eid)) for p in view.all(Party)},
            self.changed.emit,
        )
        self.issues = Codes(
            lambda: _("Where the issues stand after it"),
            POSITION,
            {e.eid: (e.record.text or "…", e.record.position) for e in view.all(Issue)},
            self.changed.emit,
        )
        for widget in (self.meter, self.counts, self.parties, self.issues):
            box.addWidget(widget)
        meeting = view.by_id(eid) if eid else None
        self._invite = _names(view, meeting, desk.work.today())
        record = meeting.record if meeting else None
        self.show_values({name: getattr(record, name, None) for name in COUNTS})

    def _count(self, sums: dict[str, int]) -> None:
        self.filled.emit(sums)
        self.changed.emit()

    def typed(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            eid.hex(): code
            for part in (self.parties, self.issues)
            for eid, code in part.changes().items()
        }
        counts = self.counts.changes()
        return {**found, "counts": counts} if counts else found

    def put_back(self, typed: Mapping[str, Any]) -> None:
        self.counts.put_back(typed.get("counts") or {})
        self.parties.put_back(typed)
        self.issues.put_back(typed)

    def saving(self) -> Callable[[bytes, bytes], Changed] | None:
        work = self.desk.work
        beside = meetings.Beside(
            self.parties.changes(), self.issues.changes(), self.counts.changes()
        )
        if not beside:
            return None
        return lambda unit, made: meetings.save_beside(work, unit, made, beside)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the shares of what is typed, before it is saved."""
        given = {name: values.get(name) for name in COUNTS}
        numbers = {name: value if isinstance(value, int) else None for name, value in given.items()}
        women, men = numbers["women"], numbers["men"]
        young_women, young_men = numbers["young_women"], numbers["young_men"]
        if women is None or men is None:
            self.meter.show_count(None, goal=self.view.goal)
            return
        known = young_women is not None and young_men is not None
        young = (young_women or 0) + (young_men or 0) if known else None
        self.meter.show_count(Counts(women, men, young), self._invite, goal=self.view.goal)

    def retranslate(self) -> None:
        retranslate(self)


def _names(view: CaseView, meeting: Entry[Meeting] | None, today: date) -> list[str]:
    planned = meeting or Entry(b"", Meeting.model_construct(None, resource_persons=None))
    found = participation.could_invite(view, planned, today=today)
    return [one.name for one in found if one.name]
