"""What a person does with one alert: steps, links, words to pass on, taking away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from mediator_app.core.news import Step
from mediator_app.services import dictating, incidents
from mediator_app.services.dictating import Said
from mediator_app.ui.alerts.detail import Detail
from mediator_app.ui.alerts.steps import Meant, Steps
from mediator_app.ui.dialogs.dictation import SayWords
from mediator_app.ui.dialogs.link_case import LinkCase
from mediator_app.ui.work.desk import Desk


class Acts(QObject):
    """Carries out what the detail asks for, on the alert it shows."""

    case_asked = Signal(bytes, object)  # unit id, core.workflow.Place or None
    edit_asked = Signal(object)  # Told, of the region's notebook
    removed = Signal()

    def __init__(self, page: QWidget, desk: Desk, detail: Detail) -> None:
        super().__init__(page)
        self._page, self._desk, self._detail = page, desk, detail
        self._steps = Steps(page, desk)
        detail.step_asked.connect(self._step)
        detail.edit_asked.connect(self._edit)
        detail.say_asked.connect(self._say)
        detail.link_asked.connect(self._link)
        detail.unlink_asked.connect(self._unlink)
        detail.case_asked.connect(self._open_case)
        detail.remove_asked.connect(self._remove)

    def _step(self, step: Step) -> None:
        told = self._detail.told
        if told is not None:
            self._steps.take(step, Meant(told.unit_id, told.eid, told.record))

    def _edit(self) -> None:
        told = self._detail.told
        if told is None:
            return
        if told.case is None:
            self.edit_asked.emit(told)
            return
        from mediator_app.core.workflow import Place  # noqa: PLC0415 - imports every guard

        self.case_asked.emit(told.unit_id, Place("summary", "incident", None, told.eid))

    def _open_case(self, unit_id: bytes) -> None:
        self.case_asked.emit(unit_id, None)

    def _remove(self) -> None:
        told, work = self._detail.told, self._desk.work
        if told is not None:
            unit_id, eid = told.unit_id, told.eid
            # Told before the pages are: none asks for what is gone.
            self._desk.write(
                self._page, lambda: incidents.remove(work, unit_id, eid), self.removed.emit
            )

    def _link(self) -> None:
        dialog = LinkCase(self._page, self._desk)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picked.connect(self._link_to)
        dialog.open()

    def _link_to(self, case_unit: bytes) -> None:
        told, work = self._detail.told, self._desk.work
        if told is not None:
            unit_id, eid = told.unit_id, told.eid
            self._desk.write(self._page, lambda: incidents.link(work, unit_id, eid, case_unit))

    def _unlink(self, case_unit: bytes) -> None:
        told, work = self._detail.told, self._desk.work
        if told is not None:
            unit_id, eid = told.unit_id, told.eid
            self._desk.write(self._page, lambda: incidents.unlink(work, unit_id, eid, case_unit))

    def _say(self) -> None:
        told = self._detail.told
        if told is not None:
            self._desk.read(self._page, partial(dictating.say, told), self._show_words)

    def _show_words(self, said: Said) -> None:
        dialog = SayWords(self._page, said)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
