"""What is still missing before the next stage, each with the way there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from mediator_app.i18n import _
from mediator_app.ui.widgets.basic import button, column, label, set_role
from mediator_app.ui.widgets.flow import Flow

ARROW = "  →"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, in the screen's language, and where it is put right."""

    text: str
    go: str  # handed back by `go_asked`
    hard: bool = True


class Checklist(QFrame):
    """A card that never says only "no"."""

    go_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "need")
        box: QVBoxLayout = column(self, gap=4, edges=(14, 6, 14, 6))
        self._title = label(role="strong", wrap=True)
        self._hard, self._soft_title = Flow(gap=4), label(role="muted", wrap=True)
        self._soft = Flow(gap=4)
        box.addWidget(self._title)
        box.addLayout(self._hard)
        box.addWidget(self._soft_title)
        box.addLayout(self._soft)
        self._go: dict[QPushButton, str] = {}

    def show_missing(self, stage: str, missing: Sequence[Missing]) -> None:
        """Show what is missing before `stage`; nothing missing is good news."""
        self._hard.clear()
        self._soft.clear()
        self._go.clear()
        hard = [item for item in missing if item.hard]
        soft = [item for item in missing if not item.hard]
        if hard:
            title = _("Before “{stage}”, still missing:")
        elif soft:
            title = _("“{stage}” can be entered. It would be better with:")
        else:
            title = _("Everything is there for “{stage}”.")
        self._title.setText(title.format(stage=stage))
        self._soft_title.setText(_("It would be better with (or give a written reason):"))
        self._soft_title.setVisible(bool(hard and soft))
        set_role(self, "need" if missing else "ready")
        for items, flow in ((hard, self._hard), (soft, self._soft)):
            for item in items:
                link = button(item.text + ARROW, "link-earth")
                link.clicked.connect(self._ask)
                self._go[link] = item.go
                flow.addWidget(link)
        self.updateGeometry()

    def links(self) -> Sequence[QPushButton]:
        return list(self._go)

    def _ask(self) -> None:
        link = self.sender()
        if isinstance(link, QPushButton):
            self.go_asked.emit(self._go[link])
