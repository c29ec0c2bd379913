"""Codes in place of names: PT-014 for a party, P-0261 for anybody else, L-0813 for a place.

`hidden` gives a case as it is shown while its names are put apart; what a form made of such a
view hands back is made whole again by `restored`, so that no code ever replaces a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any, cast

from mediator_app.core.party_codes import codes_of, next_number
from mediator_app.core.records.base import Fact, Record
from mediator_app.core.records.cases import CaseFile
from mediator_app.core.records.parties import Party
from mediator_app.core.view import CaseView, Entry

# Facts that hold the name of one person (or a list of names) and nothing else.
PEOPLE = frozenset(
    {
        "assigned_to",
        "authorities_informed",
        "before",
        "estimated_by",
        "facilitators",
        "given_by",
        "go_betweens",
        "herder",
        "interest_by",
        "interpreter",
        "lawyer",
        "mediator",
        "name",
        "read_by",
        "referred_to",
        "reported_by",
        "right_holder",
        "said_by",
        "second_source",
        "signed_by",
        "verified_by",
        "visited_by",
        "who",
        "witnessed_by",
    }
)
PLACES = frozenset(
    {
        "centre",
        "corridor_name",
        "household",
        "locality",
        "paper_kept_at",
        "place_text",
        "residence",
        "return_place",
        "village",
        "villages",
    }
)
GONE = frozenset({"phone", "aliases", "contact"})  # no code could stand for them
# Who works on the case answers for it by name: that is what these are kept for.
STAFF = frozenset({"access", "approval", "consent_override", "handover", "note", "stage_move"})
NAMED_THINGS = frozenset({"document", "boundary_mark"})  # their `name` is no person's
SHORTEST = 3  # letters of a name that is looked for inside texts
OTHERS = 10_000  # codes of people who are no party, and of places


def unnumbered(view: CaseView) -> dict[bytes, int]:
    """Return the numbers for parties of an older file, so that no later party takes theirs."""
    free = next_number(e.record.code_number for e in view.all(Party))
    without_one = [e.eid for e in view.all(Party) if not e.record.code_number]
    return {eid: free + place for place, eid in enumerate(without_one)}


def codes(view: CaseView) -> dict[bytes, str]:
    """Return the code of every party of a case, by its id."""
    return codes_of([(e.eid, e.record.code_number) for e in view.all(Party)])


def reference(view: CaseView) -> str:
    """Return what a case is called while its title is hidden."""
    case = view.case
    return case.number or view.unit_id.hex()[:8]


def hidden(view: CaseView) -> CaseView:
    """Return the case with codes in place of every name that can be told to be one."""
    return _whole(view, Names.of(view))


def without(view: CaseView, parties: Collection[bytes]) -> CaseView:
    """Return the case with codes in place of the names of these parties alone."""
    if not parties:
        return view
    return _some(view, Names.of_parties(view, parties), parties)


class Names:
    """Which name has which code, in facts and inside texts."""

    def __init__(self, unit_id: bytes) -> None:
        self._salt = unit_id  # the same name has another code in another case
        self._codes: dict[str, str] = {}  # by folded name
        self._spelled: dict[str, str] = {}  # code -> name
        self._pattern: re.Pattern[str] | None = None

    @classmethod
    def of_parties(cls, view: CaseView, parties: Collection[bytes] | None = None) -> Names:
        made = cls(view.unit_id)
        given = codes(view)
        for entry in view.all(Party):
            if parties is None or entry.eid in parties:
                for name in (entry.record.name, *_texts(entry.record.aliases)):
                    made._add(name, given[entry.eid])
        return made

    @classmethod
    def of(cls, view: CaseView) -> Names:
        """Return the codes of everybody whom a fact of the case names."""
        made = cls.of_parties(view)
        for entry, fact in _facts(view):
            value = getattr(entry.record, fact.name, None)
            if is_person(entry.kind, fact):
                for name in _texts(value):
                    made.person(name)
            elif fact.name in PLACES:
                for name in _texts(value):
                    made.place(name)
        return made

    def _add(self, name: str | None, its_code: str) -> None:
        if name and name.strip():
            self._codes.setdefault(_key(name), its_code)
            self._spelled.setdefault(its_code, name)
            self._pattern = None

    def person(self, name: str) -> str:
        """Return the code of a person, the same each time and whoever else is named."""
        if not name.strip():
            return name
        key = _key(name)
        if key not in self._codes:
            self._add(name, self._free("P", key))
        return self._codes[key]

    def place(self, name: str) -> str:
        key = f"\0{_key(name)}"  # a village may be called like a person
        if key not in self._codes:
            self._codes[key] = self._free("L", key)
            self._spelled[self._codes[key]] = name
        return self._codes[key]

    def _free(self, letter: str, key: str) -> str:
        """Return a code drawn from the name: a number in order would shift with the next name."""
        drawn = blake2b(key.encode("utf-8", "surrogatepass"), key=self._salt, digest_size=8)
        number = int.from_bytes(drawn.digest(), "big") % OTHERS
        while f"{letter}-{number:04}" in self._spelled:
            number += 1
        return f"{letter}-{number:04}"

    def known(self, name: str) -> str | None:
        return self._codes.get(_key(name))

    def text(self, text: str) -> str:
        """Return a text with the names that are known put into codes."""
        if self._pattern is None:
            names = [key for key in self._codes if not key.startswith("\0")]
            self._pattern = _words(key for key in names if len(key) >= SHORTEST)
        return self._pattern.sub(lambda found: self._codes[_key(found.group())], text)

    def spelled(self, text: str) -> str:
        """Return a text with the codes put back into names."""
        return _CODE.sub(lambda found: self._spelled.get(found.group(), found.group()), text)


_CODE = re.compile(r"\b(?:PT-\d{3,}[a-z]?|[PL]-\d{4,})\b")
_NOTHING = re.compile(r"(?!)")


def _words(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these names as whole words, the longest first."""
    parts = [
        r"\s+".join(re.escape(word) for word in name.split())
        for name in sorted(names, key=len, reverse=True)
    ]
    if not parts:
        return _NOTHING
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def is_person(kind: type[Record], fact: Fact) -> bool:
    """Tell whether a fact holds nothing but the names of people."""
    return (
        fact.names
        and fact.name in PEOPLE
        and kind.NAME not in STAFF
        and not (fact.name == "name" and kind.NAME in NAMED_THINGS)
    )


