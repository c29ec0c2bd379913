"""Telling a reopened database from a restored or copied one."""

from __future__ import annotations

import shutil
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediator_app.vault.anchor import FILE, Anchor, Strange

KEY, HERE, ELSEWHERE = b"k" * 32, b"m" * 32, b"n" * 32


class Laptop:
    """The caller's side: a nonce in a database, and the streams opened."""

    def __init__(self, folder, *, machine=HERE, key=KEY, seed=1):
        self.anchor = Anchor(folder, key=key, machine=machine)
        self.random = Random(seed).randbytes
        self.nonce = None
        self.opened = []

    def open(self, *, until=3):
        opening = self.anchor.begin(self.nonce, random_bytes=self.random)
        if until >= 2:
            self.nonce = opening.nonce
            if opening.new_stream:
                self.opened.append(opening.new_stream)
        if until >= 3:
            self.anchor.finish(opening)
        return opening.new_stream


@pytest.fixture
def laptop(tmp_path):
    return Laptop(tmp_path)


def test_the_first_run_opens_a_stream_and_later_ones_go_on_in_it(laptop):
    assert laptop.open() is Strange.FIRST
    assert [laptop.open() for _ in range(3)] == [None, None, None]


@pytest.mark.parametrize("cut", [1, 2])
@pytest.mark.parametrize("again", [1, 2])
def test_a_cut_between_the_steps_is_no_restored_database(laptop, cut, again):
    laptop.open()
    assert laptop.open(until=cut) is None
    assert laptop.open(until=again) is None
    assert laptop.open() is None
    assert laptop.opened == [Strange.FIRST]


def test_a_cut_before_the_first_stream_was_committed_is_a_first_run_again(laptop):
    laptop.open(until=1)
    assert laptop.open() is Strange.FIRST
    assert laptop.opened == [Strange.FIRST]


def test_an_older_database_opens_a_new_stream_once(laptop):
    laptop.open()
    older = laptop.nonce
    laptop.open()
    laptop.nonce = older
    assert laptop.open() is Strange.RESTORED
    assert laptop.open() is None


@pytest.mark.parametrize("cut", [1, 2])
def test_a_cut_while_a_restored_database_is_opened_never_hides_it(laptop, cut):
    laptop.open()
    older = laptop.nonce
    laptop.open()
    laptop.nonce = older
    laptop.open(until=cut)
    assert laptop.open() is (Strange.RESTORED if cut == 1 else None)
    assert laptop.opened == [Strange.FIRST, Strange.RESTORED]


def test_another_machine_is_a_copy_until_its_stream_is_open(laptop, tmp_path):
    laptop.open()
    copy = Laptop(tmp_path, machine=ELSEWHERE, seed=2)
    copy.nonce = laptop.nonce
    assert copy.open(until=1) is Strange.COPIED
    assert copy.open() is Strange.COPIED
    assert copy.open() is None


def test_a_cloned_folder_and_its_origin_part_ways(laptop, tmp_path, tmp_path_factory):
    laptop.open()
    there = tmp_path_factory.mktemp("there")
    shutil.copy(tmp_path / FILE, there)
    clone = Laptop(there, machine=ELSEWHERE, seed=2)
    clone.nonce = laptop.nonce
    assert clone.open() is Strange.COPIED
    assert laptop.open() is None


def test_a_lost_anchor_counts_as_restored(laptop, tmp_path):
    laptop.open()
    (tmp_path / FILE).unlink()
    assert laptop.open() is Strange.RESTORED


def test_a_new_database_beside_an_old_anchor_counts_as_restored(laptop):
    laptop.open()
    laptop.nonce = None
    assert laptop.open() is Strange.RESTORED


def test_every_changed_byte_of_the_anchor_counts_as_restored(laptop, tmp_path):
    laptop.open()
    whole = (tmp_path / FILE).read_bytes()
    for place in range(len(whole)):
        broken = bytearray(whole)
        broken[place] ^= 1
        (tmp_path / FILE).write_bytes(broken)
        nonce, fresh = laptop.nonce, Laptop(tmp_path, seed=place)
        fresh.nonce = nonce
        assert fresh.open(until=1) is Strange.RESTORED


def test_an_anchor_of_another_profile_counts_as_restored(laptop, tmp_path):
    laptop.open()
    other = Laptop(tmp_path, key=b"o" * 32)
    other.nonce = laptop.nonce
    assert other.open(until=1) is Strange.RESTORED


@given(
    steps=st.lists(st.tuples(st.sampled_from(["open", "restore"]), st.integers(1, 3)), max_size=12)
)
def test_no_history_of_cuts_and_restores_writes_twice_in_one_stream(tmp_path_factory, steps):
    """The stream and how much was written travel inside the database, as in the product."""
    laptop = Laptop(tmp_path_factory.mktemp("history"))
    stream, count = 0, 0
    written, images, last = set(), [], 0
    for action, step in [("open", 3), *steps, ("open", 3)]:
        if action == "restore" and images:
            laptop.nonce, stream, count = images[step % len(images)]
            continue
        strange = laptop.open(until=step)
        if step >= 2 and strange:
            last += 1
            stream, count = last, 0
        if step == 3:
            count += 1
            assert (stream, count) not in written
            written.add((stream, count))
        images.append((laptop.nonce, stream, count))
    assert written
