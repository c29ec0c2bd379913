"""F1: what this screen is for, in a few sentences."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from mediator_app.core.help import screen_help
from mediator_app.core.marks import N_
from mediator_app.i18n import _
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import Card, Scroll, button, column, label, row

KEYS = (
    ("Ctrl+K", N_("find anything")),
    ("Ctrl+N", N_("open a case")),
    ("Ctrl+P", N_("print")),
    ("Ctrl+S", N_("save the form")),
    ("Ctrl+L", N_("lock")),
    ("F12", N_("hide everything at once")),
    ("Alt+E O N G", N_("ɛ ɔ ɲ ŋ, with Shift for capitals")),
)


class Help(QDialog):
    def __init__(self, parent: QWidget, screen_name: str) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle(_("Help"))
        box = column(self, gap=12, edges=16)
        content = QWidget()
        inner = column(content, gap=8)
        card = Card(_("This screen"), "guide")
        for sentence in screen_help(screen_name):
            card.box.addWidget(label("•  " + _(sentence), wrap=True))
        inner.addWidget(card)
        keys = Card(_("Keys"))
        for combination, meaning in KEYS:
            line = row(gap=12)
            line.addWidget(label(combination, "strong"))
            line.addWidget(label(_(meaning), wrap=True), 1)
            keys.box.addLayout(line)
        inner.addWidget(keys)
        inner.addStretch()
        box.addWidget(Scroll(content), 1)
        close = button(_("Close"), "primary")
        close.clicked.connect(self.accept)
        foot = row(gap=8)
        foot.addStretch()
        foot.addWidget(close)
        box.addLayout(foot)
        now, room = look(), parent.window().size()
        self.resize(
            min(now.px(tokens.READING), room.width()), min(now.px(tokens.READING), room.height())
        )
