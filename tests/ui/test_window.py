"""The windows of a whole profile: unlock, lists, case, drafts, lock."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from mediator_app.core.records.meetings import Attendance, Meeting
from mediator_app.core.records.parties import Party
from mediator_app.core.workflow import Place
from mediator_app.i18n import speak
from mediator_app.services import cases, drafts
from mediator_app.ui.case.tab import CaseTab
from mediator_app.ui.theme.look import look
from tests.journeys.person import SECRET, Person, make_profile

TITLE = "Couloir de transhumance"
BEHIND = ("sqlmodel", "pydantic", "sqlalchemy.orm", "mediator_app.core.workflow")
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "babel", "alembic", "cryptography", "reportlab")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "profile"
    make_profile(folder)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "profile"))


@pytest.fixture
def sit(qapp):
    people = []

    def down(folder, **wishes):
        speak("fr")
        people.append(Person(folder, **wishes))
        return people[-1]

    yield down
    for person in people:
        window = person.shell.window
        person.leave()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def awa(sit, folder):
    person = sit(folder)
    person.unlock()
    return person


@pytest.fixture
def in_case(awa):
    awa.open_case(TITLE)
    return awa


# before the passphrase


def test_the_passphrase_window_needs_qt_alone(folder):
    code = f"""
import sys
from pathlib import Path
from mediator_app import app
from mediator_app.host.settings import Settings
from mediator_app.ui import start
made = start.application(["x"], Settings())
shell = start.Shell(made, Path({str(folder)!r}), environment=app.environment(),
                    stored=Settings(), restart=lambda: None, keep=lambda s: None)
shell.runner.run = lambda *a, **k: None
shell.begin()
made.processEvents()
assert shell.window.isVisible()
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"


