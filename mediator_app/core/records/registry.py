"""All record types, found by name or by number."""

from collections.abc import Mapping
from functools import cache

from mediator_app.core.records import (
    agreements,
    cases,
    communities,
    follow_up,
    incidents,
    land,
    meetings,
    notebooks,
    parties,
    reintegration,
)
from mediator_app.core.records.base import Record
from mediator_app.core.records.spec import TypeSpec

SUBJECTS = (
    cases,
    parties,
    meetings,
    agreements,
    follow_up,
    incidents,
    land,
    communities,
    reintegration,
    notebooks,
)


@cache
def record_types() -> tuple[type[Record], ...]:
    """Return every record type, in the order of its subject."""
    return tuple(
        value
        for module in SUBJECTS
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Record) and value is not Record
    )


@cache
def _by_number() -> Mapping[int, type[Record]]:
    return {record.ETYPE: record for record in record_types()}


@cache
def _by_name() -> Mapping[str, type[Record]]:
    return {record.NAME: record for record in record_types()}


@cache
def type_specs() -> Mapping[int, TypeSpec]:
    """Return what the journal needs of every type, by number."""
    return {record.ETYPE: record.spec() for record in record_types()}


def record_type(name: str) -> type[Record]:
    """Return the type called `name`, or raise KeyError."""
    return _by_name()[name]


def type_of(etype: int) -> type[Record] | None:
    """Return the type numbered `etype`, or None when a newer version made it."""
    return _by_number().get(etype)
