"""What a form shows, as values: made from the declared facts of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

LINE = 300  # characters that are still one line


class FactLike(Protocol):
    """What a form needs to know of a declared fact (`core.records.base.Fact`)."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def codes(self) -> Mapping[str, str] | None: ...
    @property
    def to(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def max_length(self) -> int | None: ...
    @property
    def at_least(self) -> int | None: ...
    @property
    def at_most(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: label and help are marked for translators; `span` counts columns of four."""

    name: str
    label: str
    kind: str
    codes: Mapping[str, str] | None = None
    to: str = ""
    required: bool = False
    max_length: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    span: int = 1
    help: str = ""


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """Which fields a found place fills."""

    region: str = "region"
    cercle: str = "cercle"
    commune: str = "commune"
    locality: str = "locality"
    code: str = "place_id"


@dataclass(frozen=True, slots=True)
class Section:
    title: str  # marked for translators, or ""
    fields: tuple[FieldSpec, ...]
    place: PlaceNames | None = None  # a search for places stands above the fields


@dataclass(frozen=True, slots=True)
class FormSpec:
    sections: tuple[Section, ...]

    def fields(self) -> tuple[FieldSpec, ...]:
        return tuple(field for section in self.sections for field in section.fields)


@dataclass(frozen=True, slots=True)
class Part:
    """A hand-made part of a layout: the facts under one heading, in this order."""

    title: str
    names: tuple[str, ...]
    place: PlaceNames | None = None


SPANS = {"long": 4, "codes": 4, "refs": 4, "fuzzy": 2, "texts": 2, "text": 2}
HIDDEN = frozenset({"place_id"})  # kept, never shown; as are facts without a label


def form_of(
    facts: Iterable[FactLike],
    parts: Sequence[Part] = (),
    *,
    spans: Mapping[str, int] | None = None,
    without: Iterable[str] = (),
    rest: bool = True,
) -> FormSpec:
    """Return the form of a record's facts.

    `parts` come first, in their order; with `rest` all other facts follow in the order they
    are declared in, so that no fact is forgotten.
    """
    left_out = HIDDEN | set(without)
    known = {fact.name: _field(fact, spans or {}) for fact in facts if fact.label}
    sections = [
        Section(part.title, tuple(known[name] for name in part.names), part.place) for part in parts
    ]
    placed = {name for part in parts for name in part.names}
    others = tuple(f for n, f in known.items() if n not in placed and n not in left_out)
    if rest and others:
        sections.append(Section("", others))
    return FormSpec(tuple(sections))


def _field(fact: FactLike, spans: Mapping[str, int]) -> FieldSpec:
    many_words = fact.kind == "text" and (fact.max_length or 0) > LINE
    return FieldSpec(
        name=fact.name,
        label=fact.label,
        kind="long" if many_words else fact.kind,
        codes=fact.codes,
        to=fact.to,
        required=fact.required,
        max_length=fact.max_length,
        at_least=fact.at_least,
        at_most=fact.at_most,
        span=spans.get(fact.name, SPANS.get("long" if many_words else fact.kind, 1)),
    )
