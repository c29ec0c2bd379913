"""Ctrl+K, the board, several cases at once, the first page: real windows over a real profile."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mediator_app.core.records.notebooks import Trip
from mediator_app.core.workflow import Place
from mediator_app.services import approvals, cases, filters, incidents
from mediator_app.services.cases import create
from mediator_app.services.choices import Choice
from mediator_app.services.listing import CaseFilter
from mediator_app.ui.case.layouts import tab_of
from mediator_app.ui.dialogs.find import FindPalette
from mediator_app.ui.feedback import Feedback, Notice
from mediator_app.ui.pages.cases import CasesPage
from mediator_app.ui.pages.home import HomePage
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Runner
from tests.services import desk as laptop


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("find") / "profile"
    work = laptop.made(folder)
    for title, name, mediator in (
        ("Le couloir", "Aïssata Jàlo", "Awa Traoré"),
        ("Le puits", "Hama Dicko", "Awa Traoré"),
        ("Le champ", "Moussa Guindo", "Moussa Diarra"),
    ):
        facts = {"kind": "land", "title": title, "opened_on": "2026-01-09", "mediator": mediator}
        unit, _ = cases.open_case(work, facts)
        cases.save(work, unit, "party", {"type": "person", "name": name})
    work.close()
    return folder


@pytest.fixture
def desk(made, tmp_path, qapp):
    folder = shutil.copytree(made, tmp_path / "profile")
    failed = []
    with laptop.opened(folder) as work:
        runner = Runner(failed.append)
        feedback = Feedback(Notice(), log=failed.append, now=work.environment.now)
        yield Desk(work, runner, feedback)
        runner.close()
    assert failed == []


@pytest.fixture
def rest(desk, qtbot):
    def wait():
        qtbot.wait(60)
        qtbot.waitUntil(lambda: not desk.runner.busy, timeout=20_000)
        qtbot.wait(10)

    return wait


@pytest.fixture
def palette(desk, qtbot, rest):
    host = QWidget()
    host.resize(1024, 600)
    qtbot.addWidget(host)
    made = FindPalette(host, desk, tab_of)
    made.show()
    rest()
    yield made  # and its parent stays as long
    assert host.isHidden()


def asked(signal):
    heard = []
    signal.connect(lambda *values: heard.append(values))
    return heard


def test_what_is_found_is_opened_by_the_keyboard_alone(palette, keys, hit, rest):
    opened = asked(palette.case_asked)
    keys(palette.search, "diallo")
    rest()
    (found,) = palette.model.hits
    assert found.snippet.text == "Aïssata Jàlo"
    hit(palette.search, Qt.Key.Key_Return)
    ((unit_id, where),) = opened
    assert unit_id == found.unit_id
    assert where == Place("parties", "party", None, found.eid)
    assert not palette.isVisible()


def test_the_arrows_choose_while_one_types(palette, keys, hit, rest):
    keys(palette.search, "le")
    rest()
    assert len(palette.model.hits) == 3
    for _ in range(2):
        hit(palette.search, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 2
    hit(palette.search, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 1


def test_enter_before_the_answer_opens_nothing_old(palette, keys, hit, rest):
    opened = asked(palette.case_asked)
    keys(palette.search, "couloir")
    rest()
    keys(palette.search, "x")
    hit(palette.search, Qt.Key.Key_Return)
    rest()
    assert opened == []
    assert palette.said.text().startswith("Nothing is found")


def test_a_chip_shows_one_sort_of_thing(palette, keys, rest):
    keys(palette.search, "couloir")
    rest()
    palette.chips["person"].click()
    rest()
    assert palette.model.hits == ()
    palette.chips[""].click()
    rest()
    assert len(palette.model.hits) == 1


@pytest.fixture
def page(desk, qtbot, rest):
    made = CasesPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.refresh()
    rest()
    return made


def choose(page, *rows):
    flags = QItemSelectionModel.SelectionFlag
    page.table.clearSelection()
    for row in rows:
        index = page.model.index(row, 0)
        page.table.setCurrentIndex(index) if len(rows) == 1 else None
        page.table.selectionModel().select(index, flags.Select | flags.Rows)


def test_the_board_shows_every_stage_and_opens_a_case(page, rest):
    page.board_button.setChecked(True)
    rest()
    counts = {stage: len(model.ids) for stage, model in page.board.models.items()}
    assert len(counts) == 7
    assert counts["intake"] == sum(counts.values()) == 3
    view = page.board.lists["intake"]
    assert view.accessibleName() == "Intake, 3"
    opened = asked(page.asked)
    view.activated.emit(view.model().index(0))
    assert len(opened) == 1
    page.board_button.setChecked(False)
    assert page._stack.currentWidget() is page.table


def test_a_kept_filter_narrows_the_list_again(page, desk, rest):
    page.show_mediator("Moussa Diarra")
    rest()
    assert page.model.rowCount() == 1
    page.more.save({"name": "Moussa"})
    rest()
    page.choose(Choice(CaseFilter(sort="changed")))
    rest()
    assert page.model.rowCount() == 3
    (saved,) = filters.all_of(desk.work)
    menu = page.more.menu([saved])
    menu.actions()[0].trigger()
    rest()
    assert page.model.rowCount() == 1
    assert not page.more.mediator.isHidden()


def test_several_cases_are_handed_over_at_once(page, desk, rest):
    choose(page, 0, 1)
    assert page.bar.isVisible()
    units = [cases.unit_of(desk.work, n) for n in page.chosen_numbers()]
    assert len(units) == 2
    page.bar.show_pack = lambda *_: None
    page.bar.give(units, {"to": "Fatou Koné", "reason": "", "asked": None})
    rest()
    assert {cases.view(desk.work, unit).case.mediator for unit in units} == {"Fatou Koné"}


def test_who_may_not_hand_over_is_not_offered_it(page, desk):
    with laptop.acting(desk.work, "reader"):
        choose(page, 0, 1)
        assert page.bar.hand_over.isHidden()
        assert page.bar.print.isHidden()


def test_the_chosen_cases_alone_are_written_into_a_file(page, desk, rest, tmp_path):
    choose(page, 0, 1)
    units = [cases.unit_of(desk.work, n) for n in page.chosen_numbers()]
    page.bar.write_file(units, tmp_path / "two.json")
    rest()
    assert (tmp_path / "two.json").read_text(encoding="utf-8").count('"opened_on"') == 2


def test_one_chosen_case_is_told_beside_the_list(page, desk, rest):
    choose(page, 0)
    rest()
    number = page.preview.number
    assert number == page.model.id_at(0)
    assert page.preview.isVisible()
    cases.save(desk.work, cases.unit_of(desk.work, number), "case_file", {"names_hidden": True})
    page.preview.show_case(number)
    rest()
    assert page.preview.title.text().startswith("PT-")
    assert page.preview.parties.text() == ""


def test_a_supervisor_sees_who_waits_and_a_mediator_sees_no_team(desk, qtbot, rest):
    work = desk.work
    (first, *_) = [cases.unit_of(work, n) for n in cases.find(work, CaseFilter())]
    approvals.ask(work, first, "closing")
    incidents.report(work, {"type": "killing", "cercle": "Koro", "region": "Mopti", "text": "x"})
    trip = {"destination": "Madougou", "back_on": "2026-03-01", "traveller": "Awa Traoré"}
    with work.write() as writer:
        eid = bytes([Trip.ETYPE]) + bytes(15)
        writer.author(work.info.person_unit, [create(Trip, eid, trip)])

    def links(role):
        work.info = replace(work.info, role=role)
        made = HomePage(desk)
        qtbot.addWidget(made)
        made.show()
        made.refresh()
        rest()
        rest()
        return made, [each.text() for each in made.around.findChildren(QPushButton)]

    page, shown = links("supervisor")
    assert "Awa Traoré: Madougou  →" in shown
    assert {"Closing", "Killing", "Moussa Diarra"} <= set(shown)
    heard = asked(page.mediator_asked), asked(page.alert_asked), asked(page.case_asked)
    for each in page.around.findChildren(QPushButton):
        if each.text() in {"Moussa Diarra", "Killing", "Closing"}:
            each.click()
    assert heard[0] == [("Moussa Diarra",)]
    assert heard[1][0][0] == work.info.region_unit
    assert heard[2][0][0] == first
    assert "Moussa Diarra" not in links("mediator")[1]
