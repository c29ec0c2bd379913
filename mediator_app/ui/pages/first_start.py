"""The first start: five small pages, then the profile is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.places import REGIONS
from mediator_app.core.roles import ROLE
from mediator_app.i18n import _
from mediator_app.ui.forms.form import Form
from mediator_app.ui.forms.spec import FieldSpec, FormSpec, Section
from mediator_app.ui.texts import Said, retranslate, say, say_name
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import wide_at_most
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, label, row
from mediator_app.ui.widgets.languages import Languages
from mediator_app.ui.widgets.letters import LetterBar, LetterKeys
from mediator_app.ui.widgets.marks import Radio
from mediator_app.ui.work.runner import Runner

ROLES = {role.value: title for role, title in ROLE.items()}
LANGUAGE, YOU, PASSPHRASE, AGAIN, READY = range(5)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person said: the profile to be made."""

    name: str
    organisation: str
    role: str
    region: str
    passphrase: str
    practice: bool


@dataclass(frozen=True, slots=True)
class Making:
    """What making a profile needs from outside."""

    create: Callable[[Wanted], object]  # slow: runs off the window's thread
    suggest: Callable[[], str]  # five drawn words
    problems: Callable[[str], list[str]]  # marked sentences on a chosen passphrase


class Leaves(QWidget):
    """Shows one of its pages, and is as tall as that one; a QStackedWidget is as its tallest."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._box = column(self, gap=0)
        self._pages: list[QWidget] = []
        self._here = 0

    def add(self, page: QWidget) -> None:
        self._box.addWidget(page)
        page.setVisible(len(self._pages) == self._here)
        self._pages.append(page)

    def count(self) -> int:
        return len(self._pages)

    def here(self) -> int:
        return self._here

    def show_page(self, number: int) -> None:
        self._here = number
        for each, page in enumerate(self._pages):
            page.setVisible(each == number)


class FirstStart(QWidget):
    """`opened` hands over the new profile, open."""

    help_name = "first_start"
    opened = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, making: Making, runner: Runner) -> None:
        super().__init__()
        self.setObjectName("window")
        self._making, self._runner = making, runner
        self.pages = Leaves()
        self._card = Card()
        wide_at_most(self._card, tokens.READING)
        self._card.box.addWidget(self.pages)
        self.problem = label(role="problem", wrap=True)
        self.problem.hide()
        self._card.box.addWidget(self.problem)
        foot = row(gap=8)
        self._back = button(lambda: _("Back"))
        self.next = button(lambda: _("Next"), "primary", picture="arrow-right")
        self._back.clicked.connect(self._go_back)
        self.next.clicked.connect(self.go_on)
        self._step = label(role="muted")
        foot.addWidget(self._back)
        foot.addWidget(self.next)
        foot.addStretch()
        foot.addWidget(self._step)
        self._card.box.addLayout(foot)
        holder = QWidget()
        outer = column(holder, gap=12, edges=16)
        outer.addStretch(1)
        middle = row()
        middle.addStretch(1)
        middle.addWidget(self._card, tokens.READING)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addWidget(self._letters(), 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        column(self, gap=0).addWidget(Scroll(holder))
        LetterKeys(self)
        for page in (self._language(), self._you(), self._secret(), self._again(), self._ready()):
            self.pages.add(page)
        self._show(LANGUAGE)

    @staticmethod
    def _letters() -> LetterBar:
        return LetterBar()

    # the five pages

    def _page(self, heading: Said, *sentences: Said) -> QWidget:
        page = QWidget()
        page.setProperty("role", "clear")
        box = column(page, gap=8)
        box.addWidget(label(heading, "title", wrap=True))
        for sentence in sentences:
            box.addWidget(label(sentence, wrap=True))
        return page

    def _language(self) -> QWidget:
        page = self._page(
            lambda: _("Welcome"),
            lambda: _("Choose your language. You can change it at any moment."),
        )
        languages = Languages()
        languages.chosen.connect(self.language_chosen)
        box = page.layout()
        if box is not None:
            box.addWidget(languages)
        return page

    def _you(self) -> QWidget:
        page = self._page(lambda: _("Who are you?"))
        regions = {region.id: region.name for region in REGIONS}
        fields = (
            FieldSpec("name", N_("Your name"), "text", required=True, max_length=100, span=4),
            FieldSpec(
                "organisation", N_("Organisation"), "text", required=True, max_length=200, span=4
            ),
            FieldSpec("role", N_("Your work"), "code", codes=ROLES, required=True, span=2),
            FieldSpec("region", N_("Region"), "code", codes=regions, span=2),
        )
        self.you = Form(FormSpec((Section("", fields),)))
        self.you.fill({"role": "mediator"})
        box = page.layout()
        if box is not None:
            box.addWidget(self.you)
        return page

    def _secret(self) -> QWidget:
        page = self._page(
            lambda: _("Your passphrase"),
            lambda: _("Here are five drawn words. Learn them, or type a sentence of your own."),
            lambda: _(
                "Forgotten means lost: without it nobody can open the cases, not even the office."
            ),
        )
        self.secret = QLineEdit()
        self.secret.setMaxLength(1024)
        say_name(self.secret, lambda: _("Passphrase"))
        other = button(lambda: _("Other words"), picture="refresh")
        other.clicked.connect(self.suggest)
        line = row(gap=8)
        line.addWidget(self.secret, 1)
        line.addWidget(other)
        holder = QWidget()
        holder.setProperty("role", "clear")
        holder.setLayout(line)
        box = page.layout()
        if box is not None:
            box.addWidget(holder)
        return page

    def _again(self) -> QWidget:
        page = self._page(
            lambda: _("Once more, from memory"),
            lambda: _("Type the passphrase again. So you know that you know it."),
        )
        self.again = QLineEdit()
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        self.again.setMaxLength(1024)
        say_name(self.again, lambda: _("Passphrase, again"))
        box = page.layout()
        if box is not None:
            box.addWidget(self.again)
        return page

    def _ready(self) -> QWidget:
        page = self._page(
            lambda: _("Ready"),
            lambda: _(
                "Start with a practice area to try everything, or go straight to work. "
                "Do not write real cases in a practice area."
            ),
        )
        self.practice = say(Radio(), lambda: _("A practice area"))
        self.real = say(Radio(), lambda: _("Straight to work"))
        self.real.setChecked(True)
        box = page.layout()
        if box is not None:
            box.addWidget(self.real)
            box.addWidget(self.practice)
        return page

    # walking

    def suggest(self) -> None:
        self.secret.setText(self._making.suggest())

    def go_on(self) -> None:
        """Check this page and show the next; at the last one, make the profile."""
        here = self.pages.here()
        if not self._is_good(here):
            return
        if here == READY:
            self._create()
        else:
            self._show(here + 1)

    def _is_good(self, page: int) -> bool:
        self.problem.hide()
        if page == YOU:
            return self.you.check()
        if page == PASSPHRASE:
            found = self._making.problems(self.secret.text())
            if found:
                return self._wrong(lambda: " ".join(_(sentence) for sentence in found))
        if page == AGAIN and _plain(self.again.text()) != _plain(self.secret.text()):
            return self._wrong(lambda: _("This is not what you typed before. Go back to see it."))
        return True

    def _wrong(self, sentence: Said) -> bool:
        say(self.problem, sentence)
        self.problem.show()
        return False

    def _go_back(self) -> None:
        self.problem.hide()
        self._show(max(LANGUAGE, self.pages.here() - 1))

    def _show(self, page: int) -> None:
        if page == PASSPHRASE and not self.secret.text():
            self.suggest()
        if page == AGAIN:
            self.again.clear()
        self.pages.show_page(page)
        self._back.setVisible(page != LANGUAGE)
        say(self.next, (lambda: _("Begin")) if page == READY else (lambda: _("Next")))
        count = self.pages.count()
        say(
            self._step,
            lambda: _("{number} of {count}").format(number=page + 1, count=count),
        )
        first = {PASSPHRASE: self.secret, AGAIN: self.again}.get(page)
        if first is not None:
            first.setFocus()
        elif page == YOU:
            self.you.focus("name")

    def _create(self) -> None:
        values = self.you.values()
        wanted = Wanted(
            name=str(values.get("name") or ""),
            organisation=str(values.get("organisation") or ""),
            role=str(values.get("role") or "mediator"),
            region=str(values.get("region") or ""),
            passphrase=self.secret.text(),
            practice=self.practice.isChecked(),
        )
        self._busy(busy=True)
        self._runner.run(
            self,
            lambda: self._making.create(wanted),
            self.opened.emit,
            on_error=self._failed,
        )

    def _busy(self, *, busy: bool) -> None:
        self.next.setEnabled(not busy)
        self._back.setEnabled(not busy)
        say(
            self.next,
            (lambda: _("Making the keys, some seconds…")) if busy else (lambda: _("Begin")),
        )

    def _failed(self, error: Exception) -> None:
        self._busy(busy=False)
        if isinstance(error, AppError):
            self._wrong(lambda: error.sentence(_))
        else:
            self._wrong(lambda: _("The profile could not be made. Nothing was left behind."))

    def retranslate(self) -> None:
        retranslate(self)


def _plain(text: str) -> str:
    return " ".join(text.split())
