"""The Bambara and French that people read: one spelling, no word that hurts, Qt's texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from PySide6.QtCore import QLibraryInfo, QTranslator

from mediator_app.host.resource import translations
from mediator_app.i18n import NP_, qt
from mediator_app.i18n.languages import OWN_NAMES

CATALOGS = sorted(translations().glob("*/LC_MESSAGES/*.po"))
# The alphabet of Bambara, with what French names and loans need. Look-alikes (Greek ε, Cyrillic
# л, ʃ, ƞ), really found in published Bambara catalogs, are not in it.
LETTERS = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "ɛɔɲŋƐƆƝŊéèêëàâäîïôöùûüçœæÉÈÊËÀÂÇÔŒ"
    ' \n.,;:!?…()[]{}/+-–—·•%*&<>=_#@|"×→←↑↓✓°№«»’“”\u00a0\u202f'
)
WAR = re.compile(r"(?i)\bkɛlɛw?\b")
TYPES_A_LETTER = re.compile(r"(?i)&[eong]")
MARKUP = re.compile(r"\{[^}]*\}|<[^>]*>")


def texts(message: Message) -> tuple[str, ...]:
    found = message.string
    return (found,) if isinstance(found, str) else tuple(found or ())


def faults(message: Message, language: str) -> Iterator[str]:
    for text in texts(message):
        if "'" in text:
            yield f"straight apostrophe, use ’: {text!r}"
        if TYPES_A_LETTER.search(text):
            yield f"Alt with this letter types ɛ ɔ ɲ ŋ: {text!r}"
        if str(message.id).count("%1") != text.count("%1") and text:
            yield f"%1 is lost: {text!r}"
        if language == "bm":
            if strange := {c for c in MARKUP.sub("", text) if c not in LETTERS}:
                yield f"letters outside the alphabet {sorted(strange)}: {text!r}"
            if WAR.search(text):
                yield f"kɛlɛ is war; a dispute is fɔɲɔgɔnkɔ: {text!r}"
        elif re.search(r"(?<![\d\s\u00a0\u202f(])[?!;:](?=\s|$)", MARKUP.sub("x", text)):
            yield f"no space before the sign: {text!r}"


@pytest.mark.parametrize("path", CATALOGS, ids=lambda p: p.parent.parent.name)
def test_translations_keep_to_one_spelling(path: Path) -> None:
    language = path.parent.parent.name
    with path.open("rb") as file:
        catalog = read_po(file)
    assert len(catalog) > 300
    assert [fault for message in catalog if message.id for fault in faults(message, language)] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tεnεn", "bm"),  # Greek
        ("kɛlɛ ɲɛnabɔli", "bm"),
        ("k'a mara", "bm"),
        ("bɛ̀n", "bm"),  # tones are not written
        ("&Oui", "fr"),
        ("Êtes-vous sûr?", "fr"),
    ],
)
def test_the_check_bites(text: str, language: str) -> None:
    assert list(faults(Message("Source", text), language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Fɔɲɔgɔnkɔ: kɛlen, I dalen b’a la wa?", "bm"),
        ("Êtes-vous sûr\u202f?", "fr"),
        ("{name}\u00a0: 10:30", "fr"),
    ],
)
def test_the_check_spares(text: str, language: str) -> None:
    assert list(faults(Message("Source", text), language)) == []


def test_bambara_that_no_source_confirms_is_marked_for_a_native_reader() -> None:
    path = translations() / "bm" / "LC_MESSAGES" / "mediator_app.po"
    with path.open("rb") as file:
        catalog = read_po(file)
    marked = [m for m in catalog if m.id and "to be read by a native speaker" in m.user_comments]
    plain = [m for m in catalog if m.id and not m.user_comments]
    assert marked
    assert any(m.string == "A mara" for m in plain)


class TestQtTexts:
    def test_every_source_is_one_that_qt_looks_up(self) -> None:
        french = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        assert french.load("qtbase_fr", folder)
        contexts = [(c, source) for (c, source) in qt.qt_texts("en")]
        assert len(contexts) > 100
        assert [pair for pair in contexts if not french.translate(*pair)] == []

    def test_dialogs_speak_bambara(self) -> None:
        texts = qt.qt_texts("bm")
        assert texts["QPlatformTheme", "Save"] == "A mara"
        assert texts["QPlatformTheme", "&Yes"] == "Awɔ"
        assert texts["QLineEdit", "&Paste"] == texts["QWidgetTextControl", "&Paste"] == "A nɔrɔ"
        assert set(texts) == set(qt.qt_texts("fr"))

    @pytest.mark.parametrize("language", ["fr", "bm", "en"])
    def test_no_mnemonic_takes_a_letter_away(self, language: str) -> None:
        assert not any("&" in text for text in qt.qt_texts(language).values())

    def test_marks_stand_in_the_context_that_is_looked_up(self) -> None:
        assert NP_("Qt", "Save") == "Save"


def test_a_language_is_called_by_its_own_name() -> None:
    assert OWN_NAMES == {"fr": "Français", "bm": "Bamanankan", "en": "English"}
