"""The tables made anew, stopped and continued, and checked against the log."""

from __future__ import annotations

import pytest

from mediator_app.journal import check, is_unfinished, rebuild
from tests.journal.laptop import OTHER, THING, Laptop, Office, edit, entity_id, unit_id

UNITS = [unit_id(number) for number in range(1, 8)]
EID = entity_id(THING)


@pytest.fixture
def laptop() -> Laptop:
    """Seven units, each with an edit, a conflict and a removal."""
    office = Office()
    one, two = office.laptop(), office.laptop()
    for unit in UNITS:
        one.save(unit, edit(EID, {0: True, 1: "alpha", 2: 1}), edit(entity_id(OTHER), {0: True}))
        one.send(unit, two)
        one.save(unit, edit(EID, {1: "beta"}))
        two.save(unit, edit(EID, {1: "gamma"}))
        one.save(unit, edit(entity_id(OTHER), {0: False}))
        two.send(unit, one)
    return one


def ruin(laptop: Laptop) -> None:
    for statement in (
        "DELETE FROM ent WHERE case_no = 2",
        "UPDATE \"thing\" SET name = 'wrong'",
        "DELETE FROM conflict WHERE case_no > 4",
        "INSERT INTO conflict VALUES (99, x'01', 3, 2)",
        "INSERT INTO \"thing\"(case_no, eid, alive) VALUES (99, x'01', 1)",
        "INSERT INTO \"thing\"(case_no, eid, alive) VALUES (-5, x'01', 1)",
        "INSERT OR REPLACE INTO search(rowid, folded) VALUES (-3, 'wrong')",
        "INSERT INTO search(rowid, folded) VALUES (5, 'wrong')",
    ):
        laptop.raw.execute(statement)


def words(laptop: Laptop) -> list:
    return [laptop.found(word) for word in ("alpha", "beta", "gamma", "wrong")]


def tables(laptop: Laptop) -> list:
    return [
        laptop.rows(f'SELECT * FROM "{name}"')  # noqa: S608
        for name in ("thing", "other", "ent", "conflict")
    ]


@pytest.mark.parametrize("block", [1, 2, 7, 100])
def test_a_rebuild_gives_the_same_tables_whatever_was_in_them(laptop, block):
    before = tables(laptop), words(laptop)
    assert all(before[0])
    ruin(laptop)
    assert (tables(laptop), words(laptop)) != before
    assert rebuild(laptop.journal, laptop.write, block=block)
    assert words(laptop) == before[1]
    things, others, states, conflicts = tables(laptop)
    assert [things, others, conflicts] == [before[0][0], before[0][1], before[0][3]]
    assert [row[:4] for row in states] == [row[:4] for row in before[0][2]]


def test_a_rebuild_tells_how_far_it_is(laptop):
    told = []
    rebuild(laptop.journal, laptop.write, progress=lambda *at: told.append(at), block=3)
    assert told == [(3, 7), (6, 7), (7, 7)]


def test_a_stopped_rebuild_goes_on_where_it_stopped(laptop):
    before = laptop.dump()
    ruin(laptop)
    assert not rebuild(laptop.journal, laptop.write, progress=lambda done, _: done < 4, block=2)
    with laptop.read() as connection:
        assert is_unfinished(connection)
    told = []
    assert rebuild(laptop.journal, laptop.write, progress=lambda *at: told.append(at), block=2)
    assert told == [(6, 7), (7, 7)]
    assert laptop.dump() == before
    with laptop.read() as connection:
        assert not is_unfinished(connection)


def test_a_rebuild_stopped_by_an_error_keeps_what_is_done(laptop):
    before = laptop.dump()
    ruin(laptop)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(laptop.journal, laptop.write, progress=stop, block=2)
    with laptop.read() as connection:
        assert is_unfinished(connection)
    assert rebuild(laptop.journal, laptop.write, block=2)
    assert laptop.dump() == before


def test_an_empty_profile_is_rebuilt_to_nothing():
    laptop = Office().laptop()
    laptop.raw.execute("INSERT INTO conflict VALUES (99, x'01', 3, 2)")
    assert rebuild(laptop.journal, laptop.write)
    assert laptop.rows("SELECT * FROM conflict") == []


def test_a_type_learnt_later_gets_its_table_from_the_log(laptop):
    types = laptop.types
    laptop.types = {THING.etype: THING}
    laptop.save(UNITS[0], edit(entity_id(OTHER, 5), {0: True, 1: "delta"}))
    assert laptop.found("delta") == []
    laptop.types = types
    rebuild(laptop.journal, laptop.write)
    assert laptop.found("delta") == [1]
    assert laptop.rows('SELECT text FROM "other" WHERE eid = ?', entity_id(OTHER, 5)) == [
        ("delta",)
    ]


# --- check ----------------------------------------------------------------------------------------


def differences(laptop: Laptop) -> set[tuple]:
    with laptop.read() as connection:
        return {(d.case_no, d.table, d.key) for d in check(connection, laptop.journal)}


def test_a_sound_profile_has_no_differences(laptop):
    assert differences(laptop) == set()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE \"thing\" SET name = 'wrong' WHERE case_no = 2", (2, "thing", EID)),
        ('UPDATE "thing" SET "count" = NULL WHERE case_no = 2', (2, "thing", EID)),
        ('DELETE FROM "thing" WHERE case_no = 3', (3, "thing", EID)),
        ("INSERT INTO \"other\" VALUES (1, x'02', 1, NULL, NULL, NULL)", (1, "other", b"\2")),
        ("DELETE FROM conflict WHERE case_no = 4", (4, "conflict", EID)),
        ("INSERT INTO conflict VALUES (4, x'01', 1, 2)", (4, "conflict", b"\1")),
        ("DELETE FROM ent WHERE case_no = 5 AND etype = 1", (5, "ent", EID)),
        ("UPDATE ent SET flags = 1 WHERE case_no = 5 AND etype = 2", (5, "ent", entity_id(OTHER))),
    ],
)
def test_a_row_that_is_not_what_the_log_says_is_found(laptop, statement, found):
    laptop.raw.execute(statement)
    assert differences(laptop) == {found}


def test_a_damaged_log_is_found(laptop):
    laptop.raw.execute("UPDATE changeset SET body = x'00' WHERE lid = 3")
    laptop.raw.execute("UPDATE changeset SET header = CAST(header || x'00' AS BLOB) WHERE lid = 5")
    assert {table for _, table, _ in differences(laptop)} == {"changeset"}
    assert len(differences(laptop)) == 2


def test_a_check_can_be_stopped(laptop):
    laptop.raw.execute('DELETE FROM "thing"')
    with laptop.read() as connection:
        found = check(connection, laptop.journal, progress=lambda done, _: done < 2)
    assert [d.case_no for d in found] == [1, 2]
