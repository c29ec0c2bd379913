"""The agenda as a person uses it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mediator_app.i18n import speak
from mediator_app.services import cases, trips
from mediator_app.ui.pages.agenda import AgendaPage
from tests.services import desk
from tests.ui.sitting import take_place

NAME = "Puits de Sossobé"


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("agenda") / "profile"
    desk.made(folder).close()
    with desk.opened(folder) as work:
        unit, _ = cases.open_case(work, {"kind": "land", "title": NAME})
        meeting = {"type": "shuttle", "held_on": "2026-03-20", "time_text": "9h"}
        cases.save(work, unit, "meeting", meeting)
        cases.save(work, unit, "task", {"text": "Appeler Awa", "due": "2026-03-20"})
        cases.save(work, unit, "visit", {"due": "2026-03-20", "months": 3})
        cases.save(work, unit, "clause", {"text": "Libérer le champ", "due": "2026-04-02"})
        trips.plan(
            work, {"destination": "Ténenkou", "leaves_on": "2026-03-10", "back_on": "2026-03-11"}
        )
    return folder


@pytest.fixture
def seat(filled, tmp_path):
    folder = Path(shutil.copytree(filled, tmp_path / "profile"))
    with desk.opened(folder) as work:
        seat = take_place(work, AgendaPage, (1180, 640))
        yield seat
        seat.runner.close()
        seat.page.close()
        seat.page.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def lines(seat) -> list[str]:
    QApplication.processEvents()
    return [b.text() for b in seat.page._day.findChildren(QPushButton) if b.isVisible()]


def test_a_day_is_chosen_and_its_line_opens_the_case(seat):
    seat.page.sheet.picked.emit(date(2026, 3, 20))
    assert [line.split("  ·  ")[0] for line in lines(seat)] == [
        "Task: Appeler Awa",
        "Follow-up visit",
        "9h Shuttle",
    ]
    asked = []
    seat.page.case_asked.connect(lambda _unit, place: asked.append(place))
    seat.button(lines(seat)[2]).click()
    assert (asked[0].tab, asked[0].record) == ("meetings", "meeting")
    assert asked[0].eid[0] == 20


def test_the_sheet_is_walked_by_keyboard_and_months_by_its_arrows(seat, hit):
    sheet = seat.page.sheet
    sheet.setFocus()
    assert seat.page._here == date(2026, 3, 12)
    hit(sheet, Qt.Key.Key_Right)
    assert seat.page._here == date(2026, 3, 13)
    hit(sheet, Qt.Key.Key_Down)
    assert seat.page._here == date(2026, 3, 20)
    assert len(lines(seat)) == 3
    seat.page._after.click()
    seat.settle()
    assert seat.page._title.text() == "April 2026"
    seat.page._whole.click()
    assert any("Libérer le champ" in line for line in lines(seat))
    seat.page._today.click()
    seat.settle()
    assert seat.page._here == date(2026, 3, 12)


def test_who_is_missed_stands_there_until_heard_of(seat):
    card = seat.page.trips
    said = [each.text() for each in card.findChildren(QLabel)]
    assert "No sign of life" in said
    seat.button("Was heard of", card).click()
    seat.settle()
    said = [each.text() for each in card.findChildren(QLabel) if each.isVisible()]
    assert "On the road" in said
    seat.button("Is back", card).click()
    seat.settle()
    assert trips.trips(seat.work) == []


def test_a_trip_that_ends_before_it_begins_is_refused_and_nothing_typed_is_lost(seat):
    seat.button("Plan a trip…").click()
    dialog = seat.dialog()
    dialog.form.fill({"destination": "Koro", "back_on": "2026-03-01"})
    dialog.keep()
    seat.settle()
    assert dialog.isVisible()
    assert dialog.form.value("destination") == "Koro"
    problems = [cell.problem() for cell in dialog.form._cells.values() if cell.problem()]
    assert problems == ["The day of return lies before the day of leaving."]
    dialog.form.fill({"back_on": "2026-03-14"})
    dialog.keep()
    seat.settle()
    assert not seat.is_asked()
    assert {t.trip.record.destination for t in trips.trips(seat.work)} == {"Koro", "Ténenkou"}


def test_the_file_for_other_calendars_names_nobody(seat, tmp_path):
    target = tmp_path / "agenda.ics"
    seat.page.write_file(str(target))
    seat.settle()
    text = target.read_text(encoding="utf-8")
    for word in (NAME, "Sossob", "Appeler", "Awa", "Ténenkou", "Libérer"):
        assert word not in text
    events = Calendar.from_ical(text).walk("VEVENT")
    said = [str(e["SUMMARY"]).rsplit(" ", 1) for e in events]
    assert [words for words, _number in said] == [
        "Task",
        "Follow-up visit",
        "Shuttle",
        "Commitment due",
    ]
    assert {number for _words, number in said} == {f"{seat.work.info.code}-0001"}
    again = tmp_path / "again.ics"
    seat.page.write_file(str(again))
    seat.settle()
    ids = [str(e["UID"]) for e in events]
    assert ids == [str(e["UID"]) for e in Calendar.from_ical(again.read_bytes()).walk("VEVENT")]
    assert len(set(ids)) == len(ids)
    assert "4 entries" in seat.notice.text()


def test_a_date_of_the_season_is_kept_and_shown(seat):
    seat.button("Date of the season…").click()
    dialog = seat.dialog()
    dialog.form.fill({"what": "descent", "corridor": "Burtol", "first_on": "2019-03-25"})
    dialog.keep()
    seat.settle()
    seat.page.sheet.picked.emit(date(2026, 3, 25))
    assert lines(seat) == ["Descent of the herds  ·  Burtol"]
    seat.button(lines(seat)[0]).click()
    seat.settle()
    dialog = seat.dialog()
    seat.button("Take away", dialog).click()
    seat.settle()
    assert lines(seat) == []


@pytest.mark.parametrize(
    ("name", "theme", "size", "scale"),
    [
        ("agenda-fr", "light", (1180, 640), 100),
        ("agenda-small", "sun", (860, 480), 100),
        ("agenda-large", "dark", (1180, 640), 200),
    ],
)
def test_nothing_is_cut(seat, look_like, picture, name, theme, size, scale):
    look_like(theme, scale)
    speak("fr")
    seat.page.retranslate()
    seat.page.set_narrow(narrow=scale > 100)
    seat.page.resize(*size)
    seat.page.sheet.picked.emit(date(2026, 3, 20))
    picture(seat.page, name)
    assert seat.page.minimumSizeHint().width() <= size[0]
