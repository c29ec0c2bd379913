"""Roles hold in the services, whoever asks them: a window, a command, another helper."""

from __future__ import annotations

from contextlib import suppress

import pytest

from mediator_app.core.records.notebooks import SavedFilter
from mediator_app.core.roles import MAY, Act, NotAllowed, Role
from mediator_app.core.workflow import GuardsUnmet
from mediator_app.services import (
    approvals,
    cases,
    consents,
    exchange,
    printing,
    stages,
    undo,
)
from mediator_app.services.consents import Asked
from tests.services import desk
from tests.services.desk import a_case, acting

FACTS = {"kind": "land", "title": "Le couloir"}


class Office:
    """A case with a party, a consent, a supervisor's exception and something asked for."""

    def __init__(self, work, path) -> None:
        self.path = path
        self.file = desk.file_of(path / "in.json", a_case())
        self.unit = cases.open_case(work, FACTS)[0]
        self.party = cases.save(work, self.unit, "party", {"type": "person", "name": "Ali"})[0]
        consents.give(work, self.unit, self.party, ["record"], Asked())
        self.asked = approvals.ask(work, self.unit, "closing")[0]
        cases.add_note(work, self.unit, "Vu")


DEEDS = {
    Act.EDIT: lambda w, o: cases.save(w, o.unit, "issue", {"text": "x"}),
    Act.OPEN: lambda w, _o: cases.open_case(w, FACTS),
    Act.IMPORT: lambda w, o: exchange.import_file(w, o.file),
    Act.UNDO: lambda w, o: undo.undo(w, o.unit, undo.last(w, o.unit)),
    Act.PRINT: lambda w, o: printing.case_file(w, o.unit, language="en"),
    Act.EXPORT: lambda w, o: exchange.export_file(w, o.path / "out.json"),
    Act.SHOW_NAMES: lambda w, o: exchange.export_file(w, o.path / "out.json", because="x"),
    Act.HIDE_NAMES: lambda w, o: cases.save(w, o.unit, "case_file", {"names_hidden": True}),
    Act.CONSENT: lambda w, o: consents.withdraw(w, o.unit, o.party, "record"),
    Act.OVERRIDE_CONSENT: lambda w, o: consents.override(w, o.unit, o.party, "share", reason="x"),
    Act.MOVE: lambda w, o: stages.close_with(w, o.unit, outcome="duplicate", reason="x"),
    Act.PASS_ADVICE: lambda w, o: stages.advance(w, o.unit, override="x"),
    Act.HAND_OVER: lambda w, o: stages.transfer(w, o.unit, reason="x"),
    Act.SEAL: lambda w, o: stages.seal(w, o.unit, reason="x"),
    Act.ASK_APPROVAL: lambda w, o: approvals.ask(w, o.unit, "signing"),
    Act.DECLARE_APPROVAL: lambda w, o: approvals.declare(
        w,
        o.unit,
        {"what": "signing", "approved_by": "M", "approved_on": "2026-01-01", "how": "phone"},
    ),
    Act.DECIDE_APPROVAL: lambda w, o: approvals.decide(w, o.unit, o.asked, granted=True),
}


@pytest.mark.parametrize("role", list(Role))
def test_every_deed_is_done_or_refused_as_the_table_says(work, tmp_path, role):
    """One profile for each role: every deed starts from what the one before left."""
    for act, deed in DEEDS.items():
        office = Office(work, tmp_path)
        with acting(work, role) as other:
            if act in MAY[role]:
                with suppress(GuardsUnmet):  # by the case, not by the role
                    deed(other, office)
            else:
                before = desk.tables(work)
                with pytest.raises(NotAllowed):
                    deed(other, office)
                assert desk.tables(work) == before, act


def test_every_act_has_its_deed():
    others = {Act.READ, Act.OFFICE}  # everybody's; of pages that other modules test
    assert set(DEEDS) == set(Act) - others


def test_who_may_only_read_still_keeps_an_own_notebook(work):
    values = {"name": "Mopti"}
    eid = bytes([SavedFilter.ETYPE]) + bytes(15)
    unit = cases.open_case(work, FACTS)[0]
    with acting(work, "reader") as other:
        with other.write() as writer:
            writer.author(other.info.person_unit, [cases.create(SavedFilter, eid, values)])
        for place in (unit, other.info.region_unit):
            with pytest.raises(NotAllowed), other.write() as writer:
                writer.author(place, [cases.create(SavedFilter, eid, values)])
