"""What can be done with a case: open it, read it, change it, tell its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mediator_app.core import coherence, deeds, documents, signing, validate
from mediator_app.core.errors import AppError
from mediator_app.core.interchange.shape import CASE_FILE_ID, entity_id, part_of, single_id
from mediator_app.core.marks import N_
from mediator_app.core.records.agreements import Agreement
from mediator_app.core.records.base import Record
from mediator_app.core.records.cases import CaseFile, Document, Note
from mediator_app.core.records.meetings import Meeting
from mediator_app.core.records.parties import Mandate, Party
from mediator_app.core.records.registry import record_type
from mediator_app.core.roles import Act
from mediator_app.core.validate import Fault
from mediator_app.core.view import CaseView, Entry
from mediator_app.db.reads import cases as reads
from mediator_app.journal import Edit
from mediator_app.services import apart, drafts, views
from mediator_app.services.history import HistoryLine, history
from mediator_app.services.listing import CaseFilter, CaseRow, Counts, counts, find, rows, unit_of
from mediator_app.services.places import places
from mediator_app.services.profile import CASE
from mediator_app.services.work import Changed, Workspace, Writer

# Which cases there are, what is done with them and what was done are asked for together.
__all__ = [
    "CaseFilter",
    "CaseRow",
    "Counts",
    "HistoryLine",
    "counts",
    "find",
    "history",
    "rows",
    "unit_of",
]

MOVED = frozenset({"stage", "state", "state_reason", "state_review_on", "closed_on", "number"})
PLACE_FACTS = ("region", "cercle", "commune", "locality")


NOT_YET_HELD = N_("This day is still to come: the meeting cannot have been held.")


class NotValid(AppError):
    """Values that a record may not have; nothing of them was kept."""

    message = N_("{problem}")

    def __init__(self, faults: list[Fault]) -> None:
        first = faults[0]
        super().__init__(problem=first.message)
        self.faults = faults

    def sentence(self, translate: Any) -> str:
        first = self.faults[0]
        return f"{first.path}: {translate(first.message).format(**first.values)}"


class NoSuchCase(AppError):
    """A reference that names no case here."""

    message = N_("There is no case “{reference}” on this computer.")


class AmbiguousReference(AppError):
    """A reference that names several cases."""

    message = N_("“{reference}” names several cases: {numbers}. Give a longer one.")


class SignedText(AppError):
    """What people signed was to be changed, added to or taken away."""

    message = N_(
        "This agreement is signed, so its text stays as it is. "
        "Make an amendment, or say that it was not really signed."
    )


class MovedNotSet(AppError):
    """What only a move of the case changes was to be written by hand, past its guards."""

    message = N_("“{field}” is not set by hand; it follows from moving the case.")


def by_reference(work: Workspace, reference: str) -> bytes:
    """Return the one case that a number, an outside reference or the start of an id names."""
    found: list[reads.Match] = []
    if validate.can_be_kept(reference):  # a terminal may hand over bytes that are no text
        with work.read() as connection:
            found = reads.by_reference(connection, reference)
    if not found:
        raise NoSuchCase(reference=validate.printable(reference))
    if len(found) > 1:
        numbers = ", ".join(match.number or match.unit_id.hex()[:8] for match in found[:5])
        raise AmbiguousReference(reference=validate.printable(reference), numbers=numbers)
    return found[0].unit_id


def view(work: Workspace, unit_id: bytes, *, names: bool = False) -> CaseView:
    """Return the whole case as values; a case whose names are apart shows codes without `names`."""
    with work.read() as connection:
        found = views.view(connection, unit_id)
    return found if names else apart.shown(found)


def live(work: Workspace, unit_id: bytes, eid: bytes) -> Mapping[str, frozenset[bytes]]:
    """Return what stood in each field when a form was opened; hand it back to save()."""
    with work.read() as connection:
        return views.live(connection, unit_id, eid)


# writing


def open_case(
    work: Workspace, values: Mapping[str, Any], *, draft: str | None = None
) -> tuple[bytes, Changed]:
    """Open a case and give it its number; return its unit id. The draft goes with it."""
    filled = {
        "opened_on": work.believed_today(),
        "mediator": work.info.name,
        **validate.given(values.items()),
    }
    filled.update(stage="intake", state="active")
    work.require(Act.OPEN)
    record = checked(CaseFile, validate.given(_placed(filled).items()))
    with work.write() as writer:
        unit_id = new_unit(work)
        numbered = {**vars_of(record), "number": next_number(work, writer)}
        writer.author(unit_id, [create(CaseFile, CASE_FILE_ID, numbered)])
        drafts.saved(writer, draft)
        return unit_id, writer.changed


def save(  # noqa: PLR0913 - what a form knows
    work: Workspace,
    unit_id: bytes,
    record: str,
    values: Mapping[str, Any],
    *,
    eid: bytes | None = None,
    seen: Mapping[str, frozenset[bytes]] | None = None,
    draft: str | None = None,
) -> tuple[bytes, Changed]:
    """Keep a new record, or what changed in a known one; return its id.

    `seen` is what live() gave when the form was opened: what arrived since stays visible.
    `draft` names the form: what was typed there is forgotten with the save.
    """
    kind = record_type(record)
    with work.write() as writer:
        before = views.some(writer.connection, unit_id, *_needed(kind))
        meant = apart.whole(writer.connection, unit_id, kind, values, eid=eid)
        edit = _edit_of(work, before, kind, meant, eid=eid, seen=seen)
        edits = [edit] if edit.values else []
        writer.author(unit_id, apart.numbered(writer.connection, unit_id, edits))
        drafts.saved(writer, draft)
        return edit.eid, writer.changed


def save_many(work: Workspace, unit_id: bytes, changes: Mapping[str, Mapping[str, Any]]) -> Changed:
    """Keep changes of several records that a case has once, together or not at all."""
    kinds = {name: record_type(name) for name in changes}
    with work.write() as writer:
        needed = (kind for named in kinds.values() for kind in _needed(named))
        before = views.some(writer.connection, unit_id, *needed)
        meant = {
            name: apart.whole(writer.connection, unit_id, kinds[name], values, eid=None)
            for name, values in changes.items()
        }
        edits = [
            _edit_of(work, before, kinds[name], values, eid=None, seen=None)
            for name, values in meant.items()
        ]
        written = [edit for edit in edits if edit.values]
        writer.author(unit_id, apart.numbered(writer.connection, unit_id, written))
        return writer.changed


def remove(work: Workspace, unit_id: bytes, eid: bytes) -> Changed:
    """Take a record away; it stays in the history and can be restored."""
    with work.write() as writer:
        before = views.view(writer.connection, unit_id)
        known = before.by_id(eid)
        if known is not None:
            work.require(*deeds.needed_to_remove(known.record))
            _guard_signed(before, known.record)
            writer.author(unit_id, [Edit(known.record.ETYPE, eid, {0: False})])
        return writer.changed


def add_note(work: Workspace, unit_id: bytes, text: str) -> Changed:
    """Add a remark under today's date and the person's name."""
    values = {"text": text, "noted_on": work.believed_today(), "author": work.info.name}
    return save(work, unit_id, Note.NAME, values)[1]


# used by the other services


def new_unit(work: Workspace) -> bytes:
    """Return the id of a new case."""
    return bytes([CASE]) + work.environment.random_bytes(15)


def next_number(work: Workspace, writer: Writer) -> str:
    """Return the next provisional case number of this laptop: X7K-0042."""
    prefix = work.info.code
    return f"{prefix}-{reads.last_number(writer.connection, prefix) + 1:04d}"


def checked(kind: type[Record], values: Mapping[str, Any]) -> Any:
    """Return the record that `values` make, or raise NotValid."""
    made, faults = validate.check(kind, values)
    if faults:
        raise NotValid(faults)
    return made


def vars_of(record: Record) -> dict[str, Any]:
    """Return a record's facts by name."""
    facts: dict[str, Any] = vars(record)
    return facts


