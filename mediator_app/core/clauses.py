"""The library of clauses: texts of real accords, and those that the office added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mediator_app.core.marks import N_
from mediator_app.core.names import fold
from mediator_app.core.records.codes import KIND
from mediator_app.core.records.notebooks import ListEntry
from mediator_app.core.records.spec import Codes

LIST = "clauses"  # of ListEntry
OFFICE = "office"
SOURCES: Codes = {
    "K18": N_("Accord of Koro, 2018"),
    "HD": N_("Accord of Koro, 2018"),
    "M18": N_("Accord of Koro, 2018"),
    "B21": N_("Accords of Bankass, 2021"),
    "k": N_("Usual wording, to be confirmed by people of the trade"),
    OFFICE: N_("Added by the office"),
}
WRITTEN_IN = ("fr", "bm", "en")


@dataclass(frozen=True, slots=True)
class LibraryClause:
    """One clause: what it says in each language, for which kinds of case, and where it is from."""

    code: str
    kinds: tuple[str, ...]
    source: str  # one of SOURCES
    texts: Mapping[str, str]

    def text(self, language: str) -> str:
        """Return the clause in a language, or in one that it has."""
        known = (self.texts.get(each, "") for each in (language, *WRITTEN_IN, *self.texts))
        return next((text for text in known if text), "")


def read(content: str) -> tuple[LibraryClause, ...]:
    """Return the clauses of the file that comes with the program."""
    return tuple(
        LibraryClause(
            str(one["code"]),
            tuple(one["kinds"]),
            str(one["source"]),
            {language: str(one[language]) for language in WRITTEN_IN},
        )
        for one in json.loads(content)["clauses"]
    )


def of_office(entries: Iterable[ListEntry]) -> tuple[LibraryClause, ...]:
    """Return the office's own clauses: entries of one code are one clause in several languages.

    A code may say for which kind it is ("land.wells"); without one it is for all kinds.
    """
    found: dict[str, dict[str, str]] = {}
    order: dict[str, int] = {}
    for entry in entries:
        if entry.list_name == LIST and (entry.text or "").strip():
            code = entry.code or fold(entry.text or "")[:40]
            found.setdefault(code, {})[entry.language or "fr"] = (entry.text or "").strip()
            order.setdefault(code, entry.position or 0)
    return tuple(
        LibraryClause(code, _kinds(code), OFFICE, found[code])
        for code in sorted(found, key=lambda code: (order[code], code))
    )


def _kinds(code: str) -> tuple[str, ...]:
    kind = code.split(".", 1)[0]
    return (kind,) if kind in KIND else tuple(KIND)


def for_kind(
    library: Iterable[LibraryClause], kind: str
) -> tuple[tuple[LibraryClause, ...], tuple[LibraryClause, ...]]:
    """Return the clauses for a kind of case, then all others."""
    known = tuple(library)
    own = tuple(one for one in known if kind in one.kinds)
    return own, tuple(one for one in known if kind not in one.kinds)


def matching(library: Iterable[LibraryClause], words: str) -> tuple[LibraryClause, ...]:
    """Return the clauses in which every word stands, in whatever language and spelling."""
    wanted = fold(words).split()
    return tuple(
        one for one in library if all(word in fold(" ".join(one.texts.values())) for word in wanted)
    )
