"""The main window: rail, search, pages, status; it opens pages and tells them what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from mediator_app.host.settings import Settings
from mediator_app.i18n import _
from mediator_app.services import backups, daily
from mediator_app.services.work import Changed, Workspace
from mediator_app.ui import main_doors, main_pages
from mediator_app.ui.feedback import Feedback, Notice
from mediator_app.ui.pages.cases import CasesPage
from mediator_app.ui.pages.home import HomePage
from mediator_app.ui.pages.page import Page
from mediator_app.ui.rail import Rail
from mediator_app.ui.status import StatusBar
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look, wide_at_most
from mediator_app.ui.widgets.basic import column, label, redraw_icons, row
from mediator_app.ui.widgets.letters import LetterKeys
from mediator_app.ui.widgets.search import SearchField
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.idle import Idle
from mediator_app.ui.work.runner import Runner

NARROW, LOW = 760, 440  # pixels at 100 %
BREATH = 1_000  # milliseconds


class MainWindow(QMainWindow):
    """`restart` starts the program anew, locked; it is called after the profile is closed.

    Only home and the list are there at once. The other pages are built when they are first
    wanted: they declare every record and form, half of what the program has to load.
    """

    language_chosen = Signal(str)
    look_chosen = Signal(object)  # Settings
    closing = Signal(object)  # where the window stood

    def __init__(
        self,
        work: Workspace,
        runner: Runner,
        *,
        settings: Settings,
        log: Callable[[BaseException], object],
        restart: Callable[[], None],
    ) -> None:
        super().__init__()
        self._work, self._runner, self._restart = work, runner, restart
        self.stored = settings
        self._locked, self._narrow = False, False
        self._here = "home"
        self.notice = Notice()
        self.feedback = Feedback(self.notice, log=log, now=work.environment.now, parent=self)
        self.desk = Desk(work, runner, self.feedback, self.tell)
        self.home = HomePage(self.desk)
        self.cases = CasesPage(self.desk)
        self._pages: dict[str, Page] = {"home": self.home, "cases": self.cases}  # those built
        self._stale = {"home", "cases"}
        self._build()
        self._connect()
        self._listen()
        self.setWindowTitle(_("Mediation cases"))
        self.show_page("home")
        self._tell_state()
        self._begin_the_day()

    def _build(self) -> None:
        self.rail = Rail(main_pages.stops())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.home)
        self.stack.addWidget(self.cases)
        self.search = SearchField(lambda: _("Search a case, a person, a place…   Ctrl+K"))
        wide_at_most(self.search, tokens.SEARCH)
        self._who = label(self._work.info.name, "muted")
        self.status = StatusBar()
        body = QWidget()
        body.setObjectName("window")
        outer = QHBoxLayout(body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.rail)
        inner = column(gap=8, edges=(16, 10, 16, 4))
        top = row(gap=12)
        top.addWidget(self.search, 1)
        top.addStretch()
        top.addWidget(self._who)
        inner.addLayout(top)
        inner.addWidget(self.notice)
        inner.addWidget(self.stack, 1)
        inner.addWidget(self.status)
        outer.addLayout(inner, 1)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self.rail.asked.connect(self._go)
        self.search.entered.connect(self.search_for)
        self.home.case_asked.connect(self.open_case)
        self.home.new_asked.connect(self.open_new)
        self.home.cases_asked.connect(lambda: self.show_page("cases"))
        self.home.settings_asked.connect(lambda: self.show_page("settings"))
        self.home.alert_asked.connect(self.open_alert)
        self.home.alerts_asked.connect(lambda: self.show_page("alerts"))
        self.home.trips_asked.connect(lambda: self.show_page("agenda"))
        self.home.mediator_asked.connect(self.show_mediator)
        self.cases.asked.connect(self.open_case)
        self.cases.new_asked.connect(self.open_new)
        self.feedback.saved_at.connect(self.status.show_saved)
        self.status.language_chosen.connect(self.language_chosen)

    # the other pages; naming their types here would import them

    def page(self, code: str) -> Any:
        """Return a page, built when it is first wanted."""
        page = self._pages.get(code)
        if page is None:
            page = self._pages[code] = main_pages.MAKERS[code](self)
            self.stack.addWidget(page)
            self._stale.add(code)
            _fit_page(page, narrow=self._narrow)
        return page

    @property
    def case(self) -> Any:
        return self.page("case")

    @property
    def new_case(self) -> Any:
        return self.page("new_case")

    @property
    def settings(self) -> Any:
        return self.page("settings")

    def _listen(self) -> None:
        LetterKeys(self)
        for keys, slot in (
            ("Ctrl+K", self.find_anything),
            ("Ctrl+F", self._to_search),
            ("Ctrl+N", self.open_new),
            ("Ctrl+P", self._print),
            ("Ctrl+L", self.lock),
            ("F12", self.hide_and_lock),
            ("F1", self.help),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(slot)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.idle = Idle(app, self._work.environment.monotonic)
            self.idle.passed.connect(self.lock)

    def _begin_the_day(self) -> None:
        """Say what is strange; make the night's copy and the like once the first page stands."""
        strange = self._work.strange
        if strange is not None:
            said = daily.STRANGE[strange.value]
            self.notice.tell(lambda: _(said), "earth")
        # Else the page that is asked for next would wait for a copy of the whole file.
        QTimer.singleShot(BREATH, self, self._do_the_day)

    def _do_the_day(self) -> None:
        work = self._work
        if not self._locked:
            self._runner.run(self, lambda: daily.begin(work), self.tell)

    # going somewhere

    def show_page(self, code: str) -> None:
        """Show a page; what changed since it was last seen is read now."""
        page = self.page(code)
        self._here = code
        self.stack.setCurrentWidget(page)
        self.search.setVisible(code != "cases")  # that page has its own
        self.rail.mark(main_pages.UNDER.get(code, code))
        if code in self._stale:
            self._stale.discard(code)
            if code not in {"case", "new_case"}:  # they are told which case to show
                page.refresh()

    def here(self) -> str:
        return self._here

    def _go(self, code: str) -> None:
        if code == "lock":
            self.lock()
        else:
            self.show_page(code)

    def open_case(self, unit_id: bytes, where: object = None) -> None:
        """Show a case, and there the core.workflow.Place where something can be put right."""
        self.case.show_case(unit_id, where)
        self.show_page("case")

    def open_new(self) -> None:
        self.show_page("new_case")
        self.new_case.start()

    def search_for(self, text: str) -> None:
        self.show_page("cases")
        self.cases.search_for(text)

    def show_mediator(self, name: str) -> None:
        """Show the cases of one mediator."""
        self.show_page("cases")
        self.cases.show_mediator(name)

    def _to_search(self) -> None:
        field = self.cases.search if self._here == "cases" else self.search
        field.setFocus()
        field.selectAll()

    def help(self) -> None:
        """Show what the present screen is for."""
        main_doors.show_help(self, self._pages[self.here()].help_name)

    def find_anything(self) -> Any:
        """Open the search for cases, people, places, notes and agreements."""
        return main_doors.find_anything(self, self)

    def open_entry(self, record: str, eid: bytes) -> None:
        """Show what stands in the region's notebook, on the page where it is dealt with."""
        code = {"incident": "alerts", "place_memory": "people", "actor": "people"}.get(record)
        if code == "alerts":
            self.open_alert(self._work.info.region_unit, eid)
        elif code is not None:
            self.show_page(code)

    def open_alert(self, unit_id: bytes, eid: bytes) -> None:
        self.show_page("alerts")
        self.page("alerts").open_alert(unit_id, eid)

    def _print(self) -> None:
        if self.here() == "case" and self.case.view is not None:
            self.preview(self.case.view.unit_id)

    def preview(self, unit_id: bytes) -> None:
        """Show the case file as it will be printed."""
        view = self.case.view
        name = (view.case.number if view else None) or "case"
        main_doors.show_case_file(self, self, unit_id, name)

    # what changed

    def tell(self, changed: Changed) -> None:
        """Tell the page on screen at once; the others read when they are shown."""
        here = self.here()
        for code, page in self._pages.items():
            if code == here:
                page.changed(changed)
            elif changed.units and code != "case":
                self._stale.add(code)
            else:
                page.changed(changed)
        self._tell_state()

    def _tell_state(self) -> None:
        self.status.show_clock(self._work.environment.quality())
        work = self._work
        self._runner.run(self, lambda: backups.age_days(work), self.status.show_copy)

    def retranslate(self) -> None:
        """Say everything again in the language of now; what is typed stays."""
        self.setWindowTitle(_("Mediation cases"))
        for part in (self.rail, self.notice, self.status):
            part.retranslate()
        self.search.setPlaceholderText(_("Search a case, a person, a place…   Ctrl+K"))
        self.status.show_saved(self.feedback.saved_sentence())
        for page in self._pages.values():
            page.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give way to the work where the screen is small for the text."""
        scale = look().scale / 100
        narrow = self._narrow = self.width() < NARROW * scale
        low = self.height() < LOW * scale
        self.rail.set_narrow(narrow=narrow)
        self.status.set_small(small=narrow or low)
        self._who.setVisible(not narrow)
        for page in self._pages.values():
            _fit_page(page, narrow=narrow)

    def redraw(self) -> None:
        """Follow a change of theme or text size."""
        self._fit()
        redraw_icons(self)
        self.rail.redraw()
        self.search.redraw()
        self.cases.search.redraw()

    # leaving

    def hide_and_lock(self) -> None:
        """Disappear first; everything else comes after."""
        for window in QApplication.topLevelWidgets():
            window.hide()
        self.lock()

    def lock(self) -> None:
        """Keep what is typed, close the profile and start anew, locked."""
        if self.shut():
            self._restart()

    def shut(self) -> bool:
        """Close the profile once; False when that was done before."""
        if self._locked:
            return False
        self._locked = True
        self.idle.stop()
        for page in self._pages.values():
            page.keep_now()
        self._runner.close()
        self._work.close()
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit(self.saveGeometry())
        self.shut()
        super().closeEvent(event)


def _fit_page(page: Any, *, narrow: bool) -> None:
    """Some pages arrange themselves; the others are told when there is little room."""
    if hasattr(page, "set_narrow"):
        page.set_narrow(narrow=narrow)
