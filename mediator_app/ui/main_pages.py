"""The pages behind the rail, each built when it is first wanted.

They declare every record and form, half of what the program has to load: the window with the list
of cases must not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Protocol

from mediator_app.host.settings import Settings
from mediator_app.i18n import _
from mediator_app.ui.rail import Stop
from mediator_app.ui.work.desk import Desk


class Window(Protocol):
    """What the pages ask of the window around them."""

    desk: Desk
    stored: Settings

    language_chosen: Any  # a signal
    look_chosen: Any

    def open_case(self, unit_id: bytes, where: object = None) -> None: ...
    def show_page(self, code: str) -> None: ...
    def preview(self, unit_id: bytes) -> None: ...
    def search_for(self, text: str) -> None: ...
    def open_entry(self, record: str, eid: bytes) -> None: ...


def stops() -> tuple[Stop, ...]:
    """Return the rail from top to bottom."""
    return (
        Stop("home", lambda: _("Home"), "home"),
        Stop("cases", lambda: _("Cases"), "folder"),
        Stop("agenda", lambda: _("Agenda"), "calendar"),
        Stop("people", lambda: _("People"), "users"),
        Stop("alerts", lambda: _("Alerts"), "bell"),
        Stop("cohesion", lambda: _("Cohesion"), "heart-handshake"),
        Stop("settings", lambda: _("Settings"), "settings", below=True),
        Stop("lock", lambda: _("Lock"), "lock", below=True),
    )


def _case(window: Window) -> Any:
    page = _class("mediator_app.ui.case.page", "CasePage")(window.desk, _find_place())
    page.print_asked.connect(window.preview)
    return page


def _new_case(window: Window) -> Any:
    page = _class("mediator_app.ui.pages.new_case", "NewCasePage")(window.desk, _find_place())
    page.opened.connect(window.open_case)
    page.left.connect(lambda: window.show_page("cases"))
    return page


def _settings(window: Window) -> Any:
    page = _class("mediator_app.ui.pages.settings", "SettingsPage")(window.desk, window.stored)
    page.language_chosen.connect(window.language_chosen)
    page.look_chosen.connect(window.look_chosen)
    return page


def _agenda(window: Window) -> Any:
    page = _class("mediator_app.ui.pages.agenda", "AgendaPage")(window.desk)
    page.case_asked.connect(window.open_case)
    return page


def _people(window: Window) -> Any:
    page = _class("mediator_app.ui.pages.people", "PeoplePage")(window.desk)
    page.case_asked.connect(window.open_case)
    return page


def _alerts(window: Window) -> Any:
    page = _class("mediator_app.ui.pages.alerts", "AlertsPage")(window.desk, _find_place())
    page.case_asked.connect(window.open_case)
    return page


def _cohesion(window: Window) -> Any:
    return _class("mediator_app.ui.pages.cohesion", "CohesionPage")(window.desk, _find_place())


MAKERS: Mapping[str, Callable[[Window], Any]] = {
    "case": _case,
    "new_case": _new_case,
    "settings": _settings,
    "agenda": _agenda,
    "people": _people,
    "alerts": _alerts,
    "cohesion": _cohesion,
}
UNDER = {"case": "cases", "new_case": "cases"}  # which stop of the rail a page belongs to


def _class(module: str, name: str) -> Callable[..., Any]:
    made: Callable[..., Any] = getattr(import_module(module), name)
    return made


def _find_place() -> Any:
    return getattr(import_module("mediator_app.ui.fields.places"), "find_place")  # noqa: B009
