"""Walks through the real windows with invented cases and takes a picture of each."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from mediator_app import i18n
from mediator_app.core import workflow
from mediator_app.core.environment import Environment
from mediator_app.core.workflow import Place
from mediator_app.host.resource import resource
from mediator_app.host.settings import Settings
from mediator_app.services import cases, demo, drafts, exchange, printing, profile
from mediator_app.services.cases import CaseFilter
from mediator_app.services.work import Workspace
from mediator_app.ui import start
from mediator_app.ui.camera import Camera
from mediator_app.ui.case.layouts import tabs_of
from mediator_app.ui.dialogs.preview import page_image
from mediator_app.ui.main_window import MainWindow
from mediator_app.ui.pages import new_case
from mediator_app.ui.pages.first_start import FirstStart
from mediator_app.ui.pages.unlock import UnlockPage
from mediator_app.vault import kdf

P = TypeVar("P", bound=QWidget)

WEAK = "mali"
SOUGHT = "koro"
SECRET = "mil sorgho fonio riz niébé"  # noqa: S105 - of a profile that lives as long as the tour
PERSON = profile.Person("Fanta Coulibaly", "AJCET", "mediator", "ML-5", practice=True)
LAND, COMMUNITIES, PATH = "exemple-koro-foncier", "rapport-macina", "rapport-ajcet-type"
INVENTED, SEED = 40, 2018
PAPER_LANGUAGES = ("fr", "bm")
PAPER_WIDTH = 900  # pixels of a picture of a page
TYPED = {
    "kind": "land",
    "title": "Bornes déplacées : foro dancɛ, Ŋana ni Ɲɛba",
    "region": "Mopti",
    "cercle": "Koro",
    "summary": "Deux familles ne sont pas d’accord sur la limite de leurs champs.",
}
FORMS = (
    ("summary", "case_file"),
    ("parties", "party"),
    ("meetings", "meeting"),
    ("agreement", "clause"),
    ("follow_up", "visit"),
)


@dataclass(frozen=True, slots=True)
class Dress:
    """The language, theme and sizes in which the walk is made."""

    language: str
    theme: str
    width: int
    height: int
    text_size: int = 100

    @property
    def name(self) -> str:
        size = f"-{self.text_size}" if self.text_size > 100 else ""  # noqa: PLR2004 - per cent
        return f"{self.language}-{self.theme}-{self.width}x{self.height}{size}"


DRESSES = (
    Dress("fr", "light", 1366, 768),
    Dress("bm", "light", 1024, 600),
    Dress("fr", "dark", 1366, 768),
    Dress("bm", "sun", 1024, 600),
    Dress("fr", "light", 1024, 600, 200),
)


def run(
    out: Path, *, environment: Environment, stored: Settings, dresses: tuple[Dress, ...] = DRESSES
) -> list[Path]:
    """Take the pictures and make the papers; return the files written.

    The profile lives in a folder of its own that is removed afterwards.
    """
    if QApplication.instance() is None:
        # The pictures must not depend on a screen's size, or on whether there is one.
        os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1", QT_FONT_DPI="96")
        qInstallMessageHandler(_pass_on)
    out.mkdir(parents=True, exist_ok=True)
    spoken = i18n.language()
    app = start.application(["mediator-app"], stored)
    with TemporaryDirectory(prefix="mediator-tour-", ignore_cleanup_errors=True) as private:
        walk = Walk(app, out, Path(private, "profile"), environment=environment, stored=stored)
        try:
            for dress in dresses:
                walk.first_start(dress)
            walk.fill()
            for dress in dresses:
                walk.through(dress)
        finally:
            walk.end()
            i18n.speak(spoken)
    return walk.written


class Walk:
    """One way through all windows, with a camera."""

    def __init__(
        self,
        app: QApplication,
        out: Path,
        folder: Path,
        *,
        environment: Environment,
        stored: Settings,
    ) -> None:
        self._out, self._folder = out, folder
        self._environment, self._stored = environment, stored
        self._shell = start.Shell(
            app,
            folder,
            environment=environment,
            stored=stored,
            restart=_nothing,
            keep=_forget,
        )
        self._camera = Camera(self._shell.runner, self._wrote)
        self._place = out
        self._numbers: dict[Path, int] = {}
        self._units: dict[str, bytes] = {}
        self.written: list[Path] = []

    # before there is a profile

    def first_start(self, dress: Dress) -> None:
        """Leaf through the pages on which a profile is made, without making it."""
        page = self._begin(dress, FirstStart)
        self._take("first-start-language")
        page.go_on()
        page.you.fill({"name": PERSON.name, "organisation": PERSON.organisation, "region": "ML-5"})
        self._take("first-start-person")
        page.go_on()
        page.secret.setText(WEAK)
        page.go_on()
        self._take("first-start-weak-passphrase")
        page.secret.setText(SECRET)
        page.go_on()
        self._take("first-start-again")
        page.again.setText(SECRET)
        page.go_on()
        self._take("first-start-ready")

    def fill(self) -> None:
        """Make the profile, bring in the cases of the report, invent others, print the papers."""
        work = profile.create(
            self._folder, SECRET, PERSON, environment=self._environment, cost=kdf.FLOOR
        )
        try:
            demo.write(work, cases=INVENTED, seed=SEED)
            exchange.import_file(work, resource("demo", "cases_report.json"))
            for name in (LAND, COMMUNITIES, PATH):
                self._units[name] = cases.by_reference(work, name)
            self._papers(work)
        finally:
            work.close()

    def _papers(self, work: Workspace) -> None:
        folder = self._out / "pdf"
        folder.mkdir(exist_ok=True)
        for name, unit in self._units.items():
            for language in PAPER_LANGUAGES:
                pdf = printing.case_file(work, unit, language=language)
                path = folder / f"{name}-{language}.pdf"
                path.write_bytes(pdf)
                self._wrote(path)
                picture = path.with_suffix(".png")
                page_image(pdf, 0, PAPER_WIDTH).save(str(picture))
                self._wrote(picture)

    # with it

    def through(self, dress: Dress) -> None:
        """Unlock the profile and go to every screen."""
        page = self._begin(dress, UnlockPage)
        self._take("unlock")
        page.edit.setText(SECRET[::-1])
        page.unlock()
        self._take("unlock-wrong")
        page.edit.setText(SECRET)
        page.unlock()
        self._camera.settled()
        window = self._shell.window
        if not isinstance(window, MainWindow):
            raise TypeError(page.problem.text())
        window.resize(dress.width, dress.height)
        for part in (
            self._lists,
            self._places,
            self._opening,
            self._tabs,
            self._forms,
            self._moves,
            self._others,
        ):
            part(window)
        window.close()
        self._camera.settled()

    def _lists(self, window: MainWindow) -> None:
        self._take("home")
        window.show_page("cases")
        self._take("cases")
        window.search_for("koro")
        self._take("cases-search")
        window.search_for("xyz")
        self._take("cases-none")
        window.search_for("")
        window.cases.board_button.setChecked(True)
        self._take("board")
        window.cases.board_button.setChecked(False)

    def _places(self, window: MainWindow) -> None:
        for code in ("agenda", "people", "alerts", "cohesion"):
            window.show_page(code)
            self._take(code)
        window.show_page("home")
        palette = window.find_anything()
        palette.search.setText(SOUGHT)
        palette.look_for(SOUGHT)
        self._take("find", palette)
        palette.reject()

    def _opening(self, window: MainWindow) -> None:
        page = window.new_case
        window.open_new()
        self._take("new-case")
        page.form.fill(TYPED)
        page.form.field("opened_on").set_raw("31/2/2018")
        page.save()
        self._take("new-case-error")
        page.leave()
        window.show_page("home")
        window.home.refresh()
        self._take("home-draft")
        drafts.discard(window.desk.work, new_case.PLACE)
        page.form.show_values({})
        window.home.refresh()

    def _tabs(self, window: MainWindow) -> None:
        for unit in (self._units[name] for name in (LAND, COMMUNITIES, PATH)):
            self._open(window, unit)
            kind = cases.view(window.desk.work, unit).case.kind
            for place, tab in enumerate(tabs_of(kind)):
                if unit == self._units[LAND] or tab.code in {"kind", "agreement", "follow_up"}:
                    window.case.bar.setCurrentIndex(place)
                    self._take(f"{kind}-{tab.code.replace('_', '-')}")

    def _forms(self, window: MainWindow) -> None:
        unit = self._units[COMMUNITIES]
        view = cases.view(window.desk.work, unit)
        for tab, record in FORMS:
            entries = view.records.get(record, ())
            self._open(window, unit, Place(tab, record, None, entries[-1].eid if entries else None))
            self._take(f"form-{record.replace('_', '-')}")

    def _moves(self, window: MainWindow) -> None:
        case = window.case
        self._open(window, self._units[LAND], Place("summary", "case_file"))
        case.bar.setCurrentIndex(0)
        case.checklist.show_all()
        case.head.next.click()
        self._take("guards-refuse")
        window.feedback.quiet()
        case.checklist.show_all()
        case.head.menu_button.click()
        self._camera.take_menu(window, case.head.menu_button, self._path("other-moves"))
        unit = self._ready_but_for_advice(window.desk.work)
        if unit is not None:
            self._open(window, unit)
            case.head.next.click()
            self._camera.take_dialog(window, self._path("reason"))
        self._open(window, self._units[LAND])
        self._choose(window, i18n._("End the work with an outcome…"))
        self._camera.take_dialog(window, self._path("outcome"))

    @staticmethod
    def _choose(window: MainWindow, move: str) -> None:
        menu = window.case.moves.menu()
        for action in menu.actions():
            if action.text() == move:
                action.trigger()
        menu.deleteLater()

    def _ready_but_for_advice(self, work: Workspace) -> bytes | None:
        """Return a case that can go on, if somebody writes down why."""
        for number in cases.find(work, CaseFilter(sort="number")):
            unit = cases.unit_of(work, number)
            view = cases.view(work, unit)
            if workflow.is_closed(view) or view.case.state not in {None, "active"}:
                continue
            missing = workflow.missing(view, work.today())
            if missing and not any(one.hard for one in missing):
                return unit
        return None

    def _others(self, window: MainWindow) -> None:
        self._open(window, self._units[LAND])
        window.preview(self._units[LAND])
        self._camera.take_dialog(window, self._path("print-preview"))
        window.help()
        self._camera.take_dialog(window, self._path("help"))
        window.show_page("settings")
        self._take("settings")
        window.settings.make_copy()
        self._take("settings-copied")

    # going, and taking the picture

    def _begin(self, dress: Dress, kind: type[P]) -> P:
        """Show the first window in a dress; return it."""
        self._shell.speak(dress.language)
        self._shell.dress(replace(self._stored, theme=dress.theme, text_size=dress.text_size))
        self._shell.begin()
        page = self._shell.window
        if not isinstance(page, kind):
            raise TypeError(kind.__name__)
        page.resize(dress.width, dress.height)
        self._place = self._out / dress.name
        return page

    def _open(self, window: MainWindow, unit: bytes, place: Place | None = None) -> None:
        window.open_case(unit, place)
        self._camera.settled()

    def _path(self, name: str) -> Path:
        number = self._numbers[self._place] = self._numbers.get(self._place, 0) + 1
        return self._place / f"{number:02}-{name}.png"

    def _take(self, name: str, over: QWidget | None = None) -> None:
        shown = over or self._shell.window
        if shown is not None:
            self._camera.take(shown, self._path(name))

    def _wrote(self, path: Path) -> None:
        self.written.append(path)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{len(self.written)}  {path.name}")

    def end(self) -> None:
        """Close what is open; the profile's folder can go."""
        if self._shell.window is not None:
            self._shell.window.close()
        self._shell.runner.close()
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith("This plugin does not support"):  # nor does it need to
        sys.stderr.write(message + "\n")


def _nothing() -> None:
    """Nothing starts anew during a tour."""


def _forget(_settings: Settings) -> None:
    """A tour leaves no settings behind."""
