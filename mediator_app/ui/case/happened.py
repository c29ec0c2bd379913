"""The history of a case in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mediator_app.core.marks import N_
from mediator_app.core.records.base import Fact
from mediator_app.core.records.cases import CaseFile
from mediator_app.core.records.registry import record_type
from mediator_app.core.view import CaseView
from mediator_app.i18n import _
from mediator_app.services.history import HIDDEN, HistoryLine
from mediator_app.ui.case.wording import facts_of, title_of, value_text

LONGEST = 240  # characters of one value; the whole stands in the record
NOTHING = "—"
WHOLE = {
    "create": N_("Added: {record}"),
    "retract": N_("Taken away: {record}"),
    "restore": N_("Brought back: {record}"),
}
UNREAD = {
    "newer": N_("Something that only a newer version of the program can show"),
    "purged": N_("Erased for good"),
}


def sentences(lines: Sequence[HistoryLine], view: CaseView | None) -> list[str]:
    """Return what one save did, one sentence for each record or field."""
    found: list[str] = []
    for _key, group in groupby(lines, key=lambda line: (line.eid, line.kind == "create")):
        together = list(group)
        if together[0].kind == "create":
            found.append(_added(together, view))
        else:
            found += [_changed(line, view) for line in together]
    return found


def _added(lines: Sequence[HistoryLine], view: CaseView | None) -> str:
    told = [_("{label}: {value}").format(label=_(fact.label), value=value)
            for line in lines
            if (fact := _fact(line)) is not None and fact.label
            if (value := _value(line, line.after, view))]  # fmt: skip
    what = _(WHOLE["create"]).format(record=_(record_type(lines[0].record).TITLE))
    return f"{what}  ·  {'  ·  '.join(told)}" if told else what


def _changed(line: HistoryLine, view: CaseView | None) -> str:
    if not line.record:
        return _(UNREAD.get(line.kind, line.kind))
    named = record_name(line, view)
    fact = _fact(line)
    if fact is None:
        return _(WHOLE.get(line.kind, WHOLE["create"])).format(record=named)
    before = " / ".join(text for value in line.before if (text := _value(line, value, view)))
    change = _("{before} → {after}").format(
        before=before or NOTHING, after=_value(line, line.after, view) or NOTHING
    )
    label = _(fact.label)
    if line.record == CaseFile.NAME:
        return _("{label}: {value}").format(label=label, value=change)
    return _("{record}, {label}: {value}").format(record=named, label=label, value=change)


def record_name(line: HistoryLine, view: CaseView | None) -> str:
    """Return what a record is called now, with its kind before it."""
    kind = _(record_type(line.record).TITLE)
    entry = view.by_id(line.eid) if view is not None else None
    name = title_of(view, entry) if entry is not None else ""
    if not name or name == kind:
        return kind
    return _("{kind} “{name}”").format(kind=kind, name=name)


def _fact(line: HistoryLine) -> Fact | None:
    return facts_of(line.record).get(line.field) if line.record and line.field else None


def _value(line: HistoryLine, value: object, view: CaseView | None) -> str:
    fact = _fact(line)
    if fact is None or value == HIDDEN:
        return HIDDEN if value == HIDDEN else ""
    text = " ".join(value_text(fact, value, view).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def words(line: HistoryLine, view: CaseView | None) -> str:
    """Return what a line is searched by: record, field and values as they read."""
    if not line.record:
        return ""
    fact = _fact(line)
    parts = [_(record_type(line.record).TITLE), _(fact.label) if fact else ""]
    parts += [_value(line, value, view) for value in (*line.before, line.after)]
    return " ".join(part for part in parts if part)
