"""A person at the keyboard and the mouse of the real windows."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QDialogButtonBox, QMenu, QWidget

from mediator_app.core.environment import Environment
from mediator_app.host.settings import Settings
from mediator_app.services import exchange, profile
from mediator_app.ui.fields.base import Field
from mediator_app.ui.fields.choices import BooleanField, CodeField, RefField
from mediator_app.ui.forms.form import Form
from mediator_app.ui.start import Shell
from mediator_app.ui.widgets.marks import Radio
from mediator_app.vault import kdf

SECRET = "mil sorgho fonio riz niébé"
NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
REPORT = Path(__file__).parents[1] / "data" / "cases_report.json"
LONGEST = 20.0  # seconds for what the windows do off their own thread


@dataclass
class Clock:
    """Time as a test wants it: both clocks go on by hand."""

    seconds: float = 0.0
    real: bool = True

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return time.monotonic() + self.seconds

    def environment(self) -> Environment:
        return Environment(now=self.now, monotonic=self.monotonic, random_bytes=os.urandom)


def make_profile(folder: Path, *, cases: Path | None = REPORT, name: str = "Awa Traoré") -> None:
    """Make a profile with what the laws of the house allow at the least, and close it."""
    person = profile.Person(name, "AJCET", "mediator", "ML-5")
    work = profile.create(folder, SECRET, person, environment=Clock().environment(), cost=kdf.FLOOR)
    try:
        if cases is not None:
            exchange.import_file(work, cases)
    finally:
        work.close()


class Watchman(QObject):
    """Notes every window that opens; a part of a page shown too early is a window for a blink."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            meant = isinstance(watched, (QDialog, QMenu)) or watched.objectName() == "window"
            kind = type(watched).__name__
            if not meant and kind not in {"MainWindow", "QComboBoxPrivateContainer", "QListView"}:
                near = [f for f in traceback.extract_stack() if "mediator_app" in f.filename]
                where = f"{near[-1].filename}:{near[-1].lineno}" if near else ""
                self.strays.append(f"{kind} {watched.property('role')} {where}")
        return False


