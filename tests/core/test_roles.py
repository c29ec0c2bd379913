"""The table of roles, cell by cell."""

from __future__ import annotations

import pytest

from mediator_app.core.deeds import KeptForGood, needed, needed_to_remove
from mediator_app.core.records.agreements import Clause
from mediator_app.core.records.cases import Access, Approval, CaseFile, Note
from mediator_app.core.records.parties import Consent, ConsentOverride, Party
from mediator_app.core.roles import ACT, MAY, ROLE, Act, NotAllowed, Role, may

# As the office decided it: mediator, supervisor, data clerk, reader.
TABLE = """
read               yes yes yes yes
edit               yes yes yes no
open               yes yes yes no
import             yes yes yes no
undo               yes yes yes no
print              yes yes yes no
consent            yes yes yes no
export             yes yes no  no
show_names         yes yes no  no
hide_names         yes yes no  no
move               yes yes no  no
pass_advice        yes yes no  no
hand_over          yes yes no  no
seal               yes yes no  no
ask_approval       yes yes no  no
declare_approval   yes yes no  no
override_consent   no  yes no  no
decide_approval    no  yes no  no
office             no  yes no  no
"""
ORDER = (Role.MEDIATOR, Role.SUPERVISOR, Role.CLERK, Role.READER)
CELLS = [
    (role, Act(act), word == "yes")
    for act, *words in (line.split() for line in TABLE.split("\n") if line)
    for role, word in zip(ORDER, words, strict=True)
]


@pytest.mark.parametrize(("role", "act", "allowed"), CELLS, ids=str)
def test_a_role_may_do_what_the_table_says(role, act, allowed):
    assert may(role.value, act) == allowed


def test_the_table_has_every_cell_once():
    assert len(CELLS) == len(set(CELLS)) == len(Act) * len(Role)
    assert set(MAY) == set(ROLE) == set(Role)
    assert set(ACT) == set(Act)


@pytest.mark.parametrize("act", list(Act))
def test_a_role_of_a_newer_version_may_only_read(act):
    assert may("auditor", act) == (act is Act.READ)


@pytest.mark.parametrize(("role", "act", "allowed"), CELLS, ids=str)
def test_a_refusal_says_what_and_whom_to_ask(role, act, allowed):
    sentence = str(NotAllowed(role.value, act))
    assert ROLE[role] in sentence
    assert ACT[act] in sentence
    assert "{" not in sentence
    ask_supervisor = act in {Act.OVERRIDE_CONSENT, Act.DECIDE_APPROVAL, Act.OFFICE}
    assert ("supervisor." in sentence.rsplit("“", 1)[-1].rsplit(". ", 1)[-1]) == ask_supervisor
    del allowed


APPROVED = {"what": "closing", "approved_by": "Moussa", "approved_on": "2026-01-01"}


@pytest.mark.parametrize(
    ("kind", "values", "acts"),
    [
        (Party, {"name": "Ali"}, {Act.EDIT}),
        (Note, {"text": "x"}, {Act.EDIT}),
        (Clause, {}, {Act.EDIT}),
        (Consent, {"purposes": []}, {Act.CONSENT}),
        (Consent, {"withdrawn_on": "2026-01-01"}, {Act.CONSENT}),
        (ConsentOverride, {"reason": "x"}, {Act.OVERRIDE_CONSENT}),
        (CaseFile, {"title": "x"}, {Act.EDIT}),
        (CaseFile, {"names_hidden": False}, {Act.EDIT, Act.HIDE_NAMES}),
        (Approval, {"what": "closing"}, {Act.ASK_APPROVAL}),
        (Approval, {"requested_by": "Awa", "requested_on": "x"}, {Act.ASK_APPROVAL}),
        (Approval, {**APPROVED, "how": "phone"}, {Act.DECLARE_APPROVAL}),
        (Approval, {**APPROVED, "how": "paper"}, {Act.DECLARE_APPROVAL}),
        (Approval, APPROVED, {Act.DECLARE_APPROVAL}),
        (Approval, {**APPROVED, "how": "in_program"}, {Act.DECIDE_APPROVAL}),
        (Approval, {"decision": "granted"}, {Act.DECIDE_APPROVAL}),
        (Approval, {"decision": "refused"}, {Act.DECIDE_APPROVAL}),
    ],
)
def test_what_is_written_tells_which_act_it_is(kind, values, acts):
    assert needed(kind, values) == acts


@pytest.mark.parametrize("decision", ["granted", "refused"])
def test_what_was_decided_is_a_supervisors_to_change_or_take_away(decision):
    known = Approval(what="closing", decision=decision)
    assert needed(Approval, {"what": "signing"}, known) == {Act.DECIDE_APPROVAL}
    assert needed_to_remove(known) == {Act.DECIDE_APPROVAL}
    assert needed_to_remove(Approval(what="closing")) == {Act.ASK_APPROVAL}


def test_what_is_taken_away_asks_for_the_same_role_as_writing_it():
    assert needed_to_remove(Party(type="person")) == {Act.EDIT}
    assert needed_to_remove(Consent()) == {Act.CONSENT}
    assert needed_to_remove(ConsentOverride()) == {Act.OVERRIDE_CONSENT}


def test_who_read_a_case_is_neither_written_by_hand_nor_taken_out():
    with pytest.raises(KeptForGood):
        needed_to_remove(Access(what="read"))
    with pytest.raises(KeptForGood):
        needed(Access, {"what": "read"})
