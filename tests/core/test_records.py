"""Every fact is declared once, keeps its wire number for ever, and can be read by a person."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mediator_app.core.interchange.shape import CASE_FILE_ID, entity_id, keyed_id, single_id
from mediator_app.core.records.registry import record_type, record_types, type_of, type_specs

GOLDEN = Path(__file__).parents[1] / "golden" / "wire_numbers.json"
UNSPOKEN = {
    "key",
    "rank",
    "content_key",
    "chunks",
    "thumbnail",
    "code_number",
    "origin",
}  # of no meaning to a person, never shown


def declared() -> dict[str, list]:
    """Return what must never change of each fact, by where it travels: type and number."""
    return {
        f"{kind.ETYPE}.{fact.number}": [kind.NAME, fact.name, str(fact.storage), str(fact.policy)]
        for kind in record_types()
        for fact in kind.facts()
    }


def changed_meanings(golden: dict, now: dict) -> list[str]:
    return [
        f"{place}: {golden[place]} became {now.get(place)}"
        for place in golden
        if now.get(place) != golden[place]
    ]


def test_no_wire_number_changed_its_meaning():
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert len(golden) > 200
    assert changed_meanings(golden, declared()) == []


def test_new_facts_are_added_to_the_list_of_wire_numbers():
    """A new fact: add its line to tests/golden/wire_numbers.json."""
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    now = declared()
    assert {place: now[place] for place in now if place not in golden} == {}


def test_a_number_used_for_something_else_is_noticed():
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    now = {**declared(), "1.4": ["case_file", "heading", "text", "register"]}
    assert len(changed_meanings(golden, now)) == 1
    del now["1.5"]
    assert len(changed_meanings(golden, now)) == 2


def test_types_and_numbers_are_within_the_wire():
    types = [kind.ETYPE for kind in record_types()]
    assert len(types) == len(set(types)) == len(type_specs()) > 30
    assert all(1 <= number <= 255 for number in types)
    for kind in record_types():
        numbers = [fact.number for fact in kind.facts()]
        assert len(numbers) == len(set(numbers)), kind.NAME
        assert all(1 <= number <= 62 for number in numbers), kind.NAME


def test_names_are_fit_for_columns_and_files():
    names = [kind.NAME for kind in record_types()]
    assert len(names) == len(set(names))
    for kind in record_types():
        paths = [fact.path for fact in kind.facts()]
        assert len(paths) == len(set(paths)), kind.NAME
        for word in (kind.NAME, *(f.name for f in kind.facts()), *(f.path for f in kind.facts())):
            assert re.fullmatch(r"[a-z][a-z0-9_.]*", word), word
        assert not {"case_no", "eid", "alive"} & {fact.name for fact in kind.facts()}


def test_every_field_and_record_has_words():
    silent = [
        f"{kind.NAME}.{fact.name}"
        for kind in record_types()
        for fact in kind.facts()
        if not fact.label and fact.name not in UNSPOKEN
    ]
    assert silent == []
    assert [kind.NAME for kind in record_types() if not kind.TITLE] == []


def test_every_code_has_words():
    lists = [
        fact for kind in record_types() for fact in kind.facts() if fact.kind in {"code", "codes"}
    ]
    assert len(lists) > 40
    for fact in lists:
        assert fact.codes, fact.name
        for code, words in fact.codes.items():
            assert re.fullmatch(r"[A-Za-z0-9_-]+", code), code
            assert words.strip(), code


def test_every_reference_names_a_record_or_a_unit():
    for kind in record_types():
        for fact in kind.facts():
            if fact.kind in {"ref", "refs"}:
                assert fact.to in {"unit", "any"} or record_type(fact.to)
            else:
                assert not fact.to


def test_the_first_byte_of_an_id_is_its_type():
    assert CASE_FILE_ID[0] == 1
    for kind in record_types():
        for made in (
            single_id(kind),
            entity_id(kind.ETYPE, "a", b"b"),
            keyed_id(kind.ETYPE, "p1"),
            keyed_id(kind.ETYPE, single_id(kind).hex()),
        ):
            assert len(made) == 16
            assert type_of(made[0]) is kind


def test_ids_of_names_do_not_run_into_each_other():
    assert entity_id(10, "ab", "c") != entity_id(10, "a", "bc")
    assert entity_id(10, "a") != entity_id(10, "a", "")


def test_a_type_of_a_newer_version_is_unknown_and_no_error():
    assert type_of(254) is None
    with pytest.raises(KeyError):
        record_type("nothing")


def test_records_cannot_be_changed_in_place():
    from pydantic import ValidationError

    party = record_type("party").model_validate({"type": "person"})
    with pytest.raises(ValidationError):
        party.name = "Awa"
