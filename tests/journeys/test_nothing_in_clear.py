"""After a day's work nothing of the cases lies on the disk in clear."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediator_app.core.names import fold
from mediator_app.services import drafts, exchange, profile
from tests.journeys.person import REPORT, SECRET, Clock, make_profile

ROOT = Path(__file__).parents[2]
PHONE, NAME, NOTE = "66 00 12 34", "Sitan Ŋaɲa Kulubali", "Dugutigi ko bɛna na nɔgɔ don"

# A child process: its own home, its own temporary folder, killed in the middle of its work.
DAY = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from mediator_app import i18n
from mediator_app.host import folders, logs, resource, settings
from tests.journeys.person import Person

profile, name, phone, note, land = sys.argv[1:]
logs.start(folders.logs())
app = QApplication([])
i18n.set_folder(resource.translations())
i18n.speak("fr")
person = Person(Path(profile))
settings.save(person.shell._stored)
person.unlock()
person.window.search_for("Macina")
person.wait()
for title in ("Macina", "PT-014", land):
    person.open_case(title)
    for tab in person.case._tabs:
        person.tab(tab.code)
person.add("parties", "party", {"type": "person", "name": name, "phone": phone})
person.window.preview(person.case.view.unit_id)
person.wait()
preview = person.dialog()
assert preview.pdf.startswith(b"%PDF")
preview.reject()
person.window.settings.make_copy()
person.wait()
person.window.feedback.failed(RuntimeError(name))
person.window.feedback.failed(ValueError(phone))
person.window.open_new()
person.fill(person.window.new_case.form, {"kind": "land", "title": note, "summary": phone})
person.window.new_case.keep_now()
person.wait()
print("done", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def words_of(value: object) -> Iterator[str]:
    """Everything that a person wrote in an open case file."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"name", "title", "summary", "text", "place_text", "locality", "phone"}:
                yield from (part for part in [inner] if isinstance(part, str) and len(part) > 5)
            yield from words_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_of(inner)


def spelled(word: str) -> set[bytes]:
    """Every way in which a text could lie in a file: Qt writes UTF-16, the search folds."""
    ways = {word, fold(word), word.replace(" ", "")}
    return {
        code
        for way in ways
        for code in (way.encode(), way.encode("utf-16-le"), json.dumps(way).strip('"').encode())
    }


def found_in(folder: Path, words: set[str]) -> dict[str, str]:
    """Return which word lies in which file below `folder`."""
    hits: dict[str, str] = {}
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    for path in files:
        content = path.read_bytes() + os.fsencode(path.name)
        for word in words:
            if any(code in content for code in spelled(word)):
                hits[path.name] = word
    return hits


@pytest.fixture
def world(tmp_path):
    """A whole home and temporary folder of a child process."""
    home = tmp_path / "world"
    names = ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    names += ("XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    places = {name: home / name.lower() for name in names}
    for place in places.values():
        place.mkdir(parents=True, mode=0o700)
    env = {**os.environ, **{name: str(place) for name, place in places.items()}}
    return home, {**env, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.slow
def test_no_name_place_phone_or_title_is_left_in_clear(tmp_path, world):
    home, env = world
    folder = home / "profile"
    make_profile(folder)
    land = "Couloir"
    done = subprocess.run(
        [sys.executable, "-c", DAY, str(folder), NAME, PHONE, NOTE, land],
        cwd=home,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.stdout == "done\n", done.stderr[-2000:]

    # First: the words are really there, behind the passphrase.
    work = profile.unlock(folder, SECRET, environment=Clock().environment())
    try:
        out = tmp_path / "out.json"
        exchange.export_file(work, out)
        kept = [draft.content for draft in drafts.waiting(work)]
    finally:
        work.close()
    exported = json.loads(out.read_text(encoding="utf-8"))
    words = set(words_of(exported))
    report = set(words_of(json.loads(REPORT.read_text(encoding="utf-8"))))
    assert {"Chef de village de Macina", NAME, PHONE} <= words
    assert len(report & words) > 30
    assert any(draft.get("title") == NOTE for draft in kept)
    words |= {NAME, PHONE, NOTE, "Macina", "forgerons"}

    # The search finds what lies open: in a log, in UTF-16, folded.
    for number, code in enumerate(spelled(NAME)):
        planted = home / f"planted-{number}"
        planted.write_bytes(b"\0 " + code + b" \0")
        assert found_in(home, {NAME}) == {planted.name: NAME}
        planted.unlink()

    files = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {"main.db", "keyslots.bin"} <= files
    assert any("backup" in str(path) or path.suffix == ".bak" for path in folder.rglob("*")), files
    logs = [path for path in home.rglob("*.log*") if path.stat().st_size]
    assert logs, "the faults of that day were not logged"
    # Of the program's own words, a few are places too: what the shipped files say is no leak.
    assert found_in(home, words) == {}


TOUR = """
import sys
from pathlib import Path
from mediator_app import app
from mediator_app.ui import tour

app.prepare()
made = tour.run(
    Path(sys.argv[1]), environment=app.environment(), stored=tour.Settings(), dresses=tour.DRESSES[1:2]
)
print(len(made))
"""


@pytest.mark.slow
def test_the_tour_leaves_pictures_and_papers_and_nothing_else(tmp_path, world):
    home, env = world
    env = {name: value for name, value in env.items() if not name.startswith("QT_")}
    out = tmp_path / "tour"
    done = subprocess.run(
        [sys.executable, "-c", TOUR, str(out)],
        cwd=home,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == "", "a pipe saw more than the answer"
    pictures = sorted(path.name for path in out.glob("bm-light-1024x600/*.png"))
    papers = sorted(path.name for path in out.glob("pdf/*"))
    assert int(done.stdout) == len(pictures) + len(papers)
    assert len(papers) == 3 * 2 * 2, "three cases in two languages, each with its first page"
    for screen in (
        "first-start-language",
        "unlock-wrong",
        "home",
        "cases-search",
        "new-case-error",
        "land-kind",
        "intercommunal-kind",
        "reintegration-kind",
        "land-history",
        "guards-refuse",
        "reason",
        "print-preview",
        "settings",
        "help",
    ):
        assert any(screen in name for name in pictures), f"no picture of {screen}"
    assert min(path.stat().st_size for path in out.rglob("*.png")) > 4_000, "an empty picture"
    assert list((home / "tmpdir").iterdir()) == [], "the profile of the tour was left behind"
    assert found_in(home, {"Macina", "Fanta Coulibaly", "forgerons"}) == {}
