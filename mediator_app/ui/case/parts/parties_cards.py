"""The parties by side as compact cards: who speaks, with which mandate, tied to whom."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mediator_app.core.mandates import State, standing
from mediator_app.core.records.codes import PARTY_TYPE, REACHABLE, RELATIONSHIP, ROLE
from mediator_app.core.records.kind_codes import LIVELIHOOD
from mediator_app.core.records.parties import Mandate, Party, Relationship
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _, formats
from mediator_app.ui.case.parts.rebuilt import Rebuilt
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.widgets.actor_grid import word
from mediator_app.ui.widgets.basic import Card, button, chip, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.allowed import allow

DOT = "  ·  "
TONES = {State.VALID: "agree", State.COMING: "", State.EXPIRED: "alarm", State.WITHDRAWN: "alarm"}


class PartiesPanel(Rebuilt):
    """One column of cards for each side; what is missing is one click away."""

    def fill(self, box: QVBoxLayout, view: CaseView) -> None:
        parties = view.all(Party)
        if not parties:
            card = Card(_("Who takes part"))
            words = _("Nobody yet. Begin with whoever came to you, then the other side.")
            card.box.addWidget(label(words, wrap=True))
            add = self.act(_("Add a party"), partial(self.ask, Party.NAME), "user-plus", "primary")
            allow(add, self.desk.work, Act.EDIT)
            card.box.addWidget(add)
            box.addWidget(card)
            return
        for side in sorted({e.record.side or "" for e in parties}, key=lambda s: (not s, s)):
            heading = _("Side {side}").format(side=side) if side else _("On no side")
            box.addWidget(label(heading, "heading", wrap=True))
            whole = QWidget()
            whole.setProperty("role", "clear")
            columns = Columns(whole)
            for entry in parties:
                if (entry.record.side or "") == side and not self._inside(view, entry, side):
                    columns.add(self._card(view, entry), span=2)
            box.addWidget(whole)
        more = self.act(_("Add a party"), partial(self.ask, Party.NAME), "user-plus")
        tie = self.act(_("Add a tie"), partial(self.ask, Relationship.NAME), "link")
        acts = Flow(gap=8)
        for made in (more, tie):
            allow(made, self.desk.work, Act.EDIT)
            acts.addWidget(made)
        box.addLayout(acts)

    @staticmethod
    def _inside(view: CaseView, entry: Entry[Party], side: str) -> bool:
        """Tell whether a party stands under its group, on the same side."""
        group = view.by_id(entry.record.part_of) if entry.record.part_of else None
        return group is not None and group.eid != entry.eid and (group.record.side or "") == side

    def _card(self, view: CaseView, entry: Entry[Party]) -> Card:
        card = Card()
        self._told(card.box, view, entry)
        for part in self._parts_of(view, entry.eid):
            inner = QWidget()
            inner.setProperty("role", "clear")
            self._told(column(inner, gap=2, edges=(16, 0, 0, 0)), view, part)
            card.box.addWidget(inner)
        return card

    def _parts_of(self, view: CaseView, eid: bytes) -> list[Entry[Party]]:
        """Return the sub-groups of a group, and theirs; a circle from two laptops ends."""
        found: list[Entry[Party]] = []
        seen, waiting = {eid}, [eid]
        while waiting:
            above = waiting.pop(0)
            side = view.by_id(above)
            for part in view.under(Party, "part_of", above):
                if part.eid not in seen and side is not None:
                    if (part.record.side or "") != (side.record.side or ""):
                        continue
                    seen.add(part.eid)
                    waiting.append(part.eid)
                    found.append(part)
        return found

    def _told(self, box: QVBoxLayout, view: CaseView, entry: Entry[Party]) -> None:
        said = entry.record
        name = button(said.name or _(PARTY_TYPE.get(said.type, said.type)), "link")
        name.clicked.connect(partial(self._open, entry.eid))
        box.addWidget(name)
        parts = [
            word(ROLE, said.role),
            word(LIVELIHOOD, said.livelihood),
            said.community or "",
            _("{count} people").format(count=formats.number(said.size)) if said.size else "",
        ]
        about = DOT.join(part for part in parts if part)
        if about:
            box.addWidget(label(about, "muted", wrap=True))
        chips = Flow(gap=4)
        if access := word(REACHABLE, said.reachable):
            tone = {"hard": "earth", "no": "alarm"}.get(said.reachable or "", "")
            chips.addWidget(chip(access, tone))
        if said.type in {"group", "institution"} or view.under(Mandate, "party", entry.eid):
            self._mandate(box, chips, view, entry)
        elif chips.count():
            box.addLayout(chips)
        for tie in view.all(Relationship):
            if entry.eid in {tie.record.first, tie.record.second}:
                box.addWidget(self._tie(view, entry.eid, tie))

    def _mandate(self, box: QVBoxLayout, chips: Flow, view: CaseView, entry: Entry[Party]) -> None:
        stand = standing(view, entry.eid, self.desk.work.today())
        day = formats.short_day(stand.day) if stand.day else ""
        chips.addWidget(chip(_(stand.words).format(day=day), TONES.get(stand.state, "earth")))
        box.addLayout(chips)
        given_to = stand.mandate.record.given_to if stand.mandate is not None else None
        speaker = view.party_name(entry.record.representative or given_to)
        words = (
            _("{name} speaks for them.").format(name=speaker)
            if speaker
            else _("Nobody speaks for them yet.")
        )
        box.addWidget(label(words, "muted" if speaker else "problem", wrap=True))
        if stand.state in {State.VALID, State.COMING} and stand.mandate is not None:
            link = button(_("Open the mandate"), "link")
            link.clicked.connect(partial(self._open_mandate, stand.mandate.eid))
        else:
            link = button(_("Add a mandate"), "link-earth")
            link.clicked.connect(partial(self._add_mandate, entry))
            allow(link, self.desk.work, Act.EDIT)
        box.addWidget(link)

    def _tie(self, view: CaseView, here: bytes, tie: Entry[Relationship]) -> QWidget:
        said = tie.record
        other = said.second if said.first == here else said.first
        kind = word(RELATIONSHIP, said.type) or _("Tie")
        # The arrow tells whose host or debtor it is, at both ends.
        pattern = "{kind} → {name}" if said.first == here else "{kind} ← {name}"
        days = [formats.short_day(day) for day in (said.since, said.until) if day]
        text = pattern.format(kind=kind, name=view.party_name(other) or _("Not known here yet"))
        made = button(DOT.join((text, " – ".join(days))) if days else text, "link")
        made.clicked.connect(partial(self._open_tie, tie.eid))
        return made

    def _open(self, eid: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.ask(Party.NAME, eid)

    def _open_mandate(self, eid: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.ask(Mandate.NAME, eid)

    def _open_tie(self, eid: bytes, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.ask(Relationship.NAME, eid)

    def _add_mandate(self, entry: Entry[Party], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        today = self.desk.work.believed_today()
        given_to = entry.record.representative
        self.ask(Mandate.NAME, None, party=entry.eid, given_to=given_to, given_on=today)
