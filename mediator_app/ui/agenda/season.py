"""Dates of the season: what comes back every year on a corridor, and when to think of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from mediator_app.core.records.notebooks import SeasonalDate
from mediator_app.core.seasons import DEFAULT_NOTICE
from mediator_app.core.view import Entry
from mediator_app.services import notebooks
from mediator_app.services.work import Changed
from mediator_app.ui.dialogs.record import RecordDialog
from mediator_app.ui.forms.spec import Part
from mediator_app.ui.work.desk import Desk

PARTS = (Part("", ("what", "corridor", "place", "first_on", "last_on", "days_before", "remarks")),)


def edit_season(window: QWidget, desk: Desk, eid: bytes | None) -> None:
    """Open the form of a date of the season, or of a new one."""
    work = desk.work
    unit = work.info.region_unit
    if eid is None:
        _open(window, desk, None)
        return

    def found(entries: tuple[Entry[SeasonalDate], ...]) -> None:
        known = next((entry for entry in entries if entry.eid == eid), None)
        if known is not None:
            _open(window, desk, known)

    desk.read(window, lambda: notebooks.entries(work, unit, SeasonalDate), found)


def _open(window: QWidget, desk: Desk, known: Entry[SeasonalDate] | None) -> None:
    work = desk.work
    unit, eid = work.info.region_unit, known.eid if known else None

    def save(values: Mapping[str, Any]) -> Changed:
        return notebooks.save(work, unit, SeasonalDate.NAME, values, eid)

    dialog = RecordDialog(
        window,
        desk,
        SeasonalDate,
        save=save,
        entry=known,
        preset={} if known else {"days_before": DEFAULT_NOTICE},
        parts=PARTS,
        remove=partial(notebooks.remove, work, unit, eid) if eid else None,
    )
    dialog.open()
