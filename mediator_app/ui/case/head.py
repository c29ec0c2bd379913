"""The head of a case: what it is, how dangerous, who may read it, and the main buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from mediator_app.core import workflow
from mediator_app.core.marks import N_
from mediator_app.core.records.codes import CONFIDENTIALITY, KIND, OUTCOME, RISK, STATE
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView
from mediator_app.i18n import _, n_
from mediator_app.services.work import Workspace
from mediator_app.ui.theme.shapes import kind_picture
from mediator_app.ui.widgets.basic import button, chip, column, label, row
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.allowed import allow

ONLY = {  # said to whoever may not move a case
    "data_clerk": N_("Data clerk: enters, does not decide"),
    "reader": N_("Reader: reads, does not write"),
}
RISKY = {"low": "", "medium": "earth", "high": "alarm", "extreme": "alarm"}


class CaseHead(QWidget):
    print_asked = Signal()
    next_asked = Signal()
    menu_asked = Signal()
    names_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        box = column(self, gap=2)
        upper = row(gap=8)
        self._shape = label()
        self._flow = Flow(gap=6)
        upper.addWidget(self._shape)
        upper.addLayout(self._flow, 1)
        self._print = button(lambda: _("Print…"), picture="printer")
        self._more = button(lambda: _("More…"))
        self.next = button("", "primary", picture="arrow-right")
        self._buttons = QWidget()
        self._buttons.setProperty("role", "clear")
        buttons = row(self._buttons, gap=8)
        for each, signal in (
            (self._print, self.print_asked),
            (self._more, self.menu_asked),
            (self.next, self.next_asked),
        ):
            each.clicked.connect(signal)
            buttons.addWidget(each)
        upper.addWidget(self._buttons)
        box.addLayout(upper)
        self.title = label(role="title", wrap=True)
        box.addWidget(self.title)
        self._upper, self._box = upper, box
        self.names: QPushButton | None = None  # there while the names are not
        self._work: Workspace | None = None

    def allow(self, work: Workspace) -> None:
        """Grey out what the role of this profile may not do; the reason is said beside it."""
        self._work = work
        for widget, act in (
            (self._print, Act.PRINT),
            (self._more, Act.MOVE),
            (self.next, Act.MOVE),
        ):
            allow(widget, work, act)

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the buttons on a line of their own where there is no room beside."""
        if narrow:
            self._box.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._upper.addWidget(self._buttons)

    @property
    def menu_button(self) -> QPushButton:
        return self._more

    def show_view(self, view: CaseView, next_title: str) -> None:
        case = view.case
        self._shape.setPixmap(kind_picture(case.kind, 18))
        village = None if view.masked else case.locality  # a code would say nothing here
        place = ", ".join(dict.fromkeys(p for p in (village, case.commune, case.cercle) if p))
        region = f"{place} ({case.region})" if place and case.region else place or case.region
        parts = (case.number, _(KIND.get(case.kind, case.kind)), region)
        self.title.setText(case.title)
        self.next.setText(next_title)
        self.next.setVisible(bool(next_title))
        self._flow.clear()
        self._flow.addWidget(label("  ·  ".join(part for part in parts if part), "muted"))
        for text, tone in self._facts(view):
            self._flow.addWidget(chip(text, tone))
        self.names = self._show_names() if view.masked else None

    def _show_names(self) -> QPushButton:
        made = button(lambda: _("Show the names…"), "link")
        made.clicked.connect(self.names_asked)
        if self._work is not None:
            allow(made, self._work, Act.SHOW_NAMES)
        self._flow.addWidget(made)
        return made

    def _facts(self, view: CaseView) -> list[tuple[str, str]]:
        case, found = view.case, list[tuple[str, str]]()
        if self._work is not None and not self._work.may(Act.MOVE):
            found.append((_(ONLY.get(self._work.info.role, ONLY["reader"])), "earth"))
        if case.names_hidden:
            shown = _("Names apart") if view.masked else _("Names shown, for this time")
            found.append((shown, "accent" if view.masked else "earth"))
        if workflow.is_closed(view):
            outcome = OUTCOME.get(case.outcome or "", "")
            text = _("Closed: {outcome}").format(outcome=_(outcome)) if outcome else _("Closed")
            found.append((text, "agree"))
        if case.state and case.state != "active":
            found.append((_(STATE.get(case.state, case.state)), "earth"))
        if case.risk:
            found.append((_(RISK.get(case.risk, case.risk)), RISKY.get(case.risk, "earth")))
        if case.confidentiality:
            label_text = CONFIDENTIALITY.get(case.confidentiality, case.confidentiality)
            found.append((_(label_text), ""))
        if case.mediator:
            found.append((case.mediator, ""))
        if view.conflicts:
            count = len(view.conflicts)
            text = n_("{count} to decide", "{count} to decide", count).format(count=count)
            found.append((text, "earth"))
        return found
