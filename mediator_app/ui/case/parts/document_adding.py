"""Asks what the files are that are about to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QWidget

from mediator_app.core import consent
from mediator_app.core.documents import AlreadyHere
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.records.cases import Document
from mediator_app.core.view import CaseView
from mediator_app.i18n import _, formats, n_
from mediator_app.services import documents
from mediator_app.services.documents import Prepared
from mediator_app.services.work import Changed, Workspace
from mediator_app.ui.case.parts.document_card import TONES, small_picture
from mediator_app.ui.case.wording import anything, title_of
from mediator_app.ui.feedback import Notice
from mediator_app.ui.fields.base import Choice, Value
from mediator_app.ui.forms.form import Form
from mediator_app.ui.forms.spec import FormSpec, Part, form_of
from mediator_app.ui.texts import say_name
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import Scroll, chip, column, label, set_role
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.letters import LetterBar, LetterKeys
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

ASKED = ("kind", "taken_on", "party", "caption", "about")
SPANS = {"party": 2, "about": 2}
HELP = {"party": N_("Whoever can be recognised. Leave it empty for a place or a paper.")}
SHOWN = 6  # small pictures at the top
HIGH = 64  # pixels at 100 %
SMOOTH = Qt.TransformationMode.SmoothTransformation


class AddDocuments(QDialog):
    """Keeps the files, one after another; what was kept stays when the rest is cancelled."""

    def __init__(
        self, parent: QWidget, desk: Desk, view: CaseView, files: Sequence[Prepared]
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._left = list(files)  # still to be kept
        self._job: Job | None = None
        self._view, self._made = view, files
        spec = _spec(files)
        self._names = {field.name for field in spec.fields()}
        self.setModal(True)
        title = n_("Add {count} document", "Add {count} documents", len(files))
        self.setWindowTitle(title.format(count=len(files)))
        box = column(self, gap=8, edges=16)
        box.addWidget(label(self.windowTitle(), "heading", wrap=True))
        self.notice = Notice()
        box.addWidget(self.notice)
        box.addWidget(self._body(files, spec), 1)
        self.bar = say_name(QProgressBar(), lambda: _("How far it is"))
        self.bar.setTextVisible(False)
        self.bar.hide()
        box.addWidget(self.bar)
        box.addWidget(LetterBar())
        LetterKeys(self)
        box.addWidget(self._buttons())
        room = parent.window().size()
        self.resize(min(look().px(720), room.width()), min(look().px(560), room.height()))
        self.form.focus("caption")
        self._follow()

    def _body(self, files: Sequence[Prepared], spec: FormSpec) -> Scroll:
        inside = QWidget()
        body = column(inside, gap=12)
        body.addLayout(self._files(files))
        if len(files) > 1:
            body.addWidget(label(_("What you say here is noted for each of them."), wrap=True))
        self.stand = chip("")
        self.stand.hide()
        body.addWidget(self.stand, 0, Qt.AlignmentFlag.AlignLeft)
        self.form = Form(spec, choices=self._choices)
        self.form.fill(_known(files))
        self.form.changed.connect(self._follow)
        body.addWidget(self.form)
        body.addStretch()
        return Scroll(inside)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.accept_button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.accept_button.setProperty("role", "primary")
        self.accept_button.setText(_("Add to the case"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.accepted.connect(self.answer)
        buttons.rejected.connect(self.reject)
        return buttons

    def _files(self, files: Sequence[Prepared]) -> Flow:
        flow = Flow(gap=12)
        for each in files[:SHOWN]:
            cell = QWidget()
            cell.setProperty("role", "clear")
            inside = column(cell, gap=2)
            picture = small_picture(each.thumbnail)
            if picture is not None:
                inside.addWidget(_shown(picture))
            text = _("{name} ({size})").format(name=each.name, size=formats.size(len(each.content)))
            inside.addWidget(label(text, "muted"))
            flow.addWidget(cell)
        if len(files) > SHOWN:
            more = n_("and {count} more", "and {count} more", len(files) - SHOWN)
            flow.addWidget(label(more.format(count=len(files) - SHOWN), "muted"))
        return flow

    def _choices(self, to: str) -> Sequence[Choice]:
        if to == "any":
            return anything(self._view)
        return [(e.eid, title_of(self._view, e)) for e in self._view.records.get(to, ())]

    def _follow(self) -> None:
        """Say at once whether the person agreed to photos."""
        party = self.form.value("party")
        is_photo = self._is_photo()
        self.stand.setVisible(is_photo and isinstance(party, bytes))
        if is_photo and isinstance(party, bytes):
            tone, text = TONES[consent.stand(self._view, party, consent.PHOTO).standing]
            self.stand.setText(_(text))
            set_role(self.stand, f"chip-{tone}")

    def _is_photo(self) -> bool:
        if "kind" in self._names:
            return self.form.value("kind") == "photo"
        return any(each.kind.is_picture for each in self._made)

    def answer(self) -> None:
        """Keep the files with what was said of them."""
        if self._job is not None or not self.form.check():
            return
        facts = {name: self.form.value(name) for name in self._names}
        work, unit, left = self._desk.work, self._view.unit_id, tuple(self._left)
        self.accept_button.setEnabled(False)
        self.notice.hide()
        self.bar.setRange(0, max(1, sum(len(each.content) for each in left)))
        self.bar.setValue(0)
        self.bar.show()
        self._job = self._desk.runner.run_long(
            self,
            lambda job: keep_all(work, unit, left, facts, job),
            self._kept,
            on_progress=lambda done, _total: self.bar.setValue(done),
            on_error=self._failed,
        )

    def _kept(self, kept: Kept) -> None:
        self._job = None
        self.bar.hide()
        self._left = self._left[kept.count :]
        if kept.changed.units:
            self._desk.feedback.saved()
        if kept.skipped:
            said = kept.skipped
            self._desk.feedback.told(lambda: "\n".join(e.sentence(_) for e in said), "earth")
        if kept.stopped is not None:
            self.accept_button.setEnabled(True)
            self._desk.feedback.failed(kept.stopped, self.notice)
        else:
            self.accept()
        if kept.changed.units:
            self._desk.tell(kept.changed)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.bar.hide()
        self.accept_button.setEnabled(True)
        self._desk.feedback.failed(error, self.notice)

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
            # What was kept before is shown; nobody waits for the answer any more.
            self._desk.tell(Changed(frozenset({self._view.unit_id})))
        super().reject()


@dataclass(frozen=True, slots=True)
class Kept:
    """How many files are done with, and what stopped the next one."""

    count: int
    changed: Changed
    stopped: AppError | None = None
    skipped: tuple[AppError, ...] = ()  # what the case has already


def keep_all(
    work: Workspace, unit: bytes, files: Sequence[Prepared], facts: Mapping[str, Value], job: Job
) -> Kept:
    """Keep files in one transaction each; for the runner."""
    changed, skipped = Changed(), list[AppError]()
    total = max(1, sum(len(each.content) for each in files))
    before = 0
    for count, each in enumerate(files):
        size = len(each.content)

        def so_far(done: int, parts: int, before: int = before, size: int = size) -> None:
            job.progress(before + size * done // max(1, parts), total)

        try:
            changed |= documents.add(work, unit, each, facts, progress=so_far)[1]
        except AlreadyHere as error:
            skipped.append(error)
        except AppError as error:
            return Kept(count, changed, error, tuple(skipped))
        before += size
    return Kept(len(files), changed, None, tuple(skipped))


def _spec(files: Sequence[Prepared]) -> FormSpec:
    """Return the form: what differs from file to file is not asked for all of them."""
    names = tuple(name for name in ASKED if name not in _each_its_own(files))
    spec = form_of(Document.facts(), (Part("", names),), spans=SPANS, rest=False)
    section = spec.sections[0]
    fields = tuple(replace(field, help=HELP.get(field.name, "")) for field in section.fields)
    return FormSpec((replace(section, fields=fields),))


def _each_its_own(files: Sequence[Prepared]) -> set[str]:
    found = {"taken_on"} if len(files) > 1 else set[str]()
    return found | ({"kind"} if len({each.kind.kind for each in files}) > 1 else set())


def _known(files: Sequence[Prepared]) -> dict[str, Value]:
    own = _each_its_own(files)
    known: dict[str, Value] = {"kind": files[0].kind.kind, "taken_on": files[0].taken_on}
    return {name: value for name, value in known.items() if name not in own}


def _shown(picture: QPixmap) -> QLabel:
    made = label()
    made.setPixmap(picture.scaledToHeight(look().px(HIGH), SMOOTH))
    return made
