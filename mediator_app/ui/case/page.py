"""The page of one case: head, ribbon, what is missing, tabs and guidance."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QTabBar, QWidget

from mediator_app.core import workflow
from mediator_app.core.marks import N_
from mediator_app.core.records.codes import STAGE
from mediator_app.core.view import CaseView
from mediator_app.core.workflow import Missing, Place
from mediator_app.i18n import _
from mediator_app.services import access, cases
from mediator_app.services.work import Changed
from mediator_app.ui.case.guide import Guide
from mediator_app.ui.case.head import CaseHead
from mediator_app.ui.case.history import HistoryTab
from mediator_app.ui.case.layouts import Tab, tabs_of
from mediator_app.ui.case.moves import Moves
from mediator_app.ui.case.tab import CaseTab
from mediator_app.ui.dialogs.ask import Ask, reason
from mediator_app.ui.fields.base import Value
from mediator_app.ui.fields.places import Find
from mediator_app.ui.texts import retranslate
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import fixed, free, tall_at_least
from mediator_app.ui.widgets import checklist
from mediator_app.ui.widgets.basic import Scroll, column, row
from mediator_app.ui.widgets.checklist import Checklist
from mediator_app.ui.widgets.ribbon import Ribbon, Stage
from mediator_app.ui.widgets.states import StateView
from mediator_app.ui.widgets.stretch import Stretch
from mediator_app.ui.work.desk import Desk

LOWEST = 230  # pixels that the tabs keep on a small screen
COUNTED = {"parties": "party", "meetings": "meeting", "follow_up": "visit"}


class CasePage(QStackedWidget):
    """Shows one case; announces when its paper is wanted."""

    help_name = "case"
    print_asked = Signal(bytes)
    opened = Signal(str)  # the title

    def __init__(self, desk: Desk, find_place: Find) -> None:
        super().__init__()
        self._desk, self._find_place = desk, find_place
        self._unit: bytes | None = None
        self.view: CaseView | None = None
        self._missing: list[Missing] = []
        self._go: Place | None = None
        self._tabs: tuple[Tab, ...] = ()
        self._pages: dict[str, CaseTab | HistoryTab] = {}
        self._fresh: set[str] = set()
        self._narrow, self._folded = False, False
        self._names, self._noted = False, False
        self.state = StateView()
        self.state.acted.connect(self.refresh)
        self.moves = Moves(desk, self)
        self.addWidget(self.state)
        self._whole = Stretch(self._build())
        self.addWidget(self._whole)

    def _build(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "clear")
        box = column(page, gap=8)
        self.head = CaseHead()
        self.head.next_asked.connect(self.moves.advance)
        self.head.menu_asked.connect(self._show_menu)
        self.head.print_asked.connect(self._ask_print)
        self.head.names_asked.connect(self._ask_names)
        self.head.allow(self._desk.work)
        self.ribbon = Ribbon()
        self.ribbon.asked.connect(self._show_stage)
        self.checklist = Checklist()
        self.checklist.go_asked.connect(self._go_missing)
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.currentChanged.connect(self._show_tab)
        self.stack = QStackedWidget()
        tall_at_least(self.stack, LOWEST)
        self.guide = Guide()
        self._side = Scroll(self._padded(self.guide))
        fixed(self._side, width=tokens.SIDE)
        self.guide.folded.connect(self._fold)
        for widget in (self.head, self.ribbon, self.checklist, self.bar):
            box.addWidget(widget)
        self._work = row(gap=12)
        self._work.addWidget(self.stack, 1)
        self._work.addWidget(self._side)
        box.addLayout(self._work, 1)
        return page

    @staticmethod
    def _padded(widget: QWidget) -> QWidget:
        holder = QWidget()
        box = column(holder, gap=0)
        box.addWidget(widget)
        box.addStretch()
        return holder

    # showing

    def show_case(self, unit_id: bytes, go: Place | None = None) -> None:
        """Show a case, and there the form in which something can be put right."""
        self._go = go
        self._names, self._noted = False, False  # each opening asks for the names anew
        if unit_id != self._unit:
            self.keep_now()
            self._unit, self.view = unit_id, None
            self.state.show_loading(lambda: _("Opening the case…"))
            self.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        """Read the case again; what is being typed stays."""
        unit, work = self._unit, self._desk.work
        if unit is None:
            return
        names, noted, self._noted = self._names, self._noted, True

        def read() -> tuple[CaseView, list[Missing]]:
            view = cases.view(work, unit, names=names) if noted else access.opened(work, unit)[0]
            return view, workflow.missing(view, work.today())

        self._desk.runner.run(self, read, self._show, on_error=self._failed)

    def changed(self, changed: Changed) -> None:
        if self._unit in changed.units:
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self._desk.feedback.failed(error)
        self.state.show_failed(lambda: _("This case could not be read."))
        self.setCurrentIndex(0)

    def _show(self, found: tuple[CaseView, list[Missing]]) -> None:
        view, missing = found
        if view.unit_id != self._unit:
            return  # another case was asked for meanwhile
        other = self.view is None
        self.view, self._missing = view, missing
        self.moves.show_view(view)
        self._fresh.clear()
        self._show_head(view)
        self._show_tabs(view)
        self._show_tab(0 if other and self._go is None else self.bar.currentIndex())
        self.setCurrentIndex(1)
        if other:
            self.opened.emit(view.case.title)
        if self._go is not None:
            place, self._go = self._go, None
            self.go(place)

    def _show_head(self, view: CaseView) -> None:
        stage = workflow.stage_of(view)
        closed = workflow.is_closed(view)
        self.head.show_view(view, self.moves.next_title())
        self.ribbon.show_stages(
            [Stage(code, _(text)) for code, text in STAGE.items()], stage, ended=closed
        )
        self._show_missing(stage, closed=closed)
        self.guide.show_stage(stage, view.case.kind)

    def _show_missing(self, stage: str, *, closed: bool) -> None:
        self.checklist.setVisible(not closed)
        after = workflow.next_stage(stage)
        name = _(STAGE[after]) if after else _("Closing the case")
        self.checklist.show_missing(
            name,
            [
                checklist.Missing(one.sentence(_), str(number), one.hard)
                for number, one in enumerate(self._missing)
            ],
        )

    def _show_tabs(self, view: CaseView) -> None:
        tabs = tabs_of(view.case.kind)
        here = self._tabs[self.bar.currentIndex()].code if self._tabs else ""
        self.bar.blockSignals(True)
        while self.bar.count():
            self.bar.removeTab(0)
        for tab in tabs:
            count = len(view.records.get(COUNTED.get(tab.code, ""), ()))
            self.bar.addTab(f"{_(tab.title)}  {count}" if count else _(tab.title))
        codes = [tab.code for tab in tabs]
        self._tabs = tabs
        self.bar.setCurrentIndex(codes.index(here) if here in codes else 0)
        self.bar.blockSignals(False)

    def _show_tab(self, number: int) -> None:
        if not 0 <= number < len(self._tabs) or self.view is None:
            return
        self.bar.blockSignals(True)
        self.bar.setCurrentIndex(number)
        self.bar.blockSignals(False)
        page = self._page(self._tabs[number])
        self.stack.setCurrentWidget(page)
        if self._tabs[number].code not in self._fresh:
            self._fresh.add(self._tabs[number].code)
            page.show_view(self.view)

    def _show_work(self) -> None:
        """Bring the form into sight where the screen is too small for the whole page."""
        self._whole.ensureWidgetVisible(self.stack, 0, 0)

    def _page(self, tab: Tab) -> CaseTab | HistoryTab:
        """Return the page of a tab, made when it is first looked at."""
        key = tab.title  # the kind's own tab differs from kind to kind
        page = self._pages.get(key)
        if page is None:
            if tab.code == "history":
                page = HistoryTab(self._desk)
            else:
                page = CaseTab(self._desk, tab, self._find_place)
                page.editing.connect(self._show_work)
            self._pages[key] = page
            self.stack.addWidget(page)
        return page

    # going somewhere

    def go(self, place: Place) -> None:
        """Open the tab and the form that `place` names."""
        codes = [tab.code for tab in self._tabs]
        wanted = place.tab if place.tab in codes else "summary"
        self._show_tab(codes.index(wanted))
        page = self._page(self._tabs[codes.index(wanted)])
        if isinstance(page, CaseTab):
            page.go(place)

    def _go_missing(self, number: str) -> None:
        self.go(self._missing[int(number)].place)

    def _show_stage(self, code: str) -> None:
        view = self.view
        if view is None:
            return
        self.guide.show_stage(code, view.case.kind)
        found = workflow.missing_at(view, code, today=self._desk.work.today())
        if code == workflow.stage_of(view) or not found:
            return
        text = _("“{stage}” will ask for: {missing}")
        sentences = " ".join(one.sentence(_) for one in found)
        title = STAGE[code]
        self._desk.feedback.told(lambda: text.format(stage=_(title), missing=sentences))

    def _show_menu(self) -> None:
        button = self.head.menu_button
        self.moves.menu().popup(button.mapToGlobal(QPoint(0, button.height())))

    def _ask_names(self) -> None:
        """Show the names for this one opening, with a reason that stays in the case."""
        unit, work = self._unit, self._desk.work
        if unit is None:
            return
        dialog = Ask(
            self.window(),
            _("Show the names"),
            _("Until you leave this case. Your name, the day and the reason stay in its history."),
            (reason(N_("Why you need the names")),),
        )

        def carry_out(given: dict[str, Value]) -> None:
            why = str(given.get("reason") or "")
            self._desk.write(
                self,
                lambda: access.show_names(work, unit, why)[1],
                lambda: self._show_names_of(unit),
            )

        dialog.answered.connect(carry_out)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_names_of(self, unit: bytes) -> None:
        if unit == self._unit:  # no other case was opened meanwhile
            self._names = True
            self.refresh()

    def _ask_print(self) -> None:
        if self._unit is not None:
            self.print_asked.emit(self._unit)

    def _fold(self, folded: bool) -> None:  # noqa: FBT001 - Qt calls it
        self._folded = folded
        self._place_side()

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the guidance under the tabs where there is no room beside them."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.head.set_narrow(narrow=narrow)
            way = QBoxLayout.Direction
            self._work.setDirection(way.TopToBottom if narrow else way.LeftToRight)
            self._place_side()

    def _place_side(self) -> None:
        if self._narrow:
            free(self._side)
        else:
            fixed(self._side, width=tokens.COLUMN if self._folded else tokens.SIDE)

    # what every page can do

    def keep_now(self) -> None:
        for page in self._pages.values():
            page.keep_now()

    def retranslate(self) -> None:
        self.state.retranslate()
        retranslate(self.head)
        self.guide.retranslate()
        if self.view is not None:
            self._show_head(self.view)
            self._show_tabs(self.view)
        for page in self._pages.values():
            page.retranslate()
