"""What cannot be true of parties together, and how a mandate stands."""

from __future__ import annotations

from datetime import date

import pytest

from mediator_app.core import coherence
from mediator_app.core.coherence import faults
from mediator_app.core.mandates import State, standing
from mediator_app.core.records.parties import Mandate, Party, Relationship
from mediator_app.core.view import CaseView, Entry

A, B, C = (bytes([10]) + bytes([n] * 15) for n in (1, 2, 3))


def party(**more) -> Party:
    return Party.model_construct(None, type="group", name="Éleveurs", **more)


def said(record, eid=A, others=None) -> list[str]:
    return [fault.message for fault in faults(record, eid, others or {})]


def test_a_group_does_not_represent_itself():
    assert said(party(representative=A)) == [coherence.ITSELF]
    assert said(party(representative=B), A, {B: party()}) == []
    assert said(party(representative=B), A, {B: party(representative=A)}) == [coherence.CYCLE]


def test_a_group_is_no_part_of_itself_through_others():
    assert said(party(part_of=A)) == [coherence.PART_OF_ITSELF]
    others = {B: party(part_of=C), C: party(part_of=A)}
    assert said(party(part_of=B), A, others) == [coherence.PART_OF_ITSELF]
    assert said(party(part_of=B), A, {B: party(part_of=C), C: party()}) == []


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        (Relationship.model_construct(None, first=A, second=B, since="2020-01-02", until="2020-01-01"), "until"),
        (Relationship.model_construct(None, first=A, second=A), "second"),
        (Mandate.model_construct(None, party=A, given_on="2026-01-02", valid_until="2026-01-01"), "valid_until"),
        (Mandate.model_construct(None, party=A, given_on="2026-01-02", withdrawn_on="2026-01-01"), "withdrawn_on"),
        (Mandate.model_construct(None, party=A, given_to=A), "given_to"),
    ],
)  # fmt: skip
def test_ends_lie_after_beginnings_and_ties_have_two_ends(record, wrong):
    assert [fault.field for fault in faults(record, C, {})] == [wrong]


@pytest.mark.parametrize(
    ("given", "state", "day"),
    [
        ([], State.NONE, None),
        ([{}], State.VALID, None),
        ([{"valid_until": "2026-03-12"}], State.VALID, "2026-03-12"),
        ([{"valid_until": "2026-03-11"}], State.EXPIRED, "2026-03-11"),
        ([{"withdrawn_on": "2026-03-12"}], State.WITHDRAWN, "2026-03-12"),
        ([{"withdrawn_on": "2026-03-13"}], State.VALID, None),
        ([{"given_on": "2026-04-01"}], State.COMING, None),
        ([{"valid_until": "2026-01-01"}, {"valid_until": "2026-05-01"}], State.VALID, "2026-05-01"),
        ([{"withdrawn_on": "2026-01-01"}, {"valid_until": "2025-01-01"}], State.WITHDRAWN, "2026-01-01"),
    ],
)  # fmt: skip
def test_the_mandate_that_counts_most_is_told(given, state, day):
    entries = tuple(
        Entry(bytes([11, n]), Mandate.model_construct(None, party=A, **values))
        for n, values in enumerate(given)
    )
    found = standing(CaseView(b"u", {"mandate": entries}), A, date(2026, 3, 12))
    assert found.state is state
    if day:
        assert found.day == day
