"""The windows that open over the pages: the search for anything, help, the paper of a case."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from mediator_app.i18n import _
from mediator_app.ui.main_pages import Window


def find_anything(window: Window, over: QWidget) -> Any:
    """Open the search for anything; what is found opens where it stands."""
    from mediator_app.ui.case.layouts import tab_of  # noqa: PLC0415 - every record and form
    from mediator_app.ui.dialogs.find import FindPalette  # noqa: PLC0415

    palette = FindPalette(over, window.desk, tab_of)
    palette.case_asked.connect(window.open_case)
    palette.place_asked.connect(window.search_for)
    palette.notebook_asked.connect(window.open_entry)
    _let_go(palette)
    palette.open()
    return palette


def show_help(over: QWidget, name: str) -> None:
    """Show what a screen is for."""
    from mediator_app.ui.dialogs.help import Help  # noqa: PLC0415

    shown = Help(over, name)
    _let_go(shown)
    shown.open()


def show_case_file(window: Window, over: QWidget, unit_id: bytes, name: str) -> None:
    """Show the case file as it will be printed."""
    from mediator_app.services import printing  # noqa: PLC0415 - and PDFium
    from mediator_app.ui.dialogs.preview import Preview  # noqa: PLC0415

    desk = window.desk

    def render(language: str, hidden: bool) -> bytes:  # noqa: FBT001 - a plain callable
        return printing.case_file(desk.work, unit_id, language=language, hide_names=hidden)

    shown = Preview(over, desk.runner, render, desk.feedback, title=_("Case file"), name=name)
    _let_go(shown)
    shown.open()


def _let_go(dialog: Any) -> None:
    dialog.finished.connect(dialog.deleteLater)
