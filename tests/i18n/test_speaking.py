"""Languages on screen and in documents, with catalogs made for the test."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediator_app import i18n
from mediator_app.i18n import N_, NP_, _, catalog, language, n_, p_, set_folder, speak
from mediator_app.i18n.catalogs import Shelf, checkout_folder

HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {}\\n"\n\n'
)
FRENCH = HEAD.format("nplurals=2; plural=(n > 1);") + (
    'msgid "Save"\nmsgstr "Enregistrer"\n\n'
    'msgid "Place"\nmsgstr "Lieu"\n\n'
    'msgctxt "verb"\nmsgid "Open"\nmsgstr "Ouvrir"\n\n'
    'msgctxt "state"\nmsgid "Open"\nmsgstr "Ouvert"\n\n'
    'msgid "{count} case"\nmsgid_plural "{count} cases"\n'
    'msgstr[0] "{count} dossier"\nmsgstr[1] "{count} dossiers"\n'
)
BAMBARA = HEAD.format("nplurals=1; plural=0;") + (
    'msgid "Save"\nmsgstr "A mara"\n\n'
    'msgid "{count} case"\nmsgid_plural "{count} cases"\nmsgstr[0] "Ko {count}"\n'
)


def write(folder: Path, code: str, text: str) -> Path:
    path = folder / code / "LC_MESSAGES" / "mediator_app.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    write(tmp_path, "fr", FRENCH)
    write(tmp_path, "bm", BAMBARA)
    set_folder(tmp_path)
    speak("fr")
    yield tmp_path
    set_folder(checkout_folder() or tmp_path)
    speak("fr")


@pytest.mark.usefixtures("folder")
class TestSpeaking:
    def test_the_language_changes_on_the_fly(self) -> None:
        assert (_("Save"), language()) == ("Enregistrer", "fr")
        speak("bm")
        assert (_("Save"), language()) == ("A mara", "bm")
        speak("en")
        assert (_("Save"), language()) == ("Save", "en")

    def test_bambara_falls_back_to_french_then_to_the_source(self) -> None:
        speak("bm")
        assert _("Place") == "Lieu"
        assert _("Never translated") == "Never translated"
        assert p_("verb", "Open") == "Ouvrir"

    def test_english_never_falls_back_to_french(self) -> None:
        speak("en")
        assert _("Place") == "Place"

    def test_an_unknown_language_speaks_french(self) -> None:
        speak("xx")
        assert (_("Save"), language()) == ("Enregistrer", "fr")

    @pytest.mark.parametrize(
        ("code", "texts"),
        [
            ("fr", ["0 dossier", "1 dossier", "2 dossiers"]),
            ("bm", ["Ko 0", "Ko 1", "Ko 2"]),
            ("en", ["0 cases", "1 case", "2 cases"]),
        ],
    )
    def test_each_language_counts_its_own_way(self, code: str, texts: list[str]) -> None:
        speak(code)
        found = [n_("{count} case", "{count} cases", n).format(count=n) for n in range(3)]
        assert found == texts

    def test_one_word_has_two_meanings(self) -> None:
        assert (p_("verb", "Open"), p_("state", "Open")) == ("Ouvrir", "Ouvert")

    def test_a_document_speaks_another_language_than_the_screen(self) -> None:
        speak("bm")
        paper = catalog("fr")
        assert (paper.gettext("Save"), _("Save")) == ("Enregistrer", "A mara")
        assert paper.language == "fr"
        assert paper._("Save") == paper.gettext("Save")
        assert paper.p_("verb", "Open") == "Ouvrir"
        assert paper.n_("{count} case", "{count} cases", 2) == "{count} dossiers"
        assert catalog().language == "bm"

    def test_nothing_stays_nothing(self) -> None:
        assert _("") == ""  # and not the header of the file

    def test_marks_change_nothing(self) -> None:
        assert (N_("Save"), NP_("verb", "Open")) == ("Save", "Open")

    def test_threads_see_whole_languages(self) -> None:
        seen: set[str] = set()

        def read() -> None:
            for _round in range(300):
                seen.add(i18n._("Save"))

        readers = [threading.Thread(target=read) for _number in range(4)]
        for reader in readers:
            reader.start()
        for round_ in range(300):
            speak(("fr", "bm")[round_ % 2])
        for reader in readers:
            reader.join()
        assert seen <= {"Enregistrer", "A mara"}


def test_a_changed_translation_is_read_without_a_build(folder: Path) -> None:
    assert _("Save") == "Enregistrer"
    path = write(folder, "fr", FRENCH.replace("Enregistrer", "Garder"))
    later = path.with_suffix(".mo").stat().st_mtime + 5
    os.utime(path, (later, later))
    assert Shelf(folder).catalog("fr").gettext("Save") == "Garder"
    assert not list(path.parent.glob("tmp*"))


def test_compiled_catalogs_are_enough(folder: Path) -> None:
    Shelf(folder).catalog("bm")
    for path in folder.rglob("*.po"):
        path.unlink()
    assert Shelf(folder).catalog("bm").gettext("Save") == "A mara"


def test_without_any_catalog_the_program_speaks_its_source(tmp_path: Path) -> None:
    assert Shelf(tmp_path).catalog("fr").gettext("Save") == "Save"
    assert Shelf(None).catalog("bm").gettext("Save") == "Save"


def test_a_folder_that_cannot_be_written_is_read_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError

    for path in folder.rglob("*.mo"):
        path.unlink()
    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    assert Shelf(folder).catalog("fr").gettext("Save") == "Enregistrer"
    assert not list(folder.rglob("*.mo"))
