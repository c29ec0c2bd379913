"""Every guard of the table, met and unmet."""

from __future__ import annotations

import string
from collections import Counter

import pytest

from mediator_app.core import workflow
from mediator_app.core.records.codes import KIND, SPOKEN_QUESTION, STAGE
from mediator_app.core.records.registry import record_type
from mediator_app.core.workflow import EXIT, GUARDS, TABS
from tests.core.casebook import TODAY, Draft, complete


def case(**values):
    return lambda d: d.set("case", **values)


def row(key, **values):
    return lambda d: d.set(key, **values)


def without(*keys):
    return lambda d: d.drop(*keys)


def no(kind):
    return lambda d: d.drop_all(kind)


def few(d: Draft, **values) -> Draft:
    for side in "AB":
        d.set(f"joint_count{side}", **values)
    return d


def coded(d: Draft) -> Draft:
    for side in "AB":
        for number, code in enumerate(SPOKEN_QUESTION):
            d.put(f"said{side}{number}", "feedback", side=side, question_code=code, score="yes")
    return d


# code, kind, stage, how to spoil a complete case, the guards that must then speak
SPOILT = [
    ("type", "land", "intake", case(subtype=None), {"type"}),
    ("type", "land", "intake", case(subtype=None, subtype_text="  "), {"type"}),
    ("place", "land", "intake", case(commune=" "), {"place"}),
    ("party", "land", "intake", no("party"), {"party"}),
    ("source", "land", "intake", case(source=None), {"source"}),
    ("confidentiality", "land", "intake", case(confidentiality=None), {"confidentiality"}),
    ("mediator", "land", "intake", case(mediator=""), {"mediator"}),
    ("duplicates", "land", "intake", case(duplicates_checked=False), {"duplicates"}),
    ("event_date", "land", "intake", case(event_date=None), {"event_date"}),
    ("mediability", "land", "screening", case(mediability=None), {"mediability"}),
    ("not_for_us", "land", "screening", case(mediability="refer"), {"not_for_us"}),
    ("not_for_us", "land", "dialogue", case(mediability="no"), {"not_for_us"}),
    ("never_mediated", "other", "screening", case(subtype="sexual_violence"), {"never_mediated"}),
    ("never_mediated", "other", "agreement", case(subtype="child_harm"), {"never_mediated"}),
    ("never_mediated", "reintegration", "analysis", case(subtype="associated_minor"), {"never_mediated"}),
    ("risk", "land", "screening", case(risk=None), {"risk"}),
    ("consent", "land", "screening", no("consent"), {"consent"}),
    ("consent", "land", "screening", row("consent", purposes=[]), {"consent"}),
    ("consent", "land", "screening", row("consent", withdrawn_on="2026-06-01"), {"consent"}),
    ("consent", "land", "screening", row("consent", party=bytes(16)), {"consent"}),
    ("interest", "land", "screening", case(interest_by=None), {"interest"}),
    ("risk_approval", "land", "screening", without("risk_approval"), {"risk_approval"}),
    ("risk_approval", "land", "dialogue", row("risk_approval", how=None), {"risk_approval"}),
    ("risk_approval", "land", "screening", row("risk_approval", what="closing"), {"risk_approval"}),
    ("safety_plan", "land", "screening", case(risk="extreme", safety_plan=None), {"safety_plan"}),
    ("minor", "reintegration", "screening", row("young", minor_referred=None), {"minor"}),
    ("rumour", "land", "screening", row("rumour", second_source=None), {"rumour"}),
    ("sides", "land", "analysis", lambda d: d.set("groupB", side="A"), {"sides"}),
    ("party_side", "land", "analysis", row("groupB", side=None), {"party_side", "sides"}),
    ("heard", "land", "analysis", row("apartB", state="cancelled"), {"heard", "women_heard", "youth_heard"}),
    ("heard", "land", "analysis", row("apartB", held_on="2026-06-02"), {"heard", "women_heard", "youth_heard"}),
    ("heard", "land", "analysis", row("apartB", type="preparatory_meeting"), {"heard", "women_heard", "youth_heard"}),
    ("representative", "land", "analysis", row("groupA", representative=None), {"representative"}),
    ("mandate", "land", "analysis", without("mandateB"), {"mandate"}),
    ("mandate", "land", "analysis", row("mandateB", given_by=""), {"mandate"}),
    ("mandate", "land", "analysis", row("mandateB", valid_until="2026-05-31"), {"mandate"}),
    ("mandate", "land", "analysis", row("mandateB", given_on="2026-06-02"), {"mandate"}),
    ("issues", "land", "analysis", no("issue"), {"issues"}),
    ("actor_map", "land", "analysis", row("groupA", influence=None), {"actor_map"}),
    ("actor_map", "land", "analysis", row("groupA", interest=" "), {"actor_map"}),
    ("absent_actors", "land", "analysis", lambda d: d.drop("absent").set("case", absent_actors_reviewed=None), {"absent_actors"}),
    ("women_heard", "land", "analysis", row("apart_countA", women=0), {"women_heard"}),
    ("youth_heard", "land", "analysis", row("apart_countA", young_women=0, young_men=None), {"youth_heard"}),
    ("earlier_accords", "land", "analysis", case(earlier_accords_searched=None), {"earlier_accords"}),
    ("inspection", "land", "analysis", row("inspection", state="planned"), {"inspection"}),
    ("joint_session", "land", "dialogue", row("joint", state="planned"), {"joint_session", "attendance", "both_sides", "meeting_place", "women_share", "youth_share"}),
    ("attendance", "land", "dialogue", lambda d: few(d, young_men=None), {"attendance", "youth_share"}),
    ("both_sides", "land", "dialogue", without("joint_countB"), {"both_sides"}),
    ("ground_rules", "land", "dialogue", case(ground_rules=None), {"ground_rules"}),
    ("meeting_place", "land", "dialogue", row("joint", place_safe=False), {"meeting_place"}),
    ("meeting_place", "land", "dialogue", row("joint", place_neutral=None), {"meeting_place"}),
    ("positions", "land", "dialogue", row("issue", position=None), {"positions"}),
    ("women_share", "land", "dialogue", lambda d: few(d, women=2, men=8), {"women_share"}),
    ("youth_share", "land", "dialogue", lambda d: few(d, young_women=0), {"youth_share"}),
    ("absent_plan", "land", "dialogue", row("absent", plan=None), {"absent_plan"}),
    ("intra_dialogue", "intercommunal", "dialogue", row("intraA", state="planned"), {"intra_dialogue"}),
    ("family_acceptance", "reintegration", "dialogue", row("family", score=None), {"family_acceptance"}),
    ("community_acceptance", "reintegration", "dialogue", without("community"), {"community_acceptance"}),
    ("commitment", "land", "agreement", row("clause", due=None), {"commitment"}),
    ("commitment", "land", "agreement", row("clause", responsible=None), {"commitment"}),
    ("commitment", "land", "agreement", row("clause", verified_by=" "), {"commitment"}),
    ("due_after_signing", "land", "agreement", row("clause", due="2025-05-31"), {"due_after_signing"}),
    ("absent_discussed", "land", "agreement", row("agreement", absent_discussed=None), {"absent_discussed"}),
    ("absent_plan", "land", "agreement", row("absent", plan=None), {"absent_plan"}),
    ("read_for_side", "land", "agreement", row("consent", language="bm"), {"read_for_side"}),
    ("read_aloud", "land", "agreement", row("read", read_by=None), {"read_aloud"}),
    ("signed_on", "land", "agreement", row("agreement", signed_on=None), {"signed_on"}),
    ("signature", "land", "agreement", row("signB", manner=None), {"signature"}),
    ("signature", "land", "agreement", without("signA"), {"signature"}),
    ("signing_mandate", "land", "agreement", row("mandateA", given_on="2025-06-02"), {"signing_mandate"}),
    ("signing_mandate", "land", "agreement", row("mandateA", valid_until="2025-05-31"), {"signing_mandate"}),
    ("signing_mandate", "land", "agreement", row("mandateA", withdrawn_on="2025-06-01"), {"signing_mandate"}),
    ("witnesses", "land", "agreement", row("witnessB", name=" Witness A "), {"witnesses"}),
    ("number", "land", "agreement", row("agreement", number=""), {"number"}),
    ("paper", "land", "agreement", row("agreement", paper_kept_at=None), {"paper"}),
    ("follow_up_days", "land", "agreement", row("visit", due=None, held_on=None), {"follow_up_days"}),
    ("signing_approval", "intercommunal", "agreement", without("signing"), {"signing_approval"}),
    ("signing_approval", "land", "agreement", row("signing", approved_by=None), {"signing_approval"}),
    ("committee", "intercommunal", "agreement", without("member", "armed"), {"committee"}),
    ("committee", "land", "agreement", without("member"), {"committee"}),
    ("signing_approval_late", "land", "agreement", row("signing", approved_on="2025-06-02"), {"signing_approval_late"}),
    ("committee_balance", "land", "agreement", row("member", young=None), {"committee_balance"}),
    ("signatory_balance", "land", "agreement", lambda d: d.set("speakerA", sex="m").set("speakerB", sex="m"), {"signatory_balance"}),
    ("signatory_balance", "land", "agreement", lambda d: d.set("speakerA", birth_year=1960).set("speakerB", birth_year=None), {"signatory_balance"}),
    ("compensation", "land", "agreement", row("damage", agreed_fcfa=150_000), {"compensation"}),
    ("commitments_final", "land", "follow_up", row("checkB", status="in_progress"), {"commitments_final"}),
    ("commitments_final", "land", "follow_up", no("clause_check"), {"commitments_final", "side_status"}),
    ("visit", "land", "follow_up", row("visit", kind="call"), {"visit"}),
    ("side_status", "land", "follow_up", lambda d: d.drop("checkB"), {"side_status"}),
    ("side_status", "land", "follow_up", lambda d: d.set("agreement", handed_to_committee=True).set("checkB", status="not_verifiable"), {"side_status"}),
    ("last_check", "land", "follow_up", row("visit", held_on="2025-11-27"), {"last_check"}),
    ("last_check", "other", "follow_up", row("visit", held_on="2025-08-29"), {"last_check"}),
    ("last_check", "land", "follow_up", row("agreement", signed_on="not a day"), {"last_check"}),
    ("open_incident", "land", "follow_up", row("incident", settled_on=None), {"open_incident"}),
    ("outcome", "land", "closure", case(outcome=None), {"outcome"}),
    ("feedback", "land", "closure", without("answerB2"), {"feedback"}),
    ("feedback", "land", "closure", row("answerB2", question="Q1"), {"feedback"}),
    ("closing_approval", "land", "closure", without("closing"), {"closing_approval"}),
    ("retention", "land", "closure", case(retention=None), {"retention"}),
]  # fmt: skip

