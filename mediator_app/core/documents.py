"""Rules about documents: how large they may be, and under which names they go about."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from mediator_app.core import consent
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.records.cases import CaseFile, Document
from mediator_app.core.records.parties import Consent, ConsentOverride, Party
from mediator_app.core.view import CaseView

MEGABYTE = 1_000_000
LARGEST = 25 * MEGABYTE  # of anything but a picture, which is made smaller
LARGEST_PICTURE = 100 * MEGABYTE
MOST_DOTS = 40_000_000  # of a picture that has to be unpacked whole
MOST_JPEG_DOTS = 120_000_000  # a JPEG is made smaller while it is unpacked
LONGEST_SIDE = 1_600
JPEG_QUALITY = 75
THUMBNAIL_BYTES = 8_000
KEPT_DAYS = 30  # what was taken away can be brought back
NAME_LENGTH = 120
MOST_AT_ONCE = 30
# What has to be known of a case before a document is kept or changed.
AROUND = (Document, CaseFile, Party, Consent, ConsentOverride)

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(
    r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$", re.IGNORECASE
)  # names that Windows gives to devices, whatever follows the dot


class FileRefused(AppError):
    """A file that does not become a document; nothing of it was kept."""

    message = N_("“{name}” cannot be kept.")


class FileEmpty(FileRefused):
    message = N_("“{name}” is empty.")


class NoPlainFile(FileRefused):
    message = N_("“{name}” is no file. Choose the files themselves, not a folder.")


class TooLarge(FileRefused):
    message = N_("“{name}” is too large: {size} MB. At most {limit} MB are kept.")


class TooMuchAtOnce(FileRefused):
    message = N_("There is too much at once. Add “{name}” after these.")


class TooManyDots(FileRefused):
    message = N_(
        "The picture “{name}” has {dots} million dots, more than this program opens ({limit}). "
        "Make it smaller first."
    )


class IsProgram(FileRefused):
    message = N_("“{name}” is a program. Programs are never kept in a case.")


class HasMacros(FileRefused):
    message = N_(
        "“{name}” holds a small program (macros). Save it without macros, or as PDF, first."
    )


class IsArchive(FileRefused):
    message = N_("“{name}” is a package of files. Unpack it and add the files you need.")


class IsVideo(FileRefused):
    message = N_("“{name}” is a film. Films are too large for a case: add a photo or the sound.")


class NotReadHere(FileRefused):
    message = N_("The picture “{name}” is of a kind that is not read here. Save it as JPEG first.")


class NotWhatItSays(FileRefused):
    message = N_("“{name}” is not what its name says, or it is damaged.")


class UnknownKind(FileRefused):
    message = N_(
        "“{name}” is of no kind that is kept here. Pictures, PDF, recordings, texts and tables are."
    )


class PictureUnreadable(FileRefused):
    message = N_("The picture “{name}” is damaged and cannot be read.")


class SeveralPages(FileRefused):
    message = N_("“{name}” has several pages. Save it as PDF first.")


class PdfUnreadable(FileRefused):
    message = N_("“{name}” is called a PDF but is none, or it is damaged.")


class PdfLocked(FileRefused):
    message = N_("The PDF “{name}” asks for a password. Save it without one first.")


class AlreadyHere(AppError):
    """The same content twice in one case."""

    message = N_("This file is already in the case, as “{name}”.")


class ContentNotHere(AppError):
    """Only the description of a document has come to this computer."""

    message = N_(
        "The content of “{name}” is not on this computer. It comes when the office shares it."
    )


class ContentDamaged(AppError):
    """What is kept is not what the record promises."""

    message = N_("The content of “{name}” is damaged. Look for it in a backup.")


def shown_name(name: str) -> str:
    """Return a file's name fit to be shown: one line, no folder, nothing that turns the text.

    It is for people alone; no file is ever called so without `file_name`.
    """
    last = re.split(r"[/\\]", name)[-1]
    # Unprintable are control marks, what turns the writing or takes no room, halves of letters.
    seen = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", last))
    words = " ".join(seen.split())
    if len(words) <= NAME_LENGTH:
        return words
    stem, dot, ending = words.rpartition(".")
    if dot and len(ending) < 10:  # noqa: PLR2004 - no ending is longer
        return f"{stem[: NAME_LENGTH - len(ending) - 2]}….{ending}"
    return words[: NAME_LENGTH - 1] + "…"


def file_name(name: str, ending: str) -> str:
    """Return a name that every system takes, with the ending that belongs to the content."""
    stem = shown_name(name)
    if "." in stem:
        stem = stem.rpartition(".")[0]
    stem = _NOT_IN_NAMES.sub("_", stem).strip(" .")[: NAME_LENGTH - 10].rstrip(" .")
    if not stem or _RESERVED.match(stem.split(".")[0].strip()):
        stem = f"document_{stem}".rstrip("_")
    return f"{stem}.{ending}" if ending else stem


def check_photo(view: CaseView, document: Document, *, today: date) -> None:
    """Refuse a photo of somebody who did not agree to it, unless a supervisor let it be."""
    if document.kind == "photo" and document.party:
        consent.require(view, document.party, consent.PHOTO, today=today)


def check_copy(view: CaseView, document: Document, *, today: date) -> None:
    """Refuse to hand out what shows somebody who said no to sharing, or took a yes back."""
    if not document.party:
        return
    stand = consent.stand(view, document.party, consent.SHARE, today=today)
    if stand.standing in consent.HOLDING_BACK:
        consent.require(view, document.party, consent.SHARE, today=today)
