"""Values as people type them on a command line or in a cell: always text."""

from __future__ import annotations

from typing import Any

from mediator_app.core.errors import AppError
from mediator_app.core.interchange.read import square_metres
from mediator_app.core.interchange.shape import CASE
from mediator_app.core.marks import N_
from mediator_app.core.records.base import Fact, Record
from mediator_app.core.validate import printable

YES = {"true", "yes", "oui", "1"}
NO = {"false", "no", "non", "0"}


class UnknownField(AppError):
    """A field that a case does not have."""

    message = N_("A case has no field “{field}”.")


class NotReadable(AppError):
    """A text that is not a value of its field."""

    message = N_("“{value}” is not a value of {field}.")


def fact_at(path: str) -> tuple[type[Record], Fact]:
    """Return the record and fact that a path such as "risk" or "land.area_ha" names."""
    for part in (CASE, *(p for p in CASE.parts if p.single)):
        inside = path.removeprefix(f"{part.key}.") if part.key else path
        if part.key and inside == path:
            continue
        found = next((f for f in part.facts if f.path == inside), None)
        if found is not None and found.kind not in {"ref", "refs"}:
            return part.record, found
    raise UnknownField(field=printable(path))


def value(fact: Fact, text: str) -> Any:
    """Return the value that `text` means; an empty text means that nothing is known."""
    words = text.strip()
    if not words:
        return None
    try:
        return _value(fact, words)
    except ValueError as error:
        raise NotReadable(value=printable(words), field=fact.path) from error


def _value(fact: Fact, words: str) -> Any:
    match fact.kind:
        case "integer" | "money":
            return int(words)
        case "boolean":
            return _yes(words.casefold())
        case "area":
            return _area(words.replace(",", "."))
        case "fuzzy":
            first, _, last = words.partition("/")
            return [first, last or first, None]
        case "codes" | "texts":
            return [item.strip() for item in words.split(",") if item.strip()]
        case _:
            return words


def _area(hectares: str) -> int:
    metres = square_metres(hectares)
    if metres is None:
        raise ValueError(hectares)
    return metres


def _yes(word: str) -> bool:
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError(word)
