"""One document among many: its small picture, what it is, whom it shows, and what is allowed."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QFrame, QLabel

from mediator_app.core import consent
from mediator_app.core.consent import Standing
from mediator_app.core.marks import N_
from mediator_app.core.records.cases import Document
from mediator_app.core.records.codes import DOCUMENT_KIND
from mediator_app.core.view import CaseView, Entry
from mediator_app.i18n import _, formats
from mediator_app.ui.case.wording import DOT, name_of, title_of
from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.icons import icon
from mediator_app.ui.theme.look import fixed, look
from mediator_app.ui.widgets.basic import button, chip, column, label, row

PICTURE = 104  # pixels at 100 %: the height kept for the small picture
LARGEST = 512  # dots a side that a small picture may claim
ICONS = {
    "photo": "photo",
    "scan": "file-text",
    "audio": "microphone",
    "pdf": "file-type-pdf",
    "office": "file-text",
}
TABLES = ("csv", "excel", "spreadsheet")  # in a mime type
TONES = {
    Standing.AGREED: ("agree", N_("Agrees to photos")),
    Standing.OVERRIDDEN: ("earth", N_("Photo allowed by a supervisor")),
    Standing.UNASKED: ("alarm", N_("Not asked about photos")),
    Standing.REFUSED: ("alarm", N_("Does not agree to photos")),
    Standing.WITHDRAWN: ("alarm", N_("Consent to photos withdrawn")),
}


class DocumentCard(QFrame):
    """Opens and edits on a click; `here` says that the content is on this computer."""

    opened = Signal(bytes)
    edited = Signal(bytes)

    def __init__(self, view: CaseView, entry: Entry[Document], *, here: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.eid = entry.eid
        record = entry.record
        fixed(self, width=tokens.COLUMN)
        box = column(self, gap=4, edges=10)
        box.addWidget(self._picture(view, record))
        title = title_of(view, entry)
        self.opener = button(title, "link")
        self.opener.setEnabled(here)
        self.opener.clicked.connect(self._open)
        box.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        detail = self._detail(view, record)
        self.opener.setAccessibleName(f"{title}, {detail}")
        box.addWidget(label(detail, "muted", wrap=True))
        for text, tone in self._marks(view, record, here=here):
            mark = chip(text, tone)
            mark.setWordWrap(True)
            box.addWidget(mark)
        box.addStretch()
        foot = row(gap=4)
        edit = button(_("Edit"), "link")
        edit.setAccessibleName(_("Edit: {what}").format(what=title))
        edit.clicked.connect(self._edit)
        foot.addWidget(edit)
        foot.addStretch()
        box.addLayout(foot)

    def _picture(self, view: CaseView, record: Document) -> QLabel:
        made = label()
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fixed(made, height=PICTURE)
        # A face is a name: while names are put apart, it is not shown unasked.
        covered = view.masked and record.kind == "photo"
        found = None if covered else small_picture(record.thumbnail)
        if found is None:
            name = ICONS.get(record.kind or "", "paperclip")
            if any(word in (record.mime or "") for word in TABLES):
                name = "table"
            found = icon(name, "muted", PICTURE // 2).pixmap(look().px(PICTURE // 2))
        else:
            room = look().px(PICTURE)
            found = found.scaled(
                look().px(tokens.COLUMN - 24),
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        made.setPixmap(found)
        return made

    @staticmethod
    def _detail(view: CaseView, record: Document) -> str:
        kind = DOCUMENT_KIND.get(record.kind or "")
        parts = [
            _(kind) if kind else "",
            _day(record.taken_on),
            formats.size(record.size) if record.size else "",
        ]
        text = DOT.join(part for part in parts if part)
        if record.party:
            shows = _("Shows: {name}").format(name=name_of(view, record.party))
            text = f"{text}\n{shows}" if text else shows
        return text

    @staticmethod
    def _marks(view: CaseView, record: Document, *, here: bool) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        if record.kind == "photo" and record.party:
            tone, text = TONES[consent.stand(view, record.party, consent.PHOTO).standing]
            found.append((_(text), tone))
        if not here:
            is_described = not record.content_key and not record.sha256
            text = _("Described only") if is_described else _("Content not on this computer")
            found.append((text, ""))
        return found

    def _open(self) -> None:
        self.opened.emit(self.eid)

    def _edit(self) -> None:
        self.edited.emit(self.eid)


def _day(text: str | None) -> str:
    try:
        return formats.day(text) if text else ""
    except ValueError:
        return text or ""  # another laptop may have written what is no day


def small_picture(text: str | None) -> QPixmap | None:
    """Return the picture in a record, unless it is none or claims to be large."""
    if not text:
        return None
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    if not raw.startswith(b"\xff\xd8\xff"):
        return None
    data = QByteArray(raw)
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST:
        return None
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)
