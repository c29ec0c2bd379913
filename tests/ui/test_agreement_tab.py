"""The agreement tab in the real window: library, list before signing, signing, amendment."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mediator_app.core.interchange.shape import CASE_FILE_ID
from mediator_app.core.records.cases import CaseFile
from mediator_app.i18n import speak
from mediator_app.services import agreements, cases
from mediator_app.services.cases import change
from mediator_app.ui.case.parts.agreement_library import ClauseLibrary
from mediator_app.ui.pages.cohesion import CohesionPage
from mediator_app.ui.theme.look import Look, wear
from mediator_app.ui.theme.tokens import THEMES
from tests.journeys.person import Person, make_profile

SHOTS = os.environ.get("SHOTS")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "profile"
    make_profile(folder, cases=None)
    return folder


@pytest.fixture(scope="module")
def person(made, qapp):
    speak("en")
    someone = Person(made, language="en")
    someone.unlock()
    yield someone
    window = someone.shell.window
    someone.leave()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def a_case(work, **more) -> tuple[bytes, list[bytes]]:
    unit = cases.open_case(work, {"kind": "other", "title": more.get("title", "Debt")})[0]
    people = [
        cases.save(
            work,
            unit,
            "party",
            {
                "type": "person",
                "name": name,
                "side": side,
                "role": role,
                "sex": "f",
                "birth_year": 2000,
            },
        )[0]
        for name, side, role in (("Hawa", "A", "claimant"), ("Binta", "B", "respondent"))
    ]
    return unit, people


def complete(work, unit, people) -> bytes:
    def put(record, **values):
        return cases.save(work, unit, record, values)[0]

    agreement = put("agreement", type="full_agreement", number="PV 7")
    put(
        "clause",
        agreement=agreement,
        text="Give the millet back",
        responsible=people[1],
        due="2027-06-01",
        verified_by="The chief",
        amount_fcfa=50_000,
        receiver=people[0],
    )
    put("read_aloud", agreement=agreement, language="bm", read_by="Awa")
    for one in people:
        put("signatory", agreement=agreement, party=one, manner="thumbprint")
    for name in ("Moussa", "Sira"):
        put("witness", agreement=agreement, name=name)
    put("committee_member", agreement=agreement, name="Fanta", sex="f", young=True)
    put("absent_actor", who="The prefect", plan="Write to him")
    return agreement


def shown(person, unit, tab):
    person.window.open_case(unit)
    person.wait(lambda: person.case.view is not None and person.case.view.unit_id == unit)
    person.tab(tab)
    return person.case.stack.currentWidget()


def shot(person, name):
    if SHOTS:
        QApplication.processEvents()
        person.window.grab().save(str(Path(SHOTS) / f"agreement-{name}.png"))


def texts(widget) -> str:
    return "\n".join(w.text() for kind in (QLabel, QPushButton) for w in widget.findChildren(kind))


def test_an_empty_agreement_says_how_to_begin(person):
    unit, _people = a_case(person.window.desk.work)
    page = shown(person, unit, "agreement")
    panel = page.overview.panels[0]
    person.click(panel.buttons["begin"])
    assert person.editor._record == "agreement"
    assert "signed_on" not in person.editor._shown
    person.fill(person.editor.form, {"type": "full_agreement"})
    person.save()
    assert "missing" in texts(panel)
    assert "sign" not in panel.buttons
    shot(person, "empty")


def test_a_clause_of_the_library_stays_free_text(person):
    unit, _people = a_case(person.window.desk.work)
    cases.save(person.window.desk.work, unit, "agreement", {"type": "full_agreement"})
    page = shown(person, unit, "agreement")
    panel = page.overview.panels[0]
    person.click(panel.buttons["library"])
    dialog = person.dialog()
    assert isinstance(dialog, ClauseLibrary)
    shot(person, "library")
    dialog.search.setText("tax nobody knows")
    assert "No clause has these words" in texts(dialog)
    dialog.search.setText("instalments")
    person.wait()
    (take,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Take" and b.isVisible()]
    person.click(take)
    person.window.activateWindow()
    person.wait()
    form = person.editor.form
    assert "instalments" in form.value("text")
    person.fill(form, {"text": "The debt is paid in two instalments."})
    person.save()
    (clause,) = cases.view(person.window.desk.work, unit).records["clause"]
    assert clause.record.text == "The debt is paid in two instalments."
    assert clause.record.library_code == "pay_in_parts"


def test_signing_is_one_act_and_then_the_text_is_locked(person):  # noqa: PLR0915 - one walk
    work = person.window.desk.work
    unit, people = a_case(work, title="Signed")
    complete(work, unit, people)
    page = shown(person, unit, "agreement")
    panel = page.overview.panels[0]
    shot(person, "ready")
    assert "The prefect: Write to him" in texts(panel)
    person.click(panel.buttons["discussed"])
    assert cases.view(work, unit).agreement.record.absent_discussed is True
    person.click(panel.buttons["sign"])
    dialog = person.dialog()
    shot(person, "signing")
    person.accept(dialog)
    view = cases.view(work, unit)
    assert view.agreement.record.signed_on == "2026-12-01"
    assert len(view.records["visit"]) == 4
    shot(person, "signed")
    (clause,) = view.records["clause"]
    page.open_record("clause", clause.eid, {})
    person.wait()
    form = person.editor.form
    assert form.field("text").edit.isReadOnly()
    assert (
        not form.field("amount_fcfa").isEnabled() or form.field("amount_fcfa").input().isReadOnly()
    )
    assert not person.editor._remove.isVisible()
    person.fill(form, {"paid_fcfa": "20000"})
    person.save()
    assert cases.view(work, unit).records["clause"][0].record.paid_fcfa == 20_000
    person.click(panel.buttons["amend"])
    assert "Version 2" in texts(panel)
    assert cases.view(work, unit).draft_agreement.record.version == 2
    shot(person, "amendment")
    person.click(panel.buttons["give_up"])
    person.accept(person.dialog())
    assert cases.view(work, unit).draft_agreement is None
    person.click(panel.buttons["back"])
    dialog = person.dialog()
    person.accept(dialog)
    assert dialog.isVisible(), "an empty reason was taken"
    person.type(dialog.form.field("reason").input(), "A thumbprint was missing")
    person.accept(dialog)
    assert cases.view(work, unit).agreement.record.signed_on is None


def test_the_follow_up_shows_each_side_and_a_break_reopens_the_dialogue(person):  # noqa: PLR0915 - one walk
    work = person.window.desk.work
    unit, people = a_case(work, title="Followed")
    agreement = complete(work, unit, people)
    cases.save(work, unit, "agreement", {"absent_discussed": True}, eid=agreement)
    agreements.sign(work, unit, agreement, on=date(2026, 10, 1))
    with work.write() as writer:
        writer.author(unit, [change(CaseFile, CASE_FILE_ID, {"stage": "follow_up"})])
    page = shown(person, unit, "follow_up")
    panel = page.overview.panels[0]
    shot(person, "follow-up-new")
    assert "Late: was due on" in panel.buttons["visit 1"].text()
    person.click(panel.buttons["visit 1"])
    clause = cases.view(work, unit).records["clause"][0].eid
    extra = person.editor.extra
    person.fill(person.editor.form, {"held_on": "1/11/2026", "kind": "visit"})
    person.answer(extra.fields[f"status|{clause.hex()}|A"], "broken")
    person.answer(extra.fields[f"evidence|{clause.hex()}|A"], "Nothing came")
    person.answer(extra.fields[f"status|{clause.hex()}|B"], "kept")
    person.answer(extra.fields["whole|A"], "fragile")
    shot(person, "visit-form")
    person.save()
    view = cases.view(work, unit)
    said = {e.record.side: e.record.status for e in view.records["clause_check"]}
    assert said == {"A": "broken", "B": "kept"}
    assert "The sides disagree" in texts(panel)
    assert "Nothing came" in texts(panel)
    assert "Held" in texts(panel), "fragile still holds after a month"
    shot(person, "follow-up")
    person.click(panel.buttons[f"word {clause.hex()} B"])
    person.fill(person.editor.form, {"status": "late"})
    person.save()
    assert len(cases.view(work, unit).records["clause_check"]) == 2
    person.click(panel.buttons["reopen"])
    person.accept(person.dialog())
    assert cases.view(work, unit).case.stage == "dialogue"
    questions = page.overview.panels[1]
    person.click(questions.buttons[6, "A"])
    dialog = person.dialog()
    for code, score in (("heard", "yes"), ("fair", "partly"), ("satisfied", "no")):
        person.answer(dialog.form.field(code), score)
    person.accept(dialog)
    told = [e.record for e in cases.view(work, unit).records["feedback"]]
    assert [(r.question_code, r.score, r.months) for r in told] == [
        ("heard", "yes", 6),
        ("fair", "partly", 6),
        ("satisfied", "no", 6),
    ]
    wear(QApplication.instance(), Look(THEMES["light"], 200))
    person.window.resize(1024, 600)
    shot(person, "follow-up-200")
    person.tab("agreement")
    shot(person, "agreement-200")


def test_a_cohesion_sheet_is_filled_in_and_its_place_shows_where_it_goes(person):
    page = CohesionPage(person.window.desk)
    page.setObjectName("window")  # shown alone: no page of the window yet
    page.resize(1000, 640)
    page.show()
    page.refresh()
    person.wait()
    for day, yes in (("1/6/2026", 2), ("1/11/2026", 8)):
        page.add.click()
        values = {"place": "Koro", "group": "Dogon", "other_group": "Peul", "asked": 10}
        page.form.fill({**values, "school": yes, "market": 11})
        page.form.field("asked_on").set_raw(day)
        page.save()
        person.wait()
        assert page.form._cells["market"].problem() == "More people said yes than were asked."
        page.form.fill({"market": yes})
        page.save()
        person.wait()
        assert page.currentIndex() == 0
    assert "↑ 60 points since the first time" in texts(page)
    if SHOTS:
        page.grab().save(str(Path(SHOTS) / "agreement-cohesion.png"))
    page.hide()
    page.deleteLater()
