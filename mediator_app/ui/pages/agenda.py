"""The agenda: a month and its days, the trips on the road, and a file for other calendars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QStackedWidget, QWidget

from mediator_app.core.workflow import Place
from mediator_app.i18n import _, formats
from mediator_app.services import agenda, calendar_file, trips
from mediator_app.services.agenda import AgendaLine
from mediator_app.services.trips import TripLine
from mediator_app.services.work import Changed
from mediator_app.ui.agenda.season import edit_season
from mediator_app.ui.agenda.trips import TripsCard
from mediator_app.ui.agenda.wording import short_words, without_names, words_of
from mediator_app.ui.texts import Said, retranslate, say_name, say_tip
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, emptied, label, row
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.month import DAYS, WEEKS, Month, first_shown
from mediator_app.ui.widgets.states import StateView
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Lane

WHERE = {
    "meeting": ("meetings", "meeting"),
    "next_meeting": ("meetings", "meeting"),
    "visit": ("follow_up", "visit"),
    "clause": ("agreement", "clause"),
    "task": ("summary", "task"),
    "reminder": ("summary", "task"),
    "review": ("summary", "case_file"),
    "truce": ("kind", "communities"),
}
AHEAD = 365  # days in a file for other calendars


class AgendaPage(QStackedWidget):
    help_name = "agenda"
    case_asked = Signal(bytes, object)  # unit id, core.workflow.Place

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._month = self._here = desk.work.today()
        self._lines: list[AgendaLine] = []
        self.state = StateView()
        self.state.acted.connect(self.refresh)
        self.state.show_loading(lambda: _("Reading the agenda…"))
        self.addWidget(self.state)
        page = QWidget()
        page.setProperty("role", "clear")
        box = column(page, gap=10)
        box.addLayout(self._tools())
        self.sheet = Month()
        self.sheet.picked.connect(self._pick)
        self._day = Card()
        self._day.heading.show()
        self._day_lines = column(gap=4)
        self._day.box.addLayout(self._day_lines)
        self.trips = TripsCard(desk)
        self.trips.changed.connect(self.refresh)
        side = QWidget()
        beside = column(side, gap=10)
        beside.addWidget(self._day)
        beside.addWidget(self.trips)
        beside.addStretch()
        self._side = Scroll(side)
        self._body = row(gap=12)
        self._body.addWidget(self.sheet, 3)
        self._body.addWidget(self._side, 2)
        box.addLayout(self._body, 1)
        self.addWidget(page)

    def _tools(self) -> Flow:
        tools = Flow(gap=8)
        self._title = label(role="title")
        self._before = _arrow("arrow-left", lambda: _("Month before"))
        self._after = _arrow("arrow-right", lambda: _("Month after"))
        self._today = button(lambda: _("Today"))
        self._whole = button(lambda: _("Whole month"), checkable=True)
        self._season = button(lambda: _("Date of the season…"), picture="plus")
        self._file = button(lambda: _("For another calendar…"), picture="file-export")
        self._before.clicked.connect(partial(self._turn, -1))
        self._after.clicked.connect(partial(self._turn, 1))
        self._today.clicked.connect(self._go_today)
        self._whole.toggled.connect(self._show_day)
        self._season.clicked.connect(lambda: edit_season(self, self._desk, None))
        self._file.clicked.connect(self._ask_file)
        for widget in (
            self._title,
            self._before,
            self._after,
            self._today,
            self._whole,
            self._season,
            self._file,
        ):
            tools.addWidget(widget)
        return tools

    # reading

    def refresh(self) -> None:
        work, month = self._desk.work, self._month
        first = first_shown(month)
        last = first + timedelta(days=WEEKS * DAYS - 1)

        def read() -> tuple[date, list[AgendaLine], list[TripLine]]:
            return month, agenda.agenda(work, first, last), trips.trips(work)

        self._desk.runner.run(self, read, self._show, on_error=self._failed)

    def changed(self, changed: Changed) -> None:
        if changed.units:
            self.refresh()

    def keep_now(self) -> None:
        """Nothing is typed here."""

    def _failed(self, error: Exception) -> None:
        self._desk.feedback.failed(error)
        self.state.show_failed(lambda: _("The agenda could not be read."))
        self.setCurrentIndex(0)

    def _show(self, found: tuple[date, list[AgendaLine], list[TripLine]]) -> None:
        month, self._lines, away = found
        if month != self._month:
            return  # another month was asked for meanwhile
        self.trips.show_trips(away)
        self._say()
        self.setCurrentIndex(1)

    def _say(self) -> None:
        self._title.setText(formats.month(self._month))
        words: dict[date, list[str]] = {}
        for line in self._lines:
            words.setdefault(line.day, []).append(short_words(line))
        today = self._desk.work.today()
        self.sheet.show_month(self._month, words, today=today, here=self._here)
        self._show_day()

    # moving

    def _turn(self, by: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        months = self._month.year * 12 + self._month.month - 1 + by
        self._month = self._here = date(months // 12, months % 12 + 1, 1)
        self.refresh()

    def _go_today(self) -> None:
        self._month = self._here = self._desk.work.today()
        self.refresh()

    def _pick(self, day: date) -> None:
        self._here = day
        self._whole.setChecked(False)
        self._show_day()

    def _show_day(self, _whole: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        whole = self._whole.isChecked()
        if whole:
            chosen = [line for line in self._lines if line.day.month == self._month.month]
            heading = formats.month(self._month)
        else:
            chosen = [line for line in self._lines if line.day == self._here]
            heading = formats.full_day(self._here)
        self._day.heading.setText(heading[:1].upper() + heading[1:])
        emptied(self._day_lines)
        for widget in self._widgets(chosen, whole=whole):
            self._day_lines.addWidget(widget)

    def _widgets(self, lines: Sequence[AgendaLine], *, whole: bool) -> list[QWidget]:
        if not lines:
            return [label(_("Nothing stands here."), "muted", wrap=True)]
        found: list[QWidget] = []
        before: date | None = None
        for line in lines:
            if whole and line.day != before:
                found.append(label(formats.full_day(line.day), "strong", wrap=True))
                before = line.day
            opener = button(words_of(line), "link")
            opener.clicked.connect(partial(self._open, line))
            found.append(opener)
        return found

    def _open(self, line: AgendaLine, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        where = WHERE.get(line.kind)
        if line.in_case and where is not None:
            self.case_asked.emit(line.unit_id, Place(where[0], where[1], None, line.eid))
        elif line.kind in {"season", "season_soon"}:
            edit_season(self, self._desk, line.eid)
        else:
            self.trips.open_trip(line.eid)

    # other calendars

    def _ask_file(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self, _("For another calendar…"), "agenda.ics", "iCalendar (*.ics)"
        )
        if path:
            self.write_file(path)

    def write_file(self, path: str) -> None:
        """Write the coming year as iCalendar; names of people stay here."""
        work = self._desk.work
        first = work.today()

        def done(count: int) -> None:
            told = _("{count} entries were written to {path}. They name no person.")
            self._desk.feedback.told(lambda: told.format(count=formats.number(count), path=path))

        self._desk.runner.run(
            self,
            lambda: calendar_file.write(
                work,
                path,
                first,
                first + timedelta(days=AHEAD),
                lambda line: without_names(line, _),
            ),
            done,
            lane=Lane.OTHER,
        )

    # the window

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the month as a list where its sheet has no room."""
        self.sheet.setHidden(narrow)
        self._whole.setChecked(narrow)

    def retranslate(self) -> None:
        retranslate(self)
        if self.currentIndex() == 1:
            self._say()


def _arrow(picture: str, words: Said) -> QPushButton:
    return say_tip(say_name(button("", picture=picture), words), words)
