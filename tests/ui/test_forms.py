from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mediator_app.core.records.cases import CaseFile
from mediator_app.core.records.meetings import Meeting
from mediator_app.core.records.registry import record_types
from mediator_app.i18n import speak
from mediator_app.ui.fields.places import Place
from mediator_app.ui.forms import form as form_module
from mediator_app.ui.forms.form import Form
from mediator_app.ui.forms.spec import HIDDEN, Part, PlaceNames, form_of

PARTIES = [(b"\x0a" * 16, "Aminata"), (b"\x0b" * 16, "Boubou")]


@pytest.fixture
def make(qtbot):
    def build(record=Meeting, parts=(), **options):
        form = Form(form_of(record.facts(), parts), choices=lambda _to: PARTIES, **options)
        qtbot.addWidget(form)
        form.resize(900, 700)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        qtbot.waitUntil(lambda: form.layout().geometry().width() > 0)
        return form

    return build


def test_every_record_has_a_form_with_every_fact(qapp):
    assert len(record_types()) > 30
    for record in record_types():
        form = Form(form_of(record.facts()), choices=lambda _to: PARTIES)
        shown = {spec.name for spec in form_of(record.facts()).fields()}
        assert shown == {fact.name for fact in record.facts() if fact.label} - HIDDEN
        assert form.values() == {}


def test_a_form_gives_only_what_was_changed(make, keys):
    form = make()
    form.show_values({"type": "joint_mediation", "women": 7, "men": 19})
    assert form.values() == {}
    keys(form.field("young_women").input(), "3")
    form.field("men").set_value(None)
    assert form.values() == {"young_women": 3, "men": None}


def test_a_needed_fact_is_asked_for_beside_its_field(make, keys):
    form = make()
    keys(form.field("women").input(), "many")
    assert not form.check()
    assert form._cells["type"].problem() == "This is needed."
    assert form._cells["women"].problem() == "This is no number."
    assert form.field("type").input().hasFocus()
    assert "needed" in form.field("type").input().accessibleName()


def test_a_problem_goes_when_it_is_put_right(make, keys):
    form = make()
    edit = form.field("women").input()
    keys(edit, "x")
    form.check()
    edit.clear()
    keys(edit, "4")
    assert form._cells["women"].problem() == ""


def test_problems_found_elsewhere_stand_beside_their_field(make):
    form = make()
    assert form.show_problems({"held_on": "After the end."})
    assert form._cells["held_on"].problem() == "After the end."
    assert not form.show_problems({"unknown": "?"})


def test_leaving_a_field_keeps_a_draft(make, keys, qtbot):
    form = make()
    edit = form.field("women").input()
    edit.setFocus()
    keys(edit, "1x")
    with qtbot.waitSignal(form.draft_changed) as kept:
        form.field("men").input().setFocus()
    assert kept.args == [{"women": "1x"}]


def test_typing_on_keeps_a_draft_too(make, keys, qtbot, monkeypatch):
    monkeypatch.setattr(form_module, "DRAFT_EVERY", 30)
    form = make()
    with qtbot.waitSignal(form.draft_changed, timeout=2000) as kept:
        keys(form.field("summary").input(), "bɛnkan")
    assert kept.args == [{"summary": "bɛnkan"}]


def test_a_draft_comes_back_over_what_is_stored(make):
    form = make()
    form.show_values({"women": 7, "summary": "Old"})
    form.set_raw({"women": "1x", "summary": "New", "gone": 1})
    assert form.raw() == {"women": "1x", "summary": "New"}
    assert form.values() == {"women": None, "summary": "New"}


def test_a_change_of_language_keeps_what_is_typed(make, keys):
    form = make()
    keys(form.field("place_text").input(), "Sous le toguna")
    keys(form.field("women").input(), "1x")
    form.field("type").set_value("ceremony")
    before = form.raw()
    for language in ("fr", "bm", "en"):
        speak(language)
        form.retranslate()
        assert form.raw() == before


def test_fields_follow_each_other_in_the_order_of_the_paper(make):
    form = make()
    edit, seen = form.field("type").input(), []
    for _ in range(60):
        edit = edit.nextInFocusChain()
        cell = form._cell_of(edit)
        if cell is not None and cell.spec.name not in seen and edit.focusPolicy() & Qt.TabFocus:
            seen.append(cell.spec.name)
    order = [name for name in form._cells if name in seen]
    start = seen.index("held_on")
    assert seen[start : start + 8] == order[order.index("held_on") :][:8]


def test_every_label_leads_to_its_field(make):
    form = make()
    for cell in form._cells.values():
        assert cell.label.buddy() is not None
        assert cell.field.input().accessibleName()


def test_columns_become_fewer_where_there_is_no_room(make):
    form = make()
    widths = {}
    for width in (1000, 620, 330):
        form.resize(width, 2000)
        QApplication.processEvents()
        columns = form._cells["women"].parentWidget().layout()
        widths[width] = columns.columns(columns.geometry().width())
    assert widths[1000] == 4
    assert widths[620] == 3
    assert widths[330] == 1


def test_a_found_place_fills_its_fields(make):
    part = Part("Place", ("region", "cercle", "commune", "locality"), PlaceNames())
    form = make(CaseFile, (part,), find_place=lambda _text: ())
    form._places[0][0].picked.emit(Place("Ségou", "Macina", "Macina", "Kélé", "ML-4"))
    assert form.values() == {
        "region": "Ségou",
        "cercle": "Macina",
        "commune": "Macina",
        "locality": "Kélé",
        "place_id": "ML-4",
    }


def test_any_text_fits_into_the_long_field(make):
    form = make()
    text = "& <b>not bold</b> ɛ ɔ ɲ ŋ 😀 " * 800
    form.fill({"summary": text})
    assert form.values()["summary"] == text.strip()
