"""Everything that was ever changed in a case, save by save, and who has read it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from mediator_app.core.names import fold
from mediator_app.core.records.cases import Access
from mediator_app.core.records.codes import ACCESS_ACT
from mediator_app.core.records.registry import record_type
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView
from mediator_app.i18n import _, formats, n_
from mediator_app.services import access, history, undo
from mediator_app.services.history import HistoryLine, Save, Told
from mediator_app.ui.case.happened import sentences, words
from mediator_app.ui.fields.base import Combo
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.search import SearchField
from mediator_app.ui.widgets.states import StateView
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk

AT_ONCE = 20  # saves
READERS = 12  # lines of who has read
SENTENCES = 30  # of one save: an import has hundreds


class HistoryTab(QStackedWidget):
    """The newest first; filters choose the lines, and the rest is read when asked for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: CaseView | None = None
        self._saves: list[Save] = []
        self._rest: bytes | None = None
        self._last: bytes | None = None
        self._people: Mapping[str, str] = {}
        self._state = StateView()
        page = QWidget()
        page.setProperty("role", "clear")
        box = column(page, gap=12)
        box.addLayout(self._filters())
        self._readers = Card(lambda: _("Who has read it"))
        self._read_by = label(wrap=True)
        self._readers.box.addWidget(self._read_by)
        box.addWidget(self._readers)
        self._body = column(gap=8)
        box.addLayout(self._body)
        self._none = label(lambda: _("No change fits."), "muted")
        box.addWidget(self._none)
        self.more = button(lambda: _("Show earlier changes"))
        self.more.clicked.connect(self._read_more)
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch()
        self.cards: list[_SaveCard] = []
        self.addWidget(self._state)
        self.addWidget(Scroll(page))
        self._state.show_loading(lambda: _("Reading the history…"))

    def _filters(self) -> Flow:
        flow = Flow(gap=8)
        self.who, self.what = Combo(), Combo()
        self.words = SearchField(lambda: _("Field or words…"))
        for combo, title in ((self.who, lambda: _("Who")), (self.what, lambda: _("What"))):
            caption = label(title, "label")
            caption.setBuddy(combo)
            combo.activated.connect(self._again)
            flow.addWidget(caption)
            flow.addWidget(combo)
        self.words.asked.connect(self._again)
        flow.addWidget(self.words)
        return flow

    # reading

    def show_view(self, view: CaseView) -> None:
        other = self._view is None or self._view.unit_id != view.unit_id
        self._view = view
        if other:
            self._saves = []
            self.words.blockSignals(True)
            self.words.clear()
            self.words.blockSignals(False)
            self.who.clear()
            self.what.clear()
        self._show_readers(view)
        self._again()

    def keep_now(self) -> None:
        """Nothing is typed here."""

    def _again(self, _what: object = None) -> None:
        self._read(None, len(self._saves))

    def _read_more(self) -> None:
        self._read(self._rest, 0)

    def _read(self, before: bytes | None, shown: int) -> None:
        view, work = self._view, self._desk.work
        if view is None:
            return
        unit = view.unit_id
        keep = _Wanted(view, self.who.currentData(), self.what.currentData(), self.words.text())
        most = max(AT_ONCE, shown) if before is None else AT_ONCE

        def read() -> tuple[Told, bytes | None, Mapping[str, str]]:
            told = history.saves(work, unit, limit=most, before=before, keep=keep)
            return told, undo.last(work, unit), history.people(work, unit)

        self._desk.read(self, read, partial(self._show, unit, before))

    def _show(
        self,
        unit: bytes,
        before: bytes | None,
        found: tuple[Told, bytes | None, Mapping[str, str]],
    ) -> None:
        view = self._view
        if view is None or view.unit_id != unit:
            return  # another case is shown by now
        told, self._last, self._people = found
        if before is None:
            for card in self.cards:
                card.hide()
                self._body.removeWidget(card)
                card.deleteLater()
            self.cards, self._saves = [], []
        self._saves += told.saves
        self._rest = told.rest
        for save in told.saves:
            self._add(save, view)
        self._fill_filters(view)
        self.more.setVisible(told.rest is not None)
        filtered = bool(self.words.text() or self.who.currentData() or self.what.currentData())
        self._none.setVisible(not self._saves and filtered)
        self.setCurrentIndex(1 if self._saves or filtered else 0)
        if not self._saves and not filtered:
            self._state.show_empty(lambda: _("Nothing was changed yet."))

    def _add(self, save: Save, view: CaseView) -> None:
        card = _SaveCard(save, view)
        if save.changeset_id == self._last:
            card.undo.clicked.connect(partial(self._undo, save.changeset_id))
            card.undo.show()
            allow(card.undo, self._desk.work, Act.UNDO)
        self.cards.append(card)
        self._body.addWidget(card)

    def _undo(self, changeset_id: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        view, work = self._view, self._desk.work
        if view is not None:
            unit = view.unit_id
            self._desk.write(self, lambda: undo.undo(work, unit, changeset_id))

    # what stands above

    def _fill_filters(self, view: CaseView) -> None:
        kinds = {n: _(record_type(n).TITLE) for n in view.records if n != Access.NAME}
        for combo, every, known in (
            (self.who, _("Everybody"), self._people),
            (self.what, _("Everything"), kinds),
        ):
            chosen = combo.currentData()
            combo.clear()
            combo.addItem(every, "")
            for code, name in sorted(known.items(), key=lambda item: fold(item[1])):
                combo.addItem(name, code)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))

    def _show_readers(self, view: CaseView) -> None:
        found = access.log(view)
        self._readers.setVisible(bool(found))
        lines = [_reader(entry.record) for entry in found[:READERS]]
        if len(found) > READERS:
            count = len(found) - READERS
            more = n_("and {count} more", "and {count} more", count)
            lines.append(more.format(count=count))
        self._read_by.setText("\n".join(lines))

    def retranslate(self) -> None:
        retranslate(self)
        self._state.retranslate()
        if self._view is not None:
            self.show_view(self._view)


