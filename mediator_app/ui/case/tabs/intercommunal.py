"""What the communities tab has beside its lists: the toll, what is closed, who talked at home."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mediator_app.core import toll
from mediator_app.core.records.communities import (
    Communities,
    CommunityCount,
    EarlierAccord,
    Embargo,
)
from mediator_app.core.records.kind_codes import ACCESS_LEVEL, ARMED_ACTOR, EMBARGO_ON
from mediator_app.core.view import CaseView
from mediator_app.core.workflow.facts import Facts
from mediator_app.i18n import _, formats
from mediator_app.ui.case.parts.rebuilt import Rebuilt
from mediator_app.ui.case.wording import code_words, facts_of, title_of, value_text
from mediator_app.ui.widgets.basic import Card, chip, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.sums import Sums

ACCESS_TONES = {"free": "agree", "with_care": "earth", "escort": "alarm", "closed": "alarm"}


class CommunitiesPanel(Rebuilt):
    """Safety and truce first, then the toll, the embargoes and the dialogue within each side."""

    def fill(self, box: QVBoxLayout, view: CaseView) -> None:
        entry = view.one(Communities)
        box.addWidget(self._state(entry.record if entry else None))
        box.addWidget(self._toll(view))
        box.addWidget(self._embargoes(view))
        box.addWidget(self._within(view))
        box.addWidget(self._accords(view))

    def _state(self, facts: Communities | None) -> Card:
        card = Card(_("Access, truce, armed actors"))
        marks = Flow(gap=6)
        if facts is not None and facts.access_level:
            level = facts.access_level
            marks.addWidget(chip(code_words(ACCESS_LEVEL, level), ACCESS_TONES.get(level, "")))
        for code in (facts.armed_actors or ()) if facts is not None else ():
            marks.addWidget(chip(_(ARMED_ACTOR.get(code, code)), "earth"))
        if facts is not None and facts.womens_initiative:
            marks.addWidget(chip(_("Initiative of women"), "agree"))
        card.box.addLayout(marks)
        card.box.addWidget(label(self._truce(facts), wrap=True))
        return card

    def _truce(self, facts: Communities | None) -> str:
        if facts is None or not facts.truce_since:
            return _("No truce is written down.")
        since = formats.day(facts.truce_since)
        if facts.truce_broken_on:
            words = _("Truce since {since}, broken on {day}.")
            return words.format(since=since, day=formats.day(facts.truce_broken_on))
        if not facts.truce_until:
            return _("Truce since {since}, without an end.").format(since=since)
        over = facts.truce_until < self.desk.work.today().isoformat()
        words = (
            _("The truce ran until {until}. Was it prolonged?")
            if over
            else _("Truce since {since} until {until}.")
        )
        return words.format(since=since, until=formats.day(facts.truce_until))

    def _toll(self, view: CaseView) -> Card:
        card = Card(_("Toll of each community"))
        counts = toll.people(e.record for e in view.all(CommunityCount))
        if not counts:
            words = _(
                "Nobody was counted yet. Count each community by itself, with its own people."
            )
            card.box.addWidget(label(words, "muted", wrap=True))
        else:
            facts = facts_of("community_count")
            headings = ("", *(_(facts[name].label) for name in toll.PEOPLE))
            rows = [
                (name or _("Not said"), *(_count(row[what]) for what in toll.PEOPLE))
                for name, row in counts.items()
            ]
            sums = [
                [row[what] for row in counts.values() if row[what] is not None]
                for what in toll.PEOPLE
            ]
            total = (_count(sum(filter(None, column))) if column else "–" for column in sums)
            card.box.addWidget(Sums(headings, rows, (_("Total"), *total)))
            words = _("Counts from memory count the same person twice: say who counted.")
            card.box.addWidget(label(words, "muted", wrap=True))
        card.box.addWidget(self._add(_("Count a community"), "community_count"))
        return card

    def _embargoes(self, view: CaseView) -> Card:
        card = Card(_("Embargoes and boycotts"))
        facts = facts_of("embargo")
        for entry in view.all(Embargo):
            closed = entry.record
            holder = QWidget()
            holder.setProperty("role", "clear")
            line = Flow(holder, gap=6)
            if closed.lifted_on:
                words = _("Lifted on {day}").format(day=formats.day(closed.lifted_on))
                line.addWidget(chip(words, "agree"))
            else:
                line.addWidget(chip(_("Still closed"), "alarm"))
            since = value_text(facts["since"], closed.since)
            kind = code_words(EMBARGO_ON, closed.kind)
            told = "  ·  ".join(filter(None, (closed.what, kind, since))) or _("Embargo")
            opener = partial(self.ask, "embargo", entry.eid)
            line.addWidget(self.act(told, opener, role="link"))
            card.box.addWidget(holder)
        if not view.all(Embargo):
            card.box.addWidget(label(_("Nothing is closed, as far as is known."), "muted"))
        card.box.addWidget(self._add(_("Add an embargo"), "embargo"))
        return card

    def _within(self, view: CaseView) -> Card:
        card = Card(_("Dialogue within each community, before the dialogue between them"))
        facts = Facts(view, self.desk.work.today())
        met = {side for e in facts.held("intra_dialogue") for side in facts.sides_at(e)}
        marks = Flow(gap=6)
        for side in view.sides:
            done = side in met
            words = _("Side {side}: held") if done else _("Side {side}: not held yet")
            marks.addWidget(chip(words.format(side=side), "agree" if done else "earth"))
        card.box.addLayout(marks)
        plan = partial(self.ask, "meeting", None, type="intra_dialogue", state="planned")
        line = Flow(gap=8)
        line.addWidget(self.act(_("Plan one"), plan, "calendar-event"))
        card.box.addLayout(line)
        return card

    def _accords(self, view: CaseView) -> Card:
        card = Card(_("Earlier accords and what became of them"))
        for entry in view.all(EarlierAccord):
            fate = entry.record.fate
            opener = partial(self.ask, "earlier_accord", entry.eid)
            card.box.addWidget(self.act(title_of(view, entry), opener, role="link"))
            card.box.addWidget(
                label(fate or _("What became of it is not written."), "muted", wrap=True)
            )
        if not view.all(EarlierAccord):
            words = _(
                "None is written down. Ask the elders and look for papers: an old accord helps."
            )
            card.box.addWidget(label(words, "muted", wrap=True))
        card.box.addWidget(self._add(_("Add an earlier accord"), "earlier_accord"))
        return card

    def _add(self, words: str, record: str) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        line = Flow(holder, gap=8)
        line.addWidget(self.act(words, partial(self.ask, record), "plus"))
        return holder


def _count(value: int | None) -> str:
    return formats.number(value) if value is not None else "–"


PANELS = (CommunitiesPanel,)