def create(kind: type[Record], eid: bytes, values: Mapping[str, Any]) -> Edit:
    """Describe a new record."""
    numbers = kind.numbers()
    said: dict[int, Any] = {0: True}
    for name, value in values.items():
        if value is not None and name in numbers:
            said[numbers[name]] = value
    return Edit(kind.ETYPE, eid, said)


def change(
    kind: type[Record],
    eid: bytes,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, frozenset[bytes]] | None = None,
) -> Edit:
    """Describe a change of some facts of a known record."""
    numbers = kind.numbers()
    known = {numbers[n]: refs for n, refs in seen.items() if n in numbers} if seen else None
    return Edit(kind.ETYPE, eid, {numbers[n]: v for n, v in values.items()}, seen=known)


def _needed(kind: type[Record]) -> tuple[type[Record], ...]:
    """Return what has to be known of a case before a record of this kind is edited."""
    if kind is Document:
        return documents.AROUND
    return (kind, Agreement) if kind in signing.FROZEN_PARTS else (kind,)


def _edit_of(
    work: Workspace,
    before: CaseView,
    kind: type[Record],
    values: Mapping[str, Any],
    *,
    eid: bytes | None,
    seen: Mapping[str, frozenset[bytes]] | None,
) -> Edit:
    changes: Mapping[str, Any] = {n: None if v == "" else v for n, v in values.items()}
    if kind is CaseFile:
        changes = _placed(changes)
    made = eid or _new_id(work, kind, changes)
    known = before.by_id(made)
    if eid is None and known is not None and kind is Mandate:
        # The one that ended or was withdrawn stays in the ledger beside the new one.
        made, known = _random_id(work, kind), None
    if known is None:
        work.require(*deeds.needed(kind, {n: v for n, v in changes.items() if v is not None}))
        fresh = checked(kind, validate.given(changes.items()))
        if kind is not Agreement:  # the first word on an agreement may be that it was signed
            _guard_signed(before, fresh)
        _check_coherence(fresh, made, before)
        _check_photo(work, before, fresh)
        _check_day(work, fresh)
        facts = vars_of(fresh)
        if "rank" in facts and facts["rank"] is None:
            facts = {**facts, "rank": next_rank(before.all(kind))}
        return create(kind, made, facts)
    differing = _differing(known.record, changes)
    if differing:
        work.require(*deeds.needed(kind, differing, known.record))
    _guard_signed(before, known.record, frozenset(differing))
    meant = known.record.model_copy(update=differing)
    _check_coherence(meant, made, before)
    if {"state", "held_on"} & differing.keys():
        _check_day(work, meant)
    if {"kind", "party"} & differing.keys():
        _check_photo(work, before, meant)
    if kind is CaseFile and (moved := sorted(MOVED & differing.keys())):
        raise MovedNotSet(field=moved[0])
    return change(kind, made, differing, seen=seen)


