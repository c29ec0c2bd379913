from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from mediator_app.core.environment import Environment
from mediator_app.core.names import fold
from mediator_app.core.records.registry import record_type
from mediator_app.db import drafts, health, meta
from mediator_app.db.drafts import Draft
from mediator_app.db.engine import Database
from mediator_app.db.reads import cases, listing, view
from mediator_app.db.reads.cases import CaseFilter
from tests.db.conftest import Clock
from tests.db.writing import Desk, Value

ME = "Aminata Coulibaly"
TODAY = date(2026, 3, 1)


@pytest.fixture
def desk(database: Database, environment: Environment) -> Desk:
    return Desk(database, environment)


@pytest.fixture
def titles(database: Database) -> Callable[..., list[str | None]]:
    """Ask for a list and return the titles in its order."""

    def asked(**wanted: object) -> list[str | None]:
        with database.read() as connection:
            ids = cases.case_ids(connection, CaseFilter(**wanted), fold=fold, me=ME)
            rows = cases.case_rows(connection, ids)
        return [rows[number].title for number in ids]

    return asked


# --- the list ------------------------------------------------------------------------------------


def test_the_newest_case_comes_first_and_ties_keep_the_order_of_arrival(desk, titles) -> None:
    for title, day in (("a", "2026-01-01"), ("b", "2026-03-01"), ("c", "2026-01-01")):
        desk.case(title=title, opened_on=day)
    assert titles() == ["b", "c", "a"]
    assert titles(descending=False) == ["a", "c", "b"]
    assert titles(limit=2) == ["b", "c"]


@pytest.mark.parametrize(
    ("sort", "field", "values"),
    [
        ("number", "number", [None, "MOP-07-0001", "MOP-07-0002", "X7K-0001"]),
        ("title", "title", ["Abattoir", "Élevage", "Ɛrɛ", "Fleuve", "zone"]),
        ("kind", "kind", ["land", "intercommunal", "reintegration", "other"]),
        ("stage", "stage", [None, "intake", "analysis", "agreement", "closure"]),
        ("risk", "risk", [None, "low", "medium", "high", "extreme"]),
        ("place", "region", [None, "Gao", "Kayes", "Ségou", "Tombouctou"]),
    ],
)
def test_a_list_is_sorted_as_people_expect(desk, database, sort, field, values) -> None:
    mixed = list(enumerate(values))
    random.Random(3).shuffle(mixed)
    units = {place: desk.case(**{field: value}) for place, value in mixed}

    def order(*, descending: bool) -> list[bytes]:
        wanted = CaseFilter(sort=sort, descending=descending)
        with database.read() as connection:
            ids = cases.case_ids(connection, wanted, fold=fold, me=ME)
            return [cases.unit_of(connection, number) for number in ids]

    expected = [units[place] for place in range(len(values))]
    assert order(descending=False) == expected
    assert order(descending=True) == expected[::-1]


def test_a_list_is_sorted_by_the_last_change(desk, titles, clock: Clock) -> None:
    first = desk.case(title="first")
    clock.wait(days=1)
    desk.case(title="second")
    assert titles(sort="changed") == ["second", "first"]
    clock.wait(days=1)
    desk.write(first, ("task", {"text": "Appeler"}))
    assert titles(sort="changed") == ["first", "second"]


SORTS = ("opened", "number", "title", "kind", "stage", "risk", "place", "changed")


