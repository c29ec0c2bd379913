"""Small journeys: the first start, a crash, two languages, leaving the table, two programs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mediator_app import i18n
from mediator_app.host.lock import ProfileInUse
from mediator_app.i18n import _
from mediator_app.services import cases, drafts
from mediator_app.services.cases import CaseFilter
from mediator_app.ui.pages.first_start import READY, FirstStart
from mediator_app.ui.pages.unlock import UnlockPage
from tests.journeys.person import Person, make_profile

ROOT = Path(__file__).parents[2]
TITLE = "Puits de Sogoniko : ɲɛgɛn kɛlɛ Ŋana"
TWO_MINUTES = 120.0


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "profile"
    make_profile(place)
    return place


def language_button(person: Person, name: str) -> QPushButton:
    found = [b for b in person.page.findChildren(QPushButton) if b.text() == name and b.isVisible()]
    assert found, f"no button says {name}"
    return found[0]


def first_start(person: Person) -> None:
    """Leaf through the five pages, with the slips that people make."""
    page = person.page
    assert isinstance(page, FirstStart)
    page.activateWindow()
    person.wait()
    person.click(language_button(person, "Bamanankan"))
    assert page.next.text() == "Ɲɛfɛta"
    person.click(language_button(person, "Français"))
    assert page.next.text() == "Suivant"
    person.click(page.next)
    person.click(page.next)  # nothing said yet: the page stays and says what is needed
    assert page.pages.here() == 1
    person.fill(page.you, {"name": "Ɲɛba Jàlo", "organisation": "AJCET", "region": "ML-5"})
    person.click(page.next)
    words = page.secret.text()
    assert len(words.split()) == 5
    person.click(page.next)
    person.type(page.again, "autre chose")
    person.click(page.next)
    assert page.problem.isVisible()
    person.type(page.again, words)
    person.click(page.next)
    assert page.pages.here() == READY
    person.click(page.real)
    person.click(page.next)
    person.wait(lambda: person.page is not page)


@pytest.mark.slow
def test_from_the_first_start_to_a_new_case_in_two_minutes(tmp_path, sit_down):
    person = sit_down(tmp_path / "new", language="")
    first_start(person)

    begun = time.monotonic()
    window = person.window
    window.activateWindow()
    assert window.desk.work.info.name == "Ɲɛba Jàlo"
    assert not window.desk.work.info.practice
    person.keys(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = window.new_case.form
    needed = [n for n, cell in form._cells.items() if cell.spec.required]
    assert len(needed) <= 3, "the paper form asks for less"
    person.fill(form, {"kind": "land", "title": TITLE, "summary": "Deux familles, un puits."})
    person.type(form._places[0][0].edit, "koro")
    found = form._places[0][0].suggestions()
    assert any(place.cercle == "Koro" for place in found)
    form._places[0][0].choose(0)
    person.keys(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: person.case.view is not None)
    assert person.case.view.case.title == TITLE
    assert person.stage == "intake"
    assert time.monotonic() - begun < TWO_MINUTES
    person.open_case("nyegen nana")  # found without the letters that no keyboard has
    assert person.case.view.case.title == TITLE


CRASHING = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from mediator_app import i18n
from mediator_app.host import resource
from tests.journeys.person import Person

app = QApplication([])
i18n.set_folder(resource.translations())
i18n.speak("fr")
person = Person(Path(sys.argv[1]))
person.unlock()
person.open_case("Macina")
person.tab("parties")
page = person.case.stack.currentWidget()
page.open(page.tab.blocks[0], None)
person.wait()
person.fill(person.editor.form, {"type": "person", "name": "Ŋana Kulubali", "phone": "66001234"})
person.window.open_new()
person.wait()
form = person.window.new_case.form
person.fill(form, {"kind": "land", "title": sys.argv[2]})
person.type(form.field("opened_on").input(), "31/2/2018")
form.field("title").input().setFocus()
person.wait()
print("typed", flush=True)
person.wait(lambda: False)
"""


