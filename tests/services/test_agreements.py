"""An agreement is signed in one act, stays as it was signed, and is amended as a new version."""

from __future__ import annotations

import json
from datetime import date

import pytest

from mediator_app.core import durability, signing
from mediator_app.core.interchange.problems import FileRefused
from mediator_app.core.workflow import CaseIsClosed, ReasonNeeded
from mediator_app.services import agreements, cases, exchange
from mediator_app.services.cases import SignedText
from tests.services import desk

SIGNED = date(2026, 3, 1)
DUE = "2026-06-01"


def ready(work) -> tuple[bytes, bytes]:
    """Return a case between two people and its agreement, complete but for the signing."""
    unit = cases.open_case(work, {"kind": "other", "title": "Une dette"})[0]

    def put(record: str, **values) -> bytes:
        return cases.save(work, unit, record, values)[0]

    people = [
        put("party", type="person", name=name, side=side, role=role, sex="f", birth_year=2000)
        for name, side, role in (("Hawa", "A", "claimant"), ("Binta", "B", "respondent"))
    ]
    agreement = put("agreement", type="full_agreement", sanctions="Le chef tranche")
    put(
        "clause",
        agreement=agreement,
        text="Rendre le mil",
        responsible=people[1],
        due=DUE,
        verified_by="Le chef",
        amount_fcfa=50_000,
        receiver=people[0],
    )
    put("read_aloud", agreement=agreement, language="bm", read_by="Awa")
    for person in people:
        put("signatory", agreement=agreement, party=person, manner="thumbprint")
    for name in ("Moussa", "Sira"):
        put("witness", agreement=agreement, name=name)
    put("committee_member", agreement=agreement, name="Fanta", sex="f", young=True)
    return unit, agreement


def only(work, unit, record):
    (entry,) = cases.view(work, unit).records[record]
    return entry


def visits(work, unit) -> list[tuple[int, str]]:
    found = cases.view(work, unit).records.get("visit", ())
    return sorted((e.record.months, e.record.due) for e in found)


PLANNED = [(1, "2026-04-01"), (3, "2026-06-01"), (6, "2026-09-01"), (12, "2027-03-01")]


@pytest.fixture
def made(work):
    return ready(work)


@pytest.fixture
def signed(work, made):
    unit, agreement = made
    agreements.sign(work, unit, agreement, on=SIGNED, given={"number": "PV 7"})
    return unit, agreement


# signing


def test_signing_writes_day_number_and_visits_at_once(work, signed):
    unit, agreement = signed
    held = cases.view(work, unit).agreement
    assert held.eid == agreement
    assert (held.record.signed_on, held.record.number) == ("2026-03-01", "PV 7")
    assert visits(work, unit) == PLANNED


def test_two_laptops_would_make_the_same_visits(work, signed):
    unit, agreement = signed
    ids = {e.eid for e in cases.view(work, unit).records["visit"]}
    assert ids == {agreements.visit_id(agreement, months) for months in durability.MARKS}
    assert len(ids) == 4
    assert agreement == agreements.first_id()


def test_what_is_missing_refuses_the_signing_whole(work, made):
    unit, agreement = made
    witness = cases.view(work, unit).records["witness"][0].eid
    cases.remove(work, unit, witness)
    with pytest.raises(agreements.NotReady) as refusal:
        agreements.sign(work, unit, agreement, on=SIGNED, given={"number": "PV 7"})
    assert refusal.value.sentence(str) == (
        "Before this agreement is signed: Name at least two witnesses."
    )
    assert cases.view(work, unit).agreement.record.number is None
    assert visits(work, unit) == []


def test_advice_is_passed_over_with_a_reason_that_stays(work, made):
    unit, agreement = made
    cases.save(work, unit, "absent_actor", {"who": "Le préfet", "plan": "Lui écrire"})
    with pytest.raises(ReasonNeeded) as refusal:
        agreements.sign(work, unit, agreement, on=SIGNED)
    assert [one.code for one in refusal.value.missing] == ["absent_discussed"]
    agreements.sign(work, unit, agreement, on=SIGNED, override="Il a refusé de venir")
    move = only(work, unit, "stage_move").record
    assert (move.before, move.after, move.unmet) == ("intake", "intake", "absent_discussed")
    assert move.override == "Il a refusé de venir"


