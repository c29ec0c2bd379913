"""Cases of the size that the goals speak of: 25 records, 200 facts, about 3.4 kB of French."""

from __future__ import annotations

from datetime import date, timedelta

from mediator_app.core.demo.dice import Dice
from mediator_app.core.demo.people import invent
from mediator_app.core.demo.story import outline
from mediator_app.core.interchange.shape import FORMAT, VERSION
from mediator_app.services import demo

TODAY = date(2026, 11, 23)
RECORDS, FACTS = 25, 200


def document(count: int, *, first: int = 1) -> dict:
    cases = [whole_case(number) for number in range(first, first + count)]
    return {"format": FORMAT, "version": VERSION, "cases": cases}


def whole_case(number: int) -> dict:
    """Return one land case with 25 records; every tenth text is its own."""
    words = demo.vocabulary()
    story = outline(number, seed=77, today=TODAY, words=words, mediator="Awa Sangaré")
    dice = Dice(number, 5)
    day = story.opened

    def on(days: int) -> str:
        return (day + timedelta(days=days)).isoformat()

    def told(count: int) -> str:
        names = ("decisions", "claims", "women", "notes", "quota_reasons", "evidence_of_check")
        return " ".join(story.text(dice.pick(names)) for _ in range(count))

    def person(key: str, role: str, side: str) -> dict:
        group = words.groups[dice.pick(list(words.groups))]
        one = invent(dice, words, group, born=(1950, 2005))
        return {
            "key": key,
            "type": "person",
            "name": one.name,
            "role": role,
            "side": side,
            "sex": one.sex,
            "birth_year": one.birth_year,
            "phone": one.phone,
            "community": group.community,
            "reachable": "easy",
            "level": "local",
            "interest": story.text("claims"),
            "influence": "medium",
        }

    def meeting(key: str, kind: str, days: int) -> dict:
        women, men = dice.between(2, 9), dice.between(2, 9)
        return {
            "key": key,
            "type": kind,
            "date": on(days),
            "state": "held",
            "place_text": story.text("places"),
            "languages": ["bm", "ff"],
            "facilitators": [story.mediator],
            "women": women,
            "men": men,
            "young_women": women // 2,
            "young_men": men // 2,
            "summary": told(5),
            "decisions": told(2),
            "attendance": [{"party": "p1", "status": "present"}],
        }

    def clause(key: str) -> dict:
        return {
            "key": key,
            "text": told(1),
            "responsible": "p2",
            "due": on(90),
            "verified_by": story.text("verified_by"),
            "amount_fcfa": dice.between(10, 200) * 500,
        }

    return {
        "external_id": f"bench-{number}",
        "kind": "land",
        "subtype": "transhumance_corridor",
        "title": f"Champ et passage : {story.a.family} – {story.b.family}",
        "summary": told(6),
        "source": "party",
        "stage": "intake",
        "opened_on": day.isoformat(),
        "event_date": {"from": on(-30), "to": on(-2), "text": "après la récolte"},
        "place": {
            "region": story.cercle.region,
            "cercle": story.cercle.name,
            "commune": story.commune,
            "locality": story.village,
        },
        "risk": "low",
        "confidentiality": "team",
        "mediator": story.mediator,
        "youth_band": "15-35",
        "mediability": {"answer": "yes", "reason": story.text("mediability_yes")},
        "conflict_of_interest": {"declared_by": story.mediator, "text": told(1), "on": on(4)},
        "ground_rules": story.text("ground_rules"),
        "duplicates_checked": True,
        "parties": [
            {
                **person("p1", "claimant", "A"),
                "mandate": {
                    "given_by": story.text("mandate_givers"),
                    "scope": story.text("mandate_scopes"),
                    "on": on(9),
                },
            },
            person("p2", "respondent", "B"),
            person("p3", "guarantor", "A"),
            person("p4", "resource_person", "B"),
        ],
        "consents": [{"party": "p1", "on": on(3), "form": "oral", "purposes": ["record"]}],
        "meetings": [
            meeting("m1", "separate_meeting", 12),
            meeting("m2", "separate_meeting", 15),
            meeting("m3", "joint_mediation", 31),
        ],
        "issues": [{"text": told(1), "position": "agreed"}, {"text": told(1), "position": "open"}],
        "agreement": {
            "type": "full_agreement",
            "signed_on": on(60),
            "place_text": story.text("places"),
            "number": f"PV-{number}",
            "clauses": [clause("c1"), clause("c2")],
            "signatories": [{"party": "p1", "manner": "thumbprint"}],
            "witnesses": [story.chief.name],
            "paper_kept_at": story.text("paper"),
        },
        "follow_up": [
            {
                "on": on(90),
                "kind": "visit",
                "months": 1,
                "agreement_status": "holding",
                "note": told(1),
            }
        ],
        "incidents": [
            {
                "date": on(20),
                "type": "crop_damage",
                "dead": 0,
                "injured": 0,
                "displaced": 0,
                "source_reliability": "B",
                "credibility": "2",
                "text": told(1),
            }
        ],
        "tasks": [{"text": story.text("tasks"), "due": on(100)}],
        "notes": [{"on": on(5), "text": told(3), "author": story.mediator}],
        "land": {
            "resource": "champ",
            "area_ha": f"{dice.between(1, 40) / 4:.2f}",
            "right_basis": "héritage",
            "season": "récoltes",
            "people_depending": dice.between(5, 90),
            "in_court": False,
            "corridor": {"name": "Burtol de la mare", "width_m": 50, "marking": "planned"},
        },
    }
