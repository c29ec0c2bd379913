from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from mediator_app.i18n import speak
from mediator_app.ui.fields.choices import (
    BooleanField,
    CodeField,
    CodesField,
    RefField,
    RefsField,
)
from mediator_app.ui.fields.day_text import read_day, read_period
from mediator_app.ui.fields.days import DayField, FuzzyField
from mediator_app.ui.fields.numbers import AreaField, IntegerField, MoneyField
from mediator_app.ui.fields.places import Place, PlaceSearch
from mediator_app.ui.fields.texts import LineField, ListField, LongField

CODES = {"land": "Land", "other": "Other"}
MANY = {f"c{n}": f"Code {n}" for n in range(20)}
PEOPLE = [(b"a" * 16, "Aminata"), (b"b" * 16, "Boubou")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/3/2018", "2018-03-12"),
        ("12.03.18", "2018-03-12"),
        ("12-3-2018", "2018-03-12"),
        ("12 3 2018", "2018-03-12"),
        ("2018-3-12", "2018-03-12"),
        ("12 mars 2018", "2018-03-12"),
        ("le 12 Mars 2018", "2018-03-12"),
        ("1er août 2018", "2018-08-01"),
        ("1 aout 2018", "2018-08-01"),
        ("12 March 2018", "2018-03-12"),
        ("12 sept. 2018", "2018-09-12"),
        ("tile 23 nowanburu 2026", "2026-11-23"),
        ("nowanburukalo tile 23 san 2026", "2026-11-23"),
        ("  12 mars 2018 ", "2018-03-12"),
    ],
)
def test_a_day_is_read_as_people_write_it(text, day):
    found = read_day(text)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    "text",
    ["", "31/2/2018", "32/1/2018", "mars", "12 mars", "12 foo 2018", "0/0/0000", "١٢/٣/٢٠١٨x"],
)
def test_what_is_no_day_is_not_guessed(text):
    assert read_day(text) is None


def test_a_month_or_a_year_is_a_period():
    assert [d.isoformat() for d in read_period("février 2018")] == ["2018-02-01", "2018-02-28"]
    assert [d.isoformat() for d in read_period("2018")] == ["2018-01-01", "2018-12-31"]
    assert read_period("après la récolte") is None


def fields():
    return [
        (LineField(), "Koro"),
        (LongField(), "Two\nlines"),
        (ListField(), ["one", "two"]),
        (IntegerField(), 12),
        (IntegerField(), 0),
        (MoneyField(), 150_000),
        (AreaField(), 35_000),
        (DayField(), "2018-03-12"),
        (FuzzyField(), ["2018-02-01", "2018-02-28", "after the harvest"]),
        (CodeField(CODES), "other"),
        (CodesField(CODES), ["land", "other"]),
        (CodesField(MANY), ["c3", "c12"]),
        (BooleanField(), True),
        (BooleanField(), False),
        (RefField(PEOPLE), b"b" * 16),
        (RefsField(PEOPLE), [(b"b" * 16).hex()]),
    ]


def test_every_field_gives_back_what_it_was_given(qapp):
    for field, value in fields():
        heard = []
        field.changed.connect(lambda heard=heard: heard.append(1))
        assert field.value() is None, type(field)
        field.set_value(value)
        assert field.value() == value, type(field)
        assert field.problem() == ""
        assert heard == [], f"{type(field).__name__} calls a shown value a change"
        raw = field.raw()
        field.set_value(None)
        assert field.value() is None
        field.set_raw(raw)
        assert field.value() == value, type(field)


def test_every_field_survives_a_change_of_language(qapp):
    for field, value in fields():
        field.set_value(value)
        for language in ("fr", "bm", "en"):
            speak(language)
            field.retranslate()
            assert field.value() == value, (type(field), language)


def test_a_code_of_a_newer_version_is_kept(qapp):
    for field, value in (
        (CodeField(CODES), "from_the_future"),
        (CodesField(CODES), ["land", "from_the_future"]),
        (CodesField(MANY), ["from_the_future"]),
        (RefField(PEOPLE), b"z" * 16),
        (RefsField(PEOPLE), ["7a" * 16]),
    ):
        field.set_value(value)
        field.retranslate()
        assert field.value() == value


def test_a_wrong_day_is_said_in_words_and_kept_for_the_draft(qapp, keys):
    field = DayField()
    keys(field.edit, "31/2/2018")
    assert field.value() is None
    assert "no day" in field.problem()
    other = DayField()
    other.set_raw(field.raw())
    assert other.edit.text() == "31/2/2018"


def test_a_day_is_written_out_when_the_field_is_left(qtbot, keys, hit):
    field = DayField()
    qtbot.addWidget(field)
    keys(field.edit, "12/3/2018")
    hit(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == "12 March 2018"


def test_words_fill_the_range_of_a_fuzzy_date(qtbot, keys, hit):
    field = FuzzyField()
    qtbot.addWidget(field)
    keys(field.words, "mars 2018")
    hit(field.words, Qt.Key.Key_Return)
    assert field.value() == ["2018-03-01", "2018-03-31", "mars 2018"]
    field.set_value(["2018-03-09", "2018-03-01", None])
    assert "before" in field.problem()


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (IntegerField, "1 234", 1234),
        (IntegerField, "-3", None),
        (IntegerField, "3,5", None),
        (IntegerField, "1_000", None),
        (IntegerField, "٣", None),
        (MoneyField, "1 500 000", 1_500_000),
        (AreaField, "3,5", 35_000),
        (AreaField, "0.25", 2_500),
        (AreaField, "3.00001", None),
    ],
)
def test_numbers_are_read_as_written_here(qapp, keys, field, text, value):
    made = field()
    keys(made.edit, text)
    assert made.value() == value
    assert bool(made.problem()) is (value is None)


def test_a_number_out_of_bounds_says_the_bound(qapp, keys):
    field = IntegerField(at_least=1880, at_most=2100)
    keys(field.edit, "1700")
    assert "1880" in field.problem()
    assert field.value() is None


def test_the_wheel_scrolls_the_page_not_the_choice(qtbot):
    field = CodeField(CODES)
    qtbot.addWidget(field)
    field.set_value("land")
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.combo, turn)
    assert field.value() == "land"


def test_a_place_is_offered_as_one_types(qtbot, keys):
    places = [Place("Ségou", "Macina", "Macina", "Kélé", "ML-4-1")]
    asked = []

    def find(text):
        asked.append(text)
        return places

    search = PlaceSearch(find)
    qtbot.addWidget(search)
    keys(search.edit, "kele")
    assert asked[-1] == "kele"
    assert search.suggestions() == places
    with qtbot.waitSignal(search.picked) as picked:
        search.choose(0)
    assert picked.args == [places[0]]
