"""What is written down beside a meeting: who came, how many, where the issues stand now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mediator_app.core import coherence
from mediator_app.core.interchange.shape import entity_id
from mediator_app.core.records.meetings import Attendance, HeadCount, Issue, Meeting
from mediator_app.journal import Edit
from mediator_app.services import views
from mediator_app.services.cases import NotValid, change, checked, create
from mediator_app.services.work import Changed, Workspace

Numbers = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Beside:
    """What was changed, by id of party and of issue, and by side."""

    attendance: Mapping[bytes, str | None] = field(default_factory=dict[bytes, str | None])
    positions: Mapping[bytes, str | None] = field(default_factory=dict[bytes, str | None])
    counts: Mapping[str, Numbers] = field(default_factory=dict[str, Numbers])

    def __bool__(self) -> bool:
        return bool(self.attendance or self.positions or self.counts)


def save_beside(work: Workspace, unit_id: bytes, meeting: bytes, beside: Beside) -> Changed:
    """Keep all of it, or nothing; the same word on two laptops is one record."""
    with work.write() as writer:
        before = views.some(writer.connection, unit_id, Attendance, HeadCount, Issue, Meeting)
        edits: list[Edit] = []
        for party, status in beside.attendance.items():
            eid = entity_id(Attendance.ETYPE, meeting, party)
            known = before.by_id(eid)
            if known is None and status:
                facts = {"meeting": meeting, "party": party, "status": status}
                edits.append(create(Attendance, eid, facts))
            elif known is not None and known.record.status != status:
                edits.append(change(Attendance, eid, {"status": status}))
        for issue, position in beside.positions.items():
            if before.by_id(issue) is not None:
                edits.append(change(Issue, issue, {"position": position}))
        for side, numbers in beside.counts.items():
            eid = entity_id(HeadCount.ETYPE, meeting, side)
            known = before.by_id(eid)
            named: dict[str, Any] = {"meeting": meeting, "side": side}
            after = {**named, **(_numbers(known.record) if known else {}), **numbers}
            made = checked(HeadCount, {n: v for n, v in after.items() if v is not None})
            if faults := coherence.faults(made, eid, {}):
                raise NotValid(faults)
            edits.append(
                change(HeadCount, eid, dict(numbers))
                if known
                else create(HeadCount, eid, {**named, **numbers})
            )
        writer.author(unit_id, edits)
        return writer.changed


def _numbers(record: HeadCount) -> dict[str, Any]:
    names = ("women", "men", "young_women", "young_men")
    return {name: getattr(record, name) for name in names}
