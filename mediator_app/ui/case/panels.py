"""The hand-made parts of a tab: what a list of records cannot show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mediator_app.core.view import CaseView
from mediator_app.core.workflow import Place
from mediator_app.services.work import Changed
from mediator_app.ui.fields.base import Value
from mediator_app.ui.work.desk import Desk

HOME = "mediator_app.ui.case.tabs"


class Panel(QWidget):
    """Stands above the lists of a tab and is shown the case again after every change.

    `asked` opens the form of a record: its name, its id or None for a new one, and the facts
    that are already decided.
    """

    asked = Signal(str, object, object)  # record name, eid or None, preset

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.desk = desk

    def show_view(self, view: CaseView) -> None:
        """Show the case as it is now."""
        raise NotImplementedError

    def go(self, place: Place) -> bool:
        """Show what puts something missing right, if that is here; tell whether it was."""
        del place
        return False

    def retranslate(self) -> None:
        """Say everything again in the language of now."""
        raise NotImplementedError


class Extra(QWidget):
    """Stands below the form of one record and is saved with it."""

    changed = Signal()
    filled = Signal(object)  # {fact: value} that follows for the form above

    def __init__(self, desk: Desk, view: CaseView, eid: bytes | None) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.desk, self.view, self.eid = desk, view, eid

    def typed(self) -> dict[str, Any]:
        """Return what was changed here, as a draft keeps it (JSON); empty when nothing was."""
        return {}

    def put_back(self, typed: Mapping[str, Any]) -> None:
        """Show again what a draft holds."""

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Follow what is typed in the form above."""

    def saving(self) -> Callable[[bytes, bytes], Changed] | None:
        """Return what is to be kept, given the ids of unit and record; it runs in the worker."""
        return None

    def retranslate(self) -> None:
        """Say everything again in the language of now."""


def panels(tab: str) -> tuple[Callable[[Desk], Panel], ...]:
    """Return the panels of a tab in their order; its module is loaded when first asked for."""
    return getattr(import_module(f"{HOME}.{tab}"), "PANELS", ())


def extra(tab: str, record: str) -> Callable[[Desk, CaseView, bytes | None], Extra] | None:
    """Return what stands below the form of a record."""
    made: Mapping[str, Any] = getattr(import_module(f"{HOME}.{tab}"), "EXTRAS", {})
    return made.get(record)
