"""Reads the open case file: everything is checked before anything is kept."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from mediator_app.core import coherence, validate
from mediator_app.core.interchange import problems as p
from mediator_app.core.interchange.problems import FileRefused, Problem
from mediator_app.core.interchange.shape import (
    CASE,
    CASE_FILE_ID,
    FORMAT,
    VERSION,
    Keys,
    Part,
    entity_id,
    keyed_id,
    keys_of,
    single_id,
)
from mediator_app.core.records.base import Fact, Record
from mediator_app.core.records.cases import CaseFile
from mediator_app.core.records.meetings import MANY, HeadCount, Meeting
from mediator_app.core.records.registry import record_type
from mediator_app.core.view import Entry

LARGEST = 256  # MB: more than 20,000 whole cases
HECTARE = 10_000  # square metres
HECTARES = re.compile(r"[0-9]{1,11}(\.[0-9]{1,4})?")
COUNTED = ("women", "men", "young_women", "young_men")


@dataclass(frozen=True, slots=True)
class DraftCase:
    """One case of a file, checked; ids are those it will have in its unit."""

    external_id: str
    entries: tuple[Entry[Any], ...]

    @property
    def case(self) -> CaseFile:
        return cast("CaseFile", self.entries[0].record)


def parse(content: bytes) -> Drafts:
    """Return the cases of a file, to be read one by one, or raise FileRefused."""
    if len(content) > LARGEST * 1_000_000:
        raise FileRefused([Problem("file", p.TOO_LARGE, {"megabytes": LARGEST})])
    try:
        return Drafts(
            json.loads(content, parse_constant=_no_constant, object_pairs_hook=_object_of)
        )
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise FileRefused([Problem("file", p.NOT_JSON, place)]) from error
    except UnicodeDecodeError as error:
        raise FileRefused([Problem("file", p.NOT_TEXT)]) from error
    except RecursionError as error:
        raise FileRefused([Problem("file", p.TOO_DEEP)]) from error
    except ValueError as error:  # NaN, or a number of thousands of digits
        raise FileRefused([Problem("file", validate.NOT_A_NUMBER)]) from error


class _Repeating(dict[str, object]):
    """An object of the file in which `key` stands twice; JSON keeps the last silently."""

    key = ""


def _object_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    repeating = _Repeating(made)
    repeating.key = Counter(key for key, _value in pairs).most_common(1)[0][0]
    return repeating


def _repeated(content: Mapping[str, object], place: str) -> list[Problem]:
    if isinstance(content, _Repeating):
        return [Problem(place, p.REPEATED_KEY, {"key": validate.printable(content.key)})]
    return []


def _no_constant(name: str) -> float:
    raise ValueError(name)


class Drafts:
    """The cases of a decoded document, read once and one by one: what was read is forgotten.

    No case follows a fault, but all are checked: FileRefused with every fault comes at the end,
    so nothing may be kept for good before.
    """

    def __init__(self, document: object) -> None:
        if not isinstance(document, dict):
            raise FileRefused([Problem("file", p.NOT_OBJECT)])
        head = cast("dict[str, object]", document)
        if head.get("format") != FORMAT:
            raise FileRefused([Problem("format", p.OTHER_FORMAT)])
        if head.get("version") != VERSION or isinstance(head.get("version"), bool):
            shown = validate.printable(str(head.get("version")))
            values = {"version": shown, "known": VERSION}
            raise FileRefused([Problem("version", p.OTHER_VERSION, values)])
        self._faults = _repeated(head, "file")
        self._faults += [
            Problem("file", p.UNKNOWN_KEY, {"key": validate.printable(key)})
            for key in head
            if key not in {"format", "version", "cases"}
        ]
        cases = head.get("cases")
        if not isinstance(cases, list):
            raise FileRefused([*self._faults, Problem("cases", validate.NOT_LIST)])
        self._left = cast("list[object]", cases)[::-1]
        self._count = len(self._left)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[DraftCase]:
        found = [*self._faults]
        seen: set[str] = set()
        for index in range(self._count):
            given = self._left.pop()
            reader = _Reader(_case_place(index, given))
            try:
                draft = reader.read(given)
            except RecursionError as error:
                raise FileRefused([Problem(reader.root, p.TOO_DEEP)]) from error
            found += reader.problems
            if draft.external_id and draft.external_id in seen:
                name = validate.printable(draft.external_id)
                found.append(Problem(reader.root, p.SAME_CASE, {"key": name}))
            seen.add(draft.external_id)
            if not found:
                yield draft
        if found:
            raise FileRefused(found)


def cases_of(document: object) -> list[DraftCase]:
    """Return the cases of a decoded document, or raise FileRefused."""
    return list(Drafts(document))


def _case_place(index: int, given: object) -> str:
    name = cast("dict[str, object]", given).get("external_id") if isinstance(given, dict) else None
    return f"cases[{index}]" + (f" ({validate.printable(name)})" if isinstance(name, str) else "")


@dataclass(slots=True)
class _Reader:
    """Reads one case, collecting its faults instead of stopping at the first."""

    root: str
    problems: list[Problem] = field(default_factory=list[Problem])
    entries: list[Entry[Any]] = field(default_factory=list[Entry[Any]])
    held: dict[bytes, Any] = field(default_factory=dict[bytes, Any])
    keys: set[str] = field(default_factory=set[str])
    wanted: list[tuple[str, str, bytes]] = field(default_factory=list[tuple[str, str, bytes]])
    rank: int = 0  # of the element being read, in its list
    repeats: dict[bytes, int] = field(default_factory=dict[bytes, int])

    def read(self, given: object) -> DraftCase:
        self._object(CASE, given, self.root, b"")
        for place, key, eid in self.wanted:
            if eid not in self.held:
                self._fault(place, p.NO_SUCH_KEY, key=key)
        if not self.problems:
            self._add_up()
            self._check_whole()
        case = self.entries[0].record if self.entries else None
        return DraftCase(getattr(case, "external_id", None) or "", tuple(self.entries))

    def _fault(self, place: str, message: str, **values: object) -> None:
        self.problems.append(Problem(place, message, values))

    # the tree

    def _part(self, part: Part, given: object, place: str, parent: bytes) -> None:
        if given is None:
            return
        if part.single:
            self._object(part, given, place, parent)
            return
        if not isinstance(given, list):
            self._fault(place, validate.NOT_LIST)
            return
        for index, item in enumerate(cast("list[object]", given)):
            inner = f"{place}[{index}]"
            self.rank = index + 1
            if part.scalar:
                if not isinstance(item, str):
                    self._fault(inner, validate.NOT_TEXT)
                    continue
                self._object(part, {part.scalar: item}, inner, parent)
            else:
                self._object(part, item, inner, parent)

    def _object(self, part: Part, given: object, place: str, parent: bytes) -> None:
        if not isinstance(given, dict):
            self._fault(place, p.NOT_OBJECT)
            return
        content = cast("dict[str, object]", given)
        if part.only and not _fills(content):
            return
        before = len(self.problems)
        values: dict[str, Any] = dict(part.fixed)
        keys = keys_of(part)
        if keys.ranked:
            values["rank"] = self.rank
        inner: list[tuple[Part, object]] = []
        self._values(keys, content, place, values, inner)
        if part.parent:
            values[part.parent] = parent
        record = None if len(self.problems) > before else self._record(part, values, place)
        eid = self._eid(part, content, values, place)
        if record is not None:
            if values.get("key") == eid.hex():  # an exported id names itself: nothing to keep
                record = record.model_copy(update={"key": None})
            self._keep(eid, record, place)
        for child, value in inner:
            self._part(child, value, f"{place}.{child.key}", eid)

    def _keep(self, eid: bytes, record: Any, place: str) -> None:
        """Keep a record once: a witness named twice is one, two counts of one side are a fault."""
        if eid not in self.held:
            self.held[eid] = record
            self.entries.append(Entry(eid, record))
        elif _facts(self.held[eid]) != _facts(record):
            self._fault(place, p.SAME_ELEMENT)

    def _values(
        self,
        keys: Keys,
        content: dict[str, object],
        place: str,
        values: dict[str, Any],
        inner: list[tuple[Part, object]],
    ) -> None:
        self.problems += _repeated(content, place)
        names = keys.names
        for key, value in content.items():
            if key in names:  # first and without a call: nearly all are
                if value is not None and value != "":
                    values[names[key]] = value
            elif fact := keys.converted.get(key):
                if value is not None and value != "":
                    values[fact.name] = _CONVERT[fact.kind](self, fact, value, f"{place}.{key}")
            elif key in keys.parts:
                inner.append((keys.parts[key], value))
            elif key not in keys.around:
                self._fault(place, p.UNKNOWN_KEY, key=validate.printable(key))
            elif isinstance(value, dict):
                nested = cast("dict[str, object]", value)
                self._values(keys.around[key], nested, f"{place}.{key}", values, inner)
            elif value is not None:
                self._fault(f"{place}.{key}", p.NOT_OBJECT)

    # values

    def ref(self, fact: Fact, value: object, place: str) -> bytes | None:
        if not isinstance(value, str):
            self._fault(place, validate.NOT_TEXT)
            return None
        target = record_type(fact.to)
        eid = keyed_id(target.ETYPE, value)
        self.wanted.append((place, validate.printable(value), eid))
        return eid

    def refs(self, fact: Fact, value: object, place: str) -> list[str]:
        if not isinstance(value, list):
            self._fault(place, validate.NOT_LIST)
            return []
        found = [self.ref(fact, item, place) for item in cast("list[object]", value)]
        return [eid.hex() for eid in found if eid]

    def fuzzy(self, _fact: Fact, value: object, place: str) -> list[object]:
        if isinstance(value, str):
            return [value, value, None]
        if isinstance(value, dict):
            given = cast("dict[str, object]", value)
            self.problems += _repeated(given, place)
            for key in given:
                if key not in {"from", "to", "text"}:
                    self._fault(place, p.UNKNOWN_KEY, key=validate.printable(key))
            return [given.get("from"), given.get("to"), given.get("text")]
        self._fault(place, validate.BAD_FUZZY)
        return [None, None, None]

    def area(self, _fact: Fact, value: object, place: str) -> int | None:
        metres = square_metres(value) if isinstance(value, str) else None
        if metres is None:
            self._fault(place, p.NOT_HECTARES, value=validate.printable(str(value)))
        return metres

    def _record(self, part: Part, values: dict[str, Any], place: str) -> Any:
        record, faults = validate.check(part.record, values)
        for fault in faults:
            missing = fault.message == validate.REQUIRED
            where = place if missing else f"{place}.{fault.path}"
            self._fault(where, fault.message, **fault.values)
        return record

    # identity

    def _eid(
        self, part: Part, content: dict[str, object], values: dict[str, Any], place: str
    ) -> bytes:
        etype = part.record.ETYPE
        if part is CASE:
            return CASE_FILE_ID
        if part.identity:
            names = [_as_name(values.get(name)) for name in part.identity]
            return entity_id(etype, *names)
        key = content.get("key")
        if part.single and not (isinstance(key, str) and key):
            return single_id(part.record)
        if isinstance(key, str) and key:
            if key in self.keys:
                self._fault(place, p.SAME_KEY, key=validate.printable(key))
            self.keys.add(key)
            return keyed_id(etype, key)
        said = {name: value for name, value in values.items() if name != "rank"}
        raw = _CONTENT.encode([part.key, said]).encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(raw, digest_size=16).digest()
        self.repeats[digest] = repeat = self.repeats.get(digest, 0) + 1
        return entity_id(etype, "content", digest, str(repeat))

    # rules over the whole case

    def _add_up(self) -> None:
        """Where the sides were counted apart, the meeting's totals are their sums."""
        counts: dict[bytes | None, list[HeadCount]] = {}
        for entry in self.entries:
            if isinstance(entry.record, HeadCount):
                counts.setdefault(entry.record.meeting, []).append(entry.record)
        for index, entry in enumerate(self.entries if counts else ()):
            if isinstance(entry.record, Meeting) and (sides := counts.get(entry.eid)):
                sums = {n: sum(getattr(s, n) or 0 for s in sides) for n in COUNTED}
                if max(sums.values()) > MANY:
                    self._fault(f"{self.root}.meetings", validate.TOO_BIG, limit=MANY)
                self.entries[index] = Entry(entry.eid, entry.record.model_copy(update=sums))

    def _check_whole(self) -> None:
        by_id = {entry.eid: entry.record for entry in self.entries}
        case = cast("CaseFile", self.entries[0].record)
        for entry in self.entries:
            for fault in coherence.faults(entry.record, entry.eid, by_id):
                around = AROUND.get(entry.record.NAME, "meetings")
                values = {n: validate.printable(str(v)) for n, v in fault.values.items()}
                self._fault(f"{self.root}.{around}", fault.message, **values)
        kinds = {entry.kind for entry in self.entries}
        for part in CASE.parts:
            if part.only and part.record in kinds and part.only != case.kind:
                self._fault(f"{self.root}.{part.key}", p.OTHER_KIND, kind=part.only)
        if not case.external_id:
            self._fault(self.root, validate.REQUIRED, key="external_id")


# Where in a file what contradicts stands.
AROUND = {"party": "parties", "mandate": "parties", "relationship": "relationships"}


def square_metres(hectares: str) -> int | None:
    """Return the square metres of "2.5", or None where it is no number of hectares."""
    return int(Decimal(hectares) * HECTARE) if HECTARES.fullmatch(hectares) else None


def _fills(value: object) -> bool:
    """Tell whether anything is said in a value: tools write empty keys for what is not there."""
    if isinstance(value, dict):
        return any(_fills(inner) for inner in cast("dict[str, object]", value).values())
    return value is not None and value not in ("", [])


def _facts(record: Record) -> dict[str, object]:
    """Return what a record says; its place in the list says nothing."""
    return {**vars(record), "rank": None}


def _as_name(value: object) -> str | bytes:
    return value if isinstance(value, (str, bytes)) else ""


_CONTENT = json.JSONEncoder(sort_keys=True, default=bytes.hex)
_CONVERT: dict[str, Callable[[_Reader, Fact, object, str], object]] = {
    "ref": _Reader.ref,
    "refs": _Reader.refs,
    "fuzzy": _Reader.fuzzy,
    "area": _Reader.area,
}
