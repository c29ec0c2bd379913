"""The actors of a place on their map, and what should not be forgotten of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from mediator_app.core.marks import N_
from mediator_app.core.records.base import Record
from mediator_app.core.records.codes import MEMORY_KIND
from mediator_app.core.records.notebooks import Actor, PlaceMemory
from mediator_app.core.roles import Act
from mediator_app.core.view import Entry
from mediator_app.i18n import _, formats
from mediator_app.services import actors
from mediator_app.services.actors import PlaceBook
from mediator_app.services.work import Changed
from mediator_app.ui.dialogs.record import RecordDialog
from mediator_app.ui.fields.base import Value
from mediator_app.ui.fields.places import Place, PlaceSearch, find_place
from mediator_app.ui.forms.spec import Part
from mediator_app.ui.texts import retranslate
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import wide_at_most
from mediator_app.ui.widgets.actor_grid import ActorGrid, Placed, word
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, label, row
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk

ACTOR = (
    Part("", ("name", "role", "place", "phone")),
    Part(N_("On the map"), ("sector", "level", "reachable", "influence")),
    Part("", ("wanted", "plan")),
)
MEMORY = (Part("", ("kind", "place", "since", "people", "text")),)


class PlacePage(QWidget):
    """Choose a place above; without one the whole region is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self.place: Place | None = None
        self._book: PlaceBook | None = None
        outer = column(self, gap=8)
        head = row(gap=8)
        self.search = PlaceSearch(find_place)
        wide_at_most(self.search, tokens.SEARCH)
        self.search.picked.connect(self.show_place)
        self.search.edit.textChanged.connect(self._cleared)
        head.addWidget(self.search, 1)
        head.addStretch()
        self._add = button(lambda: _("Add an actor"), picture="user-plus")
        self._add.clicked.connect(partial(self.edit_actor, None))
        allow(self._add, desk.work, Act.EDIT)
        head.addWidget(self._add)
        outer.addLayout(head)
        content = QWidget()
        box = column(content, gap=12)
        self._title = label(role="heading", wrap=True)
        box.addWidget(self._title)
        self.grid = ActorGrid()
        self.grid.opened.connect(self.edit_actor)
        self.grid.moved.connect(self._move)
        self.grid.add_asked.connect(self._add_at)
        box.addWidget(self.grid)
        self._memory = Card(lambda: _("Memory of the place"))
        self._lines = QWidget()
        self._memory.box.addWidget(self._lines)
        self._remember = button(lambda: _("Remember something…"), picture="note")
        self._remember.clicked.connect(partial(self.edit_memory, None))
        allow(self._remember, desk.work, Act.EDIT)
        foot = row(gap=8)
        foot.addWidget(self._remember)
        foot.addStretch()
        self._memory.box.addLayout(foot)
        box.addWidget(self._memory)
        box.addStretch()
        outer.addWidget(Scroll(content), 1)

    # reading

    def refresh(self) -> None:
        work, place = self._desk.work, self.place
        name, code = (_name(place), place.code or None) if place is not None else ("", None)
        self._desk.read(self, lambda: actors.book(work, name, code), self._show)

    def show_place(self, place: Place) -> None:
        self.place = place
        self.refresh()

    def _cleared(self, text: str) -> None:
        if not text and self.place is not None:
            self.place = None
            self.refresh()

    def _show(self, book: PlaceBook) -> None:
        self._book = book
        where = self.place.words if self.place is not None else _("the whole region")
        self._title.setText(_("Actors: {place}").format(place=where))
        placed = [_placed(entry) for entry in book.actors]
        self.grid.show_actors(placed, may_edit=self._desk.work.may(Act.EDIT))
        old, self._lines = self._lines, QWidget()
        self._lines.setProperty("role", "clear")
        lines = column(self._lines, gap=4)
        for entry in book.memories:
            lines.addWidget(self._line(entry))
            if entry.record.text:
                lines.addWidget(label(entry.record.text, "muted", wrap=True))
        if not book.memories:
            words = _("Nothing is written down yet: earlier accords, sacred places, go-betweens.")
            lines.addWidget(label(words, "muted", wrap=True))
        self._memory.box.replaceWidget(old, self._lines)
        old.hide()
        old.deleteLater()

    def _line(self, entry: Entry[PlaceMemory]) -> QPushButton:
        said = entry.record
        since = formats.fuzzy(said.since) if said.since else ""
        kind = word(MEMORY_KIND, said.kind)
        parts = (kind, said.place or "", since, said.people or "")
        made = button("  ·  ".join(filter(None, parts)) or _("Without a title"), "link")
        made.clicked.connect(partial(self.edit_memory, entry.eid))
        return made

    # doing

    def edit_actor(self, eid: bytes | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self._edit(Actor, ACTOR, eid, {})

    def edit_memory(self, eid: bytes | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self._edit(PlaceMemory, MEMORY, eid, {})

    def _add_at(self, sector: str, level: str) -> None:
        self._edit(Actor, ACTOR, None, {"sector": sector, "level": level})

    def _edit(
        self,
        kind: type[Record],
        parts: tuple[Part, ...],
        eid: bytes | None,
        preset: dict[str, Value],
    ) -> None:
        work, book = self._desk.work, self._book
        held: tuple[Entry[Any], ...] = (*book.actors, *book.memories) if book is not None else ()
        entry = next((e for e in held if e.eid == eid), None)
        if self.place is not None and entry is None:
            preset = {"place": self.place.words, "place_id": self.place.code or None, **preset}
        dialog = RecordDialog(
            self.window(),
            self._desk,
            kind,
            save=lambda values: actors.save(work, kind, values, eid),
            entry=entry,
            preset=preset,
            parts=parts,
            remove=partial(_remove, self._desk, eid) if eid else None,
        )
        dialog.open()

    def _move(self, eid: bytes, sector: str, level: str) -> None:
        work = self._desk.work
        self._desk.write(self, lambda: actors.move_actor(work, eid, sector, level))

    def retranslate(self) -> None:
        retranslate(self)
        if self._book is not None:
            self._show(self._book)


def _remove(desk: Desk, eid: bytes) -> Changed:
    return actors.remove(desk.work, eid)


def _name(place: Place) -> str:
    return place.locality or place.commune or place.cercle or place.region


def _placed(entry: Entry[Actor]) -> Placed:
    said = entry.record
    return Placed(
        entry.eid,
        said.name or said.role or _("Without a name"),
        said.sector,
        said.level,
        said.reachable,
        wanted=bool(said.wanted),
        plan=said.plan or "",
    )
