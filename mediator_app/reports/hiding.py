"""Codes in place of names, for papers that may be seen by others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from mediator_app.core import codenames, consent
from mediator_app.core.records.base import Fact, Record
from mediator_app.core.records.parties import Party
from mediator_app.core.view import CaseView
from mediator_app.i18n import Catalog

# A code keeps two people apart. Whatever is flagged as naming somebody and holds more than one
# name (accounts, titles, phones) is not shown: a name may stand anywhere in it, in any spelling,
# and nobody can find them all.
PLACES = codenames.PLACES


class Hidden:
    """The codes of one document: those that the screen shows for the parties, then others."""

    def __init__(self, view: CaseView) -> None:
        self._people: dict[str, str] = {}
        self._others = codenames.Names(view.unit_id)
        given = codenames.codes(view)
        for entry in view.all(Party):
            for name in _names(entry.record.name, entry.record.aliases):
                self._people.setdefault(name, given[entry.eid])

    def told(self, kind: type[Record], fact: Fact, value: object, *, withheld: str) -> str:
        """Return the code or codes of a fact that names somebody or some place.

        Whoever works on the case has a code here, too: paper goes further than the screen.
        """
        values = cast("list[object]", value) if isinstance(value, list) else [value]
        told = [v for v in values if isinstance(v, str)]
        if codenames.is_person(kind, fact) or fact.name in codenames.STAFF_NAMES:
            return ", ".join(self.person(name) for name in told)
        if fact.name in PLACES:
            return ", ".join(self._others.place(name) for name in told)
        return withheld

    def person(self, name: str) -> str:
        """Return the code of a person, the same each time."""
        return self._people.get(_key(name)) or self._others.person(name)


def printable(view: CaseView, on: date) -> CaseView:
    """Return a case as it may be printed: codes for whoever does not agree to share."""
    return consent.shareable(view, today=on)


def held_back(view: CaseView, on: date, texts: Catalog) -> list[str]:
    """Return the sentences that tell on paper whose name is missing, and who was not asked."""
    return consent.told(view, texts.gettext, today=on)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _names(name: object, aliases: object) -> Iterable[str]:
    others = cast("list[object]", aliases) if isinstance(aliases, list) else []
    return [_key(text) for text in (name, *others) if isinstance(text, str) and text.strip()]
