from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mediator_app.core.errors import StorageUnavailable
from mediator_app.core.participation import Counts
from mediator_app.i18n import speak
from mediator_app.ui.feedback import Feedback, Notice
from mediator_app.ui.qt_texts import OurTexts, QtLanguage
from mediator_app.ui.texts import retranslate
from mediator_app.ui.widgets.basic import Card, button, label
from mediator_app.ui.widgets.checklist import Checklist, Missing
from mediator_app.ui.widgets.letters import KEYS, LetterBar, LetterKeys
from mediator_app.ui.widgets.meter import Meter
from mediator_app.ui.widgets.ribbon import Ribbon, Stage, Where
from mediator_app.ui.widgets.search import SearchField
from mediator_app.ui.widgets.states import StateView

STAGES = [
    Stage("intake", "Saisine"),
    Stage("screening", "Vérification et consentement"),
    Stage("analysis", "Écoute et analyse"),
    Stage("dialogue", "Dialogue"),
    Stage("agreement", "Accord"),
    Stage("follow_up", "Suivi"),
    Stage("closure", "Clôture"),
]


@pytest.fixture
def ribbon(qtbot):
    made = Ribbon()
    qtbot.addWidget(made)
    made.resize(1180, 40)
    made.show_stages(STAGES, "dialogue")
    made.show()
    return made


def test_the_ribbon_tells_done_here_and_to_come_in_words(ribbon):
    names = [step.accessibleName() for step in ribbon.steps()]
    assert names[0].startswith("Saisine: done")
    assert "is here" in names[3]
    assert "to come" in names[6]
    assert [s.words().startswith("✓") for s in ribbon.steps()] == [True] * 3 + [False] * 4


def test_the_ribbon_keeps_the_present_stage_named_where_there_is_no_room(ribbon):
    assert not any(step.short for step in ribbon.steps())
    ribbon.resize(560, 40)
    steps = ribbon.steps()
    assert steps[3].words() == "Dialogue"
    assert steps[0].words() == "✓ 1"
    assert steps[-1].geometry().right() <= 560


def test_the_ribbon_is_walked_by_keyboard(ribbon, qtbot, hit):
    with qtbot.waitActive(ribbon):
        ribbon.activateWindow()
    here = ribbon.steps()[3]
    here.setFocus()
    hit(here, Qt.Key.Key_Right)
    assert ribbon.steps()[4].hasFocus()
    with qtbot.waitSignal(ribbon.asked) as asked:
        hit(ribbon.steps()[4], Qt.Key.Key_Space, " ")
    assert asked.args == ["agreement"]


def test_the_last_stage_of_an_ended_case_is_done(ribbon):
    ribbon.show_stages(STAGES, "closure", ended=True)
    assert {step.where for step in ribbon.steps()} == {Where.DONE}


def test_the_ribbon_is_there_for_a_screen_reader(ribbon):
    QAccessible.setActive(True)
    face = QAccessible.queryAccessibleInterface(ribbon)
    spoken = [face.child(n).text(QAccessible.Text.Name) for n in range(face.childCount())]
    assert len(spoken) == 7
    assert all(spoken)


def test_what_is_missing_leads_to_where_it_is_put_right(qtbot):
    card = Checklist()
    qtbot.addWidget(card)
    card.show_missing(
        "Accord", [Missing("A mandate", "parties"), Missing("Women heard", "meetings", hard=False)]
    )
    with qtbot.waitSignal(card.go_asked) as asked:
        card.links()[0].click()
    assert asked.args == ["parties"]
    card.show_missing("Accord", [])
    assert card.links() == []
    assert any("Everything is there" in each.text() for each in card.findChildren(QLabel))


def test_a_long_list_of_what_is_missing_shows_its_beginning(qtbot):
    card = Checklist()
    qtbot.addWidget(card)
    card.show_missing("Accord", [Missing(f"Thing {n}", str(n), hard=n < 5) for n in range(9)])
    assert len(card.links()) == 3
    card.show_all()
    assert len(card.links()) == 9


def test_the_meter_says_how_many_are_missing(qtbot):
    meter = Meter()
    qtbot.addWidget(meter)
    assert meter.sentence() == "Nobody is counted yet."
    meter.show_count(Counts(7, 19, 6))
    assert "more women are needed" in meter.sentence()
    assert "more young people are needed" in meter.sentence()
    meter.show_count(Counts(7, 19, None), ["the women of Koro"])
    assert "not counted yet" in meter.sentence()
    assert "Could be invited: the women of Koro." in meter.sentence()
    meter.show_count(Counts(10, 10, 10))
    assert meter.sentence() == "The goal is reached."


