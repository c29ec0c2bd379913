"""Facts in a reader's words: labels, codes, dates, sums and names as the document shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from mediator_app.core import codenames
from mediator_app.core.records.base import Fact, Record
from mediator_app.core.records.meetings import Meeting
from mediator_app.core.records.parties import Party
from mediator_app.core.records.spec import Codes
from mediator_app.core.standing import COMMITTEE
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import Catalog, formats
from mediator_app.reports.hiding import Hidden

BOTH = "†"  # two people wrote the fact at once, and nobody has decided yet
NOTHING = "–"


_known: dict[str, dict[str, Fact]] = {}


def facts_of(record: type[Record]) -> dict[str, Fact]:
    """Return the facts that people read, by their name; the others have no label."""
    found = _known.get(record.NAME)
    if found is None:
        found = _known[record.NAME] = {fact.name: fact for fact in record.facts() if fact.label}
    return found


def kind_of(entry: Entry[Any]) -> type[Record]:
    """Return the type of a record."""
    found: type[Record] = entry.record.__class__
    return found


@dataclass(frozen=True, slots=True)
class Teller:
    """What the parts of a document ask for words; `hidden` puts codes in place of names.

    `held_back` are sentences that say whose name is missing for want of consent.
    """

    view: CaseView
    texts: Catalog
    hidden: Hidden | None = None
    held_back: tuple[str, ...] = ()

    def label(self, record: type[Record], name: str) -> str:
        return self.texts.gettext(facts_of(record)[name].label)

    def code(self, codes: Codes, value: object) -> str:
        """Return the label of a code; a code of a newer version stands as it is."""
        if not isinstance(value, str):
            return "" if value is None else str(value)
        return self.texts.gettext(codes[value]) if value in codes else value

    def day(self, value: object) -> str:
        """Return a day in full; what is no day stands as it is."""
        if not isinstance(value, str) or not value:
            return ""
        try:
            return formats.day(value, texts=self.texts)
        except ValueError:
            return value

    def value(self, entry: Entry[Any], name: str) -> str:
        """Return one fact of a record as it reads, "" where nothing is known."""
        fact = facts_of(kind_of(entry))[name]
        known = getattr(entry.record, name, None)
        if known is None or known in ("", []):
            return ""
        told = self._told(kind_of(entry), fact, known)
        return f"{told} {BOTH}" if (entry.eid, name) in self.view.conflicts else told

    def brief(self, entry: Entry[Any], name: str) -> str:
        """Return one fact as it reads in a narrow column: days in digits."""
        fact = facts_of(kind_of(entry))[name]
        known = getattr(entry.record, name, None)
        hidden = fact.names and self.hidden is not None
        if fact.kind == "fuzzy" and isinstance(known, list):
            known = _one_day(cast("list[object]", known))
        if fact.kind not in {"day", "fuzzy"} or hidden or not isinstance(known, str) or not known:
            return self.value(entry, name)
        try:
            told = formats.short_day(known)
        except ValueError:
            told = known
        return f"{told} {BOTH}" if (entry.eid, name) in self.view.conflicts else told

    def pairs(self, entry: Entry[Any] | None, names: Iterable[str]) -> list[tuple[str, str]]:
        """Return labels and values of the named facts that are known."""
        if entry is None:
            return []
        found = ((self.label(kind_of(entry), n), self.value(entry, n)) for n in names)
        return [(label, value) for label, value in found if value]

    def rest(self, entry: Entry[Any] | None, leave: Iterable[str] = ()) -> list[tuple[str, str]]:
        """Return labels and values of all facts but those left out, in the order declared."""
        if entry is None:
            return []
        left = {"key", *leave}
        return self.pairs(entry, [n for n in facts_of(kind_of(entry)) if n not in left])

    def party(self, eid: bytes | None) -> str:
        """Return the name of a party, or its code when names are hidden or it has none."""
        entry = self.view.by_id(eid) if eid else None
        if entry is None or not isinstance(entry.record, Party):
            return NOTHING if eid else ""
        return self.value(entry, "name") or self.code_of(entry)

    def code_of(self, party: Entry[Any]) -> str:
        """Return the code of a party, as the screen shows it: PT-014."""
        return codenames.codes(self.view).get(party.eid, NOTHING)

    def side(self, side: object) -> str:
        if not isinstance(side, str) or not side:
            return NOTHING
        if side == COMMITTEE:
            return self.texts.gettext("Committee")
        return self.texts.gettext("Side {side}").format(side=side)

    def person(self, name: str) -> str:
        """Return the name of a person who is no fact of the case, such as who prints."""
        return self.hidden.person(name) if self.hidden and name else name

    def _told(self, kind: type[Record], fact: Fact, value: object) -> str:
        if fact.names and self.hidden is not None:
            withheld = self.texts.gettext("(not shown)")
            return self.hidden.told(kind, fact, value, withheld=withheld)
        if isinstance(value, list):
            return self._listed(fact, cast("list[object]", value))
        if isinstance(value, bool):
            return self.texts.gettext("Yes") if value else self.texts.gettext("No")
        if isinstance(value, int):
            return self._counted(fact, value)
        if isinstance(value, bytes):
            return self._named(value)
        return self._worded(fact, str(value))

    def _worded(self, fact: Fact, value: str) -> str:
        if fact.codes is not None:
            return self.code(fact.codes, value)
        return self.day(value) if fact.kind == "day" else value

    def _counted(self, fact: Fact, value: int) -> str:
        if fact.kind == "boolean":
            return self.texts.gettext("Yes") if value else self.texts.gettext("No")
        if fact.kind == "money":
            return formats.money(value)
        if fact.kind == "area":
            return formats.hectares(value)
        # Years are read, not counted: no space between thousands.
        return str(value) if fact.name == "birth_year" else formats.number(value)

    def _listed(self, fact: Fact, values: Sequence[object]) -> str:
        if fact.kind == "fuzzy":
            return self._fuzzy(values)
        if fact.kind == "refs":
            found = [self._named(_eid(value)) for value in values]
        elif fact.codes is not None:
            found = [self.code(fact.codes, value) for value in values]
        else:
            found = [str(value) for value in values]
        return ", ".join(text for text in found if text)

    def _fuzzy(self, values: Sequence[object]) -> str:
        given = [value if isinstance(value, str) else None for value in values]
        try:
            return formats.fuzzy(given, texts=self.texts)
        except ValueError:
            return " – ".join(text for text in given if text)

    def _named(self, eid: bytes) -> str:
        """Return what a reader calls the record that is referred to."""
        entry = self.view.by_id(eid)
        if entry is None:
            return NOTHING  # it lies on another laptop, or was taken back
        if isinstance(entry.record, Party):
            return self.party(eid)
        if isinstance(entry.record, Meeting):
            parts = (self.value(entry, "type"), self.value(entry, "held_on"))
            return ", ".join(part for part in parts if part)
        return self.texts.gettext(entry.record.TITLE)


def _one_day(fuzzy: list[object]) -> object:
    """Return the day of a fuzzy date that is not fuzzy, or None."""
    return fuzzy[0] if fuzzy[0:1] == fuzzy[1:2] and not any(fuzzy[2:]) else None


def _eid(value: object) -> bytes:
    try:
        return bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        return b""


def in_order(entries: Iterable[Entry[Any]], *names: str) -> list[Entry[Any]]:
    """Return records by the first of the named days that each has; those without come last."""

    def key(entry: Entry[Any]) -> str:
        for name in names:
            day = getattr(entry.record, name, None)
            if isinstance(day, list):
                day = next((d for d in cast("list[object]", day)[:2] if isinstance(d, str)), None)
            if isinstance(day, str) and day:
                return day
        return "9999-99-99"

    return sorted(entries, key=key)
