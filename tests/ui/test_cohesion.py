"""The cohesion page and the spoken questions: paper to take along, and nothing typed is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from mediator_app.core.records.cases import Access
from mediator_app.i18n import speak
from mediator_app.services import cases, cohesion, drafts, follow_up
from mediator_app.ui.case.parts.feedback import SpokenQuestions
from mediator_app.ui.dialogs.preview import Preview
from mediator_app.ui.fields.places import Place, find_place
from mediator_app.ui.pages.cohesion import PLACE, CohesionPage
from tests.journeys.person import Person, make_profile

SHOTS = os.environ.get("SHOTS")


@pytest.fixture(scope="module")
def person(tmp_path_factory, qapp):
    speak("en")
    folder = tmp_path_factory.mktemp("cohesion") / "profile"
    make_profile(folder, cases=None)
    someone = Person(folder, language="en")
    someone.unlock()
    yield someone
    window = someone.shell.window
    someone.leave()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def page(person):
    made = opened(person)
    yield made
    closed(made)
    drafts.discard(person.window.desk.work, PLACE)


def opened(person) -> CohesionPage:
    made = CohesionPage(person.window.desk, find_place)
    made.setObjectName("window")  # shown alone
    made.resize(1000, 640)
    made.show()
    made.refresh()
    person.wait()
    return made


def closed(page) -> None:
    page.hide()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def words(widget) -> str:
    return "\n".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


def shot(widget, name) -> None:
    if SHOTS:
        QApplication.processEvents()
        widget.grab().save(str(Path(SHOTS) / f"sheets-{name}.png"))


def preview(person) -> Preview:
    (dialog,) = [d for d in QApplication.topLevelWidgets() if isinstance(d, Preview)]
    person.wait(lambda: dialog.pdf)
    return dialog


def test_what_is_typed_survives_a_lock(person):
    page = opened(person)
    page.open(None)
    page.form.fill({"group": "Dogon", "school": 3})
    page.keep_now()  # as the window does before it locks
    closed(page)
    again = opened(person)
    assert "typed earlier and not saved" in words(again)
    again.add.click()
    assert again.form.value("group") == "Dogon"
    assert again.form.value("school") == 3
    assert "typed earlier and not saved" in words(again)
    shot(again, "draft")
    again.form.fill({"place": "Koro", "asked": 5})
    again.save()
    person.wait()
    assert drafts.find(person.window.desk.work, PLACE) is None  # saved and forgotten in one
    assert "typed earlier" not in words(again)
    shot(again, "list")
    closed(again)


def test_what_the_page_fills_in_itself_is_no_draft(person, page):
    page.open(None)
    page.keep_now()
    assert drafts.find(person.window.desk.work, PLACE) is None
    page.form.fill({"group": "Dogon"})
    page._back()  # Escape
    person.wait()
    assert drafts.find(person.window.desk.work, PLACE) is not None
    page.open(None)
    page.form.fill({"group": None})
    page._keep(None)
    person.wait()
    assert drafts.find(person.window.desk.work, PLACE) is None


def test_a_place_that_is_found_is_kept_with_its_code_and_lost_in_other_words(person, page):
    work = person.window.desk.work
    page.open(None)
    page.search.edit.setText("Bankass")
    page.search._search("Bankass")
    page.search.choose(0)
    found: Place = page.search.suggestions()[0]
    page.keep_now()
    page._back()
    page.open(None)  # the code comes back with the draft
    page.form.fill({"group": "Dogon", "asked": 4, "school": 1})
    page.save()
    person.wait()
    kept = next(e for e in cohesion.sheets(work) if e.record.place == found.words)
    assert kept.record.place_id == found.code
    page.open(kept)
    page.form.fill({"place": "Hamlet behind the hill"})
    page.save()
    person.wait()
    (now,) = [e for e in cohesion.sheets(work) if e.eid == kept.eid]
    assert now.record.place == "Hamlet behind the hill"
    assert now.record.place_id is None


def test_a_sheet_is_shown_as_it_will_be_printed(person, page):
    work = person.window.desk.work
    eid = cohesion.save(work, {"place": "Koro", "group": "Bozo", "asked": 8, "market": 4})[0]
    page.empty.click()
    dialog = preview(person)
    empty = dialog.pdf
    shot(dialog, "empty-preview")
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.show_paper(eid)
    dialog = preview(person)
    assert dialog.pdf.startswith(b"%PDF")
    assert dialog.pdf != empty
    assert not dialog._after.isEnabled()  # one page
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_side_has_its_sheet_and_there_is_an_empty_one(person):
    work = person.window.desk.work
    unit = cases.open_case(work, {"kind": "other", "title": "Debt", "confidentiality": "secret"})[0]
    for name, side in (("Hawa", "A"), ("Binta", "B")):
        cases.save(work, unit, "party", {"type": "person", "name": name, "side": side})
    given = {"heard": "yes", "fair": "no", "satisfied": "partly"}
    follow_up.save_answers(work, unit, given, side="A", months=6, sex="f")
    panel = SpokenQuestions(person.window.desk)
    panel.setObjectName("window")
    panel.resize(900, 700)
    panel.show_view(cases.view(work, unit))
    panel.show()
    shot(panel, "feedback")
    made = []
    for key in ((6, "A"), (12, "B"), (None, None)):
        panel.papers[key].click()
        dialog = preview(person)
        made.append(dialog.pdf)
        dialog.reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(set(made)) == 3
    assert [e.record.what for e in cases.view(work, unit).all(Access)] == ["printed"]
    closed(panel)
