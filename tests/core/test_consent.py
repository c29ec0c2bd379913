"""What a party agrees to, told for every way it can be written down."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from mediator_app.core import consent
from mediator_app.core.consent import PURPOSES, ConsentMissing, Standing
from mediator_app.core.records.codes import PURPOSE
from tests.core.casebook import Draft

TODAY = date(2026, 6, 1)
ASKED, OTHER = "asked", "other"


def a_case() -> Draft:
    draft = Draft()
    draft.put(ASKED, "party", type="person", name="Ali Dicko", phone="76 11 22 33")
    draft.put(OTHER, "party", type="person", name="Sira Keïta")
    return draft


def consents(draft: Draft, *given: dict) -> Draft:
    for number, values in enumerate(given):
        draft.put(f"consent{number}", "consent", party=draft.ids[ASKED])
        draft.set(f"consent{number}", **{"given_on": "2026-01-02", **values})
    return draft


def override(draft: Draft, purpose: str, **values) -> Draft:
    known = {"decided_by": "Moussa", "decided_on": "2026-03-01", "reason": "Danger for a child"}
    draft.put("over", "consent_override", party=draft.ids[ASKED], purpose=purpose)
    return draft.set("over", **{**known, **values})


def standing(draft: Draft, purpose: str, *, today: date | None = TODAY, who: str = ASKED):
    return consent.stand(draft.view(), draft.ids[who], purpose, today=today).standing


SUBSETS = [
    list(subset) for n in range(len(PURPOSES) + 1) for subset in itertools.combinations(PURPOSES, n)
]


@pytest.mark.parametrize("purposes", SUBSETS, ids=str)
@pytest.mark.parametrize("withdrawn", [None, "2026-05-31", "2026-06-01", "2026-06-02"])
def test_each_purpose_stands_by_itself(purposes, withdrawn):
    draft = consents(a_case(), {"purposes": purposes, "withdrawn_on": withdrawn})
    for purpose in PURPOSES:
        if purpose not in purposes:
            expected = Standing.REFUSED
        elif withdrawn and withdrawn <= "2026-06-01":
            expected = Standing.WITHDRAWN
        else:
            expected = Standing.AGREED
        assert standing(draft, purpose) is expected
        allowed = consent.allows(draft.view(), draft.ids[ASKED], purpose, today=TODAY)
        assert allowed == (expected is Standing.AGREED)
        assert standing(draft, purpose, who=OTHER) is Standing.UNASKED


@pytest.mark.parametrize("form", ["oral", "written", "audio", None])
def test_a_consent_counts_in_whatever_form(form):
    draft = consents(a_case(), {"purposes": ["photo"], "form": form})
    assert standing(draft, "photo") is Standing.AGREED


def test_who_was_never_asked_agrees_to_nothing():
    draft = a_case()
    for purpose in PURPOSES:
        assert standing(draft, purpose) is Standing.UNASKED
        assert not consent.allows(draft.view(), draft.ids[ASKED], purpose)
    assert not consent.allows(draft.view(), None, "share")


def test_a_withdrawal_with_a_later_day_holds_at_once_where_no_day_is_known():
    draft = consents(a_case(), {"purposes": ["share"], "withdrawn_on": "2030-01-01"})
    assert standing(draft, "share") is Standing.AGREED
    assert standing(draft, "share", today=None) is Standing.WITHDRAWN


def test_several_consents_add_up_and_a_new_one_ends_a_withdrawal():
    draft = consents(
        a_case(),
        {"purposes": ["record"]},
        {"purposes": ["share", "photo"], "withdrawn_on": "2026-02-01"},
        {"purposes": ["share"], "given_on": "2026-03-01"},
    )
    found = [standing(draft, purpose) for purpose in PURPOSES]
    agreed, withdrawn, refused = Standing.AGREED, Standing.WITHDRAWN, Standing.REFUSED
    assert found == [agreed, agreed, withdrawn, refused]
    assert consent.stand(draft.view(), draft.ids[ASKED], "share").day == "2026-03-01"
    assert consent.stand(draft.view(), draft.ids[ASKED], "photo").day == "2026-02-01"


@pytest.mark.parametrize("given", [[], [{"purposes": ["record"]}]], ids=["unasked", "refused"])
@pytest.mark.parametrize("purpose", PURPOSES[1:])
def test_a_supervisor_lets_one_thing_be_done(given, purpose):
    draft = override(consents(a_case(), *given), purpose)
    for each in PURPOSES[1:]:
        over = standing(draft, each) is Standing.OVERRIDDEN
        assert over == (each == purpose)
        assert consent.allows(draft.view(), draft.ids[ASKED], each) == over
    assert standing(draft, purpose, who=OTHER) is Standing.UNASKED


@pytest.mark.parametrize("name", ["decided_by", "reason"])
@pytest.mark.parametrize("empty", [None, " "])
def test_an_override_without_who_or_why_is_none(name, empty):
    draft = override(consents(a_case(), {"purposes": []}), "share", **{name: empty})
    assert standing(draft, "share") is Standing.REFUSED


@pytest.mark.parametrize(
    ("withdrawn", "expected"),
    [("2026-03-02", Standing.WITHDRAWN), ("2026-02-28", Standing.OVERRIDDEN)],
)
def test_what_is_withdrawn_after_an_override_is_decided_anew(withdrawn, expected):
    draft = consents(a_case(), {"purposes": ["share"], "withdrawn_on": withdrawn})
    assert standing(override(draft, "share"), "share") is expected


def test_consent_goes_before_an_override():
    draft = override(consents(a_case(), {"purposes": ["share"]}), "share")
    assert standing(draft, "share") is Standing.AGREED


def test_a_missing_consent_is_refused_in_one_sentence():
    draft = consents(a_case(), {"purposes": ["record"]})
    with pytest.raises(ConsentMissing) as refused:
        consent.require(draft.view(), draft.ids[ASKED], "photo", today=TODAY)
    assert "Ali Dicko" in str(refused.value)
    assert "Take photos" in str(refused.value)
    with pytest.raises(ConsentMissing) as refused:
        consent.require(draft.view(names_hidden=True), draft.ids[ASKED], "photo")
    assert "Ali" not in str(refused.value)
    assert "PT-001" in str(refused.value)
    consent.require(draft.view(), draft.ids[ASKED], "record", today=TODAY)


# what leaves the laptop


def test_names_are_withheld_from_whoever_said_no_and_told_of_whoever_was_not_asked():
    draft = consents(a_case(), {"purposes": ["record"]})
    draft.put("office", "party", type="institution", name="Mairie")
    view = draft.view()
    assert consent.withheld(view) == (draft.ids[ASKED],)
    assert consent.unasked(view) == (draft.ids[OTHER],)
    first, second = consent.told(view, str)
    assert "PT-001" in first
    assert "PT-002" in second
    assert "Ali" not in first + second


@pytest.mark.parametrize(
    ("purposes", "withdrawn", "kept_back"),
    [
        (["share"], None, False),
        (["share"], "2026-05-01", True),
        (["record"], None, True),
        ([], None, True),
    ],
)
def test_a_shareable_case_holds_no_name_of_who_said_no(purposes, withdrawn, kept_back):
    draft = consents(a_case(), {"purposes": purposes, "withdrawn_on": withdrawn})
    draft.set(ASKED, aliases=["Ali le Peul"], village="Sofara")
    draft.set("case", title="Le champ d’Ali Dicko", summary="ALI  DICKO et Sira Keïta. Alidickoba.")
    draft.put("note", "note", text="Vu ali le peul hier", author="Awa")
    draft.put("witness", "witness", name="Ali Dicko")
    view = consent.shareable(draft.view(), today=TODAY)
    whole = repr(view.records)
    for word in ("Ali Dicko", "ALI  DICKO", "ali le peul", "76 11", "Sofara"):
        assert (word not in whole) == kept_back
    assert "Sira Keïta" in whole
    assert "Alidickoba" in whole  # another word
    if kept_back:
        assert view.case.title == "Le champ d’PT-001"
        assert view.case.summary == "PT-001 et Sira Keïta. Alidickoba."
        assert view.records["witness"][0].record.name == "PT-001"
    else:
        assert view == draft.view()


def test_every_purpose_of_the_records_is_known_here():
    assert tuple(PURPOSE) == PURPOSES == ("record", "share", "photo", "follow_up")
    assert set(consent.WORDS) == set(Standing)
