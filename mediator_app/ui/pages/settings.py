"""Settings: language, theme, text size, passphrase, safety copies, about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QWidget

from mediator_app import __version__
from mediator_app.host.settings import Settings
from mediator_app.i18n import _, formats
from mediator_app.services import backups, profile
from mediator_app.services.backups import Backup
from mediator_app.services.work import Changed
from mediator_app.ui.pages.settings_office import OfficeCard
from mediator_app.ui.texts import Said, retranslate, say_name
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import wide_at_most
from mediator_app.ui.theme.tokens import TEXT_SIZES, THEMES
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.languages import Languages
from mediator_app.ui.work.desk import Desk


class SettingsPage(QWidget):
    help_name = "settings"
    language_chosen = Signal(str)
    look_chosen = Signal(object)  # Settings

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk, self._settings = desk, settings
        content = QWidget()
        box = column(content, gap=12)
        self.office = OfficeCard(desk)
        cards = (
            self._looks(),
            self._passphrase(),
            self.office,
            self._backups(),
            self._about(),
        )
        for card in cards:
            wide_at_most(card, tokens.READING + tokens.COLUMN)
            box.addWidget(card)
        box.addStretch()
        column(self, gap=0).addWidget(Scroll(content))

    # looks

    def _looks(self) -> Card:
        card = Card(lambda: _("Language and look"))
        languages = Languages()
        languages.chosen.connect(self.language_chosen)
        card.box.addWidget(label(lambda: _("Language"), "label"))
        card.box.addWidget(languages, 0, Qt.AlignmentFlag.AlignLeft)
        card.box.addWidget(label(lambda: _("Theme"), "label"))
        themes = {name: partial(_, theme.title) for name, theme in THEMES.items()}
        here = self._settings.theme if self._settings.theme in THEMES else "light"
        card.box.addWidget(self._choice(themes, here, self._choose_theme))
        card.box.addWidget(label(lambda: _("Text size"), "label"))
        sizes: dict[str, Said] = {str(size): partial("{} %".format, size) for size in TEXT_SIZES}
        card.box.addWidget(self._choice(sizes, str(self._settings.text_size), self._choose_size))
        return card

    def _choice(
        self, texts: Mapping[str, Said], here: str, choose: Callable[[str], None]
    ) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        flow, group = Flow(holder, gap=6), QButtonGroup(holder)
        for code, text in texts.items():
            made: QPushButton = button(text, "chip", checkable=True)
            made.setChecked(code == here)
            made.setObjectName(f"choose-{code}")
            made.clicked.connect(partial(_chosen, choose, code))
            group.addButton(made)
            flow.addWidget(made)
        return holder

    def _choose_theme(self, theme: str) -> None:
        self._settings = replace(self._settings, theme=theme)
        self.look_chosen.emit(self._settings)

    def _choose_size(self, size: str) -> None:
        self._settings = replace(self._settings, text_size=int(size))
        self.look_chosen.emit(self._settings)

    # passphrase

    def _passphrase(self) -> Card:
        card = Card(lambda: _("Change the passphrase"))
        self._secrets: list[QLineEdit] = []
        names: Sequence[Said] = (
            lambda: _("The present one"),
            lambda: _("The new one"),
            lambda: _("The new one, again"),
        )
        for name in names:
            caption, edit = label(name, "label"), QLineEdit()
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.setMaxLength(1024)
            wide_at_most(edit, tokens.SEARCH)
            say_name(edit, name)
            caption.setBuddy(edit)
            card.box.addWidget(caption)
            card.box.addWidget(edit)
            self._secrets.append(edit)
        self.problem = label(role="problem", wrap=True)
        self.problem.hide()
        self.change = button(lambda: _("Change the passphrase"), "primary", picture="key")
        self.change.clicked.connect(self.change_passphrase)
        card.box.addWidget(self.problem)
        card.box.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def change_passphrase(self) -> None:
        old, new, again = (edit.text() for edit in self._secrets)
        self.problem.hide()
        if new != again:
            self.problem.setText(_("The new passphrase was not typed the same way twice."))
            self.problem.show()
            return
        work = self._desk.work
        self.change.setEnabled(False)
        self._desk.runner.run(
            self,
            lambda: profile.change_passphrase(work, old, new),
            self._passphrase_changed,
            on_error=self._passphrase_refused,
        )

    def _passphrase_changed(self, _nothing: None) -> None:
        self.change.setEnabled(True)
        for edit in self._secrets:
            edit.clear()
        self._desk.feedback.told(lambda: _("The passphrase is changed."), "agree")

    def _passphrase_refused(self, error: Exception) -> None:
        self.change.setEnabled(True)
        self._desk.feedback.failed(error)

    # safety copies

    def _backups(self) -> Card:
        card = Card(lambda: _("Safety copies"))
        self._copies = label(role="muted", wrap=True)
        self.copy = button(lambda: _("Make a copy now"), picture="database")
        self.copy.clicked.connect(self.make_copy)
        card.box.addWidget(self._copies)
        card.box.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def make_copy(self) -> None:
        work = self._desk.work
        self.copy.setEnabled(False)
        self._desk.runner.run(
            self, lambda: backups.create(work), self._copied, on_error=self._not_copied
        )

    def _copied(self, _made: Backup) -> None:
        self.copy.setEnabled(True)
        self._desk.feedback.told(lambda: _("The safety copy is made."), "agree")
        self.refresh()
        self._desk.tell(Changed())

    def _not_copied(self, error: Exception) -> None:
        self.copy.setEnabled(True)
        self._desk.feedback.failed(error)

    def refresh(self) -> None:
        """Read which safety copies there are, and what the office decided."""
        self.office.refresh()
        folder = self._desk.work.folder
        self._desk.read(self, lambda: backups.listed(folder), self._show_copies)

    def _show_copies(self, found: Sequence[Backup]) -> None:
        if not found:
            self._copies.setText(_("There is no safety copy yet."))
            return
        lines = [f"{formats.moment(copy.made_at)}  ·  {formats.size(copy.bytes)}" for copy in found]
        self._copies.setText("\n".join(lines))

    # about

    def _about(self) -> Card:
        card = Card(lambda: _("About this program"))
        info = self._desk.work.info
        card.box.addWidget(label(f"{info.name}  ·  {info.organisation}", wrap=True))
        card.box.addWidget(
            label(lambda: _("Version {version}").format(version=__version__), "muted")
        )
        card.box.addWidget(
            label(
                lambda: _(
                    "Free software under the GNU General Public License, version 3 or later. "
                    "Icons: Tabler (MIT), Material Design Icons (Apache 2.0). "
                    "Typefaces: Noto Sans, Andika (SIL Open Font License)."
                ),
                "muted",
                wrap=True,
            )
        )
        card.box.addWidget(
            label(
                lambda: _(
                    "Places: OCHA COD-AB / COD-PP Mali (DNCT, RENA), CC BY-IGO; the boundaries "
                    "imply no official recognition. GeoNames and "
                    "open-admin-data/mali-administrative-divisions, CC BY 4.0. "
                    "Passphrase words: wordfreq, CC BY-SA 4.0."
                ),
                "muted",
                wrap=True,
            )
        )
        return card

    # what every page can do

    def changed(self, changed: Changed) -> None:
        """Nothing here shows cases."""

    def keep_now(self) -> None:
        """Nothing here is worth a draft."""

    def retranslate(self) -> None:
        retranslate(self)
        self.refresh()


def _chosen(choose: Callable[[str], None], code: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
    choose(code)
