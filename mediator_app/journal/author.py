"""How edits become the ops of changesets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from mediator_app.core.records.spec import Policy
from mediator_app.journal.edit import Edit
from mediator_app.journal.entity import EXISTENCE_BIT, Entity
from mediator_app.journal.errors import IsFrozen, NotTheAuthor, TextTooLong
from mediator_app.journal.log import Log
from mediator_app.journal.project import Tables
from mediator_app.journal.states import States
from mediator_app.wire.changeset import (
    BODY_LIMIT,
    EXISTENCE,
    ID_BYTES,
    MAX_FIELD,
    OPS_LIMIT,
    PREDS_LIMIT,
    Create,
    Op,
    Restore,
    Retract,
    Set,
    Value,
    value_problem,
    weight,
)

FIELDS = frozenset(range(MAX_FIELD + 1))
SURELY_FITS = 10_000  # characters; longer texts are measured

Part = tuple[Sequence[Op], bytes]  # ops and the body that spells them


@dataclass(frozen=True, slots=True)
class Author:
    """Writes ops in the name of one device."""

    log: Log
    states: States
    tables: Tables
    device_id: bytes
    stream_id: bytes

    def ops(self, case_no: int, edits: Sequence[Edit]) -> list[Op]:
        """Return what the edits say, given what is live in the unit now.

        Raise EditRefused when a field may not be changed, ValueError when the edits make no
        sense: that is a fault of ours.
        """
        _check(edits)
        ops: list[Op] = []
        for edit in edits:
            entity = self.states.find((case_no, edit.eid))
            if entity is None and edit.values.get(EXISTENCE) is True:
                ops.append(_creation(edit))
            else:
                ops += self._of_edit(entity, edit)
        if not ops:
            raise ValueError("no edit says anything")
        return ops

    def _of_edit(self, entity: Entity | None, edit: Edit) -> Iterator[Op]:
        eid, values = edit.eid, edit.values
        preds: Mapping[int, Sequence[bytes]] = {}
        if entity is not None:
            self._may_edit(entity, edit)
            preds = {field: self._preds(entity, edit, field) for field in values}
        if values.get(EXISTENCE) is True and not any(preds.values()):
            yield _creation(edit)
            return
        for field, value in values.items():
            named = preds.get(field, ())
            if field:
                yield Set(eid, field, value, named)
            elif value is True:
                yield Restore(eid, named)
            else:
                yield Retract(eid, named, self._saw(entity, edit))

    # --- what is replaced ------------------------------------------------------------------------

    def _preds(self, entity: Entity, edit: Edit, field: int) -> list[bytes]:
        """Return the changesets whose value of this field the edit's author had on screen."""
        live = {self.log.ref(lid) for lid in entity.changesets(field)}
        if edit.seen is None:
            return sorted(live)[:PREDS_LIMIT]
        seen = edit.seen.get(field, frozenset())
        # A value replaced meanwhile is named all the same: a laptop may have only that one.
        named = [ref for ref in seen if ref in live or self.log.brought(ref, edit.eid, field)]
        return sorted(named)[:PREDS_LIMIT]

    def _saw(self, entity: Entity | None, edit: Edit) -> dict[bytes, int]:
        """Return which fields of which changesets the author of a removal saw."""
        if entity is None:
            return {}
        live = {
            self.log.ref(lid): fields & ~EXISTENCE_BIT
            for lid, fields in entity.live.items()
            if fields & ~EXISTENCE_BIT
        }
        if edit.seen is None:
            return live
        saw: dict[bytes, int] = {}
        for field, refs in edit.seen.items():
            for ref in refs:
                if field and live.get(ref, 0) >> field & 1:
                    saw[ref] = saw.get(ref, 0) | 1 << field
        return saw

    # --- what may be changed ---------------------------------------------------------------------

    def _may_edit(self, entity: Entity, edit: Edit) -> None:
        table = self.tables.get(edit.etype)
        if table is None:
            return
        for field in edit.values:
            column = table.columns.get(field)
            policy = column.spec.policy if column else Policy.REGISTER
            if policy is Policy.FROZEN and self._has_value(entity, edit.eid, field):
                raise IsFrozen
            if policy is Policy.APPEND_ONLY and not self._is_mine(entity):
                raise NotTheAuthor

    def _has_value(self, entity: Entity, eid: bytes, field: int) -> bool:
        return any(
            self.log.values(lid).get((eid, field)) is not None for lid in entity.changesets(field)
        )

    def _is_mine(self, entity: Entity) -> bool:
        """Tell whether this device created the entity (or somebody did who is unknown yet)."""
        creators = entity.changesets(EXISTENCE) or list(entity.live)
        for lid in creators:
            stream_id, device_id = self.log.author(lid)
            if stream_id == self.stream_id or device_id == self.device_id:
                return True
        return not creators


def split(ops: Sequence[Op], spell: Callable[[Sequence[Op]], bytes]) -> Iterator[Part]:
    """Cut the ops of one Save into as many changesets as the limits of the wire ask for."""
    if sum(map(weight, ops)) <= OPS_LIMIT:
        body = spell(ops)
        if len(body) <= BODY_LIMIT:
            yield ops, body
            return
    halves = (ops[: len(ops) // 2], ops[len(ops) // 2 :]) if len(ops) > 1 else (_in_two(ops[0]),)
    for half in halves:
        yield from split(half, spell)


def _in_two(op: Op) -> Sequence[Op]:
    """Create an entity with half of its facts; the others follow."""
    if type(op) is not Create or len(op.facts) < 2:  # noqa: PLR2004 - one fact can't be halved
        raise ValueError("one fact is larger than a changeset")
    facts = list(op.facts.items())
    middle = len(facts) // 2
    rest = [Set(op.eid, field, value, ()) for field, value in facts[middle:]]
    return [Create(op.eid, dict(facts[:middle])), *rest]


def _creation(edit: Edit) -> Create:
    facts = dict(edit.values)
    del facts[EXISTENCE]
    if None in facts.values():
        facts = {field: value for field, value in facts.items() if value is not None}
    return Create(edit.eid, facts)


def _check(edits: Sequence[Edit]) -> None:
    taken: dict[bytes, AbstractSet[int]] = {}
    removed: list[bytes] = []
    for edit in edits:
        eid, values = edit.eid, edit.values
        if len(eid) != ID_BYTES or eid[0] != edit.etype:
            raise ValueError("the first byte of an entity's id is its type")
        if not FIELDS.issuperset(values):
            raise ValueError("no such field")
        if eid not in taken:
            taken[eid] = values.keys()
        elif taken[eid].isdisjoint(values):
            taken[eid] = taken[eid] | values.keys()
        else:
            raise ValueError("two edits of one field in one Save")
        existence = values.get(EXISTENCE, True)
        if type(existence) is not bool:
            raise ValueError("existence is true or false")
        if not existence:
            removed.append(eid)
        _check_values(values.values())
    if any(len(taken[eid]) > 1 for eid in removed):
        raise ValueError("a removal stands alone")


def _check_values(values: Iterable[Value]) -> None:
    for value in values:
        # The usual ones are settled here, without a call: an import has millions.
        if type(value) is str and len(value) < SURELY_FITS and "\0" not in value:
            continue
        if value is True or (type(value) is int and -SURELY_FITS < value < SURELY_FITS):
            continue
        problem = value_problem(value)
        if problem == "long" and type(value) is str:
            raise TextTooLong(length=len(value))
        if problem:
            raise ValueError(problem)
