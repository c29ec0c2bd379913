"""The open case file, in and out of the profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from mediator_app.core import signing, workflow
from mediator_app.core.errors import AppError
from mediator_app.core.interchange.problems import TOO_LARGE, FileRefused, Problem
from mediator_app.core.interchange.read import LARGEST, DraftCase, Drafts, parse
from mediator_app.core.marks import N_
from mediator_app.core.records.agreements import Agreement, Clause, ReadAloud, Signatory
from mediator_app.core.records.base import Record
from mediator_app.core.records.cases import CaseFile, StageMove
from mediator_app.core.records.codes import STAGE
from mediator_app.core.records.parties import Party
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.db.reads import cases as reads
from mediator_app.host.collector import no_collector
from mediator_app.host.files import told_in_words
from mediator_app.journal import Edit
from mediator_app.services import apart, views
from mediator_app.services.cases import PLACE_FACTS, change, create, new_unit, next_rank, vars_of
from mediator_app.services.exporting import Exported, Withheld, export_file
from mediator_app.services.places import places
from mediator_app.services.work import Changed, Workspace, Writer

TOGETHER = 250  # cases brought into the tables at once

Progress = Callable[[int, int], None]  # done, total


class Cancelled(AppError):
    """The person stopped it; nothing was kept."""

    message = N_("Stopped. Nothing was imported.")


CHANGED_CLAUSE = N_("A signed clause cannot be changed.")
CHANGED_SIGNED = N_("What was signed cannot be changed.")
SIGNED_KEYS: Mapping[type[Record], str] = {
    Clause: "clauses",
    Signatory: "signatories",
    ReadAloud: "read_aloud",
}


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - what the person is warned of
    """Something to look at in one imported case; the case was kept as given."""

    external_id: str
    message: str
    values: dict[str, object] = field(default_factory=dict[str, object])
    unmet: str | None = None  # codes of guards, as the history keeps them

    def sentence(self, translate: Callable[[str], str]) -> str:
        """Return what there is to look at, in the language of `translate`."""
        missing = " ".join(workflow.explain(self.unmet, translate))
        stage = STAGE.get(str(self.values.get("stage")))
        values = {**self.values, "stage": translate(stage)} if stage else self.values
        return translate(self.message).format(**values, missing=missing)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or in a dry run would have done."""

    added: int
    updated: int
    unchanged: int
    warnings: tuple[Warning, ...]
    changed: Changed = field(default_factory=Changed)


NUMBER_TAKEN = N_("The number {number} is taken here; the case got {given}.")
UNMET = N_("At stage “{stage}” although this was missing: {missing}")


