"""The real window: consents, names apart, approvals, the history, and roles."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from mediator_app.core.approvals import State, state_of
from mediator_app.core.records.cases import Access, Approval
from mediator_app.core.records.parties import Consent, ConsentOverride, Party
from mediator_app.i18n import speak
from mediator_app.services import cases
from mediator_app.ui.case.history import HistoryTab
from mediator_app.ui.case.parts.approvals import ApprovalPanel
from mediator_app.ui.case.parts.consents import ConsentPanel
from mediator_app.ui.fields.choices import CodeField
from tests.journeys.person import Person, make_profile

MACINA, LAND = "Macina", "Couloir de transhumance"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trust") / "profile"
    make_profile(folder)
    return folder


@pytest.fixture
def awa(qapp, made, tmp_path):
    speak("fr")
    person = Person(Path(shutil.copytree(made, tmp_path / "profile")))
    person.unlock()
    yield person
    window = person.shell.window
    person.leave()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def work_of(awa):
    return awa.window.desk.work


def become(awa, role):
    work_of(awa).info = replace(work_of(awa).info, role=role)


def panel(awa, tab, kind):
    awa.tab(tab)
    return awa.case.stack.currentWidget().findChild(kind)


def view(awa):
    return cases.view(work_of(awa), awa.case.view.unit_id, names=True)


def history(awa) -> HistoryTab:
    awa.tab("history")
    shown = awa.case.stack.currentWidget()
    assert isinstance(shown, HistoryTab)
    awa.wait()
    return shown


# consents


def test_a_click_gives_a_consent_and_another_takes_it_back(awa):
    awa.open_case(LAND)
    shown = panel(awa, "parties", ConsentPanel)
    party = next(e for e in view(awa).all(Party) if e.record.key == "c1")
    line = shown._lines[party.eid]
    assert line.buttons["share"].text().startswith("–")
    awa.choose(shown.form.combo, shown.form.combo.findData("audio"))
    awa.click(line.buttons["share"])
    given = [e.record for e in view(awa).all(Consent) if e.record.party == party.eid]
    assert [(c.purposes, c.form, c.withdrawn_on) for c in given] == [(["share"], "audio", None)]
    assert shown._lines[party.eid] is line  # the focus stays where it was
    assert line.buttons["share"].isChecked()
    assert "✓" in line.buttons["share"].text()
    awa.click(line.buttons["share"])
    (ended,) = [e.record for e in view(awa).all(Consent) if e.record.party == party.eid]
    assert ended.withdrawn_on == "2026-12-01"
    assert not line.buttons["share"].isChecked()
    assert "PT-002" in shown._told.text()


def test_a_wrong_day_writes_nothing(awa):
    awa.open_case(LAND)
    shown = panel(awa, "parties", ConsentPanel)
    party = next(e for e in view(awa).all(Party) if e.record.key == "c1")
    awa.type(shown.day.edit, "demain peut-être")
    awa.click(shown._lines[party.eid].buttons["photo"])
    assert not [e for e in view(awa).all(Consent) if e.record.party == party.eid]


def test_a_mediator_cannot_go_past_a_missing_consent_and_is_told_why(awa):
    awa.open_case(LAND)
    shown = panel(awa, "parties", ConsentPanel)
    party = next(e for e in view(awa).all(Party) if e.record.key == "c1")
    line = shown._lines[party.eid]
    assert not line._override.isEnabled()
    assert line._override.toolTip()


def test_a_supervisor_says_why_it_is_done_all_the_same(awa):
    become(awa, "supervisor")
    awa.open_case(LAND)
    shown = panel(awa, "parties", ConsentPanel)
    party = next(e for e in view(awa).all(Party) if e.record.key == "c1")
    awa.click(shown._lines[party.eid]._override)
    dialog = awa.dialog()
    awa.fill(dialog.form, {"purpose": "photo", "reason": "Ordre du juge"})
    awa.accept(dialog)
    (record,) = [e.record for e in view(awa).all(ConsentOverride)]
    assert (record.purpose, record.reason) == ("photo", "Ordre du juge")


# names apart


def test_names_are_shown_by_one_deliberate_act_for_one_opening(awa):
    awa.open_case(LAND)
    unit = awa.case.view.unit_id
    cases.save(work_of(awa), unit, "case_file", {"names_hidden": True})
    awa.case.refresh()
    awa.wait()
    title = view(awa).case.title
    assert awa.case.head.title.text() == view(awa).case.number
    assert awa.case.head.names.isVisible()
    become(awa, "mediator")
    awa.click(awa.case.head.names)
    dialog = awa.dialog()
    awa.fill(dialog.form, {"reason": "Pour téléphoner"})
    awa.accept(dialog)
    awa.wait()
    assert awa.case.head.title.text() == title
    assert awa.case.head.names is None
    (record,) = [e.record for e in view(awa).all(Access)]
    assert (record.what, record.reason) == ("names_shown", "Pour téléphoner")
    awa.window.open_case(unit)  # once more from the list
    awa.wait()
    assert awa.case.head.title.text() == view(awa).case.number


def test_a_hidden_party_is_edited_without_losing_its_name(awa):
    awa.open_case(LAND)
    unit = awa.case.view.unit_id
    cases.save(work_of(awa), unit, "case_file", {"names_hidden": True})
    awa.case.refresh()
    awa.wait()
    party = view(awa).all(Party)[0]
    awa.tab("parties")
    awa.case.stack.currentWidget().open_record("party", party.eid, {})
    awa.wait()
    form = awa.editor.form
    assert form.field("name").value() == "PT-001"
    awa.fill(form, {"phone": "76112233"})
    awa.save()
    after = view(awa).all(Party)[0].record
    assert (after.name, after.phone) == (party.record.name, "76112233")


def test_opening_a_restricted_case_is_written_down_once(awa):
    for _time in range(2):
        awa.open_case(MACINA)
    assert [e.record.what for e in view(awa).all(Access)] == ["read"]
    tab = history(awa)
    assert "Awa Traoré" in tab._read_by.text()
    awa.open_case(LAND)
    assert view(awa).all(Access) == ()


# approvals


def test_an_approval_is_asked_for_here_and_granted_by_a_supervisor(awa):
    awa.open_case(LAND)
    shown = panel(awa, "summary", ApprovalPanel)
    awa.click(shown.ask_button)
    awa.fill(awa.dialog().form, {"what": "signing", "reason": "Tout est prêt"})
    awa.accept(awa.dialog())
    (entry,) = view(awa).all(Approval)
    assert state_of(entry.record) is State.ASKED
    buttons = {b.text(): b for b in shown._lines[0].findChildren(type(shown.ask_button))}
    assert sorted(b.isEnabled() for b in buttons.values()) == [False, False, True]
    become(awa, "supervisor")
    awa.case.refresh()
    awa.wait()
    grant = shown._lines[0].findChildren(type(shown.ask_button))[0]
    awa.click(grant)
    (entry,) = view(awa).all(Approval)
    assert state_of(entry.record) is State.GRANTED


def test_an_answer_by_phone_is_written_down(awa):
    awa.open_case(LAND)
    shown = panel(awa, "summary", ApprovalPanel)
    awa.click(shown.declare_button)
    dialog = awa.dialog()
    how = dialog.form.field("how")
    assert isinstance(how, CodeField)
    assert how.combo.findData("in_program") < 0
    awa.fill(dialog.form, {"what": "closing", "approved_by": "Moussa", "how": "phone"})
    awa.fill(dialog.form, {"approved_on": "1/12/2026"})
    awa.accept(dialog)
    (entry,) = view(awa).all(Approval)
    assert state_of(entry.record) is State.DECLARED


# history


def test_the_history_is_told_in_sentences_and_the_last_change_undone(awa):
    awa.open_case(LAND)
    unit = awa.case.view.unit_id
    before = view(awa).case.risk
    cases.save(work_of(awa), unit, "case_file", {"risk": "extreme"})
    awa.case.refresh()
    tab = history(awa)
    newest = tab.cards[0]
    assert " → " in newest.text.text()
    assert "Awa Traoré" in newest.findChildren(type(newest.text))[1].text()
    assert [not card.undo.isHidden() for card in tab.cards[:2]] == [True, False]
    awa.click(newest.undo)
    awa.wait()
    assert view(awa).case.risk == before
    assert len(history(awa).cards) == len(tab.cards)


def test_a_large_save_is_shown_in_part_and_then_whole(awa):
    awa.open_case(MACINA)
    imported = history(awa).cards[-1]  # the import wrote the whole case at once
    shown = imported.text.text().count("\n")
    assert not imported.rest.isHidden()
    imported.rest.click()
    assert imported.text.text().count("\n") > shown
    assert imported.rest.isHidden()


def test_the_history_is_narrowed_by_person_record_and_words(awa):
    awa.open_case(LAND)
    unit = awa.case.view.unit_id
    cases.save(work_of(awa), unit, "case_file", {"risk": "extreme"})
    cases.add_note(work_of(awa), unit, "Vu le bornage à Sofara")
    awa.case.refresh()
    tab = history(awa)
    assert len(tab.cards) >= 3
    awa.type(tab.words, "sofara")
    awa.wait(lambda: len(tab.cards) == 1)
    assert "Sofara" in tab.cards[0].text.text()
    awa.type(tab.words, "")
    awa.wait(lambda: len(tab.cards) >= 3)
    tab.what.setCurrentIndex(tab.what.findData("note"))
    tab.what.activated.emit(0)
    awa.wait(lambda: len(tab.cards) == 1)
    tab.who.setCurrentIndex(1)
    tab.who.activated.emit(1)
    awa.wait()
    assert len(tab.cards) == 1
    awa.type(tab.words, "rien de tel")
    awa.wait(lambda: not tab.cards)
    assert tab._none.isVisible()


# roles


def test_a_reader_sees_everything_greyed_out_with_its_reason(awa):
    become(awa, "reader")
    awa.open_case(LAND)
    head = awa.case.head
    for widget in (head.next, head._more, head._print):
        assert not widget.isEnabled()
        assert widget.toolTip()
    awa.tab("parties")
    awa.case.stack.currentWidget().open_record("party", view(awa).all(Party)[0].eid, {})
    awa.wait()
    assert not awa.editor.save_button.isEnabled()
    assert awa.editor.save_button.toolTip()
