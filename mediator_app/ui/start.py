"""Puts the windows together: the passphrase window first, on Qt alone, the rest behind it."""

from __future__ import annotations

import builtins
import importlib
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

_plain_import = builtins.__import__

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal  # noqa: E402
from PySide6.QtGui import QIcon  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

# PySide6 would read the source of every module imported after it unless this is put back.
builtins.__import__ = _plain_import

from mediator_app import i18n  # noqa: E402
from mediator_app.core.environment import Environment  # noqa: E402
from mediator_app.host import folders, settings  # noqa: E402
from mediator_app.host.resource import resource  # noqa: E402
from mediator_app.host.settings import Settings  # noqa: E402
from mediator_app.i18n import _  # noqa: E402
from mediator_app.ui.pages.unlock import UnlockPage  # noqa: E402
from mediator_app.ui.qt_texts import QtLanguage  # noqa: E402
from mediator_app.ui.texts import retranslate  # noqa: E402
from mediator_app.ui.theme.fonts import load_fonts  # noqa: E402
from mediator_app.ui.theme.look import Look, wear  # noqa: E402
from mediator_app.ui.theme.tokens import DARK, LIGHT, TEXT_SIZES, THEMES  # noqa: E402
from mediator_app.ui.work.runner import Lane, Runner  # noqa: E402

WIDTH, HEIGHT = 1180, 720
PROFILE = ("keyslots.bin", "keyslots.bin.2", "main.db")  # importing the vault takes 30 ms
# Loaded while the person types: first what the list of cases needs, then, after a pause in which
# nobody can have typed a passphrase, what a case needs: every record and form.
LIST = ("mediator_app.services.profile", "mediator_app.ui.main_window")
CASE = ("mediator_app.ui.case.page", "mediator_app.ui.pages.new_case")
PAUSE = 500  # milliseconds
logger = logging.getLogger(__name__)


def run(argv: Sequence[str], *, environment: Environment, stored: Settings) -> int:
    """Open the first window and run until the last one is closed."""
    app = application(list(argv[:1]), stored)
    folder = folders.default_profile()
    if "--profile" in argv[:-1]:
        folder = Path(argv[argv.index("--profile") + 1])
    shell = Shell(app, folder, environment=environment, stored=stored, restart=_restart(argv))
    shell.begin()
    return app.exec()


def application(argv: list[str], stored: Settings) -> QApplication:
    """Return the dressed application, speaking the person's language."""
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(argv)
    app.setApplicationName("mediator-app")
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(resource("icons", "mdi-handshake.svg"))))
    load_fonts()
    wear(app, look_of(app, stored))
    return app


def look_of(app: QApplication, stored: Settings) -> Look:
    """Return the look that was chosen, or the one that the system has."""
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    theme = THEMES.get(stored.theme, DARK if dark else LIGHT)
    return Look(theme, stored.text_size if stored.text_size in TEXT_SIZES else 100)


def _restart(argv: Sequence[str]) -> Callable[[], None]:
    def restart() -> None:
        from PySide6.QtCore import QProcess  # noqa: PLC0415 - needed once, at the end

        frozen = getattr(sys, "frozen", False)
        words = list(argv[1:]) if frozen else ["-m", "mediator_app", *argv[1:]]
        QProcess.startDetached(sys.executable, words)
        QApplication.quit()

    return restart