# What satisfies a guard in another way than the complete case does.
SPARED = [
    ("type", "land", "intake", case(subtype=None, subtype_text="Bees")),
    ("risk_approval", "land", "screening", lambda d: d.drop("risk_approval").set("case", risk="medium")),
    ("safety_plan", "land", "screening", case(risk="low", safety_plan=None)),
    ("minor", "reintegration", "screening", row("young", age_band="18-25", minor_referred=None)),
    ("heard", "land", "analysis", lambda d: d.drop_all("attendance").drop_all("head_count").set("case", unheard_reason="Far away")),
    ("heard", "land", "analysis", row("seenB", status="represented")),
    ("heard", "land", "analysis", row("apartB", type="detention_visit")),
    ("heard", "land", "analysis", no("attendance")),
    ("heard", "land", "analysis", row("seenB", party=bytes([10]) + bytes(15))),
    ("mandate", "land", "analysis", row("mandateB", given_on="2026-06-01", valid_until="2026-06-01")),
    ("party_side", "land", "analysis", lambda d: d.put("cofo", "party", type="institution", role="intervener") and d),
    ("absent_actors", "land", "analysis", without("absent")),
    ("actor_map", "land", "analysis", row("speakerA", role="claimant")),
    ("inspection", "land", "analysis", row("inspection", type="field_visit")),
    ("inspection", "other", "analysis", without("inspection")),
    ("both_sides", "land", "dialogue", lambda d: d.set("joint", type="ceremony")),
    ("women_share", "land", "dialogue", lambda d: few(d, women=0).set("joint", quota_reason="A funeral")),
    ("positions", "land", "dialogue", row("issue", position="open")),
    ("intra_dialogue", "land", "dialogue", lambda d: d),
    ("due_after_signing", "land", "agreement", row("clause", due="2025-06-01")),
    ("absent_discussed", "land", "agreement", lambda d: d.drop("absent").set("agreement", absent_discussed=None)),
    ("read_for_side", "land", "agreement", row("consent", language="ff")),
    ("signing_mandate", "land", "agreement", row("mandateA", withdrawn_on="2025-06-02")),
    ("signature", "land", "agreement", lambda d: d.set("signA", party=d.ids["groupA"])),
    ("paper", "land", "agreement", lambda d: d.set("agreement", paper_kept_at=None).put("scan", "document", mime="image/jpeg") and d),
    ("signing_approval", "land", "agreement", without("signing", "armed")),
    ("committee", "land", "agreement", without("member", "armed")),
    ("committee_balance", "land", "agreement", without("member", "armed")),
    ("compensation", "land", "agreement", row("damage", agreed_fcfa=None)),
    ("commitments_final", "land", "follow_up", lambda d: d.set("checkA", status="todo").set("agreement", handed_to_committee=True)),
    ("commitments_final", "land", "follow_up", row("checkA", status="broken")),
    ("side_status", "land", "follow_up", lambda d: d.drop("checkB").put("says", "side_status", visit=d.ids["visit"], side="B", agreement_status="broken") and d),
    ("last_check", "land", "follow_up", row("visit", held_on="2025-11-28")),
    ("last_check", "other", "follow_up", row("visit", held_on="2025-08-30")),
    ("feedback", "land", "closure", lambda d: coded(d.drop_all("feedback"))),
    ("feedback", "land", "closure", lambda d: d.drop_all("feedback").set("case", feedback_reason="They fled")),
]  # fmt: skip


