"""What a file is and how it may be called: by its content, never by its name."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediator_app.core import documents as d
from mediator_app.core import file_kinds as k

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200)


def packed(*names: str, mimetype: str = "") -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as made:
        if mimetype:
            made.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name in names:
            made.writestr(name, "x" * 100)
    return box.getvalue()


def mp4(*handlers: bytes, brand: bytes = b"mp42") -> bytes:
    tracks = b"".join(b"\0\0\0\x20hdlr" + bytes(8) + handler + bytes(12) for handler in handlers)
    return b"\0\0\0\x18ftyp" + brand + bytes(12) + tracks


DOCX = packed("[Content_Types].xml", "word/document.xml")
ODT = packed("content.xml", mimetype="application/vnd.oasis.opendocument.text")

KNOWN = [
    ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
    ("photo", b"\x89PNG\r\n\x1a\n", "image/png"),
    ("scan.TIF", b"II*\0", "image/tiff"),
    ("lettre.pdf", b"%PDF-1.4", "application/pdf"),
    ("voix.opus", b"OggS" + bytes(40), "audio/ogg"),
    ("voix.wav", b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
    ("voix.m4a", mp4(b"soun"), "audio/mp4"),
    ("voix.amr", b"#!AMR\n\0", "audio/amr"),
    ("voix.mp3", b"ID3\x03" + bytes(9), "audio/mpeg"),
    ("voix.mp3", b"\xff\xfb\x90\0", "audio/mpeg"),
    ("voix.aac", b"\xff\xf1\x50\x80", "audio/aac"),
    ("pv.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("pv.odt", ODT, "application/vnd.oasis.opendocument.text"),
    ("liste.xls", OLE + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
    ("pv.rtf", b"{\\rtf1 bonjour}", "application/rtf"),
    ("notes.txt", "kɛlɛ tɛ".encode(), "text/plain"),
    ("notes.txt", "français".encode("cp1252"), "text/plain"),
    ("notes.txt", "bɛnkan".encode("utf-16"), "text/plain"),
    ("animaux.csv", b"nom;nombre\r\nboeufs;12\r\n", "text/csv"),
]


@pytest.mark.parametrize(("name", "content", "mime"), KNOWN)
def test_what_is_kept_is_told_by_its_content(name, content, mime):
    assert k.recognise(name, content).mime == mime


REFUSED = [
    ("rien.pdf", b"", d.FileEmpty),
    ("photo.jpg", b"MZ\x90\0" + bytes(60), d.IsProgram),
    ("photo.jpg", b"\x7fELF\x02\x01", d.IsProgram),
    ("lettre.pdf", b"#!/bin/sh\nrm -rf ~\n", d.IsProgram),
    ("lettre.txt", b"L\0\0\0\x01\x14\x02\0" + bytes(60), d.IsProgram),
    ("photo.jpg.exe", b"\xff\xd8\xff\xe0" + bytes(20), d.IsProgram),
    ("photo.EXE. ", b"\xff\xd8\xff\xe0" + bytes(20), d.IsProgram),
    ("..\\CON.exe", b"\xff\xd8\xff\xe0" + bytes(20), d.IsProgram),
    ("photo\u202egpj.exe", b"\xff\xd8\xff\xe0", d.IsProgram),
    ("run.bat", b"@echo off\r\n", d.IsProgram),
    ("jeu.zip", packed("AndroidManifest.xml", "classes.dex"), d.IsProgram),
    ("outil.zip", packed("META-INF/MANIFEST.MF", "Main.class"), d.IsProgram),
    ("setup.doc", OLE + b"msi", d.UnknownKind),
    ("pv.docx", packed("[Content_Types].xml", "word/vbaProject.bin"), d.HasMacros),
    ("pv.docm", DOCX, d.HasMacros),
    (
        "pv.odt",
        packed("Basic/Standard/Module1.xml", mimetype="application/vnd.oasis.opendocument.text"),
        d.HasMacros,
    ),
    ("t.doc", OLE + "WordDocument_VBA_PROJECT".encode("utf-16-le"), d.HasMacros),
    ("pv.rtf", b"{\\rtf1 {\\object\\objdata 00}}", d.HasMacros),
    ("tout.zip", packed("a.jpg", "b.jpg"), d.IsArchive),
    ("tout.rar", b"Rar!\x1a\x07\0", d.IsArchive),
    ("film.mp4", mp4(b"vide", b"soun"), d.IsVideo),
    ("film.m4a", mp4(b"vide", b"soun"), d.IsVideo),
    ("film.webm", b"\x1a\x45\xdf\xa3", d.IsVideo),
    ("film.avi", b"RIFF\0\0\0\0AVI ", d.IsVideo),
    ("img.heic", mp4(brand=b"heic"), d.NotReadHere),
    ("lettre.pdf", b"hello, this is no PDF", d.NotWhatItSays),
    ("photo.jpeg", b"hello, this is no photo", d.NotWhatItSays),
    ("pv.docx", b"PK\x03\x04 cut short", d.NotWhatItSays),
    ("texte.txt", b"a\0b", d.NotWhatItSays),
    ("page.html", b"<html>", d.UnknownKind),
    ("dessin.svg", b"<svg onload='x()'/>", d.UnknownKind),
    ("chose.bin", bytes(range(256)), d.UnknownKind),
]


@pytest.mark.parametrize(("name", "content", "why"), REFUSED)
def test_what_is_refused_says_why(name, content, why):
    with pytest.raises(d.FileRefused) as refused:
        k.recognise(name, content)
    assert type(refused.value) is why
    assert str(refused.value).endswith(".")


@given(st.text(max_size=20), st.binary(max_size=400))
def test_nothing_else_than_a_sentence_comes_of_any_bytes(name, content):
    try:
        found = k.recognise(name, content)
    except d.FileRefused:
        return
    assert found in k.KINDS


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 2**32 - 1))
def test_a_package_with_a_lying_list_is_read_within_its_bounds(tail, place, number):
    content = bytearray(DOCX + tail)
    where = min(place, len(content) - 4)
    content[where : where + 4] = struct.pack("<I", number)
    names = k.packed_names(bytes(content))
    assert names is None or len(names) < 100


NAMES = [
    ("..\\CON.jpg", "CON.jpg", "document_CON.jpg"),
    ("../../etc/passwd", "passwd", "passwd.jpg"),
    ("a:b.jpg", "a:b.jpg", "a_b.jpg"),
    ("photo\u202egpj.jpg", "photo gpj.jpg", "photo gpj.jpg"),
    ("LPT1.tar.jpg", "LPT1.tar.jpg", "document_LPT1.tar.jpg"),
    ("nul", "nul", "document_nul.jpg"),
    ("", "", "document.jpg"),
    ("...", "...", "document.jpg"),
    ("foro ni\nbagan.jpg", "foro ni bagan.jpg", "foro ni bagan.jpg"),
    ("Accord du 28 août.pdf", "Accord du 28 août.pdf", "Accord du 28 août.jpg"),
]


@pytest.mark.parametrize(("name", "shown", "called"), NAMES)
def test_a_name_is_shown_whole_and_written_harmless(name, shown, called):
    assert d.shown_name(name) == shown
    assert d.file_name(name, "jpg") == called


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder_or_names_a_device(name):
    made = d.file_name(name, "pdf")
    assert not set('<>:"/\\|?*') & set(made)
    assert made.endswith(".pdf")
    assert made.isprintable()
    assert not made.startswith(".")
    assert len(made) <= d.NAME_LENGTH
    devices = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(10))}
    assert made.split(".")[0].strip().casefold() not in devices
    assert len(d.shown_name(name)) <= d.NAME_LENGTH