def import_file(
    work: Workspace,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Imported:
    """Import a file whole, in one transaction, or raise FileRefused and keep nothing."""
    with no_collector():
        with told_in_words(path):
            if path.stat().st_size > LARGEST * 1_000_000:
                raise FileRefused([Problem("file", TOO_LARGE, {"megabytes": LARGEST})])
            drafts = parse(path.read_bytes())
        return import_cases(work, drafts, dry_run=dry_run, progress=progress, cancelled=cancelled)


def import_cases(
    work: Workspace,
    drafts: Drafts | Sequence[DraftCase],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Imported:
    """Import checked cases; see import_file."""
    work.require(Act.IMPORT)
    try:
        with work.write() as writer:
            importing = _Import(work, writer)
            left = iter(drafts)  # a fault further on raises when all was read: it undoes the rest
            brought = 0
            while some := list(islice(left, TOGETHER)):
                _stop_if(cancelled)
                importing.bring(some)
                writer.flush()
                brought += len(some)
                if progress:
                    progress(brought, len(drafts))
            return importing.end(writer.changed, dry_run=dry_run)
    except _DryRun as done:
        return done.outcome


def _stop_if(cancelled: Callable[[], bool] | None) -> None:
    if cancelled and cancelled():
        raise Cancelled


class _DryRun(Exception):
    def __init__(self, outcome: Imported) -> None:
        super().__init__()
        self.outcome = outcome


class _Import:
    """One import on its way."""

    def __init__(self, work: Workspace, writer: Writer) -> None:
        self._work, self._writer = work, writer
        self._own = f"{work.info.code}-"
        self._number = reads.last_number(writer.connection, work.info.code)
        self._today = work.today()
        self.problems: list[Problem] = []
        self._warnings: list[Warning] = []
        self._counts = {"added": 0, "updated": 0, "unchanged": 0}

    def end(self, changed: Changed, *, dry_run: bool) -> Imported:
        """Return the outcome, or raise so that the transaction is undone."""
        if self.problems:
            raise FileRefused(self.problems)
        if dry_run:
            raise _DryRun(self.outcome(Changed()))
        return self.outcome(changed)

    def outcome(self, changed: Changed) -> Imported:
        return Imported(**self._counts, warnings=tuple(self._warnings), changed=changed)

    def bring(self, drafts: Sequence[DraftCase]) -> None:
        connection = self._writer.connection
        known = reads.by_external_ids(connection, [draft.external_id for draft in drafts])
        asked = [draft.case.number for draft in drafts if draft.case.number]
        taken = set(reads.numbers_taken(connection, asked)) if asked else set[str]()
        for draft in drafts:
            unit_id = known.get(draft.external_id)
            if unit_id is None:
                self._add(draft, taken)
            else:
                self._update(unit_id, draft)

    def _add(self, draft: DraftCase, taken: set[str]) -> None:
        case = draft.case
        fresh: dict[str, Any] = {
            "stage": case.stage or "intake",
            "state": case.state or "active",
            "place_id": _place_id(case),
            "number": case.number,
        }
        if case.number is None or case.number in taken:
            self._number += 1
            fresh["number"] = f"{self._own}{self._number:04d}"
            if case.number:
                told: dict[str, object] = {"number": case.number, "given": fresh["number"]}
                self._warnings.append(Warning(draft.external_id, NUMBER_TAKEN, told))
        elif case.number.startswith(self._own) and case.number[len(self._own) :].isdecimal():
            # A number of this laptop that comes back from a file is not given again.
            self._number = max(self._number, int(case.number[len(self._own) :]))
        taken.add(fresh["number"])
        complete = case.model_copy(update=fresh)
        entries = [Entry(draft.entries[0].eid, complete), *_coded(draft.entries[1:])]
        edits = [create(e.kind, e.eid, vars_of(e.record)) for e in entries]
        edits += self._stage_as_given(draft, entries)
        self._writer.author(new_unit(self._work), edits, is_new=True)
        self._counts["added"] += 1

    def _stage_as_given(
        self, draft: DraftCase, entries: list[Entry[Any]], *, came_from: str | None = None
    ) -> Iterator[Edit]:
        """Import records what is given: what the guards miss is told and kept in the history."""
        stage = draft.case.stage or "intake"
        if stage == "intake" and came_from is None:
            return
        if any(isinstance(e.record, StageMove) and e.record.after == stage for e in draft.entries):
            return
        unmet = workflow.unmet_on_import(_view(entries), self._today)
        codes = workflow.codes(unmet)
        if unmet:
            told: dict[str, object] = {"stage": stage}
            self._warnings.append(Warning(draft.external_id, UNMET, told, unmet=codes))
        move = {
            "before": came_from,
            "after": stage,
            "moved_on": self._work.believed_today(),
            "moved_by": self._work.info.name,
            "rank": next_rank(e for e in entries if isinstance(e.record, StageMove)),
            "unmet": codes if unmet else None,
        }
        eid = bytes([StageMove.ETYPE]) + self._work.environment.random_bytes(15)
        yield create(StageMove, eid, move)

    def _update(self, unit_id: bytes, draft: DraftCase) -> None:
        before = views.view(self._writer.connection, unit_id)
        signed = before.all(Agreement)
        edits: list[Edit] = []
        after = {e.eid: e for entries in before.records.values() for e in entries}
        exported = apart.as_shared(before, today=self._today)
        for entry in draft.entries:
            known = before.by_id(entry.eid)
            if known is None:
                if entry.kind is not Agreement and signing.is_frozen(signed, entry.record):
                    self._refuse(draft, entry.record)
                    continue
                fresh = _behind(entry, after.values())
                edits.append(create(entry.kind, entry.eid, vars_of(fresh.record)))
                after[entry.eid] = fresh
                continue
            shown = exported.by_id(entry.eid) if exported is not before else None
            given = _without_codes(entry.record, shown.record) if shown else entry.record
            differing = _differing(known.record, given)
            if differing and signing.is_frozen(signed, known.record, frozenset(differing)):
                self._refuse(draft, known.record)
            elif differing:
                edits.append(change(entry.kind, entry.eid, differing))
                after[entry.eid] = Entry(entry.eid, known.record.model_copy(update=differing))
        if draft.case.stage and draft.case.stage != before.case.stage:
            edits += self._stage_as_given(draft, list(after.values()), came_from=before.case.stage)
        edits = apart.numbered(self._writer.connection, unit_id, edits)
        self._writer.author(unit_id, edits)
        self._counts["updated" if edits else "unchanged"] += 1

    def _refuse(self, draft: DraftCase, record: Record) -> None:
        """Tell that a file changes what was signed here, or adds to it."""
        key = SIGNED_KEYS.get(type(record), "")
        place = ".".join(part for part in (draft.external_id, "agreement", key) if part)
        self.problems.append(Problem(place, CHANGED_CLAUSE if key == "clauses" else CHANGED_SIGNED))


def _behind(entry: Entry[Any], held: Iterable[Entry[Any]]) -> Entry[Any]:
    """Return a new element placed behind those of its kind that are there already."""
    if getattr(entry.record, "rank", None) is None:
        return entry
    rank = next_rank(e for e in held if e.kind is entry.kind)
    return Entry(entry.eid, entry.record.model_copy(update={"rank": rank}))


def _differing(held: Record, given: Record) -> dict[str, Any]:
    """Return what a file says otherwise; what it leaves out stays, and so does a number."""
    known = vars_of(held)
    differing = {
        name: value
        for name, value in vars_of(given).items()
        if value is not None and value != known.get(name)
    }
    if known.get("rank") is not None:
        differing.pop("rank", None)  # a file may hold a part of the list
    if isinstance(held, CaseFile) and isinstance(given, CaseFile):
        differing.pop("external_id", None)  # known by it, or by the id that stands for it
        if held.number:
            differing.pop("number", None)
        if not differing.keys().isdisjoint(PLACE_FACTS):
            merged = held.model_copy(update=differing)
            differing["place_id"] = _place_id(merged)
    return differing


def _view(entries: Sequence[Entry[Any]]) -> CaseView:
    found: dict[str, list[Entry[Any]]] = {}
    for entry in entries:
        found.setdefault(entry.record.NAME, []).append(entry)
    return CaseView(b"", {name: tuple(held) for name, held in found.items()})


def _place_id(case: CaseFile) -> str | None:
    place = places().resolve(
        region=case.region, cercle=case.cercle, commune=case.commune, locality=case.locality
    )
    return place.id if place else None


def _coded(entries: Sequence[Entry[Any]]) -> Iterator[Entry[Any]]:
    """Give each party of a new case its code, in the order of the file."""
    free = 1
    for entry in entries:
        if isinstance(entry.record, Party):
            yield Entry(entry.eid, entry.record.model_copy(update={"code_number": free}))
            free += 1
        else:
            yield entry


def _without_codes(given: Record, shown: Record) -> Record:
    """Leave out what a file has as it was written here: codes, where names are held back."""
    known = vars_of(shown)
    same: dict[str, None] = {
        name: None for name, value in vars_of(given).items() if value == known.get(name)
    }
    return given.model_copy(update=same)


__all__ = [
    "Cancelled",
    "Exported",
    "Imported",
    "Warning",
    "Withheld",
    "export_file",
    "import_cases",
    "import_file",
]