def found_at(draft: Draft, stage: str) -> list[workflow.Missing]:
    return workflow.missing_at(draft.view(), stage, today=TODAY)


@pytest.mark.parametrize("stage", STAGE)
@pytest.mark.parametrize("kind", KIND)
def test_a_complete_case_lacks_nothing(kind, stage):
    assert workflow.missing(complete(kind, stage).view(), TODAY) == []


@pytest.mark.parametrize(("code", "kind", "stage", "spoil", "speaking"), SPOILT)
def test_a_guard_says_what_is_missing(code, kind, stage, spoil, speaking):
    found = found_at(spoil(complete(kind)), stage)
    assert {one.code for one in found} == speaking
    assert code in speaking


@pytest.mark.parametrize(("code", "kind", "stage", "change"), SPARED)
def test_a_guard_is_silent_when_it_is_met_in_another_way(code, kind, stage, change):
    assert code in {guard.code for guard in GUARDS if stage in guard.stages}
    assert code not in {one.code for one in found_at(change(complete(kind)), stage)}


def test_every_guard_of_a_stage_has_a_case_that_it_refuses():
    of_stages = {guard.code for guard in GUARDS if EXIT not in guard.stages}
    assert {row[0] for row in SPOILT} == of_stages


def test_hard_and_soft_are_as_the_trade_has_them():
    soft = {guard.code for guard in GUARDS if not guard.hard}
    assert soft == {
        *("event_date", "rumour", "women_heard", "youth_heard", "earlier_accords", "inspection"),
        *("women_share", "youth_share", "absent_plan", "intra_dialogue", "family_acceptance"),
        *("community_acceptance", "signing_approval_late", "committee_balance"),
        *("signatory_balance", "compensation", "open_incident", "absent_discussed"),
        "read_for_side",
    }


