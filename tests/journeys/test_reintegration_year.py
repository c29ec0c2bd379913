"""The return of a young person: two roles, a year with a refusal, a broken promise, a reopening."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from mediator_app.core import workflow
from mediator_app.core.consent import ConsentMissing
from mediator_app.core.records.codes import APPROVAL_WHAT
from mediator_app.i18n import _
from mediator_app.services import documents
from mediator_app.ui.case.parts.approvals import ApprovalPanel
from mediator_app.ui.case.parts.consents import ConsentPanel
from mediator_app.ui.case.parts.document_adding import AddDocuments
from mediator_app.ui.case.parts.follow_up_state import FollowUpState
from mediator_app.ui.dialogs.ask import Ask
from tests.journeys.person import REPORT, make_profile
from tests.journeys.test_land_case import Mediator
from tests.services import files

TITLE = "PT-014"
YOUNG, FATHER, CHIEF = "Jeune PT-014", "Père du jeune", "Chef du quartier"
FEW = "Les femmes étaient au marché de Sévaré."
APPROVAL = {"approved_by": "S. Keïta", "approved_on": "9/3/2018", "how": "phone"}
ANSWERS: dict[str, list[dict[str, object]]] = {
    "mediator": [{"mediator": "Awa Traoré"}],
    "duplicates": [{"duplicates_checked": True}],
    "mediability": [{"mediability": "yes"}],
    "interest": [{"interest_by": "Awa Traoré"}],
    "heard": [
        {"type": "separate_meeting", "held_on": f"{day}/2/2018", "place_text": f"Chez {who}"}
        for day, who in ((20, YOUNG), (21, FATHER), (22, CHIEF))
    ],
    "actor_map": [{"interest": "la paix du quartier", "influence": "high"}],
    "absent_actors": [
        {"who": "Le plaignant", "why": "Parti à Bamako", "plan": "L’appeler avant la signature"}
    ],
    "joint_session": [
        {
            "type": "joint_mediation",
            "held_on": "24/2/2018",
            "place_text": "Cour de la mairie",
            "place_neutral": True,
            "place_safe": True,
            "women": 1,
            "men": 9,
            "young_women": 1,
            "young_men": 3,
        }
    ],
    "ground_rules": [{"ground_rules": "Un seul parle."}],
    "agreement": [{"type": "full_agreement", "absent_discussed": True}],
    "commitment": [
        {
            "text": "Le jeune va chaque jour à l’atelier.",
            "responsible": YOUNG,
            "due": "30/4/2018",
            "verified_by": "Le maître menuisier",
        }
    ],
    "read_aloud": [{"language": "bm", "read_by": "Awa Traoré"}],
    "signature": [{"manner": "signature"}, {"manner": "thumbprint"}, {"manner": "signature"}],
    "witnesses": [{"name": "Imam"}, {"name": "Présidente des femmes"}],
    "signing_approval": [{"what": "signing", **APPROVAL}],
    "committee": [{"name": "Comité du quartier"}],
    "signed_on": [
        {"on": "10/3/2018", "place_text": "Mopti", "number": "3/2018", "paper_kept_at": "Mairie"}
    ],
    "commitments_final": [
        {"visit": "12 avril 2018", "side": "A", "status": "broken", "evidence": "Atelier quitté"},
    ],
    "side_status": [
        {"visit": "20 mars 2019", "side": side, "agreement_status": "holding"} for side in "BC"
    ],
    "outcome": [{"outcome": "full_agreement"}],
    "feedback": [
        {"side": side, "question": question, "answer": "Oui"}
        for side in "ABC"
        for question in ("Écouté ?", "Respecté ?", "Le referiez-vous ?")
    ],
    "retention": [{"retention": "minimise"}],
}
KEPT = {"status": "kept", "evidence": "Il y travaille"}
PRESENT = {
    **{f"Chez {who}": (who,) for who in (YOUNG, FATHER, CHIEF)},
    "Cour de la mairie": (YOUNG, FATHER, CHIEF),
}


@pytest.fixture
def at_intake(tmp_path):
    """Return a profile with the report's young person at the very beginning."""
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    report["cases"] = [case for case in report["cases"] if case["kind"] == "reintegration"]
    (case,) = report["cases"]
    case.update(stage="intake", confidentiality="restricted")
    case["reintegration"]["armed_link"] = "yes"  # so the signing asks for more
    for party, name in zip(case["parties"][1:3], (FATHER, CHIEF), strict=True):
        party.update(type="person", name=name, interest="la paix", influence="medium")
    source = tmp_path / "young.json"
    source.write_text(json.dumps(report), encoding="utf-8")
    make_profile(tmp_path / "profile", cases=source)
    return tmp_path / "profile"


class Year(Mediator):
    """The same hands, with the answers of this case."""

    def __init__(self, person) -> None:
        super().__init__(person, ANSWERS, PRESENT)

    def until(self, stage: str) -> None:
        for _step in range(40):
            if self.person.stage == stage:
                return
            self.try_to_go_on()
        pytest.fail(f"never came to {stage}: {[one.code for one in self.missing()]}")


def panel(person, tab, kind):
    person.tab(tab)
    return person.case.stack.currentWidget().findChild(kind)


