"""Cases passed from one mediator to another, and the pack for the one who takes over."""

from __future__ import annotations

import pytest

from mediator_app.core.handover import coming, undated
from mediator_app.core.records.cases import Handover, Task
from mediator_app.core.roles import NotAllowed
from mediator_app.services import cases, handover
from mediator_app.services.handover import NobodyToTakeOver, NothingToHandOver
from tests.reports import pdf
from tests.services import desk

FIRST = {"kind": "land", "title": "Le couloir de Sogoniko", "opened_on": "2026-01-09"}


def opened(work, **more):
    unit, _ = cases.open_case(work, {**FIRST, **more})
    return unit


def test_every_case_keeps_who_gave_it_to_whom_and_its_open_tasks_go_along(work):
    first, second = opened(work), opened(work, title="Le puits")
    task = {"text": "Voir le chef", "assigned_to": work.info.name}
    cases.save(work, first, "task", task)
    cases.save(work, first, "task", {**task, "text": "Fait", "done_on": "2026-02-01"})
    changed = handover.hand_over(
        work, [first, second], to="  Moussa   Diarra ", reason="Mutation", asked_again=False
    )
    assert changed.units == {first, second}
    for unit in (first, second):
        view = cases.view(work, unit)
        assert view.case.mediator == "Moussa Diarra"
        (entry,) = view.all(Handover)
        told = (entry.record.given_by, entry.record.given_to, entry.record.reason)
        assert told == (work.info.name, "Moussa Diarra", "Mutation")
        assert entry.record.handed_on == "2026-03-12"
        assert entry.record.consent_checked is False
    tasks = {e.record.text: e.record.assigned_to for e in cases.view(work, first).all(Task)}
    assert tasks == {"Voir le chef": "Moussa Diarra", "Fait": work.info.name}


def test_a_handover_to_nobody_or_to_the_same_person_changes_nothing(work):
    unit = opened(work)
    with pytest.raises(NobodyToTakeOver):
        handover.hand_over(work, [unit], to="   ")
    with pytest.raises(NothingToHandOver):
        handover.hand_over(work, [unit], to=work.info.name)
    assert cases.view(work, unit).all(Handover) == ()


def test_a_name_that_is_too_long_hands_nothing_over(work):
    first, second = opened(work), opened(work)
    with pytest.raises(cases.NotValid):
        handover.hand_over(work, [first, second], to="x" * 400)
    assert cases.view(work, first).case.mediator == work.info.name


@pytest.mark.parametrize("role", ["data_clerk", "reader"])
def test_only_who_mediates_hands_over(work, role):
    unit = opened(work)
    with desk.acting(work, role):
        with pytest.raises(NotAllowed):
            handover.hand_over(work, [unit], to="Moussa Diarra")
        with pytest.raises(NotAllowed):
            handover.pack(work, [unit], to="Moussa Diarra", language="fr")


def full_case(work, **more):
    unit = opened(
        work,
        oral_promises="Le chef garde le passage ouvert",
        sensitivities="Ne pas parler du cousin",
        not_alone="Pas seule après Koro",
        **more,
    )
    party = cases.save(work, unit, "party", {"type": "person", "name": "Hama Dicko", "side": "A"})
    consent = {"party": party[0], "given_on": "2026-01-10", "form": "oral"}
    cases.save(work, unit, "consent", {**consent, "purposes": ["record", "share"]})
    cases.save(work, unit, "task", {"text": "Rappeler la commission", "due": "2026-04-01"})
    cases.save(work, unit, "task", {"text": "Un jour"})
    cases.save(work, unit, "task", {"text": "Fini", "due": "2026-01-01", "done_on": "2026-01-02"})
    cases.save(work, unit, "visit", {"due": "2026-03-20", "months": 1})
    return unit


def test_the_days_to_come_are_in_order_and_what_is_done_is_left_out(work):
    view = cases.view(work, full_case(work))
    assert [each.day for each in coming(view)] == ["2026-03-20", "2026-04-01"]
    assert undated(view) == ["Un jour"]


def test_the_pack_tells_promises_dates_and_whom_to_ask_again(work):
    unit = full_case(work)
    told = pdf.squeezed(handover.pack(work, [unit], to="Moussa Diarra", language="fr"))
    for words in (
        "MoussaDiarra",
        "Lechefgardelepassageouvert",
        "Nepasparlerducousin",
        "PasseuleaprèsKoro",
        "Rappelerlacommission",
        "Unjour",
        "HamaDicko",
        cases.view(work, unit).case.number,
    ):
        assert words.replace(" ", "") in told
    assert "Fini" not in told


def test_a_case_whose_names_are_apart_stands_in_the_pack_with_codes(work):
    unit = full_case(work)
    cases.save(work, unit, "case_file", {"names_hidden": True})
    told = pdf.squeezed(handover.pack(work, [unit], to="Moussa Diarra", language="fr"))
    assert "Dicko" not in told
    assert "PT-001" in told
