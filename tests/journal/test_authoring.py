"""What the journal writes and what it refuses."""

from __future__ import annotations

import pytest

from mediator_app.db.driver import DriverError
from mediator_app.journal import Edit, IsFrozen, NotTheAuthor, TextTooLong
from mediator_app.journal.author import split
from mediator_app.wire.changeset import (
    BODY_LIMIT,
    NO_PREVIOUS,
    OPS_LIMIT,
    TEXT_LIMIT,
    Create,
    Set,
    decode_body,
    decode_header,
    digest,
    encode_body,
    weight,
)
from tests.journal.laptop import NOTE, OTHER, THING, Office, edit, entity_id, unit_id

UNIT = unit_id(1)
EID = entity_id(THING)


@pytest.fixture
def laptop():
    return Office().laptop()


def headers(laptop):
    return [decode_header(item.header) for item in laptop.items(UNIT)]


def test_the_changesets_of_a_stream_form_a_chain(laptop):
    for count in range(3):
        laptop.save(UNIT, edit(EID, {0: True, 2: count}))
    first, second, third = headers(laptop)
    assert [h.seq for h in (first, second, third)] == [1, 2, 3]
    assert [h.lamport for h in (first, second, third)] == [1, 2, 3]
    assert first.prev == NO_PREVIOUS
    assert third.prev == digest(laptop.items(UNIT)[1].header)
    assert first.wall == int(laptop.wall.timestamp())


def test_a_save_gives_the_name_of_its_changeset(laptop):
    ref = laptop.save(UNIT, edit(EID, {0: True}))
    assert digest(laptop.items(UNIT)[0].header)[:16] == ref


def test_empty_values_of_a_new_record_are_not_written(laptop):
    laptop.save(UNIT, edit(EID, {0: True, 1: None, 2: 5}))
    (op,) = decode_body(laptop.items(UNIT)[0].body)
    assert op == Create(EID, {2: 5})


def test_an_id_said_to_be_new_that_is_known_breaks_nothing(laptop):
    laptop.save(UNIT, edit(EID, {0: True, 2: 5}))
    again = edit(EID, {0: True, 2: 6})
    with (
        pytest.raises(DriverError),
        laptop.write() as connection,
        laptop.journal.batch(connection) as batch,
    ):
        batch.author(UNIT, [again], is_new=True)
    assert len(laptop.items(UNIT)) == 1


def test_a_save_of_many_facts_becomes_linked_changesets_in_one_transaction(laptop):
    edits = [edit(entity_id(THING, n), {0: True, 1: f"n{n}", 2: n}) for n in range(2000)]
    ref = laptop.save(UNIT, *edits)
    chain = headers(laptop)
    assert len(chain) == 4
    assert [h.seq for h in chain] == [1, 2, 3, 4]
    assert all(
        later.prev == digest(item.header)
        for later, item in zip(chain[1:], laptop.items(UNIT), strict=False)
    )
    assert digest(laptop.items(UNIT)[-1].header)[:16] == ref
    assert laptop.rows('SELECT count(*) FROM "thing"') == [(2000,)]
    for item in laptop.items(UNIT):
        assert sum(map(weight, decode_body(item.body))) <= OPS_LIMIT
    other = laptop.office.laptop()
    laptop.send(UNIT, other)
    assert other.dump() == laptop.dump()