def test_ticking_that_the_absent_were_talked_of_is_enough(work, made):
    unit, agreement = made
    cases.save(work, unit, "absent_actor", {"who": "Le préfet", "plan": "Lui écrire"})
    agreements.sign(work, unit, agreement, on=SIGNED, given={"absent_discussed": True})
    assert "stage_move" not in cases.view(work, unit).records


def test_a_promise_due_before_the_signing_is_told_with_its_words(work, made):
    unit, agreement = made
    cases.save(work, unit, "clause", {"due": "2026-02-27"}, eid=only(work, unit, "clause").eid)
    with pytest.raises(agreements.NotReady, match="Rendre le mil"):
        agreements.sign(work, unit, agreement, on=SIGNED)
    agreements.sign(work, unit, agreement, on=date(2026, 2, 27))


def test_nobody_signs_tomorrow_or_twice(work, made):
    unit, agreement = made
    with pytest.raises(agreements.SignedAhead):
        agreements.sign(work, unit, agreement, on=date(2026, 3, 13))
    agreements.sign(work, unit, agreement, on=date(2026, 3, 12))
    with pytest.raises(agreements.AlreadySigned):
        agreements.sign(work, unit, agreement, on=date(2026, 3, 12))
    with pytest.raises(agreements.NoAgreement):
        agreements.sign(work, unit, bytes([30]) + bytes(15), on=SIGNED)


def test_nothing_is_signed_or_amended_in_a_closed_case(work, made, signed):
    unit, _agreement = signed
    change = {"closed_on": "2026-03-12", "stage": "closure"}
    desk.elsewhere(work, unit, desk.changed(cases.CaseFile, cases.CASE_FILE_ID, change))
    with pytest.raises(CaseIsClosed):
        agreements.amend(work, unit)


def test_a_visit_planned_by_hand_is_not_planned_again(work, made):
    unit, agreement = made
    cases.save(work, unit, "visit", {"due": "2026-05-30", "months": 3})
    agreements.sign(work, unit, agreement, on=SIGNED)
    assert visits(work, unit) == [(1, "2026-04-01"), (3, "2026-05-30"), *PLANNED[2:]]


# frozen


def attempts(work, unit, agreement):
    view = cases.view(work, unit)
    clause, signatory, read = (
        view.records[name][0].eid for name in ("clause", "signatory", "read_aloud")
    )
    party = view.records["party"][0].eid
    yield "clause changed", lambda: cases.save(work, unit, "clause", {"text": "Rien"}, eid=clause)
    yield (
        "clause added",
        lambda: cases.save(work, unit, "clause", {"agreement": agreement, "text": "Et encore"}),
    )
    yield "clause removed", lambda: cases.remove(work, unit, clause)
    yield (
        "signature changed",
        lambda: cases.save(work, unit, "signatory", {"manner": "signature"}, eid=signatory),
    )
    yield (
        "signature added",
        lambda: cases.save(work, unit, "signatory", {"agreement": agreement, "signed_by": "X"}),
    )
    yield (
        "signature ticked again",
        lambda: cases.save(
            work, unit, "signatory", {"agreement": agreement, "party": party, "manner": "signature"}
        ),
    )
    yield "signature removed", lambda: cases.remove(work, unit, signatory)
    yield (
        "reading added",
        lambda: cases.save(
            work, unit, "read_aloud", {"agreement": agreement, "language": "ff", "read_by": "Y"}
        ),
    )
    yield "reading removed", lambda: cases.remove(work, unit, read)
    yield "unsigned", lambda: cases.save(work, unit, "agreement", {"signed_on": None})
    yield "other day", lambda: cases.save(work, unit, "agreement", {"signed_on": "2026-03-02"})
    yield "sanctions", lambda: cases.save(work, unit, "agreement", {"sanctions": "Aucune"})
    yield "together", lambda: cases.save_many(work, unit, {"agreement": {"sanctions": None}})
    yield "agreement removed", lambda: cases.remove(work, unit, agreement)


