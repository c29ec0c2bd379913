"""The open case file comes back as it went."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings

from mediator_app.core.interchange.read import cases_of, parse
from mediator_app.core.interchange.shape import CASE, entity_id, keyed_id
from mediator_app.core.interchange.write import document
from mediator_app.core.records.meetings import Attendance
from mediator_app.core.records.parties import Party
from mediator_app.core.view import CaseView
from tests.core.documents import COUNTED, again, documents, view_of, whole

REPORT = Path(__file__).parents[1] / "data" / "cases_report.json"


def a_case(**more) -> dict:
    return {
        "external_id": "a",
        "kind": "land",
        "title": "Le couloir",
        "opened_on": "2018-03-02",
        **more,
    }


def one(**more):
    return cases_of(whole([a_case(**more)]))[0]


@settings(max_examples=150)
@given(documents())
def test_what_was_written_is_read_and_written_the_same(given_document):
    first = again(given_document)
    assert again(json.loads(json.dumps(first))) == first


@settings(max_examples=100)
@given(documents())
def test_nothing_of_a_file_is_lost_and_only_keys_and_sums_are_added(given_document):
    written = again(given_document)
    assert len(written["cases"]) == len(given_document["cases"])
    for given_case, case in zip(given_document["cases"], written["cases"], strict=True):
        assert without_added(case, given_case) == without_added(given_case, given_case)


def without_added(value, original):
    """Return a case without element keys that are ids, and without derived totals."""
    if isinstance(value, list):
        known = original if isinstance(original, list) else []
        return [
            without_added(item, known[index] if index < len(known) else None)
            for index, item in enumerate(value)
        ]
    if not isinstance(value, dict):
        return value
    before = original if isinstance(original, dict) else {}
    derived = COUNTED if isinstance(value.get("counts"), list) and "type" in value else ()
    return {
        key: without_added(inner, before.get(key))
        for key, inner in value.items()
        if not (key == "key" and "key" not in before) and key not in derived
    }


def test_the_three_cases_of_the_report_come_back_whole():
    first = document([view_of(draft) for draft in parse(REPORT.read_bytes())])
    assert len(first["cases"]) == 3
    assert again(first) == first
    original = json.loads(REPORT.read_text(encoding="utf-8"))
    for case, given_case in zip(first["cases"], original["cases"], strict=True):
        missing = [text for text in texts(given_case) if text not in set(texts(case))]
        assert missing == []


def texts(value) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [str(value)] if value not in (None, "") else []


def test_an_element_without_a_key_gets_the_same_id_each_time():
    issues = [{"text": "La limite"}, {"text": "La limite"}, {"text": "Les bœufs"}]
    first, second = one(issues=issues), one(issues=issues)
    assert [e.eid for e in first.entries] == [e.eid for e in second.entries]
    assert len({e.eid for e in first.entries}) == 4


def test_an_exported_id_names_the_same_element_when_it_comes_back():
    draft = one(issues=[{"text": "La limite"}])
    key = document([view_of(draft)])["cases"][0]["issues"][0]["key"]
    assert bytes.fromhex(key) == draft.entries[1].eid
    assert one(issues=[{"key": key, "text": "Une autre"}]).entries[1].eid == draft.entries[1].eid


def test_an_id_of_another_kind_is_an_ordinary_key():
    other = entity_id(Attendance.ETYPE, "x").hex()
    assert keyed_id(Party.ETYPE, other) != bytes.fromhex(other)


def test_two_spellings_of_one_key_are_one_key():
    composed, apart = "\u00e9leveurs", "e\u0301leveurs"
    parties = [{"key": apart, "type": "group"}, {"key": "b", "type": "person"}]
    consent = {"party": composed, "purposes": ["record"]}
    draft = one(parties=parties, consents=[consent])
    assert draft.entries[3].record.party == draft.entries[1].eid


def test_a_witness_named_twice_is_one_witness():
    draft = one(agreement={"witnesses": ["Awa", "Moussa", "Awa"]})
    names = [e.record.name for e in draft.entries if e.record.NAME == "witness"]
    assert names == ["Awa", "Moussa"]


def test_a_witness_in_another_spelling_keeps_the_id():
    first, second = one(agreement={"witnesses": ["A\u0308"]}), one(agreement={"witnesses": ["Ä"]})
    assert first.entries[2].eid == second.entries[2].eid


def test_counts_by_side_make_the_totals_of_a_meeting():
    sides = [{"side": "A", "women": 3, "men": 4}, {"side": "B", "women": 2, "young_women": 1}]
    meeting = {"type": "inter_dialogue", "women": 99, "counts": sides}
    record = one(meetings=[meeting]).entries[1].record
    assert [getattr(record, name) for name in COUNTED] == [5, 4, 1, 0]


def test_keys_with_nothing_in_them_say_nothing():
    empty = {"alias": None, "detention": {"place": ""}, "training": []}
    draft = one(reintegration=empty, communities={}, land={"resource": None}, summary="")
    assert [e.record.NAME for e in draft.entries] == ["case_file"]


def test_an_export_refers_to_nobody_who_was_taken_away():
    """A party was removed whose attendance, clause and place at the table are still there."""
    parties = [{"key": "p", "type": "person"}, {"key": "q", "type": "person"}]
    meeting = {"type": "ceremony", "resource_persons": ["p", "q"]}
    meeting["attendance"] = [{"party": "p", "status": "present"}, {"party": "q"}]
    clauses = [{"text": "Rendre les bœufs", "responsible": "p"}]
    view = view_of(one(parties=parties, meetings=[meeting], agreement={"clauses": clauses}))
    left = tuple(e for e in view.all(Party) if e.record.key != "p")
    written = document([CaseView(view.unit_id, {**view.records, "party": left})])
    case = cases_of(written)[0]  # it can still be imported
    shown = written["cases"][0]["meetings"][0]
    assert shown["resource_persons"] == ["q"]
    assert shown["attendance"] == [{"party": "q"}]
    assert "responsible" not in written["cases"][0]["agreement"]["clauses"][0]
    assert case.external_id == "a"


def test_every_record_of_a_case_has_its_place_in_the_file():
    from mediator_app.core.interchange.shape import part_of
    from mediator_app.core.records import notebooks
    from mediator_app.core.records.registry import record_types

    homeless = [
        kind.NAME
        for kind in record_types()
        if kind.__module__ != notebooks.__name__ and part_of(kind.NAME) is None
    ]
    assert homeless == ["access"]  # who has read a case stays with those who keep it
    assert part_of("case_file") is CASE
