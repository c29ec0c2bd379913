"""What one laptop gives another, told only what that one holds."""

from __future__ import annotations

import pytest

from mediator_app.journal import forks
from mediator_app.wire.changeset import digest
from tests.journal.laptop import THING, Laptop, Office, edit, entity_id, unit_id

UNIT = unit_id(1)
EID = entity_id(THING)


@pytest.fixture
def office() -> Office:
    return Office()


def write(laptop: Laptop, count: int) -> None:
    for number in range(count):
        laptop.save(UNIT, edit(EID, {0: True, 2: number}))


def ids(items) -> list[bytes]:
    return [digest(item.header) for item in items]


def forks_of(laptop: Laptop) -> list:
    with laptop.read() as connection:
        return forks(connection)


def test_an_unknown_unit_has_an_empty_summary_and_everything_is_missing(office):
    one, two = office.laptop(), office.laptop()
    write(one, 3)
    assert two.summary(UNIT) == {}
    assert ids(one.missing_for(UNIT, {})) == ids(one.items(UNIT))
    assert two.missing_for(UNIT, one.summary(UNIT)) == []


def test_only_what_is_new_since_is_given(office):
    one, two = office.laptop(), office.laptop()
    write(one, 3)
    one.send(UNIT, two)
    assert one.missing_for(UNIT, two.summary(UNIT)) == []
    write(one, 2)
    assert ids(one.missing_for(UNIT, two.summary(UNIT))) == ids(one.items(UNIT))[3:]


def test_a_summary_is_the_same_on_all_laptops_that_hold_the_same(office):
    one, two = office.laptop(), office.laptop()
    write(one, 3)
    write(two, 2)
    one.send(UNIT, two)
    two.send(UNIT, one)
    assert one.summary(UNIT) == two.summary(UNIT)
    held = one.summary(UNIT)[one.signer.stream_id]
    assert (held.max_seq, held.count, held.refs) == (3, 3, None)
    total = sum(int.from_bytes(each, "big") for each in ids(one.items(UNIT)) if each) % 2**256
    others = int.from_bytes(one.summary(UNIT)[two.signer.stream_id].digest, "big")
    assert int.from_bytes(held.digest, "big") == (total - others) % 2**256


def test_a_hole_names_what_is_there_and_is_filled(office):
    one, two = office.laptop(), office.laptop()
    write(one, 4)
    first, second, third, fourth = one.items(UNIT)
    two.ingest([first, fourth])
    held = two.summary(UNIT)[one.signer.stream_id]
    assert held.refs == {each[:16] for each in ids([first, fourth])}
    assert one.missing_for(UNIT, two.summary(UNIT)) == [second, third]


def test_a_laptop_with_a_hole_gives_the_whole_stream_when_in_doubt(office):
    one, two, three = office.laptop(), office.laptop(), office.laptop()
    write(one, 4)
    items = one.items(UNIT)
    two.ingest([items[0], items[3]])
    three.ingest(items[:2])
    assert two.missing_for(UNIT, three.summary(UNIT)) == [items[0], items[3]]
    two.send(UNIT, three)
    assert three.summary(UNIT)[one.signer.stream_id].count == 3


def test_the_two_lives_of_a_cloned_disk_are_both_kept_and_told_as_a_fork(office):
    one = office.laptop()
    write(one, 2)
    clone, third = one.clone(), office.laptop()
    one.save(UNIT, edit(EID, {1: "here"}))
    clone.save(UNIT, edit(EID, {1: "there"}))
    clone.save(UNIT, edit(EID, {2: 99}))
    for sender in (one, clone):
        sender.send(UNIT, third)
    assert third.summary(UNIT)[one.signer.stream_id].count == 5
    assert forks_of(third) == [(UNIT, one.signer.stream_id, 3)]
    assert forks_of(one) == []
    third.send(UNIT, one)
    third.send(UNIT, clone)
    assert one.dump() == clone.dump() == third.dump()
    assert forks_of(one) == forks_of(clone) == forks_of(third)
    one.save(UNIT, edit(EID, {1: "settled"}))
    assert one.summary(UNIT)[one.signer.stream_id].max_seq == 5
    one.send(UNIT, clone)
    assert clone.dump() == one.dump()


def test_a_laptop_that_lost_its_disk_gets_its_own_changes_back(office):
    one, two = office.laptop(), office.laptop()
    write(one, 3)
    one.send(UNIT, two)
    lost = office.laptop()
    lost.enter_stream(one.signer.stream_id)
    assert two.send(UNIT, lost).new == 0  # another device: its key does not fit
    office.stream_keys[one.signer.stream_id] = one.signer.sign_public
    assert two.send(UNIT, lost).new == 3
    assert lost.dump() == one.dump()
