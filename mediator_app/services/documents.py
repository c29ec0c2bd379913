"""What can be done with the documents of a case: look at a file, keep it, open it, let it go."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from mediator_app.core import documents as rules
from mediator_app.core import file_kinds, validate
from mediator_app.core.file_kinds import FileKind
from mediator_app.core.records.base import ITEMS
from mediator_app.core.records.cases import Document
from mediator_app.core.roles import Act
from mediator_app.core.view import CaseView, Entry
from mediator_app.db import chunks as store
from mediator_app.db.engine import Connection
from mediator_app.host.files import told_in_words, write_atomic
from mediator_app.services import access, apart, views
from mediator_app.services.cases import checked, create, next_rank, vars_of
from mediator_app.services.work import Changed, Workspace
from mediator_app.vault import chunks

Check = Callable[[], object]  # raises when nobody waits any more


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was looked at and made fit to be kept; nothing is stored yet."""

    name: str  # as it is shown
    kind: FileKind
    content: bytes
    thumbnail: str = ""
    taken_on: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Content:
    """What a document holds, in memory alone; `kind` is what it is, whatever its record says."""

    name: str
    kind: FileKind
    data: bytes


# from a file to something that can be kept


def prepare(path: Path, *, check: Check = bool) -> Prepared:
    """Look at a file and return it as it would be kept, or say why it can't be."""
    name = rules.shown_name(path.name)
    file_kinds.refuse_by_name(path.name)
    with told_in_words(path):
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise rules.NoPlainFile(name=name)
        with path.open("rb") as file:
            head = file.read(file_kinds.HEAD_BYTES)
            limit = _limit(head)
            if found.st_size > limit:
                raise _too_large(name, found.st_size, limit)
            content = head + file.read(limit + 1 - len(head))
    return prepare_content(path.name, content, check=check)


def prepare_content(name: str, content: bytes, *, check: Check = bool) -> Prepared:
    """Do the same with bytes that are in memory already: a recording, a picture that was dropped."""
    shown = rules.shown_name(name)
    limit = _limit(content[: file_kinds.HEAD_BYTES])
    if len(content) > limit:
        raise _too_large(shown, len(content), limit)
    kind = file_kinds.recognise(name, content)
    check()
    if kind.is_picture:
        return _picture(shown, content, check)
    if kind is file_kinds.PDF:
        return _paper(shown, content)
    return Prepared(shown, kind, content)


def _picture(name: str, content: bytes, check: Check) -> Prepared:
    from mediator_app.services import pictures  # noqa: PLC0415 - costs 100 ms, and only here

    made = pictures.made_small(name, content, check=check)
    return Prepared(name, file_kinds.JPEG, made.content, made.thumbnail, made.taken_on)


def _paper(name: str, content: bytes) -> Prepared:
    from mediator_app.services import pdf, pictures  # noqa: PLC0415 - only here

    pdf.check(name, content)
    first = pdf.page(content, 0, 2 * pictures.THUMBNAIL_SIDES[0])
    return Prepared(name, file_kinds.PDF, content, pictures.thumbnail_of_page(first))


def _limit(head: bytes) -> int:
    return rules.LARGEST_PICTURE if file_kinds.picture_kind(head) else rules.LARGEST