def _check_coherence(record: Record, eid: bytes, before: CaseView) -> None:
    others = {e.eid: e.record for e in before.all(Party)} if isinstance(record, Party) else {}
    if faults := coherence.faults(record, eid, others):
        raise NotValid(faults)


def _check_photo(work: Workspace, before: CaseView, record: Record) -> None:
    if isinstance(record, Document):
        documents.check_photo(before, record, today=work.today())


def _check_day(work: Workspace, record: Record) -> None:
    """Refuse a meeting that was held tomorrow, unless it is the clock that errs."""
    if not isinstance(record, Meeting) or record.state != "held":
        return
    if work.environment.quality() and (record.held_on or "") > work.today().isoformat():
        raise NotValid([Fault("held_on", "held_on", NOT_YET_HELD)])


def next_rank(held: Iterable[Entry[Any]]) -> int:
    """Return the place behind the last of these elements."""
    ranks = (getattr(entry.record, "rank", None) for entry in held)
    return max((rank for rank in ranks if isinstance(rank, int)), default=0) + 1


def _differing(record: Record, changes: Mapping[str, Any]) -> dict[str, Any]:
    current = vars_of(record)
    kept, faults = validate.check_changes(type(record), current, changes)
    if faults:
        raise NotValid(faults)
    return {name: value for name, value in kept.items() if value != current.get(name)}


def _new_id(work: Workspace, kind: type[Record], values: Mapping[str, Any]) -> bytes:
    """Return an id that two laptops agree on where the record has a natural name."""
    part = part_of(kind.NAME)
    if part and part.identity:
        names = (values.get(name) or "" for name in part.identity)
        return entity_id(kind.ETYPE, *names)
    if kind is CaseFile:
        return CASE_FILE_ID
    if part and part.single:
        return single_id(kind)
    return _random_id(work, kind)


def _random_id(work: Workspace, kind: type[Record]) -> bytes:
    return bytes([kind.ETYPE]) + work.environment.random_bytes(15)


def _placed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Add the code of the place where the list knows it; free text stays as it is."""
    filled = dict(values)
    if any(name in values for name in PLACE_FACTS):
        chain = {name: str(values.get(name) or "") for name in PLACE_FACTS}
        place = places().resolve(**chain)
        filled["place_id"] = place.id if place else None
    return filled


def _guard_signed(before: CaseView, record: Record, changed: frozenset[str] | None = None) -> None:
    """Refuse to touch what people signed; None means that the whole record comes or goes."""
    if (changed is None or changed) and signing.is_frozen(before.all(Agreement), record, changed):
        raise SignedText
