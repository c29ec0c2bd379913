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
AT_FIRST = 3  # links


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, in the screen's language, and where it is put right."""

    text: str
    go: str  # handed back by `go_asked`
    hard: bool = True


class Checklist(QFrame):
    """A card that never says only "no". A long list shows its beginning, and the rest on demand."""

    go_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "need")
        box: QVBoxLayout = column(self, gap=2, edges=(12, 4, 12, 4))
        self._first, self._soft_title = Flow(gap=2), label(role="muted", wrap=True)
        self._soft = Flow(gap=2)
        box.addLayout(self._first)
        box.addWidget(self._soft_title)
        box.addLayout(self._soft)
        self._go: dict[QPushButton, str] = {}
        self._stage, self._missing = "", tuple[Missing, ...]()
        self._whole = False

    def show_missing(self, stage: str, missing: Sequence[Missing]) -> None:
        """Show what is missing before `stage`; nothing missing is good news."""
        if stage != self._stage:
            self._whole = False
        self._stage, self._missing = stage, tuple(missing)
        self._show()

    def links(self) -> Sequence[QPushButton]:
        return list(self._go)

    def show_all(self, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self._whole = not self._whole
        self._show()

    def _show(self) -> None:
        self._first.clear()
        self._soft.clear()
        self._go.clear()
        hard = [item for item in self._missing if item.hard]
        soft = [item for item in self._missing if not item.hard]
        first, second = (hard, soft) if hard else (soft, [])
        if not self._whole and len(self._missing) > AT_FIRST:
            first, second = first[:AT_FIRST], []
        title = label(self._words(hard, soft).format(stage=self._stage), "strong")
        self._first.addWidget(title)
        self._add(first, self._first)
        self._soft_title.setText(_("It would be better with (or give a written reason):"))
        self._soft_title.setVisible(bool(second))
        self._add(second, self._soft)
        if len(self._missing) > AT_FIRST:
            self._fold()
        set_role(self, "need" if self._missing else "ready")
        self.updateGeometry()

    @staticmethod
    def _words(hard: Sequence[Missing], soft: Sequence[Missing]) -> str:
        if hard:
            return _("Before “{stage}”, still missing:")
        if soft:
            return _("“{stage}” can be entered. It would be better with:")
        return _("Everything is there for “{stage}”.")

    def _add(self, items: Sequence[Missing], flow: Flow) -> None:
        for item in items:
            link = button(item.text + ARROW, "link-earth")
            link.clicked.connect(self._ask)
            self._go[link] = item.go
            flow.addWidget(link)

    def _fold(self) -> None:
        count = len(self._missing)
        text = _("Show fewer") if self._whole else _("Show all {count}").format(count=count)
        more = button(text, "chip")
        more.clicked.connect(self.show_all)
        (self._soft if self._whole and self._soft.count() else self._first).addWidget(more)

    def _ask(self) -> None:
        link = self.sender()
        if isinstance(link, QPushButton):
            self.go_asked.emit(self._go[link])