@pytest.mark.slow
def test_what_was_typed_before_a_crash_is_offered_again(folder, sit_down):
    child = subprocess.Popen(
        [sys.executable, "-c", CRASHING, str(folder), TITLE],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "typed\n"
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        if child.stdout is not None:
            child.stdout.close()

    person = sit_down(folder)
    person.unlock()
    links = [b for b in person.window.home.findChildren(QPushButton) if "→" in b.text()]
    assert len(links) == 2
    new_case = next(b for b in links if _("New case") in b.text())
    person.click(new_case)
    form = person.window.new_case.form
    assert form.field("title").raw() == TITLE
    assert form.field("kind").raw() == "land"
    assert form.field("opened_on").raw() == "31/2/2018", "what was wrong was thrown away"
    assert person.window.new_case._kept.isVisible()

    person.click(person.window.rail._buttons["home"])
    links = [b for b in person.window.home.findChildren(QPushButton) if "→" in b.text()]
    person.click(next(b for b in links if _("New case") not in b.text()))
    person.wait(lambda: person.case.view is not None and person.editor.is_open())
    assert person.case.view.case.title.startswith("Macina")
    assert person.editor.form.field("name").raw() == "Ŋana Kulubali"
    person.save()
    names = [e.record.name for e in person.case.view.records["party"]]
    assert "Ŋana Kulubali" in names
    left = [draft.place for draft in drafts.waiting(person.window.desk.work)]
    assert left == ["new-case"], "a saved draft was offered once more"


def test_changing_the_language_keeps_what_is_typed(folder, sit_down):
    person = sit_down(folder)
    person.unlock()
    person.open_case("Macina")
    person.tab("parties")
    adder = person.case.stack.currentWidget().overview._cards[0].findChildren(QPushButton)[0]
    person.click(adder)
    party = person.editor.form
    person.fill(party, {"type": "group", "name": "Ɲɔgɔn dɛmɛ tɔn", "role": "claimant"})
    party_before = party.raw()
    person.window.open_new()
    person.wait()
    form = person.window.new_case.form
    person.fill(form, {"kind": "land", "title": TITLE, "risk": "high", "opened_on": "32/1/2018"})
    before, french = form.raw(), form.label_of("title")
    assert before["title"] == TITLE
    said = {}
    for name in ("Bamanankan", "English", "Français"):
        person.click(language_button(person, name))
        assert form.raw() == before
        said[i18n.language()] = form._cells["title"].label.text()
    assert len(set(said.values())) == 3, f"not every language has its own word: {said}"
    assert said["fr"].startswith(french)
    assert [settings.language for settings in person.kept][-3:] == ["bm", "en", "fr"]
    person.click(person.window.rail._buttons["cases"])
    person.window.show_page("case")
    assert person.editor.form.raw() == party_before


@pytest.mark.parametrize("way", ["Ctrl+L", "F12", "idle", "rail"])
def test_locking_closes_the_profile_and_keeps_what_is_typed(folder, sit_down, way):
    person = sit_down(folder)
    person.unlock()
    person.window.open_new()
    person.wait()
    person.fill(person.window.new_case.form, {"title": TITLE})  # the field is not left
    window = person.window
    if way == "Ctrl+L":
        person.keys(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    elif way == "F12":
        person.keys(Qt.Key.Key_F12)
        assert not window.isVisible(), "the screen still showed the case"
    elif way == "rail":
        person.click(window.rail._buttons["lock"])
    else:
        window.idle._timer.setInterval(10)
        person.clock.seconds += 290
        window.idle.touch()
        person.clock.seconds += 290
        person.wait()
        assert person.restarts == 0, "locked while somebody was typing"
        person.clock.seconds += 20
        person.wait(lambda: person.restarts)
    assert person.restarts == 1
    window.lock()
    assert person.restarts == 1, "locked twice"

    again = sit_down(folder)
    again.unlock()
    assert [d.content["title"] for d in drafts.waiting(again.window.desk.work)] == [TITLE]


def test_a_second_program_on_the_same_profile_is_refused_in_words(folder, sit_down):
    first, second = sit_down(folder), sit_down(folder)
    first.unlock()
    second.unlock()
    page = second.page
    assert isinstance(page, UnlockPage), "two programs wrote to one profile"
    assert page.problem.isVisible()
    assert page.problem.text() == ProfileInUse().sentence(_)
    assert page.button.isEnabled(), "the person could not try again"
    first.keys(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    second.unlock()
    work = second.window.desk.work
    assert len(cases.find(work, CaseFilter())) == 3