class _SaveCard(Card):
    """Who kept what at once, and when."""

    def __init__(self, save: Save, view: CaseView) -> None:
        super().__init__()
        self.save = save
        lines = [history.without_names(line) for line in save.lines] if view.masked else save.lines
        head = Flow(gap=8)
        head.addWidget(label(save.who or _("Unknown laptop"), "strong"))
        head.addWidget(label(formats.moment(save.when, quality=save.quality), "muted"))
        self.undo = button(lambda: _("Undo this change"), "link")
        head.addWidget(self.undo)
        self.undo.hide()
        self.box.addLayout(head)
        self._told = sentences(lines, view)
        self.text = label("\n".join(self._told[:SENTENCES]), wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.box.addWidget(self.text)
        count = len(self._told) - SENTENCES
        self.rest = button(
            lambda: n_("and {count} more", "and {count} more", count).format(count=count), "link"
        )
        self.rest.clicked.connect(self._show_all)
        self.box.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignLeft)
        self.rest.setVisible(count > 0)

    def _show_all(self) -> None:
        self.rest.hide()
        self.text.setText("\n".join(self._told))


class _Wanted:
    """Which lines the filters leave; called off the window's thread, so it holds no widget."""

    def __init__(self, view: CaseView, who: object, what: object, typed: str) -> None:
        self._view, self._who, self._what = view, who, what
        self._typed = fold(typed).split()

    def __call__(self, line: HistoryLine) -> bool:
        if line.record == Access.NAME:
            return False  # told apart, above
        if self._who and line.device != self._who:
            return False
        if self._what and line.record != self._what:
            return False
        if not self._typed:
            return True
        shown = history.without_names(line) if self._view.masked else line
        said = fold(words(shown, self._view))
        return all(word in said for word in self._typed)


def _reader(record: Access) -> str:
    what = _(ACCESS_ACT.get(record.what or "", record.what or ""))
    when = _("day unknown")
    if record.done_on:
        try:
            when = formats.day(record.done_on)
        except ValueError:
            when = record.done_on
    told = _("{who}, {day}: {what}").format(who=record.done_by or "?", day=when, what=what)
    return f"{told} ({record.reason})" if record.reason else told
