"""The states of the entities that a batch of changesets touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from mediator_app.journal.entity import EXISTENCE_BIT, Entity, StoredState, masked
from mediator_app.journal.log import Log
from mediator_app.wire.changeset import Create, Op, Retract, Set, Value

Key = tuple[int, bytes]  # case_no, eid: two cases never share an entity
ReadState = Callable[[Key], StoredState | None]


class Untouched(NamedTuple):
    """An entity created in this batch and not touched again: needs no state of its own."""

    lid: int
    facts: Mapping[int, Value]


class States:
    """Applies ops to entities.

    `is_new` tells of a unit whose entities are all here, so that none has to be looked up;
    `read` looks up the others.
    """

    def __init__(self, log: Log, *, is_new: Callable[[int], bool], read: ReadState) -> None:
        self.untouched: dict[Key, Untouched] = {}
        self.touched: dict[Key, Entity] = {}
        self._log = log
        self._is_new = is_new
        self._read = read

    def clear(self) -> None:
        self.untouched = {}
        self.touched = {}

    def find(self, key: Key) -> Entity | None:
        """Return the entity as it is now, or None when nothing is known of it."""
        entity = self.touched.get(key)
        if entity is not None:
            return entity
        if key in self.untouched:
            return self._touch(key)
        if self._is_new(key[0]):
            return None
        stored = self._read(key)
        if stored is None:
            return None
        entity = self.touched[key] = Entity.stored(stored)
        return entity

    def _touch(self, key: Key) -> Entity:
        lid, facts = self.untouched.pop(key)
        entity = self.touched[key] = Entity()
        entity.live[lid] = entity.dirty = masked(facts)
        for field, value in facts.items():
            entity.values[lid, field] = value
        return entity

    def apply(self, lid: int, ref: bytes, case_no: int, ops: Iterable[Op]) -> None:
        """Apply the ops of one changeset; those with a greater lid count as not come yet."""
        haunted: list[Entity] = []
        is_new = self._is_new(case_no)
        untouched, touched = self.untouched, self.touched
        for op in ops:
            key = (case_no, op.eid)
            if is_new and type(op) is Create and key not in untouched and key not in touched:
                untouched[key] = Untouched(lid, op.facts)  # the usual import
                continue
            entity = self.find(key)
            if entity is None:
                entity = self.touched[key] = Entity()
            self._apply_one(op, entity, lid, ref)
            if entity.ghosts:
                haunted.append(entity)
        for entity in haunted:
            entity.laid(ref)

    def _apply_one(self, op: Op, entity: Entity, lid: int, ref: bytes) -> None:
        if isinstance(op, Create):
            for field, value in op.facts.items():
                entity.values[lid, field] = value
            entity.arrive(lid, ref, masked(op.facts))
            return
        fields = EXISTENCE_BIT
        if isinstance(op, Set):
            fields = 1 << op.field
            entity.values[lid, op.field] = op.value
        for pred in op.preds:
            entity.replace(pred, self._come_before(pred, lid), fields)
        lives = entity.arrive(lid, ref, fields)
        if lives and isinstance(op, Retract):
            entity.removals[lid] = dict(op.saw)

    def _come_before(self, ref: bytes, lid: int) -> int | None:
        # During a rebuild the log holds changesets that this one came before.
        found = self._log.applied_lid(ref)
        return found if found is not None and found <= lid else None