@dataclass
class Person:
    """Sits before one `Shell`; `restarts` counts how often the program would start anew."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    language: str = "fr"
    restarts: int = 0
    kept: list[Settings] = field(default_factory=list)

    def __post_init__(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._watchman = Watchman()
        app.installEventFilter(self._watchman)
        self.shell = Shell(
            app,
            self.folder,
            environment=self.clock.environment(),
            stored=Settings(language=self.language),
            restart=self._restart,
            keep=self.kept.append,
        )
        self.shell.begin()

    def _restart(self) -> None:
        self.restarts += 1

    # looking

    def wait(self, done: Callable[[], object] | None = None) -> None:
        """Wait until no job runs, and until `done` says so."""
        end = time.monotonic() + LONGEST
        calm = 0
        while calm < 2:
            QApplication.processEvents()
            ready = not self.shell.runner.busy and (done is None or done())
            calm = calm + 1 if ready else 0
            assert time.monotonic() < end, "the window did not come to rest"
            QTest.qWait(5)

    @property
    def page(self):
        return self.shell.window

    @property
    def window(self):
        from mediator_app.ui.main_window import MainWindow

        assert isinstance(self.shell.window, MainWindow)
        return self.shell.window

    @property
    def case(self):
        return self.window.case

    @property
    def stage(self) -> str:
        return self.case.view.case.stage

    def dialog(self) -> QDialog:
        shown = [d for d in self.window.findChildren(QDialog) if d.isVisible()]
        assert len(shown) == 1, "one dialog was expected"
        return shown[0]

    # hands

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible(), "nobody can click what is not shown"
        assert widget.isEnabled(), "nobody can click what is greyed out"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.wait()

    def press(self, widget: QWidget, key: Qt.Key, text: str = "") -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(widget, event)

    def keys(self, key: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys that the whole window hears."""
        QTest.keyClick(self.shell.window, key, mods)
        self.wait()

    def type(self, widget: QWidget, text: str) -> None:
        """Write over what stands in a field. QTest.keyClicks aborts the process on ɔ."""
        widget.setFocus()
        widget.selectAll()
        if not text:
            self.press(widget, Qt.Key.Key_Delete)
        for letter in text:
            self.press(widget, Qt.Key.Key_unknown, letter)

    def choose(self, combo: QComboBox, place: int) -> None:
        """Go to an entry with the arrow keys."""
        assert place >= 0, "there is no such entry"
        combo.setFocus()
        while combo.currentIndex() != place:
            down = place > combo.currentIndex()
            self.press(combo, Qt.Key.Key_Down if down else Qt.Key.Key_Up)

    # forms

    def fill(self, form: Form, values: dict[str, object]) -> None:
        for name, value in values.items():
            self.answer(form.field(name), value)

    def answer(self, into: Field, value: object) -> None:
        if isinstance(into, CodeField):
            self.choose(into.combo, into.combo.findData(value))
        elif isinstance(into, RefField):
            self.choose(into.combo, into.combo.findText(str(value), Qt.MatchFlag.MatchStartsWith))
        elif isinstance(into, BooleanField):
            yes, no, _unknown = into.findChildren(Radio)
            self.click(yes if value else no)
        else:
            self.type(into.input(), str(value))

    # going through the windows

    def unlock(self, secret: str = SECRET) -> None:
        self.wait()
        self.type(self.page.edit, secret)
        self.press(self.page.edit, Qt.Key.Key_Return)
        self.wait()
        self.page.activateWindow()
        self.wait()

    def open_case(self, title: str) -> None:
        """Find a case in the list by typing, and open it with Enter."""
        self.click(self.window.rail._buttons["cases"])
        self.type(self.window.cases.search, title)
        self.wait(lambda: self.window.cases.filter.text == title)
        table = self.window.cases.table
        assert table.model().rowCount() == 1
        table.setFocus()
        table.selectRow(0)
        self.press(table, Qt.Key.Key_Return)
        self.wait(lambda: self.case.view is not None and self.window.here() == "case")

    def tab(self, code: str) -> None:
        codes = [tab.code for tab in self.case._tabs]
        bar = self.case.bar
        where = bar.tabRect(codes.index(code)).center()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=where)
        self.wait()

    @property
    def editor(self):
        return self.case.stack.currentWidget().editor

    def add(self, tab: str, record: str, values: dict[str, object]) -> None:
        """Add a record by the button of its card."""
        from PySide6.QtWidgets import QPushButton

        self.tab(tab)
        page = self.case.stack.currentWidget()
        block = next(b for b in page.tab.blocks if b.record == record)
        place = page.tab.blocks.index(block)
        adder = page.overview._cards[place].findChildren(QPushButton)[0]
        self.click(adder)
        self.fill(self.editor.form, values)
        self.save()

    def save(self) -> None:
        self.keys(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        form = self.editor.form
        problems = {n: c.problem() for n, c in form._cells.items() if c.problem()} if form else {}
        told = (self.editor._record, problems, self.window.notice.text(), self._watchman.strays)
        assert not self.editor.is_open(), f"the form was not saved: {told}"

    def accept(self, dialog: QDialog) -> None:
        buttons = dialog.findChild(QDialogButtonBox)
        self.click(buttons.button(QDialogButtonBox.StandardButton.Ok))
        self.window.activateWindow()  # no window manager does it here
        self.wait()

    def leave(self) -> None:
        """Close the window if it is open, and let the profile go."""
        if self.shell.window is not None:
            self.shell.window.close()
        self.shell.runner.close()
        for translator in self.shell._qt._installed:
            QApplication.instance().removeTranslator(translator)
        self.shell.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.instance().removeEventFilter(self._watchman)
        assert self._watchman.strays == [], self._watchman.strays
