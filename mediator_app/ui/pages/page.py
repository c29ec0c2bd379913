"""What every page can do, and what several of them need."""

from __future__ import annotations

from typing import Protocol

from mediator_app.services.places import places
from mediator_app.services.work import Changed
from mediator_app.ui.fields.places import Place

SUGGESTED = 12  # places


class Page(Protocol):
    """What the window asks of every page; `help_name` is what F1 tells of."""

    help_name: str

    def refresh(self) -> None: ...
    def changed(self, changed: Changed) -> None: ...
    def keep_now(self) -> None: ...
    def retranslate(self) -> None: ...


def find_place(text: str) -> list[Place]:
    """Return places for the search of a form, with their chain of names."""
    known = places()
    found: list[Place] = []
    for each in known.search(text, limit=SUGGESTED):
        chain = [*(p.name for p in known.parents(each.id)), each.name, "", "", ""]
        region, cercle, commune, locality = chain[:4]
        found.append(Place(region, cercle, commune, locality, each.id))
    return found