def test_nothing_that_was_signed_is_changed_added_or_taken_away(work, signed):
    unit, agreement = signed
    before = desk.exported(work)
    tried = 0
    for what, attempt in attempts(work, unit, agreement):
        with pytest.raises(SignedText):  # noqa: PT012 - it says which attempt was let through
            attempt()
            pytest.fail(what)
        tried += 1
    assert tried == 14
    assert desk.exported(work) == before


def test_what_comes_after_the_signing_can_be_written(work, signed):
    unit, agreement = signed
    clause = only(work, unit, "clause").eid
    cases.save(work, unit, "clause", {"paid_fcfa": 20_000}, eid=clause)
    cases.save(work, unit, "agreement", {"number": "PV 8", "paper_kept_at": "Mairie"})
    cases.save(work, unit, "committee_member", {"agreement": agreement, "name": "Aly"})
    assert only(work, unit, "clause").record.paid_fcfa == 20_000


@pytest.mark.usefixtures("signed")
def test_a_file_cannot_add_to_what_was_signed(work, tmp_path):
    (written,) = desk.exported(work)["cases"]
    again = exchange.import_file(work, desk.file_of(tmp_path / "same.json", written))
    assert (again.updated, again.unchanged) == (0, 1)
    for key, more in (
        ("clauses", {"key": "neu", "text": "Et encore"}),
        ("read_aloud", {"key": "r", "language": "ff", "by": "Y"}),
    ):
        spoilt = json.loads(json.dumps(written))
        spoilt["agreement"][key].append(more)
        with pytest.raises(FileRefused) as refusal:
            exchange.import_file(work, desk.file_of(tmp_path / f"{key}.json", spoilt))
        assert f".agreement.{key}:" in refusal.value.sentence(str)
    spoilt = json.loads(json.dumps(written))
    spoilt["agreement"]["signed_on"] = "2026-03-02"
    with pytest.raises(FileRefused, match="What was signed cannot be changed"):
        exchange.import_file(work, desk.file_of(tmp_path / "day.json", spoilt))


# taken back


def test_a_mistaken_signing_is_taken_back_with_its_reason(work, signed):
    unit, agreement = signed
    with pytest.raises(ReasonNeeded):
        agreements.take_back(work, unit, agreement, reason="  ")
    agreements.take_back(work, unit, agreement, reason="Une empreinte manquait")
    view = cases.view(work, unit)
    assert view.agreement.record.signed_on is None
    assert only(work, unit, "note").record.text == "Une empreinte manquait"
    assert visits(work, unit) == []
    cases.save(work, unit, "clause", {"text": "Tout"}, eid=view.records["clause"][0].eid)
    with pytest.raises(agreements.NotSigned):
        agreements.take_back(work, unit, agreement, reason="Encore")


def test_after_the_second_signing_the_visits_are_there_again(work, signed):
    unit, agreement = signed
    agreements.take_back(work, unit, agreement, reason="Trop tôt")
    agreements.sign(work, unit, agreement, on=date(2026, 3, 12))
    assert visits(work, unit)[0] == (1, "2026-04-12")
    assert len(visits(work, unit)) == 4


def test_a_visit_that_was_made_stays_when_the_signing_is_taken_back(work, signed):
    unit, agreement = signed
    first = agreements.visit_id(agreement, 1)
    cases.save(work, unit, "visit", {"held_on": "2026-03-12"}, eid=first)
    agreements.take_back(work, unit, agreement, reason="Erreur")
    assert [e.eid for e in cases.view(work, unit).records["visit"]] == [first]


# amendments


def test_an_amendment_is_a_new_version_and_the_old_one_holds_until_it_is_signed(work, signed):
    unit, old = signed
    new, _changed = agreements.amend(work, unit)
    view = cases.view(work, unit)
    assert view.agreement.eid == old
    draft = view.draft_agreement
    assert (draft.eid, draft.record.version, draft.record.replaces) == (new, 2, old)
    assert (draft.record.supersedes, draft.record.sanctions) == ("PV 7", "Le chef tranche")
    (copy,) = view.under(signing.Clause, "agreement", new)
    assert (copy.record.text, copy.record.amount_fcfa) == ("Rendre le mil", 50_000)
    cases.save(work, unit, "clause", {"text": "Rendre le mil en deux fois"}, eid=copy.eid)
    assert agreements.amend(work, unit)[0] == new, "one amendment at a time"
    assert view.under(signing.Signatory, "agreement", new) == ()


