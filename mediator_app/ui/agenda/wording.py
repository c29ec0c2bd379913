"""How a line of the agenda reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mediator_app.core.marks import N_
from mediator_app.core.records.codes import MEETING_TYPE
from mediator_app.core.records.kind_codes import SEASON_EVENT
from mediator_app.i18n import _
from mediator_app.services.agenda import AgendaLine

LONGEST = 90  # characters of one line
KINDS: Mapping[str, str] = {
    "meeting": N_("Meeting"),
    "next_meeting": N_("Next meeting, still to be planned"),
    "visit": N_("Follow-up visit"),
    "clause": N_("Commitment due"),
    "task": N_("Task"),
    "reminder": N_("Reminder"),
    "review": N_("Look at a case that was set aside"),
    "truce": N_("The truce ends"),
    "trip_out": N_("Leaving for {place}"),
    "trip_back": N_("Expected back from {place}"),
    "season": N_("Season"),
    "season_soon": N_("Soon"),
}


def short_words(line: AgendaLine) -> str:
    """Return what a day of the sheet has room for."""
    return " ".join(filter(None, (line.time, _what(line, _))))


def words_of(line: AgendaLine) -> str:
    """Return the whole line: hour, what, which case."""
    parts = (short_words(line), line.number, line.title)
    told = "  ·  ".join(part for part in parts if part)
    return told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"


def without_names(line: AgendaLine, translate: Callable[[str], str]) -> str:
    """Return a line that may leave the program: no title, no words that a person typed."""
    spoken = line.what if line.kind in {"meeting", "next_meeting", "season", "season_soon"} else ""
    bare = AgendaLine(line.day, line.kind, spoken)
    return " ".join(filter(None, (_what(bare, translate), line.number)))


def _what(line: AgendaLine, translate: Callable[[str], str]) -> str:
    title = translate(KINDS[line.kind])
    if line.kind == "meeting":
        return translate(MEETING_TYPE.get(line.what, KINDS["meeting"]))
    if line.kind in {"season", "season_soon"}:
        event = translate(SEASON_EVENT.get(line.what, KINDS["season"]))
        return event if line.kind == "season" else f"{title}: {event}"
    if line.kind in {"trip_out", "trip_back"}:
        return title.format(place=line.what or "…")
    if line.kind in {"task", "reminder", "clause"} and line.what:
        return f"{title}: {line.what}"
    return title
