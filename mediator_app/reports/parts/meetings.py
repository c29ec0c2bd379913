"""The meetings: who came, counted by sex and youth, what was said, what stays open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from mediator_app.core.records import codes
from mediator_app.core.records.meetings import Attendance, HeadCount, Issue, Meeting, Stance
from mediator_app.core.view import Entry
from mediator_app.i18n import formats
from mediator_app.reports import paper
from mediator_app.reports.paper import Cell, Column, Look, Run
from mediator_app.reports.telling import NOTHING, Teller, in_order

_COUNTED = ("women", "men", "young_women", "young_men")


@dataclass(frozen=True, slots=True)
class Count:
    """How many came; None where nobody counted."""

    women: int | None = None
    men: int | None = None
    young_women: int | None = None
    young_men: int | None = None

    @property
    def everybody(self) -> int | None:
        return _sum([self.women, self.men])

    @property
    def young(self) -> int | None:
        return _sum([self.young_women, self.young_men])


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _count(record: Meeting | HeadCount) -> Count:
    given = [getattr(record, name, None) for name in _COUNTED]
    return Count(*[number if isinstance(number, int) else None for number in given])


def together(counts: Sequence[Count]) -> Count:
    """Return the sum of several counts."""
    return Count(*[_sum(getattr(c, name) for c in counts) for name in _COUNTED])


def count_of(tell: Teller, meeting: Entry[Meeting]) -> Count:
    """Return who came to a meeting: its own figures, or those of its sides together."""
    own = _count(meeting.record)
    if own != Count():
        return own
    return together([_count(e.record) for e in tell.view.under(HeadCount, "meeting", meeting.eid)])


def _ordered(tell: Teller) -> list[Entry[Any]]:
    return in_order(tell.view.all(Meeting), "held_on")


def overview(tell: Teller) -> list[Flowable]:
    """Return all meetings in one table with their attendance, summed up."""
    _, known = tell.texts.gettext, _ordered(tell)
    if not known:
        return []
    counts = [count_of(tell, meeting) for meeting in known]
    rows: list[list[Cell]] = [
        [
            tell.brief(meeting, "held_on"),
            _kind(tell, meeting),
            tell.value(meeting, "place_text"),
            *_figures(count),
        ]
        for meeting, count in zip(known, counts, strict=True)
    ]
    total = together(counts)
    if len(known) > 1 and total != Count():
        rows.append([_bold(_("Together")), "", "", *_figures(total)])
    columns = [
        Column(tell.label(Meeting, "held_on"), 1.2, least=paper.DAY),
        Column(tell.label(Meeting, "type"), 2.2),
        Column(tell.label(Meeting, "place_text"), 2.1),
        *_columns(tell),
    ]
    summed = len(rows) > len(known)
    return [
        *paper.heading(_("Meetings and attendance")),
        *paper.table(columns, rows, total=summed),
        *_shares(tell, total),
    ]


def _kind(tell: Teller, meeting: Entry[Any]) -> str:
    told = tell.value(meeting, "type")
    state = meeting.record.state
    if state in {None, "held"}:
        return told
    return f"{told} ({tell.value(meeting, 'state')})"


def _bold(text: str) -> Flowable:
    return paper.rich([Run(text, Look.BOLD)], paper.styles().cell)


def _columns(tell: Teller) -> list[Column]:
    _ = tell.texts.gettext
    return [
        Column(tell.label(Meeting, "women"), 0.85, number=True),
        Column(tell.label(Meeting, "men"), 0.85, number=True),
        Column(_("Total"), 0.75, number=True),
        Column(_("Young women"), 0.85, number=True),
        Column(_("Young men"), 0.9, number=True),
    ]


def _figures(count: Count) -> list[Cell]:
    shown = [count.women, count.men, count.everybody, count.young_women, count.young_men]
    return ["" if number is None else formats.number(number) for number in shown]


def _shares(tell: Teller, count: Count) -> list[Flowable]:
    """Return the shares of women and young people, with what youth means here."""
    everybody, _ = count.everybody, tell.texts.gettext
    if not everybody:
        return []
    band = tell.code(codes.YOUTH_BAND, tell.view.case.youth_band or "15-35")
    parts: list[str] = []
    if count.women is not None:
        share = formats.percent(count.women / everybody)
        parts.append(_("Women: {share}").format(share=share))
    if count.young is not None:
        share = formats.percent(count.young / everybody)
        parts.append(_("Young people ({band}): {share}").format(band=band, share=share))
    parts.append(_("A person who came several times is counted each time."))
    return paper.note("  ·  ".join(parts))


def accounts(tell: Teller) -> list[Flowable]:
    """Return what happened at each meeting, where it was written down."""
    return [flowable for meeting in _ordered(tell) for flowable in _account(tell, meeting)]


_TOLD_ABOVE = {"type", "held_on", "state", "place_text", *_COUNTED}
_ACCOUNTS = ("summary", "decisions")


def _account(tell: Teller, meeting: Entry[Any]) -> list[Flowable]:
    parts = [
        *_counts_by_side(tell, meeting),
        *paper.inline([*_came(tell, meeting), *tell.rest(meeting, {*_TOLD_ABOVE, *_ACCOUNTS})]),
    ]
    for name in _ACCOUNTS:
        if text := tell.value(meeting, name):
            parts += paper.prose(tell.label(Meeting, name), text)
    if not parts:
        return []
    title = [Run(part) for part in (tell.value(meeting, "held_on"), _kind(tell, meeting)) if part]
    if len(title) > 1:
        title.insert(1, Run(" – "))
    return [*paper.subheading(title), *parts]


def _counts_by_side(tell: Teller, meeting: Entry[Any]) -> list[Flowable]:
    sides = tell.view.under(HeadCount, "meeting", meeting.eid)
    rows = [[tell.side(e.record.side), *_figures(_count(e.record))] for e in sides]
    if len(rows) > 1:
        rows.append([tell.texts.gettext("Together"), *_figures(count_of(tell, meeting))])
    columns = [Column(tell.label(HeadCount, "side"), 3), *_columns(tell)]
    return paper.table(columns, rows, total=len(rows) > 1)


def _came(tell: Teller, meeting: Entry[Any]) -> list[tuple[str, str]]:
    """Return the parties by what is said of their coming: present, absent, and so on."""
    known = tell.view.under(Attendance, "meeting", meeting.eid)
    said = dict.fromkeys([*codes.ATTENDANCE, *(e.record.status for e in known)])
    found: list[tuple[str, str]] = []
    for status in said:
        names = [tell.party(e.record.party) for e in known if e.record.status == status]
        if names:
            label = tell.code(codes.ATTENDANCE, status) or tell.label(Attendance, "status")
            found.append((label, ", ".join(names)))
    return found


def issues(tell: Teller) -> list[Flowable]:
    """Return the questions between the parties, what each side says, and where each stands."""
    known, stances = tell.view.all(Issue), tell.view.all(Stance)
    sides = sorted({e.record.side or "" for e in stances})
    columns = [
        Column("", 0.22),
        Column(tell.label(Issue, "text"), 4.5 if not sides else 2.5),
        *(Column(tell.side(side), 2) for side in sides),
        Column(tell.label(Issue, "position"), 1),
        Column(tell.label(Issue, "remarks"), 1.8),
    ]
    rows: list[list[Cell]] = [
        [
            str(number),
            tell.value(e, "text"),
            *_stances(tell, tell.view.under(Stance, "issue", e.eid), sides),
            tell.value(e, "position"),
            tell.value(e, "remarks"),
        ]
        for number, e in enumerate(known, start=1)
    ]
    here = {e.eid for e in known}
    # The issue itself may not have arrived yet; what a side says of it is shown all the same.
    if adrift := [e for e in stances if e.record.issue not in here]:
        rows.append(["", NOTHING, *_stances(tell, adrift, sides), "", ""])
    found = paper.table(columns, rows)
    return [*paper.heading(tell.texts.gettext("Issues and positions")), *found] if found else []


def _stances(tell: Teller, stances: Sequence[Entry[Stance]], sides: Sequence[str]) -> list[Cell]:
    """Return one cell for each side: what it says, and at which meeting it said so."""
    cells: list[Cell] = []
    for side in sides:
        runs: list[Run] = []
        for entry in stances:
            if (entry.record.side or "") != side:
                continue
            told = [Run(text) for text in [tell.value(entry, "text")] if text]
            if where := tell.value(entry, "meeting"):
                told += [*([Run(" ")] if told else []), Run(f"({where})", Look.ITALIC)]
            runs += [*([Run("\n")] if runs and told else []), *told]
        cells.append(paper.rich(runs, paper.styles().cell) if runs else "")
    return cells
