"""What can be done with several cases at once: hand over, print, write into a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from mediator_app.core.roles import Act
from mediator_app.i18n import _, formats, n_
from mediator_app.services import listing
from mediator_app.services.work import Changed
from mediator_app.ui.widgets.basic import button, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

FEW = 3  # cases of which it is told what was held back


class ChosenBar(QWidget):
    """Shown while cases are chosen; who may not do a thing is not offered it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self._numbers: Callable[[], Sequence[int]] = list
        flow = Flow(self, gap=8)
        self.said = label("", "label")
        self.hand_over = button(lambda: _("Hand over…"), "plain", picture="users")
        self.pack = button(lambda: _("Handover pack…"), "plain", picture="file-text")
        self.print = button(lambda: _("Print…"), "plain", picture="printer")
        self.export = button(lambda: _("Write into a file…"), "plain", picture="file-export")
        flow.addWidget(self.said)
        for made, slot, acts in (
            (self.hand_over, self._ask_whom, (Act.HAND_OVER,)),
            (self.pack, self._ask_pack, (Act.HAND_OVER, Act.PRINT)),
            (self.print, self._print, (Act.PRINT,)),
            (self.export, self._ask_file, (Act.EXPORT,)),
        ):
            made.clicked.connect(slot)
            made.setProperty("acts", acts)
            flow.addWidget(made)
        self.hide()

    def show_chosen(self, count: int, numbers: Callable[[], Sequence[int]]) -> None:
        """Say how many are chosen; `numbers` gives them when something is done with them."""
        self._numbers = numbers
        words = n_("{count} case chosen", "{count} cases chosen", count)
        self.said.setText(words.format(count=formats.number(count)))
        for made in (self.hand_over, self.pack, self.print, self.export):
            made.setVisible(all(self._desk.work.may(act) for act in made.property("acts")))
        self.setVisible(count > 0)

    def _units(self, then: Callable[[list[bytes]], object]) -> None:
        work, numbers = self._desk.work, list(self._numbers())
        self._desk.read(self, lambda: listing.units_of(work, numbers), then)

    # handing over

    def _ask_whom(self) -> None:
        self._units(self.ask_whom)

    def ask_whom(self, units: list[bytes]) -> None:
        """Ask who takes the cases over and why."""
        from mediator_app.ui.dialogs.ask import Ask, reason  # noqa: PLC0415 - and every field
        from mediator_app.ui.forms.spec import FieldSpec  # noqa: PLC0415

        fields = (
            FieldSpec("to", _("New mediator"), "text", required=True, max_length=300, span=4),
            reason(_("Why"), needed=False),
            FieldSpec("asked", _("The parties were asked again"), "boolean", span=4),
        )
        sentence = _(
            "The new mediator answers for follow-up from today. Open tasks go along; what was "
            "promised by word of mouth stands in the handover pack."
        )
        asked = Ask(self, _("Hand over"), sentence, fields)

        def answered(values: dict[str, object]) -> None:
            self.give(units, values)

        asked.answered.connect(answered)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def give(self, units: list[bytes], values: dict[str, object]) -> None:
        """Hand the cases over; then show the pack for whoever takes them."""
        from mediator_app.services import handover  # noqa: PLC0415 - and every record

        work, to = self._desk.work, str(values.get("to") or "")
        why, asked = str(values.get("reason") or ""), values.get("asked")

        def act() -> Changed:
            known = asked if isinstance(asked, bool) else None
            return handover.hand_over(work, units, to=to, reason=why, asked_again=known)

        self._desk.write(self, act, lambda: self.show_pack(units, to))

    def _ask_pack(self) -> None:
        self._units(lambda units: self.show_pack(units, ""))

    def show_pack(self, units: list[bytes], to: str) -> None:
        """Show the handover pack as it will be printed."""
        from mediator_app.services import handover  # noqa: PLC0415

        work = self._desk.work

        def render(language: str, hidden: bool) -> bytes:  # noqa: FBT001 - a plain callable
            return handover.pack(work, units, to=to, language=language, hide_names=hidden)

        self._preview(render, _("Handover pack"), "handover")

    # on paper, into a file

    def _print(self) -> None:
        self._units(self.show_files)

    def show_files(self, units: list[bytes]) -> None:
        """Show the case files as they will be printed, one after the other."""
        from mediator_app.services import bulk  # noqa: PLC0415 - and ReportLab

        work = self._desk.work

        def render(language: str, hidden: bool) -> bytes:  # noqa: FBT001 - a plain callable
            return bulk.case_files(work, units, language=language, hide_names=hidden)

        self._preview(render, _("Case files"), "cases")

    def _preview(self, render: Callable[[str, bool], bytes], title: str, name: str) -> None:
        from mediator_app.ui.dialogs.preview import Preview  # noqa: PLC0415 - and PDFium

        desk = self._desk
        shown = Preview(self.window(), desk.runner, render, desk.feedback, title=title, name=name)
        shown.finished.connect(shown.deleteLater)
        shown.open()

    def _ask_file(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Write cases into a file"), "cases.json", "JSON (*.json)"
        )
        if chosen:
            self._units(lambda units: self.write_file(units, Path(chosen)))

    def write_file(self, units: list[bytes], path: Path) -> None:
        """Write the chosen cases; names that are apart or not to be shared stay out of the file."""
        from mediator_app.services import exporting  # noqa: PLC0415

        work = self._desk.work

        def act(job: Job) -> list[str]:
            done = exporting.export_file(work, path, units=units, progress=job.progress)
            return [each.sentence(_) for each in done.withheld[:FEW]]

        self._desk.runner.run_long(self, act, self._written)

    def _written(self, held_back: list[str]) -> None:
        words = [_("The file is written. It is not encrypted: keep it safe."), *held_back]
        self._desk.feedback.told(lambda: " ".join(words), "earth")
