"""What the journal needs to know of a record type: numbers, names, storage and merge policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Codes = Mapping[str, str]  # code -> English label, marked for translators


class Storage(StrEnum):
    """How a value lies in its column; anything else stays in the log and is not shown."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    LIST = "list"  # JSON text
    BYTES = "bytes"


class Policy(StrEnum):
    """How concurrent values of one field are treated (sync.md 1.5)."""

    REGISTER = "register"  # all are kept, a person decides
    EARLIEST = "earliest"  # the earliest of an ordered list is shown, a person decides
    APPEND_ONLY = "append_only"  # created once, never edited by another author
    FROZEN = "frozen"  # created once; a change is a new version
    QUIET = "quiet"  # a deterministic winner, not surfaced


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its wire number (1 to 62) never changes meaning."""

    number: int
    name: str
    storage: Storage
    policy: Policy = Policy.REGISTER
    searchable: bool = False
    order: tuple[str, ...] = ()  # of EARLIEST: codes, the earliest first


@dataclass(frozen=True, slots=True)
class TypeSpec:
    """One record type: `etype` is the first byte of its entities' ids, `name` its table."""

    etype: int
    name: str
    fields: tuple[FieldSpec, ...]
