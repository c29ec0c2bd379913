"""The map of actors of a case: its parties by sector and level, and who is out of reach."""

from __future__ import annotations

from mediator_app.core.records.parties import Party
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView
from mediator_app.i18n import _
from mediator_app.services import actors
from mediator_app.ui.case.panels import Panel
from mediator_app.ui.widgets.actor_grid import ActorGrid, Placed
from mediator_app.ui.widgets.basic import Card, column
from mediator_app.ui.work.desk import Desk


class ActorPanel(Panel):
    """Cards are dragged between the cells; a click opens the party."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: CaseView | None = None
        self._card = Card(lambda: _("Map of actors"))
        column(self, gap=0).addWidget(self._card)
        self.grid = ActorGrid()
        self._card.box.addWidget(self.grid)
        self.grid.opened.connect(self._open)
        self.grid.moved.connect(self._move)
        self.grid.add_asked.connect(self._add)

    def show_view(self, view: CaseView) -> None:
        self._view = view
        placed = [
            Placed(
                entry.eid,
                entry.record.name or _("Without a name"),
                entry.record.sector,
                entry.record.level,
                entry.record.reachable,
                wanted=bool(entry.record.wanted),
                plan=entry.record.plan or "",
            )
            for entry in view.all(Party)
        ]
        self.grid.show_actors(placed, may_edit=self.desk.work.may(Act.EDIT))

    def _open(self, eid: bytes) -> None:
        self.asked.emit(Party.NAME, eid, {})

    def _add(self, sector: str, level: str) -> None:
        self.asked.emit(Party.NAME, None, {"sector": sector, "level": level})

    def _move(self, eid: bytes, sector: str, level: str) -> None:
        view, work = self._view, self.desk.work
        if view is not None:
            unit = view.unit_id
            self.desk.write(self, lambda: actors.move_party(work, unit, eid, sector, level))

    def retranslate(self) -> None:
        self._card.heading.setText(_("Map of actors"))
        if self._view is not None:
            self.show_view(self._view)
