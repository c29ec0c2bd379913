"""One whole case as values: what rules judge, pages show and reports print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from mediator_app.core.goal import GOAL
from mediator_app.core.records.agreements import Agreement
from mediator_app.core.records.base import Record
from mediator_app.core.records.cases import CaseFile
from mediator_app.core.records.parties import Party
from mediator_app.core.records.registry import record_type

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A record with the id it has in its unit (16 bytes)."""

    eid: bytes
    record: R

    @property
    def kind(self) -> type[Record]:
        return type(self.record)


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything alive in one unit, in a stable order (by first change, then id).

    `conflicts` names the (entity id, field name) pairs that two people wrote at once; `code`
    is the short content hash printed on paper; `masked` says that codes stand in place of names. A case always has its CaseFile; a notebook has
    none.
    """

    unit_id: bytes
    records: Mapping[str, tuple[Entry[Any], ...]]  # by record name
    conflicts: frozenset[tuple[bytes, str]] = field(default_factory=frozenset[tuple[bytes, str]])
    code: str = ""
    masked: bool = False
    goal: int = GOAL  # per cent of women and of young people that the office asks for

    def all(self, kind: type[R]) -> tuple[Entry[R], ...]:
        """Return all records of one kind."""
        return self.records.get(kind.NAME, ())

    def one(self, kind: type[R]) -> Entry[R] | None:
        """Return the only record of a kind that a case has once (land, agreement …)."""
        found = self.all(kind)
        return found[0] if found else None

    def under(self, kind: type[R], parent: str, eid: bytes) -> tuple[Entry[R], ...]:
        """Return the records of a kind whose reference `parent` names `eid`."""
        return tuple(e for e in self.all(kind) if getattr(e.record, parent) == eid)

    def by_id(self, eid: bytes) -> Entry[Any] | None:
        """Return the record with this id, of whatever kind."""
        for entries in self.records.values():
            for entry in entries:
                if entry.eid == eid:
                    return entry
        return None

    @property
    def case(self) -> CaseFile:
        entry = self.one(CaseFile)
        if entry is None:
            raise LookupError(self.unit_id.hex())
        return entry.record

    @property
    def agreement(self) -> Entry[Agreement] | None:
        """Return the agreement in force: the last one signed; a draft while nobody has signed."""
        signed = [e for e in self.agreements if e.record.signed_on]
        replaced = {e.record.replaces for e in signed}
        standing = [e for e in signed if e.eid not in replaced] or signed
        return standing[-1] if standing else self.draft_agreement

    @property
    def draft_agreement(self) -> Entry[Agreement] | None:
        """Return the agreement that is being written: the first, or an amendment."""
        return next((e for e in reversed(self.agreements) if not e.record.signed_on), None)

    @property
    def agreements(self) -> tuple[Entry[Agreement], ...]:
        """Return every version, signed ones first in the order of signing, then drafts."""
        return tuple(sorted(self.all(Agreement), key=_signing))

    @property
    def sides(self) -> tuple[str, ...]:
        """Return the sides that parties stand on, in order."""
        return tuple(sorted({e.record.side for e in self.all(Party) if e.record.side}))

    def party_name(self, eid: bytes | None) -> str:
        """Return the name of a party, or "" when it has none or has not arrived yet."""
        entry = self.by_id(eid) if eid else None
        return (entry.record.name or "") if entry and isinstance(entry.record, Party) else ""


def _signing(held: Entry[Agreement]) -> tuple[str, int, bytes]:
    signed, version = held.record.signed_on, held.record.version
    return (signed or "9999-99-99", version if isinstance(version, int) else 1, held.eid)


def entry(name: str, eid: bytes, values: Mapping[str, Any]) -> Entry[Any]:
    """Return a stored record as a value.

    Nothing is validated: what two laptops wrote must be shown even where it breaks a bound.
    """
    known = record_type(name)
    return Entry(eid, known.model_construct(None, **dict(values)))
