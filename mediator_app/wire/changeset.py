"""A changeset: what one Save says, its header and its body (compact.md 2, sync.md 1.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple, TypeAlias, cast

from mediator_app.wire import cbor
from mediator_app.wire.cbor import Item, Malformed

Scalar = cbor.Scalar
Value: TypeAlias = "Scalar | list[Scalar]"

VERSION = 1
SCHEMA = 1  # what this program writes
READER = 1  # the greatest `min_reader` this program understands

EXISTENCE = 0  # the field that says whether an entity is there
MAX_FIELD = 62
ID_BYTES = 16
CHANGESET_ID_BYTES = 32
EPOCH_BYTES = 8

HEADER_LIMIT = 400
BODY_LIMIT = 2**20
OPS_LIMIT = 2_000  # facts, not lines: creating one entity with ten values counts eleven
TEXT_LIMIT = 200 * 1024  # bytes of UTF-8, or of binary
PREDS_LIMIT = 64
LAMPORT_LIMIT = 2**48 - 1
NO_PREVIOUS = bytes(CHANGESET_ID_BYTES)


class Kind(IntEnum):
    """What an op does; the numbers travel."""

    CREATE = 0
    SET = 1
    RETRACT = 2
    RESTORE = 3


_CREATE = Kind.CREATE.value

# Each op names, by changeset, the ops of its own entity and field that it replaces.


class Create(NamedTuple):
    """An entity comes to be, with its first values; replaces nothing."""

    eid: bytes
    facts: Mapping[int, Value]


class Set(NamedTuple):
    """One field gets a value in place of those its author saw."""

    eid: bytes
    field: int
    value: Value
    preds: Sequence[bytes]


class Retract(NamedTuple):
    """An entity is removed; `saw` says which fields of which changesets its author saw."""

    eid: bytes
    preds: Sequence[bytes]
    saw: Mapping[bytes, int]  # changeset -> mask of fields


class Restore(NamedTuple):
    """A removed entity is back."""

    eid: bytes
    preds: Sequence[bytes]


Op = Create | Set | Retract | Restore


@dataclass(frozen=True, slots=True)
class Header:
    """What is signed: who wrote what, after what. In the order of the wire."""

    unit_id: bytes
    stream_id: bytes
    seq: int
    prev: bytes
    lamport: int
    wall: int  # seconds since 1970, never used to decide anything
    clock_quality: int
    schema: int
    min_reader: int
    key_epoch: bytes
    body_hash: bytes


HEADER_FIELDS = tuple(field.name for field in fields(Header))
_BYTES = {
    "unit_id": ID_BYTES,
    "stream_id": ID_BYTES,
    "prev": CHANGESET_ID_BYTES,
    "key_epoch": EPOCH_BYTES,
    "body_hash": CHANGESET_ID_BYTES,
}
_LEAST = {"seq": 1, "lamport": 0, "wall": -cbor.INT_BOUND}
_CLOCK_QUALITIES = range(4)


def digest(data: bytes) -> bytes:
    """Return the content address used for headers and bodies: BLAKE2b-256."""
    return blake2b(data, digest_size=CHANGESET_ID_BYTES).digest()


def ref_of(changeset_id: bytes) -> bytes:
    """Return the short name by which ops name a changeset."""
    return changeset_id[:ID_BYTES]


def encode_header(header: Header) -> bytes:
    return cbor.encode([VERSION, *(getattr(header, name) for name in HEADER_FIELDS)])


def decode_header(data: bytes) -> Header:
    """Return the header, or raise Malformed."""
    given = cbor.decode(data, limit=HEADER_LIMIT)
    if type(given) is not list or len(given) != len(HEADER_FIELDS) + 1 or given[0] != VERSION:
        raise Malformed("header")
    for name, value in zip(HEADER_FIELDS, given[1:], strict=True):
        if name in _BYTES:
            if type(value) is not bytes or len(value) != _BYTES[name]:
                raise Malformed("header")
        elif type(value) is not int or value < _LEAST.get(name, 0):
            raise Malformed("header")
    header = Header(*given[1:])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    if header.clock_quality not in _CLOCK_QUALITIES:
        raise Malformed("header")
    return header


def trusted_header(data: bytes) -> Header:
    """Read a header of our own log."""
    given = cast("list[Item]", cbor.decode_trusted(data))
    return Header(*given[1:])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def weight(op: Op) -> int:
    """Return how many facts an op counts against OPS_LIMIT."""
    return 1 + len(op.facts) if isinstance(op, Create) else 1


def encode_body(salt: bytes, ops: Iterable[Op]) -> bytes:
    """Spell a body: a random salt, the changesets named, the ops."""
    refs: dict[bytes, int] = {}

    def at(ref: bytes) -> int:
        return refs.setdefault(ref, len(refs))

    lines: list[cbor.Encodable] = []
    for op in ops:
        etype = op.eid[0]
        if isinstance(op, Create):
            lines.append([_CREATE, etype, op.eid, [*chain.from_iterable(op.facts.items())]])
        elif isinstance(op, Set):
            preds = [at(ref) for ref in op.preds]
            lines.append([Kind.SET.value, etype, op.eid, op.field, op.value, preds])
        elif isinstance(op, Retract):
            preds = [at(ref) for ref in op.preds]
            saw = [part for ref, mask in op.saw.items() for part in (at(ref), mask)]
            lines.append([Kind.RETRACT.value, etype, op.eid, preds, saw])
        else:
            lines.append([Kind.RESTORE.value, etype, op.eid, [at(ref) for ref in op.preds]])
    return cbor.encode([salt, list(refs), lines])


def trusted_body(data: bytes) -> list[Op]:
    """Read the ops of a body that this program wrote or checked."""
    _, refs, lines = cast("tuple[bytes, list[bytes], list[list[Item]]]", cbor.decode_trusted(data))
    return [_op(line, refs) for line in lines]


def decode_body(data: bytes) -> list[Op]:
    """Return the ops of a body from outside, or raise Malformed."""
    given = cbor.decode(data, limit=BODY_LIMIT)
    match given:
        case [bytes() as salt, list() as refs, list() as lines] if len(salt) == ID_BYTES:
            pass
        case _:
            raise Malformed("body")
    if any(type(ref) is not bytes or len(ref) != ID_BYTES for ref in refs):
        raise Malformed("refs")
    if len(set(cast("list[bytes]", refs))) != len(refs):
        raise Malformed("refs")
    _BodyCheck(len(refs)).check(lines)
    known = cast("list[bytes]", refs)
    return [_op(cast("list[Item]", line), known) for line in lines]


def _op(line: list[Item], refs: list[bytes]) -> Op:
    """Build one op of a line whose shape is known to be right."""
    kind, _, eid, *rest = cast("tuple[int, int, bytes, *tuple[Item, ...]]", tuple(line))
    if kind == Kind.CREATE:
        return Create(eid, _pairs(cast("list[int]", rest[0])))
    if kind == Kind.SET:
        field, value, preds = cast("tuple[int, Value, list[int]]", tuple(rest))
        return Set(eid, field, value, [refs[at] for at in preds])
    named = [refs[at] for at in cast("list[int]", rest[0])]
    if kind == Kind.RETRACT:
        saw = _pairs(cast("list[int]", rest[1]))
        return Retract(eid, named, {refs[at]: mask for at, mask in saw.items()})
    return Restore(eid, named)


def _pairs(flat: list[int]) -> dict[int, int]:
    halves = iter(flat)
    return dict(zip(halves, halves, strict=True))


class _BodyCheck:
    """The shape of foreign ops; at most one op for each entity and field."""

    def __init__(self, n_refs: int) -> None:
        self._n_refs = n_refs
        self._facts = 0
        self._seen: set[tuple[bytes, int]] = set()

    def check(self, lines: list[Item]) -> None:
        for line in lines:
            if type(line) is not list or len(line) < 4:  # noqa: PLR2004 - the shortest op
                raise Malformed("op")
            self._line(line)

    def _line(self, line: list[Item]) -> None:
        kind, etype, eid, *rest = line
        if type(eid) is not bytes or len(eid) != ID_BYTES:
            raise Malformed("eid")
        if type(etype) is not int or eid[0] != etype:
            raise Malformed("etype")  # or two authors could disagree on it
        if type(kind) is not int:
            raise Malformed("kind")
        match kind, rest:
            case Kind.CREATE, [list() as facts]:
                self._create(eid, facts)
            case Kind.SET, [int() as field, value, list() as preds]:
                self._field(eid, field)
                self._value(value)
                self._preds(preds)
            case Kind.RETRACT, [list() as preds, list() as saw]:
                self._take(eid, EXISTENCE)
                self._preds(preds)
                self._saw(saw)
            case Kind.RESTORE, [list() as preds]:
                self._take(eid, EXISTENCE)
                self._preds(preds)
            case _:
                raise Malformed("kind")

    def _create(self, eid: bytes, facts: list[Item]) -> None:
        if len(facts) % 2:
            raise Malformed("facts")
        self._take(eid, EXISTENCE)
        for field, value in zip(facts[::2], facts[1::2], strict=True):
            self._field(eid, field)
            self._value(value)

    def _field(self, eid: bytes, field: Item) -> None:
        if type(field) is not int or not EXISTENCE < field <= MAX_FIELD:
            raise Malformed("field")
        self._take(eid, field)

    def _take(self, eid: bytes, field: int) -> None:
        self._facts += 1
        if self._facts > OPS_LIMIT:
            raise Malformed("many")
        if (eid, field) in self._seen:
            raise Malformed("twice")
        self._seen.add((eid, field))

    def _value(self, value: Item) -> None:
        problem = value_problem(value)
        if problem:
            raise Malformed(problem)

    def _preds(self, preds: list[Item]) -> None:
        if len(preds) > PREDS_LIMIT:
            raise Malformed("preds")
        for at in preds:
            self._position(at)

    def _position(self, at: Item) -> None:
        if type(at) is not int or not 0 <= at < self._n_refs:
            raise Malformed("preds")

    def _saw(self, saw: list[Item]) -> None:
        if len(saw) % 2:
            raise Malformed("saw")
        positions = saw[::2]
        for at, mask in zip(positions, saw[1::2], strict=True):
            self._position(at)
            if type(mask) is not int or mask < 0:
                raise Malformed("saw")
        if len(set(cast("list[int]", positions))) != len(positions):
            raise Malformed("saw")


def value_problem(value: object) -> str:
    """Return why `value` may not travel as the value of a fact, or nothing."""
    kind = type(value)
    if kind is list:
        for item in cast("list[object]", value):
            problem = "depth" if type(item) is list else value_problem(item)
            if problem:
                return problem
        return ""
    if kind is str:
        return _text_problem(cast("str", value))
    if kind is int:
        return "" if -cbor.INT_BOUND <= cast("int", value) < cbor.INT_BOUND else "integer"
    if kind is bytes:
        return "long" if len(cast("bytes", value)) > TEXT_LIMIT else ""
    return "" if value is None or kind is bool else "type"


def _text_problem(text: str) -> str:
    if "\0" in text:
        return "text"
    if text.isascii():
        return "long" if len(text) > TEXT_LIMIT else ""
    try:
        return "long" if len(text.encode()) > TEXT_LIMIT else ""
    except UnicodeEncodeError:  # half of a surrogate pair
        return "text"
