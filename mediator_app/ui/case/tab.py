"""One tab of a case: the overview of its records, or the form of one of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from mediator_app.core.records.registry import record_type
from mediator_app.core.view import CaseView
from mediator_app.core.workflow import Place
from mediator_app.ui.case.current import at_work
from mediator_app.ui.case.editor import Editor
from mediator_app.ui.case.layouts import Block, Tab
from mediator_app.ui.case.overview import Overview
from mediator_app.ui.case.panels import panels
from mediator_app.ui.fields.base import Value
from mediator_app.ui.fields.places import Find
from mediator_app.ui.widgets.basic import Scroll
from mediator_app.ui.work.desk import Desk

INSIDE_MEETING = {"attendance"}  # edited in the form of its meeting


class CaseTab(QStackedWidget):
    """Keeps what is being typed while the case changes around it."""

    editing = Signal()  # a form was opened

    def __init__(self, desk: Desk, tab: Tab, find_place: Find) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.tab = tab
        self._view: CaseView | None = None
        made = [make(desk) for make in panels(tab.made_in)]
        self.overview = Overview(tab, made)
        for panel in made:
            panel.asked.connect(self.open_record)
        self.editor = Editor(desk, find_place, tab.made_in)
        self._lists, self._form = Scroll(self.overview), Scroll(self.editor)
        self.addWidget(self._lists)
        self.addWidget(self._form)
        self.overview.asked.connect(self.open)
        self.editor.left.connect(self._back)

    def show_view(self, view: CaseView) -> None:
        other = self._view is None or self._view.unit_id != view.unit_id
        self._view = view
        if other and self.editor.is_open():
            self.editor.leave()
        self.overview.show_view(view)

    def open(self, block: Block, eid: bytes | None) -> None:
        """Open the form of a record, or of a new one."""
        self._edit(block, eid, {}, "")

    def open_record(self, record: str, eid: bytes | None, preset: dict[str, Value]) -> None:
        """Open the form of a record that a panel names."""
        block = next((b for b in self.tab.blocks if b.record == record), Block(record, ""))
        self._edit(block, eid, preset, "")

    def go(self, place: Place) -> None:
        """Open the form in which something that is missing can be put right."""
        view = self._view
        if view is None:
            return
        if any(panel.go(place) for panel in self.overview.panels):
            self.setCurrentWidget(self._lists)
            return
        meant = view.by_id(place.eid) if place.eid else None
        if place.record in INSIDE_MEETING and meant is not None:
            self._edit(Block("meeting", ""), meant.eid, {}, "")
            return
        block = next((b for b in self.tab.blocks if b.record == place.record), None)
        if block is None:
            block = Block(place.record, "", single=place.record == "case_file")
        if meant is not None and place.record != meant.record.NAME:
            self._edit(block, None, self._pointing(place.record, meant.record.NAME, meant.eid), "")
            return
        eid = meant.eid if meant else None
        if eid is None and block.single:
            known = at_work(view, place.record)
            eid = known.eid if known else None
        if eid is None and block.parent_record and not view.records.get(block.parent_record):
            self._edit(Block(block.parent_record, "", single=True), None, {}, "")  # that first
            return
        self._edit(block, eid, {}, place.field or "")

    @staticmethod
    def _pointing(record: str, to: str, eid: bytes) -> dict[str, Value]:
        """Return what is decided already; only the first: nobody gives a mandate to themselves."""
        facts = record_type(record).facts()
        named = [fact.name for fact in facts if fact.kind == "ref" and fact.to == to]
        return dict.fromkeys(named[:1], eid)

    def _edit(self, block: Block, eid: bytes | None, preset: dict[str, Value], field: str) -> None:
        view = self._view
        if view is None:
            return
        if block.parent and eid is None:
            parent = at_work(view, block.parent_record)
            preset = {block.parent: parent.eid, **preset} if parent else preset
        self.editor.edit(view, block.record, eid=eid, preset=preset, field=field)
        self.setCurrentWidget(self._form)
        self._form.verticalScrollBar().setValue(0)
        self.editing.emit()

    def _back(self) -> None:
        self.setCurrentWidget(self._lists)
        if self._view is not None:
            self.overview.show_view(self._view)

    def keep_now(self) -> None:
        self.editor.keep_now()

    def retranslate(self) -> None:
        self.overview.retranslate()
        self.editor.retranslate()
