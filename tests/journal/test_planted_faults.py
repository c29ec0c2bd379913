"""A check must be seen to fail: faults planted into the journal, and who notices each.

The functions patched here are our own, and the patch is the fault.
"""

from __future__ import annotations

import itertools
import sys

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from mediator_app.journal.entity import EXISTENCE_BIT, Entity
from mediator_app.journal.log import Log
from mediator_app.journal.states import States
from tests.journal import test_merging as merging
from tests.journal.laptop import Office
from tests.journal.machine import Laptops

author = sys.modules["mediator_app.journal.author"]
project = sys.modules["mediator_app.journal.project"]
reconcile = sys.modules["mediator_app.journal.reconcile"]


def assert_noticed() -> None:
    """The machine must fail, without time spent on a small example."""
    quick = settings(
        max_examples=150,
        stateful_step_count=25,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    with pytest.raises((AssertionError, LookupError)):
        run_state_machine_as_test(Laptops, settings=quick)


def assert_noticed_by(scenario) -> None:
    """One scenario must fail: for faults that chance takes long to meet."""
    with pytest.raises(AssertionError):
        scenario(Office())


def test_a_successor_that_came_first_and_is_ignored_is_noticed(monkeypatch):
    def arrive(self, lid, ref, fields):
        self.dirty |= fields
        self.live[lid] = self.live.get(lid, 0) | fields
        return fields

    monkeypatch.setattr(Entity, "arrive", arrive)
    assert_noticed()


def test_a_ghost_forgotten_after_the_first_op_of_its_changeset_is_noticed(monkeypatch):
    honest = Entity.arrive

    def arrive(self, lid, ref, fields):
        lives = honest(self, lid, ref, fields)
        self.laid(ref)
        return lives

    monkeypatch.setattr(Entity, "arrive", arrive)
    assert_noticed_by(
        merging.test_an_edit_of_two_fields_that_comes_after_its_successor_is_dead_in_both
    )


def test_reconciliation_by_the_greatest_number_alone_is_noticed(monkeypatch):
    def lacking(held, peer):
        return [each for each in held if peer is None or each.seq > peer.max_seq]

    monkeypatch.setattr(reconcile, "lacking", lacking)
    assert_noticed()


def test_an_order_by_the_wall_clock_is_noticed(monkeypatch):
    def precedence(self, lid):
        return self._execute("SELECT wall, cs_id FROM changeset WHERE lid = ?", (lid,)).fetchone()

    monkeypatch.setattr(Log, "precedence", precedence)
    assert_noticed()


def test_one_edit_that_replaces_a_whole_creation_is_noticed(monkeypatch):
    honest = Entity.replace

    def replace(self, ref, lid, fields):
        honest(self, ref, lid, fields if lid is None else 2**63 - 1)

    monkeypatch.setattr(Entity, "replace", replace)
    assert_noticed()


def test_a_rebuild_that_takes_later_changesets_for_come_is_noticed(monkeypatch):
    monkeypatch.setattr(States, "_come_before", lambda self, ref, _: self._log.applied_lid(ref))
    assert_noticed()


def test_equal_values_in_conflict_are_noticed(monkeypatch):
    class Spelling:
        """Gives each value a spelling of its own."""

        count = itertools.count()

        def encode(self, _value):
            return next(self.count)

    monkeypatch.setattr(project, "cbor", Spelling())
    assert_noticed_by(merging.test_equal_values_never_conflict)


def test_a_conflict_that_is_never_settled_is_noticed(monkeypatch):
    monkeypatch.setattr(
        project.sql, "SETTLE_CONFLICT", "DELETE FROM conflict WHERE 0 AND (?, ?, ?)"
    )
    assert_noticed_by(merging.test_an_ordinary_edit_settles_a_conflict_everywhere)


def test_predecessors_beyond_those_on_the_screen_are_noticed(monkeypatch):
    def preds(self, entity, edit, field):
        return sorted(self.log.ref(lid) for lid in entity.changesets(field))

    monkeypatch.setattr(author.Author, "_preds", preds)
    assert_noticed()


def test_a_removal_that_forgets_which_fields_it_saw_is_noticed(monkeypatch):
    def unseen(self, ref_of):
        seen = {ref for saw in self.removals.values() for ref in saw}
        return {
            lid: fields & ~EXISTENCE_BIT
            for lid, fields in self.live.items()
            if self.removals and fields & ~EXISTENCE_BIT and ref_of(lid) not in seen
        }

    monkeypatch.setattr(Entity, "edits_unseen_by_removals", unseen)
    assert_noticed_by(merging.test_a_removal_remembers_which_fields_it_saw)


def test_a_removal_written_without_the_fields_it_saw_is_noticed(monkeypatch):
    def saw(self, entity, edit):
        return {self.log.ref(lid): -1 + 2**62 for lid in entity.live}

    monkeypatch.setattr(author.Author, "_saw", saw)
    assert_noticed_by(merging.test_a_removal_is_saved_with_the_fields_it_saw)