def _too_large(name: str, size: int, limit: int) -> rules.TooLarge:
    return rules.TooLarge(name=name, size=-(-size // rules.MEGABYTE), limit=limit // rules.MEGABYTE)


# keeping


def add(
    work: Workspace,
    unit_id: bytes,
    prepared: Prepared,
    facts: Mapping[str, Any],
    *,
    progress: Callable[[int, int], object] | None = None,
) -> tuple[bytes, Changed]:
    """Keep a document with what a person says of it; `progress` may raise to cancel.

    Content and description are kept together or not at all.
    """
    key = work.environment.random_bytes(chunks.KEY_BYTES)
    with work.write() as writer:
        before = views.some(writer.connection, unit_id, *rules.AROUND)
        if known := _same(before, prepared.sha256):
            raise rules.AlreadyHere(name=known.record.caption or known.record.name or "")
        names: list[str] = []
        total = -(-len(prepared.content) // chunks.CHUNK_BYTES)
        for chunk_id, sealed in chunks.seal(key, prepared.content):
            store.keep(writer.connection, [(chunk_id, sealed)])
            names.append(chunk_id.hex())
            if progress is not None:
                progress(len(names), total)
        said = apart.whole(writer.connection, unit_id, Document, facts, eid=None)
        values: dict[str, Any] = {
            "name": prepared.name,
            "kind": prepared.kind.kind,
            "taken_on": prepared.taken_on,
            **said,  # what a person emptied stays empty
            "mime": prepared.kind.mime,
            "sha256": prepared.sha256,
            "size": len(prepared.content),
            "content_key": key.hex(),
            "chunks": names,
            "thumbnail": prepared.thumbnail,
            "rank": next_rank(before.all(Document)),
        }
        record: Document = checked(Document, validate.given(values.items()))
        rules.check_photo(before, record, today=work.today())
        eid = bytes([Document.ETYPE]) + work.environment.random_bytes(15)
        writer.author(unit_id, [create(Document, eid, vars_of(record))])
        return eid, writer.changed


def _same(view: CaseView, sha256: str) -> Entry[Document] | None:
    return next((e for e in view.all(Document) if e.record.sha256 == sha256), None)


# opening


def content(work: Workspace, unit_id: bytes, eid: bytes) -> Content:
    """Return what a document holds; it is never written anywhere in clear."""
    with work.read() as connection:
        return _content(connection, views.some(connection, unit_id, Document), eid)


def _content(connection: Connection, view: CaseView, eid: bytes) -> Content:
    found = view.by_id(eid)
    if found is None or not isinstance(found.record, Document):
        raise rules.ContentNotHere(name="")
    record = found.record
    name = rules.shown_name(record.name or record.caption or "")
    key, wanted = _named(record, name)
    parts: list[bytes] = []
    for chunk_id in wanted:
        sealed = store.read(connection, chunk_id)
        if sealed is None:
            raise rules.ContentNotHere(name=name)
        try:
            parts.append(chunks.open_sealed(key, chunk_id, sealed))
        except chunks.ChunkDamaged as error:
            raise rules.ContentDamaged(name=name) from error
    whole = b"".join(parts)
    return Content(name, _kind_of(record, whole), whole)


def _named(record: Document, name: str) -> tuple[bytes, list[bytes]]:
    """Return the key and the chunks that a record names; another laptop may have written it."""
    if not record.content_key or not record.chunks:
        raise rules.ContentNotHere(name=name)
    try:
        key = bytes.fromhex(record.content_key)
        wanted = [bytes.fromhex(chunk) for chunk in record.chunks]
    except (ValueError, TypeError) as error:
        raise rules.ContentDamaged(name=name) from error
    if len(key) != chunks.KEY_BYTES or len(wanted) > ITEMS:
        raise rules.ContentDamaged(name=name)
    return key, wanted


def _kind_of(record: Document, whole: bytes) -> FileKind:
    """Tell what the content is by itself: the record may have come from anywhere."""
    said = file_kinds.BY_MIME.get(record.mime or "")
    name = rules.shown_name(record.name or "")
    # Its own name may have lost its ending; a photo called .png is kept as JPEG.
    return file_kinds.recognise(rules.file_name(name, said.ending) if said else name, whole)


def without_content(work: Workspace, view: CaseView) -> frozenset[bytes]:
    """Return which documents of a case are only described here."""
    found: set[bytes] = set()
    with work.read() as connection:
        for entry in view.all(Document):
            try:
                _key, wanted = _named(entry.record, "")
            except (rules.ContentNotHere, rules.ContentDamaged):
                found.add(entry.eid)
                continue
            if store.missing(connection, wanted):
                found.add(entry.eid)
    return frozenset(found)


def suggested_name(found: Content) -> str:
    """Return the name that a copy outside the program is offered."""
    return rules.file_name(found.name, found.kind.ending)


def export(work: Workspace, unit_id: bytes, eid: bytes, target: Path) -> Changed:
    """Write a copy in clear where a person asked for it; who did is written down."""
    with work.write(Act.EXPORT) as writer:
        work.require(Act.EXPORT)
        view = views.view(writer.connection, unit_id)
        found = _content(writer.connection, view, eid)
        if (entry := view.by_id(eid)) is not None:
            rules.check_copy(view, entry.record, today=work.today())
        access.note_in(work, writer, view, access.EXPORTED, reason=found.name or None)
        write_atomic(target, found.data)  # fails: nothing was written down either
        return writer.changed


# letting go


def tidy(work: Workspace) -> int:
    """Erase the content that no document has named for a month; return how many pieces.

    Until then a document that was taken away comes back whole when that is undone.
    """
    if not work.environment.quality():
        return 0  # nobody knows how long ago anything was
    with work.database.write() as connection:
        return store.tidy(
            connection, now=work.environment.now(), patience=timedelta(days=rules.KEPT_DAYS)
        )
