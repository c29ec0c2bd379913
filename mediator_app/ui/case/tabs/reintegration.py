"""What the path tab has beside its lists: papers, acceptance over time, mentor, occupation."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mediator_app.core import acceptance
from mediator_app.core.acceptance import MOMENTS, SCORES
from mediator_app.core.records.kind_codes import CIRCLE, CIVIL_PAPER, IDENTITY_CARD, RELAPSE
from mediator_app.core.records.reintegration import (
    Acceptance,
    MentorVisit,
    Occupation,
    Reintegration,
    Relapse,
)
from mediator_app.core.view import CaseView
from mediator_app.i18n import _, formats, n_
from mediator_app.services import mentors
from mediator_app.services.mentors import Load
from mediator_app.ui.case.parts.rebuilt import Rebuilt
from mediator_app.ui.case.wording import code_words
from mediator_app.ui.widgets.basic import Card, chip, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.sums import Sums
from mediator_app.ui.widgets.trend import Trend

PAPER_TONES = {"obtained": "agree", "absent": "alarm"}
RELAPSE_TONES = {"none": "agree", "unknown": "earth"}


class PathPanel(Rebuilt):
    """A minor is referred first; then the three tracks: the young person, family, community."""

    def fill(self, box: QVBoxLayout, view: CaseView) -> None:
        entry = view.one(Reintegration)
        path = entry.record if entry else None
        if acceptance.refer_first(path):
            words = _(
                "This is a minor: refer to child protection first. Mediation comes after, with them."
            )
            box.addWidget(label(words, "problem", wrap=True))
            refer = partial(self.ask, "referral", None, service=_("Child protection"))
            line = Flow(gap=8)
            line.addWidget(self.act(_("Refer now"), refer, "arrow-forward-up", "primary"))
            box.addLayout(line)
        if path is not None and path.promise:
            card = Card(_("The promise"))
            card.box.addWidget(label(path.promise, wrap=True))
            if path.promise_on:
                card.box.addWidget(label(formats.day(path.promise_on), "muted"))
            box.addWidget(card)
        box.addWidget(self._papers(path))
        box.addWidget(self._accepted(view))
        box.addWidget(self._mentor(view, path))
        box.addWidget(self._afterwards(view))

    def _papers(self, path: Reintegration | None) -> Card:
        card = Card(_("Civil papers"))
        if path is None:
            card.box.addWidget(label(_("Begin with the young person below."), "muted"))
            return card
        birth, identity = path.birth_certificate, path.identity_card
        rows = [
            (
                _("Birth certificate"),
                _day(path.birth_requested_on),
                _day(path.birth_certificate_on),
                _money(path.birth_certificate_fcfa),
            ),
            (
                _("Judgment in place of a certificate"),
                "–",
                _day(path.judgment_on),
                _money(path.judgment_fcfa),
            ),
            (_("Identity card"), "–", _day(path.card_on), _money(path.card_fcfa)),
        ]
        marks = Flow(gap=6)
        for words, code, codes in (
            (_("Birth certificate"), birth, CIVIL_PAPER),
            (_("Identity card"), identity, IDENTITY_CARD),
        ):
            said = code_words(codes, code) or _("not asked yet")
            text = _("{label}: {value}").format(label=words, value=said)
            marks.addWidget(chip(text, PAPER_TONES.get(code or "", "earth")))
        card.box.addLayout(marks)
        costs = (path.birth_certificate_fcfa, path.judgment_fcfa, path.card_fcfa)
        total = sum(cost for cost in costs if cost is not None)
        headings = ("", _("Asked on"), _("Obtained on"), _("Cost"))
        card.box.addWidget(Sums(headings, rows, (_("Total"), "", "", _money(total or None))))
        return card

    def _accepted(self, view: CaseView) -> Card:
        card = Card(_("Acceptance, from 0 (refuses) to 4 (supports)"))
        rows = [e.record for e in view.all(Acceptance)]
        lines = {_(words): acceptance.line(rows, code) for code, words in CIRCLE.items()}
        drawn = {name: points for name, points in lines.items() if points}
        told = [self._told(name, points) for name, points in drawn.items()]
        if drawn:
            trend = Trend()
            trend.show_lines(drawn, " ".join(told))
            card.box.addWidget(trend)
        for words in told:
            card.box.addWidget(label(words, wrap=True))
        for name, points in lines.items():
            if not points:
                words = _("{circle}: nobody was asked yet.").format(circle=name)
                card.box.addWidget(label(words, "muted", wrap=True))
        today = self.desk.work.believed_today()
        line = Flow(gap=8)
        for code, words in (
            ("family", _("Ask the family")),
            ("community", _("Ask the community")),
        ):
            ask = partial(self.ask, "acceptance", None, circle=code, said_on=today)
            line.addWidget(self.act(words, ask, "plus"))
        card.box.addLayout(line)
        return card

    @staticmethod
    def _told(name: str, points: list[tuple[date, int]]) -> str:
        day, score = points[-1]
        words = _(SCORES[score]) if 0 <= score < len(SCORES) else str(score)
        told = _("{circle}: {score} ({words}) on {day}.").format(
            circle=name, score=score, words=words, day=formats.day(day)
        )
        moved = acceptance.moved(points)
        if moved is None:
            return told
        if moved == 0:
            return f"{told} " + _("As at the beginning.")
        change = (
            _("{count} higher than at the beginning.")
            if moved > 0
            else _("{count} lower than at the beginning.")
        )
        return f"{told} " + change.format(count=abs(moved))

    def _mentor(self, view: CaseView, path: Reintegration | None) -> Card:
        card = Card(_("Peer mentor"))
        if path is None or not path.mentor:
            words = _("No mentor yet. Somebody who went the same way carries further than advice.")
            card.box.addWidget(label(words, "muted", wrap=True))
            return card
        name = view.party_name(path.mentor) or _("Party")
        visits = [e.record.visited_on for e in view.all(MentorVisit) if e.record.visited_on]
        count = max(len(view.all(MentorVisit)), path.mentor_visits or 0)
        parts = [name, n_("{count} visit", "{count} visits", count).format(count=count)]
        if visits:
            parts.append(_("last on {day}").format(day=formats.day(max(visits))))
        if path.mentor_consent is False:
            parts.append(_("has not agreed yet"))
        card.box.addWidget(label("  ·  ".join(parts), wrap=True))
        load = label("", "muted", wrap=True)
        card.box.addWidget(load)
        if not view.masked:
            work = self.desk.work
            self.desk.read(load, lambda: mentors.load(work, name), partial(_say_load, load))
        line = Flow(gap=8)
        today = self.desk.work.believed_today()
        visit = partial(self.ask, "mentor_visit", None, mentor=path.mentor, visited_on=today)
        line.addWidget(self.act(_("Add a visit"), visit, "plus"))
        card.box.addLayout(line)
        return card

    def _afterwards(self, view: CaseView) -> Card:
        card = Card(_("What they do, months after the return"))
        known = acceptance.occupations(e.record for e in view.all(Occupation))
        relapses = {e.record.months: e.record.what for e in view.all(Relapse)}
        for month in MOMENTS:
            holder = QWidget()
            holder.setProperty("role", "clear")
            line = Flow(holder, gap=6)
            when = n_("After {count} month", "After {count} months", month).format(count=month)
            line.addWidget(label(when if month else _("At the return"), "label"))
            if month in known:
                line.addWidget(chip(known[month], "accent"))
            else:
                ask = partial(self.ask, "occupation", None, months=month)
                line.addWidget(self.act(_("Ask what they do"), ask, role="link"))
            code = relapses.get(month)
            if code:
                words = _("Relapse: {what}").format(what=code_words(RELAPSE, code))
                line.addWidget(chip(words, RELAPSE_TONES.get(code, "alarm")))
            elif month:
                ask = partial(self.ask, "relapse", None, months=month)
                line.addWidget(self.act(_("Ask whether they fell back"), ask, role="link"))
            card.box.addWidget(holder)
        return card


def _say_load(shown: QLabel, load: Load) -> None:
    words = n_(
        "Accompanies {count} young person on this laptop.",
        "Accompanies {count} young people on this laptop.",
        load.mentees,
    ).format(count=formats.number(load.mentees))
    if load.is_heavy:
        words += " " + _("That is many for one volunteer.")
    shown.setText(words)


def _day(text: str | None) -> str:
    return formats.day(text) if text else "–"


def _money(francs: int | None) -> str:
    return formats.money(francs) if francs is not None else "–"


PANELS = (PathPanel,)
