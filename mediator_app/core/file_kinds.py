"""What a file is, told by its content: its name may say anything."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from mediator_app.core import documents as d


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is kept: `kind` is a code of DOCUMENT_KIND, `ending` has no dot."""

    mime: str
    kind: str
    ending: str

    @property
    def is_picture(self) -> bool:
        return self.kind == "photo"


JPEG = FileKind("image/jpeg", "photo", "jpg")
PDF = FileKind("application/pdf", "pdf", "pdf")
OPUS = FileKind("audio/ogg", "audio", "ogg")
TEXT = FileKind("text/plain", "office", "txt")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
KINDS = (
    JPEG,
    FileKind("image/png", "photo", "png"),
    FileKind("image/webp", "photo", "webp"),
    FileKind("image/gif", "photo", "gif"),
    FileKind("image/bmp", "photo", "bmp"),
    FileKind("image/tiff", "photo", "tif"),
    PDF,
    OPUS,
    FileKind("audio/wav", "audio", "wav"),
    FileKind("audio/flac", "audio", "flac"),
    FileKind("audio/mpeg", "audio", "mp3"),
    FileKind("audio/mp4", "audio", "m4a"),
    FileKind("audio/aac", "audio", "aac"),
    FileKind("audio/amr", "audio", "amr"),
    TEXT,
    FileKind("text/csv", "office", "csv"),
    FileKind("application/rtf", "office", "rtf"),
    FileKind(_OFFICE + "wordprocessingml.document", "office", "docx"),
    FileKind(_OFFICE + "spreadsheetml.sheet", "office", "xlsx"),
    FileKind(_OFFICE + "presentationml.presentation", "office", "pptx"),
    FileKind(_ODF + "text", "office", "odt"),
    FileKind(_ODF + "spreadsheet", "office", "ods"),
    FileKind(_ODF + "presentation", "office", "odp"),
    FileKind("application/msword", "office", "doc"),
    FileKind("application/vnd.ms-excel", "office", "xls"),
    FileKind("application/vnd.ms-powerpoint", "office", "ppt"),
)
BY_ENDING = {kind.ending: kind for kind in KINDS}
BY_MIME = {kind.mime: kind for kind in KINDS}
_OTHER_ENDINGS = frozenset({"jpeg", "jpe", "jfif", "tiff", "opus", "oga", "tsv", "text", "mp2"})
HEAD_BYTES = 4_096  # enough to tell a picture

# Names that a system would run; the content is looked at as well.
_PROGRAM_ENDINGS = frozenset(
    """
    apk app appimage bash bat chm cmd com cpl deb desktop dex dll dmg elf exe gadget hta inf ins
    iso jar js jse lnk msi msp mst pif ps1 psm1 py pyc rb reg rpm run scf scr sh so sys url vb vbe
    vbs wsc wsf wsh xpi
    """.split()  # noqa: SIM905 - they are read as words
)
_MACRO_ENDINGS = frozenset({"docm", "dotm", "pptm", "potm", "ppam", "xlam", "xlsb", "xlsm", "xltm"})
_PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Java, and programs for two kinds of Mac
    b"dex\n",
    b"\0asm",
    b"L\0\0\0\x01\x14\x02\0",  # a shortcut of Windows
    b"ITSF",
    b"#!",
)
_ARCHIVES = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
    b"!<arch>",
)
_VIDEOS = (b"\x1a\x45\xdf\xa3", b"FLV\x01", b"\0\0\x01\xba", b"\0\0\x01\xb3")
_NOT_READ = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_ENDINGS = frozenset({"", "txt", "text", "md", "csv", "tsv"})


def ending_of(name: str) -> str:
    """Return what stands after the last dot, as a system would read it: "exe" of "a.jpg.EXE. "."""
    stem, dot, ending = d.shown_name(name).rstrip(" .").rpartition(".")
    return ending.strip().casefold() if dot and stem else ""


