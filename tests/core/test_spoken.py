"""The spoken questions: whose answers belong together."""

from __future__ import annotations

from mediator_app.core import spoken
from tests.reports.cases import case, one


def said(number, question, score, **values):
    known = {"side": "A", "question_code": question, "score": score, "rank": number, "sex": "f"}
    return one("feedback", number, **{**known, **values})


def test_a_question_that_was_answered_begins_the_next_person():
    view = case(
        said(0, "heard", "yes"),
        said(1, "fair", "no"),
        said(2, "heard", "partly"),
        said(3, "fair", "partly", sex="m"),
        said(4, "heard", "yes", side="B"),
        said(5, "heard", "yes", months=6),
    )
    found = spoken.people(view, "A", None)
    assert [one.answers for one in found] == [
        {"heard": "yes", "fair": "no"},
        {"heard": "partly"},
        {"fair": "partly"},
    ]
    assert spoken.counted(found)["heard"] == {"yes": 1, "partly": 1}
    assert len(spoken.people(view, "A", 6)) == 1