def refuse_the_photo(person, tmp_path) -> None:
    """Who was asked and said no is in no photo: the window says so and keeps nothing."""
    view = person.case.view
    chief = next(e.eid for e in view.records["party"] if e.record.name == CHIEF)
    shown = panel(person, "parties", ConsentPanel)
    person.click(shown._lines[chief]._refuse)
    picture = tmp_path / "IMG_1.jpg"
    picture.write_bytes(files.photo())
    dialog = AddDocuments(
        person.window, person.window.desk, person.case.view, [documents.prepare(picture)]
    )
    dialog.open()
    person.wait()
    person.fill(dialog.form, {"kind": "photo", "party": CHIEF})
    person.click(dialog.accept_button)
    assert dialog.isVisible()
    assert dialog.notice.isVisible()
    said = _(ConsentMissing.message).format(party=CHIEF, purpose=_("Take photos"))
    assert said in dialog.notice.text(), dialog.notice.text()
    dialog.reject()
    dialog.deleteLater()
    person.window.activateWindow()
    person.wait()
    assert not person.case.view.records.get("document")


def miss_the_goal_with_a_reason(mediator) -> None:
    """Advice can be followed as well: its line opens that meeting, where the reason belongs."""
    person = mediator.person
    for _step in range(10):
        if not mediator.missing():
            break
        mediator.try_to_go_on()
    person.click(person.case.head.next)
    dialog = person.dialog()
    assert isinstance(dialog, Ask)
    assert _("Too few women came for the goal: invite more, or say why.") in [
        one.sentence(_) for one in person.case._missing
    ]
    person.click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel))
    person.window.activateWindow()
    person.wait()
    assert person.stage == "dialogue"
    mediator.click_line(next(o for o in person.case._missing if o.code == "women_share"))
    form = person.editor.form
    assert form.field("place_text").raw() == "Cour de la mairie", "the line led to another meeting"
    person.fill(form, {"quota_reason": FEW})
    person.save()
    assert "women_share" not in [one.code for one in person.case._missing]


def ask_for_closing(person) -> None:
    shown = panel(person, "summary", ApprovalPanel)
    person.click(shown.ask_button)
    dialog = person.dialog()
    person.fill(dialog.form, {"what": "closing", "reason": "Un an a passé."})
    person.accept(dialog)
    grants = [b for b in shown.findChildren(QPushButton) if b.text() == _("Grant")]
    assert grants
    assert not any(b.isEnabled() for b in grants), "a mediator may grant what was asked"


def break_the_promise(mediator) -> None:
    """What broke leads back to the dialogue, by the button beside it."""
    person = mediator.person
    person.add("follow_up", "visit", {"held_on": "12/4/2018", "kind": "visit", "months": 1})
    mediator.try_to_go_on()
    person.click(panel(person, "follow_up", FollowUpState).buttons["reopen"])
    person.accept(person.dialog())
    assert person.stage == "dialogue", "a broken promise did not reopen the dialogue"


def look_after_a_year(mediator) -> None:
    person = mediator.person
    person.add("follow_up", "visit", {"held_on": "20/3/2019", "kind": "visit", "months": 12})
    state = panel(person, "follow_up", FollowUpState)
    word = next(n for n in state.buttons if n.startswith("word") and n.endswith(" A"))
    person.click(state.buttons[word])  # the newest visit, the commitment and the side are known
    person.fill(person.editor.form, KEPT)
    person.save()


def grant_and_close(person) -> None:
    shown = panel(person, "summary", ApprovalPanel)
    closing = _("{act}: {what}").format(act=_("Grant"), what=_(APPROVAL_WHAT["closing"]))
    grants = shown.findChildren(QPushButton)
    person.click(next(b for b in grants if b.accessibleName() == closing and b.isVisible()))
    mediator = Year(person)
    for _step in range(5):
        if workflow.is_closed(person.case.view):
            return
        mediator.try_to_go_on()
    pytest.fail(f"never closed: {[one.code for one in mediator.missing()]}")


@pytest.mark.slow
def test_a_young_person_comes_home_within_a_year(at_intake, sit_down, tmp_path):
    person = sit_down(at_intake)
    person.unlock()
    person.open_case(TITLE)
    mediator = Year(person)
    mediator.until("screening")
    refuse_the_photo(person, tmp_path)
    mediator.until("dialogue")
    miss_the_goal_with_a_reason(mediator)
    mediator.until("follow_up")
    break_the_promise(mediator)
    mediator.until("follow_up")
    look_after_a_year(mediator)
    mediator.until("closure")
    while (left := mediator.missing()) and left[0].code != "closing_approval":
        mediator.try_to_go_on()
    ask_for_closing(person)
    person.click(person.case.head.next)
    assert not workflow.is_closed(person.case.view), "closed before the supervisor answered"
    assert not {code for code, rest in mediator.answers.items() if rest} - {"retention"}
    person.keys(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    chief = sit_down(at_intake)
    chief.unlock()
    work = chief.window.desk.work
    work.info = replace(work.info, role="supervisor", name="Fanta Cissé")
    chief.open_case(TITLE)
    grant_and_close(chief)
    view = chief.case.view
    moves = [(e.record.before, e.record.after) for e in view.records["stage_move"]]
    assert ("follow_up", "dialogue") in moves
    granted = [e.record for e in view.records["approval"] if e.record.what == "closing"]
    assert [each.approved_by for each in granted] == ["Fanta Cissé"]
    kept = [e.record.quota_reason for e in view.records["meeting"] if e.record.quota_reason]
    assert kept == [FEW]
    (absent,) = [e.record for e in view.records["absent_actor"]]
    assert absent.plan
