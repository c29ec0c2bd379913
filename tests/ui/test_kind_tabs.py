"""The hand-made parts of the kinds' own tabs, of meetings and of safety, over real cases."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mediator_app.core.records.meetings import HeadCount, Issue, Meeting
from mediator_app.core.records.notebooks import SeasonalDate
from mediator_app.services import cases, exchange, notebooks
from mediator_app.services.cases import CaseFilter
from mediator_app.ui.case.page import CasePage
from mediator_app.ui.case.tab import CaseTab
from mediator_app.ui.fields.places import find_place
from tests.services import desk
from tests.ui.sitting import Seat, take_place


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kinds") / "profile"
    desk.made(folder).close()
    with desk.opened(folder) as work:
        exchange.import_file(work, desk.REPORT)
    return folder


@pytest.fixture
def seat(filled, tmp_path):
    folder = Path(shutil.copytree(filled, tmp_path / "profile"))
    with desk.opened(folder) as work:
        seat = take_place(work, lambda d: CasePage(d, find_place), (1200, 900))
        yield seat
        seat.runner.close()
        seat.page.close()
        seat.page.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def show(seat: Seat, kind: str, tab: str) -> CaseTab:
    work = seat.work
    found = cases.find(work, CaseFilter(kinds=(kind,)))
    seat.page.show_case(cases.unit_of(work, found[0]))
    seat.settle()
    codes = [each.code for each in seat.page._tabs]
    seat.page.bar.setCurrentIndex(codes.index(tab))
    seat.settle()
    return seat.page.stack.currentWidget()


def said(shown: CaseTab) -> str:
    texts = [each.text() for each in shown.overview.findChildren(QLabel) if not each.isHidden()]
    texts += [each.text() for each in shown.overview.findChildren(QPushButton)]
    return "\n".join(texts)


def test_the_damage_of_a_land_case_is_added_up(seat):
    shown = show(seat, "land", "kind")
    assert "180\u202f000" in said(shown).replace("\u00a0", "\u202f")
    assert "Marks moved" in said(shown)
    unit = seat.page.view.unit_id
    agreed = {"crop": "riz", "agreed_fcfa": 90_000, "paid_fcfa": 30_000}
    cases.save(seat.work, unit, "damage", agreed)
    seat.page.refresh()
    seat.settle()
    told = said(shown).replace("\u00a0", " ").replace("\u202f", " ")
    assert "Still to be paid: 60 000" in told


def test_a_day_of_the_season_is_put_into_the_notebook_of_the_region(seat):
    show(seat, "land", "kind")
    unit = seat.page.view.unit_id
    day = ["2026-04-10", "2026-04-30", None]
    cases.save(seat.work, unit, "land", {"descent": day}, eid=seat.page.view.records["land"][0].eid)
    seat.page.refresh()
    seat.settle()
    seat.button("Remind every year").click()
    seat.dialog().keep()
    seat.settle()
    (kept,) = notebooks.entries(seat.work, seat.work.info.region_unit, SeasonalDate)
    assert (kept.record.what, kept.record.corridor, kept.record.first_on) == (
        "descent",
        "piste nord",
        "2026-04-10",
    )


def test_the_toll_of_communities_and_what_is_still_closed(seat):
    shown = show(seat, "intercommunal", "kind")
    assert "Total\n21" in said(shown)
    unit = seat.page.view.unit_id
    eid, _ = cases.save(seat.work, unit, "embargo", {"what": "Foire", "kind": "market"})
    seat.page.refresh()
    seat.settle()
    assert "Still closed" in said(shown)
    assert "Foire  ·  Market" in said(shown)
    cases.save(seat.work, unit, "embargo", {"lifted_on": "2026-03-01"}, eid=eid)
    seat.page.refresh()
    seat.settle()
    assert "Still closed" not in said(shown)
    assert "Lifted on 1 March 2026" in said(shown)


def test_a_truce_that_ran_out_asks_whether_it_was_prolonged(seat):
    shown = show(seat, "intercommunal", "kind")
    unit, held = seat.page.view.unit_id, seat.page.view.records["communities"][0].eid
    facts = {"truce_since": "2026-01-01", "truce_until": "2026-03-11"}
    cases.save(seat.work, unit, "communities", facts, eid=held)
    seat.page.refresh()
    seat.settle()
    assert "Was it prolonged?" in said(shown)
    cases.save(seat.work, unit, "communities", {"truce_broken_on": "2026-02-02"}, eid=held)
    seat.page.refresh()
    seat.settle()
    assert "broken on 2 February 2026" in said(shown)


def test_the_path_of_a_young_person(seat):
    shown = show(seat, "reintegration", "kind")
    told = said(shown)
    assert "1 higher than at the beginning." in told
    assert "Accompanies 1 young person on this laptop." in told
    assert "refer to child protection first" not in told
    unit, held = seat.page.view.unit_id, seat.page.view.records["reintegration"][0].eid
    cases.save(seat.work, unit, "reintegration", {"age_band": "15-17"}, eid=held)
    seat.page.refresh()
    seat.settle()
    assert "refer to child protection first" in said(shown)
    seat.button("Refer now").click()
    seat.settle()
    assert shown.editor.is_open()
    assert shown.editor.form.value("service") == "Child protection"


def test_the_next_meeting_is_planned_with_what_is_known(seat):
    shown = show(seat, "land", "meetings")
    assert "Not heard apart yet: A and B" in said(shown)
    unit = seat.page.view.unit_id
    held = {"type": "shuttle", "held_on": "2026-03-01", "state": "held", "next_on": "2026-03-19"}
    cases.save(seat.work, unit, "meeting", {**held, "place_text": "Koro"})
    seat.page.refresh()
    seat.settle()
    seat.button("The next meeting was set for Thursday 19 March 2026. Plan it").click()
    seat.settle()
    form = shown.editor.form
    assert (form.value("state"), form.value("held_on"), form.value("place_text")) == (
        "planned",
        "2026-03-19",
        "Koro",
    )


def test_counts_by_side_fill_the_totals_and_are_saved_with_the_meeting(seat):
    shown = show(seat, "land", "meetings")
    shown.open_record("meeting", None, {"type": "joint_mediation", "held_on": "2026-03-10"})
    seat.settle()
    extra, form = shown.editor.extra, shown.editor.form
    counts = {"A": {"women": 3, "men": 5}, "B": {"women": 1, "men": 4}}
    for side, row in counts.items():
        for name, number in row.items():
            extra.counts._fields[side, name].edit.setText(str(number))
    assert (form.value("women"), form.value("men"), form.value("young_men")) == (4, 9, None)
    issue = seat.page.view.records["issue"][0].eid
    extra.issues.put_back({issue.hex(): "agreed"})
    assert extra.typed()["counts"] == counts
    shown.editor.save()
    seat.settle()
    view = cases.view(seat.work, seat.page.view.unit_id)
    met = next(e for e in view.all(Meeting) if e.record.type == "joint_mediation")
    rows = {e.record.side: e.record.women for e in view.under(HeadCount, "meeting", met.eid)}
    assert (rows, met.record.women) == ({"A": 3, "B": 1}, 4)
    assert next(e for e in view.all(Issue) if e.eid == issue).record.position == "agreed"


def test_the_safety_of_a_case_says_what_is_missing(seat):
    shown = show(seat, "land", "summary")
    assert "The mediator: not judged yet" in said(shown)
    unit, held = seat.page.view.unit_id, seat.page.view.records["case_file"][0].eid
    facts = {"risk_mediator": "high", "not_alone": "Route minée"}
    cases.save(seat.work, unit, "case_file", facts, eid=held)
    seat.page.refresh()
    seat.settle()
    told = said(shown)
    assert "The risk is high and there is no safety plan yet." in told
    assert "Do not send anybody alone: Route minée" in told
    assert "needs the supervisor’s approval" in told or "supervisor's approval" in told
    panel = next(p for p in shown.overview.panels if type(p).__name__ == "SafetyPanel")
    seat.button("Plan a trip…", panel).click()
    dialog = seat.dialog()
    assert dialog.form.value("destination") == "Koro"
    dialog.reject()
