"""Whether values fit a record's declaration, told fact by fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as stored
from typing import Any, cast

from pydantic import ValidationError

from mediator_app.core.marks import N_
from mediator_app.core.records.base import Fact, Record

REQUIRED = N_("“{key}” is missing.")
NOT_A_CODE = N_("“{value}” is not one of: {codes}.")
NOT_A_DAY = N_("“{value}” is not a date; write it as 2018-03-31.")
BAD_ORDER = N_("The end lies before the beginning.")
BAD_FUZZY = N_("A date is needed: 2018-03-31, or from, to and text.")
TOO_LONG = N_("The text is longer than {limit} characters.")
BAD_TEXT = N_("The text holds characters that cannot be kept.")
TOO_SMALL = N_("The number is below {limit}.")
TOO_BIG = N_("The number is above {limit}.")
NOT_A_NUMBER = N_("A whole number is expected here.")
NOT_YES_NO = N_("true or false is expected here.")
NOT_TEXT = N_("A text is expected here.")
NOT_LIST = N_("A list is expected here.")
INVALID = N_("This value is not allowed.")

_MESSAGES = {  # pydantic's kinds of fault: our sentence, and the bound it names
    "missing": (REQUIRED, ""),
    "string_type": (NOT_TEXT, ""),
    "string_unicode": (BAD_TEXT, ""),
    "string_too_long": (TOO_LONG, "max_length"),
    "too_long": (TOO_LONG, "max_length"),
    "string_pattern_mismatch": (NOT_A_CODE, ""),
    "code": (NOT_A_CODE, ""),
    "day": (NOT_A_DAY, ""),
    "fuzzy": (BAD_FUZZY, ""),
    "fuzzy_order": (BAD_ORDER, ""),
    "text_control": (BAD_TEXT, ""),
    "texts_long": (TOO_LONG, "limit"),
    "int_type": (NOT_A_NUMBER, ""),
    "greater_than_equal": (TOO_SMALL, "ge"),
    "less_than_equal": (TOO_BIG, "le"),
    "bool_type": (NOT_YES_NO, ""),
    "list_type": (NOT_LIST, ""),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One value that does not fit: `field` is the fact's name, `path` its place in a file."""

    field: str
    path: str
    message: str  # English, marked
    values: Mapping[str, object] = stored(default_factory=dict[str, object])


def check(record: type[Record], values: Mapping[str, Any]) -> tuple[Any, list[Fault]]:
    """Return the record that `values` make and no fault, or None and every fault."""
    try:
        # model_validate() of SQLModel does this too, with as much work again around it.
        validator = record.__pydantic_validator__
        return validator.validate_python(dict(values), self_instance=object.__new__(record)), []
    except ValidationError as error:
        facts = {fact.name: fact for fact in record.facts()}
        found = error.errors(include_url=False)
        return None, [_told(facts, cast("dict[str, Any]", fault)) for fault in found]


def check_changes(
    record: type[Record], current: Mapping[str, Any], changes: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the changes as they will be kept, and the faults in them alone.

    What two laptops wrote earlier may break a bound; that must not stop a later edit elsewhere.
    """
    made, faults = check(record, {**current, **changes})
    mine = [fault for fault in faults if fault.field in changes]
    if mine:
        return {}, mine
    if made is None:
        required = {f.name: current.get(f.name) for f in record.facts() if f.required}
        made, _elsewhere = check(record, {**required, **changes})
    return {name: getattr(made, name) if made else changes[name] for name in changes}, []


def _told(facts: Mapping[str, Fact], fault: dict[str, Any]) -> Fault:
    name, *inside = fault["loc"]
    fact = facts.get(str(name))
    path = (fact.path if fact else str(name)) + "".join(f"[{index}]" for index in inside)
    message, bound = _MESSAGES.get(fault["type"], (INVALID, ""))
    if fact and fact.required and fault["input"] is None:
        message = REQUIRED  # emptied, not merely of another type
    context: dict[str, Any] = fault.get("ctx") or {}
    values: dict[str, object] = {}
    if bound:
        values["limit"] = context.get(bound, "")
    if message == REQUIRED:
        values["key"] = path
    if message in {NOT_A_CODE, NOT_A_DAY}:
        values["value"] = printable(str(context.get("code", fault["input"])))
        values["codes"] = ", ".join(fact.codes or ()) if fact else ""
    return Fault(str(name), path, message, values)


def can_be_kept(text: str) -> bool:
    """Tell whether a text has neither NUL nor lone surrogates."""
    return not any(c == "\0" or "\ud800" <= c <= "\udfff" for c in text)


def printable(text: str, *, most: int = 60) -> str:
    """Return the beginning of a foreign text, fit to be shown in a sentence."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:most])


def given(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the values that say something: an empty text says nothing."""
    return {name: value for name, value in values if value is not None and value != ""}
