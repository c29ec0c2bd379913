"""Invented cases: valid, varied, marked, the same each time, and never twice."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from itertools import pairwise
from random import Random

import jsonschema
import pytest

from mediator_app.core import workflow
from mediator_app.core.demo.case import invented_case
from mediator_app.core.environment import Environment
from mediator_app.core.interchange.read import cases_of
from mediator_app.core.interchange.shape import CASE_FILE_ID, FORMAT, VERSION
from mediator_app.core.names import fold
from mediator_app.core.records.codes import STAGE
from mediator_app.core.records.meetings import Meeting
from mediator_app.core.records.parties import Party
from mediator_app.core.view import CaseView
from mediator_app.host.resource import resource
from mediator_app.services import cases, demo, exchange, profile
from mediator_app.services.cases import CaseFilter
from mediator_app.services.places import places
from mediator_app.vault.kdf import KdfCost

TODAY = date(2026, 11, 23)
MANY = 300


def invented(count=MANY, *, seed=1, today=TODAY):
    words = demo.vocabulary()
    return [
        invented_case(n, seed=seed, today=today, words=words, mediator="Awa Sangaré")
        for n in range(1, count + 1)
    ]


@pytest.fixture(scope="module")
def made():
    return invented()


@pytest.fixture(scope="module")
def seen(made):
    return list(views(made))


def whole(found):
    return {"format": FORMAT, "version": VERSION, "cases": found}


def views(found):
    for draft in cases_of(whole(found)):
        rows: dict = {}
        for entry in draft.entries:
            rows.setdefault(entry.record.NAME, []).append(entry)
        yield CaseView(b"", {name: tuple(held) for name, held in rows.items()})


@pytest.fixture
def work(tmp_path):
    environment = Environment(
        now=lambda: datetime(2026, 11, 23, 8, tzinfo=UTC),
        monotonic=lambda: 0.0,
        random_bytes=Random(7).randbytes,
    )
    person = profile.Person("Awa Sangaré", "Association Benkan", "mediator", "ML-5")
    cost = KdfCost(memory_kib=16, passes=1, lanes=1)
    made = profile.create(tmp_path / "profile", "a b c", person, environment=environment, cost=cost)
    yield made
    made.close()


def test_invented_cases_fit_the_published_schema(made):
    schema = json.loads(resource("schemas", "mediation-cases-1.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    assert made
    assert not list(validator.iter_errors(whole(made)))
    spoilt = copy.deepcopy(made[0]) | {"stage": "somewhere"}
    assert list(validator.iter_errors(whole([spoilt])))


def test_the_same_seed_and_day_invent_the_same_cases(made):
    assert invented(20) == made[:20]
    assert invented(20, seed=2) != made[:20]


def test_every_case_says_that_it_is_fictitious(made):
    for case in made:
        assert case["title"].startswith("[FICTIF] ")
        assert "DONNÉES FICTIVES" in case["summary"]
        assert re.fullmatch(r"demo-1-\d+", case["external_id"])


def test_no_invented_dispute_is_put_into_a_real_village(made):
    known = places()
    villages = {case["place"]["locality"] for case in made}
    for case in made:
        villages.update(case.get("communities", {}).get("villages", ()))
        where = dict(case["place"])
        del where["locality"]
        assert known.resolve(**where) is not None  # the commune is real
    assert len(villages) > 50
    real = {
        fold(line.split("\t")[2])
        for line in resource("places", "mali.tsv").read_text(encoding="utf-8").splitlines()
    }
    assert fold("Macina") in real
    assert not {village for village in villages if fold(village) in real}


def test_nobody_bears_the_name_of_a_well_known_person_or_a_number_that_can_be_called(made):
    words = demo.vocabulary()
    people = [party for case in made for party in case["parties"]]
    assert "Salif Keïta" in words.excluded
    assert not {party.get("name") for party in people} & words.excluded
    phones = [party["phone"] for party in people if "phone" in party]
    assert len(phones) > MANY
    assert all(re.fullmatch(r"\+223 00 \d\d \d\d \d\d", phone) for phone in phones)


def test_invented_cases_are_of_every_kind_stage_and_many_ways_out(made):
    assert {case["kind"] for case in made} == {"land", "intercommunal", "reintegration", "other"}
    assert {case["stage"] for case in made} == set(STAGE)
    assert len({case["subtype"] for case in made}) > 15
    assert len({case.get("outcome") for case in made}) > 6
    assert len({case["title"] for case in made}) > MANY * 0.8
    assert {case["state"]["code"] for case in made} == {"active", "suspended", "transferred"}
    sections = Counter(key for case in made for key in case)
    told = ("land", "communities", "reintegration", "agreement", "follow_up", "incidents", "notes")
    for section in (*told, "feedback", "referrals", "prior_steps", "relationships"):
        assert sections[section] > MANY // 30, section


def test_invented_texts_use_the_letters_of_bambara(made):
    text = json.dumps(made, ensure_ascii=False)
    assert all(letter in text for letter in "ɛɔɲŋéèçœ’")


def test_the_moves_of_a_case_lead_to_its_stage_and_lie_in_order(made):
    for case in made:
        moves = case.get("stage_history", [])
        assert (moves[-1]["to"] if moves else "intake") == case["stage"]
        assert all(one["to"] == after["from"] for one, after in pairwise(moves))
        days = [case["opened_on"], *[move["on"] for move in moves]]
        assert days == sorted(days)
        assert days[-1] <= TODAY.isoformat()


def test_nothing_that_happened_lies_in_the_future(made):
    today = TODAY.isoformat()
    for case in made:
        past = [m["date"] for m in case.get("meetings", []) if m["state"] == "held"]
        past += [v["on"] for v in case.get("follow_up", []) if "on" in v]
        past += [t["done_on"] for t in case.get("tasks", []) if "done_on" in t]
        past += [n["on"] for n in case.get("notes", [])]
        assert all(day <= today for day in past)


def test_some_tasks_are_late_some_soon(made):
    open_ones = [
        task["due"]
        for case in made
        for task in case.get("tasks", [])
        if "due" in task and "done_on" not in task
    ]
    late = [due for due in open_ones if due < TODAY.isoformat()]
    assert len(late) > MANY // 10
    assert len(open_ones) - len(late) > MANY // 10


def test_most_cases_meet_the_hard_guards_behind_them_and_some_do_not(seen):
    asked = [view for view in seen if view.case.stage != "intake"]
    unmet = [{m.code for m in workflow.unmet_on_import(v, TODAY) if m.hard} for v in asked]
    sound = sum(not codes for codes in unmet)
    assert 0.8 * len(asked) < sound < 0.99 * len(asked)
    assert len(set.union(*unmet)) > 4


def test_meetings_count_women_and_young_people_of_each_side(seen):
    held = [
        meeting.record
        for view in seen
        for meeting in view.all(Meeting)
        if meeting.record.state == "held"
    ]
    assert len(held) > MANY
    assert all(m.women and m.men and m.young_women is not None for m in held)


def test_a_sensitive_case_names_nobody_and_is_referred(made):
    private = [c for c in invented(1000) if c["subtype"] == "sexual_violence"]
    assert private
    for view in views(private):
        assert not any(party.record.name for party in view.all(Party))
        assert view.case.mediability in {None, "refer"}
        assert view.case.outcome == "referred"
        assert view.case.confidentiality == "secret"


def test_written_cases_are_in_the_list_and_a_second_run_adds_none(work):
    steps = []
    done = demo.write(work, cases=12, seed=3, progress=lambda at, of: steps.append((at, of)))
    assert (done.added, len(done.changed.units)) == (12, 12)
    assert steps == [(12, 12)]
    assert demo.write(work, cases=12, seed=3).added == 0
    assert demo.write(work, cases=15, seed=3).added == 3
    assert demo.write(work, cases=5, seed=4).added == 5
    found = cases.find(work, CaseFilter())
    assert len(found) == 20
    rows = cases.rows(work, found).values()
    assert all(row.title.startswith("[FICTIF]") for row in rows)
    assert {row.mediator for row in rows} & {"Awa Sangaré"}


def test_a_case_that_a_person_changed_is_left_alone_by_a_second_run(work):
    demo.write(work, cases=1, seed=3)
    unit = cases.by_reference(work, "demo-3-1")
    before = cases.view(work, unit).case
    cases.save(work, unit, "case_file", {"title": "Mine now"}, eid=CASE_FILE_ID)
    assert demo.write(work, cases=1, seed=3).added == 0
    after = cases.view(work, unit).case
    assert after.title == "Mine now" != before.title


def test_what_was_invented_goes_out_and_comes_in_again(work, tmp_path):
    demo.write(work, cases=8, seed=5)
    path = tmp_path / "cases.json"
    assert exchange.export_file(work, path).cases == 8
    again = exchange.import_file(work, path)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 8)
