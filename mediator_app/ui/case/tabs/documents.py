"""The documents of a case: small pictures to look through, files added by button or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from mediator_app.core import documents as rules
from mediator_app.core.errors import AppError
from mediator_app.core.file_kinds import KINDS
from mediator_app.core.records.cases import Document
from mediator_app.core.records.parties import Consent, ConsentOverride, Party
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.host import sound
from mediator_app.i18n import _, formats, language, n_
from mediator_app.services import documents
from mediator_app.services.documents import Prepared
from mediator_app.services.recordings import Recorder
from mediator_app.ui.case.panels import Panel
from mediator_app.ui.case.parts.document_adding import AddDocuments
from mediator_app.ui.case.parts.document_card import DocumentCard
from mediator_app.ui.case.parts.document_viewer import Viewer
from mediator_app.ui.case.wording import title_of
from mediator_app.ui.dialogs.recorder import RecorderDialog
from mediator_app.ui.feedback import Notice
from mediator_app.ui.texts import retranslate
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import Card, button, column, label
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job, Lane

A_STEP = 12  # cards; the others are drawn when asked for
AT_ONCE = 100 * rules.MEGABYTE  # bytes of files held in memory before they are kept


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of the files that were chosen."""

    prepared: tuple[Prepared, ...]
    refused: tuple[AppError, ...]


def look_at(paths: Sequence[Path], job: Job) -> Looked:
    """Make files ready one after another; for the runner."""
    prepared: list[Prepared] = []
    refused: list[AppError] = []
    for number, path in enumerate(paths):
        job.progress(number, len(paths))
        try:
            made = documents.prepare(path, check=job.check)
            if sum(len(each.content) for each in prepared) + len(made.content) > AT_ONCE:
                raise rules.TooMuchAtOnce(name=made.name)
            prepared.append(made)
        except AppError as error:
            refused.append(error)
    return Looked(tuple(prepared), tuple(refused))


