"""The page of alerts as a person uses it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mediator_app.core.news import Step
from mediator_app.i18n import speak
from mediator_app.services import alerts, cases, drafts, incidents
from tests.core.test_events_table import HEAD, table
from tests.services import desk
from tests.services.test_events import many
from tests.ui.alerting import sit

THEFT = {
    "happened_on": ["2026-03-11", "2026-03-11", None],
    "type": "cattle_theft",
    "region": "Mopti",
    "cercle": "Koro",
    "source_reliability": "B",
    "credibility": "3",
    "text": "Forty head were driven off.",
    "reported_on": "2026-03-05",
}
KILLING = {
    "happened_on": ["2026-03-01", "2026-03-01", None],
    "type": "killing",
    "region": "Gao",
    "cercle": "Ansongo",
    "dead": 2,
    "credibility": "1",
    "text": "Two traders.",
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("alerts") / "empty"
    desk.made(folder).close()
    return folder


@pytest.fixture
def work(empty, tmp_path):
    folder = Path(shutil.copytree(empty, tmp_path / "profile"))
    with desk.opened(folder) as opened:
        yield opened


@pytest.fixture
def awa(dressed, work):
    incidents.report(work, THEFT)
    incidents.report(work, KILLING)
    sitting = sit(work)
    yield sitting
    close(sitting)


@pytest.fixture
def nobody(dressed, work):
    sitting = sit(work)
    yield sitting
    close(sitting)


def close(sitting):
    sitting.runner.close()
    sitting.page.close()
    sitting.page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def click(root, text):
    """Click the button that says so."""
    for each in root.findChildren(QPushButton):
        if each.isVisible() and text in each.text():
            QTest.mouseClick(each, Qt.MouseButton.LeftButton)
            return
    raise AssertionError(f"no button “{text}”")


def texts(root):
    return " | ".join(each.text() for each in root.findChildren(QLabel) if each.isVisible())


def open_first(awa, row=0):
    awa.page.table.selectRow(row)
    QTest.keyClick(awa.page.table, Qt.Key.Key_Return)
    awa.settle()


def record(awa, row=0):
    row = alerts.register(awa.work).rows[row]
    return incidents.told(awa.work, row.unit_id, row.eid).record


# the list


def test_the_list_tells_what_where_and_how_sure(awa):
    first, second = awa.shown()
    assert first == "11/03/2026 | Cattle theft | Koro, Mopti |  | B3 | Rumour, 7 days"
    assert second == "01/03/2026 | Killing | Ansongo, Gao | 2 dead | ·1 | Rumour"
    assert "2 alerts" in texts(awa.page)


def test_an_empty_list_says_what_to_do(nobody):
    assert "two minutes" in nobody.page.state.sentence()
    click(nobody.page.state, "Enter an alert")
    assert nobody.page.currentWidget() is nobody.page.entry


def test_filters_narrow_and_say_how_many(awa):
    chips = awa.page.filters.chips
    assert chips["rumour"].text() == "Rumour  2"
    assert awa.page.filters.late.text() == "Over 72 hours  1"
    awa.page.filters.late.click()
    awa.settle()
    assert len(awa.shown()) == 1
    awa.page.filters.late.click()
    awa.page.filters.kind.setCurrentIndex(awa.page.filters.kind.findData("killing"))
    awa.settle()
    assert "Killing" in awa.shown()[0]
    awa.page.filters.severity.setCurrentIndex(awa.page.filters.severity.findData("minor"))
    awa.settle()
    assert awa.shown() == []
    assert "No alert fits" in awa.page.state.sentence()
    click(awa.page.state, "Show all")
    awa.settle()
    assert len(awa.shown()) == 2
    awa.page.filters.period.setCurrentIndex(1)
    awa.settle()
    assert len(awa.shown()) == 1
    awa.page.filters.clear()
    awa.page.search.setText("ansongo")
    awa.page.search.returnPressed.emit()
    awa.settle()
    assert len(awa.shown()) == 1


# one alert


def test_a_rumour_becomes_verified_and_answered(awa):
    open_first(awa)
    assert "Waits for an answer for 7 days" in texts(awa.page.detail)
    click(awa.page.detail, "It is verified")
    ask = awa.dialog("ask")
    ask.form.fill({"second_source": "The nurse"})
    ask.answer()
    awa.settle()
    assert record(awa).state == "verified"
    click(awa.page.detail, "Something was done")
    ask = awa.dialog("ask")
    ask.form.fill({"words": "We went there"})
    ask.answer()
    awa.settle()
    assert (record(awa).answer, record(awa).answered_on) == ("We went there", "2026-03-12")
    assert "Answered after 7 days" in texts(awa.page.detail)


def test_everything_goes_by_keyboard(awa):
    open_first(awa, 1)
    assert QApplication.focusWidget().text() == "It is verified"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    awa.settle()
    assert record(awa, 1).state == "verified"
    assert QApplication.focusWidget().text() == "Something was done"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    awa.settle()
    assert QApplication.focusWidget() is awa.page.table


def test_verifying_without_reason_is_refused_in_a_sentence(awa):
    open_first(awa)
    click(awa.page.detail, "It is verified")
    awa.dialog("ask").answer()
    awa.settle()
    assert "not verified by one voice" in awa.notice.text()
    assert record(awa).state == "rumour"


def test_news_that_is_sure_is_verified_by_one_click(awa):
    open_first(awa, 1)
    click(awa.page.detail, "It is verified")
    awa.settle()
    assert record(awa, 1).state == "verified"


def test_news_found_false_needs_the_reason(awa):
    open_first(awa)
    awa.page.detail.step_asked.emit(Step.DENY)
    ask = awa.dialog("ask")
    ask.answer()
    assert ask.isVisible(), "the reason is needed"
    ask.form.fill({"words": "The herd came home"})
    ask.answer()
    awa.settle()
    assert record(awa).state == "false"
    click(awa.page.detail, "Take it up again")
    awa.settle()
    assert record(awa).state == "rumour"


def test_an_alert_is_linked_to_a_case_and_opens_it(awa):
    unit, _ = cases.open_case(awa.work, {"kind": "land", "title": "Le couloir"})
    open_first(awa)
    click(awa.page.detail, "Link to a case")
    dialog = awa.dialog("link-case")
    awa.settle()
    dialog.list.setCurrentRow(0)
    click(dialog, "Link")
    awa.settle()
    assert record(awa).cases == [unit.hex()]
    asked = []
    awa.page.case_asked.connect(lambda *a: asked.append(a))
    click(awa.page.detail, "Le couloir")
    assert asked == [(unit, None)]
    click(awa.page.detail, "✕")
    awa.settle()
    assert record(awa).cases is None


def test_an_incident_of_a_case_is_edited_there(awa):
    unit, _ = cases.open_case(awa.work, {"kind": "land", "title": "Le couloir"})
    eid, _ = incidents.report(awa.work, {"type": "threat"}, case_unit=unit)
    asked = []
    awa.page.case_asked.connect(lambda *a: asked.append(a))
    awa.page.open_alert(unit, eid)
    awa.settle()
    click(awa.page.detail, "Edit in the case")
    assert (asked[0][0], asked[0][1].record, asked[0][1].eid) == (unit, "incident", eid)


def test_an_alert_taken_away_meanwhile_is_told_so(awa):
    open_first(awa)
    row = alerts.register(awa.work).rows[0]
    incidents.remove(awa.work, row.unit_id, row.eid)
    click(awa.page.detail, "It was false")
    ask = awa.dialog("ask")
    ask.form.fill({"words": "x"})
    ask.answer()
    awa.settle()
    assert "no longer here" in awa.notice.text()


# entering


def test_an_alert_is_entered(nobody):
    nobody.page.enter()
    form = nobody.page.entry.form
    form.fill({"type": "threat", "region": "Mopti", "text": "A letter under the door"})
    nobody.page.entry.save()
    nobody.settle()
    assert record(nobody).happened_on == ["2026-03-12", "2026-03-12", None]
    assert nobody.page.currentWidget() is not nobody.page.entry
    assert "Threat" in texts(nobody.page.detail)


def test_what_was_typed_is_there_again(nobody):
    nobody.page.enter()
    nobody.page.entry.form.fill({"text": "Half a sentence"})
    nobody.page.keep_now()
    assert drafts.find(nobody.work, "new-alert") is not None
    nobody.page.entry.leave()
    nobody.page.enter()
    assert nobody.page.entry.form.value("text") == "Half a sentence"
    nobody.page.entry.save()
    nobody.settle()
    assert drafts.find(nobody.work, "new-alert") is None


def test_an_alert_of_nothing_is_refused_at_the_field(nobody):
    nobody.page.enter()
    nobody.page.entry.save()
    nobody.settle()
    assert "Say at least what happened" in texts(nobody.page.entry)
    nobody.page.entry.leave()


def test_an_alert_is_edited(awa):
    open_first(awa)
    click(awa.page.detail, "Edit")
    awa.page.entry.form.fill({"dead": 1})
    awa.page.entry.save()
    awa.settle()
    assert record(awa).dead == 1
    assert "1 dead" in texts(awa.page.detail)


# words


def test_words_are_shown_and_typed_in(awa, work):
    open_first(awa)
    click(awa.page.detail, "Pass on in words")
    awa.settle()
    said = awa.dialog("say-words")
    click(said, "Copy")
    words = QGuiApplication.clipboard().text().split()
    assert len(words) == 11
    assert "Koro" in texts(said)
    said.accept()
    click(awa.page, "Type in words")
    hear = awa.dialog("hear-words")
    words[2], words[3] = words[3], words[2]
    hear.edit.setPlainText(" ".join(words))
    hear.hear()
    awa.settle()
    assert "Words 3 and 4 are swapped." in texts(hear)
    assert not hear.keep_button.isEnabled()
    click(hear, "as they should be")
    awa.settle()
    assert hear.keep_button.isEnabled()
    hear.keep()
    awa.settle()
    assert len(alerts.register(work).rows) == 3


def test_what_is_still_being_typed_is_not_scolded(awa):
    awa.page.hear()
    hear = awa.dialog("hear-words")
    hear.edit.setPlainText("abeille abricot")
    hear.hear()
    awa.settle()
    assert "2 words of 11" in texts(hear)
    assert "Ask for" not in texts(hear)
    hear.reject()


# tables


def test_a_table_is_looked_at_then_taken_in(nobody, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(table(*many(700, bad={3, 650, 699})), encoding="utf-8")
    nobody.page.take_table()
    dialog = nobody.dialog("import-events")
    dialog.look_at(path)
    nobody.settle()
    assert dialog.summary.text() == "697 new events."
    assert [dialog.bad.item(n).text() for n in range(3)] == [
        "Line 8 (MLI3): “no day” is not a date.",
        "Line 1\u202f302 (MLI650): “no day” is not a date.".replace("\u202f", dialog_gap()),
        "Line 1\u202f400 (MLI699): “no day” is not a date.".replace("\u202f", dialog_gap()),
    ]
    assert alerts.register(nobody.work).rows == []
    dialog.credibility.set_value("2")
    dialog.take_in()
    nobody.settle()
    assert len(nobody.shown()) == 697
    assert "697 events were taken in" in nobody.notice.text()
    assert record(nobody).state == "verified"


def dialog_gap():
    from mediator_app.i18n import formats

    return formats.number(1_302)[1]


def test_reading_a_table_can_be_stopped(nobody, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(table(*many(3_000)), encoding="utf-8")
    nobody.page.take_table()
    dialog = nobody.dialog("import-events")
    dialog.look_at(path)
    click(dialog, "Cancel")
    nobody.settle()
    assert "Nothing was taken in" in dialog.notice.text()
    assert dialog.looked is None
    dialog.reject()


def test_missing_columns_are_told_in_the_dialog(nobody, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(table({}, head=[n for n in HEAD if n != "notes"]), encoding="utf-8")
    nobody.page.take_table()
    dialog = nobody.dialog("import-events")
    dialog.look_at(path)
    nobody.settle()
    assert "lacks these columns: notes." in dialog.notice.text()
    dialog.reject()


# the map


def test_a_click_on_the_map_narrows_the_list(awa):
    view = awa.page.map.view
    click_at(view, view.area_at("ML-5"))
    awa.settle()
    assert len(awa.shown()) == 1
    assert awa.page.filters.area.text() == "Mopti  ✕"
    click_at(view, view.area_at("ML-5"))
    awa.settle()
    assert len(awa.shown()) == 2
    awa.page.map.show_level("zones")
    awa.page.map.list.itemActivated.emit(awa.page.map.list.item(0))
    awa.settle()
    assert len(awa.shown()) == 1


def click_at(view, point: QPointF):
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point.toPoint())


def test_the_map_is_walked_by_arrow_keys(awa):
    view = awa.page.map.view
    view.setFocus()
    view._here = "ML-5"
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.here() == "ML-7"
    assert view.accessibleDescription() == "Gao: 1"
    QTest.keyClick(view, Qt.Key.Key_Return)
    awa.settle()
    assert "Ansongo" in awa.shown()[0]
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down):
        QTest.keyClick(view, key)
        assert view.here()


# the room


@pytest.mark.parametrize(("scale", "size"), [(100, (870, 520)), (200, (810, 470))])
def test_it_fits_a_small_window_and_large_text(awa, look_like, picture, scale, size):
    look_like("light", scale)
    awa.page.resize(*size)
    QApplication.processEvents()
    assert awa.page.table.isVisible()
    click(awa.page, "Map")
    assert awa.page.map.isVisible()
    assert not awa.page.table.isVisible()
    click(awa.page, "Map")
    open_first(awa)
    assert awa.page.detail.isVisible()
    click(awa.page.detail, "Close")
    assert awa.page.table.isVisible()
    if scale == 200:
        click(awa.page, "More")
        assert awa.page.filters.isVisible()
        click(awa.page, "Type in words")
        awa.dialog("hear-words").reject()
    assert awa.page.minimumSizeHint().width() <= size[0]
    picture(awa.page, f"alerts-{scale}")


def test_everything_is_said_again_in_another_language(awa):
    open_first(awa)
    speak("fr")
    awa.page.retranslate()
    awa.settle()
    assert awa.page.filters.severity.count() == 4
    assert len(awa.shown()) == 2