def test_a_save_of_more_than_a_mebibyte_becomes_linked_changesets(laptop):
    text = "é" * (TEXT_LIMIT // 2)
    edits = [edit(entity_id(THING, n), {0: True, 1: text}) for n in range(9)]
    laptop.save(UNIT, *edits)
    assert len(laptop.items(UNIT)) > 1
    assert all(len(item.body) <= BODY_LIMIT for item in laptop.items(UNIT))
    assert laptop.rows('SELECT count(*) FROM "thing" WHERE name = ?', text) == [(9,)]


def test_one_record_larger_than_a_changeset_is_created_in_several():
    facts = dict.fromkeys(range(1, 13), "x" * TEXT_LIMIT)
    parts = list(split([Create(EID, facts)], lambda ops: encode_body(bytes(16), ops)))
    ops = [op for part, _ in parts for op in part]
    assert all(len(body) <= BODY_LIMIT for _, body in parts)
    assert [type(op) for op in ops].count(Create) == 1
    written = dict(ops[0].facts) | {op.field: op.value for op in ops[1:] if isinstance(op, Set)}
    assert written == facts


def test_several_saves_of_one_batch_see_each_other(laptop):
    with laptop.write() as connection, laptop.journal.batch(connection) as batch:
        batch.author(UNIT, [edit(EID, {0: True, 1: "a"})])
        batch.author(UNIT, [edit(EID, {1: "b"})])
        batch.author(UNIT, [edit(EID, {0: False})])
    assert laptop.rows('SELECT alive, name FROM "thing"') == [(0, "b")]
    assert laptop.rows("SELECT count(*) FROM conflict") == [(0,)]
    assert [h.seq for h in headers(laptop)] == [1, 2, 3]


def test_a_batch_that_raises_leaves_nothing(laptop):
    def save_and_fail():
        with laptop.write() as connection, laptop.journal.batch(connection) as batch:
            batch.author(UNIT, [edit(EID, {0: True, 1: "a"})])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        save_and_fail()
    assert laptop.rows("SELECT count(*) FROM changeset") == [(0,)]
    assert laptop.rows("SELECT count(*) FROM unit") == [(0,)]


def test_flushing_in_between_changes_nothing(laptop):
    other = Office().laptop()
    for each, flushes in ((laptop, True), (other, False)):
        with each.write() as connection, each.journal.batch(connection) as batch:
            for number in range(5):
                batch.author(UNIT, [edit(entity_id(THING, number % 3), {0: True, 2: number})])
                if flushes:
                    batch.flush()
    assert laptop.dump() == other.dump()
    assert [i.header for i in laptop.items(UNIT)] == [i.header for i in other.items(UNIT)]


def test_a_text_beyond_the_limit_is_refused_with_a_sentence(laptop):
    with pytest.raises(TextTooLong) as refused:
        laptop.save(UNIT, edit(EID, {0: True, 1: "x" * (TEXT_LIMIT + 1)}))
    assert "204801" in str(refused.value)
    laptop.save(UNIT, edit(EID, {0: True, 1: "x" * TEXT_LIMIT}))


@pytest.mark.parametrize(
    "values",
    [{1: 1.5}, {1: {"a": 1}}, {1: [["deep"]]}, {1: "a\0b"}, {1: 2**63}, {63: "x"}, {0: "yes"},
     {0: False, 1: "x"}, {1: "half \ud800"}],
)  # fmt: skip
def test_an_edit_that_makes_no_sense_is_a_fault_of_ours(laptop, values):
    with pytest.raises(ValueError):  # noqa: PT011 - which one does not matter
        laptop.save(UNIT, edit(EID, values))
    assert laptop.rows("SELECT count(*) FROM changeset") == [(0,)]


def test_edits_that_contradict_each_other_are_a_fault_of_ours(laptop):
    for edits in (
        [],
        [edit(EID, {})],
        [edit(EID, {1: "a"}), edit(EID, {1: "b"})],
        [edit(EID, {1: "a"}), edit(EID, {0: False})],
        [Edit(2, EID, {1: "wrong type"})],
    ):
        with pytest.raises(ValueError):  # noqa: PT011
            laptop.save(UNIT, *edits)


def test_only_its_author_changes_an_append_only_entry():
    office = Office()
    author, reader = office.laptop(), office.laptop()
    note = entity_id(NOTE)
    author.save(UNIT, edit(note, {0: True, 1: "text"}))
    author.send(UNIT, reader)
    with pytest.raises(NotTheAuthor):
        reader.save(UNIT, edit(note, {1: "changed"}))
    author.enter_stream(office.random.randbytes(16))  # the same laptop, restored
    author.save(UNIT, edit(note, {1: "corrected"}))
    assert author.rows('SELECT text FROM "note"') == [("corrected",)]


def test_a_frozen_text_is_written_once():
    laptop = Office().laptop()
    note = entity_id(NOTE)
    laptop.save(UNIT, edit(note, {0: True, 1: "agreement"}))
    laptop.save(UNIT, edit(note, {2: "signed"}))
    with pytest.raises(IsFrozen):
        laptop.save(UNIT, edit(note, {2: "signed otherwise"}))
    with laptop.write() as connection, laptop.journal.batch(connection) as batch:
        second = entity_id(NOTE, 2)
        batch.author(UNIT, [edit(second, {0: True, 2: "signed"})])
        with pytest.raises(IsFrozen):  # not written yet, and frozen all the same
            batch.author(UNIT, [edit(second, {2: "otherwise"})])


def test_what_others_wrote_against_the_rules_is_taken_in(monkeypatch):
    office = Office()
    author, careless = office.laptop(), office.laptop()
    careless.types = {}  # an older program that knows no such rule
    note = entity_id(NOTE)
    author.save(UNIT, edit(note, {0: True, 1: "text", 2: "signed"}))
    author.send(UNIT, careless)
    careless.save(UNIT, edit(note, {1: "changed", 2: "changed"}))
    assert careless.send(UNIT, author).refused == ()
    assert author.rows('SELECT text, signed_text FROM "note"') == [("changed", "changed")]


def test_more_live_values_than_an_op_may_name_are_settled_in_two_saves():
    office = Office()
    laptops = [office.laptop() for _ in range(70)]
    for number, each in enumerate(laptops):
        each.save(UNIT, edit(EID, {0: True, 2: number}))
        each.send(UNIT, laptops[0])
    first = laptops[0]
    assert first.rows("SELECT n_distinct FROM conflict") == [(70,)]
    first.save(UNIT, edit(EID, {2: 1000}))
    assert first.rows("SELECT n_distinct FROM conflict") == [(7,)]
    first.save(UNIT, edit(EID, {2: 1000}))
    assert first.rows("SELECT n_distinct FROM conflict") == []


def test_units_know_their_kind_and_their_newest_change(laptop):
    laptop.save(unit_id(1, kind=2), edit(entity_id(OTHER), {0: True}))
    wall = int(laptop.wall.timestamp())
    rows = laptop.rows("SELECT kind, lamport, last_wall, last_quality FROM unit")
    assert rows == [(2, 1, wall, 1)]
