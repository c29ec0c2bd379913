"""What a set of changesets means, straight from the definition: one fact per row, no order.

Slow and simple on purpose, and it shares no code with the journal.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import blake2b

import cbor2

from mediator_app.core.records.spec import Policy, Storage

CREATE, SET, RETRACT, RESTORE = range(4)
LATEST_LAMPORT = 2**48 - 1


@dataclass
class Fact:
    """One op on one field; field 0 is existence, with the value True or False."""

    unit: bytes
    ref: bytes
    eid: bytes
    field: int
    value: object
    order: tuple[int, bytes]
    preds: set[bytes]
    saw: set[tuple[bytes, int]] = field(default_factory=set)

    @property
    def name(self):
        return (self.unit, self.eid, self.field, self.ref)


_facts_by_header: dict[bytes, list[Fact]] = {}


def facts_of(item) -> list[Fact]:
    if item.header not in _facts_by_header:
        _facts_by_header[item.header] = list(_decode(item))
    return _facts_by_header[item.header]


def _decode(item):
    _, unit, _, _, _, lamport, *_ = cbor2.loads(item.header)
    changeset_id = blake2b(item.header, digest_size=32).digest()
    ref, order = changeset_id[:16], (min(lamport, LATEST_LAMPORT), changeset_id)
    _, refs, ops = cbor2.loads(item.body)
    for kind, _, eid, *rest in ops:
        if kind == CREATE:
            yield Fact(unit, ref, eid, 0, True, order, set())
            for number, value in zip(rest[0][::2], rest[0][1::2], strict=True):
                yield Fact(unit, ref, eid, number, value, order, set())
        elif kind == SET:
            number, value, preds = rest
            yield Fact(unit, ref, eid, number, value, order, {refs[p] for p in preds})
        elif kind == RESTORE:
            yield Fact(unit, ref, eid, 0, True, order, {refs[p] for p in rest[0]})
        else:
            saw = {
                (refs[p], number)
                for p, mask in zip(rest[1][::2], rest[1][1::2], strict=True)
                for number in range(63)
                if mask >> number & 1
            }
            yield Fact(unit, ref, eid, 0, False, order, {refs[p] for p in rest[0]}, saw)


class Oracle:
    """Everything that follows from some changesets."""

    def __init__(self, items, types) -> None:
        self.types = types
        self.facts = [fact for item in items for fact in facts_of(item)]
        dead = {
            (fact.unit, fact.eid, fact.field, pred) for fact in self.facts for pred in fact.preds
        }
        self.live: dict[tuple[bytes, bytes], dict[int, list[Fact]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for fact in self.facts:
            self.live[fact.unit, fact.eid]  # an entity whose facts are all dead is one too
            if fact.name not in dead:
                self.live[fact.unit, fact.eid][fact.field].append(fact)

    def refs(self, unit: bytes, eid: bytes) -> dict[int, frozenset[bytes]]:
        """Return the live refs by field, as a form is opened with."""
        live = self.live.get((unit, eid), {})
        return {n: frozenset(f.ref for f in facts) for n, facts in live.items() if facts}

    def flags(self, key) -> tuple[bool, bool]:
        """Return whether an entity is alive, and whether it was edited after a removal."""
        live = self.live[key]
        removals = [fact for fact in live[0] if fact.value is False]
        if not removals:
            return True, False
        seen = set().union(*(fact.saw for fact in removals))
        late = any((f.ref, n) not in seen for n, facts in live.items() if n for f in facts)
        return late or len(removals) < len(live[0]), late

    def register(self, key, spec) -> list:
        """Return the distinct live values of a field, the one to be shown first."""
        newest_first = sorted(self.live[key][spec.number], key=lambda f: f.order, reverse=True)
        distinct = {cbor2.dumps(fact.value): fact.value for fact in reversed(newest_first)}
        values = [distinct.pop(cbor2.dumps(f.value), _GONE) for f in newest_first]
        values = [value for value in values if value is not _GONE]
        if spec.policy is Policy.EARLIEST:
            ranks = {code: at for at, code in enumerate(spec.order)}
            values.sort(key=lambda v: ranks.get(v, 99) if isinstance(v, str) else 99)
        return values

    def dump(self) -> dict[str, list[tuple]]:
        """Return what the tables must hold."""
        dump: dict[str, list[tuple]] = {spec.name: [] for spec in self.types.values()}
        dump |= {"conflict": [], "ent": []}
        for key in self.live:
            unit, eid = key
            alive, late = self.flags(key)
            dump["ent"].append((unit, eid, eid[0], alive + 2 * late))
            spec = self.types.get(eid[0])
            if spec is None:
                continue
            if late:
                dump["conflict"].append((unit, eid, 0, 2))
            row = [unit, eid, int(alive)]
            for each in spec.fields:
                values = self.register(key, each)
                row.append(cell(values[0], each.storage) if values else None)
                if len(values) > 1 and each.policy is not Policy.QUIET:
                    dump["conflict"].append((unit, eid, each.number, len(values)))
            dump[spec.name].append(tuple(row))
        return {name: sorted(rows, key=repr) for name, rows in dump.items()}

    def units_with(self, word: str) -> set[bytes]:
        """Return the units in which a search must find this word."""
        return {
            key[0]
            for key in self.live
            if key[1][0] in self.types and self.flags(key)[0]
            for spec in self.types[key[1][0]].fields
            if spec.searchable
            for value in self._to_be_found(key, spec)
            if word in str(value).lower()
        }

    def _to_be_found(self, key, spec):
        values = self.register(key, spec)
        shown, others = values[:1], values[1:]
        return [cell(v, spec.storage) for v in shown if v is not None] + others


_GONE = object()


def cell(value, storage):
    if storage is Storage.LIST and type(value) is list:
        if any(type(item) is bytes for item in value):
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    fitting = {
        Storage.TEXT: str,
        Storage.INTEGER: int,
        Storage.BOOLEAN: bool,
        Storage.BYTES: bytes,
        Storage.LIST: None,
    }
    return value if type(value) is fitting[storage] else None
