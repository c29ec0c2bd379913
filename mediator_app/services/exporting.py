"""The open case file, out of the profile: what may leave, and what is held back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mediator_app.core import codenames, consent
from mediator_app.core.interchange import write
from mediator_app.core.interchange.shape import FORMAT, VERSION
from mediator_app.core.marks import N_
from mediator_app.core.records.cases import Access, CaseFile
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView
from mediator_app.db.reads import cases as reads
from mediator_app.host.files import told_in_words, write_atomic
from mediator_app.services import access, apart, views
from mediator_app.services.work import Workspace

Progress = Callable[[int, int], None]  # done, total
HELD_BACK = N_("{number}: without the names of {codes}, who do not agree to share them.")
APART = N_("{number}: written with codes, since its names are kept apart.")


@dataclass(frozen=True, slots=True)
class Withheld:
    """One exported case in which names are missing: those of these parties, or all of them."""

    number: str
    codes: tuple[str, ...] = ()

    def sentence(self, translate: Callable[[str], str]) -> str:
        """Return what the person is told, in the language of `translate`."""
        message = translate(HELD_BACK if self.codes else APART)
        return message.format(number=self.number, codes=", ".join(self.codes))


@dataclass(frozen=True, slots=True)
class Exported:
    """How many cases were written, and in which of them names are missing."""

    cases: int
    withheld: tuple[Withheld, ...] = ()


def export_file(
    work: Workspace,
    path: Path,
    *,
    because: str = "",
    units: Sequence[bytes] | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write every case that this laptop may read, or those of `units` alone.

    Cases whose names are apart are written with codes; `because` is the reason for writing their
    names, and stays in each of them. Who does not agree to share is never named.
    """
    reason = because.strip()
    work.require(Act.EXPORT, *([Act.SHOW_NAMES] if reason else []))
    objects: list[dict[str, Any]] = []
    noted: list[CaseView] = []
    withheld: list[Withheld] = []
    with work.read() as connection:
        meant = reads.all_units(connection) if units is None else units
        for number, unit_id in enumerate(meant, 1):
            view = views.view(connection, unit_id)
            if CaseFile.NAME in view.records:
                shared = apart.as_shared(view, today=work.today(), names=bool(reason))
                objects.append(write.case_object(shared))
                withheld += _withheld(work, view, shared)
                if access.is_guarded(view) or view.case.names_hidden:
                    noted.append(_only_access(view))
            if progress:
                progress(number, len(meant))
    document = {"format": FORMAT, "version": VERSION, "cases": objects}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    with told_in_words(path):
        write_atomic(path, text.encode())
    with work.write(Act.READ) as writer:
        for view in noted:
            why = reason if view.case.names_hidden else ""
            access.note_in(work, writer, view, access.EXPORTED, reason=why or None)
    return Exported(len(objects), tuple(withheld))


def _withheld(work: Workspace, view: CaseView, shared: CaseView) -> list[Withheld]:
    reference = codenames.reference(view)
    if shared.masked:
        return [Withheld(reference)]
    held = consent.withheld(view, today=work.today())
    given = codenames.codes(view)
    return [Withheld(reference, tuple(given[eid] for eid in held))] if held else []


def _only_access(view: CaseView) -> CaseView:
    """Return what has to be kept in mind of a case until the file is written."""
    kept = {CaseFile.NAME, Access.NAME}
    return replace(view, records={n: e for n, e in view.records.items() if n in kept})
