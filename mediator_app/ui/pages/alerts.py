"""Alerts: what was reported, how far it can be believed, what was done, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from mediator_app.core.alerts import AlertFilter, AlertRow, Key, Overview, Packed
from mediator_app.core.news import Answering
from mediator_app.core.roles import Act
from mediator_app.i18n import _, formats, n_
from mediator_app.services import alerts, incidents
from mediator_app.services.alerts import Register
from mediator_app.services.events import TakenIn
from mediator_app.services.incidents import Told
from mediator_app.services.maps import atlas
from mediator_app.services.work import Changed
from mediator_app.ui.alerts import wording
from mediator_app.ui.alerts.acts import Acts
from mediator_app.ui.alerts.detail import Detail
from mediator_app.ui.alerts.entry import Entry
from mediator_app.ui.alerts.filters import Filters
from mediator_app.ui.dialogs.dictation import HearWords
from mediator_app.ui.dialogs.import_events import ImportEvents
from mediator_app.ui.fields.places import Find
from mediator_app.ui.models.rows import RowsModel
from mediator_app.ui.texts import retranslate
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import fixed, free, look, wide_at_most
from mediator_app.ui.widgets.basic import Scroll, button, column, label, row
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.map import AreaMap
from mediator_app.ui.widgets.search import SearchField
from mediator_app.ui.widgets.states import StateView
from mediator_app.ui.widgets.table import Table
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

SIDE = 330  # pixels at 100 %: the map or one alert beside the list
LOW = 400  # pixels at 100 %: below, filters and rarer buttons lie behind one
EMPTY, LISTED, SHELF = range(3)
NARROW = 900  # pixels at 100 %: below, the list and what is beside it take turns


class AlertsPage(QStackedWidget):
    help_name = "alerts"
    case_asked = Signal(bytes, object)  # unit id, core.workflow.Place or None

    def __init__(self, desk: Desk, find_place: Find) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self._register: Register | None = None
        self._rows: Mapping[Key, Packed] = {}
        self._job: Job | None = None
        self._chosen: tuple[bytes, bytes] | None = None  # unit and id of the alert beside the list
        self._narrow = self._low = False
        self._goes_in = False  # the keyboard follows into the alert that opens
        self.filters = Filters(atlas(), desk.work.today())
        self.filters.changed.connect(self._narrowed)
        self.state = StateView()
        self.state.acted.connect(self._act)
        self.state.show_loading(lambda: _("Reading the alerts…"))
        self.model = RowsModel(wording.columns(desk.work.today()), self._read_rows, self)
        self.table = Table(self.model)
        self.table.opened.connect(self._open)
        self.table.clicked.connect(self._click)
        self.map = AreaMap(atlas())
        self.map.picked.connect(self._pick_area)
        self.detail = Detail()
        self._connect_detail()
        self._lists = QStackedWidget()
        self._side = QStackedWidget()
        self.entry = Entry(desk, find_place)
        self.entry.kept.connect(self._kept)
        self.entry.left.connect(self._back)
        self._page = QWidget()
        self._page.setProperty("role", "clear")
        self._build()
        self.addWidget(self._page)
        self.addWidget(self.entry)

    def _build(self) -> None:
        box = self._box = column(self._page, gap=8)
        self._head = QWidget()
        self._head.setProperty("role", "clear")
        head = Flow(self._head, gap=8)
        self.search = SearchField(lambda: _("Search place or words…"))
        wide_at_most(self.search, tokens.SEARCH)
        fixed(self.search, width=210)
        self.search.asked.connect(self._search)
        self.search.entered.connect(self._search)
        new = button(lambda: _("Enter an alert"), "primary", picture="plus")
        new.clicked.connect(self.enter)
        allow(new, self._desk.work, Act.EDIT)
        self._rarer = self._other_ways()
        self._map_button = button(lambda: _("Map"), picture="map", checkable=True)
        self._map_button.clicked.connect(self._show_map)
        self._more_button = button(lambda: _("More"), picture="filter", checkable=True)
        self._more_button.clicked.connect(self._show_more)
        for made in (self.search, new, *self._rarer, self._map_button, self._more_button):
            head.addWidget(made)
        box.addWidget(self._head)
        self._tools = QWidget()
        self._tools.setProperty("role", "clear")
        tools = column(self._tools, gap=8)
        tools.addWidget(self.filters)
        self._answering = label(role="muted", wrap=True)
        tools.addWidget(self._answering)
        box.addWidget(self._tools)
        self._lists.addWidget(self.state)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._shelf())
        self._side.addWidget(Scroll(self.map))
        self._side.addWidget(Scroll(self.detail))
        body: QHBoxLayout = row(gap=12)
        body.addWidget(self._lists, 1)
        body.addWidget(self._side)
        box.addLayout(body, 1)
        self._arrange()

    def _other_ways(self) -> tuple[QPushButton, ...]:
        """Return the rarer ways in: words that are heard, and a table."""
        hear = button(lambda: _("Type in words…"), picture="keyboard")
        hear.clicked.connect(self.hear)
        take = button(lambda: _("Take in a table…"), picture="file-import")
        take.clicked.connect(self.take_table)
        allow(hear, self._desk.work, Act.EDIT)
        allow(take, self._desk.work, Act.IMPORT)
        return hear, take

    def _shelf(self) -> Scroll:
        """Return where filters and rarer buttons lie when a low window has no room for them."""
        content = QWidget()
        self._shelved = column(content, gap=8)
        ways = Flow(gap=8)
        for made in self._other_ways():
            ways.addWidget(made)
        self._shelved.addLayout(ways)
        self._shelved.addStretch()
        return Scroll(content)

    def _connect_detail(self) -> None:
        self.detail.left.connect(self._close_detail)
        leave = QShortcut(QKeySequence("Escape"), self.detail)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._close_detail)
        self._acts = Acts(self, self._desk, self.detail)
        self._acts.case_asked.connect(self.case_asked)
        self._acts.edit_asked.connect(self._edit)
        self._acts.removed.connect(self._close_detail)

    def _edit(self, told: Told) -> None:
        self.entry.edit(told)
        self.setCurrentWidget(self.entry)

    # reading

    def refresh(self) -> None:
        """Read all alerts again, then show those that fit."""
        work, wanted = self._desk.work, self.filters.filter

        def read() -> tuple[Register, Overview]:
            register = alerts.register(work)
            return register, register.overview(wanted)

        self._run(read)

    def _narrowed(self, wanted: AlertFilter) -> None:
        register = self._register
        if register is None:
            self.refresh()
        else:
            self._run(lambda: (register, register.overview(wanted)))

    def _run(self, read: object) -> None:
        if self._job is not None:
            self._job.cancel()  # an older answer would come too late
        self._job = self._desk.runner.run(self, read, self._show, on_error=self._failed)  # type: ignore[arg-type]

    def _failed(self, error: Exception) -> None:
        self._desk.feedback.failed(error)
        self.state.show_failed(lambda: _("The alerts could not be read."))
        self.model.show([])
        self._turn()

    def _show(self, found: tuple[Register, Overview]) -> None:
        self._register, overview = found
        kept = self._current()
        self._rows = overview.by_key
        self.model.show(overview.keys)
        if kept is not None:
            self.table.choose(kept)
        answering = self._register.answering()
        self.filters.show_counts(overview.states, answering.late)
        self.map.show_counts(overview.areas, self.filters.filter.area)
        self._answering.setText(self._told(overview.total, answering))
        self._turn()
        if not overview.keys:
            self._say_empty()

    def _told(self, total: int, answering: Answering) -> str:
        parts = [n_("{count} alert", "{count} alerts", total).format(count=formats.number(total))]
        judged = answering.reported - answering.waiting
        if judged:
            text = _("answered within 72 hours: {done} of {all} ({percent} %)")
            parts.append(
                text.format(
                    done=formats.number(answering.in_time),
                    all=formats.number(judged),
                    percent=answering.percent,
                )
            )
        if answering.waiting:
            text = n_("{count} still within them", "{count} still within them", answering.waiting)
            parts.append(text.format(count=formats.number(answering.waiting)))
        return "  ·  ".join(parts)

    def _read_rows(self, keys: Sequence[Key]) -> Mapping[Key, AlertRow]:
        return {key: AlertRow._make(self._rows[key]) for key in keys if key in self._rows}

    def _current(self) -> Key | None:
        index = self.table.currentIndex()
        return self.model.id_at(index.row()) if index.isValid() else None

    def _say_empty(self) -> None:
        if self.filters.is_narrowed():
            self.state.show_empty(
                lambda: _("No alert fits what you look for."), lambda: _("Show all alerts")
            )
        else:
            self.state.show_empty(
                lambda: _("No alert yet. Entering one takes two minutes."),
                lambda: _("Enter an alert"),
            )

    def _act(self) -> None:
        if self.filters.is_narrowed():
            self.search.clear()
            self.filters.clear()
        elif self._register is None:
            self.refresh()
        else:
            self.enter()

    def _search(self, text: str) -> None:
        self.filters.narrow(text=text)

    def _pick_area(self, area: str) -> None:
        self.filters.narrow(area=area)

    # one alert

    def open_alert(self, unit_id: bytes, eid: bytes) -> None:
        """Show one alert beside the list."""
        self._chosen = (unit_id, eid)
        work = self._desk.work
        self._desk.runner.run(
            self,
            lambda: incidents.told(work, unit_id, eid),
            self._show_told,
            on_error=self._gone,
        )

    def _open(self, key: Key) -> None:
        found = self._rows.get(key)
        if found is not None:
            meant = AlertRow._make(found)
            self._goes_in = True
            self.open_alert(meant.unit_id, meant.eid)

    def _click(self, index: object) -> None:
        key = self._current()
        if key is not None and index is not None:
            self._open(key)
            self._goes_in = False  # the arrow keys stay with the list

    def _show_told(self, told: Told) -> None:
        if self._chosen != (told.unit_id, told.eid):
            return  # another was chosen meanwhile
        work, inside = self._desk.work, self.detail.has_focus()
        self.detail.show_told(told, work.today(), may_edit=work.may(Act.EDIT))
        self._side.setCurrentIndex(1)
        self._arrange()
        if self._goes_in or inside:
            self.detail.take_focus()
        self._goes_in = False

    def _gone(self, error: Exception) -> None:
        self._close_detail()
        self._desk.feedback.failed(error)

    def _close_detail(self) -> None:
        self._chosen = None
        self._side.setCurrentIndex(0)
        self._map_button.setChecked(False)
        self._arrange()
        self.table.setFocus()

    # entering

    def enter(self) -> None:
        """Open the short form."""
        self.entry.start()
        self.setCurrentWidget(self.entry)

    def hear(self) -> None:
        """Take in an alert that somebody reads aloud."""
        dialog = HearWords(self, self._desk)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(self._kept)
        dialog.open()

    def take_table(self) -> None:
        """Take in a table of events."""
        dialog = ImportEvents(self, self._desk)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self._taken)
        dialog.open()

    def _taken(self, taken: TakenIn) -> None:
        count = taken.new + taken.updated
        self._desk.feedback.told(
            lambda: n_(
                "{count} event was taken in.", "{count} events were taken in.", count
            ).format(count=formats.number(count)),
            "agree",
        )

    def _kept(self, eid: bytes) -> None:
        self._back()
        self.open_alert(self._desk.work.info.region_unit, eid)

    def _back(self) -> None:
        self.setCurrentWidget(self._page)

    # room

    def _show_map(self, shown: bool) -> None:  # noqa: FBT001 - Qt calls it
        self._chosen = None
        self._side.setCurrentIndex(0)
        self._map_button.setChecked(shown)
        self._more_button.setChecked(False)
        self._arrange()

    def _show_more(self) -> None:
        self._map_button.setChecked(False)
        self._arrange()

    def _arrange(self) -> None:
        """Put the list and what is beside it next to each other, or one in the place of the other."""
        one_alert = self._side.currentIndex() == 1
        beside = one_alert or self._map_button.isChecked()
        self._side.setVisible(not self._narrow or beside)
        self._lists.setVisible(not self._narrow or not beside)
        self._map_button.setVisible(self._narrow)
        self._more_button.setVisible(self._low)
        self._head.setVisible(not (self._low and self._narrow and one_alert))
        for made in self._rarer:
            made.setVisible(not self._low)
        self.filters.set_narrow(narrow=self._narrow and not self._low)
        if self._low and self._tools.parentWidget() is self._page:
            self._shelved.insertWidget(0, self._tools)
        elif not self._low and self._tools.parentWidget() is not self._page:
            self._box.insertWidget(1, self._tools)
        self._turn()
        if self._narrow:
            free(self._side)
        else:
            fixed(self._side, width=SIDE)

    def _turn(self) -> None:
        """Show the list, why it is empty, or what a low window has put away."""
        if self._low and self._more_button.isChecked():
            self._lists.setCurrentIndex(SHELF)
        else:
            self._lists.setCurrentIndex(LISTED if self.model.rowCount() else EMPTY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look().px(NARROW)
        low = self.height() < look().px(LOW)
        if (narrow, low) != (self._narrow, self._low):
            self._narrow, self._low = narrow, low
            if not low:
                self._more_button.setChecked(False)
            self._arrange()

    # what every page can do

    def changed(self, changed: Changed) -> None:
        if not changed.units:
            return
        self.refresh()
        if self._chosen is not None:
            self.open_alert(*self._chosen)

    def keep_now(self) -> None:
        self.entry.keep_now()

    def retranslate(self) -> None:
        retranslate(self)
        self.model.retranslate()
        if self._register is not None:
            self._narrowed(self.filters.filter)
