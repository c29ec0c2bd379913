"""What a journal is made of, handed in once per open profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from mediator_app.core.clock import ClockQuality
from mediator_app.core.environment import Environment
from mediator_app.core.records.spec import TypeSpec
from mediator_app.journal.statements import TypeTable
from mediator_app.wire.changeset import READER

Types = Mapping[int, TypeSpec]  # by etype
Verify = Callable[[bytes, bytes, bytes], bool]  # stream id, header, signature


class Signer(Protocol):
    """This laptop in its current stream; adds the prefix of changesets by itself."""

    @property
    def device_id(self) -> bytes: ...
    @property
    def stream_id(self) -> bytes: ...
    def sign(self, header: bytes) -> bytes: ...


def nobody(_stream_id: bytes, _header: bytes, _signature: bytes) -> bool:
    """Trust no stream: what a journal does that was given no roster."""
    return False


def plausible() -> ClockQuality:
    return ClockQuality.PLAUSIBLE


@dataclass(slots=True)
class Parts:
    """`reader`: the greatest `min_reader` of a changeset that this program applies."""

    types: Callable[[], Types]
    signer: Signer
    environment: Environment
    fold: Callable[[str], str]
    verify: Verify = nobody
    clock_quality: Callable[[], ClockQuality] = plausible
    reader: int = READER
    _known: tuple[Types, Mapping[int, TypeTable]] | None = None

    def tables(self) -> Mapping[int, TypeTable]:
        """Return the statements of every record type, by number."""
        types = self.types()
        if self._known is None or self._known[0] is not types:
            self._known = types, {etype: TypeTable(spec) for etype, spec in types.items()}
        return self._known[1]

    def seconds(self) -> int:
        """Return the wall time as it travels."""
        return int(self.environment.now().timestamp())
