"""How a fact is declared: one line gives its type, bounds, wire number, policy and label."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, cast

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError
from sqlmodel import JSON, Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from mediator_app.core.records.spec import Codes, FieldSpec, Policy, Storage, TypeSpec

Value = None | bool | int | str | bytes | list[Any]

SHORT = 300  # characters of a line
LONG = 200_000  # characters of a text; the wire allows 200 KiB
ITEM = 2_000  # characters of one item of a list
ITEMS = 500
HEX_ID = 32  # hexadecimal digits of an entity's id
BOUNDS = 3  # of a fuzzy date: from, to, words

STORAGE = {
    "text": Storage.TEXT,
    "long": Storage.TEXT,
    "code": Storage.TEXT,
    "day": Storage.TEXT,
    "integer": Storage.INTEGER,
    "money": Storage.INTEGER,
    "area": Storage.INTEGER,
    "boolean": Storage.BOOLEAN,
    "ref": Storage.BYTES,
    "fuzzy": Storage.LIST,
    "codes": Storage.LIST,
    "texts": Storage.LIST,
    "refs": Storage.LIST,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """What a form, a printed line, a column and an import check need to know of one field.

    `kind` is one of the keys of STORAGE. `path` is its place in the open case file
    ("place.region"); `to` names the record type a reference points at; `names` marks what
    tells who or where somebody is.
    """

    number: int
    name: str
    kind: str
    label: str
    path: str
    codes: Codes | None = None
    to: str = ""
    required: bool = False
    searchable: bool = False
    names: bool = False
    policy: Policy = Policy.REGISTER
    max_length: int | None = None
    at_least: int | None = None
    at_most: int | None = None

    @property
    def storage(self) -> Storage:
        return STORAGE[self.kind]


def clean_text(text: str) -> str:
    """Return `text` in NFC; refuse NUL and lone surrogates, which no other laptop could read."""
    if "\0" in text:
        raise PydanticCustomError("text_control", "a NUL character")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        raise PydanticCustomError("text_control", "a surrogate character") from None
    return unicodedata.normalize("NFC", text)


def _day(text: str) -> str:
    try:
        known = date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("day", "not a date of the calendar") from None
    if known.isoformat() != text:
        raise PydanticCustomError("day", "not a date of the calendar")
    return text


def _fuzzy(value: list[Any]) -> list[Any]:
    if len(value) != BOUNDS or not any(value):
        raise PydanticCustomError("fuzzy", "from, to and words")
    first, last, words = value
    for bound in (first, last):
        if bound is not None:
            _day(bound if isinstance(bound, str) else "")
    if first and last and last < first:
        raise PydanticCustomError("fuzzy_order", "the end lies before the beginning")
    if words is not None and (not isinstance(words, str) or len(words) > SHORT):
        raise PydanticCustomError("fuzzy", "from, to and words")
    return [first, last, clean_text(words) if words else None]


def _texts(value: list[str]) -> list[str]:
    if len(value) > ITEMS or any(len(item) > ITEM for item in value):
        raise PydanticCustomError("texts_long", "too many or too long", {"limit": ITEM})
    return [clean_text(item) for item in value]


def _refs(value: list[str]) -> list[str]:
    for item in value:
        if len(item) != HEX_ID or item.strip("0123456789abcdef"):
            raise PydanticCustomError("reference", "not a reference")
    return value


def among(codes: Codes) -> Callable[[list[str]], list[str]]:
    """Return a check that every item of a list is one of `codes`."""

    def check(value: list[str]) -> list[str]:
        for item in value:
            if item not in codes:
                raise PydanticCustomError("code", "{code}", {"code": item})
        return value

    return check


Text = Annotated[str, AfterValidator(clean_text)]
Day = Annotated[str, AfterValidator(_day)]
Fuzzy = Annotated[list[Any], AfterValidator(_fuzzy)]  # [from or None, to or None, words or None]
Texts = Annotated[list[str], AfterValidator(_texts)]
Ref = bytes  # 16 bytes: the entity's id
Refs = Annotated[list[str], AfterValidator(_refs)]  # hexadecimal ids


class Record(SQLModel):
    """One kind of record. Frozen: a change is made by the journal, never on the value."""

    model_config = SQLModelConfig(frozen=True, extra="forbid", strict=True, defer_build=True)

    ETYPE: ClassVar[int]
    NAME: ClassVar[str]  # its table, and its name in code and files
    TITLE: ClassVar[str]  # one of them, marked for translators

    @classmethod
    def facts(cls) -> tuple[Fact, ...]:
        """Return the declared facts in the order of the paper form."""
        if cls.NAME not in _FACTS:
            _FACTS[cls.NAME] = _facts(cls)
        return _FACTS[cls.NAME]

    @classmethod
    def numbers(cls) -> Mapping[str, int]:
        """Return the wire number of each fact, by name."""
        if cls.NAME not in _NUMBERS:
            _NUMBERS[cls.NAME] = {fact.name: fact.number for fact in cls.facts()}
        return _NUMBERS[cls.NAME]

    @classmethod
    def spec(cls) -> TypeSpec:
        """Return what the journal needs of this type."""
        if cls.NAME not in _SPECS:
            _SPECS[cls.NAME] = _spec(cls)
        return _SPECS[cls.NAME]


_FACTS: dict[str, tuple[Fact, ...]] = {}
_SPECS: dict[str, TypeSpec] = {}
_NUMBERS: dict[str, Mapping[str, int]] = {}


def _facts(record: type[Record]) -> tuple[Fact, ...]:
    found: list[Fact] = []
    for name, field in record.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "fact" in extra:
            given = cast("dict[str, Any]", extra["fact"])
            rest: dict[str, Any] = given["rest"]
            found.append(Fact(name=name, path=given["path"] or name, **rest))
    return tuple(found)


def _spec(record: type[Record]) -> TypeSpec:
    return TypeSpec(
        etype=record.ETYPE,
        name=record.NAME,
        fields=tuple(
            FieldSpec(
                number=fact.number,
                name=fact.name,
                storage=fact.storage,
                policy=fact.policy,
                searchable=fact.searchable,
                order=tuple(fact.codes or ()) if fact.policy is Policy.EARLIEST else (),
            )
            for fact in record.facts()
        ),
    )


def fact(number: int, kind: str, label: str, **options: Any) -> Any:
    """Declare one fact; `options` are those of Fact. A number, once given, keeps its meaning."""
    path = options.pop("path", "")
    required = options.get("required", False)
    limits: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    if kind in {"text", "long"}:
        options.setdefault("max_length", SHORT if kind == "text" else LONG)
        limits["max_length"] = options["max_length"]
    if kind in {"integer", "money", "area"}:
        options.setdefault("at_least", 0)
        options.setdefault("at_most", 2**53)
        limits.update(ge=options["at_least"], le=options["at_most"])
    if kind == "code":
        extra["pattern"] = "^(?:" + "|".join(options["codes"]) + ")$"
    if STORAGE[kind] is Storage.LIST:
        limits["sa_type"] = JSON
    rest = {"number": number, "kind": kind, "label": label, **options}
    if not required:
        limits["default"] = None
    return Field(
        nullable=True,  # a legal concurrent edit may leave anything empty (rulings)
        schema_extra={**extra, "json_schema_extra": {"fact": {"path": path, "rest": rest}}},
        **limits,
    )


def line(number: int, label: str, max_length: int = SHORT, **options: Any) -> Any:
    """Declare a line of text."""
    return fact(number, "text", label, max_length=max_length, **options)


def prose(number: int, label: str, **options: Any) -> Any:
    """Declare a text of several paragraphs, found by the search."""
    return fact(number, "long", label, **{"searchable": True, **options})


def choice(number: int, label: str, codes: Codes, **options: Any) -> Any:
    """Declare a choice of one code."""
    return fact(number, "code", label, codes=codes, **options)


def element_rank() -> Any:
    """Declare where an element stands in its list; two laptops may give the same place."""
    return fact(61, "integer", "", at_most=1_000_000, policy=Policy.QUIET)


def element_key() -> Any:
    """Declare the name an imported element had in its file, so that it is updated later."""
    return fact(62, "text", "", max_length=100, policy=Policy.QUIET)
