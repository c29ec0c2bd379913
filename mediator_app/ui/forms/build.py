"""Which field shows which kind of fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mediator_app.ui.fields.base import Choices, Field
from mediator_app.ui.fields.choices import (
    BooleanField,
    CodeField,
    CodesField,
    RefField,
    RefsField,
)
from mediator_app.ui.fields.days import DayField, FuzzyField
from mediator_app.ui.fields.numbers import AreaField, IntegerField, MoneyField
from mediator_app.ui.fields.texts import LineField, ListField, LongField
from mediator_app.ui.forms.spec import FieldSpec

LARGEST = 2**53
Maker = Callable[[FieldSpec, Choices], Field]


def _line(spec: FieldSpec, _choices: Choices) -> Field:
    return LineField(max_length=spec.max_length or 300)


def _long(spec: FieldSpec, _choices: Choices) -> Field:
    prose = (spec.max_length or LARGEST) > 10_000  # noqa: PLR2004 - a remark needs less room
    return LongField(max_length=spec.max_length or 200_000, lines=3 if prose else 2)


def _integer(spec: FieldSpec, _choices: Choices) -> Field:
    least, most = _bounds(spec)
    return IntegerField(at_least=least, at_most=most)


def _money(spec: FieldSpec, _choices: Choices) -> Field:
    least, most = _bounds(spec)
    return MoneyField(at_least=least, at_most=most)


def _area(spec: FieldSpec, _choices: Choices) -> Field:
    least, most = _bounds(spec)
    return AreaField(at_least=least, at_most=most)


def _bounds(spec: FieldSpec) -> tuple[int, int]:
    least = 0 if spec.at_least is None else spec.at_least
    return least, LARGEST if spec.at_most is None else spec.at_most


MAKERS: Mapping[str, Maker] = {
    "text": _line,
    "long": _long,
    "integer": _integer,
    "money": _money,
    "area": _area,
    "boolean": lambda _spec, _choices: BooleanField(),
    "code": lambda spec, _choices: CodeField(spec.codes or {}),
    "codes": lambda spec, _choices: CodesField(spec.codes or {}),
    "texts": lambda _spec, _choices: ListField(),
    "day": lambda _spec, _choices: DayField(),
    "fuzzy": lambda _spec, _choices: FuzzyField(),
    "ref": lambda spec, choices: RefField(choices(spec.to)),
    "refs": lambda spec, choices: RefsField(choices(spec.to)),
}


def field_for(spec: FieldSpec, choices: Choices) -> Field:
    """Return the field that shows `spec`; `choices` lists what a reference may point at."""
    return MAKERS[spec.kind](spec, choices)
