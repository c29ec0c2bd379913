"""Above the lists of the follow-up: the visits, where each promise stands, what broke."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mediator_app.core import durability, standing, workflow
from mediator_app.core.marks import N_
from mediator_app.core.records.agreements import Agreement, Clause
from mediator_app.core.records.follow_up import ClauseCheck, Visit
from mediator_app.core.standing import Standing
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _, n_
from mediator_app.services import agreements, stages
from mediator_app.services.work import Changed
from mediator_app.ui.case.panels import Panel
from mediator_app.ui.case.parts.follow_up_words import TONES, day, speaker
from mediator_app.ui.dialogs.ask import Ask, reason
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.widgets.basic import Card, button, chip, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.desk import Desk


class FollowUpState(Panel):
    """The calendar of visits, then clause by clause what each side last said."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: CaseView | None = None
        self._box = column(self, gap=12)
        self._body = QWidget()
        self._box.addWidget(self._body)
        self.buttons: dict[str, QPushButton] = {}

    def show_view(self, view: CaseView) -> None:
        self._view = view
        self.buttons.clear()
        fresh = QWidget()
        fresh.setProperty("role", "clear")
        box = column(fresh, gap=12)
        held = view.agreement
        if held is None or not held.record.signed_on:
            card = Card(_("After the signing"))
            text = _("Visits and promises appear here once the agreement is signed.")
            card.box.addWidget(label(text, "muted", wrap=True))
            box.addWidget(card)
        else:
            box.addWidget(self._calendar(view, held))
            box.addWidget(self._promises(view, held))
        self._box.replaceWidget(self._body, fresh)
        self._body.hide()
        self._body.deleteLater()
        self._body = fresh

    def retranslate(self) -> None:
        if self._view is not None:
            self.show_view(self._view)

    # visits and durability

    def _calendar(self, view: CaseView, held: Entry[Agreement]) -> Card:
        today = self.desk.work.today()
        card = Card(_("Visits after the signing"))
        body = QWidget()
        body.setProperty("role", "clear")
        columns = Columns(body)
        wanting = False
        for mark in durability.marks(view, held, today):
            visit = _visit_of(view, held, mark.months)
            wanting = wanting or visit is None
            columns.add(self._mark(mark, visit, today.isoformat()))
        card.box.addWidget(body)
        if wanting and not workflow.is_closed(view):
            plan = button(_("Plan the visits that are missing"), picture="calendar")
            plan.clicked.connect(self._plan)
            self.buttons["plan"] = plan
            card.box.addWidget(plan, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _mark(self, mark: durability.Mark, visit: Entry[Visit] | None, today: str) -> QWidget:
        cell = QWidget()
        cell.setProperty("role", "clear")
        box = column(cell, gap=2)
        box.addWidget(label(_after(mark.months), "strong"))
        if visit is None:
            box.addWidget(label(_("Not planned"), "muted", wrap=True))
        else:
            text, _tone = _when(visit, today)
            opener = button(text, "link")
            opener.clicked.connect(partial(self._ask, Visit.NAME, visit.eid, {}))
            self.buttons[f"visit {mark.months}"] = opener
            box.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        words = durability.DURABILITY[mark.state]
        box.addWidget(chip(_(words), TONES.get(mark.state, "")))
        box.addStretch()
        return cell

    # promises

    def _promises(self, view: CaseView, held: Entry[Agreement]) -> Card:
        card = Card(_("What each side says of each commitment"))
        asked = standing.speakers(view, held)
        clauses = view.under(Clause, "agreement", held.eid)
        if not clauses:
            card.box.addWidget(label(_("This agreement has no commitments."), "muted"))
        if not standing.held(view):
            text = _("Nobody was visited yet. Open a visit above and write what was said.")
            card.box.addWidget(label(text, "muted", wrap=True))
        for number, clause in enumerate(clauses, 1):
            found = standing.of_clause(view, clause, asked)
            card.box.addWidget(label(f"{number}. {clause.record.text or '…'}", wrap=True))
            line = Flow(gap=8)
            line.addWidget(chip(_(standing.STANDING[found.state]), TONES.get(found.state, "")))
            card.box.addLayout(line)
            body = QWidget()
            body.setProperty("role", "clear")
            columns = Columns(body)
            for side in (*asked, *(s for s in found.words if s not in asked)):
                columns.add(self._word(view, clause, found, side))
            card.box.addWidget(body)
        broken = standing.broken(view, held)
        if broken and (workflow.is_closed(view) or _may_go_back(view)):
            again = button(_("Reopen the dialogue…"), "primary")
            again.clicked.connect(self._ask_reopening)
            self.buttons["reopen"] = again
            card.box.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _word(self, view: CaseView, clause: Entry[Clause], found: Standing, side: str) -> QWidget:
        cell = QWidget()
        cell.setProperty("role", "clear")
        box = column(cell, gap=0)
        box.addWidget(label(speaker(side), "label"))
        word = found.words.get(side)
        text = _(standing.STANDING[word.status]) if word else _("Nothing said yet")
        opener = button(text, "link")
        opener.setAccessibleName(f"{speaker(side)}: {text}")
        visits = standing.held(view)
        if visits:
            newest = visits[-1].eid
            here = word.eid if word and word.visit == newest else None
            preset: dict[str, object] = {"clause": clause.eid, "side": side, "visit": newest}
            opener.clicked.connect(partial(self._ask, ClauseCheck.NAME, here, preset))
        opener.setEnabled(bool(visits))
        self.buttons[f"word {clause.eid.hex()} {side}"] = opener
        box.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        if word and word.evidence:
            box.addWidget(label(word.evidence, "muted", wrap=True))
        box.addStretch()
        return cell

    # acts

    def _ask(
        self,
        record: str,
        eid: bytes | None,
        preset: dict[str, object],
        _checked: bool = False,  # noqa: FBT001, FBT002 - Qt calls it
    ) -> None:
        self.asked.emit(record, eid, preset)

    def _plan(self) -> None:
        view, work = self._view, self.desk.work
        if view is not None:
            self.desk.write(self, lambda: agreements.plan_visits(work, view.unit_id))

    def _ask_reopening(self) -> None:
        view = self._view
        if view is None or view.agreement is None:
            return
        broken = standing.broken(view, view.agreement)
        told = " ".join(f"“{clause.record.text or '…'}”" for clause in broken)
        dialog = Ask(
            self,
            _("Reopen the dialogue"),
            _("Broken: {clauses}").format(clauses=told),
            (reason(N_("Reason, for the history")),),
        )
        dialog.form.fill({"reason": _("Broken: {clauses}").format(clauses=told)[:2_000]})
        dialog.answered.connect(self._reopen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _reopen(self, given: dict[str, object]) -> None:
        view, work = self._view, self.desk.work
        why = given.get("reason")
        if view is None or not isinstance(why, str):
            return

        def carry_out() -> Changed:
            changed = Changed()
            if workflow.is_closed(view):
                changed = stages.reopen(work, view.unit_id, to="follow_up", reason=why)
            return changed | stages.back(work, view.unit_id, to="dialogue", reason=why)

        self.desk.write(self, carry_out)


def _visit_of(view: CaseView, held: Entry[Agreement], months: int) -> Entry[Visit] | None:
    """Return the visit so many months after signing: the planned one, or one made by hand."""
    own = view.by_id(agreements.visit_id(held.eid, months))
    if own is not None:
        return own
    since = held.record.signed_on or ""
    return next(
        (
            e
            for e in view.all(Visit)
            if e.record.months == months and (e.record.held_on or e.record.due or "") >= since
        ),
        None,
    )


def _after(months: int) -> str:
    text = n_("After {count} month", "After {count} months", months)
    return text.format(count=months)


def _when(visit: Entry[Visit], today: str) -> tuple[str, str]:
    if visit.record.held_on:
        return _("Done on {day}").format(day=day(visit.record.held_on)), "agree"
    due = visit.record.due or ""
    if due and due < today:
        return _("Late: was due on {day}").format(day=day(due)), "alarm"
    return _("Due on {day}").format(day=day(due)), ""


def _may_go_back(view: CaseView) -> bool:
    active = view.case.state in {None, "active"}
    return active and "dialogue" in workflow.ways_back(workflow.stage_of(view))
