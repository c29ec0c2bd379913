"""Finds a place as one types, whatever the spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from mediator_app.i18n import _
from mediator_app.services.places import places
from mediator_app.ui.texts import say_hint, say_name
from mediator_app.ui.widgets.basic import column

MOST = 12  # suggestions


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the shipped list: its chain of names and its code."""

    region: str
    cercle: str = ""
    commune: str = ""
    locality: str = ""
    code: str = ""

    @property
    def words(self) -> str:
        parts = (self.locality, self.commune, self.cercle, self.region)
        return ", ".join(dict.fromkeys(part for part in parts if part))


Find = Callable[[str], Sequence[Place]]


class PlaceSearch(QWidget):
    """Offers places; the one that is chosen fills the fields of the place."""

    picked = Signal(object)  # Place

    def __init__(self, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self._find = find
        self._found: Sequence[Place] = ()
        self.edit = QLineEdit()
        self.edit.setMaxLength(100)
        self.edit.setClearButtonEnabled(True)
        say_hint(self.edit, lambda: _("Search a village, commune, cercle or region…"))
        say_name(self.edit, lambda: _("Search a place"))
        column(self, gap=0).addWidget(self.edit)
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        # The callable has searched already, with folding; Qt must not filter again.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(MOST)
        completer.activated.connect(self._pick)
        self.edit.setCompleter(completer)
        self.edit.textEdited.connect(self._search)

    def suggestions(self) -> Sequence[Place]:
        return self._found

    def choose(self, number: int) -> None:
        """Take the suggestion with this number."""
        self.edit.setText(self._found[number].words)
        self.picked.emit(self._found[number])

    def _search(self, text: str) -> None:
        self._found = self._find(text)[:MOST] if len(text.strip()) > 1 else ()
        self._model.setStringList([place.words for place in self._found])

    def _pick(self, words: str) -> None:
        place = next((place for place in self._found if place.words == words), None)
        if place is not None:
            self.picked.emit(place)


def find_place(text: str) -> list[Place]:
    """Return places for the search of a form, with their chain of names."""
    known = places()
    found: list[Place] = []
    for each in known.search(text, limit=MOST):
        chain = [*(p.name for p in known.parents(each.id)), each.name, "", "", ""]
        region, cercle, commune, locality = chain[:4]
        found.append(Place(region, cercle, commune, locality, each.id))
    return found
