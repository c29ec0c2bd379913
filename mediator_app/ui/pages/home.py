"""What needs the person today; each line opens the place where it is dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from mediator_app.core.records.codes import MEETING_TYPE
from mediator_app.i18n import _, formats, n_
from mediator_app.services import home
from mediator_app.services.home import Around, Draft, DueRow, Home
from mediator_app.services.work import Changed
from mediator_app.ui.pages.home_around import AroundColumn
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, emptied, label, row
from mediator_app.ui.widgets.states import StateView
from mediator_app.ui.work.desk import Desk

SHOWN = 8  # lines of one card
BACKUP_OLD = 3  # days
NEW_CASE = "new-case"
TWO = 980  # pixels at 100 % from which there is room for two columns
WHERE = {
    "visit": ("follow_up", "visit"),
    "meeting": ("meetings", "meeting"),
    "task": ("summary", "task"),
    "clause": ("agreement", "clause"),
}


class HomePage(QStackedWidget):
    help_name = "home"
    case_asked = Signal(bytes, object)  # unit id, core.workflow.Place or None
    new_asked = Signal()
    cases_asked = Signal()
    settings_asked = Signal()
    alert_asked = Signal(bytes, bytes)  # unit id, id of the incident
    alerts_asked = Signal()
    trips_asked = Signal()
    mediator_asked = Signal(str)  # whose cases are wanted

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: Home | None = None
        self._around: Around | None = None
        self.state = StateView()
        self.state.acted.connect(self.refresh)
        self.state.show_loading(lambda: _("Looking what is due…"))
        self._page = QWidget()
        self._box = column(gap=12)
        self.around = AroundColumn()
        self.around.case_asked.connect(self.case_asked)
        self.around.alert_asked.connect(self.alert_asked)
        self.around.alerts_asked.connect(self.alerts_asked)
        self.around.trips_asked.connect(self.trips_asked)
        self.around.mediator_asked.connect(self.mediator_asked)
        whole = column(self._page, gap=12)
        self._top = column(gap=0)
        whole.addLayout(self._top)
        self._columns = row(gap=12)
        self._columns.addLayout(self._box, 3)
        self._columns.addWidget(self.around, 2)
        self.around.hide()
        whole.addLayout(self._columns, 1)
        self.addWidget(self.state)
        self.addWidget(Scroll(self._page))
        self._narrow = False

    def _put_below(self, *, narrow: bool) -> None:
        """Put each case under what is due where there is no room beside."""
        if narrow != self._narrow:
            self._narrow = narrow
            if self._found is not None:
                self._say(self._found)

    def refresh(self) -> None:
        work = self._desk.work
        self._desk.runner.run(self, lambda: home.home(work), self._show, on_error=self._failed)

    def _look_around(self) -> None:
        """Read the rest once the page stands."""
        work = self._desk.work
        self._desk.runner.run(self, lambda: home.about(work), self._show_around)

    def _show_around(self, found: Around) -> None:
        self._around = found
        self.around.show_found(found, team=home.is_team(self._desk.work))
        there = (found.alerts, found.missed, found.referrals, found.conflicts, found.approvals)
        self.around.setVisible(any(there) or bool(found.loads))
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Two columns where there is room; else what is around comes first: people wait there."""
        wide = self.width() >= look().px(TWO)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.LeftToRight if wide else way.BottomToTop)
        self._put_below(narrow=not wide or self.around.isVisibleTo(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _failed(self, error: Exception) -> None:
        self._desk.feedback.failed(error)
        self.state.show_failed(lambda: _("What is due could not be read."))
        self.setCurrentIndex(0)

    def _show(self, found: Home) -> None:
        self._found = found
        self._say(found)
        self._look_around()

    def _say(self, found: Home) -> None:
        for layout in (self._top, self._box):
            emptied(layout)
        self._top.addWidget(self._greeting(found))
        for card in self._cards(found):
            self._box.addWidget(card)
        self._box.addStretch()
        self.setCurrentIndex(1)

    def _greeting(self, found: Home) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        box = row(holder, gap=12)
        words = column(gap=2)
        day = formats.full_day(self._desk.work.today())
        words.addWidget(label(day[:1].upper() + day[1:], "title", wrap=True))
        count = n_("{count} open case", "{count} open cases", found.open_cases)
        words.addWidget(label(count.format(count=formats.number(found.open_cases)), "muted"))
        box.addLayout(words, 1)
        new = button(_("Open a case"), "primary", picture="plus")
        new.clicked.connect(self.new_asked)
        box.addWidget(new, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _cards(self, found: Home) -> list[QWidget]:
        cards: list[QWidget] = []
        if found.drafts:
            cards.append(self._drafts(found.drafts))
        if found.backup_age is None or found.backup_age > BACKUP_OLD:
            cards.append(self._backup(found.backup_age))
        for title, rows in (
            (_("Overdue"), found.overdue),
            (_("Follow-up visits due"), found.visits),
            (_("Meetings this week"), found.meetings),
            (_("Tasks of this week"), found.tasks),
            (_("Without movement for 30 days"), found.idle),
        ):
            if rows:
                cards.append(self._due(title, rows))
        due = (found.overdue, found.visits, found.meetings, found.tasks, found.idle)
        if not any(due):
            cards.append(self._nothing(found))
        return cards

    def _nothing(self, found: Home) -> Card:
        card = Card(_("Nothing is due"), "ready")
        if found.open_cases:
            go = button(_("Go to the cases"), "link")
            go.clicked.connect(self.cases_asked)
        else:
            go = button(_("Open the first case: it takes two minutes"), "link")
            go.clicked.connect(self.new_asked)
        card.box.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _backup(self, age: int | None) -> Card:
        text = (
            _("There is no safety copy yet.")
            if age is None
            else n_(
                "The last safety copy is {count} day old.",
                "The last safety copy is {count} days old.",
                age,
            ).format(count=age)
        )
        card = Card("", "need")
        line = row(gap=8)
        line.addWidget(label(text, wrap=True), 1)
        go = button(_("Make a copy"), "link-earth")
        go.clicked.connect(self.settings_asked)
        line.addWidget(go)
        card.box.addLayout(line)
        return card

    def _drafts(self, drafts: Sequence[Draft]) -> Card:
        from mediator_app.core.records.registry import record_type  # noqa: PLC0415 - many records

        card = Card(_("Typed and not saved yet"), "need")
        for draft in drafts[:SHOWN]:
            what = _(record_type(draft.record).TITLE) if draft.record else _("New case")
            text = _("{what}, typed on {day}").format(what=what, day=formats.day(draft.saved_at))
            link = button(text + "  →", "link-earth")
            link.clicked.connect(partial(self._open_draft, draft))
            card.box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _due(self, title: str, rows: Sequence[DueRow]) -> Card:
        card = Card(f"{title}  {len(rows)}")
        for due in rows[:SHOWN]:
            line = row(gap=8)
            link = button(self._words(due), "link")
            link.clicked.connect(partial(self._open_due, due))
            if self._narrow:
                line.setDirection(QBoxLayout.Direction.TopToBottom)
            line.addWidget(link)
            case = "  ·  ".join(part for part in (due.number, due.title) if part)
            line.addWidget(label(case, "muted", wrap=True), 1)
            card.box.addLayout(line)
        if len(rows) > SHOWN:
            more = n_("and {count} more", "and {count} more", len(rows) - SHOWN)
            card.box.addWidget(label(more.format(count=len(rows) - SHOWN), "muted"))
        return card

    def _words(self, due: DueRow) -> str:
        what = {
            "visit": _("Follow-up visit"),
            "meeting": _(MEETING_TYPE.get(due.what, due.what)) if due.what else _("Meeting"),
            "case": _("Look at the case again"),
        }.get(due.kind, due.what)
        when = formats.relative(due.due, today=self._desk.work.today()) if due.due else ""
        return _("{what} ({when})").format(what=what[:80], when=when) if when else what[:80]

    def _open_due(self, due: DueRow, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        from mediator_app.core.workflow import Place  # noqa: PLC0415 - imports every guard

        where = WHERE.get(due.kind)
        self.case_asked.emit(due.unit_id, Place(*where, None, due.eid or None) if where else None)

    def _open_draft(self, draft: Draft, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        if draft.unit_id is None or draft.record is None:
            self.new_asked.emit()
            return
        from mediator_app.core.workflow import Place  # noqa: PLC0415
        from mediator_app.ui.case.layouts import tab_of  # noqa: PLC0415

        self.case_asked.emit(
            draft.unit_id, Place(tab_of(draft.record), draft.record, None, draft.eid)
        )

    def changed(self, changed: Changed) -> None:
        if changed.units:
            self.refresh()

    def keep_now(self) -> None:
        """Nothing is typed here."""

    def retranslate(self) -> None:
        self.state.retranslate()
        if self._found is not None:
            self._say(self._found)
        if self._around is not None:
            self._show_around(self._around)
