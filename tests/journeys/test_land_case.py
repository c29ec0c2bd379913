"""The land case of the report, from the first visit to the office to its closing."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLabel

from mediator_app.core import workflow
from mediator_app.core.records.codes import STAGE
from mediator_app.i18n import _
from mediator_app.services import cases
from mediator_app.ui.case.parts.parties_same import SamePanel
from mediator_app.ui.dialogs.ask import Ask
from tests.journeys.person import REPORT, make_profile

TITLE = "Couloir de transhumance"
TWIN = "Champ piétiné à la lisière"
FARMERS, HERDERS, SPEAKER = "Village de cultivateurs", "Campement d’éleveurs", "Porte-parole"
HEARD = {
    "type": "separate_meeting",
    "women": 4,
    "men": 5,
    "young_women": 2,
    "young_men": 2,
    "summary": "Dannaya bɛ ɲɔgɔn na ; ŋaniya ɲuman.",
}

# What a mediator writes when the checklist asks: by guard, the values of the form that opens.
# Where several things are asked under one code, they come in this order.
ANSWERS: dict[str, list[dict[str, object]]] = {
    "mediator": [{"mediator": "Awa Ŋaɲa Traoré"}],
    "mediability": [{"mediability": "yes"}],
    "interest": [{"interest_by": "Awa Traoré"}],
    "heard": [
        {**HEARD, "held_on": "20/1/2018", "place_text": "Chez les femmes du village"},
        {**HEARD, "held_on": "22/1/2018", "place_text": "Au campement"},
    ],
    "representative": [{"representative": SPEAKER}],
    "mandate": [
        {"given_by": "Assemblée du village", "given_on": "12/1/2018", "scope": "le couloir"},
        {"given_by": "Chefs de famille", "given_on": "14/1/2018", "scope": "le couloir"},
    ],
    "actor_map": [
        {"interest": "garder les champs", "influence": "high"},
        {"interest": "faire passer les troupeaux", "influence": "medium"},
    ],
    "absent_actors": [{"who": "Propriétaires de Bankass", "plan": "Leur écrire par la mairie"}],
    "joint_session": [
        {
            "type": "joint_mediation",
            "held_on": "24/2/2018",
            "place_text": "Sous le toguna",
            "place_neutral": True,
            "place_safe": True,
            "women": 9,
            "men": 12,
            "young_women": 4,
            "young_men": 4,
            "decisions": "Le couloir garde la largeur des bornes de 1998.",
        }
    ],
    "ground_rules": [{"ground_rules": "Un seul parle, personne n’insulte, pas d’armes."}],
    "agreement": [{"type": "full_agreement", "absent_discussed": True}],
    "signed_on": [
        {
            "on": "10/3/2018",
            "place_text": "Koro",
            "number": "12/2018",
            "paper_kept_at": "Mairie de Koro",
        }
    ],
    "commitment": [
        {
            "text": "Remettre les bornes 4 à 7 et libérer 2,5 ha.",
            "responsible": FARMERS,
            "due": "30/4/2018",
            "verified_by": "La commission foncière mesure sur place",
        }
    ],
    "read_aloud": [{"language": "ff", "read_by": "L’interprète"}],
    "signature": [{"manner": "thumbprint"}, {"manner": "signature"}],
    "witnesses": [{"name": "Imam de Koro"}, {"name": "Présidente des femmes"}],
    "visit": [{"held_on": "11/4/2018", "kind": "visit", "months": 1}],
    "commitments_final": [
        {"visit": "11 avril 2018", "side": "A", "status": "kept", "evidence": "Bornes vues"},
    ],
    "side_status": [{"visit": "11 avril 2018", "side": "B", "agreement_status": "holding"}],
    "last_check": [{"held_on": "20/9/2018", "kind": "visit", "months": 6}],
    "outcome": [{"outcome": "full_agreement"}],
    "feedback": [
        {"side": side, "question": question, "answer": "Oui"}
        for side in ("A", "B")
        for question in ("Écouté ?", "Respecté ?", "Le referiez-vous ?")
    ],
    "closing_approval": [
        {
            "what": "closing",
            "approved_by": "S. Keïta",
            "approved_on": "25/9/2018",
            "how": "phone",
        }
    ],
    "retention": [{"retention": "minimise"}],
}
PRESENT = {
    "Chez les femmes du village": (FARMERS,),
    "Au campement": (HERDERS,),
    "Sous le toguna": (FARMERS, HERDERS),
}


@pytest.fixture
def at_intake(tmp_path):
    """Return a profile in which the report's land case stands at its very beginning."""
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    report["cases"] = [case for case in report["cases"] if case["kind"] == "land"]
    assert len(report["cases"]) == 1
    case = report["cases"][0]
    case["stage"] = "intake"
    same = ("kind", "subtype", "opened_on", "event_date", "place")
    twin = {name: case[name] for name in same if name in case}
    report["cases"].append({**twin, "external_id": "twin", "title": TWIN, "stage": "intake"})
    source = tmp_path / "land.json"
    source.write_text(json.dumps(report), encoding="utf-8")
    folder = tmp_path / "profile"
    make_profile(folder, cases=source)
    return folder


