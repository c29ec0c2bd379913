"""What comes from elsewhere: checked here before the log takes it in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mediator_app.journal.log import Entry, State
from mediator_app.journal.parts import Verify
from mediator_app.wire.cbor import Malformed
from mediator_app.wire.changeset import BODY_LIMIT, Op, decode_body, decode_header, digest


@dataclass(frozen=True, slots=True)
class Item:
    """A changeset as it travels, decrypted and inflated; no body: it was purged."""

    header: bytes
    signature: bytes
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A changeset that was set aside in the quarantine, and why (a short code)."""

    changeset_id: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What an ingest did. `units` have changed; `newer` hold what needs a newer program."""

    new: int
    known: int
    units: frozenset[bytes]
    newer: frozenset[bytes]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets in what is well-formed and signed by a stream's owner.

    A missing body is believed only for the ids in `purged`, whose purge an authority signed:
    otherwise anybody could make a laptop refuse the real body for ever.
    """

    verify: Verify
    reader: int
    purged: Collection[bytes]

    def admit(self, item: Item, changeset_id: bytes) -> tuple[Entry, list[Op]]:
        """Return what goes into the log and what is to be applied, or raise Malformed."""
        header = decode_header(item.header)
        if not self.verify(header.stream_id, item.header, item.signature):
            raise Malformed("signature")
        body, state, ops = item.body, State.APPLIED, list[Op]()
        if changeset_id in self.purged:
            body, state = None, State.PURGED
        elif body is None:
            raise Malformed("no body")
        elif len(body) > BODY_LIMIT or digest(body) != header.body_hash:
            raise Malformed("body hash")
        elif header.min_reader > self.reader:
            state = State.NEWER  # its ops may have a form that we can't even check
        else:
            ops = decode_body(body)
        return Entry(header, item.header, item.signature, body, changeset_id, state), ops
