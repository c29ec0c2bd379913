"""Every catalog is whole, keeps the placeholders, and is spelt with letters of its languages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.conventions.sources import ROOT

CATALOGS = [ROOT / "translations" / code / "LC_MESSAGES/mediator_app.po" for code in ("bm", "fr")]
PLURALS = {"bm": "nplurals=1; plural=0;", "fr": "nplurals=2; plural=(n > 1);"}
# French, and Bambara with the letters and tone marks of its orthography. What looks alike but is
# another letter (Greek epsilon, Cyrillic a) is neither found by search nor sorted.
LETTERS = set("abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿɛɔɲŋáíóúìòǎěǐǒǔ")
MARKS = {"\u0300", "\u0301", "\u0302", "\u030c"}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def texts(value: str | Iterable[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def unlike(message: Message) -> str | None:
    """A translation that lost or invented a placeholder."""
    sources = texts(message.id)
    allowed = set().union(*map(fields, sources))
    for text in filter(None, texts(message.string)):
        try:
            extra = fields(text) - allowed
            missing = set() if len(sources) > 1 else allowed - fields(text)
        except ValueError as error:
            return f"{sources[0]!r}: {error}"
        if extra or missing:
            return f"{sources[0]!r}: extra {sorted(extra)}, missing {sorted(missing)}"
    return None


def waiting(message: Message) -> bool:
    """Not translated, or only guessed."""
    strings = texts(message.string)
    return message.fuzzy or not strings or not all(text.strip() for text in strings)


def strange_letters(text: str) -> list[str]:
    plain = re.sub(r"\{\w*\}", "", unicodedata.normalize("NFC", text))
    return [
        f"{c} {unicodedata.name(c, '?')}"
        for c in plain
        if unicodedata.category(c)[0] in "LM" and c.lower() not in LETTERS and c not in MARKS
    ]


def edges_differ(message: Message) -> bool:
    """A space or an end of line at the edge is part of a layout."""
    source, *_ = texts(message.id)
    return any(
        (source[0].isspace(), source[-1].isspace()) != (text[0].isspace(), text[-1].isspace())
        for text in filter(None, texts(message.string))
    )


@pytest.fixture(params=CATALOGS, ids=["bm", "fr"], scope="module")
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return read(request.param)


def entries(catalog: Catalog) -> list[Message]:
    found = [message for message in catalog if message.id]
    assert found, "there is nothing to compare"
    return found


def test_placeholders_survive(catalog: Catalog) -> None:
    assert [wrong for m in entries(catalog) if (wrong := unlike(m))] == []


def test_nothing_waits_for_a_translation(catalog: Catalog) -> None:
    assert [m.id for m in entries(catalog) if waiting(m)] == []


def test_letters_are_those_of_the_language(catalog: Catalog) -> None:
    found = {t: s for m in entries(catalog) for t in texts(m.string) if (s := strange_letters(t))}
    assert found == {}


def test_spaces_at_the_edges_survive(catalog: Catalog) -> None:
    assert [m.id for m in entries(catalog) if edges_differ(m)] == []


@pytest.mark.parametrize("path", CATALOGS, ids=["bm", "fr"])
def test_plural_rule_is_the_language_s_own(path: Path) -> None:
    rule = PLURALS[path.parents[1].name]
    assert f'"Plural-Forms: {rule}\\n"' in path.read_text(encoding="utf-8")


def test_the_rules_bite() -> None:
    assert unlike(Message("Case of {name}", "Dossier de {nom}"))
    assert unlike(Message("Case of {name}", "Dossier"))
    assert unlike(Message("Case of {name}", "Dossier {"))
    assert waiting(Message("Open", ""))
    assert waiting(Message("Open", "Ouvert", flags={"fuzzy"}))
    assert waiting(Message(("{n} case", "{n} cases"), ("{n} dossier", "")))
    assert strange_letters("k\u03b5l\u03b5")  # Greek epsilon
    assert strange_letters("d\u043essier")  # Cyrillic o
    assert strange_letters("b\u0254\u0303")  # a tilde is no tone mark of Bambara
    assert edges_differ(Message("Name: ", "Nom :"))


def test_the_rules_spare() -> None:
    assert not unlike(Message("Case of {name}", "Dossier de {name}"))
    assert not unlike(Message(("{n} case", "{n} cases"), ("un dossier", "{n} dossiers")))
    assert not waiting(Message("Open", "Ouvert"))
    assert not strange_letters("Fɔɲɔgɔnkɔ, dɔ̀nniya, Ŋ, « œuvre » 5 % {name_ñ}".replace("ñ", "n"))
    assert not edges_differ(Message("Name: ", "Nom : "))


def check(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / ".ci/catalogs.py"), "check", "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_catalogs_hold_the_texts_of_the_sources() -> None:
    found = check(ROOT)
    assert found.returncode == 0, found.stderr


def test_a_new_text_is_missed_until_it_is_collected(tmp_path: Path) -> None:
    (tmp_path / "mediator_app").mkdir()
    source = tmp_path / "mediator_app" / "a.py"
    source.write_text('x = N_("Open")\n', encoding="utf-8")
    update = [sys.executable, str(ROOT / ".ci/catalogs.py"), "update", "--root", str(tmp_path)]
    subprocess.run(update, check=True, capture_output=True)
    assert check(tmp_path).returncode == 0
    source.write_text('x = N_("Open")\ny = p_("verb", "Close")\n', encoding="utf-8")
    assert "lacks 'Close'" in check(tmp_path).stderr
    source.write_text("", encoding="utf-8")
    assert "still has 'Open'" in check(tmp_path).stderr
    shutil.rmtree(tmp_path / "translations")
    assert check(tmp_path).returncode == 1
