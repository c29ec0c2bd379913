"""Tasks, notes and the list of documents."""

from __future__ import annotations

from reportlab.platypus import Flowable

from mediator_app.core.records.cases import Document, Note, Task
from mediator_app.reports import paper
from mediator_app.reports.paper import Look, Run
from mediator_app.reports.parts.kinds import listing
from mediator_app.reports.telling import Teller, in_order


def tasks(tell: Teller) -> list[Flowable]:
    """Return what is to do and what was done."""
    known = in_order(tell.view.all(Task), "due", "done_on")
    found = listing(tell, Task, known, wide=("text",))
    return [*paper.heading(tell.texts.gettext("Tasks")), *found] if found else []


def notes(tell: Teller) -> list[Flowable]:
    """Return the notes in order; a corrected note stays, with its correction after it."""
    known = in_order(tell.view.all(Note), "noted_on")
    story: list[Flowable] = []
    for entry in known:
        head = " – ".join(
            text for name in ("noted_on", "author") if (text := tell.value(entry, name))
        )
        if entry.record.replaces:
            correction = tell.texts.gettext("correction of an earlier note")
            head = " – ".join(part for part in (head, correction) if part)
        runs = [Run(head, Look.BOLD), Run("\n")] if head else []
        story.append(paper.rich([*runs, Run(tell.value(entry, "text"))], paper.styles().body))
    return [*paper.heading(tell.texts.gettext("Notes")), *story] if story else []


def documents(tell: Teller) -> list[Flowable]:
    """Return the list of papers and pictures; they travel apart."""
    known = tell.view.all(Document)
    found = listing(tell, Document, known, wide=("name", "caption"))
    return [*paper.heading(tell.texts.gettext("Documents")), *found] if found else []