class Mediator:
    """Presses the main button; where it is refused, follows each line of the checklist."""

    def __init__(self, person, answers=ANSWERS, present=PRESENT) -> None:
        self.person, self._present = person, present
        self.answers = {code: list(each) for code, each in answers.items()}
        self.refused: dict[str, list[str]] = {}
        self.reasons: list[str] = []

    def missing(self):
        return [one for one in self.person.case._missing if one.hard]

    def try_to_go_on(self) -> None:
        person, before = self.person, self.person.stage
        person.click(person.case.head.next)
        missing = self.missing()
        if person.case.findChildren(Ask):
            self._give_reason()
        elif person.stage == before and missing:
            notice = person.window.notice
            assert notice.isVisible()
            assert missing[0].sentence(_) in notice.text()
            self.refused.setdefault(before, [one.code for one in missing])
            self.follow(missing[0])

    def _give_reason(self) -> None:
        person, before = self.person, self.person.stage
        dialog = person.dialog()
        person.accept(dialog)
        assert dialog.isVisible(), "an empty reason was taken"
        assert person.stage == before
        person.type(dialog.form.field("reason").input(), "Les anciens ne se souviennent pas.")
        person.accept(dialog)
        self.reasons.append(before)

    def click_line(self, one) -> None:
        person = self.person
        number = str(person.case._missing.index(one))
        links = {go: link for link, go in person.case.checklist._go.items()}
        if number not in links:
            person.case.checklist.show_all()
            person.wait()
            links = {go: link for link, go in person.case.checklist._go.items()}
        person.click(links[number])

    def follow(self, one) -> None:
        """Click the line of the checklist, fill the form that opens, save it."""
        person = self.person
        self.click_line(one)
        if one.code == "signed_on":  # one deliberate act, asked for in a window of its own
            dialog = person.dialog()
            person.fill(dialog.form, self.answers["signed_on"].pop(0))
            if "reason" in dialog.form._cells:
                person.answer(dialog.form.field("reason"), "Pas de jeunes à la table.")
            person.accept(dialog)
            return
        if (
            one.code == "duplicates" and not person.editor.is_open()
        ):  # somebody looks at the cases that are alike, and says so
            looked = next(
                panel.looked
                for panel in person.case.stack.currentWidget().overview.panels
                if isinstance(panel, SamePanel)
            )
            assert looked.hasFocus(), "the line led past the button"
            page = person.case.stack.currentWidget()
            assert any(TWIN in each.text() for each in page.findChildren(QLabel)), "no twin told"
            person.click(looked)
            assert person.case.view.case.duplicates_checked
            return
        if one.code == "commitments_final" and self.answers.get("visit"):
            person.editor.leave()
            person.add("follow_up", "visit", self.answers["visit"].pop(0))
            return
        editor = person.editor
        assert editor.is_open(), f"{one.code} leads to no form"
        # A commitment needs an agreement first: the line leads there.
        code = "agreement" if editor._record == "agreement" else one.code
        assert editor._record in {"agreement", one.place.record}
        assert self.answers.get(code), (code, one.sentence(_), person.stage)
        values = self.answers[code].pop(0)
        person.fill(editor.form, values)
        for name in self._present.get(str(values.get("place_text")), ()):
            party = next(e.eid for e in person.case.view.records["party"] if e.record.name == name)
            person.answer(editor.extra.parties.field(party), "present")
        person.save()


@pytest.mark.slow
def test_the_land_case_goes_from_intake_to_closing_and_every_guard_refuses_on_the_way(
    at_intake, sit_down
):
    person = sit_down(at_intake)
    person.unlock()
    person.open_case(TITLE)
    assert person.stage == "intake"
    person.add(
        "parties",
        "party",
        {"type": "person", "name": SPEAKER, "role": "intervener", "side": "B"},
    )
    mediator = Mediator(person)
    for _step in range(80):
        mediator.try_to_go_on()
        if workflow.is_closed(person.case.view):
            break
    view = person.case.view
    assert workflow.is_closed(view), [one.code for one in mediator.missing()]

    assert list(mediator.refused) == list(STAGE), "a stage let the case pass at the first try"
    assert "earlier_accords" not in mediator.refused["analysis"]
    assert "analysis" in mediator.reasons, "advice was passed without a reason"
    left = {code: rest for code, rest in mediator.answers.items() if rest}
    assert left == {}, "what was written was never asked for"

    moves = [(e.record.before, e.record.after) for e in view.records["stage_move"]]
    stages = list(STAGE)
    assert moves[: len(stages) - 1] == list(pairwise(stages))
    reasons = [e.record.override for e in view.records["stage_move"] if e.record.override]
    assert "Les anciens ne se souviennent pas." in reasons
    assert view.case.closed_on
    assert not person.case.head.next.isVisible(), "a closed case offered a way on"
    assert not person.case.checklist.isVisible()

    person.tab("history")
    tab = person.case.stack.currentWidget()
    person.wait(lambda: tab.cards)
    person.type(tab.words, "Ŋaɲa")
    person.wait(lambda: tab.cards and all("Awa Ŋaɲa Traoré" in c.text.text() for c in tab.cards))
    told = cases.history(person.window.desk.work, view.unit_id, limit=2_000)
    assert any(line.after == "Awa Ŋaɲa Traoré" for line in told)
    assert {line.who for line in told} == {"Awa Traoré"}
