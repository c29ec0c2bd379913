"""The rail at the left: where one can go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from mediator_app.i18n import _
from mediator_app.ui.texts import Said
from mediator_app.ui.theme.look import look
from mediator_app.ui.theme.tokens import RAIL
from mediator_app.ui.widgets.basic import button, column, draw_icon, set_role


@dataclass(frozen=True, slots=True)
class Stop:
    """One entry: its code, its words, its picture; `below` stands at the bottom."""

    code: str
    words: Said
    picture: str
    below: bool = False


class Rail(QFrame):
    asked = Signal(str)

    def __init__(self, stops: Sequence[Stop]) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self._stops = {stop.code: stop for stop in stops}
        self._buttons: dict[str, QPushButton] = {}
        self._narrow = False
        box = column(self, gap=4, edges=(8, 12, 8, 12))
        for below in (False, True):
            for stop in stops:
                if stop.below == below:
                    made = button("", "nav", picture=stop.picture)
                    made.clicked.connect(partial(self._ask, stop.code))
                    self._buttons[stop.code] = made
                    box.addWidget(made)
            if not below:
                box.addStretch()
        self.retranslate()

    def mark(self, code: str) -> None:
        """Show where one is."""
        for each, made in self._buttons.items():
            set_role(made, "nav-here" if each == code else "nav")
            made.setAccessibleDescription(_("You are here") if each == code else "")

    def set_narrow(self, *, narrow: bool) -> None:
        """Keep only the pictures where the screen is small for the text."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.retranslate()

    def redraw(self) -> None:
        """Follow a change of theme or text size."""
        self.setMinimumWidth(0 if self._narrow else look().px(RAIL))
        for made in self._buttons.values():
            draw_icon(made)

    def retranslate(self) -> None:
        for code, made in self._buttons.items():
            words = self._stops[code].words()
            made.setText("" if self._narrow else words)
            made.setToolTip(words if self._narrow else "")
            made.setAccessibleName(words)
        self.redraw()

    def _ask(self, code: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.asked.emit(code)