def test_home_and_the_list_need_no_record(folder):
    code = f"""
import sys
from pathlib import Path
from mediator_app import app
from mediator_app.host.settings import Settings
from mediator_app.ui import start
made = start.application(["x"], Settings())
shell = start.Shell(made, Path({str(folder)!r}), environment=app.environment(),
                    stored=Settings(), restart=lambda: None, keep=lambda s: None)
shell.open(shell._unlock({SECRET!r}))
shell.window.show_page("cases")
while shell.runner.busy or not shell.window.cases.model.rowCount():
    made.processEvents()
print([name for name in {BEHIND!r} if name in sys.modules])
shell.window.page("case")
print([name for name in {BEHIND!r} if name not in sys.modules])
shell.window.shut()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["[]", "[]"]


def test_a_wrong_passphrase_is_told_in_one_sentence(sit, folder):
    person = sit(folder)
    person.unlock("mil sorgho fonio riz manioc")
    assert person.page.problem.text() == "La phrase de passe n’est pas la bonne."
    assert person.page.edit.hasSelectedText()
    person.unlock(SECRET)
    assert person.window.here() == "home"


def test_five_pages_make_a_profile(sit, tmp_path):
    person = sit(tmp_path / "new")
    page = person.page
    person.click(page.next)
    person.click(page.next)
    assert page.pages.here() == 1, "a name is needed"
    person.fill(page.you, {"name": "Ɲɛnɛ", "organisation": "AJCET"})
    person.click(page.next)
    assert len(page.secret.text().split()) == 5
    drawn = page.secret.text()
    person.type(page.secret, "azerty")
    person.click(page.next)
    assert page.problem.isVisible()
    person.type(page.secret, drawn)
    person.click(page.next)
    person.type(page.again, "something else")
    person.click(page.next)
    assert page.problem.isVisible()
    person.type(page.again, drawn)
    person.click(page.next)
    person.click(page.next)
    assert person.window.here() == "home"
    assert person.window.desk.work.info.name == "Ɲɛnɛ"


# lists


def test_the_list_narrows_as_one_types_and_by_chips(awa):
    page = awa.window.cases
    awa.click(awa.window.rail._buttons["cases"])
    assert page.model.rowCount() == 3
    awa.type(page.search, "bambara")
    awa.wait(lambda: page.model.rowCount() == 1)
    awa.type(page.search, "")
    awa.wait(lambda: page.model.rowCount() == 3)
    awa.click(page._chips["kinds", "land"])
    assert page.model.rowCount() == 1
    awa.click(page._chips["stages", "closure"])
    assert page.model.rowCount() == 0
    assert page.state.sentence() == "Aucun dossier ne correspond à votre recherche."
    awa.click(page.state.findChild(QPushButton))
    assert page.model.rowCount() == 3


def test_a_heading_sorts_and_turns_the_order_round(awa):
    page = awa.window.cases
    awa.click(awa.window.rail._buttons["cases"])
    orders = []
    for _ in range(2):
        page.table.horizontalHeader().sectionClicked.emit(1)
        awa.wait()
        orders.append([page.model.cells(row)[1].text for row in range(3)])
    assert orders[0] == orders[1][::-1]


# a case


def test_every_missing_thing_leads_to_its_form(awa):
    work = awa.window.desk.work
    seen = 0
    for case_no in cases.find(work, cases.CaseFilter()):
        awa.window.open_case(cases.unit_of(work, case_no))
        awa.wait()
        for number, one in enumerate(list(awa.case._missing)):
            awa.case._go_missing(str(number))
            awa.wait()
            tab = awa.case.stack.currentWidget()
            assert isinstance(tab, CaseTab), one.code
            seen += 1
            if one.place.tab != "documents":
                assert tab.tab.code == one.place.tab, one.code
            if tab.editor.is_open():
                tab.editor.leave()
    assert seen > 20


def test_what_is_being_typed_survives_a_change_from_elsewhere(in_case):
    in_case.case.go(Place("summary", "case_file", "summary"))
    in_case.wait()
    form = in_case.editor.form
    in_case.type(form.field("summary").input(), "Nouvelles de Koro")
    work, unit = in_case.window.desk.work, in_case.case.view.unit_id
    _eid, changed = cases.save(work, unit, "party", {"type": "person", "name": "Ɲɛnɛ"})
    in_case.window.tell(changed)
    in_case.wait()
    assert "Ɲɛnɛ" in [entry.record.name for entry in in_case.case.view.records["party"]]
    assert in_case.editor.form.value("summary") == "Nouvelles de Koro"
    for language in ("bm", "en", "fr"):
        in_case.shell.speak(language)
        assert in_case.editor.form.value("summary") == "Nouvelles de Koro"


def test_a_new_language_is_spoken_at_once_everywhere(in_case):
    said = {}
    for language in ("fr", "bm", "en"):
        in_case.shell.speak(language)
        window = in_case.window
        said[language] = (
            window.rail._buttons["home"].text(),
            window.windowTitle(),
            in_case.case.ribbon.steps()[0].words(),
            in_case.case.bar.tabText(1),
            window.search.placeholderText(),
        )
    assert len(set(said.values())) == 3
    assert in_case.kept[-1].language == "en"


def test_what_is_not_valid_is_said_beside_its_field(in_case):
    in_case.tab("meetings")
    in_case.case.stack.currentWidget().open(in_case.case._tabs[2].blocks[0], None)
    in_case.wait()
    form = in_case.editor.form
    form.field("type").set_value("ceremony")
    in_case.type(form.field("women").input(), "beaucoup")
    in_case.editor.save()
    in_case.wait()
    assert form._cells["women"].problem()
    assert in_case.editor.is_open()


def test_a_draft_is_offered_again_after_locking(sit, in_case, folder):
    in_case.case.go(Place("summary", "case_file", "summary"))
    in_case.wait()
    in_case.type(in_case.editor.form.field("summary").input(), "Sous le toguna, ɲininkali")
    in_case.window.lock()
    assert in_case.restarts == 1
    later = sit(folder)
    later.unlock()
    kept = drafts.waiting(later.window.desk.work)
    assert [draft.content for draft in kept] == [{"summary": "Sous le toguna, ɲininkali"}]
    link = [b for b in later.window.home.findChildren(QPushButton) if "→" in b.text()]
    later.click(link[0])
    assert later.window.here() == "case"
    assert later.editor.form.value("summary") == "Sous le toguna, ɲininkali"
    later.editor.save()
    later.wait()
    assert later.case.view.case.summary == "Sous le toguna, ɲininkali"
    assert drafts.waiting(later.window.desk.work) == []


def test_who_was_ticked_at_a_meeting_is_part_of_its_draft(sit, in_case, folder):
    meeting = in_case.case.view.all(Meeting)[0].eid
    party = in_case.case.view.all(Party)[0].eid
    in_case.case.go(Place("meetings", "meeting", None, meeting))
    in_case.wait()
    in_case.editor.extra.put_back({party.hex(): "excused"})
    in_case.window.lock()
    later = sit(folder)
    later.unlock()
    kept = drafts.waiting(later.window.desk.work)
    assert [draft.content for draft in kept] == [{"attendance": {party.hex(): "excused"}}]
    link = [b for b in later.window.home.findChildren(QPushButton) if "→" in b.text()]
    later.click(link[0])
    assert later.editor.extra.parties.changes() == {party: "excused"}
    later.editor.save()
    later.wait()
    came = later.case.view.under(Attendance, "meeting", meeting)
    assert [(entry.record.party, entry.record.status) for entry in came] == [(party, "excused")]
    assert drafts.waiting(later.window.desk.work) == []


def test_a_new_case_is_kept_while_it_is_typed(awa):
    awa.keys(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page = awa.window.new_case
    awa.answer(page.form.field("kind"), "land")
    awa.type(page.form.field("title").input(), "Un puits à Bɔrɛ")
    page.leave()
    awa.keys(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.form.value("title") == "Un puits à Bɔrɛ"
    awa.click(page.save_button)
    assert awa.window.here() == "case"
    assert awa.case.view.case.title == "Un puits à Bɔrɛ"
    assert drafts.waiting(awa.window.desk.work) == []


# paper


def test_the_paper_is_shown_and_saved_as_it_will_be_printed(in_case, tmp_path):
    in_case.keys(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = in_case.dialog()
    in_case.wait(lambda: preview.pdf)
    assert preview.pdf.startswith(b"%PDF")
    french = preview.pdf
    preview.languages.setCurrentIndex(2)
    in_case.wait(lambda: preview.pdf != french)
    preview.save_to(tmp_path / "case.pdf")
    in_case.wait(preview.notice.isVisible)
    assert (tmp_path / "case.pdf").read_bytes() == preview.pdf
    preview.save_to(tmp_path / "no" / "such" / "folder" / "case.pdf")
    in_case.wait()
    preview.reject()


def test_the_paper_reaches_a_printer(in_case, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    from mediator_app.ui.dialogs.preview import page_count

    in_case.keys(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = in_case.dialog()
    in_case.wait(lambda: preview.pdf)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    preview.print_on(printer)
    in_case.wait(preview.notice.isVisible)
    assert page_count((tmp_path / "printed.pdf").read_bytes()) == page_count(preview.pdf)
    preview.reject()


def test_f1_tells_of_the_screen_one_is_at(in_case):
    in_case.keys(Qt.Key.Key_F1)
    help_window = in_case.dialog()
    assert help_window.objectName() == "help"
    help_window.accept()


# locking


def test_five_minutes_without_a_touch_lock(awa):
    awa.clock.seconds += 299
    awa.window.idle._look()
    assert awa.restarts == 0
    awa.keys(Qt.Key.Key_F1)
    awa.dialog().accept()
    awa.clock.seconds += 299
    awa.window.idle._look()
    assert awa.restarts == 0, "a key was pressed in between"
    awa.clock.seconds += 2
    awa.window.idle._look()
    assert awa.restarts == 1


def test_f12_hides_first_and_locks(awa):
    window = awa.window
    awa.keys(Qt.Key.Key_F12)
    assert not window.isVisible()
    assert awa.restarts == 1
    window.lock()
    assert awa.restarts == 1


# settings


def test_theme_and_text_size_change_at_once(awa):
    awa.click(awa.window.rail._buttons["settings"])
    page = awa.window.settings
    awa.click(page.findChild(QPushButton, "choose-sun"))
    awa.click(page.findChild(QPushButton, "choose-150"))
    assert (look().colors.name, look().scale) == ("sun", 150)
    assert (awa.kept[-1].theme, awa.kept[-1].text_size) == ("sun", 150)


def test_the_passphrase_is_changed_with_the_present_one(sit, awa, folder):
    awa.click(awa.window.rail._buttons["settings"])
    page, new = awa.window.settings, "girafe tambour lessive nuage orteil"
    for edit, text in zip(page._secrets, (SECRET, new, "girafe"), strict=True):
        awa.type(edit, text)
    awa.click(page.change)
    assert page.problem.isVisible()
    awa.type(page._secrets[2], new)
    awa.click(page.change)
    assert awa.window.notice.text() == "La phrase de passe est changée."
    awa.window.lock()
    later = sit(folder)
    later.unlock(new)
    assert later.window.here() == "home"


def test_a_safety_copy_is_made(awa):
    awa.click(awa.window.rail._buttons["settings"])
    awa.click(awa.window.settings.copy)
    awa.wait(awa.window.notice.isVisible)
    assert (awa.window.desk.work.folder / "backups").is_dir()
