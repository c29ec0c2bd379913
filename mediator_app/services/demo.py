"""Invented cases for trying out and for teaching, written like any import."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache

from mediator_app.core.demo.case import invented_case, reference
from mediator_app.core.demo.vocabulary import Vocabulary
from mediator_app.core.interchange.read import cases_of
from mediator_app.core.interchange.shape import FORMAT, VERSION
from mediator_app.db.reads import cases as reads
from mediator_app.host.resource import resource
from mediator_app.services.exchange import Progress, import_cases
from mediator_app.services.work import Changed, Workspace

TOGETHER = 250  # cases in memory, and in one transaction


@dataclass(frozen=True, slots=True)
class Invented:
    """What was written; cases of this seed that were there already are left as they are."""

    added: int
    changed: Changed = field(default_factory=Changed)


def write(work: Workspace, *, cases: int, seed: int, progress: Progress | None = None) -> Invented:
    """Write invented cases 1 to `cases` of a seed, as they would stand today."""
    words = vocabulary()
    added, changed = 0, Changed()
    for start in range(1, cases + 1, TOGETHER):
        numbers = range(start, min(start + TOGETHER, cases + 1))
        made = [
            invented_case(n, seed=seed, today=work.today(), words=words, mediator=work.info.name)
            for n in _missing(work, seed, numbers)
        ]
        if made:
            drafts = cases_of({"format": FORMAT, "version": VERSION, "cases": made})
            done = import_cases(work, drafts)
            added, changed = added + done.added, changed | done.changed
        if progress:
            progress(numbers[-1], cases)
    return Invented(added, changed)


def _missing(work: Workspace, seed: int, numbers: range) -> list[int]:
    with work.read() as connection:
        known = reads.by_external_ids(connection, [reference(seed, n) for n in numbers])
    return [n for n in numbers if reference(seed, n) not in known]


@cache
def vocabulary() -> Vocabulary:
    """Return the words of the shipped file."""
    path = resource("demo", "vocabulary.json")
    return Vocabulary.of(json.loads(path.read_text(encoding="utf-8")))