def test_codes_are_unique_and_places_exist():
    assert [code for code, n in Counter(guard.code for guard in GUARDS).items() if n > 1] == []
    for guard in GUARDS:
        assert guard.place.tab in TABS
        names = {fact.name for fact in record_type(guard.place.record).facts()}
        assert guard.place.field is None or guard.place.field in names, guard.code
        assert set(guard.stages) <= {*STAGE, EXIT}
        assert set(guard.kinds) <= set(KIND)


@pytest.mark.parametrize(("code", "kind", "stage", "spoil", "speaking"), SPOILT)
def test_every_sentence_can_be_filled(code, kind, stage, spoil, speaking):
    for one in found_at(spoil(complete(kind)), stage):
        wanted = {name for _t, name, _f, _c in string.Formatter().parse(one.message) if name}
        assert wanted <= set(one.values)
        assert "None" not in one.sentence(str)


def test_a_missing_thing_leads_to_the_record_it_concerns():
    draft = complete("land").set("groupB", representative=None)
    (one,) = found_at(draft, "analysis")
    assert (one.place.tab, one.place.record, one.place.field, one.place.eid) == (
        "parties",
        "party",
        "representative",
        draft.ids["groupB"],
    )
    assert one.sentence(str) == "Say who speaks for Village B."


def test_a_new_case_is_told_everything_at_once():
    hard = [one.code for one in workflow.missing(Draft("land").view(), TODAY) if one.hard]
    assert hard == [
        *("type", "place", "party", "source", "confidentiality", "mediator", "duplicates"),
    ]


def test_nobody_asks_for_the_women_of_one_man_or_the_young_of_one_elder():
    draft = complete("other").drop("seenB", "apart_countB").set("case", unheard_reason="Ill")
    assert [one.code for one in found_at(draft, "analysis")] == ["women_heard", "youth_heard"]
    draft.set("groupB", type="person", sex="m", birth_year=1950, representative=None)
    draft.drop("speakerB")
    assert found_at(draft, "analysis") == []
    draft.set("groupB", birth_year=2000)
    assert [one.code for one in found_at(draft, "analysis")] == ["youth_heard"]
    draft.set("groupB", sex="f", birth_year=1950)
    assert [one.code for one in found_at(draft, "analysis")] == ["women_heard"]