def _facts(view: CaseView) -> Iterable[tuple[Entry[Any], Fact]]:
    for name in sorted(view.records):
        for entry in view.records[name]:
            for fact in entry.kind.facts():
                if fact.names and entry.kind.NAME not in STAFF:
                    yield entry, fact


def _whole(view: CaseView, names: Names) -> CaseView:
    given = codes(view)

    def masked(entry: Entry[Any], fact: Fact) -> Any:
        value = getattr(entry.record, fact.name, None)
        if isinstance(entry.record, Party) and fact.name == "name":
            return given[entry.eid]
        if isinstance(entry.record, CaseFile) and fact.name == "title":
            return reference(view)
        return masked_value(names, entry.kind, fact, value)

    changed = _changed(view, masked, masked_by=lambda _entry, fact: fact.names)
    return replace(changed, masked=True)


def masked_value(names: Names, kind: type[Record], fact: Fact, value: Any) -> Any:
    """Return what is shown of a fact that names somebody."""
    if value is None or fact.name in GONE:
        return None
    if is_person(kind, fact):
        return _each(value, names.person)
    return _each(value, names.place if fact.name in PLACES else names.text)


def _some(view: CaseView, names: Names, parties: Collection[bytes]) -> CaseView:
    given = codes(view)

    def masked(entry: Entry[Any], fact: Fact) -> Any:
        value = getattr(entry.record, fact.name, None)
        if isinstance(entry.record, Party) and entry.eid in parties:
            if fact.name == "name":
                return given[entry.eid]
            if fact.name in GONE or fact.name == "village":
                return None
        return _each(value, lambda text: names.known(text) or names.text(text))

    # Whoever wrote it, a name may stand in any text.
    return _changed(
        view, masked, masked_by=lambda _entry, fact: fact.kind in TEXTS and fact.name not in PLAIN
    )


TEXTS = frozenset({"text", "long", "texts"})
# What sorts and finds a case; a group may be called as its community is.
PLAIN = frozenset(
    {
        "cercle",
        "commune",
        "community",
        "external_id",
        "mime",
        "number",
        "region",
        "sha256",
        "side",
        "subtype_text",
    }
)


def _changed(
    view: CaseView,
    masked: Callable[[Entry[Any], Fact], Any],
    *,
    masked_by: Callable[[Entry[Any], Fact], bool],
) -> CaseView:
    records: dict[str, tuple[Entry[Any], ...]] = {}
    for name, entries in view.records.items():
        facts = [f for f in entries[0].kind.facts() if f.label] if entries else []
        shown: list[Entry[Any]] = []
        for entry in entries:
            other = {
                fact.name: value
                for fact in facts
                if entry.kind.NAME not in STAFF or fact.name not in STAFF_NAMES
                if masked_by(entry, fact)
                and (value := masked(entry, fact)) != getattr(entry.record, fact.name, None)
            }
            record = entry.record.model_copy(update=other) if other else entry.record
            shown.append(Entry(entry.eid, record) if other else entry)
        records[name] = tuple(shown)
    return replace(view, records=records)


STAFF_NAMES = frozenset(
    {
        "approved_by",
        "author",
        "decided_by",
        "done_by",
        "given_by",
        "given_to",
        "moved_by",
        "requested_by",
    }
)


def restored(view: CaseView, entry: Entry[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form made from the hidden case means: names where it shows codes.

    What was left as it was shown is what is stored; in what was written anew, codes are put back
    into the names they stand for.
    """
    names = Names.of(view)
    shown = next(e for e in hidden(view).records[entry.kind.NAME] if e.eid == entry.eid)
    whole: dict[str, Any] = {}
    for name, value in values.items():
        stored = getattr(entry.record, name, None)
        if value == (getattr(shown.record, name, None) or None) or value == stored:
            whole[name] = stored
        else:
            whole[name] = spelled(names, value)
    return whole


def spelled(names: Names, value: Any) -> Any:
    """Return a value of a form with codes put back into names."""
    if isinstance(value, (str, list)):
        return _each(cast("Any", value), names.spelled)
    return value


def _each(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        items = cast("list[object]", value)
        return [change(item) if isinstance(item, str) else item for item in items]
    return value


def _texts(value: object) -> list[str]:
    values = cast("list[object]", value) if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
