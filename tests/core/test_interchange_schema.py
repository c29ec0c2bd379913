"""The published schema says what the program accepts."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from mediator_app.core import coherence, validate
from mediator_app.core.interchange import problems
from mediator_app.core.interchange.problems import FileRefused
from mediator_app.core.interchange.read import cases_of
from mediator_app.core.interchange.schema import schema
from tests.core.documents import made_of, whole
from tests.core.test_interchange import REPORT, a_case

PUBLISHED = Path(__file__).parents[2] / "resources" / "schemas" / "mediation-cases-1.schema.json"

checker = FormatChecker(formats=())


@checker.checks("date", raises=ValueError)
def _is_day(text: object) -> bool:
    return not isinstance(text, str) or bool(date.fromisoformat(text))


VALIDATOR = Draft202012Validator(
    json.loads(PUBLISHED.read_text(encoding="utf-8")), format_checker=checker
)
CASES = VALIDATOR.evolve(schema=VALIDATOR.schema["properties"]["cases"]["items"])


def test_the_published_schema_is_the_one_of_the_declarations():
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema()
    Draft202012Validator.check_schema(schema())


def test_the_cases_of_the_report_fit_the_schema():
    assert VALIDATOR.is_valid(json.loads(REPORT.read_text(encoding="utf-8")))


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_what_is_read_fits_the_schema(seed):
    assert list(VALIDATOR.iter_errors(made_of(seed))) == []


@settings(max_examples=400)
@given(st.integers(0, 2**32))
def test_a_spoilt_file_is_refused_by_both_or_by_none(seed):
    luck = Random(seed)
    case = made_of(luck.randint(0, 500))["cases"][0]
    spoilt = spoil(luck, copy.deepcopy(case))
    said = faults(spoilt)
    if not said & BEYOND:
        assert CASES.is_valid(spoilt) == (not said), (spoilt, said)


# What a schema cannot say: references, what differs from what, kinds, order, sums.
BEYOND = {
    problems.NO_SUCH_KEY,
    problems.SAME_KEY,
    problems.SAME_ELEMENT,
    coherence.CYCLE,
    coherence.ENDS_BEFORE,
    coherence.ITSELF,
    coherence.ONE_END,
    coherence.OWN_MANDATE,
    coherence.PART_OF_ITSELF,
    problems.OTHER_KIND,
    coherence.YOUNG_TOO_MANY,
    validate.BAD_ORDER,
}
WRONG = (3, -1, 2**60, 1.5, True, "", "x", "\t", "2018-02-31", "2018-02-03", "a" * 400)
WRONG += ([], ["x"], [3], {}, None)


def faults(case: dict) -> set[str]:
    try:
        cases_of(whole([case]))
    except FileRefused as refusal:
        return {fault.message for fault in refusal.problems}
    return set()


def spoil(luck: Random, value):
    """Put one wrong thing at a random place."""
    if isinstance(value, list) and value and luck.random() < 0.9:
        index = luck.randrange(len(value))
        value[index] = spoil(luck, value[index])
    elif isinstance(value, dict) and value:
        key, way = luck.choice(sorted(value)), luck.random()
        if way < 0.1:
            value["unknown"] = luck.choice(WRONG)
        elif way < 0.2:
            del value[key]
        elif isinstance(value[key], (list, dict)) and way < 0.8:
            value[key] = spoil(luck, value[key])
        else:
            value[key] = luck.choice(WRONG)
    else:
        return luck.choice(WRONG)
    return value


@pytest.mark.parametrize(
    ("spoilt", "fine"),
    [
        ({}, True),
        ({"colour": 1}, False),
        ({"risk": ""}, True),
        ({"risk": None}, True),
        ({"risk": "awful"}, False),
        ({"title": None}, False),
        ({"place": None}, True),
        ({"place": {"region": 3}}, False),
        ({"event_date": {}}, False),
        ({"event_date": {"from": None, "to": None, "text": ""}}, False),
        ({"event_date": {"to": "2018-03-02"}}, True),
        ({"event_date": "2018-03-02"}, True),
        ({"event_date": {"text": "x" * 301}}, False),
        ({"land": {"area_ha": "2.50"}}, True),
        ({"land": {"area_ha": "2,5"}}, False),
        ({"land": {"area_ha": 2.5}}, False),
        ({"meetings": [{"type": "signing", "women": -1}]}, False),
        ({"meetings": [{"women": 1}]}, False),
        ({"meetings": [{"type": "signing", "languages": ["fr", "xx"]}]}, False),
        ({"meetings": None}, True),
        ({"meetings": [None]}, False),
        ({"agreement": {"witnesses": [3]}}, False),
        ({"agreement": {"witnesses": ["Awa"]}}, True),
        ({"parties": [{"type": "group", "aliases": ["x" * 2001]}]}, False),
        ({"parties": [{"type": "group", "aliases": ["x"] * 501}]}, False),
    ],
)
def test_schema_and_program_agree(spoilt, fine):
    case = a_case(**spoilt)
    assert (CASES.is_valid(case), not faults(case)) == (fine, fine)