@pytest.fixture
def desk(qtbot):
    window = QWidget()
    box = QVBoxLayout(window)
    window.line, window.text, window.bar = QLineEdit(), QPlainTextEdit(), LetterBar()
    for widget in (window.line, window.text, window.bar):
        box.addWidget(widget)
    LetterKeys(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def test_the_letter_bar_writes_where_the_cursor_stands(desk):
    for field in (desk.line, desk.text):
        field.setFocus()
        for key in desk.bar.findChildren(QPushButton):
            key.click()
            assert field.hasFocus()
    assert desk.line.text() == desk.text.toPlainText() == "ɛɔɲŋƐƆƝŊ"


def test_every_letter_has_its_keys(desk, qtbot):
    desk.line.setFocus()
    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    for letter, keys in KEYS.items():
        mods = alt | shift if "Shift" in keys else alt
        qtbot.keyClick(desk.line, getattr(Qt.Key, f"Key_{keys[-1]}"), mods)
        assert desk.line.text().endswith(letter)
    assert desk.line.text() == "".join(KEYS)


def test_a_field_that_is_read_only_stays_as_it_is(desk):
    desk.line.setReadOnly(True)
    desk.line.setFocus()
    desk.bar.findChildren(QPushButton)[0].click()
    assert desk.line.text() == ""


def test_search_asks_once_after_the_last_key(qtbot, keys):
    field, asked = SearchField(lambda: "Search"), []
    qtbot.addWidget(field)
    field.asked.connect(asked.append)
    keys(field, "bɛnkan")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["bɛnkan"]


def test_a_page_says_what_it_is_waiting_for(qtbot):
    view = StateView()
    qtbot.addWidget(view)
    view.show_failed(lambda: "The list could not be read.")
    with qtbot.waitSignal(view.acted):
        view.findChildren(QPushButton)[0].click()
    view.show_loading(lambda: "Reading…", can_cancel=True)
    assert view.sentence() == "Reading…"


@pytest.fixture
def feedback(qtbot):
    notice, logged = Notice(), []
    qtbot.addWidget(notice)
    made = Feedback(
        notice, log=logged.append, now=lambda: datetime(2026, 1, 24, 10, 42, tzinfo=UTC)
    )
    made.notice, made.logged = notice, logged
    return made


def test_an_expected_error_is_told_and_not_logged(feedback):
    feedback.failed(StorageUnavailable(reason="full"))
    assert "The disk cannot be used (full)" in feedback.notice.text()
    assert feedback.logged == []


def test_our_own_fault_is_logged_and_told_once(feedback):
    def fail():
        try:
            {}["Aminata"]
        except KeyError as error:
            feedback.failed(error)

    feedback.saved()
    fail()
    assert "10:42" in feedback.notice.text()
    assert "Aminata" not in feedback.notice.text()
    feedback.quiet()
    fail()
    assert not feedback.notice.isVisible()
    assert len(feedback.logged) == 1


def test_saved_is_said_with_the_time(feedback, qtbot):
    with qtbot.waitSignal(feedback.saved_at) as told:
        feedback.saved()
    assert told.args == ["Saved at 10:42"]


def test_what_people_typed_is_never_markup(qtbot):
    made = label("<b>Aminata</b> & co")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_said_texts_are_said_again(qtbot):
    words = {"en": "Save", "fr": "Enregistrer"}
    now = ["en"]
    card = Card(lambda: words[now[0]])
    qtbot.addWidget(card)
    inner = button(lambda: words[now[0]])
    card.box.addWidget(inner)
    now[0] = "fr"
    retranslate(card)
    assert (card.heading.text(), inner.text()) == ("Enregistrer", "Enregistrer")


def test_qt_speaks_our_language_and_falls_back_to_french(qtbot, dressed):
    tongue = QtLanguage(dressed)
    ours = OurTexts({("QPlatformTheme", "Cancel"): "A dabila"}, tongue)
    tongue.speak("fr")
    dressed.installTranslator(ours)
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.SaveAll
    )
    qtbot.addWidget(box)
    texts = {b.text().replace("&", "") for b in box.buttons()}
    dressed.removeTranslator(ours)
    tongue.speak("en")
    speak("en")
    assert "A dabila" in texts
    assert len(texts - {"A dabila", "Save All"}) == 1
