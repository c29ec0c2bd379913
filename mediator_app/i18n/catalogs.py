"""The texts of one language: found, compiled where a checkout has no .mo, and looked up."""

from __future__ import annotations

import gettext
import io
import os
import tempfile
import threading
from pathlib import Path

DOMAIN = "mediator_app"
SOURCE = "en"  # the language of the msgids: it needs no catalog
LANGUAGES = ("fr", "bm", "en")  # in the order in which they are offered
_FALLBACKS = {"fr": ("fr",), "bm": ("bm", "fr"), "en": ()}


class Catalog:
    """The texts of one language; a document may speak another language than the screen."""

    __slots__ = ("_texts", "language")

    def __init__(self, language: str, texts: gettext.NullTranslations) -> None:
        self.language = language
        self._texts = texts

    def gettext(self, message: str) -> str:
        # The empty msgid is the header of the file.
        return self._texts.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self._texts.ngettext(one, many, count)

    def pgettext(self, context: str, message: str) -> str:
        return self._texts.pgettext(context, message)

    # The same three under the names that they have on the screen's side.
    _ = gettext
    n_ = ngettext
    p_ = pgettext


def _read_po(path: Path, language: str) -> bytes:
    """Return the compiled form of a .po file; only a checkout ever comes here."""
    # Imported here: a packaged program has its .mo files and is spared Babel's catalogs.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        # Without a locale Babel would forget the plural forms of the header.
        messages = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    return compiled.getvalue()


def _keep(path: Path, content: bytes) -> None:
    """Leave the compiled file for the next start, unless the folder may not be written."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)  # whole or not at all: another start may be reading
    except OSError:
        return


def _compiled(folder: Path, language: str) -> bytes | None:
    stem = folder / language / "LC_MESSAGES" / DOMAIN
    mo, po = stem.with_suffix(".mo"), stem.with_suffix(".po")
    if mo.is_file() and not (po.is_file() and po.stat().st_mtime > mo.stat().st_mtime):
        return mo.read_bytes()
    if not po.is_file():
        return None
    content = _read_po(po, language)
    _keep(mo, content)
    return content


class Shelf:
    """All catalogs under one folder, each read once, from any thread."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._read: dict[str, Catalog] = {}
        self._lock = threading.Lock()

    def catalog(self, language: str) -> Catalog:
        """Return the texts of `language`; an unknown language speaks French."""
        known = language if language in _FALLBACKS else "fr"
        found = self._read.get(known)
        if found is None:
            with self._lock:
                found = self._read.get(known) or self._open(known)
                self._read[known] = found
        return found

    def _open(self, language: str) -> Catalog:
        first: gettext.NullTranslations | None = None
        for code in _FALLBACKS[language]:
            content = _compiled(self._folder, code) if self._folder else None
            if content is None:
                continue
            texts = gettext.GNUTranslations(io.BytesIO(content))
            if first is None:
                first = texts
            else:
                first.add_fallback(texts)
        return Catalog(language, first or gettext.NullTranslations())


def checkout_folder() -> Path | None:
    """Return translations/ of the checkout this module lies in, if it lies in one."""
    folder = Path(__file__).parents[2] / "translations"
    return folder if folder.is_dir() and os.access(folder, os.R_OK) else None