@pytest.mark.parametrize("sort", SORTS)
def test_a_few_found_cases_have_the_order_that_many_would_have(
    desk, titles, clock: Clock, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    luck = random.Random(4)
    for number in range(30):
        clock.wait(days=luck.choice((-1, 0, 2)))
        desk.case(
            title=f"{luck.choice(('Élevage', 'élevage', 'Eau', 'Ɛrɛ', 'Puits'))} {number} mot",
            number=luck.choice((None, f"MOP-07-{number:04d}", "X7K-0001")),
            kind=luck.choice(("land", "intercommunal", "reintegration", "other")),
            stage=luck.choice((None, "intake", "dialogue", "closure")),
            risk=luck.choice((None, "low", "extreme")),
            region=luck.choice((None, "Ségou", "Gao")),
            cercle=luck.choice((None, "Macina")),
            opened_on=f"2026-01-0{luck.randint(1, 3)}",
        )
    for descending in (True, False):
        orders = []
        for few in (2_000, 0):
            monkeypatch.setattr(listing, "FEW", few)
            orders.append(titles(text="mot", sort=sort, descending=descending))
        assert orders[0] == orders[1]
        assert len(orders[0]) == 30
        assert titles(sort=sort, descending=descending) == orders[0]


def test_filters_narrow_the_list_together(desk, titles) -> None:
    desk.case(title="a", kind="land", stage="intake", risk="high", state="active")
    desk.case(title="b", kind="land", stage="dialogue", risk="low", mediator=ME)
    desk.case(title="c", kind="other", stage="intake", risk="high", state="suspended")
    assert titles(kinds=("land",)) == ["b", "a"]
    assert titles(stages=("intake",), risks=("high",)) == ["c", "a"]
    assert titles(kinds=("land",), stages=("intake",)) == ["a"]
    assert titles(states=("suspended",)) == ["c"]
    assert titles(mine=True) == ["b"]
    assert titles(kinds=("reintegration",)) == []


def test_words_are_found_by_their_beginning_in_any_spelling(desk, titles) -> None:
    desk.case(("party", {"name": "Awa Jàlo", "type": "person"}), title="Bɛnkan ya kuma")
    desk.case(title="Dispute de Ségou", region="Mopti", locality="Koro")
    assert titles(text="benk") == ["Bɛnkan ya kuma"]
    assert titles(text="SEGOU dis") == ["Dispute de Ségou"]
    assert titles(text="jalo") == ["Bɛnkan ya kuma"]
    assert titles(place="koro") == ["Dispute de Ségou"]
    assert titles(text="dispute", place="kayes") == []
    assert titles(text="dispute", kinds=("other",)) == []


def test_the_newest_cases_are_found_first_and_those_taken_away_do_not_count(desk, titles) -> None:
    for number in range(5):
        desk.case(title=f"Champ {number}", mediator="Awa" if number < 4 else None)
    gone = b"\1" * 16
    (eid,) = desk.write(gone, ("case_file", {"kind": "land", "title": "Champ", "mediator": "Awa"}))
    desk.remove(gone, eid)
    wanted = {"sort": "title", "descending": False}
    assert titles(text="c", newest=2, **wanted) == ["Champ 3", "Champ 4"]
    assert titles(text="champ aw", newest=2, **wanted) == ["Champ 2", "Champ 3"]
    assert titles(text="champ aw", newest=9, **wanted) == [f"Champ {n}" for n in range(4)]
    assert len(titles(text="champ")) == 5


@pytest.mark.parametrize("length", range(1, 8))
def test_a_beginning_of_any_length_is_found(desk, titles, length: int) -> None:
    desk.case(title="Bougoutié")
    desk.case(title="Mopti")
    for newest in (None, 5):
        assert titles(text="bougoutie"[:length], newest=newest) == ["Bougoutié"]


@pytest.mark.parametrize("words", ['"', "***", 'a" OR "b', "NEAR(", "folded:x", "-", "AND", "ɛ'"])
def test_signs_in_a_search_are_no_operators(desk, titles, words: str) -> None:
    desk.case(title="Champ")
    assert titles(text=words) == []


def test_a_case_that_was_taken_away_is_in_no_list(desk, database, titles) -> None:
    unit = b"\1" * 16
    (eid,) = desk.write(unit, ("case_file", {"kind": "land", "title": "gone", "number": "X-1"}))
    desk.case(title="stays")
    desk.remove(unit, eid)
    assert titles() == ["stays"]
    for sort in ("number", "title", "changed", "place", "stage"):
        assert titles(sort=sort) == ["stays"]
    assert titles(text="gone") == []
    with database.read() as connection:
        assert cases.by_reference(connection, "X-1") == []
        assert cases.case_rows(connection, [1]) == {}


def test_counts_say_how_many_of_each_stage_and_kind(desk, database) -> None:
    for kind, stage in (("land", "intake"), ("land", "dialogue"), ("other", "intake")):
        desk.case(kind=kind, stage=stage, title=f"{kind} {stage}")
    desk.case(kind="other", title="sans étape")

    def counted(**wanted: object) -> cases.Counts:
        with database.read() as connection:
            return cases.counts(connection, CaseFilter(**wanted), fold=fold, me=ME)

    assert counted() == cases.Counts(
        {"intake": 2, "dialogue": 1, "": 1}, {"land": 2, "other": 2}, 4
    )
    assert counted(text="land") == cases.Counts({"intake": 1, "dialogue": 1}, {"land": 2}, 2)
    assert counted(text="nothing") == cases.Counts({}, {}, 0)


def test_a_line_shows_what_the_case_says(desk, database) -> None:
    unit = desk.case(
        ("task", {"text": "Appeler le maire", "due": "2026-04-02"}),
        ("task", {"text": "fait", "due": "2026-01-01", "done_on": "2026-01-01"}),
        ("visit", {"due": "2026-04-01"}),
        ("clause", {"text": "Libérer le champ", "due": "2026-05-01"}),
        number="MOP-07-0001",
        title="Champ de Koro",
        subtype="field_boundary",
        stage="dialogue",
        state="active",
        risk="high",
        mediator=ME,
        region="Mopti",
        cercle="Koro",
        locality="Madougou",
    )
    with database.read() as connection:
        number = cases.case_no_of(connection, unit)
        assert number is not None
        row = cases.case_rows(connection, [number])[number]
    assert (row.unit_id, row.number, row.title) == (unit, "MOP-07-0001", "Champ de Koro")
    assert (row.kind, row.stage, row.state, row.risk) == ("land", "dialogue", "active", "high")
    assert row.place == "Madougou, Koro"
    assert (row.next_due, row.next_step) == ("2026-04-01", "")
    assert row.conflicts == 0
    assert row.changed_at == datetime(2026, 3, 1, 10, 15, tzinfo=UTC)


def test_rows_come_in_any_number(desk, database) -> None:
    for number in range(3):
        desk.case(title=str(number))
    with database.read() as connection:
        wanted = [3, 1, 2, *range(100, 1200)]
        rows = cases.case_rows(connection, wanted)
    assert {number: row.title for number, row in rows.items()} == {1: "0", 2: "1", 3: "2"}


# --- who is meant --------------------------------------------------------------------------------


def test_a_case_is_named_by_number_outside_reference_or_start_of_its_id(desk, database) -> None:
    one = desk.case(number="MOP-07-0001", external_id="dossier/12")
    desk.case(number="MOP-07-0002", external_id="dossier/13")
    with database.read() as connection:
        for name in (
            "MOP-07-0001",
            " mop-07-0001 ",
            "dossier/12",
            one.hex(),
            one.hex()[:8].upper(),
        ):
            assert [match.unit_id for match in cases.by_reference(connection, name)] == [one]
        assert len(cases.by_reference(connection, "01")) == 0, "too short to mean one"
        for name in ("", "MOP", "DOSSIER/12", "f" * 33, "%"):
            assert cases.by_reference(connection, name) == []


def test_a_reference_that_two_cases_share_names_both(desk, database) -> None:
    units = [desk.case(number="MOP-07-0001"), desk.case(number="MOP-07-0001")]
    alike = [b"\1\2\3" + bytes([n]) * 13 for n in range(2)]
    for unit in alike:
        desk.write(unit, ("case_file", {"kind": "land", "title": "x"}))
    with database.read() as connection:
        found = cases.by_reference(connection, "MOP-07-0001")
        assert [match.unit_id for match in found] == units
        assert [m.unit_id for m in cases.by_reference(connection, "010203")] == alike


def test_numbers_and_outside_references_in_use_are_known(desk, database) -> None:
    unit = desk.case(number="MOP-07-0009", external_id="a")
    desk.case(number="MOP-07-0010", external_id="b")
    desk.case(number="MOP-071-0099")
    with database.read() as connection:
        assert cases.last_number(connection, "MOP-07") == 10
        assert cases.last_number(connection, "KAY-01") == 0
        assert cases.numbers_taken(connection, ["MOP-07-0009", "X"]) == {"MOP-07-0009"}
        assert cases.by_external_ids(connection, ["a", "z"]) == {"a": unit}
        assert cases.by_external_ids(connection, [unit.hex()]) == {unit.hex(): unit}
        assert len(cases.all_units(connection)) == 3


# --- one case ------------------------------------------------------------------------------------


def test_the_records_of_a_case_come_back_as_they_were_written(desk, database) -> None:
    facts: dict[str, dict[str, Value]] = {
        "meeting": {
            "type": "shuttle",
            "held_on": "2026-02-01",
            "place_neutral": True,
            "place_safe": False,
            "languages": ["bm", "ff"],
            "facilitators": ["Awa", "Ɔmaru"],
            "women": 12,
        },
        "clause": {"text": "x", "responsible": b"\x0a" + bytes(15), "amount_fcfa": 250_000},
        "embargo": {"what": "marché", "since": ["2026-01-01", None, "vers l'hivernage"]},
    }
    unit = desk.case(*facts.items())
    gone, _kept = desk.write(unit, ("note", {"text": "gone"}), ("note", {"text": "kept"}))
    desk.remove(unit, gone)
    desk.case(("meeting", {"type": "shuttle"}))
    with database.read() as connection:
        number = cases.case_no_of(connection, unit)
        assert number is not None
        found = view.records_of(connection, number)
    assert set(found) == {record_type(name).ETYPE for name in ("case_file", "note", *facts)}
    assert [read["text"] for _eid, read in found[record_type("note").ETYPE]] == ["kept"]
    for name, written in facts.items():
        ((eid, read),) = found[record_type(name).ETYPE]
        assert eid[0] == record_type(name).ETYPE
        assert {fact: value for fact, value in read.items() if value is not None} == written
        assert list(read) == [fact.name for fact in record_type(name).facts()]
    assert found[record_type("meeting").ETYPE][0][1]["place_neutral"] is True


def test_the_printed_code_changes_with_every_change(desk, database) -> None:
    unit = desk.case()
    codes = []
    for _ in range(2):
        with database.read() as connection:
            codes.append(view.content_code(connection, 1))
        desk.write(unit, ("note", {"text": "x"}))
    assert len(set(codes)) == 2
    assert all(len(code) == 9 and code[4] == " " for code in codes)


# --- beside the log ------------------------------------------------------------------------------


def test_a_draft_is_kept_replaced_and_forgotten(desk, database, clock: Clock) -> None:
    unit = desk.case()
    first = Draft("party/new", unit, "party", None, {"name": "Aw"}, clock.now)
    second = Draft("party/new", unit, "party", None, {"name": "Awa", "women": 3}, clock.now)
    other = Draft("case/new", None, "case_file", None, {}, clock.now)
    with database.write() as connection:
        for kept in (first, second, other):
            drafts.save(connection, kept)
    with database.read() as connection:
        assert drafts.read(connection, "party/new") == second
        assert drafts.read(connection, "nowhere") is None
        assert drafts.all_of(connection) == [other, second]
    with database.write() as connection:
        drafts.remove(connection, "party/new")
    with database.read() as connection:
        assert drafts.all_of(connection) == [other]


def test_named_values_keep_their_kind(database) -> None:
    kept: dict[str, meta.Stored] = {"a": "é", "b": b"\0\xff", "c": 7, "d": None}
    with database.write() as connection:
        for name, value in kept.items():
            meta.keep(connection, name, "before")
            meta.keep(connection, name, value)
    with database.read() as connection:
        assert {name: meta.value(connection, name) for name in kept} == kept
        assert meta.value(connection, "unknown") is None


def test_a_damaged_page_is_found_and_a_whole_file_has_none(desk, database) -> None:
    desk.case(summary="x" * 50_000)
    assert health.damage(database) == []
    with database.read() as connection:
        assert health.counts(connection) == (1, 1)
    database.dispose()
    content = bytearray(database.path.read_bytes())
    content[-2000] ^= 1
    database.path.write_bytes(content)
    (found,) = health.damage(database)
    assert "HMAC verification failed for page" in found
