"""Below the form of a visit: every commitment and what each side says of it, on one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from mediator_app.core import standing
from mediator_app.core.records.agreements import Clause
from mediator_app.core.records.codes import AGREEMENT_STATUS, CLAUSE_STATUS
from mediator_app.core.records.follow_up import ClauseCheck, SideStatus
from mediator_app.core.view import CaseView
from mediator_app.i18n import _
from mediator_app.services import follow_up
from mediator_app.services.work import Changed
from mediator_app.ui.case.panels import Extra
from mediator_app.ui.case.parts.follow_up_words import speaker
from mediator_app.ui.fields.base import Field
from mediator_app.ui.fields.choices import CodeField
from mediator_app.ui.fields.texts import LineField
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.texts import retranslate, say_hint
from mediator_app.ui.widgets.basic import column, label
from mediator_app.ui.work.desk import Desk

EVIDENCE = 10_000


class VisitWords(Extra):
    """One field a side and clause, with the evidence, and one a side for the whole."""

    def __init__(self, desk: Desk, view: CaseView, eid: bytes | None) -> None:
        super().__init__(desk, view, eid)
        self._box = column(self, gap=8)
        self.fields: dict[str, Field] = {}
        self._before: dict[str, str | None] = {}
        agreement = view.agreement
        asked = standing.speakers(view, agreement)
        clauses = view.under(Clause, "agreement", agreement.eid) if agreement else ()
        whole = {
            e.record.side: e.record.agreement_status
            for e in (view.under(SideStatus, "visit", eid) if eid else ())
        }
        said = {
            (e.record.clause, e.record.side): e.record
            for e in (view.under(ClauseCheck, "visit", eid) if eid else ())
        }
        columns = self._section(lambda: _("The agreement as a whole"))
        for side in asked:
            self._add(columns, f"whole|{side}", CodeField(AGREEMENT_STATUS), side, whole.get(side))
        for number, clause in enumerate(clauses, 1):
            text = f"{number}. {clause.record.text or '…'}"
            columns = self._section(text)
            for side in asked:
                known = said.get((clause.eid, side))
                key = f"{clause.eid.hex()}|{side}"
                field = CodeField(CLAUSE_STATUS)
                self._add(columns, f"status|{key}", field, side, known.status if known else None)
                seen = LineField(max_length=EVIDENCE)
                say_hint(seen.edit, lambda: _("Evidence"))
                self._add(columns, f"evidence|{key}", seen, "", known.evidence if known else None)
                seen.edit.setAccessibleName(
                    _("{side}, evidence").format(side=speaker(side))
                )  # fmt: skip

    def _section(self, title: str | Callable[[], str]) -> Columns:
        self._box.addWidget(label(title, "strong", wrap=True))
        body = QWidget()
        body.setProperty("role", "clear")
        self._box.addWidget(body)
        return Columns(body)

    def _add(self, columns: Columns, key: str, field: Field, side: str, value: str | None) -> None:
        cell = QWidget()
        cell.setProperty("role", "clear")
        box = column(cell, gap=2)
        field.set_value(value)
        name = label(speaker(side) if side else _("Evidence"), "label", wrap=True)
        name.setBuddy(field.input())
        field.input().setAccessibleName(name.text())
        field.changed.connect(self.changed)
        box.addWidget(name)
        box.addWidget(field)
        self.fields[key], self._before[key] = field, value
        columns.add(cell)

    def typed(self) -> dict[str, Any]:
        found = {key: field.value() for key, field in self.fields.items()}
        return {key: value for key, value in found.items() if value != self._before[key]}

    def put_back(self, typed: Mapping[str, Any]) -> None:
        for key, value in typed.items():
            if key in self.fields:
                self.fields[key].set_value(value)

    def saving(self) -> Callable[[bytes, bytes], Changed] | None:
        typed, work = self.typed(), self.desk.work
        if not typed:
            return None
        whole: dict[str, str | None] = {}
        words: dict[tuple[bytes, str], tuple[str | None, str | None]] = {}
        for key in typed:
            what, rest = key.split("|", 1)
            if what == "whole":
                whole[rest] = self._text(key)
                continue
            clause, side = rest.split("|", 1)
            status, evidence = self._text(f"status|{rest}"), self._text(f"evidence|{rest}")
            words[bytes.fromhex(clause), side] = (status, evidence)
        return lambda unit, made: follow_up.save_words(work, unit, made, words, whole)

    def _text(self, key: str) -> str | None:
        value = self.fields[key].value()
        return value if isinstance(value, str) else None

    def retranslate(self) -> None:
        retranslate(self)
