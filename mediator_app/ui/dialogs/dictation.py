"""Alerts in words: shown large to be read aloud, and typed in as they are heard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QPlainTextEdit, QWidget

from mediator_app.core.dictation import Alert, Fault, Slip
from mediator_app.core.records.codes import CREDIBILITY, INCIDENT_TYPE, RELIABILITY, SEVERITY
from mediator_app.i18n import _, formats, n_
from mediator_app.services import dictating
from mediator_app.services.dictating import Said, Understood
from mediator_app.services.work import Changed
from mediator_app.ui.feedback import Notice
from mediator_app.ui.texts import say_name
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import fixed, look, spaced
from mediator_app.ui.toll import toll
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, label, row
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

ACROSS = 3  # words on a line
PAUSE = 250  # milliseconds after the last key


def told(alert: Alert, place: str) -> str:
    """Return an alert in a sentence, as it arrives."""
    codes = ((INCIDENT_TYPE, alert.type), (SEVERITY, alert.severity))
    names = [_(labels[code]) for labels, code in codes if code in labels]
    belief = ((RELIABILITY, alert.reliability), (CREDIBILITY, alert.credibility))
    grades = [_(labels[code]) for labels, code in belief if code in labels]
    where = place or (_("a place that the list here does not know") if alert.place else "")
    counts = toll(alert.dead, alert.injured, alert.displaced)
    parts = [*names[:1], formats.day(alert.day), where, counts, *names[1:], *grades]
    return "  ·  ".join(part for part in parts if part)


SENTENCES: dict[Slip, Callable[[Fault], str]] = {
    Slip.UNKNOWN: lambda f: (
        _("Word {number}, “{said}”, is no word of the list; by the others it should be “{word}”.")
        if f.word
        else _("Word {number}, “{said}”, is no word of the list.")
    ),
    Slip.WRONG: lambda _f: _(
        "Word {number}, “{said}”, does not fit the others; it should be “{word}”."
    ),
    Slip.SWAPPED: lambda _f: _("Words {number} and {other} are swapped."),
    Slip.MISSING: lambda _f: _("Word {number} is missing; by the others it should be “{word}”."),
    Slip.EXTRA: lambda _f: _("Word {number}, “{said}”, is one too many."),
    Slip.UNREADABLE: lambda f: n_(
        "There is {number} word; an alert has 11. Ask for the words again.",
        "These {number} words make no alert. Ask for the words again, slowly: there are 11.",
        f.at,
    ),
    Slip.NEWER: lambda _f: _("These words come from a newer version of the program."),
}


def sentence(fault: Fault) -> str:
    """Return what is wrong, and with which word."""
    text = SENTENCES[fault.slip](fault)
    said = fault.said[:40]
    return text.format(number=fault.at, other=fault.other, said=said, word=fault.word)


class SayWords(QDialog):
    """The eleven words, large and numbered."""

    def __init__(self, parent: QWidget, said: Said) -> None:
        super().__init__(parent)
        self.setObjectName("say-words")
        self.setModal(True)
        self.setWindowTitle(_("Pass on in words"))
        self._said = said
        outer = column(self, gap=8, edges=16)
        content = QWidget()
        box = column(content, gap=10)
        box.addWidget(label(_("Pass on in words"), "heading"))
        box.addWidget(
            label(
                _(
                    "Read these words aloud with their numbers, or send them by SMS. On the other "
                    "laptop: Alerts, “Type in words”."
                ),
                wrap=True,
            )
        )
        box.addWidget(self._grid(said.words))
        inside = Card(_("What they tell"))
        inside.box.addWidget(label(told(said.alert, said.place), wrap=True))
        inside.box.addWidget(
            label(
                _("No name and no account is in them. Counts above 20 are rounded."),
                "muted",
                wrap=True,
            )
        )
        box.addWidget(inside)
        box.addStretch()
        outer.addWidget(Scroll(content), 1)
        foot = Flow(gap=8)
        self.copy_button = button(_("Copy the words"), picture="copy")
        self.copy_button.clicked.connect(self.copy)
        close = button(_("Close"), "primary")
        close.clicked.connect(self.accept)
        for made in (self.copy_button, close):
            foot.addWidget(made)
        outer.addLayout(foot)
        now, room = look(), parent.window().size()
        self.resize(min(now.px(640), room.width()), min(now.px(520), room.height()))

    def _grid(self, words: tuple[str, ...]) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        grid = QGridLayout(holder)
        spaced(grid, 10)
        for at, word in enumerate(words):
            cell = row(gap=6)
            cell.addWidget(label(str(at + 1), "muted"))
            cell.addWidget(label(word, "title"), 1)
            grid.addLayout(cell, at // ACROSS, at % ACROSS)
        holder.setAccessibleName(" ".join(words))
        return holder

    def copy(self) -> None:
        """Put the words where an SMS program can take them."""
        QGuiApplication.clipboard().setText(" ".join(self._said.words))
        self.copy_button.setText(_("Copied"))


class HearWords(QDialog):
    """Takes the words as they are heard and says at once which one is wrong."""

    kept = Signal(bytes)  # the id of the alert

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setObjectName("hear-words")
        self.setModal(True)
        self.setWindowTitle(_("Type in words"))
        self._desk = desk
        self._job: Job | None = None
        self.understood: Understood | None = None
        outer = column(self, gap=8, edges=16)
        content = QWidget()
        box = column(content, gap=8)
        box.addWidget(label(_("Type in words"), "heading"))
        self.notice = Notice()
        box.addWidget(self.notice)
        caption = label(
            _("Type the 11 words in their order. Accents and capitals do not matter."),
            wrap=True,
        )
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        say_name(self.edit, lambda: _("The words"))
        caption.setBuddy(self.edit)
        fixed(self.edit, height=96)
        box.addWidget(caption)
        box.addWidget(self.edit)
        self._count = label(role="muted")
        box.addWidget(self._count)
        box.addWidget(self._answer_card())
        box.addStretch()
        outer.addWidget(Scroll(content), 1)
        outer.addLayout(self._foot())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.hear)
        self.edit.textChanged.connect(self._typed)
        now, room = look(), parent.window().size()
        wide, tall = now.px(2 * tokens.COLUMN + 140), now.px(460)
        self.resize(min(wide, room.width()), min(tall, room.height()))
        self.edit.setFocus()
        self._typed()

    def _answer_card(self) -> Card:
        self._answer = Card()
        self._faults = label(role="problem", wrap=True)
        self._told = label(wrap=True)
        self.mend_button = button(_("Take the words as they should be"), "link-earth")
        self.mend_button.clicked.connect(self.mend)
        for made in (self._faults, self._told, self.mend_button):
            self._answer.box.addWidget(made)
        self._answer.hide()
        return self._answer

    def _foot(self) -> Flow:
        foot = Flow(gap=8)
        self.keep_button = button(_("Keep the alert"), "primary", picture="check")
        self.keep_button.setEnabled(False)
        self.keep_button.clicked.connect(self.keep)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        for made in (self.keep_button, cancel):
            foot.addWidget(made)
        return foot

    def _typed(self) -> None:
        self.keep_button.setEnabled(False)
        count = len(
            [word for word in self.edit.toPlainText().split() if word.strip("0123456789.):,")]
        )
        text = n_("{count} word of 11", "{count} words of 11", count)
        self._count.setText(text.format(count=count))
        self._pause.start()

    def hear(self) -> None:
        """Judge what is typed so far."""
        self._pause.stop()
        text, work = self.edit.toPlainText()[:2_000], self._desk.work
        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.runner.run(
            self, lambda: dictating.hear(work, text), self._show, on_error=self._failed
        )

    def _show(self, understood: Understood) -> None:
        self.understood = understood
        heard = understood.heard
        words = len(self.edit.toPlainText().split())
        faults = [sentence(fault) for fault in heard.faults]
        if words < 10 and heard.alert is None:  # noqa: PLR2004 - still typing
            faults = []
        self._faults.setText("\n".join(faults))
        self._faults.setVisible(bool(faults))
        text = told(heard.alert, understood.place) if heard.alert is not None else ""
        if understood.known:
            text = _("{alert}\nThis alert is here already.").format(alert=text)
        self._told.setText(text)
        self._told.setVisible(bool(text))
        self.mend_button.setVisible(heard.alert is not None and not heard.sure)
        self._answer.setVisible(bool(faults or text))
        self.keep_button.setEnabled(heard.sure and not understood.known)

    def mend(self) -> None:
        """Put the words as the others say they should be, for the person to read back."""
        if self.understood is not None and self.understood.heard.words:
            self.edit.setPlainText(" ".join(self.understood.heard.words))
            self.hear()

    def keep(self) -> None:
        """Keep the alert in the region's notebook."""
        understood = self.understood
        if understood is None or not understood.heard.sure:
            return
        work, words = self._desk.work, understood.heard.words
        made: list[bytes] = []

        def action() -> Changed:
            eid, changed = dictating.take(work, words)
            made.append(eid)
            return changed

        self.keep_button.setEnabled(False)
        self._desk.write(self, action, lambda: self._done(made[0]), on_error=self._failed)

    def _done(self, eid: bytes) -> None:
        self.accept()
        self.kept.emit(eid)

    def _failed(self, error: Exception) -> None:
        self._desk.feedback.failed(error, self.notice)