class DocumentsPanel(Panel):
    """Keeps adding while the person looks on; a second choice waits for the first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setAcceptDrops(True)
        self._view: CaseView | None = None
        self._absent: frozenset[bytes] | None = None
        self._count = A_STEP  # cards shown at the most
        self._drawn: object = None  # what the cards were made of
        self._job: Job | None = None
        self._device = sound.device()
        self._silent = ""  # why nothing can be recorded
        self._known_sound = False  # whether that was looked at
        self.cards: list[DocumentCard] = []
        outer = column(self, gap=12)
        self._card = Card(" ")
        outer.addWidget(self._card)
        self._card.box.addLayout(self._tools())
        self.reason = label(role="muted", wrap=True)
        self._card.box.addWidget(self.reason)
        self.notice = Notice()
        self._card.box.addWidget(self.notice)
        self._card.box.addWidget(self._progress())
        self.empty = label(role="body", wrap=True)
        self._card.box.addWidget(self.empty)
        grid = QWidget()
        grid.setProperty("role", "clear")
        self._grid = Flow(grid, gap=12)
        self._card.box.addWidget(grid)
        self.more = button("", "link")
        self.more.clicked.connect(self._show_more)
        self._card.box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._silent or not self._known_sound:  # a microphone may have been plugged in
            device = self._device
            self.desk.runner.run(
                self, lambda: device.why_not(recording=True), self._heard_why, lane=Lane.OTHER
            )

    def _tools(self) -> Flow:
        tools = Flow(gap=8)
        self.add_button = button(lambda: _("Add files…"), "primary", picture="plus")
        self.add_button.clicked.connect(self._choose)
        self.record_button = button(lambda: _("Record…"), picture="microphone")
        self.record_button.setEnabled(False)  # until the microphone was found
        self.record_button.clicked.connect(self._record)
        self.paper_button = button(lambda: _("Note a paper kept elsewhere"), picture="note")
        self.paper_button.clicked.connect(self._note_paper)
        for widget in (self.add_button, self.record_button, self.paper_button):
            tools.addWidget(widget)
        return tools

    def _progress(self) -> QWidget:
        self._busy = QWidget()
        self._busy.setProperty("role", "clear")
        box = Flow(self._busy, gap=8)
        self._doing = label(role="muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = button(lambda: _("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        for widget in (self._doing, self.bar, self.cancel):
            box.addWidget(widget)
        self._busy.hide()
        return self._busy

    # showing

    def show_view(self, view: CaseView) -> None:
        other = self._view is None or self._view.unit_id != view.unit_id
        self._view = view
        if other:
            self._absent, self._count = None, A_STEP
            self._cancel()
            self.notice.hide()
        self._draw()
        work = self.desk.work
        if view.all(Document):
            unit = view.unit_id
            self.desk.runner.run(
                self,
                lambda: (unit, documents.without_content(work, view)),
                self._know_absent,
            )

    def _know_absent(self, found: tuple[bytes, frozenset[bytes]]) -> None:
        unit, absent = found
        if self._view is None or self._view.unit_id != unit or absent == self._absent:
            return
        before, self._absent = self._absent, absent
        if absent or before:  # all cards are drawn as if their content were here
            self._draw()

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        held = view.all(Document)
        title = _("Documents")
        self._card.heading.setText(f"{title}  {len(held)}" if held else title)
        self._card.heading.show()
        self.empty.setVisible(not held)
        self.empty.setText(
            _(
                "No documents yet. Add a photo of the signed paper, a scan or a recording, or drop "
                "files here. Photos are made smaller, and the place where they were taken is "
                "removed."
            )
        )
        self._draw_cards(view)
        self._allow()

    def _draw_cards(self, view: CaseView) -> None:
        """Draw the newest documents first, unless they stand there already."""
        held = view.all(Document)
        around = (view.all(Party), view.all(Consent), view.all(ConsentOverride), view.masked)
        absent, now = self._absent or frozenset[bytes](), look()
        shown_as = (absent, self._count, language(), now.colors.name, now.scale)
        made_of = (view.unit_id, held, around, shown_as)
        if made_of == self._drawn:
            return
        self._drawn = made_of
        self._grid.clear()
        self.cards = []
        self._add_cards(view, held[-self._count :])

    def _add_cards(self, view: CaseView, entries: Sequence[Entry[Document]]) -> None:
        absent = self._absent or frozenset()
        for entry in reversed(entries):
            card = DocumentCard(view, entry, here=entry.eid not in absent)
            card.opened.connect(self.open)
            card.edited.connect(self._edit)
            self.cards.append(card)
            self._grid.addWidget(card)
            card.show()
        highest = max((card.sizeHint().height() for card in self.cards), default=0)
        for card in self.cards:
            card.setMinimumHeight(highest)  # side by side they begin and end together
        left = len(view.all(Document)) - len(self.cards)
        self.more.setVisible(left > 0)
        text = n_("Show {count} more", "Show {count} more", min(left, A_STEP))
        self.more.setText(text.format(count=formats.number(min(left, A_STEP))))

    def _allow(self) -> None:
        work, free = self.desk.work, self._job is None
        allow(self.add_button, work, Act.EDIT, also=free)
        allow(self.paper_button, work, Act.EDIT)
        can_record = not self._silent and self._known_sound and free
        if allow(self.record_button, work, Act.EDIT, also=can_record):
            self.record_button.setAccessibleDescription(_(self._silent) if self._silent else "")
        self.reason.setVisible(bool(self._silent))
        if self._silent:
            text = _("No recording here: {reason}")
            self.reason.setText(text.format(reason=_(self._silent)))

    def _heard_why(self, why: str) -> None:
        self._silent, self._known_sound = why, True
        self._allow()

    def _show_more(self) -> None:
        view = self._view
        if view is None:
            return
        held = view.all(Document)
        self._add_cards(view, held[-self._count - A_STEP : -self._count])
        first_new = self.cards[self._count :][:1]
        self._count += A_STEP
        self._drawn = None
        for card in first_new:
            card.opener.setFocus()

    def open(self, eid: bytes) -> None:
        """Show a document inside the program."""
        view = self._view
        entry = view.by_id(eid) if view is not None else None
        if view is None or entry is None:
            return
        viewer = Viewer(self, self.desk, view.unit_id, eid, title_of(view, entry))
        viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        viewer.open()

    def _edit(self, eid: bytes) -> None:
        self.asked.emit("document", eid, {})

    def _note_paper(self) -> None:
        self.asked.emit("document", None, {})

    # adding

    def _choose(self) -> None:
        endings = " ".join(f"*.{kind.ending} *.{kind.ending.upper()}" for kind in KINDS)
        pattern = "{} ({} *.jpeg *.JPEG *.tiff *.opus);;{} (*)".format(
            _("Documents"), endings, _("All files")
        )
        chosen, _filter = QFileDialog.getOpenFileNames(self, _("Add files"), "", pattern)
        self.add([Path(each) for each in chosen])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if self.add_button.isEnabled() and any(url.isLocalFile() for url in urls):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        event.acceptProposedAction()
        self.add([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def add(self, paths: Sequence[Path]) -> None:
        """Look at files and ask what they are."""
        if not paths or self._view is None or self._job is not None:
            return
        self.notice.hide()
        if len(paths) > rules.MOST_AT_ONCE:
            text = _("Choose at most {count} files at a time.")
            self.notice.tell(lambda: text.format(count=rules.MOST_AT_ONCE), "earth")
            return
        self._begin(len(paths))
        self._job = self.desk.runner.run_long(
            self,
            lambda job: look_at(paths, job),
            self._looked,
            on_progress=self._reading,
            on_error=self._failed,
            lane=Lane.OTHER,
        )
        self._allow()

    def _begin(self, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(0)
        self._doing.setText(_("Reading the files…"))
        self._busy.show()

    def _reading(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)

    def _end(self) -> None:
        self._job = None
        self._busy.hide()
        self._allow()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._end()

    def _failed(self, error: Exception) -> None:
        self._end()
        self.desk.feedback.failed(error, self.notice)

    def _looked(self, looked: Looked) -> None:
        self._end()
        if looked.refused:
            said = list(looked.refused)
            self.notice.tell(lambda: "\n".join(each.sentence(_) for each in said), "earth")
        if looked.prepared and self._view is not None:
            self._ask(looked.prepared)

    def _ask(self, files: Sequence[Prepared]) -> None:
        view = self._view
        if view is None:
            return
        dialog = AddDocuments(self, self.desk, view, files)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # recording

    def _record(self) -> None:
        dialog = RecorderDialog(self, self._device, self.desk.feedback)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.recorded.connect(self._recorded)
        dialog.open()

    def _recorded(self, recorder: Recorder) -> None:
        name = "{} {}.ogg".format(_("Recording"), self.desk.work.today().isoformat())
        day = self.desk.work.believed_today()
        self._begin(0)

        def made() -> Looked:
            ready = documents.prepare_content(name, recorder.encoded())
            return Looked((replace(ready, taken_on=day),), ())

        self._job = self.desk.runner.run_long(
            self, lambda _job: made(), self._looked, on_error=self._failed, lane=Lane.OTHER
        )
        self._allow()

    def retranslate(self) -> None:
        retranslate(self)
        self._draw()


PANELS = (DocumentsPanel,)