def test_shuttles_to_each_side_are_a_dialogue():
    draft = complete("land").drop("joint", "joint_countA", "joint_countB")
    for side in "AB":
        draft.set(f"apart{side}", type="shuttle", place_safe=True)
    assert found_at(draft, "dialogue") == []


def test_a_shuttle_that_reached_one_side_is_no_dialogue():
    draft = complete("land").drop("joint", "joint_countA", "joint_countB")
    draft.set("apartA", type="shuttle", place_safe=True)
    assert [one.values for one in found_at(draft, "dialogue")] == [{"side": "B"}]


def test_a_joint_meeting_with_one_side_alone_is_none():
    found = found_at(complete("land").drop("joint_countB"), "dialogue")
    assert [one.values for one in found] == [{"side": "A"}, {"side": "B"}]


def test_a_person_signs_for_itself_without_a_mandate():
    draft = complete("other")
    draft.put("one", "party", type="person", name="Hawa", side="A", role="claimant")
    draft.set("one", interest="Her field", influence="low")
    assert [one.code for one in found_at(draft, "agreement")] == ["signature"]
    signed = draft.ids["agreement"]
    draft.put("own", "signatory", agreement=signed, party=draft.ids["one"], manner="signature")
    assert [one for one in found_at(draft, "agreement") if one.hard] == []


def test_a_young_person_tied_to_an_armed_group_needs_approval_to_sign():
    draft = complete("reintegration").drop("armed", "signing")
    assert found_at(draft, "agreement") == []
    draft.set("young", armed_link="yes")
    assert [one.code for one in found_at(draft, "agreement")] == ["signing_approval"]


def test_the_approval_of_an_earlier_agreement_does_not_count_for_the_next():
    draft = complete("intercommunal")
    old = draft.rows.pop("agreement")
    draft.put("old", "agreement", signed_on="2025-05-31")
    draft.rows["agreement"] = old
    assert [one.code for one in found_at(draft, "agreement")] == ["signing_approval"]


def test_the_newest_check_of_each_side_counts():
    draft = complete("land")
    later = draft.put("later", "visit", held_on="2026-01-01", kind="committee")
    draft.put("again", "clause_check", visit=later, clause=draft.ids["clause"], side="A")
    draft.set("again", status="late")
    assert [one.code for one in found_at(draft, "follow_up")] == ["commitments_final"]


def test_only_the_newest_agreement_is_watched():
    draft = complete("land")
    draft.put("next", "agreement", signed_on="2026-05-01")
    codes = {one.code for one in found_at(draft, "agreement")}
    assert {"commitment", "signature", "witnesses", "number", "paper"} <= codes


def test_an_import_is_told_what_the_stages_before_would_have_asked():
    draft = complete("land", "dialogue").set("case", source=None, ground_rules=None)
    draft.set("case", mediability="no")
    found = workflow.unmet_on_import(draft.view(), TODAY)
    assert [one.code for one in found] == ["source", "not_for_us"]


def test_an_import_at_intake_is_told_nothing():
    assert workflow.unmet_on_import(Draft().view(stage="intake"), TODAY) == []


def test_an_import_of_a_closed_case_is_asked_for_its_closing_too():
    draft = complete("land").set("case", retention=None, closed_on="2026-05-31")
    assert [one.code for one in workflow.unmet_on_import(draft.view(), TODAY)] == ["retention"]


def test_an_import_of_a_case_that_an_outcome_ended_is_asked_what_ending_asks():
    draft = Draft().set("case", stage="closure", outcome="withdrawn", closed_on="2026-05-31")
    found = workflow.unmet_on_import(draft.view(), TODAY)
    assert [one.code for one in found] == ["exit_reason", "exit_approval"]


def test_what_the_history_keeps_can_be_read_again():
    found = found_at(complete("land").set("groupB", representative=None), "analysis")
    assert workflow.codes(found) == "representative"
    assert workflow.explain("representative from_later", str) == [
        "Say who speaks for ….",
        "from_later",
    ]
    assert workflow.codes([]) is None
    assert workflow.explain(None, str) == []


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("meeting_place", row("joint", place_safe=False)),
        ("attendance", lambda d: few(d, young_men=None)),
        ("women_share", lambda d: few(d, women=2, men=8)),
        ("youth_share", lambda d: few(d, young_women=0)),
    ],
)
def test_what_a_meeting_lacks_is_put_right_in_that_meeting(code, spoil):
    draft = complete("land")
    spoil(draft)
    found = workflow.missing_at(draft.view(), "dialogue", today=TODAY)
    (place,) = [one.place for one in found if one.code == code]
    assert place.eid == draft.ids["joint"]
