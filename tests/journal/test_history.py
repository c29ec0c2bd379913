"""The history of a case as a person reads it."""

from __future__ import annotations

from datetime import timedelta

from mediator_app.journal import ChangeKind, history, purge
from tests.journal.laptop import OTHER, THING, UNKNOWN, Office, edit, entity_id, unit_id

UNIT = unit_id(1)
EID = entity_id(THING)


def lines(laptop, **page):
    with laptop.read() as connection:
        return history(connection, laptop.case_no(UNIT), **page)


def test_the_history_tells_what_replaced_what_newest_first():
    laptop = Office().laptop()
    laptop.save(UNIT, edit(EID, {0: True, 1: "old", 2: 5}))
    laptop.wall += timedelta(hours=1)
    laptop.save(UNIT, edit(EID, {1: "new"}))
    laptop.save(UNIT, edit(EID, {0: False}))
    laptop.save(UNIT, edit(EID, {0: True}))
    told = [(c.kind, c.etype, c.eid, c.field, c.value, c.replaced) for c in lines(laptop)]
    assert told == [
        (ChangeKind.RESTORE, 1, EID, 0, True, ()),
        (ChangeKind.RETRACT, 1, EID, 0, False, ()),
        (ChangeKind.SET, 1, EID, 1, "new", ("old",)),
        (ChangeKind.CREATE, 1, EID, 0, True, ()),
        (ChangeKind.CREATE, 1, EID, 1, "old", ()),
        (ChangeKind.CREATE, 1, EID, 2, 5, ()),
    ]
    newest = lines(laptop)[0]
    assert newest.wall == int(laptop.wall.timestamp())
    assert (newest.quality, newest.lamport) == (1, 4)
    assert (newest.stream_id, newest.device_id) == (
        laptop.signer.stream_id, laptop.signer.device_id
    )  # fmt: skip


def test_a_settled_conflict_names_all_values_it_replaced():
    office = Office()
    one, two = office.laptop(), office.laptop()
    one.save(UNIT, edit(EID, {0: True, 1: "A"}))
    two.save(UNIT, edit(EID, {0: True, 1: "B"}))
    two.send(UNIT, one)
    one.save(UNIT, edit(EID, {1: "C"}))
    assert set(lines(one)[0].replaced) == {"A", "B"}


def test_pages_hold_whole_changesets_and_leave_out_none():
    laptop = Office().laptop()
    for number in range(9):
        laptop.save(UNIT, edit(entity_id(THING, number), {0: True, 2: number}))
    whole = lines(laptop)
    assert len(whole) == 18
    pages, before = [], None
    while page := lines(laptop, limit=3, before=before):
        assert len(page) in (2, 4)
        pages += page
        before = page[-1].changeset_id
    assert pages == whole


def test_what_cannot_be_read_has_a_line_of_its_own():
    laptop = Office().laptop()
    laptop.save(UNIT, edit(EID, {0: True}))
    laptop.save(UNIT, edit(EID, {1: "secret"}))
    laptop.save(UNIT, edit(EID, {1: "after"}))
    secret = lines(laptop)[1].changeset_id
    with laptop.write() as connection:
        purge(connection, laptop.journal, [secret])
    laptop.raw.execute("UPDATE changeset SET state = 1 WHERE lid = 1")
    assert [(c.kind, c.etype, c.replaced) for c in lines(laptop)] == [
        (ChangeKind.SET, 1, ()),
        (ChangeKind.PURGED, 0, ()),
        (ChangeKind.NEWER, 0, ()),
    ]


def test_records_of_unknown_types_are_in_the_history():
    laptop = Office().laptop()
    laptop.save(
        UNIT, edit(entity_id(UNKNOWN), {0: True, 1: "x"}), edit(entity_id(OTHER), {0: True})
    )
    assert {c.etype for c in lines(laptop)} == {UNKNOWN, OTHER.etype}
