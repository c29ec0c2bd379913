"""The list before signing, and what is frozen after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mediator_app.core import compensation, signing
from mediator_app.core.compensation import Debt
from mediator_app.core.records.agreements import Agreement, Clause, ReadAloud, Signatory, Witness
from mediator_app.core.view import Entry
from mediator_app.core.workflow import GUARDS
from tests.core.casebook import SIGNED, complete

HERE, OTHER = bytes([30]) + bytes(15), bytes([30]) + bytes(14) + b"\x01"


def unsigned(kind="intercommunal"):
    return complete(kind, "agreement").set("agreement", signed_on=None, number=None)


def lacking(draft, on=SIGNED) -> dict[str, list[str]]:
    view = draft.view()
    found = signing.looked_at(view, view.draft_agreement, on)
    return {one.topic.code: [m.code for m in one.missing] for one in found if one.missing}


def test_a_complete_draft_lacks_nothing_before_its_signing():
    assert lacking(unsigned()) == {}
    view = unsigned().view()
    assert signing.may_be_signed(view, view.draft_agreement, SIGNED)


# topic, how to spoil a complete draft, what must speak, whether it may be signed all the same
SPOILT = [
    ("commitments", lambda d: d.drop("clause"), ["commitment"], False),
    ("commitments", lambda d: d.set("clause", due="2025-05-31"), ["due_after_signing"], True),
    ("money", lambda d: d.put("d", "damage", agreed_fcfa=5) and d, ["compensation"], True),
    ("absent", lambda d: d.set("agreement", absent_discussed=None), ["absent_discussed"], True),
    ("absent", lambda d: d.set("absent", plan=" "), ["absent_plan"], True),
    ("mandates", lambda d: d.drop("mandateA"), ["signing_mandate"], True),
    ("mandates", lambda d: d.set("mandateA", valid_until="2025-05-31"), ["signing_mandate"], True),
    ("mandates", lambda d: d.set("mandateA", withdrawn_on="2025-05-31"), ["signing_mandate"], True),
    ("mandates", lambda d: d.set("mandateA", given_on="2025-06-02"), ["signing_mandate"], True),
    ("reading", lambda d: d.drop("read"), ["read_aloud"], False),
    ("reading", lambda d: d.set("consent", language="bm"), ["read_for_side"], True),
    ("signatures", lambda d: d.set("signB", manner=None), ["signature"], False),
    ("witnesses", lambda d: d.drop("witnessB"), ["witnesses"], False),
    ("committee", lambda d: d.drop("member"), ["committee"], False),
    ("committee", lambda d: d.set("member", young=False), ["committee_balance"], True),
    ("approval", lambda d: d.drop("signing"), ["signing_approval"], False),
    ("approval", lambda d: d.set("signing", approved_on="2025-06-02"), ["signing_approval_late"], True),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "spoil", "codes", "may"), SPOILT)
def test_each_topic_says_what_it_lacks(topic, spoil, codes, may):
    draft = spoil(unsigned())
    assert lacking(draft)[topic] == codes
    view = draft.view()
    assert signing.may_be_signed(view, view.draft_agreement, SIGNED) is may


def test_every_topic_has_a_case_that_it_refuses():
    assert {row[0] for row in SPOILT} == {topic.code for topic in signing.TOPICS}


def test_every_guard_of_the_stage_is_asked_before_the_signing_or_brought_by_it():
    of_stage = {g.code for g in GUARDS if "agreement" in g.stages}
    asked = {code for topic in signing.TOPICS for code in topic.guards}
    elsewhere = {"not_for_us", "never_mediated"}  # not about the text
    assert of_stage == asked | signing.WITH_SIGNING | elsewhere
    assert not asked & signing.WITH_SIGNING


def test_the_day_of_signing_decides_what_is_late():
    draft = unsigned("land").set("clause", due="2025-06-01")
    assert lacking(draft, SIGNED) == {}
    assert "commitments" in lacking(draft, SIGNED + timedelta(days=1))


def test_an_amendment_is_judged_by_its_own_clauses():
    draft = complete("land", "agreement")
    draft.put("next", "agreement", version=2, replaces=draft.ids["agreement"])
    view = draft.view()
    assert view.agreement.eid == draft.ids["agreement"]
    assert view.draft_agreement.eid == draft.ids["next"]
    found = {m.code for m in signing.unmet(view, view.draft_agreement, date(2026, 5, 1))}
    assert {"commitment", "read_aloud", "signature", "witnesses"} <= found


# frozen

RECORDS = [
    (Clause(agreement=HERE, text="x"), None, True),
    (Clause(agreement=HERE, text="x"), {"text"}, True),
    (Clause(agreement=HERE, text="x"), {"paid_fcfa"}, False),
    (Clause(agreement=HERE, text="x"), {"paid_fcfa", "due"}, True),
    (Clause(agreement=OTHER, text="x"), None, False),
    (Clause(text="x"), {"text"}, False),
    (Signatory(agreement=HERE), None, True),
    (Signatory(agreement=HERE), {"manner"}, True),
    (ReadAloud(agreement=HERE), {"read_by"}, True),
    (Witness(agreement=HERE, name="x"), None, False),
    (Agreement(signed_on="2026-01-01"), None, True),
    (Agreement(signed_on="2026-01-01"), {"signed_on"}, True),
    (Agreement(signed_on="2026-01-01"), {"number", "sanctions"}, True),
    (Agreement(signed_on="2026-01-01"), {"number", "paper_kept_at"}, False),
    (Agreement(), {"signed_on", "sanctions"}, False),
    (Agreement(), None, False),
]


@pytest.mark.parametrize(("record", "changed", "frozen"), RECORDS)
def test_what_was_signed_is_frozen_and_nothing_else(record, changed, frozen):
    known = (Entry(HERE, Agreement(signed_on="2026-01-01")), Entry(OTHER, Agreement()))
    asked = None if changed is None else frozenset(changed)
    assert signing.is_frozen(known, record, asked) is frozen


# which one is in force


def test_the_last_signed_that_no_signed_one_replaces_is_in_force():
    draft = complete("land")
    first = draft.ids["agreement"]
    second = draft.put("second", "agreement", version=2, replaces=first)
    assert draft.view().agreement.eid == first
    draft.set("second", signed_on="2026-01-01")
    assert draft.view().agreement.eid == second
    assert draft.view().draft_agreement is None
    third = draft.put("third", "agreement", version=3, replaces=second)
    view = draft.view()
    assert (view.agreement.eid, view.draft_agreement.eid) == (second, third)
    assert [e.eid for e in view.agreements] == [first, second, third]


def test_an_amendment_signed_on_the_day_of_the_first_is_in_force():
    draft = complete("land")
    first = draft.ids["agreement"]
    second = draft.put("second", "agreement", replaces=first, signed_on=SIGNED.isoformat())
    assert draft.view().agreement.eid == second


def test_two_that_replace_each_other_hide_neither():
    draft = complete("land")
    draft.put("second", "agreement", replaces=draft.ids["agreement"], signed_on="2026-01-01")
    draft.set("agreement", replaces=draft.ids["second"])
    assert draft.view().agreement.eid == draft.ids["second"]


# money


def test_the_sums_of_an_agreement_say_who_owes_whom():
    draft = complete("land")
    a, b = draft.ids["groupA"], draft.ids["groupB"]
    draft.set("clause", amount_fcfa=60_000, receiver=b, paid_fcfa=10_000)
    signed = draft.ids["agreement"]
    draft.put("c2", "clause", agreement=signed, text="x", amount_fcfa=30_000, responsible=a)
    draft.put("c3", "clause", agreement=signed, text="y", amount_fcfa=5_000, responsible=a)
    draft.set("c2", receiver=b)
    draft.put("c4", "clause", agreement=bytes(16), text="elsewhere", amount_fcfa=1)
    draft.set("damage", asked_fcfa=150_000, agreed_fcfa=100_000)
    view = draft.view()
    found = compensation.sums(view, view.agreement)
    assert (found.asked, found.agreed, found.promised, found.paid) == (
        150_000,
        100_000,
        95_000,
        10_000,
    )
    assert found.debts == (Debt(a, b, 90_000, 10_000), Debt(a, None, 5_000, 0))
    assert (found.balances, found.difference) == (False, -5_000)


def test_where_no_damage_was_agreed_on_nothing_can_differ():
    draft = complete("land").drop("damage")
    view = draft.view()
    assert compensation.sums(view, view.agreement).balances
    assert compensation.sums(view, view.agreement).agreed is None
