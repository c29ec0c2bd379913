"""Cohesion sheets: five things people would share, by place, group and sex, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import groupby
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from mediator_app.core import cohesion as rules
from mediator_app.core.cohesion import Round
from mediator_app.core.records.codes import SEX
from mediator_app.core.records.notebooks import CohesionSheet
from mediator_app.core.roles import Act
from mediator_app.core.view import Entry
from mediator_app.i18n import _, formats
from mediator_app.services import cohesion, drafts, sheets
from mediator_app.services.cases import NotValid
from mediator_app.services.work import Changed, Workspace
from mediator_app.ui.fields.places import Find, Place, PlaceSearch
from mediator_app.ui.fields.places import find_place as known_places
from mediator_app.ui.forms.form import Form
from mediator_app.ui.forms.spec import Part, form_of
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, label, row
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.letters import LetterBar
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk

LAYOUT = (
    Part("", ("place", "asked_on", "asked_by", "group", "other_group", "sex", "asked")),
    Part("", rules.ITEMS),
)
SPANS = {"place": 2, "asked_by": 1, "group": 2, "other_group": 1, "remarks": 4}
PLACE = "cohesion"  # of the draft of a new sheet
FILLED = frozenset({"asked_on", "asked_by"})  # by the page itself
PICKED = "picked"  # in a draft: the words and the code of the place that was found
# Sheets, what they show, and whether a new one was typed and not saved.
Found = tuple[tuple[Entry[CohesionSheet], ...], tuple[Round, ...], bool]


class CohesionPage(QStackedWidget):
    """A list by place with its trend, and the form of one sheet."""

    help_name = "cohesion"

    def __init__(self, desk: Desk, find_place: Find = known_places) -> None:
        super().__init__()
        self._desk, self._find_place = desk, find_place
        self._eid: bytes | None = None
        self._picked: tuple[str, str] = ("", "")
        self._found: Found = ((), (), False)
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
        for keys, slot in (("Ctrl+S", self.save), ("Escape", self._back)):
            shortcut = QShortcut(QKeySequence(keys), holder)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # the list

    def refresh(self) -> None:
        work = self._desk.work
        self._desk.read(self, lambda: _found(work), self._show)

    def changed(self, changed: Changed) -> None:
        if self._desk.work.info.region_unit in changed.units:
            self.refresh()

    def keep_now(self) -> None:
        """Keep what is typed at once: the program locks, or the machine goes to sleep."""
        content = self._typed()
        if self._worth(content):
            drafts.keep(self._desk.work, self._place_of_draft, content)

    def retranslate(self) -> None:
        self._show(self._found)
        retranslate(self)

    def _show(self, found: Found) -> None:
        self._found = found
        known, rounds, waiting = found
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
        allow(self.add, self._desk.work, Act.EDIT)
        self.empty = button(_("Empty sheet…"), picture="printer")
        self.empty.clicked.connect(partial(self.show_paper, None))
        allow(self.empty, self._desk.work, Act.PRINT)
        acts = Flow(gap=8)
        acts.addWidget(self.add)
        acts.addWidget(self.empty)
        box.addLayout(acts)
        if waiting:
            box.addWidget(label(_("This was typed earlier and not saved yet."), "muted", wrap=True))
        if not known:
            box.addWidget(label(_("No sheet yet."), "muted"))
        for _key, several in groupby(rounds, key=lambda r: (r.place, r.group, r.other_group)):
            box.addWidget(self._place(tuple(several)))
        if known:
            box.addWidget(self._sheets(known))
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

    def _sheets(self, known: tuple[Entry[CohesionSheet], ...]) -> Card:
        card = Card(_("All sheets"))
        for entry in known:
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
            paper = button(_("Print…"), "link")
            paper.setAccessibleName("{}: {}".format(text, _("Print…")))
            paper.clicked.connect(partial(self.show_paper, entry.eid))
            allow(paper, self._desk.work, Act.PRINT)
            line = row(gap=12)
            line.addWidget(opener)
            line.addWidget(paper)
            line.addStretch()
            card.box.addLayout(line)
        return card

    # on paper

    def show_paper(self, eid: bytes | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Show a sheet as it will be printed, or an empty one."""
        from mediator_app.ui.dialogs.preview import Preview  # noqa: PLC0415 - and PDFium

        desk = self._desk

        def render(language: str, hidden: bool) -> bytes:  # noqa: FBT001 - a plain callable
            return sheets.cohesion(desk.work, eid, language=language, hide_names=hidden)

        title = _("Cohesion sheet")
        shown = Preview(
            self.window(), desk.runner, render, desk.feedback, title=title, name="cohesion"
        )
        shown.finished.connect(shown.deleteLater)
        shown.open()

    # the form

    def open(self, entry: Entry[CohesionSheet] | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Open a sheet, or a new one under today's date; what was typed earlier comes back."""
        self._clear()
        self._eid = entry.eid if entry else None
        form = Form(form_of(CohesionSheet.facts(), LAYOUT, spans=SPANS))
        work = self._desk.work
        if entry is not None:
            record = entry.record
            form.show_values({f.name: getattr(record, f.name) for f in record.facts()})
            self._picked = (record.place or "", record.place_id or "")
        else:
            form.fill({"asked_on": work.believed_today(), "asked_by": work.info.name})
            self._picked = ("", "")
        draft = drafts.find(work, self._place_of_draft)
        if draft is not None:
            form.set_raw(draft.content)
            self._picked = _picked(draft.content.get(PICKED), self._picked)
        self.form = form
        form.draft_changed.connect(self._keep)
        self._parts = self._built(form, old=draft is not None, known=entry is not None)
        for part in self._parts:
            self._card.box.addWidget(part)
        self.setCurrentIndex(1)
        form.focus()

    def _built(self, form: Form, *, old: bool, known: bool) -> tuple[QWidget, ...]:
        """Return what stands on the page of one sheet, from top to bottom."""
        hint = label(lambda: _("This was typed earlier and not saved yet."), "muted", wrap=True)
        self.search = PlaceSearch(self._find_place)
        self.search.picked.connect(self._pick)
        foot = QWidget()
        foot.setProperty("role", "clear")
        flow = Flow(foot, gap=8)
        self.save_button = button(lambda: _("Save"), "primary", picture="device-floppy")
        self.save_button.clicked.connect(self.save)
        allow(self.save_button, self._desk.work, Act.EDIT)
        flow.addWidget(self.save_button)
        if known:
            away = button(lambda: _("Take away"), picture="trash")
            away.clicked.connect(self._take_away)
            allow(away, self._desk.work, Act.EDIT)
            flow.addWidget(away)
        return *((hint,) if old else ()), self.search, form, LetterBar(), foot

    def _pick(self, place: Place) -> None:
        """Take a place of the shipped list: sheets of one place are then found together."""
        if self.form is not None:
            self._picked = (place.words, place.code)
            self.form.fill({"place": place.words})

    def _clear(self) -> None:
        if self.form is None:
            return
        # Hiding it moves the focus, which would keep what was just saved as a draft again.
        self.form.draft_changed.disconnect(self._keep)
        self.form = None
        for part in self._parts:
            part.hide()
            self._card.box.removeWidget(part)
            part.deleteLater()

    # what is typed and not saved

    @property
    def _place_of_draft(self) -> str:
        return f"{PLACE}:{self._eid.hex()}" if self._eid is not None else PLACE

    def _typed(self) -> dict[str, Any]:
        content: dict[str, Any] = dict(self.form.raw()) if self.form is not None else {}
        return content | {PICKED: list(self._picked)} if "place" in content else content

    def _worth(self, content: Mapping[str, Any]) -> bool:
        return bool(set(content) - (FILLED if self._eid is None else frozenset()))

    def _keep(self, _content: object) -> None:
        work, place, content = self._desk.work, self._place_of_draft, self._typed()
        if self._worth(content):
            self._desk.quietly(self, lambda: drafts.keep(work, place, content))
        else:  # written and taken out again
            self._desk.quietly(self, lambda: drafts.discard(work, place))

    def save(self) -> None:
        form, work, eid = self.form, self._desk.work, self._eid
        if form is None or not form.check():
            return
        values, place = form.values(), self._place_of_draft
        if "place" in values:  # a place in other words is not the one that was found
            words, code = self._picked
            values["place_id"] = code if code and values["place"] == words else None
        self._desk.write(
            self,
            lambda: cohesion.save(work, values, eid=eid, draft=place)[1],
            self._done,
            on_error=self._failed,
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NotValid) and self.form is not None:
            said = {f.field: _(f.message).format(**f.values) for f in error.faults}
            if self.form.show_problems(said):
                return
        self._desk.feedback.failed(error)

    def _take_away(self) -> None:
        work, eid, place = self._desk.work, self._eid, self._place_of_draft
        if eid is None:
            return

        def away() -> Changed:
            drafts.discard(work, place)
            return cohesion.remove(work, eid)

        self._desk.write(self, away, self._done)

    def _back(self) -> None:
        """Go back to the list; what was typed stays as a draft."""
        self.keep_now()
        self._done()

    def _done(self) -> None:
        self._clear()
        self.setCurrentIndex(0)
        self.refresh()


def _found(work: Workspace) -> Found:
    waiting = drafts.find(work, PLACE) is not None
    return cohesion.sheets(work), cohesion.rounds(work), waiting


def _picked(kept: object, otherwise: tuple[str, str]) -> tuple[str, str]:
    """Return words and code of the place as a draft has kept them."""
    parts = [str(part) for part in cast("list[object]", kept)] if isinstance(kept, list) else []
    return (parts[0], parts[1]) if len(parts) == 2 else otherwise  # noqa: PLR2004


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