def picture_kind(head: bytes) -> FileKind | None:
    """Return the kind of picture that begins so."""
    for start, ending in (
        (b"\xff\xd8\xff", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"II*\0", "tif"),
        (b"MM\0*", "tif"),
    ):
        if head.startswith(start):
            return BY_ENDING[ending]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return BY_ENDING["webp"]
    if head[:2] == b"BM" and head[6:10] == bytes(4) and head[14:18] in _BMP_HEADERS:
        return BY_ENDING["bmp"]
    return None


_BMP_HEADERS = {struct.pack("<I", size) for size in (12, 40, 52, 56, 64, 108, 124)}


def refuse_by_name(name: str) -> None:
    """Refuse what a system would run by its name alone, whatever it holds."""
    ending = ending_of(name)
    if ending in _PROGRAM_ENDINGS:
        raise d.IsProgram(name=d.shown_name(name))
    if ending in _MACRO_ENDINGS:
        raise d.HasMacros(name=d.shown_name(name))


def recognise(name: str, content: bytes) -> FileKind:
    """Return what `content` is, or refuse it with the reason."""
    refuse_by_name(name)
    shown = d.shown_name(name)
    if not content:
        raise d.FileEmpty(name=shown)
    if content.startswith(b"#!AMR"):
        return BY_ENDING["amr"]
    if content.startswith(_PROGRAMS) or _is_dos_program(content):
        raise d.IsProgram(name=shown)
    if content.startswith(_ARCHIVES):
        raise d.IsArchive(name=shown)
    if content.startswith(_VIDEOS):
        raise d.IsVideo(name=shown)
    ending = ending_of(name)
    found = (
        picture_kind(content[:HEAD_BYTES])
        or (PDF if b"%PDF-" in content[:1_024] else None)
        or _sound(content, ending, shown)
        or _office(content, shown)
        or _text(content, ending)
    )
    if found is None:
        claims = ending in BY_ENDING or ending in _OTHER_ENDINGS
        raise (d.NotWhatItSays if claims else d.UnknownKind)(name=shown)
    return found


def _is_dos_program(content: bytes) -> bool:
    return content[:2] == b"MZ" and b"\0" in content[:256]


def _sound(content: bytes, ending: str, shown: str) -> FileKind | None:
    if content[:4] == b"RIFF":
        if content[8:12] == b"AVI ":
            raise d.IsVideo(name=shown)
        return BY_ENDING["wav"] if content[8:12] == b"WAVE" else None
    if content[:4] == b"OggS":
        if b"theora" in content[:HEAD_BYTES]:
            raise d.IsVideo(name=shown)
        return OPUS
    if content[:4] == b"fLaC":
        return BY_ENDING["flac"]
    if content[4:8] == b"ftyp":
        return _mp4(content, shown)
    if content[:3] == b"ID3":
        return BY_ENDING["mp3"]
    if ending in {"mp3", "aac"} and content[:1] == b"\xff" and len(content) > 1:
        return _bare_sound(content[1])
    return None


_SYNC, _LAYER = 0xE0, 0x06  # in the second byte of a frame of MPEG sound


def _bare_sound(second: int) -> FileKind | None:
    """Return what follows the eight bits that MPEG's frames begin with."""
    if second & _SYNC != _SYNC:
        return None
    return BY_ENDING["mp3" if second & _LAYER else "aac"]


def _mp4(content: bytes, shown: str) -> FileKind | None:
    if content[8:12] in _NOT_READ:
        raise d.NotReadHere(name=shown)
    handlers = set(_handlers(content))
    if b"vide" in handlers:
        raise d.IsVideo(name=shown)
    return BY_ENDING["m4a"] if b"soun" in handlers else None


def _handlers(content: bytes) -> Iterator[bytes]:
    """Yield what each track of an MP4 says it is."""
    place = content.find(b"hdlr")
    while place >= 0:
        yield content[place + 12 : place + 16]
        place = content.find(b"hdlr", place + 4)


