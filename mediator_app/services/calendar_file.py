"""The agenda as a file for other calendars: days, kinds and case numbers, no names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import blake2b
from pathlib import Path

from mediator_app.core.roles import Act
from mediator_app.host.files import told_in_words, write_atomic
from mediator_app.reports import ics
from mediator_app.services import agenda
from mediator_app.services.agenda import AgendaLine
from mediator_app.services.work import Workspace


def write(
    work: Workspace, path: str, first: date, last: date, words: Callable[[AgendaLine], str]
) -> int:
    """Write what stands between two days; return how many entries.

    `words` says a line without names: the file leaves what is encrypted.
    """
    work.require(Act.EXPORT)
    days = [
        ics.Day(_uid(line), line.day, words(line))
        for line in agenda.agenda(work, first, last)
        if line.state != "held"
    ]
    target = Path(path)
    with told_in_words(target):
        write_atomic(target, ics.calendar(days, made_at=work.environment.now()))
    return len(days)


def _uid(line: AgendaLine) -> str:
    # Hashed: the id of a case must not be known outside.
    mark = b"|".join((line.unit_id, line.eid, line.kind.encode(), str(line.day.year).encode()))
    return blake2b(mark, digest_size=12).hexdigest() + "@mediator-app"
