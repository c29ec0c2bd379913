"""Sheets to take along: the spoken questions of one side, the cohesion of one place; one page each.

What is known already is printed, and the rest is left to be written by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from mediator_app.core import cohesion as rules
from mediator_app.core import spoken
from mediator_app.core.codenames import Names
from mediator_app.core.participation import percent
from mediator_app.core.records import codes
from mediator_app.core.records.notebooks import CohesionSheet
from mediator_app.core.records.spec import Codes
from mediator_app.core.spoken import Spoken
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import Catalog, formats
from mediator_app.reports import fonts, page, paper
from mediator_app.reports.hiding import Hidden
from mediator_app.reports.onepage import BOX, LINE, fitted, height, room_beside
from mediator_app.reports.page import Printed, Sheet
from mediator_app.reports.paper import Cell, Column, Run
from mediator_app.reports.parts import opening
from mediator_app.reports.telling import Teller

__all__ = ["Printed", "cohesion", "questions"]

MOST = 24  # people in lines of their own; the sums count everybody
EMPTY = 10  # people whose answers are written by hand
SHORT = 60  # characters of a fact at the head: what people type there is a name
NUMBERS = range(1, 51)  # to cross out, one for each person
IN_LINE = 10
_TALLY = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), fonts.REGULAR, 9.5),
        ("ALIGN", (0, 0), (-1, -1), "RIGHT"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
)


def questions(
    view: CaseView,
    side: str | None,
    months: int | None,
    *,
    catalog: Catalog,
    printed: Printed,
    hide_names: bool = False,
) -> bytes:
    """Return the sheet of one side at one moment; an empty one where no side is given.

    Nothing on it tells what the case is about: it is carried from door to door.
    """
    tell = Teller(view, catalog, Hidden(view) if hide_names else None)
    asked = spoken.people(view, side, months) if side else []
    _ = catalog.gettext
    moment = _(spoken.MOMENTS[months]) if side and months in spoken.MOMENTS else LINE
    told = [
        (_("Case number"), opening.reference(tell)),
        (_("Side"), tell.side(side) if side else LINE),
        (_("When"), moment),
        *([] if asked else [(_("On"), LINE)]),
    ]
    above = [*_head(_("Three questions to each side"), told), *_aloud(catalog)]
    below = _sums(tell, asked)
    story = [*above, *_fitting(tell, asked, room_beside([*above, *below])), *below]
    return page.build(story, _sheet(tell, printed, opening.reference(tell)), texts=catalog)


def _head(title: str, told: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Return the head of a sheet; the name of a place may be as long as somebody typed it."""
    shown = [(name, _short(value)) for name, value in told]
    return [paper.para(title, paper.styles().title), *paper.facts(shown, across=2)]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[:SHORT]}…"


def _aloud(texts: Catalog) -> list[Flowable]:
    """Return the questions as they are read out, large enough for a hut without a lamp."""
    _ = texts.gettext
    parts: list[Flowable] = [Spacer(1, 8)]
    for number, question in enumerate(codes.SPOKEN_QUESTION.values(), start=1):
        parts.append(paper.para(f"{number}. {_(question)}", paper.styles().heading))
    advice = _("Ask aloud, each person apart, and tick one answer. Write down no name.")
    return [*parts, *paper.note(advice)]


def _fitting(tell: Teller, asked: Sequence[Spoken], room: float) -> list[Flowable]:
    """Return the answers known and empty lines, as many as the page has room for."""
    shown, free = asked[:MOST], EMPTY if len(asked) < MOST else 0
    while True:
        made = _answers(tell, shown, free)
        if height(made) <= room or not (shown or free):
            return made
        if free:
            free -= 1
        else:
            shown = shown[:-1]


def _answers(tell: Teller, shown: Sequence[Spoken], free: int) -> list[Flowable]:
    _ = tell.texts.gettext
    columns = [
        Column("", 0.25, least=20),
        Column(_("Sex"), 0.9),
        Column(_("On"), 0.9, least=paper.DAY),
        *(Column(str(n), 2.1) for n in range(1, len(codes.SPOKEN_QUESTION) + 1)),
    ]
    rows: list[list[Cell]] = [_line(tell, one, n) for n, one in enumerate(shown, start=1)]
    rows += [_row(tell, len(shown) + 1 + at) for at in range(free)]
    return paper.table(columns, rows)


def _line(tell: Teller, one: Spoken, number: int) -> list[Cell]:
    """Return what one person said."""
    answers = (tell.code(codes.SPOKEN_ANSWER, one.answers.get(q)) for q in codes.SPOKEN_QUESTION)
    return [str(number), tell.code(codes.SEX, one.sex), _day(one.said_on), *answers]


def _day(text: str | None) -> str:
    """Return a day in digits; what another laptop wrote that is no day stands as it is."""
    try:
        return formats.short_day(text) if text else ""
    except ValueError:
        return text or ""


