"""What comes from elsewhere: in any order, twice, wrong, too new, or erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import cbor2
import pytest

from mediator_app.journal import Item, catch_up, purge
from mediator_app.journal.check import check
from mediator_app.wire.changeset import (
    LAMPORT_LIMIT,
    OPS_LIMIT,
    PREDS_LIMIT,
    TEXT_LIMIT,
    Create,
    Header,
    Set,
    decode_header,
    digest,
    encode_body,
    encode_header,
)
from tests.journal.laptop import OTHER, THING, Laptop, Office, edit, entity_id, unit_id

UNIT = unit_id(1)
EID = entity_id(THING)
SALT = bytes(16)


@pytest.fixture
def office() -> Office:
    return Office()


def signed(laptop: Laptop, body: bytes, **changes) -> Item:
    """Return a changeset that this laptop signed, whatever it says."""
    header = Header(
        unit_id=UNIT,
        stream_id=laptop.signer.stream_id,
        seq=1,
        prev=bytes(32),
        lamport=1,
        wall=0,
        clock_quality=0,
        schema=1,
        min_reader=1,
        key_epoch=bytes(8),
        body_hash=digest(body),
    )
    spelled = encode_header(replace(header, **changes))
    return Item(spelled, laptop.signer.sign(spelled), body)


def body_of(*lines, refs=(), salt=SALT) -> bytes:
    return cbor2.dumps([salt, list(refs), list(lines)])


def state_of(laptop: Laptop) -> list[tuple]:
    return laptop.rows("SELECT state, body IS NULL FROM changeset ORDER BY lid")


MALFORMED = {
    "no list": cbor2.dumps("text"),
    "two parts": cbor2.dumps([SALT, []]),
    "a short salt": body_of(salt=b"short"),
    "a short ref": body_of(refs=[b"short"]),
    "a ref twice": body_of(refs=[SALT, SALT]),
    "an op that is no list": body_of(5),
    "an empty op": body_of([]),
    "an unknown kind": body_of([7, 1, EID, []]),
    "a kind that is true": body_of([True, 1, EID, 1, "x", []]),
    "a short id": body_of([0, 1, b"id", []]),
    "an id of another type": body_of([0, 2, EID, [1, 5]]),
    "a fact without a value": body_of([0, 1, EID, [1]]),
    "existence among the facts": body_of([0, 1, EID, [0, False]]),
    "a set of existence": body_of([1, 1, EID, 0, True, []]),
    "a field too far": body_of([1, 1, EID, 63, 5, []]),
    "a negative field": body_of([1, 1, EID, -1, 5, []]),
    "a field that is true": body_of([1, 1, EID, True, 5, []]),
    "one field twice": body_of([1, 1, EID, 1, 5, []], [1, 1, EID, 1, 6, []]),
    "one field twice in a creation": body_of([0, 1, EID, [1, 5, 1, 6]]),
    "created and removed": body_of([0, 1, EID, []], [2, 1, EID, [], []]),
    "a pred that is not named": body_of([1, 1, EID, 1, 5, [0]]),
    "a negative pred": body_of([1, 1, EID, 1, 5, [-1]], refs=[SALT]),
    "preds that are no list": body_of([3, 1, EID, 5]),
    "too many preds": body_of([1, 1, EID, 1, 5, [0] * (PREDS_LIMIT + 1)], refs=[SALT]),
    "seen without a mask": body_of([2, 1, EID, [], [0]], refs=[SALT]),
    "seen that is not named": body_of([2, 1, EID, [], [0, 3]]),
    "a negative mask": body_of([2, 1, EID, [], [0, -1]], refs=[SALT]),
    "seen twice": body_of([2, 1, EID, [], [0, 1, 0, 2]], refs=[SALT]),
    "a float": body_of([1, 1, EID, 1, 1.5, []]),
    "a map": body_of([1, 1, EID, 1, {"a": 1}, []]),
    "a list in a list": body_of([1, 1, EID, 1, [[1]], []]),
    "a NUL": body_of([1, 1, EID, 1, "a\0b", []]),
    "a tag": body_of([1, 1, EID, 1, cbor2.CBORTag(35, "a+"), []]),
    "an integer too large": body_of([1, 1, EID, 1, 2**63, []]),
    "a text too long": body_of([1, 1, EID, 1, "x" * (TEXT_LIMIT + 1), []]),
    "too many ops": body_of(*([0, 1, entity_id(THING, n), []] for n in range(OPS_LIMIT + 1))),
    "more than a mebibyte": body_of([1, 1, EID, 1, ["x" * TEXT_LIMIT] * 6, []]),
    "bytes left over": body_of([0, 1, EID, []]) + b"\0",
    "nothing": b"",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_body_is_set_aside_and_the_rest_goes_on(office, name):
    laptop, author = office.laptop(), office.laptop()
    author.save(UNIT, edit(EID, {0: True, 1: "good"}))
    bad = signed(author, MALFORMED[name], seq=9)
    result = laptop.ingest([bad, *author.items(UNIT)], source=b"stick")
    assert [each.changeset_id for each in result.refused] == [digest(bad.header)]
    assert result.new == 1
    assert laptop.rows('SELECT name FROM "thing"') == [("good",)]
    laptop.ingest([bad])
    ((reason, source),) = laptop.rows("SELECT reason, source FROM quarantine")
    assert reason == result.refused[0].reason
    assert source == b"stick"


def test_the_corpus_of_malformed_bodies_has_a_good_neighbour(office):
    author = office.laptop()
    good = body_of(
        [0, 1, EID, [1, "x", 62, None]],
        [1, 2, entity_id(OTHER), 1, [1, "a", None, b"c", True], [0]],
        [2, 2, entity_id(OTHER), [0], [0, 3]],
        refs=[SALT],
    )
    assert office.laptop().ingest([signed(author, good)]).new == 1


@pytest.mark.parametrize(
    "changes",
    [{"unit_id": b"short"}, {"seq": 0}, {"prev": b""}, {"lamport": -1}, {"clock_quality": 4},
     {"schema": -1}, {"key_epoch": bytes(9)}, {"wall": 2**63}, {"seq": True}, {"body_hash": 5}],
)  # fmt: skip
def test_a_malformed_header_is_set_aside(office, changes):
    author = office.laptop()
    result = office.laptop().ingest([signed(author, body_of([0, 1, EID, []]), **changes)])
    assert [each.reason for each in result.refused] in (["header"], ["integer"], ["cbor"])


def test_headers_that_are_no_headers_are_set_aside(office):
    laptop = office.laptop()
    for header in (b"", b"\xff", cbor2.dumps([1]), cbor2.dumps({}), b"\x81" * 300, bytes(401)):
        assert len(laptop.ingest([Item(header, b"", b"")]).refused) == 1


def test_a_changeset_of_somebody_else_or_of_nobody_is_set_aside(office):
    author, forger = office.laptop(), office.laptop()
    body = body_of([0, 1, EID, []])
    stolen = signed(forger, body, stream_id=author.signer.stream_id)
    unknown = signed(forger, body, stream_id=b"?" * 16)
    genuine = signed(author, body)
    altered = replace(genuine, body=body_of([0, 1, EID, [1, "x"]]))
    unsigned = replace(signed(author, body, seq=2), signature=bytes(64))
    result = office.laptop().ingest([stolen, unknown, altered, unsigned, genuine])
    reasons = [each.reason for each in result.refused]
    assert reasons == ["signature", "signature", "body hash", "signature"]
    assert result.new == 1


def test_a_journal_without_a_roster_takes_in_nothing(office):
    laptop, author = office.laptop(), office.laptop()
    office.stream_keys.clear()
    author.save(UNIT, edit(EID, {0: True}))
    assert author.send(UNIT, laptop).new == 0


def test_the_same_changeset_twice_is_taken_in_once(office):
    laptop, author = office.laptop(), office.laptop()
    author.save(UNIT, edit(EID, {0: True, 1: "x"}))
    items = author.items(UNIT)
    assert laptop.ingest(items + items).new == 1
    again = laptop.ingest(items)
    assert (again.new, again.known, again.units) == (0, 1, frozenset())


def test_an_absurd_counter_buys_no_more_than_the_first_place(office):
    laptop, author = office.laptop(), office.laptop()
    absurd = signed(author, encode_body(SALT, [Create(EID, {1: "x"})]), lamport=2**63 - 1)
    laptop.ingest([absurd])
    assert laptop.rows("SELECT lamport FROM unit") == [(LAMPORT_LIMIT,)]
    laptop.save(UNIT, edit(EID, {1: "y"}))
    assert laptop.rows("SELECT lamport FROM unit") == [(LAMPORT_LIMIT,)]
    assert laptop.rows('SELECT name FROM "thing"') == [("y",)]


def test_a_clock_in_the_next_century_decides_nothing(office):
    laptop, author = office.laptop(), office.laptop()
    author.wall += timedelta(days=40_000)
    author.save(UNIT, edit(EID, {0: True, 1: "old"}))
    author.send(UNIT, laptop)
    laptop.save(UNIT, edit(EID, {1: "new"}))
    laptop.send(UNIT, author)
    assert author.rows('SELECT name FROM "thing"') == [("new",)]
    assert author.rows("SELECT last_wall FROM unit") == [(int(laptop.wall.timestamp()),)]


def test_preds_of_another_record_or_of_nobody_kill_nothing(office):
    laptop, author = office.laptop(), office.laptop()
    ref = author.save(UNIT, edit(EID, {0: True, 1: "x"}))
    hostile = encode_body(
        SALT,
        [Set(entity_id(THING, 2), 1, "y", [ref, b"?" * 16]), Set(EID, 2, 5, [ref])],
    )
    for items in ([*author.items(UNIT), signed(author, hostile, seq=2)],):
        for order in (items, items[::-1]):
            laptop = office.laptop()
            laptop.ingest(order)
            rows = laptop.rows('SELECT eid, name, "count" FROM "thing" ORDER BY eid')
            assert rows == [(EID, "x", 5), (entity_id(THING, 2), "y", None)]
            with laptop.read() as connection:
                assert check(connection, laptop.journal) == []


# --- of a newer program ---------------------------------------------------------------------------


def newer_history(office: Office) -> list[Item]:
    """Return a creation, an edit only a newer program understands, and an edit of that edit."""
    author = office.laptop()
    create = encode_body(SALT, [Create(EID, {1: "old", 2: 1})])
    first = signed(author, create)
    ref = digest(first.header)[:16]
    second = signed(
        author, encode_body(SALT, [Set(EID, 1, "new", [ref])]), seq=2, lamport=2, min_reader=2
    )
    third = signed(
        author,
        encode_body(SALT, [Set(EID, 1, "newest", [digest(second.header)[:16]])]),
        seq=3,
        lamport=3,
    )
    return [first, second, third]


def test_what_needs_a_newer_program_is_kept_passed_on_and_not_applied(office):
    first, second, _ = newer_history(office)
    laptop, other = office.laptop(), office.laptop()
    result = laptop.ingest([first, second])
    assert result.newer == {UNIT}
    assert (result.new, result.refused) == (2, ())
    assert state_of(laptop) == [(0, 0), (1, 0)]
    assert laptop.rows('SELECT name FROM "thing"') == [("old",)]
    laptop.send(UNIT, other)
    assert state_of(other) == [(0, 0), (1, 0)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)])
def test_the_newer_program_applies_it_whatever_came_first(office, order):
    items = newer_history(office)
    laptop, new = office.laptop(), office.laptop(reader=2)
    laptop.ingest([items[at] for at in order])
    assert laptop.rows("SELECT count(*) FROM conflict") == [(1,)]  # two of the three, for now
    new.ingest(items)
    laptop.reader = 2
    laptop.enter_stream(laptop.signer.stream_id)
    with laptop.write() as connection:
        assert catch_up(connection, laptop.journal) == [1]
        assert catch_up(connection, laptop.journal) == []
    assert laptop.rows('SELECT name FROM "thing"') == [("newest",)]
    assert laptop.dump() == new.dump()
    assert [state for state, _ in state_of(laptop)] == [0, 0, 0]


def test_an_old_program_has_nothing_to_catch_up(office):
    laptop = office.laptop()
    laptop.ingest(newer_history(office))
    with laptop.write() as connection:
        assert catch_up(connection, laptop.journal) == []


def test_what_the_newer_program_finds_malformed_is_not_applied(office):
    laptop, author = office.laptop(), office.laptop()
    laptop.ingest([signed(author, b"of another form", min_reader=2)])
    laptop.reader = 2
    laptop.enter_stream(laptop.signer.stream_id)
    with laptop.write() as connection:
        assert catch_up(connection, laptop.journal) == []
    assert state_of(laptop) == [(2, 0)]


# --- purged ---------------------------------------------------------------------------------------


def purge_on(laptop: Laptop, *refs: bytes) -> None:
    ids = [cs_id for (cs_id,) in laptop.rows("SELECT cs_id FROM changeset") if cs_id[:16] in refs]
    with laptop.write() as connection:
        purge(connection, laptop.journal, ids)


def test_a_purged_body_is_gone_and_what_it_replaced_is_seen_again(office):
    laptop = office.laptop()
    laptop.save(UNIT, edit(EID, {0: True, 1: "before", 2: 1}))
    secret = laptop.save(UNIT, edit(EID, {1: "the witness"}))
    laptop.save(UNIT, edit(entity_id(THING, 2), {0: True, 1: "other"}))
    assert laptop.found("witness")
    purge_on(laptop, secret)
    assert state_of(laptop) == [(0, 0), (3, 1), (0, 0)]
    assert laptop.rows('SELECT name FROM "thing" ORDER BY eid') == [("before",), ("other",)]
    assert laptop.found("witness") == []
    with laptop.read() as connection:
        assert check(connection, laptop.journal) == []


def test_a_purged_creation_leaves_nothing_of_its_record(office):
    laptop = office.laptop()
    ref = laptop.save(UNIT, edit(EID, {0: True, 1: "x"}))
    purge_on(laptop, ref)
    assert laptop.dump() == {"thing": [], "other": [], "note": [], "conflict": [], "ent": []}


def test_edits_after_a_purged_one_live_on(office):
    laptop, other = office.laptop(), office.laptop()
    laptop.save(UNIT, edit(EID, {0: True, 1: "before"}))
    secret = laptop.save(UNIT, edit(EID, {1: "secret"}))
    laptop.save(UNIT, edit(EID, {1: "after"}))
    purge_on(laptop, secret)
    # The edit that was seen by nobody but the purged one's author is back beside the last.
    names = laptop.rows("SELECT n_distinct FROM conflict"), laptop.rows('SELECT name FROM "thing"')
    assert names == ([(2,)], [("after",)])
    stubs = laptop.items(UNIT)
    ids = [digest(item.header) for item in stubs]
    for order in (stubs, stubs[::-1]):
        fresh = office.laptop()
        assert fresh.ingest(order, purged={ids[1]}).refused == ()
        assert fresh.dump() == laptop.dump()
        assert fresh.summary(UNIT) == laptop.summary(UNIT)
    assert other.ingest(stubs).refused[0].reason == "no body"  # nobody may claim a purge


def test_a_purged_body_is_refused_from_then_on(office):
    laptop, other = office.laptop(), office.laptop()
    secret = laptop.save(UNIT, edit(EID, {0: True, 1: "secret"}))
    full = laptop.items(UNIT)
    purge_on(laptop, secret)
    assert laptop.ingest(full).known == 1
    assert state_of(laptop) == [(3, 1)]
    other.ingest(full, purged={digest(full[0].header)})
    assert state_of(other) == [(3, 1)]


def test_the_chain_of_a_stream_holds_across_a_purge(office):
    laptop = office.laptop()
    secret = laptop.save(UNIT, edit(EID, {0: True}))
    purge_on(laptop, secret)
    laptop.save(UNIT, edit(EID, {0: True}))
    first, second = laptop.items(UNIT)
    assert decode_header(second.header).prev == digest(first.header)
