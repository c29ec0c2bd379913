"""At intake: which cases may be the same, and that somebody looked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mediator_app.core.roles import Act
from mediator_app.core.same_cases import LikelySame
from mediator_app.core.view import CaseView
from mediator_app.core.workflow import Place
from mediator_app.i18n import _
from mediator_app.services import same_cases
from mediator_app.ui.case.panels import Panel
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import Card, button, column, label, row
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk


class SamePanel(Panel):
    """Stands there until somebody has looked; afterwards only while the case is at intake."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: CaseView | None = None
        self._found: list[LikelySame] = []
        self._card = Card(lambda: _("Was the same case opened before?"))
        column(self, gap=0).addWidget(self._card)
        self._lines = QWidget()
        self._card.box.addWidget(self._lines)
        self.looked = button(lambda: _("I have looked"), picture="check")
        self.looked.clicked.connect(self._look)
        allow(self.looked, desk.work, Act.EDIT)
        foot = row(gap=8)
        foot.addWidget(self.looked)
        foot.addStretch()
        self._card.box.addLayout(foot)
        self._card.hide()

    def show_view(self, view: CaseView) -> None:
        other = self._view is None or self._view.unit_id != view.unit_id
        self._view = view
        if not self._is_wanted(view):
            self._card.hide()
            return
        if other:
            self._found = []
        work, unit = self.desk.work, view.unit_id
        self.desk.read(self, lambda: (unit, same_cases.likely_same(work, unit)), self._show)

    @staticmethod
    def _is_wanted(view: CaseView) -> bool:
        case = view.case
        return not case.duplicates_checked and case.stage in {None, "intake"}

    def _show(self, answer: tuple[bytes, list[LikelySame]]) -> None:
        view = self._view
        if view is None or view.unit_id != answer[0] or not self._is_wanted(view):
            return
        self._found = answer[1]
        self._draw()
        self._card.show()

    def _draw(self) -> None:
        old, self._lines = self._lines, QWidget()
        self._lines.setProperty("role", "clear")
        lines = column(self._lines, gap=4)
        words = (
            _(
                "These cases look alike. If one is the same, go on there and close this one as double."
            )
            if self._found
            else _("No case here has the same place and kind near this day, or the same names.")
        )
        lines.addWidget(label(words, "muted", wrap=True))
        for each in self._found:
            case = each.case
            name = "  ·  ".join(filter(None, (case.number, case.title)))
            told = "{}  ·  {}".format(name, _("closed")) if case.closed else name
            lines.addWidget(label(told or case.unit_id.hex()[:8], "strong", wrap=True))
            why = " ".join(_(reason.message).format(**reason.values) for reason in each.reasons)
            lines.addWidget(label(why, wrap=True))
        self._card.box.replaceWidget(old, self._lines)
        old.hide()
        old.deleteLater()

    def _look(self) -> None:
        view, work = self._view, self.desk.work
        if view is not None:
            unit = view.unit_id
            self.desk.write(self, lambda: same_cases.looked(work, unit))

    def go(self, place: Place) -> bool:
        """Show the likely cases to whoever is sent to look; with none the form has the tick."""
        if place.field != "duplicates_checked" or self._card.isHidden() or not self._found:
            return False
        self.looked.setFocus()
        return True

    def retranslate(self) -> None:
        retranslate(self)
        if not self._card.isHidden():
            self._draw()
