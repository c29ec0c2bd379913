"""Two kinds of cases go from the first day to the last through the command line."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.services.desk import TODAY, a_case, file_of

SIDES = ("A", "B")
STAGES = ("intake", "screening", "analysis", "dialogue", "agreement", "follow_up", "closure")


def heads(side: str) -> dict:
    return {"side": side, "women": 4, "men": 6, "young_women": 2, "young_men": 2}


def intake(kind: str) -> dict:
    parties = []
    for side in SIDES:
        speaker = {"key": f"voix{side}", "type": "person", "name": f"Voix {side}", "side": side}
        speaker |= {"sex": "f", "birth_year": 1999, "role": "intervener"}
        group = {"key": f"groupe{side}", "type": "group", "name": f"Village {side}", "side": side}
        group |= {
            "role": "claimant" if side == "A" else "respondent",
            "representative": f"voix{side}",
        }
        parties += [speaker, group]
    subtype = {"intercommunal": "reprisals", "reintegration": "former_detainee"}[kind]
    return {
        "parties": parties,
        "subtype": subtype,
        "place": {"region": "Mopti", "cercle": "Koro", "commune": "Koro"},
        "event_date": {"from": None, "to": None, "text": "à la descente des troupeaux"},
    }


def screening(kind: str) -> dict:
    made = {
        "consents": [{"key": "cs", "party": "groupeA", "on": "2026-01-10", "purposes": ["record"]}],
        "approvals": [approval("high_risk", "2026-01-10")],
        "incidents": [
            {"key": "i", "type": "rumour", "text": "On dit", "second_source": "L’infirmière"}
        ],
    }
    if kind == "reintegration":
        made["reintegration"] = {"alias": "PT-1", "age_band": "15-17", "minor_referred": True}
    return made


def approval(what: str, on: str) -> dict:
    return {"key": what, "what": what, "by": "Moussa", "on": on, "how": "phone"}


def analysis(_kind: str) -> dict:
    mandate = {"given_by": "L’assemblée", "on": "2026-01-05"}
    return {
        "parties": [
            {
                "key": f"groupe{side}",
                "type": "group",
                "interest": "Passer",
                "influence": "high",
                "mandate": mandate,
            }
            for side in SIDES
        ],
        "issues": [{"key": "q", "text": "La limite du couloir"}],
        "absent_actors": [{"key": "abs", "who": "Le préfet", "plan": "Lui écrire"}],
        "meetings": [
            {
                "key": f"seul{side}",
                "type": "separate_meeting",
                "date": "2026-01-20",
                "attendance": [{"party": f"groupe{side}", "status": "present"}],
                "counts": [heads(side)],
            }
            for side in SIDES
        ],
    }


def dialogue(kind: str) -> dict:
    meetings = [
        {
            "key": "ensemble",
            "type": "joint_mediation",
            "date": "2026-02-10",
            "state": "held",
            "place_neutral": True,
            "place_safe": True,
            "counts": [heads(side) for side in SIDES],
        }
    ]
    made = {
        "meetings": meetings,
        "issues": [{"key": "q", "text": "La limite du couloir", "position": "agreed"}],
    }
    if kind == "intercommunal":
        meetings += [
            {
                "key": f"intra{side}",
                "type": "intra_dialogue",
                "state": "held",
                "counts": [heads(side)],
            }
            for side in SIDES
        ]
    else:
        made["reintegration"] = {
            "family_acceptance": [{"key": "f", "on": "2026-02-01", "score": 2}],
            "community_acceptance": [{"key": "g", "on": "2026-02-01", "score": 1}],
        }
    return made


def agreement(_kind: str) -> dict:
    return {
        "agreement": {
            "type": "full_agreement",
            "signed_on": "2026-03-01",
            "number": "PV 12",
            "paper_kept_at": "Mairie",
            "clauses": [
                {
                    "key": "cl",
                    "text": "Les bornes sont remises",
                    "responsible": "groupeA",
                    "due": "2026-06-01",
                    "verified_by": "La COFO",
                }
            ],
            "signatories": [{"party": f"voix{side}", "manner": "thumbprint"} for side in SIDES],
            "witnesses": ["Awa", "Moussa"],
            "committee": [{"key": "m", "name": "Fanta", "sex": "f", "young": True}],
            "read_aloud": [{"key": "lu", "language": "ff", "by": "Hawa"}],
        },
        "follow_up": [{"key": "v", "due": "2026-04-01"}],
        "approvals": [approval("signing", "2026-02-28")],
    }


def follow_up(_kind: str) -> dict:
    return {
        "follow_up": [
            {
                "key": "v",
                "on": "2026-10-01",
                "kind": "visit",
                "clauses": [{"clause": "cl", "side": side, "status": "kept"} for side in SIDES],
                "sides": [{"side": side, "agreement_status": "holding"} for side in SIDES],
            }
        ]
    }


def closure(_kind: str) -> dict:
    return {
        "feedback": [
            {"key": f"{side}{n}", "side": side, "question": f"Question {n}", "answer": "Oui"}
            for side in SIDES
            for n in range(3)
        ],
        "approvals": [approval("closing", "2026-10-02")],
    }


BRINGS = dict(
    zip(
        STAGES,
        (intake, screening, analysis, dialogue, agreement, follow_up, closure),
        strict=True,
    )
)
SETS = {
    "intake": [
        "source=chief",
        "confidentiality=restricted",
        "mediator=Awa Traoré",
        "duplicates_checked=yes",
    ],
    "screening": [
        "mediability.answer=yes",
        "risk=high",
        "safety_plan=Jamais seul",
        "conflict_of_interest.declared_by=Awa Traoré",
    ],
    "analysis": ["earlier_accords_searched=yes"],
    "dialogue": ["ground_rules=Un seul parle"],
    "agreement": [],
    "follow_up": [],
    "closure": ["outcome=full_agreement", "retention=keep"],
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["intercommunal", "reintegration"])
def test_a_case_walks_from_the_first_day_to_the_last(cli, tmp_path, clock, kind):
    def brought(**more) -> dict:
        # What a file must say each time, and what it adds.
        parties = {p["key"]: p for p in intake(kind)["parties"]}
        for party in more.get("parties", ()):
            parties[party["key"]] = {**parties[party["key"]], **party}
        everything = {**more, "parties": list(parties.values())}
        case = a_case(external_id="marche", kind=kind, title="La marche", **everything)
        if "agreement" not in case and stage in {"follow_up", "closure"}:
            case["agreement"] = agreement(kind)["agreement"]
        return cli("case", "import", file_of(tmp_path / "in.json", case), "--json").json

    stage = ""
    first = a_case(external_id="marche", kind=kind, title="La marche")
    assert cli("case", "import", file_of(tmp_path / "in.json", first), "--json").json["added"] == 1
    number = cli("case", "show", "marche", "--json").json["number"]
    for index, stage in enumerate(STAGES):
        if stage == "follow_up":
            clock.wall = TODAY.replace(month=10, day=5)
        hard = [
            gap
            for gap in cli("case", "note", number, stage, "--json").json["missing"]
            if gap["hard"]
        ]
        assert hard, stage
        refusal = cli("case", "advance", number).refusal
        assert any(gap["text"] in refusal for gap in hard), (refusal, hard)
        assert cli("case", "advance", number, "--override", "pressé").refusal  # hard is hard
        assert cli("case", "show", number, "--json").json["stage"] == stage
        assert brought(**BRINGS[stage](kind))["added"] == 0
        if SETS[stage]:
            cli("case", "set", number, *SETS[stage], "--json")
        left = cli("case", "note", number, "prêt", "--json").json["missing"]
        assert [gap["code"] for gap in left if gap["hard"]] == [], stage
        moved = cli("case", "advance", number, "--override", "Vu avec l’équipe", "--json").json
        assert moved["stage"] == STAGES[min(index + 1, len(STAGES) - 1)]
    case = cli("case", "show", number, "--json").json
    assert (case["stage"], case["outcome"], case["closed_on"]) == (
        "closure",
        "full_agreement",
        "2026-10-05",
    )
    moves = [(m.get("from"), m["to"]) for m in case["stage_history"]]
    assert moves[:6] == list(pairwise(STAGES))
    said = cli("case", "history", number, "--json", "--limit", "500").json
    assert {line["field"] for line in said if line["record"] == "case_file"} >= {
        "stage",
        "closed_on",
    }
    assert cli("case", "advance", number).refusal  # closed is closed
    assert cli("check", "--json").json["problems"] == []


def test_a_soft_guard_asks_for_a_written_reason(cli, tmp_path):
    case = a_case(external_id="doux", kind="intercommunal", **intake("intercommunal"))
    del case["event_date"]
    cli("case", "import", file_of(tmp_path / "in.json", case))
    cli("case", "set", "doux", *SETS["intake"])
    refusal = cli("case", "advance", "doux").refusal
    assert "Say when it happened" in refusal
    assert cli("case", "advance", "doux", "--override", "Personne ne sait", "--json").json[
        "stage"
    ] == ("screening")
    (move,) = cli("case", "show", "doux", "--json").json["stage_history"]
    assert (move["override"], move["from"], move["to"]) == (
        "Personne ne sait",
        "intake",
        "screening",
    )
    assert "event_date" in move["unmet"]


def test_a_case_goes_back_and_ends_early_with_a_reason(cli):
    reference = "exemple-koro-foncier"
    assert cli("case", "advance", reference, "--back", "screening").refusal
    back = cli("case", "advance", reference, "--back", "screening", "--reason", "Oublié", "--json")
    assert back.json["stage"] == "screening"
    assert cli(
        "case", "advance", reference, "--outcome", "withdrawn", "--reason", "Ils partent"
    ).refusal


def test_a_wrong_clock_moves_no_case(cli, clock):
    clock.quality, clock.wall = 0, TODAY.replace(year=1980)
    refusal = cli("case", "advance", "rapport-macina").refusal
    assert "1980-03-12" in refusal
