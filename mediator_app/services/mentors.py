"""How many young people a peer mentor accompanies: one mentor for too many is none."""

from __future__ import annotations

from dataclasses import dataclass

from mediator_app.core.names import fold
from mediator_app.db.reads import mentors as reads
from mediator_app.services.work import Workspace

MANY = 5  # young people of one volunteer, from which the page says so


@dataclass(frozen=True, slots=True)
class Load:
    """What one mentor carries in the open cases that this laptop holds."""

    mentees: int
    last_visit: str | None

    @property
    def is_heavy(self) -> bool:
        return self.mentees >= MANY


def load(work: Workspace, name: str) -> Load:
    """Return what a mentor carries; the same name in another spelling is the same mentor."""
    wanted = fold(name)
    with work.read() as connection:
        found = [m for m in reads.mentored(connection) if m.is_open and fold(m.mentor) == wanted]
    return Load(len(found), max((m.last_visit for m in found if m.last_visit), default=None))
