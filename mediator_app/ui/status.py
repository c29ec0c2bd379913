"""The bar at the bottom: language, letters, how far the clock can be believed, the last copy."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from mediator_app.core.clock import ClockQuality
from mediator_app.i18n import _, n_
from mediator_app.ui.texts import retranslate, say
from mediator_app.ui.widgets.basic import column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.languages import Languages
from mediator_app.ui.widgets.letters import LetterBar


class StatusBar(QFrame):
    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        flow = Flow(gap=12)
        column(self, gap=0, edges=(0, 4, 0, 4)).addLayout(flow)
        languages = Languages()
        languages.chosen.connect(self.language_chosen)
        self._clock, self._copy = label(role="muted"), label(role="muted")
        self.saved = label(role="good")
        self.saved.hide()
        self._letters = LetterBar(named=False)
        for widget in (languages, self._letters, self.saved, self._clock, self._copy):
            flow.addWidget(widget)

    def set_small(self, *, small: bool) -> None:
        """Keep the languages alone where every line counts."""
        for widget in (self._letters, self._clock, self._copy):
            widget.setVisible(not small)

    def show_clock(self, quality: int) -> None:
        """Say how far the date of this computer can be believed (ClockQuality)."""
        if quality >= ClockQuality.PERSON:
            say(self._clock, lambda: _("Clock confirmed"))
        elif quality == ClockQuality.PLAUSIBLE:
            say(self._clock, lambda: _("Clock not confirmed"))
        else:
            say(self._clock, lambda: _("Clock not reliable: set the date"))

    def show_copy(self, age: int | None) -> None:
        """Say how old the last safety copy is, in days."""
        if age is None:
            say(self._copy, lambda: _("No safety copy yet"))
        elif age == 0:
            say(self._copy, lambda: _("Safety copy: today"))
        else:
            say(
                self._copy,
                lambda: n_(
                    "Safety copy: {count} day ago", "Safety copy: {count} days ago", age
                ).format(count=age),
            )

    def show_saved(self, sentence: str) -> None:
        self.saved.setText("✓ " + sentence)
        self.saved.setVisible(bool(sentence))

    def retranslate(self) -> None:
        retranslate(self)
