"""What two laptops lack of each other: one message each way, enough one way (sync.md 1.12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection

from mediator_app.db.driver import DriverConnection, driver_of
from mediator_app.journal import statements as sql
from mediator_app.journal.ingest import Item
from mediator_app.wire.changeset import BODY_LIMIT, CHANGESET_ID_BYTES, ref_of
from mediator_app.wire.zstd import Packer

_MODULUS = 1 << 8 * CHANGESET_ID_BYTES


@dataclass(frozen=True, slots=True)
class StreamSummary:
    """What a laptop holds of one stream: the sum of the ids vouches for the rest.

    `refs` names every changeset where the numbers alone would not do: one is missing, or one
    number was given twice.
    """

    max_seq: int
    count: int
    digest: bytes
    refs: frozenset[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A changeset this laptop holds."""

    seq: int
    changeset_id: bytes


Summary = Mapping[bytes, StreamSummary]  # by stream


def summary(connection: Connection, unit_id: bytes) -> dict[bytes, StreamSummary]:
    """Return what this laptop holds of a unit; nothing for a unit it does not know."""
    return {
        stream_id: summarise(held)
        for stream_id, held in _streams(driver_of(connection), unit_id).items()
    }


def summarise(held: list[Held]) -> StreamSummary:
    max_seq = max(each.seq for each in held)
    is_regular = len(held) == max_seq == len({each.seq for each in held})
    refs = None if is_regular else frozenset(ref_of(each.changeset_id) for each in held)
    return StreamSummary(max_seq, len(held), _digest(held), refs)


def missing_for(connection: Connection, unit_id: bytes, peer: Summary) -> list[Item]:
    """Return the changesets of a unit that a laptop with this summary lacks.

    What it has may be among them where the numbers leave a doubt: to receive is idempotent.
    """
    raw = driver_of(connection)
    packer = Packer()
    items: list[Item] = []
    for stream_id, held in _streams(raw, unit_id).items():
        for each in lacking(held, peer.get(stream_id)):
            header, signature, packed = raw.execute(sql.ITEM, (each.changeset_id,)).fetchone()
            body = None if packed is None else packer.inflate(packed, limit=BODY_LIMIT)
            items.append(Item(header, signature, body))
    return items


def lacking(held: list[Held], peer: StreamSummary | None) -> list[Held]:
    """Return those changesets of one stream that the peer has not, or may not have."""
    if peer is None:
        return held
    if peer.refs is not None:
        return [each for each in held if ref_of(each.changeset_id) not in peer.refs]
    common = [each for each in held if each.seq <= peer.max_seq]
    if len(common) == peer.count and _digest(common) == peer.digest:
        return held[len(common) :]  # the usual case: held is in the order of seq
    return held  # a hole or a fork on this side


def forks(connection: Connection) -> list[tuple[bytes, bytes, int]]:
    """Return unit, stream and number of changesets whose number was given twice.

    A disk was copied, or an old backup restored unnoticed. Both changesets count.
    """
    return driver_of(connection).execute(sql.FORKS).fetchall()


def _streams(raw: DriverConnection, unit_id: bytes) -> dict[bytes, list[Held]]:
    rows = raw.execute(sql.STREAMS_OF_UNIT, (unit_id,)).fetchall()
    return {
        stream_id: [Held(seq, changeset_id) for _, seq, changeset_id in group]
        for stream_id, group in groupby(rows, key=lambda row: row[0])
    }


def _digest(held: Iterable[Held]) -> bytes:
    total = sum(int.from_bytes(each.changeset_id, "big") for each in held)
    return (total % _MODULUS).to_bytes(CHANGESET_ID_BYTES, "big")
