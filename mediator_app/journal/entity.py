"""What of one entity is live: which changesets' ops nobody has replaced (compact.md 1 and 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar, cast

from mediator_app.wire import cbor
from mediator_app.wire.changeset import EXISTENCE, Value

ALIVE = 1
EDITED_LATE = 2  # somebody who had not seen its removal has edited it
EXISTENCE_BIT = 1 << EXISTENCE

_T = TypeVar("_T")

RefOf = Callable[[int], bytes]
StoredState = tuple[int, int | None, int | None, bytes | None]  # flags, lid, mask, more


class Entity:
    """Sets of fields are masks; changesets are named by lid here, by ref where they may be absent.

    `live`: lid -> fields whose op is visible. `ghosts`: ref -> fields of ops that were replaced
    before they came. `removals`: lid of a live removal -> {ref: fields} its author saw.
    `fresh`: it has no rows yet. `values`: what this batch brought, by (lid, field).
    """

    __slots__ = ("dirty", "flags", "fresh", "ghosts", "live", "removals", "values")

    def __init__(self) -> None:
        self.live: dict[int, int] = {}
        self.ghosts: dict[bytes, int] = {}
        self.removals: dict[int, dict[bytes, int]] = {}
        self.fresh = True
        self.flags = 0
        self.dirty = 0
        self.values: dict[tuple[int, int], Value] = {}

    # --- what happens to it ----------------------------------------------------------------------

    def arrive(self, lid: int, ref: bytes, fields: int) -> int:
        """Take in ops of one changeset; return the fields that are live, not dead on arrival.

        The ghosts of `ref` stay until the whole changeset has been taken in: several of its ops
        may meet one.
        """
        self.dirty |= fields
        fields &= ~self.ghosts.get(ref, 0)
        if fields:
            self.live[lid] = self.live.get(lid, 0) | fields
        return fields

    def laid(self, ref: bytes) -> None:
        """Forget the ghosts of a changeset that has been taken in wholly."""
        self.ghosts.pop(ref, None)

    def replace(self, ref: bytes, lid: int | None, fields: int) -> None:
        """Let the ops of `ref` on `fields` be dead; `lid` is None while it has not come."""
        if lid is None:
            self.ghosts[ref] = self.ghosts.get(ref, 0) | fields
            return
        left = self.live.get(lid, 0) & ~fields
        if left:
            self.live[lid] = left
        else:
            self.live.pop(lid, None)
        if fields & EXISTENCE_BIT:
            self.removals.pop(lid, None)

    # --- what is to be seen ----------------------------------------------------------------------

    def changesets(self, field: int) -> list[int]:
        """Return the lids of the live ops of one field."""
        return [lid for lid, fields in self.live.items() if fields >> field & 1]

    def edits_unseen_by_removals(self, ref_of: RefOf) -> dict[int, int]:
        """Return the live edits that the author of no removal had seen, as lid -> fields."""
        if not self.removals:
            return {}
        seen: dict[bytes, int] = {}
        for saw in self.removals.values():
            for ref, fields in saw.items():
                seen[ref] = seen.get(ref, 0) | fields
        unseen = {
            lid: fields & ~EXISTENCE_BIT & ~seen.get(ref_of(lid), 0)
            for lid, fields in self.live.items()
            if fields & ~EXISTENCE_BIT
        }
        return {lid: fields for lid, fields in unseen.items() if fields}

    def status(self, ref_of: RefOf) -> int:
        """Return the flags: an edit its remover had not seen wins, and is surfaced."""
        if not self.removals:
            return ALIVE
        if self.edits_unseen_by_removals(ref_of):
            return ALIVE | EDITED_LATE
        added = any(lid not in self.removals for lid in self.changesets(EXISTENCE))
        return ALIVE if added else 0

    # --- how it is stored ------------------------------------------------------------------------

    def columns(self) -> tuple[int | None, int | None, bytes | None]:
        """Return lid, mask and more: the usual entity is the work of one changeset."""
        if len(self.live) == 1 and not self.ghosts and not self.removals:
            ((lid, fields),) = self.live.items()
            return lid, fields, None
        live = _flat(self.live.items())
        if not self.ghosts and not self.removals:
            return None, None, cbor.encode(live)
        removals: list[cbor.Encodable] = [
            [lid, _flat(saw.items())] for lid, saw in sorted(self.removals.items())
        ]
        return None, None, cbor.encode([live, _flat(self.ghosts.items()), removals])

    @classmethod
    def stored(cls, state: StoredState) -> Entity:
        """Return the entity that these columns hold."""
        entity = cls()
        entity.fresh = False
        entity.flags, lid, fields, more = state
        if more is None:
            entity.live = {cast("int", lid): cast("int", fields)}
            return entity
        given = cast("list[object]", cbor.decode_trusted(more))
        if not given or type(given[0]) is not list:
            entity.live = _pairs(cast("list[int]", given))
            return entity
        live, ghosts, removals = cast(
            "tuple[list[int], list[bytes | int], list[tuple[int, list[bytes | int]]]]", given
        )
        entity.live = _pairs(live)
        entity.ghosts = cast("dict[bytes, int]", _pairs(ghosts))
        entity.removals = {lid: cast("dict[bytes, int]", _pairs(saw)) for lid, saw in removals}
        return entity


def masked(fields: Mapping[int, Value]) -> int:
    """Return the mask of a new entity with these facts: they and its existence."""
    mask = EXISTENCE_BIT
    for field in fields:
        mask |= 1 << field
    return mask


def fields_of(mask: int) -> Iterable[int]:
    """Return the field numbers in `mask`, in order."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _flat(pairs: Iterable[tuple[int, int]] | Iterable[tuple[bytes, int]]) -> list[cbor.Encodable]:
    ordered = sorted(cast("Iterable[tuple[int, int]]", pairs))
    return [part for pair in ordered for part in pair]


def _pairs(flat: Sequence[_T]) -> dict[_T, _T]:
    halves = iter(flat)
    return dict(zip(halves, halves, strict=True))
