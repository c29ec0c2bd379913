"""More ways to narrow the list of cases, and filters kept under a name."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from mediator_app.core.records.codes import RISK
from mediator_app.i18n import _
from mediator_app.services.choices import PERIODS, Choice, Saved
from mediator_app.services.listing import CaseFilter
from mediator_app.ui.fields.base import Combo
from mediator_app.ui.texts import retranslate, say_name
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import wide_at_most
from mediator_app.ui.widgets.basic import button
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.search import SearchField
from mediator_app.ui.work.desk import Desk

CONTENTS = 15  # letters of a list
CLOSED = {"": None, "open": False, "closed": True}


class FilterRow(QWidget):
    """`chosen` carries the whole choice; what is shown follows `show_choice`."""

    chosen = Signal(object)  # services.choices.Choice

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self.choice = Choice(CaseFilter(sort="changed"))
        flow = Flow(self, gap=6)
        self.risks: dict[str, QPushButton] = {}
        for code in RISK:
            chip = button(partial(_risk, code), "chip", checkable=True)
            chip.clicked.connect(partial(self._choose_risk, code))
            self.risks[code] = chip
            flow.addWidget(chip)
        self.closed, self.period = Combo(), Combo()
        for combo in (self.closed, self.period):
            combo.setMinimumContentsLength(CONTENTS)
        say_name(self.closed, lambda: _("Open or closed"))
        say_name(self.period, lambda: _("Opened when"))
        self.closed.currentIndexChanged.connect(self._choose_closed)
        self.period.currentIndexChanged.connect(self._choose_period)
        self.place = SearchField(lambda: _("Place…"))
        wide_at_most(self.place, tokens.COLUMN)
        self.place.asked.connect(self._choose_place)
        self.place.entered.connect(self._choose_place)
        self.mediator = button("", "chip", checkable=True)
        self.mediator.clicked.connect(self._forget_mediator)
        self.saved = button(lambda: _("My filters"), "plain", picture="star")
        self.saved.clicked.connect(self._offer)
        for widget in (self.closed, self.period, self.place, self.mediator, self.saved):
            flow.addWidget(widget)
        self._fill()
        self.show_choice(self.choice)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the room to the table where there is little."""
        for chip in self.risks.values():
            chip.setVisible(not narrow)

    def _fill(self) -> None:
        words = {"": _("Open and closed"), "open": _("Open"), "closed": _("Closed")}
        for combo, told in ((self.closed, words), (self.period, {"": _("Opened at any time")})):
            with QSignalBlocker(combo):
                combo.clear()
                for code, text in told.items():
                    combo.addItem(text, code)
        with QSignalBlocker(self.period):
            for code, marked in PERIODS.items():
                self.period.addItem(_(marked), code)

    def show_choice(self, choice: Choice) -> None:
        """Tick what is chosen, wherever it was chosen."""
        self.choice, wanted = choice, choice.wanted
        for code, chip in self.risks.items():
            chip.setChecked(code in wanted.risks)
        closed = next(code for code, value in CLOSED.items() if value is wanted.closed)
        for combo, code in ((self.closed, closed), (self.period, choice.period)):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(max(0, combo.findData(code)))
        if self.place.text().strip() != wanted.place:
            with QSignalBlocker(self.place):
                self.place.setText(wanted.place)
        self.mediator.setVisible(bool(wanted.mediators))
        self.mediator.setText(", ".join(name or _("Nobody yet") for name in wanted.mediators))
        self.mediator.setChecked(bool(wanted.mediators))

    def _tell(self, choice: Choice) -> None:
        if choice != self.choice:
            self.choice = choice
            self.chosen.emit(choice)

    def _narrow(self, **changes: object) -> None:
        wanted = replace(self.choice.wanted, **changes)  # type: ignore[arg-type]
        self._tell(replace(self.choice, wanted=wanted))

    def _choose_risk(self, code: str, chosen: bool) -> None:  # noqa: FBT001 - Qt calls it
        others = tuple(risk for risk in self.choice.wanted.risks if risk != code)
        self._narrow(risks=(*others, code) if chosen else others)

    def _choose_closed(self) -> None:
        self._narrow(closed=CLOSED[str(self.closed.currentData())])

    def _choose_period(self) -> None:
        self._tell(replace(self.choice, period=str(self.period.currentData())))

    def _choose_place(self, text: str) -> None:
        self._narrow(place=text)

    def _forget_mediator(self) -> None:
        self._narrow(mediators=())

    # kept under a name

    def _offer(self) -> None:
        from mediator_app.services import filters  # noqa: PLC0415 - and every record

        work = self._desk.work
        self._desk.read(self, lambda: filters.all_of(work), self._show_saved)

    def _show_saved(self, found: list[Saved]) -> None:
        menu = self.menu(found)
        menu.popup(self.saved.mapToGlobal(self.saved.rect().bottomLeft()))

    def menu(self, found: list[Saved]) -> QMenu:
        """Return the list of filters, with what can be done to them below."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for each in found:
            action = menu.addAction(each.name.replace("&", "&&"))
            action.triggered.connect(partial(self._take, each))
        if found:
            menu.addSeparator()
        menu.addAction(_("Keep this choice under a name…")).triggered.connect(self._ask_name)
        if found:
            renaming, removing = menu.addMenu(_("Rename")), menu.addMenu(_("Remove"))
            for each in found:
                name = each.name.replace("&", "&&")
                renaming.addAction(name).triggered.connect(partial(self._ask_new_name, each))
                removing.addAction(name).triggered.connect(partial(self._remove, each))
        return menu

    def _take(self, saved: Saved, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self._tell(saved.choice)

    def _ask_name(self) -> None:
        self._ask(_("Keep this choice"), "", self.save)

    def _ask_new_name(self, saved: Saved, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self._ask(_("Rename the filter"), saved.name, partial(self._rename, saved))

    def _ask(self, title: str, name: str, then: object) -> None:
        from mediator_app.ui.dialogs.ask import Ask  # noqa: PLC0415 - and every field
        from mediator_app.ui.forms.spec import FieldSpec  # noqa: PLC0415

        field = FieldSpec("name", _("Name of the filter"), "text", required=True, max_length=60)
        asked = Ask(self, title, "", (field,), action=_("Keep"))
        asked.form.show_values({"name": name})
        asked.answered.connect(then)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def save(self, answer: dict[str, object]) -> None:
        """Keep what is chosen now."""
        from mediator_app.services import filters  # noqa: PLC0415

        work, name, choice = self._desk.work, str(answer["name"] or ""), self.choice
        self._desk.write(self, lambda: filters.save(work, name, choice)[1])

    def _rename(self, saved: Saved, answer: dict[str, object]) -> None:
        from mediator_app.services import filters  # noqa: PLC0415

        work, name = self._desk.work, str(answer["name"] or "")
        self._desk.write(self, lambda: filters.rename(work, saved.eid, name))

    def _remove(self, saved: Saved, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        from mediator_app.services import filters  # noqa: PLC0415

        work = self._desk.work
        self._desk.write(self, lambda: filters.remove(work, saved.eid))

    def retranslate(self) -> None:
        retranslate(self)
        self._fill()
        self.show_choice(self.choice)


def _risk(code: str) -> str:
    return _(RISK[code])
