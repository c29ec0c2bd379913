"""The page of people as a person uses it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mediator_app.core.records.parties import Party
from mediator_app.i18n import speak
from mediator_app.services import actors, cases
from mediator_app.services.actors import Actor, PlaceMemory
from mediator_app.ui.case.parts.parties_cards import PartiesPanel
from mediator_app.ui.case.parts.parties_map import ActorPanel
from mediator_app.ui.case.parts.parties_same import SamePanel
from mediator_app.ui.pages.people import DOUBLES, PLACE, PeoplePage
from tests.services import desk
from tests.ui.sitting import take_place

LAND = {
    "kind": "land",
    "region": "Mopti",
    "cercle": "Koro",
    "commune": "Koro",
    "locality": "Koro",
}
MOUSSA = {"type": "person", "sex": "m", "birth_year": 1980, "village": "Koubi"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("people") / "profile"
    desk.made(folder).close()
    with desk.opened(folder) as work:
        first, _ = cases.open_case(work, {**LAND, "title": "Le puits de Koro"})
        second, _ = cases.open_case(work, {**LAND, "title": "Les champs de Koro"})
        third, _ = cases.open_case(work, {"kind": "reintegration", "title": "Le retour"})
        put = {"name": "Moussa Traoré", "role": "claimant", "side": "A", **MOUSSA}
        cases.save(work, first, "party", put)
        group, _ = cases.save(
            work,
            first,
            "party",
            {
                "type": "group",
                "name": "Éleveurs du Séno",
                "side": "B",
                "role": "respondent",
                "livelihood": "herding",
                "size": 120,
                "reachable": "no",
                "wanted": True,
                "sector": "civil_society",
                "level": "local",
            },
        )
        speaker, _ = cases.save(
            work,
            first,
            "party",
            {"type": "person", "name": "Hamadoun Diallo", "side": "B", "part_of": group},
        )
        cases.save(work, first, "party", {"representative": speaker}, eid=group)
        cases.save(work, first, "relationship", {"first": speaker, "second": group, "type": "host"})
        put = {"name": "Musa Tarawele", "role": "witness", **MOUSSA}
        cases.save(work, second, "party", put)
        cases.save(work, third, "party", {"type": "person", "name": "Amadou Secret"})
        cases.save(work, third, "case_file", {"names_hidden": True})
        actors.save(
            work,
            Actor,
            {
                "name": "Gouverneur de Mopti",
                "place": "Mopti",
                "place_id": "ML-5",
                "sector": "governmental",
                "level": "national",
                "reachable": "hard",
            },
        )
        actors.save(work, Actor, {"name": "Chef de groupe", "place": "Mopti", "wanted": True})
        actors.save(
            work,
            PlaceMemory,
            {"kind": "accord", "place": "Koro", "text": "Accord de Koro, août 2018."},
        )
    return folder


@pytest.fixture
def work(filled, tmp_path):
    folder = Path(shutil.copytree(filled, tmp_path / "profile"))
    with desk.opened(folder) as opened:
        yield opened


@pytest.fixture
def sit(work):
    seats = []

    def down(make, size=(1180, 640)):
        seats.append(take_place(work, make, size))
        return seats[-1]

    yield down
    for seat in seats:
        seat.runner.close()
        seat.page.close()
        seat.page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def seat(sit):
    return sit(PeoplePage)


def listed(page) -> list[str]:
    return [page.model.cells(row)[0].text for row in range(page.model.rowCount())]


def said(widget) -> list[str]:
    QApplication.processEvents()
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def case_of(work, title):
    with_names = (
        cases.view(work, cases.unit_of(work, number), names=True)
        for number in cases.find(work, cases.CaseFilter())
    )
    return next(view for view in with_names if view.case.title == title)


def test_everybody_stands_in_the_list_and_enter_opens_the_case_at_the_party(seat, hit):
    page = seat.page
    assert listed(page) == [
        "Éleveurs du Séno",
        "Hamadoun Diallo",
        "Moussa Traoré",
        "Musa Tarawele",
        "PT-001",
    ]
    page.search_for("jallow")
    seat.settle()
    assert listed(page) == ["Hamadoun Diallo"]
    page.table.choose(page.model.id_at(0))
    asked = []
    page.case_asked.connect(lambda unit, place: asked.append((unit, place)))
    hit(page.table, Qt.Key.Key_Return)
    view = case_of(seat.work, "Le puits de Koro")
    ((unit, place),) = asked
    assert unit == view.unit_id
    assert view.party_name(place.eid) == "Hamadoun Diallo"
    assert (place.tab, place.record) == ("parties", "party")


def test_whoever_is_in_a_case_with_names_apart_is_nowhere_named(seat):
    page = seat.page
    page.search_for("secret")
    seat.settle()
    assert listed(page) == []
    assert "Nobody fits" in page.state.sentence()
    page.state.acted.emit()
    seat.settle()
    page.table.choose(page.model.id_at(4))
    QApplication.processEvents()
    words = " ".join(said(page.detail) + [b.text() for b in page.detail.links()])
    assert "PT-001" in words
    assert "Secret" not in words
    assert "retour" not in words


def test_a_person_joins_two_lines_and_takes_it_back(seat):
    page = seat.page
    page.turn(DOUBLES)
    words = " ".join(said(page.doubles))
    assert "“Moussa Traoré” and “Musa Tarawele” can be two spellings of one name." in words
    assert "Both are of Koubi." in words
    seat.button("Same person", page.doubles).click()
    seat.settle()
    assert len(listed(page)) == 4
    assert "Nobody seems to be written twice" in " ".join(said(page.doubles))
    page.turn(0)
    page.search_for("tarawele")
    seat.settle()
    page.table.choose(page.model.id_at(0))
    QApplication.processEvents()
    assert len([b for b in page.detail.links() if "Koro" in b.text()]) == 2
    seat.button("Take this back", page.detail).click()
    seat.settle()
    page.search_for("")
    seat.settle()
    assert len(listed(page)) == 5


def test_in_a_narrow_window_one_person_takes_the_place_of_the_list(seat, hit):
    page = seat.page
    page.turn(DOUBLES)
    seat.button("Same person", page.doubles).click()
    seat.settle()
    page.turn(0)
    page.resize(700, 480)
    QApplication.processEvents()
    assert page.detail.isHidden() or not page.detail.isVisible()
    page.search_for("tarawele")
    seat.settle()
    page.table.choose(page.model.id_at(0))
    hit(page.table, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert page.detail.isVisible()
    assert not page.table.isVisible()
    seat.button("Back to the list", page.detail).click()
    assert page.table.isVisible()


def test_actors_of_a_place_are_moved_by_keys_and_dragging(seat, hit):
    page = seat.page
    page.turn(PLACE)
    seat.settle()
    grid = page.place.grid
    card = next(c for c in grid.cards.values() if c.actor.name == "Gouverneur de Mopti")
    card.setFocus()
    hit(card, Qt.Key.Key_Left, mods=Qt.KeyboardModifier.ShiftModifier)
    seat.settle()
    assert grid.cards[card.actor.key].actor.cell == ("civil_society", "national")
    loose = next(c for c in grid.cards.values() if c.actor.name == "Chef de groupe")
    target = grid._cells["security", "local"]
    drag(loose, target.mapToGlobal(target.rect().center()))
    seat.settle()
    assert grid.cards[loose.actor.key].actor.cell == ("security", "local")
    assert "No plan yet: click to write what is done to reach them." in said(grid)
    assert "Accord de Koro, août 2018." in said(page.place)


def drag(card, target: QPoint) -> None:
    start = QPoint(10, 10)
    steps = (
        (QEvent.Type.MouseButtonPress, card.mapToGlobal(start)),
        (QEvent.Type.MouseMove, target),
        (QEvent.Type.MouseButtonRelease, target),
    )
    for kind, where in steps:
        event = QMouseEvent(
            kind,
            QPointF(card.mapFromGlobal(where)),
            QPointF(where),
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(card, event)


def test_a_memory_of_a_place_is_written_down_and_changed(seat):
    page = seat.page
    page.turn(PLACE)
    seat.settle()
    seat.button("Remember something…", page.place).click()
    dialog = seat.dialog()
    dialog.form.fill({"kind": "sacred_place", "place": "Dinangourou", "text": "Le figuier."})
    dialog.keep()
    seat.settle()
    assert "Le figuier." in said(page.place)
    link = next(b for b in page.place.findChildren(QPushButton) if "Dinangourou" in b.text())
    link.click()
    dialog = seat.dialog()
    dialog.form.fill({"text": "Le grand figuier."})
    dialog.keep()
    seat.settle()
    assert "Le grand figuier." in said(page.place)


def panel(sit, make, work, title):
    view = case_of(work, title)

    def made(desk_):
        page = make(desk_)
        page.refresh = lambda: page.show_view(view)
        page.changed = lambda _changed: page.show_view(case_of(work, title))
        return page

    return sit(made)


def test_parties_stand_by_side_with_mandate_and_ties_at_both_ends(sit, work):
    seat = panel(sit, PartiesPanel, work, "Le puits de Koro")
    words = said(seat.page)
    assert words.index("Side A") < words.index("Side B")
    assert "Respondent  ·  Herding  ·  120 people" in words
    assert "No mandate" in words
    assert "Hamadoun Diallo speaks for them." in words
    links = [b.text() for b in seat.page.findChildren(QPushButton)]
    assert "Host → Éleveurs du Séno" in links
    assert "Host ← Hamadoun Diallo" in links
    asked = []
    seat.page.asked.connect(lambda *what: asked.append(what))
    seat.button("Add a mandate").click()
    ((record, eid, preset),) = asked
    view = case_of(work, "Le puits de Koro")
    assert (record, eid) == ("mandate", None)
    assert view.party_name(preset["party"]) == "Éleveurs du Séno"
    assert view.party_name(preset["given_to"]) == "Hamadoun Diallo"
    values = {**preset, "given_by": "Les anciens", "valid_until": "2026-03-11"}
    cases.save(work, view.unit_id, "mandate", values | {"given_on": "2026-01-01"})
    seat.page.show_view(case_of(work, "Le puits de Koro"))
    assert any(text.startswith("Mandate ended on") for text in said(seat.page))


def test_the_map_of_a_case_moves_its_parties(sit, work, hit):
    seat = panel(sit, ActorPanel, work, "Le puits de Koro")
    grid = seat.page.grid
    card = next(c for c in grid.cards.values() if c.actor.name == "Éleveurs du Séno")
    assert "Out of reach" in card.accessibleName()
    hit(card, Qt.Key.Key_Up, mods=Qt.KeyboardModifier.ShiftModifier)
    seat.settle()
    view = case_of(work, "Le puits de Koro")
    moved = next(e.record for e in view.all(Party) if e.eid == card.actor.key)
    assert (moved.sector, moved.level) == ("civil_society", "national")


def test_likely_same_cases_are_shown_until_somebody_looked(sit, work):
    cases.save(work, case_of(work, "Les champs de Koro").unit_id, "case_file", {"risk": "low"})
    seat = panel(sit, SamePanel, work, "Les champs de Koro")
    words = " ".join(said(seat.page))
    assert "Le puits de Koro" in words
    assert "It is in the same place, Koro." in words
    assert "The same names: Moussa Traoré." in words
    seat.button("I have looked").click()
    seat.settle()
    assert case_of(work, "Les champs de Koro").case.duplicates_checked
    assert said(seat.page) == []


@pytest.mark.parametrize(
    ("name", "theme", "size", "scale", "turn"),
    [
        ("people-fr", "light", (1180, 640), 100, 0),
        ("people-doubles", "dark", (1180, 640), 100, DOUBLES),
        ("people-place", "light", (1180, 640), 100, PLACE),
        ("people-small", "sun", (860, 480), 100, PLACE),
        ("people-large", "dark", (1180, 640), 200, 0),
        ("people-large-place", "light", (1180, 640), 200, PLACE),
    ],
)
def test_nothing_is_cut(seat, look_like, picture, name, theme, size, scale, turn):
    look_like(theme, scale)
    speak("fr")
    seat.page.turn(turn)
    seat.page.retranslate()
    seat.page.resize(*size)
    seat.settle()
    if seat.page.model.rowCount():
        seat.page.table.choose(seat.page.model.id_at(2))
    picture(seat.page, name)
    assert seat.page.minimumSizeHint().width() <= size[0]


@pytest.mark.parametrize(("make", "name"), [(PartiesPanel, "cards"), (ActorPanel, "map")])
def test_panels_fit_a_small_screen(sit, work, picture, make, name):
    speak("fr")
    seat = panel(sit, make, work, "Le puits de Koro")
    seat.page.resize(820, 500)
    picture(seat.page, f"parties-{name}")
    assert seat.page.minimumSizeHint().width() <= 820
