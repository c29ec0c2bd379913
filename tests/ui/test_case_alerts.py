"""What alerts and referrals show inside a case."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from mediator_app.core.records.registry import record_type
from mediator_app.services import cases, incidents
from mediator_app.ui.case.layouts import PARTS, WITHOUT
from mediator_app.ui.case.parts.alerts import AlertPanel
from mediator_app.ui.case.parts.referrals import ReferralPanel
from tests.services import desk
from tests.ui.alerting import sit
from tests.ui.test_alerts import click, texts


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("panels") / "empty"
    desk.made(folder).close()
    return folder


@pytest.fixture
def work(empty, tmp_path):
    with desk.opened(Path(shutil.copytree(empty, tmp_path / "profile"))) as opened:
        yield opened


@pytest.fixture
def awa(dressed, work):
    sitting = sit(work)
    yield sitting
    sitting.runner.close()
    sitting.page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def case(work):
    return cases.open_case(work, {"kind": "land", "title": "Le couloir"})[0]


def panel_of(awa, made, case):
    panel = made(awa.page._desk)
    panel.resize(700, 400)

    def again(_changed=None):
        panel.show_view(cases.view(awa.work, case))

    awa.page._desk.tell = again
    again()
    awa.settle()
    return panel


def test_a_case_without_alerts_says_nothing_of_them(awa, case):
    assert panel_of(awa, AlertPanel, case).isHidden()


def test_a_linked_alert_of_the_region_is_shown_in_the_case(awa, case):
    eid, _ = incidents.report(awa.work, {"type": "threat", "text": "A letter"})
    incidents.link(awa.work, awa.work.info.region_unit, eid, case)
    panel = panel_of(awa, AlertPanel, case)
    panel.show()
    assert "Threat" in texts(panel)
    assert "A letter" in texts(panel)


def test_news_is_taken_on_inside_the_case(awa, case):
    eid, _ = incidents.report(awa.work, {"type": "arson", "credibility": "1"}, case_unit=case)
    panel = panel_of(awa, AlertPanel, case)
    panel.show()
    click(panel, "It is verified")
    awa.settle()
    assert cases.view(awa.work, case).by_id(eid).record.state == "verified"
    asked = []
    panel.asked.connect(lambda *a: asked.append(a))
    click(panel, "Arson")
    assert asked == [("incident", eid, {})]


def test_what_touches_the_agreement_asks_to_look_at_it(awa, case):
    incidents.report(awa.work, {"type": "crop_damage", "reopens": True}, case_unit=case)
    panel = panel_of(awa, AlertPanel, case)
    panel.show()
    assert "It touches the agreement" in texts(panel)


def test_a_referral_is_answered_by_one_click_and_a_day(awa, case):
    given = {"referred_to": "Mairie", "made_on": "2026-02-01", "status": "pending"}
    eid, _ = cases.save(awa.work, case, "referral", given)
    panel = panel_of(awa, ReferralPanel, case)
    panel.show()
    assert "overdue since" in texts(panel)
    click(panel, "They accept")
    awa.dialog("ask").answer()
    awa.settle()
    record = cases.view(awa.work, case).by_id(eid).record
    assert (record.status, record.answered_on) == ("accepted", "2026-03-12")
    click(panel, "They refuse")
    ask = awa.dialog("ask")
    ask.answer()
    assert ask.isVisible(), "why is needed"
    ask.reject()


def test_the_slip_is_shown_before_it_is_printed(awa, case):
    given = {"referred_to": "Mairie", "made_on": "2026-02-01"}
    eid, _ = cases.save(awa.work, case, "referral", given)
    panel = panel_of(awa, ReferralPanel, case)
    panel.show()
    click(panel, "Slip")
    awa.settle()
    shown = awa.dialog("slip")
    awa.settle()
    assert shown.pdf.startswith(b"%PDF")
    assert "1" in shown.where.text()
    assert cases.view(awa.work, case).by_id(eid).record.slip_number.endswith("-R1")
    shown.reject()


def test_a_case_without_referrals_shows_no_answers(awa, case):
    assert panel_of(awa, ReferralPanel, case).isHidden()


@pytest.mark.parametrize("record", ["incident", "referral"])
def test_the_forms_name_only_facts_there_are(record):
    names = {fact.name for fact in record_type(record).facts()}
    placed = [name for part in PARTS[record] for name in part.names]
    assert set(placed) | WITHOUT.get(record, frozenset()) <= names
    assert len(placed) == len(set(placed))
