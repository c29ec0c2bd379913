"""Codes in place of names, for papers that may be seen by others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from mediator_app.core.records.base import Fact
from mediator_app.core.records.parties import Party
from mediator_app.core.view import CaseView

# Facts that hold one name and nothing else; a code keeps two of them apart. Whatever else is
# flagged as naming somebody (accounts, titles, phones) is not shown: a name may stand anywhere
# in it, in any spelling, and nobody can find them all.
PEOPLE = frozenset(
    {
        "approved_by",
        "author",
        "authorities_informed",
        "before",
        "estimated_by",
        "facilitators",
        "given_by",
        "interest_by",
        "interpreter",
        "mediator",
        "moved_by",
        "name",
        "read_by",
        "referred_to",
        "right_holder",
        "said_by",
        "who",
    }
)
PLACES = frozenset(
    {"centre", "corridor_name", "locality", "paper_kept_at", "place_text", "villages"}
)


class Hidden:
    """The codes of one document: the parties first, then others as they are met."""

    def __init__(self, view: CaseView) -> None:
        self._people: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._used = len(view.all(Party))
        for number, entry in enumerate(view.all(Party), start=1):
            code = f"PT-{number:02}"
            for name in _names(entry.record.name, entry.record.aliases):
                self._people.setdefault(name, code)

    def told(self, fact: Fact, value: object, *, withheld: str) -> str:
        """Return the code or codes of a fact that names somebody or some place."""
        values = cast("list[object]", value) if isinstance(value, list) else [value]
        told = [v for v in values if isinstance(v, str)]
        if fact.name in PEOPLE:
            return ", ".join(self.person(name) for name in told)
        if fact.name in PLACES:
            return ", ".join(self._place(name) for name in told)
        return withheld

    def person(self, name: str) -> str:
        """Return the code of a person, the same each time."""
        key = _key(name)
        if key not in self._people:
            self._used += 1
            self._people[key] = f"PT-{self._used:02}"
        return self._people[key]

    def _place(self, name: str) -> str:
        return self._places.setdefault(_key(name), f"L-{len(self._places) + 1:02}")


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _names(name: object, aliases: object) -> Iterable[str]:
    others = cast("list[object]", aliases) if isinstance(aliases, list) else []
    return [_key(text) for text in (name, *others) if isinstance(text, str) and text.strip()]
