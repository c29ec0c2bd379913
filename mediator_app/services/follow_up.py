"""What the sides say: of each clause and of the whole at a visit, and of the mediation itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mediator_app.core.interchange.shape import entity_id
from mediator_app.core.records.base import Record
from mediator_app.core.records.cases import Feedback
from mediator_app.core.records.follow_up import ClauseCheck, SideStatus
from mediator_app.core.view import CaseView
from mediator_app.journal import Edit
from mediator_app.services import cases, views
from mediator_app.services.cases import change, create, next_rank, vars_of
from mediator_app.services.work import Changed, Workspace

Words = Mapping[tuple[bytes, str], tuple[str | None, str | None]]  # clause, side: status, evidence


def save_words(
    work: Workspace,
    unit_id: bytes,
    visit: bytes,
    words: Words,
    whole: Mapping[str, str | None],
) -> Changed:
    """Keep what each side said at a visit; the same word on two laptops is one record."""
    with work.write() as writer:
        before = views.some(writer.connection, unit_id, ClauseCheck, SideStatus)
        edits: list[Edit] = []
        for (clause, side), (status, evidence) in words.items():
            eid = entity_id(ClauseCheck.ETYPE, visit, clause, side)
            facts = {"visit": visit, "clause": clause, "side": side}
            said = {"status": status, "evidence": evidence}
            edits += _edits(before, ClauseCheck, eid, facts, said)
        for side, state in whole.items():
            eid = entity_id(SideStatus.ETYPE, visit, side)
            said = {"agreement_status": state}
            edits += _edits(before, SideStatus, eid, {"visit": visit, "side": side}, said)
        writer.author(unit_id, edits)
        return writer.changed


def _edits(
    before: CaseView,
    kind: type[Record],
    eid: bytes,
    facts: Mapping[str, Any],
    said: Mapping[str, Any],
) -> list[Edit]:
    known = before.by_id(eid)
    if known is None:
        if not any(said.values()):
            return []
        return [create(kind, eid, vars_of(cases.checked(kind, {**facts, **said})))]
    differing = {n: v for n, v in said.items() if v != getattr(known.record, n)}
    return [change(kind, eid, differing)] if differing else []


def save_answers(  # noqa: PLR0913 - what stands on the paper
    work: Workspace,
    unit_id: bytes,
    answers: Mapping[str, str],
    *,
    side: str,
    months: int | None = None,
    sex: str | None = None,
    said_on: str | None = None,
) -> Changed:
    """Keep what one person of a side answered to the spoken questions, together or not at all."""
    with work.write() as writer:
        rank = next_rank(views.some(writer.connection, unit_id, Feedback).all(Feedback))
        edits: list[Edit] = []
        for number, (question, score) in enumerate(answers.items()):
            values = {
                "side": side,
                "question_code": question,
                "score": score,
                "months": months,
                "sex": sex,
                "said_on": said_on,
                "rank": rank + number,
            }
            eid = bytes([Feedback.ETYPE]) + work.environment.random_bytes(15)
            given = {name: value for name, value in values.items() if value is not None}
            edits.append(create(Feedback, eid, vars_of(cases.checked(Feedback, given))))
        writer.author(unit_id, edits)
        return writer.changed
