"""The documents of a case on the real window: added, dropped, seen, heard, refused."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mediator_app.core.records.cases import Access, Document
from mediator_app.core.records.parties import Party
from mediator_app.host import sound
from mediator_app.i18n import speak
from mediator_app.services import cases, documents
from mediator_app.ui.case.parts.document_adding import AddDocuments
from mediator_app.ui.case.parts.document_card import DocumentCard, small_picture
from mediator_app.ui.case.parts.document_viewer import Viewer
from mediator_app.ui.dialogs.recorder import RecorderDialog
from tests.journeys.person import Person, make_profile
from tests.services import files
from tests.services.speakers import Device, tone

TITLE = "Couloir de transhumance"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "profile"
    make_profile(folder)
    return folder


@pytest.fixture
def device(monkeypatch) -> Device:
    device = Device()
    monkeypatch.setattr(sound, "device", lambda: device)
    return device


@pytest.fixture
def awa(made, tmp_path, qapp, device):
    speak("en")
    person = Person(Path(shutil.copytree(made, tmp_path / "profile")), language="en")
    person.unlock()
    person.open_case(TITLE)
    person.tab("documents")
    yield person
    window = person.shell.window
    person.leave()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def panel(awa):
    return awa.case.stack.currentWidget().overview.panels[0]


def held(awa):
    return awa.case.view.all(Document)


def written(tmp_path, **content: bytes) -> list[Path]:
    paths = []
    for name, data in content.items():
        path = tmp_path / name.replace("_", ".")
        path.write_bytes(data)
        paths.append(path)
    return paths


def add(awa, paths, facts=None):
    panel(awa).add(paths)
    awa.wait()
    dialog = awa.dialog()
    assert isinstance(dialog, AddDocuments)
    awa.fill(dialog.form, facts or {})
    awa.click(dialog.accept_button)
    awa.wait()
    awa.window.activateWindow()  # no window manager does it here
    awa.wait()
    return dialog


def drop(target, paths) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(20, 20), copy, data, left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(20, 20), copy, data, left, none))


def viewer(awa, number: int = 0) -> Viewer:
    awa.click(panel(awa).cards[number].opener)
    awa.wait()
    shown = awa.dialog()
    assert isinstance(shown, Viewer)
    return shown


def test_photos_are_added_seen_and_copied_out_on_purpose(awa, tmp_path, picture):
    assert panel(awa).empty.isVisible()
    picture(awa.window, "documents-empty")
    paths = written(
        tmp_path, borne_jpg=files.photo(1200, 800), pv_pdf=files.paper(3), faux_pdf=b"%PDF no"
    )
    drop(panel(awa), paths)
    awa.wait()
    assert "faux.pdf" in panel(awa).notice.text()
    dialog = awa.dialog()
    picture(dialog, "documents-adding-two")
    awa.fill(dialog.form, {"caption": "La borne du nord"})
    awa.click(dialog.accept_button)
    awa.wait()
    assert [e.record.kind for e in held(awa)] == ["photo", "pdf"]
    assert len(panel(awa).cards) == 2
    assert not panel(awa).empty.isVisible()
    picture(awa.window, "documents-two")
    pdf = viewer(awa, 0)
    assert (pdf.shown.pages, pdf.page) == (3, 0)
    awa.click(pdf.after)
    awa.wait()
    assert pdf.page == 1
    assert "2" in pdf.where.text()
    awa.click(pdf.larger)
    awa.wait()
    picture(pdf, "documents-pdf")
    pdf.close()
    awa.wait()
    photo = viewer(awa, 1)
    assert photo.shown.picture.width() == 1200
    picture(photo, "documents-photo")
    target = tmp_path / "copie.jpg"
    photo.save_to(target)
    awa.wait()
    assert target.read_bytes()[:3] == b"\xff\xd8\xff"
    assert "not encrypted" in photo.notice.text()
    photo.reject()
    awa.wait()
    assert [e.record.what for e in awa.case.view.all(Access)] == ["exported"]


def test_nothing_opened_is_written_anywhere(awa, tmp_path):
    (path,) = written(tmp_path, notes_txt=b"Gundo: dugutigi ko ayi" * 40)
    add(awa, [path], {"caption": "Notes"})
    path.unlink()
    text = viewer(awa)
    assert "dugutigi" in text._text.toPlainText()
    text.reject()
    awa.wait()
    for each in tmp_path.rglob("*"):
        if each.is_file():
            assert b"dugutigi" not in each.read_bytes(), each


def test_a_photo_of_somebody_who_did_not_agree_stays_outside(awa, tmp_path, picture):
    work, unit = awa.case._desk.work, awa.case.view.unit_id
    eid, changed = cases.save(work, unit, "party", {"type": "person", "name": "Sitan Ŋaɲa"})
    awa.case._desk.tell(changed)
    awa.wait()
    (path,) = written(tmp_path, sitan_jpg=files.photo())
    dialog = add(awa, [path], {"party": "Sitan"})
    assert dialog.isVisible()
    assert "Sitan" in dialog.notice.text()
    assert dialog.stand.isVisible()
    picture(dialog, "documents-not-agreed")
    assert held(awa) == ()
    _made, changed = cases.save(work, unit, "consent", {"party": eid, "purposes": ["photo"]})
    awa.click(dialog.accept_button)
    awa.wait()
    assert held(awa)[0].record.party == eid
    assert awa.case.view.by_id(eid).kind is Party


def test_a_document_is_edited_taken_away_and_linked(awa, tmp_path, picture):
    (path,) = written(tmp_path, pv_jpg=files.photo())
    add(awa, [path], {"kind": "scan", "caption": "PV signé"})
    edit = [b for b in panel(awa).cards[0].findChildren(QPushButton) if "Edit" in b.text()]
    awa.click(edit[0])
    assert not {"mime", "sha256", "size", "thumbnail"} & awa.editor.form._cells.keys()
    assert awa.editor.form.field("about").combo.count() > 1  # meetings, clauses …
    picture(awa.window, "documents-form")
    awa.fill(awa.editor.form, {"caption": "PV signé du 3"})
    awa.save()
    assert held(awa)[0].record.caption == "PV signé du 3"
    awa.tab("agreement")
    awa.case.stack.currentWidget().open_record("agreement", None, {})
    field = awa.editor.form.field("paper_photo")
    assert field.combo.findText("PV signé du 3", Qt.MatchFlag.MatchStartsWith) >= 0
    awa.editor.leave()
    awa.tab("documents")
    edit = [b for b in panel(awa).cards[0].findChildren(QPushButton) if "Edit" in b.text()]
    awa.click(edit[0])
    awa.click(awa.editor._remove)
    awa.wait()
    assert held(awa) == ()


def test_a_consent_is_recorded_kept_and_heard(awa, device, picture):
    awa.click(panel(awa).record_button)
    recorder = awa.dialog()
    assert isinstance(recorder, RecorderDialog)
    assert not recorder.keep_button.isEnabled()
    awa.click(recorder.record_button)
    device.heard(tone(3))
    recorder._follow()
    picture(recorder, "documents-recording")
    awa.click(recorder.keep_button)
    awa.wait()
    dialog = awa.dialog()
    awa.fill(dialog.form, {"caption": "Consentement de Sitan, en bambara"})
    awa.click(dialog.accept_button)
    awa.wait()
    (entry,) = held(awa)
    assert (entry.record.kind, entry.record.mime) == ("audio", "audio/ogg")
    shown = viewer(awa)
    bar = shown.player
    awa.click(bar.play_button)
    assert any(device.wanted(8_000))
    bar._follow()
    picture(shown, "documents-listening")
    assert bar.player.is_running
    awa.click(bar.play_button)
    assert not bar.player.is_running
    awa.press(bar.slider, Qt.Key.Key_Home)
    assert bar.player.position == 0
    awa.click(bar.play_button)
    shown.reject()  # leaving falls silent
    assert device.closed.count("loudspeaker") == 2
    assert bar.player is None


def test_a_recording_that_is_not_kept_is_gone(awa, device):
    awa.click(panel(awa).record_button)
    recorder = awa.dialog()
    awa.click(recorder.record_button)
    device.heard(tone(1))
    recorder.reject()
    awa.wait()
    assert device.closed == ["microphone"]
    assert held(awa) == ()


def test_a_microphone_that_went_away_says_so(awa, device):
    awa.click(panel(awa).record_button)
    recorder = awa.dialog()
    device.lost = True
    awa.click(recorder.record_button)
    assert "sound device" in recorder.notice.text()
    assert not recorder.recorder.is_running
    recorder.reject()


def test_without_a_microphone_the_button_says_why(awa, device, picture):
    device.missing = sound.NO_MICROPHONE
    panel(awa)._known_sound = False  # as on a laptop that has none
    awa.tab("summary")
    awa.tab("documents")
    assert not panel(awa).record_button.isEnabled()
    assert "No microphone" in panel(awa).reason.text()
    picture(awa.window, "documents-no-microphone")
    device.missing = ""  # plugged in
    awa.tab("summary")
    awa.tab("documents")
    assert panel(awa).record_button.isEnabled()
    assert not panel(awa).reason.isVisible()


def test_without_a_loudspeaker_a_recording_says_why_it_is_silent(awa, device, tmp_path):
    (path,) = written(tmp_path, voix_wav=b"RIFF\x24\0\0\0WAVEfmt " + bytes(200))
    add(awa, [path])
    device.missing = sound.NO_SPEAKER
    shown = viewer(awa)
    assert not shown.player.play_button.isEnabled()
    assert "No loudspeaker" in shown.player.reason.text()
    shown.reject()
    awa.wait()
    device.missing = ""
    shown = viewer(awa)
    assert "not played here" in shown.player.notice.text()
    shown.reject()


def test_reading_files_can_be_cancelled_and_the_window_answers_meanwhile(awa, tmp_path):
    (path,) = written(tmp_path, grand_jpg=files.large_jpeg(9000, 6700))
    panel(awa).add([path] * 20)
    assert panel(awa).cancel.isVisible()
    assert not panel(awa).add_button.isEnabled()
    panel(awa).cancel.click()
    awa.wait()
    assert not panel(awa)._busy.isVisible()
    assert panel(awa).add_button.isEnabled()
    assert held(awa) == ()


def test_what_the_case_has_already_is_told_and_the_rest_is_kept(awa, tmp_path):
    add(awa, written(tmp_path, un_txt=b"un"), {"caption": "Le premier"})
    add(awa, written(tmp_path, encore_txt=b"un", deux_txt=b"deux"), {"caption": "Le second"})
    assert [e.record.caption for e in held(awa)] == ["Le premier", "Le second"]
    assert "Le premier" in awa.window.notice.text()


def test_faces_are_covered_while_names_are_put_apart(awa, tmp_path):
    add(awa, written(tmp_path, sitan_jpg=files.photo(), pv_pdf=files.paper()))
    view = awa.case.view
    photo, paper = held(awa)
    shown = {
        (kind, masked): DocumentCard(replace(view, masked=masked), entry, here=True)
        for kind, entry in (("photo", photo), ("paper", paper))
        for masked in (False, True)
    }

    def wide(kind, masked) -> bool:
        size = shown[kind, masked].findChildren(QLabel)[0].pixmap().deviceIndependentSize()
        return size.width() != size.height()

    assert wide("photo", False)
    assert not wide("photo", True)
    assert wide("paper", True)
    for card in shown.values():
        card.deleteLater()


def test_many_at_once_are_refused_in_a_sentence(awa, tmp_path):
    panel(awa).add([tmp_path / f"{n}.jpg" for n in range(31)])
    assert "30" in panel(awa).notice.text()


def test_what_is_not_on_this_computer_is_marked_and_not_opened(awa, tmp_path):
    (path,) = written(tmp_path, pv_jpg=files.photo())
    add(awa, [path], {"caption": "PV signé"})
    with awa.case._desk.work.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM chunk")
    awa.case.refresh()
    awa.wait()
    assert not panel(awa).cards[0].opener.isEnabled()


def test_many_documents_are_shown_piece_by_piece(awa):
    work, unit = awa.case._desk.work, awa.case.view.unit_id
    for number in range(30):
        ready = documents.prepare_content(f"{number}.txt", f"texte {number}".encode())
        _eid, changed = documents.add(work, unit, ready, {"caption": f"Texte {number}"})
    awa.case._desk.tell(changed)
    awa.wait()
    assert [len(panel(awa).cards), panel(awa).more.text()] == [12, "Show 12 more"]
    assert panel(awa).cards[0].opener.text() == "Texte 29"  # the newest first
    awa.click(panel(awa).more)
    assert [len(panel(awa).cards), panel(awa).more.text()] == [24, "Show 6 more"]
    awa.click(panel(awa).more)
    assert [card.opener.text() for card in panel(awa).cards] == [
        f"Texte {number}" for number in reversed(range(30))
    ]
    assert not panel(awa).more.isVisible()
    cards = list(panel(awa).cards)
    _eid, changed = cases.save(work, unit, "note", {"text": "Rien de neuf aux pièces"})
    awa.case._desk.tell(changed)
    awa.wait()
    assert len(panel(awa).cards) == 30
    again = list(panel(awa).cards)
    awa.case._desk.tell(changed)
    awa.wait()
    assert panel(awa).cards == again != cards  # what did not change is not drawn again


def test_a_thumbnail_that_claims_to_be_huge_is_not_drawn():
    import base64

    large = base64.b64encode(files.large_jpeg(2000, 2000)).decode()
    assert small_picture(large) is None
    assert small_picture("no base64!") is None
    assert small_picture(base64.b64encode(b"no jpeg").decode()) is None
    assert small_picture(base64.b64encode(files.large_jpeg(200, 100)).decode()).width() == 200


@pytest.mark.parametrize(("theme", "scale"), [("dark", 100), ("sun", 150), ("light", 200)])
def test_cards_stay_whole_in_every_look(awa, tmp_path, look_like, picture, theme, scale):
    paths = written(tmp_path, borne_jpg=files.photo(), pv_pdf=files.paper(), notes_txt=b"bonjour")
    add(awa, paths, {"caption": "La borne du nord, vue du puits"})
    look_like(theme, scale)
    awa.window.resize(1024, 600)
    awa.case.refresh()
    awa.wait()
    stage = awa.case.stack.currentWidget()
    for card in panel(awa).cards:
        assert card.width() <= stage.width()
        assert card.height() >= card.layout().minimumSize().height()
    awa.case._show_work()
    picture(awa.window, f"documents-{theme}-{scale}")