def signed_amendment(work, unit) -> bytes:
    new, _changed = agreements.amend(work, unit)
    view = cases.view(work, unit)
    for party in view.records["party"]:
        values = {"agreement": new, "party": party.eid, "manner": "thumbprint"}
        cases.save(work, unit, "signatory", values)
    cases.save(work, unit, "read_aloud", {"agreement": new, "language": "bm", "read_by": "Awa"})
    for name in ("Moussa", "Sira"):
        cases.save(work, unit, "witness", {"agreement": new, "name": name})
    agreements.sign(work, unit, new, on=date(2026, 3, 10), given={"number": "PV 9"})
    return new


def test_a_signed_amendment_is_in_force_and_is_visited_instead(work, signed):
    unit, old = signed
    new = signed_amendment(work, unit)
    view = cases.view(work, unit)
    assert view.agreement.eid == new
    assert visits(work, unit)[0] == (1, "2026-04-10")
    assert len(visits(work, unit)) == 4
    with pytest.raises(agreements.Replaced):
        agreements.take_back(work, unit, old, reason="Erreur")
    agreements.take_back(work, unit, new, reason="Erreur")
    assert cases.view(work, unit).agreement.eid == old
    assert visits(work, unit) == PLANNED


def test_an_amendment_keeps_the_days_of_promises_that_fell_due(work, clock, signed):
    unit, _old = signed
    clock.wall = clock.wall.replace(month=7)
    new, _changed = agreements.amend(work, unit)
    view = cases.view(work, unit)
    draft = view.draft_agreement
    assert draft.eid == new
    assert "due_after_signing" not in {
        one.code for one in signing.unmet(view, draft, date(2026, 7, 12))
    }
    clause = view.under(signing.Clause, "agreement", new)[0]
    cases.save(work, unit, "clause", {"due": "2026-02-01"}, eid=clause.eid)
    view = cases.view(work, unit)
    assert "due_after_signing" in {
        one.code for one in signing.unmet(view, view.draft_agreement, date(2026, 7, 12))
    }


def test_an_amendment_is_not_signed_before_what_it_replaces(work, signed):
    unit, _old = signed
    new, _changed = agreements.amend(work, unit)
    with pytest.raises(agreements.SignedBeforeTheLast):
        agreements.sign(work, unit, new, on=date(2026, 2, 28))


def test_an_amendment_that_is_given_up_leaves_nothing(work, signed):
    unit, old = signed
    before = desk.exported(work)
    new, _changed = agreements.amend(work, unit)
    agreements.give_up(work, unit, new)
    assert desk.exported(work) == before
    with pytest.raises(SignedText):
        agreements.give_up(work, unit, old)


def test_every_version_goes_through_a_file_and_back(work, signed, tmp_path, empty_profile):
    unit, _old = signed
    new = signed_amendment(work, unit)
    third, _changed = agreements.amend(work, unit)
    (written,) = desk.exported(work)["cases"]
    assert written["agreement"]["key"] == new.hex()
    assert written["agreement"]["number"] == "PV 9"
    assert {one["key"] for one in written["other_agreements"]} == {
        agreements.first_id().hex(),
        third.hex(),
    }
    path = desk.file_of(tmp_path / "all.json", written)
    assert exchange.import_file(work, path).unchanged == 1
    with desk.opened(desk.copied(empty_profile, tmp_path / "other")) as other:
        exchange.import_file(other, path)
        (there,) = desk.exported(other)["cases"]
        assert there == written
        view = cases.view(other, desk.only_case(other))
        assert (view.agreement.eid, view.draft_agreement.eid) == (new, third)


def test_visits_are_planned_for_an_agreement_from_a_file(work, tmp_path):
    case = desk.a_case(agreement={"signed_on": "2026-01-31"})
    exchange.import_file(work, desk.file_of(tmp_path / "file.json", case))
    unit = desk.only_case(work)
    agreements.plan_visits(work, unit)
    assert visits(work, unit)[:2] == [(1, "2026-02-28"), (3, "2026-04-30")]
    agreements.plan_visits(work, unit)
    assert len(visits(work, unit)) == 4
