"""What the land tab has beside its lists: the damage sheet, the marks, the season."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mediator_app.core import toll
from mediator_app.core.records.cases import PriorStep
from mediator_app.core.records.kind_codes import FORUM, MARKING, SEASON_EVENT, VIOLENCE
from mediator_app.core.records.land import BoundaryMark, Damage, Land
from mediator_app.core.records.notebooks import SeasonalDate
from mediator_app.core.view import CaseView
from mediator_app.i18n import _, formats
from mediator_app.services import notebooks
from mediator_app.ui.agenda.season import PARTS
from mediator_app.ui.case.parts.rebuilt import Rebuilt
from mediator_app.ui.case.wording import code_words, facts_of, title_of, value_text
from mediator_app.ui.dialogs.record import RecordDialog
from mediator_app.ui.widgets.basic import Card, chip, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.sums import Sums

TONES = {"none": "alarm", "planned": "earth", "done": "agree", "moved": "alarm"}
SEASONS = {
    "descent": "descent",
    "herd_return": "return",
    "release": "release",
    "harvest": "harvest",
}


class LandPanel(Rebuilt):
    """Damage added up, the marks of the corridor in their order, the days of the season."""

    def fill(self, box: QVBoxLayout, view: CaseView) -> None:
        entry = view.one(Land)
        land = entry.record if entry else None
        if land is not None and land.violence and land.violence != "none":
            words = _("Violence so far: {what}").format(what=code_words(VIOLENCE, land.violence))
            box.addWidget(chip(words, "alarm"))
        box.addWidget(self._damage(view))
        if land is not None and (land.corridor_name or view.all(BoundaryMark)):
            box.addWidget(self._corridor(view, land))
        box.addWidget(self._season(view, land))
        box.addWidget(self._steps(view))

    def _damage(self, view: CaseView) -> Card:
        card = Card(_("Damage sheet"))
        rows = view.all(Damage)
        if not rows:
            card.box.addWidget(
                label(_("No damage is written down. Estimate it with both sides there."), "muted")
            )
        else:
            headings = ("", _("Estimated"), _("Asked"), _("Agreed"), _("Paid"))
            cells = [
                (title_of(view, e), *(_money(getattr(e.record, step)) for step in toll.STEPS))
                for e in rows
            ]
            sums = toll.damage(e.record for e in rows)
            total = (sums.estimated, sums.asked, sums.agreed, sums.paid)
            card.box.addWidget(Sums(headings, cells, (_("Total"), *map(_money, total))))
            if sums.open:
                words = _("Still to be paid: {amount}").format(amount=formats.money(sums.open))
                card.box.addWidget(label(words, "strong", wrap=True))
        card.box.addWidget(self._acts((_("Add damage"), partial(self.ask, "damage"), "plus")))
        return card

    def _corridor(self, view: CaseView, land: Land) -> Card:
        card = Card(_("Corridor and its marks"))
        parts = [land.corridor_name or ""]
        if land.corridor_width_m is not None:
            width = formats.number(land.corridor_width_m)
            parts.append(_("{metres} m wide").format(metres=width))
        if land.corridor_obstacle:
            parts.append(_("obstacle: {what}").format(what=land.corridor_obstacle))
        card.box.addWidget(label("  ·  ".join(filter(None, parts)), wrap=True))
        marks = Flow(gap=6)
        if land.corridor_marking:
            whole = land.corridor_marking
            marks.addWidget(chip(code_words(MARKING, whole), TONES.get(whole, "")))
        for entry in view.all(BoundaryMark):
            state = entry.record.state or ""
            words = _("{label}: {value}").format(
                label=entry.record.name or entry.record.what or _("Mark"),
                value=code_words(MARKING, state) or _("not known"),
            )
            marks.addWidget(chip(words, TONES.get(state, "")))
        card.box.addLayout(marks)
        add = (_("Add a mark"), partial(self.ask, "boundary_mark"), "plus")
        card.box.addWidget(self._acts(add))
        return card

    def _season(self, view: CaseView, land: Land | None) -> Card:
        card = Card(_("The season"))
        told = False
        facts = facts_of("land")
        for name, event in SEASONS.items():
            value = getattr(land, name, None)
            if not value:
                continue
            told = True
            words = _("{label}: {value}").format(
                label=_(SEASON_EVENT[event]), value=value_text(facts[name], value)
            )
            holder = QWidget()
            holder.setProperty("role", "clear")
            line = Flow(holder, gap=8)
            line.addWidget(label(words))
            if value[0]:
                remind = partial(self._remind, view, event, value)
                line.addWidget(self.act(_("Remind every year"), remind, role="link"))
            card.box.addWidget(holder)
        if not told:
            words = _("Write when the herds come down and when the fields are released.")
            card.box.addWidget(label(words, "muted", wrap=True))
        return card

    def _remind(self, view: CaseView, event: str, value: list[str | None]) -> None:
        """Put a day of the season into the region's notebook, where it returns every year."""
        work = self.desk.work
        entry = view.one(Land)
        preset = {
            "what": event,
            "corridor": (entry.record.corridor_name if entry else None) or view.case.locality,
            "place": view.case.commune,
            "first_on": value[0],
            "last_on": value[1],
            "days_before": 30,
        }
        unit = work.info.region_unit
        dialog = RecordDialog(
            self,
            self.desk,
            SeasonalDate,
            save=lambda values: notebooks.save(work, unit, SeasonalDate.NAME, values),
            preset={name: known for name, known in preset.items() if known is not None},
            parts=PARTS,
        )
        dialog.open()

    def _steps(self, view: CaseView) -> Card:
        card = Card(_("What was tried before"))
        for entry in view.all(PriorStep):
            step = entry.record
            body = code_words(FORUM, step.forum) or step.before
            parts = (body, step.before if step.forum else "", step.result, step.number)
            opener = self.act(
                "  ·  ".join(filter(None, parts)) or _("Earlier step"),
                partial(self.ask, "prior_step", entry.eid),
                role="link",
            )
            card.box.addWidget(opener)
        add = (_("Add an earlier step"), partial(self.ask, "prior_step"), "plus")
        card.box.addWidget(self._acts(add))
        return card

    def _acts(self, *acts: tuple[str, partial[None], str]) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        line = Flow(holder, gap=8)
        for words, slot, picture in acts:
            line.addWidget(self.act(words, slot, picture))
        return holder


def _money(francs: int | None) -> str:
    return formats.money(francs) if francs is not None else "–"


PANELS = (LandPanel,)
