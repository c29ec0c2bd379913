"""The installed program, watched from outside; prints when it is seen and its memory.

Arguments: "window" or "list", the folder of a profile, its id and raw data key in hexadecimal.
The key is handed in where the program would derive it from the passphrase, as soon as the list
can be shown; nothing else is changed. What the program loads behind the list does not count in
its time, since nobody types that fast, but it counts in its memory.
"""

# ruff: noqa: E402, I001  (imports in the order of the program itself)

from __future__ import annotations

import sys
import time
from pathlib import Path

WHAT, FOLDER, PROFILE, KEY = sys.argv[1:5]

from mediator_app import app as program

stored = program.prepare()

from mediator_app.ui import start

from PySide6.QtCore import QEvent, QObject, QTimer

SCREEN = 50  # rows


def memory() -> int:
    text = Path("/proc/self/status").read_text()
    return int(text.partition("VmRSS:")[2].split()[0])


def leave(seen: float) -> None:
    print(seen, memory(), SCREEN, flush=True)
    import os

    os._exit(0)


class Painted(QObject):
    """Tells of the first painting of a window."""

    def __init__(self, window) -> None:
        super().__init__()
        self.told = False
        window.installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:  # noqa: ARG002, N802
        if event.type() == QEvent.Type.Paint and not self.told:
            self.told = True
            QTimer.singleShot(0, lambda: leave(time.perf_counter()))
        return False


class Watch:
    """Knows when the list was painted and when everything behind it is loaded."""

    painted = 0.0
    rest = False

    def list_painted(self) -> None:
        self.painted = self.painted or time.perf_counter()
        self.look()

    def look(self) -> None:
        if self.painted and self.rest:
            leave(self.painted)


def begin_list() -> None:
    from mediator_app.services import profile
    from mediator_app.ui.pages import cases as page
    from mediator_app.vault import keyslots
    from mediator_app.vault.keys import Dek

    class Table(page.Table):
        def paintEvent(self, event) -> None:  # noqa: N802
            super().paintEvent(event)
            if self.rows.rowCount() > SCREEN:
                QTimer.singleShot(0, watch.list_painted)

    page.Table = Table
    dek = Dek(bytes.fromhex(PROFILE), bytes.fromhex(KEY))
    keyslots.unlock = lambda _folder, _secret, **_options: dek
    shell.open(profile.unlock(Path(FOLDER), "", environment=program.environment()))
    shell.window.show_page("cases")


def loaded(what: object) -> None:
    if what == start.LIST:
        begin_list()
    else:
        watch.rest = True
        watch.look()


watch = Watch()
application = start.application(sys.argv[:1], stored)
shell = start.Shell(
    application,
    Path(FOLDER),
    environment=program.environment(),
    stored=stored,
    restart=lambda: None,
    keep=lambda _stored: None,
)
if WHAT == "list":
    shell.loaded.connect(loaded)
shell.begin()
if WHAT == "window":
    painted = Painted(shell.window)
application.exec()