class Shell(QObject):
    """Holds the one window that is open: first start, unlock or the main window."""

    loaded = Signal(object)  # what was loaded: LIST or CASE

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        *,
        environment: Environment,
        stored: Settings,
        restart: Callable[[], None],
        keep: Callable[[Settings], None] = settings.save,
    ) -> None:
        super().__init__(app)
        self._app, self._folder = app, folder
        self._environment, self._stored = environment, stored
        self._restart, self._keep = restart, keep
        self._qt = QtLanguage(app)
        self._qt.speak(i18n.language())
        self.runner = Runner(self._failed, self)
        self.loaded.connect(self._load_rest)
        self.window: QWidget | None = None

    def begin(self) -> None:
        """Show the first window, and load the rest while the person types."""
        if any((self._folder / name).exists() for name in PROFILE):
            page = UnlockPage(self._unlock, self.runner)
            page.opened.connect(self.open)
            page.language_chosen.connect(self.speak)
            self._show(page)
            page.edit.setFocus()
            self._load(LIST)
        else:
            self._first_start()

    def _first_start(self) -> None:
        from mediator_app.ui.pages.first_start import FirstStart, Making  # noqa: PLC0415
        from mediator_app.vault import passphrase  # noqa: PLC0415

        making = Making(
            create=self._create,
            suggest=lambda: passphrase.generate(self._environment.random_bytes),
            problems=passphrase.problems,
        )
        page = FirstStart(making, self.runner)
        page.opened.connect(self.open)
        page.language_chosen.connect(self.speak)
        self._show(page)
        self._load(LIST)

    def _load(self, modules: Sequence[str], lane: Lane = Lane.DATABASE) -> None:
        self.runner.run(self, lambda: _import(modules), self.loaded.emit, lane=lane)

    def _load_rest(self, loaded: Sequence[str]) -> None:
        if loaded == LIST:
            QTimer.singleShot(PAUSE, self, lambda: self._load(CASE, Lane.OTHER))

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.resize(WIDTH, HEIGHT)
        window.setWindowTitle(_("Mediation cases"))
        if self._stored.window:
            geometry = QByteArray.fromBase64(self._stored.window.encode())
            window.restoreGeometry(geometry)
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    # off the window's thread

    def _unlock(self, secret: str) -> object:
        from mediator_app.services import profile  # noqa: PLC0415

        return profile.unlock(self._folder, secret, environment=self._environment)

    def _create(self, wanted: Any) -> object:
        from mediator_app.services import profile  # noqa: PLC0415

        person = profile.Person(
            name=wanted.name,
            organisation=wanted.organisation,
            role=wanted.role,
            region=wanted.region,
            practice=wanted.practice,
        )
        return profile.create(
            self._folder, wanted.passphrase, person, environment=self._environment
        )

    # on it

    def open(self, work: Any) -> None:
        """Show the main window of an open profile."""
        from mediator_app.ui.main_window import MainWindow  # noqa: PLC0415

        window = MainWindow(
            work, self.runner, settings=self._stored, log=self._log, restart=self._restart
        )
        window.language_chosen.connect(self.speak)
        window.look_chosen.connect(self.dress)
        window.closing.connect(self._remember)
        self._show(window)

    def speak(self, language: str) -> None:
        """Change the language of everything at once."""
        self._qt.speak(language)
        self._stored = replace(self._stored, language=language)
        self._keep(self._stored)
        if self.window is not None:
            again = getattr(self.window, "retranslate", None)
            if callable(again):
                again()
            retranslate(self.window)

    def dress(self, wanted: Settings) -> None:
        """Change theme and text size of everything at once."""
        self._stored = replace(self._stored, theme=wanted.theme, text_size=wanted.text_size)
        self._keep(self._stored)
        wear(self._app, look_of(self._app, self._stored))
        redraw = getattr(self.window, "redraw", None)
        if callable(redraw):
            redraw()

    def _remember(self, geometry: QByteArray) -> None:
        place = bytes(geometry.toBase64().data()).decode()
        self._stored = replace(self._stored, window=place)
        self._keep(self._stored)

    def _failed(self, error: BaseException) -> None:
        feedback = getattr(self.window, "feedback", None)
        if feedback is not None:
            feedback.failed(error)
        else:
            self._log(error)

    @staticmethod
    def _log(error: BaseException) -> None:
        # The formatter of host.logs writes places and kinds of errors, never their texts.
        logger.error("unexpected", exc_info=error)


def _import(modules: Sequence[str]) -> Sequence[str]:
    for name in modules:
        importlib.import_module(name)
    return modules
