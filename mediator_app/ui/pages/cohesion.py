"""Cohesion sheets: five things people would share, by place, group and sex, and where it goes."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from mediator_app.core import cohesion as rules
from mediator_app.core.cohesion import Round
from mediator_app.core.records.codes import SEX
from mediator_app.core.records.notebooks import CohesionSheet
from mediator_app.core.view import Entry
from mediator_app.i18n import _, formats
from mediator_app.services import cohesion
from mediator_app.services.cases import NotValid
from mediator_app.services.work import Changed
from mediator_app.ui.forms.form import Form
from mediator_app.ui.forms.spec import Part, form_of
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.letters import LetterBar
from mediator_app.ui.work.desk import Desk

LAYOUT = (
    Part("", ("place", "asked_on", "asked_by", "group", "other_group", "sex", "asked")),
    Part("", rules.ITEMS),
)
SPANS = {"place": 2, "asked_by": 1, "group": 2, "other_group": 1, "remarks": 4}
Found = tuple[tuple[Entry[CohesionSheet], ...], tuple[Round, ...]]


class CohesionPage(QStackedWidget):
    """A list by place with its trend, and the form of one sheet."""

    help_name = "cohesion"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._eid: bytes | None = None
        self._found: Found = ((), ())
        self.form: Form | None = None
        lists = QWidget()
        self._list = column(lists, gap=12)
        self._body = QWidget()
        self._list.addWidget(self._body)
        self._list.addStretch()
        self.addWidget(Scroll(lists))
        holder = QWidget()
        box = column(holder, gap=8)
        back = button(lambda: _("← Back to the list"), "link")
        back.clicked.connect(self._back)
        box.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self._card = Card(lambda: _("Cohesion sheet"))
        box.addWidget(self._card)
        box.addStretch()
        self.addWidget(Scroll(holder))

    # the list

    def refresh(self) -> None:
        work = self._desk.work
        self._desk.read(self, lambda: (cohesion.sheets(work), cohesion.rounds(work)), self._show)

    def changed(self, changed: Changed) -> None:
        if self._desk.work.info.region_unit in changed.units:
            self.refresh()

    def keep_now(self) -> None:
        """Nothing to do: what is typed stays in the form until the program ends."""

    def retranslate(self) -> None:
        self._show(self._found)
        retranslate(self._card)

    def _show(self, found: Found) -> None:
        self._found = found
        sheets, rounds = found
        fresh = QWidget()
        fresh.setProperty("role", "clear")
        box = column(fresh, gap=12)
        box.addWidget(label(_("Cohesion by place"), "title", wrap=True))
        advice = _(
            "Ask women and men of one group what they would share with the other. "
            "Ask again after some months: the change says more than the number."
        )
        box.addWidget(label(advice, "muted", wrap=True))
        self.add = button(_("Fill in a sheet"), "primary", picture="plus")
        self.add.clicked.connect(partial(self.open, None))
        box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        if not sheets:
            box.addWidget(label(_("No sheet yet."), "muted"))
        for _key, several in groupby(rounds, key=lambda r: (r.place, r.group, r.other_group)):
            box.addWidget(self._place(tuple(several)))
        if sheets:
            box.addWidget(self._sheets(sheets))
        self._list.replaceWidget(self._body, fresh)
        self._body.hide()
        self._body.deleteLater()
        self._body = fresh

    def _place(self, several: tuple[Round, ...]) -> Card:
        first = several[0]
        title = _("{place}: {group} about {other}").format(
            place=first.place or "…", group=first.group or "…", other=first.other_group or "…"
        )
        card = Card(title)
        card.heading.setWordWrap(True)
        facts = {fact.name: fact.label for fact in CohesionSheet.facts()}
        for one in several:
            told = [f"{_(facts[n])} {share.percent or 0:.0f} %" for n, share in one.shares.items()]
            told += [f"{_(SEX[s])} {share.percent or 0:.0f} %" for s, share in one.by_sex.items()]
            asked = _("{day}, {count} asked, in all {percent} %").format(
                day=_day(one.asked_on), count=one.asked, percent=f"{one.whole or 0:.0f}"
            )
            card.box.addWidget(label(asked, "strong", wrap=True))
            card.box.addWidget(label("  ·  ".join(told), "muted", wrap=True))
        moved = rules.trend(several)
        if moved is not None:
            card.box.addWidget(label(_trend(moved), "good" if moved >= rules.STEADY else "strong"))
        return card

    def _sheets(self, sheets: tuple[Entry[CohesionSheet], ...]) -> Card:
        card = Card(_("All sheets"))
        for entry in sheets:
            sheet = entry.record
            parts = (
                sheet.place,
                _day(sheet.asked_on),
                sheet.group,
                _(SEX.get(sheet.sex or "", "")),
            )
            text = "  ·  ".join(part for part in parts if part)
            opener = button(text or _("Cohesion sheet"), "link")
            opener.clicked.connect(partial(self.open, entry))
            card.box.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    # the form

    def open(self, entry: Entry[CohesionSheet] | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Open a sheet, or a new one under today's date."""
        self._eid = entry.eid if entry else None
        self._clear()
        form = Form(form_of(CohesionSheet.facts(), LAYOUT, spans=SPANS))
        if entry is not None:
            form.show_values({f.name: getattr(entry.record, f.name) for f in entry.record.facts()})
        else:
            work = self._desk.work
            form.fill({"asked_on": work.believed_today(), "asked_by": work.info.name})
        self.form = form
        self._card.box.addWidget(form)
        self._letters = LetterBar()
        self._card.box.addWidget(self._letters)
        self._foot = QWidget()
        self._foot.setProperty("role", "clear")
        foot = Flow(self._foot, gap=8)
        self.save_button = button(_("Save"), "primary", picture="device-floppy")
        self.save_button.clicked.connect(self.save)
        foot.addWidget(self.save_button)
        if entry is not None:
            away = button(_("Take away"), picture="trash")
            away.clicked.connect(self._take_away)
            foot.addWidget(away)
        self._card.box.addWidget(self._foot)
        self.setCurrentIndex(1)
        form.focus()

    def _clear(self) -> None:
        if self.form is not None:
            for widget in (self.form, self._letters, self._foot):
                widget.hide()
                widget.deleteLater()
            self.form = None

    def save(self) -> None:
        form, work, eid = self.form, self._desk.work, self._eid
        if form is None or not form.check():
            return
        values = form.values()
        self._desk.write(
            self,
            lambda: cohesion.save(work, values, eid=eid)[1],
            self._back,
            on_error=self._failed,
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NotValid) and self.form is not None:
            said = {f.field: _(f.message).format(**f.values) for f in error.faults}
            if self.form.show_problems(said):
                return
        self._desk.feedback.failed(error)

    def _take_away(self) -> None:
        work, eid = self._desk.work, self._eid
        if eid is not None:
            self._desk.write(self, lambda: cohesion.remove(work, eid), self._back)

    def _back(self) -> None:
        self._clear()
        self.setCurrentIndex(0)
        self.refresh()


def _day(text: str | None) -> str:
    try:
        return formats.day(text) if text else ""
    except ValueError:
        return text or ""


def _trend(moved: float) -> str:
    points = f"{abs(moved):.0f}"
    if moved >= rules.STEADY:
        return _("↑ {points} points since the first time").format(points=points)
    if moved <= -rules.STEADY:
        return _("↓ {points} points since the first time").format(points=points)
    return _("→ about the same as the first time")
