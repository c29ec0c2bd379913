"""What a service asks the journal to write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mediator_app.wire.changeset import Value


class Edit(NamedTuple):
    """New values of one entity, by field number.

    Field 0 is its existence: True creates or restores it, False removes it (alone). `seen` is
    what `live_refs` said when the form was opened: a value that came since stays visible beside
    the new one. Without it the edit replaces everything that is live now.
    """

    etype: int
    eid: bytes
    values: Mapping[int, Value]
    seen: Mapping[int, frozenset[bytes]] | None = None