def _row(tell: Teller, number: int) -> list[Cell]:
    """Return a line to be filled in: boxes to tick, since not everybody writes easily."""
    return [
        str(number),
        _ticks(tell, codes.SEX),
        "",
        *(_ticks(tell, codes.SPOKEN_ANSWER) for _question in codes.SPOKEN_QUESTION),
    ]


def _ticks(tell: Teller, known: Codes) -> Flowable:
    runs: list[Run] = []
    for words in known.values():
        runs += [*([Run("\n")] if runs else []), Run(f"{BOX} {tell.texts.gettext(words)}")]
    return paper.rich(runs, paper.styles().cell)


def _sums(tell: Teller, asked: Sequence[Spoken]) -> list[Flowable]:
    if not asked:
        return []
    _, counts = tell.texts.gettext, spoken.counted(asked)
    columns = [
        Column(_("Together"), 3),
        *(Column(_(words), 1, number=True) for words in codes.SPOKEN_ANSWER.values()),
    ]
    rows = [
        [
            f"{number}. {_(words)}",
            *(formats.number(counts[code][answer]) for answer in codes.SPOKEN_ANSWER),
        ]
        for number, (code, words) in enumerate(codes.SPOKEN_QUESTION.items(), start=1)
    ]
    women = sum(one.sex == "f" for one in asked)
    told = [
        (_("How many were asked"), formats.number(len(asked))),
        (_("Women"), formats.number(women)),
    ]
    return [Spacer(1, 6), *paper.inline(told), *paper.table(columns, rows)]


# cohesion


def cohesion(
    region: bytes,
    entry: Entry[CohesionSheet] | None,
    *,
    catalog: Catalog,
    printed: Printed,
    hide_names: bool = False,
) -> bytes:
    """Return the sheet of one group at one place and day, or an empty one."""
    _ = catalog.gettext
    names = Names(region) if hide_names else None
    record = entry.record if entry else CohesionSheet()
    if names is not None:
        record = record.model_copy(
            update={
                "place": names.place(record.place) if record.place else None,
                "asked_by": names.person(record.asked_by) if record.asked_by else None,
                "remarks": _("(not shown)") if record.remarks else None,
            }
        )
    held = Entry(entry.eid if entry else b"", record)
    tell = Teller(CaseView(region, {CohesionSheet.NAME: (held,)}), catalog)
    facts = ("place", "group", "other_group", "asked_on", "asked_by", "sex", "asked")
    told = [(tell.label(CohesionSheet, name), tell.value(held, name) or LINE) for name in facts]
    above = [*_head(_("Cohesion sheet"), told), *_items(tell, held)]
    label = paper.para(tell.label(CohesionSheet, "remarks").upper(), paper.styles().label)
    remarks = tell.value(held, "remarks") or "\u00a0"
    story = [*above, label, fitted(remarks, paper.styles().body, room_beside([*above, label]))]
    by = names.person(printed.by) if names is not None and printed.by else printed.by
    return page.build(story, _sheet(tell, replace(printed, by=by), ""), texts=catalog)


def _items(tell: Teller, held: Entry[CohesionSheet]) -> list[Flowable]:
    """Return the five things: counted where they are known, else numbers to cross out."""
    _, record = tell.texts.gettext, held.record
    columns = [
        Column("", 2),
        Column(_("Cross out one number for each yes"), 3.4),
        Column(_("Yes"), 0.7, number=True),
        Column("%", 0.7, number=True),
    ]
    rows: list[list[Cell]] = []
    for item in rules.ITEMS:
        yes: int | None = getattr(record, item)
        share = percent(yes, record.asked) if yes is not None and record.asked else None
        rows.append(
            [
                paper.para(tell.label(CohesionSheet, item), paper.styles().subheading),
                "" if yes is not None else _tally(),
                LINE[:5] if yes is None else tell.value(held, item),
                "" if share is None else f"{share:.0f} %",
            ]
        )
    advice = _("Ask each person alone. Whoever does not want to answer is not counted.")
    return [Spacer(1, 8), *paper.table(columns, rows), *paper.note(advice)]


def _tally() -> Flowable:
    """Return numbers one below the other: whoever cannot write can cross out."""
    lines = [
        [str(number) for number in NUMBERS[at : at + IN_LINE]]
        for at in range(0, len(NUMBERS), IN_LINE)
    ]
    return Table(lines, colWidths=[20.0] * IN_LINE, style=_TALLY, hAlign="LEFT")


def _sheet(tell: Teller, printed: Printed, reference: str) -> Sheet:
    """Return what stands around the page."""
    _ = tell.texts.gettext
    return Sheet(
        title=_("Sheet to fill in"),
        reference=reference or _("Cohesion sheet"),
        kind="",
        mark=_("Confidential"),
        strong=False,
        code="",
        printed=replace(printed, by=tell.person(printed.by)),
    )