def _office(content: bytes, shown: str) -> FileKind | None:
    if content.startswith(b"PK\x03\x04"):
        return _packed_office(content, shown)
    if content.startswith(_OLE):
        return _old_office(content, shown)
    if content.startswith(b"{\\rtf"):
        if b"\\objdata" in content or b"\\object" in content:
            raise d.HasMacros(name=shown)
        return BY_ENDING["rtf"]
    return None


def _packed_office(content: bytes, shown: str) -> FileKind:
    names = packed_names(content)
    if names is None:
        raise d.NotWhatItSays(name=shown)
    low = {name.casefold() for name in names}
    if {"classes.dex", "androidmanifest.xml"} & low or (
        "meta-inf/manifest.mf" in low and "mimetype" not in low
    ):
        raise d.IsProgram(name=shown)
    found: FileKind | None = None
    if "[content_types].xml" in low:
        folders = {name.split("/")[0] for name in low}
        endings = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}
        found = next((BY_ENDING[e] for f, e in endings.items() if f in folders), None)
    elif content[30:38] == b"mimetype":  # stored first and as it is, as ODF asks for
        said = content[38:110]
        found = next((BY_ENDING[e] for e in _ODF_ENDINGS if _odf_of(e, said)), None)
    if found is None:
        raise d.IsArchive(name=shown)
    if any(_is_macro(name) for name in low):
        raise d.HasMacros(name=shown)
    return found


_ODF_ENDINGS = ("odt", "ods", "odp")


def _odf_of(ending: str, said: bytes) -> bool:
    return said.startswith(BY_ENDING[ending].mime.encode() + b"PK")


def _is_macro(name: str) -> bool:
    return name.endswith(("vbaproject.bin", "vbadata.xml")) or (
        name.startswith(("basic/", "scripts/")) and name.endswith((".xml", ".py", ".js", ".bsh"))
    )


_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_LARGEST_LIST = 2**20  # bytes of the list of names in a package


def packed_names(content: bytes) -> list[str] | None:
    """Return the names in a ZIP file, read from its list alone; None where it has none.

    Nothing is unpacked: whatever a package would grow to does not matter here.
    """
    end = content.rfind(_END, max(0, len(content) - 66_000))
    if end < 0 or len(content) < end + 22:
        return None
    size, start = struct.unpack_from("<II", content, end + 12)
    if size > _LARGEST_LIST or start + size > end:
        return None
    names: list[str] = []
    place = start
    while place < start + size:
        if content[place : place + 4] != _ENTRY or len(content) < place + 46:
            return None
        name, extra, comment = struct.unpack_from("<HHH", content, place + 28)
        names.append(content[place + 46 : place + 46 + name].decode("utf-8", "replace"))
        place += 46 + name + extra + comment
    return names


def _old_office(content: bytes, shown: str) -> FileKind:
    """Tell what a compound file is by the names of its streams (UTF-16)."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    endings = {"WordDocument": "doc", "Workbook": "xls", "PowerPoint Document": "ppt"}
    found = next((BY_ENDING[e] for stream, e in endings.items() if has(stream)), None)
    if found is None:
        raise d.UnknownKind(name=shown)  # an installer is one of these
    if has("_VBA_PROJECT"):
        raise d.HasMacros(name=shown)
    return found


def _text(content: bytes, ending: str) -> FileKind | None:
    if ending not in _TEXT_ENDINGS or readable_text(content) is None:
        return None
    return BY_ENDING["csv"] if ending in {"csv", "tsv"} else TEXT


_PLAIN = frozenset(range(32)) - {9, 10, 12, 13}  # bytes that no text holds


def readable_text(content: bytes) -> str | None:
    """Return the text that these bytes are, or None where they are none."""
    is_wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    if not is_wide and not _PLAIN.isdisjoint(content):
        return None
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            found = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in found else found
    return None
