"""Chooses a clause from the library; what is chosen stays free text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from mediator_app.core import clauses
from mediator_app.core.clauses import LibraryClause
from mediator_app.i18n import LANGUAGES, _, language
from mediator_app.i18n.languages import OWN_NAMES
from mediator_app.ui.fields.base import Combo
from mediator_app.ui.texts import say_hint, say_name
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import Scroll, button, column, emptied, label, row
from mediator_app.ui.widgets.letters import LetterBar, LetterKeys


class ClauseLibrary(QDialog):
    """`chosen` carries the code of a clause and its words."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget, library: Sequence[LibraryClause], kind: str) -> None:
        super().__init__(parent)
        self.setObjectName("clause-library")
        self.setWindowTitle(_("Clause library"))
        self.setModal(True)
        self._library, self._kind = tuple(library), kind
        box = column(self, gap=8, edges=16)
        box.addWidget(label(_("Clause library"), "heading"))
        box.addWidget(
            label(_("Take a clause and change its words as the parties say them."), wrap=True)
        )
        tools = row(gap=8)
        self.search = QLineEdit()
        say_hint(self.search, lambda: _("Search the clauses"))
        say_name(self.search, lambda: _("Search the clauses"))
        self.search.textChanged.connect(self._show)
        self.languages = Combo()
        say_name(self.languages, lambda: _("Language of the clause"))
        for code in LANGUAGES:
            self.languages.addItem(OWN_NAMES[code], code)
        # French is what accords are written in; Bambara where the screen speaks it.
        self.languages.setCurrentIndex(LANGUAGES.index(language()))
        self.languages.currentIndexChanged.connect(self._show)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.languages)
        box.addLayout(tools)
        box.addWidget(LetterBar())
        LetterKeys(self)
        self._list = QWidget()
        self._inner = column(self._list, gap=4)
        box.addWidget(Scroll(self._list), 1)
        close = button(lambda: _("Close"))
        close.clicked.connect(self.reject)
        box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        now, room = look(), parent.window().size()
        self.resize(
            min(now.px(tokens.READING + 120), room.width()), min(now.px(620), room.height())
        )
        self._show()
        self.search.setFocus()

    def _show(self) -> None:
        emptied(self._inner)
        found = clauses.matching(self._library, self.search.text())
        own, others = clauses.for_kind(found, self._kind)
        for title, several in (
            (_("For this kind of case"), own),
            (_("For other kinds of case"), others),
        ):
            if several:
                self._inner.addWidget(label(title, "strong"))
            for one in several:
                self._inner.addWidget(self._entry(one))
        if not found:
            self._inner.addWidget(
                label(
                    _("No clause has these words. Close, and write it in your own."),
                    "muted",
                    wrap=True,
                )
            )
        self._inner.addStretch()

    def _entry(self, one: LibraryClause) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        line = row(holder, gap=8)
        words = column(gap=0)
        text = one.text(str(self.languages.currentData()))
        words.addWidget(label(text, wrap=True))
        source = clauses.SOURCES.get(one.source, one.source)
        words.addWidget(label(_(source), "muted", wrap=True))
        line.addLayout(words, 1)
        take = button(_("Take"), picture="plus")
        take.setAccessibleName(_("Take: {clause}").format(clause=text))
        take.clicked.connect(partial(self._take, one.code, text))
        line.addWidget(take, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _take(self, code: str, text: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.accept()
        self.chosen.emit(code, text)
