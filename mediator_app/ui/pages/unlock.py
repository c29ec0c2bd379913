"""Unlocks the profile. Shown on Qt alone, while the rest of the program loads."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from mediator_app.core.errors import AppError
from mediator_app.i18n import _
from mediator_app.ui.texts import retranslate, say, say_name
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import fixed
from mediator_app.ui.widgets.basic import Card, button, column, label, row
from mediator_app.ui.widgets.languages import Languages
from mediator_app.ui.widgets.letters import LetterBar, LetterKeys
from mediator_app.ui.work.runner import Runner

WIDTH = 440


class UnlockPage(QWidget):
    """Asks for the passphrase; `opened` hands over the open profile."""

    help_name = "unlock"
    opened = Signal(object)
    language_chosen = Signal(str)

    def __init__(
        self, open_profile: Callable[[str], object], runner: Runner, *, name: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self._open_profile, self._runner = open_profile, runner
        self._card = Card(name or (lambda: _("Your cases are locked")))
        fixed(self._card, width=WIDTH)
        box = self._card.box
        caption = label(lambda: _("Passphrase"), "label")
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(1024)
        say_name(self.edit, lambda: _("Passphrase"))
        caption.setBuddy(self.edit)
        self.edit.returnPressed.connect(self.unlock)
        # A button, not a box to tick: Qt's styles cost 20 ms before the window is there.
        self._show = button(lambda: _("Show what I type"), "chip", checkable=True)
        self._show.toggled.connect(self._reveal)
        self.problem = label(role="problem", wrap=True)
        self.problem.hide()
        self.button = button(lambda: _("Unlock"), "primary", picture="lock-open")
        self.button.clicked.connect(self.unlock)
        forgot = button(lambda: _("I have forgotten it"), "link")
        forgot.clicked.connect(self._forgot)
        for widget in (caption, self.edit):
            box.addWidget(widget)
        box.addWidget(self._show, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.problem)
        foot = row(gap=8)
        foot.addWidget(self.button)
        foot.addWidget(forgot)
        foot.addStretch()
        box.addLayout(foot)
        box.addWidget(LetterBar())
        LetterKeys(self)
        outer = column(self, gap=12, edges=16)
        outer.addStretch(1)
        outer.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        languages = Languages()
        languages.chosen.connect(self.language_chosen)
        outer.addWidget(languages, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self.setMinimumWidth(tokens.COLUMN)

    def unlock(self) -> None:
        """Try the passphrase, off the window's thread: it takes a second on purpose."""
        secret = self.edit.text()
        if not secret or not self.button.isEnabled():
            return
        self._busy(busy=True)
        self._runner.run(
            self, lambda: self._open_profile(secret), self._done, on_error=self._failed
        )

    def _busy(self, *, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self.edit.setReadOnly(busy)
        say(self.button, (lambda: _("Unlocking…")) if busy else (lambda: _("Unlock")))
        self.problem.hide()

    def _done(self, work: object) -> None:
        self.edit.clear()
        self.opened.emit(work)

    def _failed(self, error: Exception) -> None:
        self._busy(busy=False)
        if isinstance(error, AppError):
            say(self.problem, lambda: error.sentence(_))
        else:
            say(
                self.problem, lambda: _("The profile could not be opened. Start the program again.")
            )
        self.problem.show()
        self.edit.selectAll()
        self.edit.setFocus()

    def _forgot(self) -> None:
        say(
            self.problem,
            lambda: _(
                "Without the passphrase nobody can open the cases, not even the office. "
                "If your office keeps a backup or has set up help, ask your supervisor."
            ),
        )
        self.problem.show()

    def _reveal(self, shown: bool) -> None:  # noqa: FBT001 - Qt calls it
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)

    def retranslate(self) -> None:
        retranslate(self)
