"""Codes in place of names: stable, the same on every laptop, and never kept for names."""

from __future__ import annotations

import itertools

import pytest

from mediator_app.core import codenames, party_codes
from mediator_app.core.records.registry import record_types
from tests.core.casebook import Draft, complete

NAME = "Ali Dicko"


def a_case() -> Draft:
    draft = Draft()
    draft.set("case", title="Le champ d’Ali Dicko", number="X7K-0042", mediator="Awa Traoré")
    draft.put("ali", "party", type="person", name=NAME, code_number=14, phone="76 11 22 33")
    draft.put("sira", "party", type="person", name="Sira Keïta", code_number=15)
    return draft


def test_codes_are_those_of_the_numbers():
    draft = a_case()
    assert codenames.codes(draft.view()) == {
        draft.ids["ali"]: "PT-014",
        draft.ids["sira"]: "PT-015",
    }


def test_one_number_given_on_two_laptops_is_told_apart_the_same_everywhere():
    parties = [(bytes([n]) * 16, 14) for n in range(4)]
    expected = dict(
        zip([p[0] for p in parties], ["PT-014", "PT-014b", "PT-014c", "PT-014d"], strict=True)
    )
    for order in itertools.permutations(parties):
        assert party_codes.codes_of(order) == expected
    many = [(n.to_bytes(16, "big"), 7) for n in range(60)]
    assert len(set(party_codes.codes_of(many).values())) == len(many)


def test_parties_without_a_number_come_behind_and_keep_what_is_made_lasting():
    draft = a_case()
    draft.put("old", "party", type="person", name="Vieux")
    draft.put("older", "party", type="person", name="Plus vieux")
    before = codenames.codes(draft.view())
    assert [before[draft.ids[key]] for key in ("old", "older")] == ["PT-016", "PT-017"]
    given = codenames.unnumbered(draft.view())
    for key in ("old", "older"):
        draft.set(key, code_number=given[draft.ids[key]])
    draft.put("new", "party", type="person", name="Neuf", code_number=18)
    after = codenames.codes(draft.view())
    assert {eid: after[eid] for eid in before} == before


@pytest.mark.parametrize(("given", "expected"), [([], 1), ([None], 1), ([3, None, 14], 15)])
def test_the_next_number_is_behind_all_that_were_given(given, expected):
    assert party_codes.next_number(given) == expected


def test_a_hidden_case_names_nobody():
    draft = a_case()
    draft.set("case", summary=f"{NAME} et le frère d’ALI  DICKO", locality="Sofara")
    draft.set("ali", aliases=["Ali le Peul"], village="Sofara")
    draft.put("m", "meeting", facilitators=["Awa Traoré", NAME], summary="Awa Traoré a parlé")
    draft.put("i", "incident", text="ali le peul a fui", place_text="Sofara")
    view = codenames.hidden(draft.view())
    whole = repr(view.records)
    for word in ("Dicko", "DICKO", "Keïta", "Traoré", "76 11", "Sofara", "peul"):
        assert word not in whole
    assert view.masked
    assert not draft.view().masked
    assert view.case.title == "X7K-0042"
    assert view.case.summary == "PT-014 et le frère d’PT-014"
    assert view.party_name(draft.ids["ali"]) == "PT-014"
    place = view.case.locality
    assert place.startswith("L-")
    assert view.records["incident"][0].record.place_text == place
    awa = view.case.mediator
    assert view.records["meeting"][0].record.facilitators == [awa, "PT-014"]
    assert view.records["meeting"][0].record.summary == f"{awa} a parlé"


def test_a_case_without_a_number_is_called_by_its_id():
    view = codenames.hidden(a_case().view(number=None))
    assert view.case.title == view.unit_id.hex()[:8]


def test_who_worked_on_the_case_stays_readable():
    draft = a_case()
    draft.put("n", "note", text=f"Vu {NAME}", author="Awa Traoré")
    draft.put("a", "access", what="read", done_by="Awa Traoré")
    view = codenames.hidden(draft.view())
    assert view.records["note"][0].record.author == "Awa Traoré"
    assert view.records["note"][0].record.text == "Vu PT-014"
    assert view.records["access"][0].record.done_by == "Awa Traoré"


def test_the_same_name_has_one_code_in_a_case_and_another_elsewhere():
    one = codenames.Names(b"a" * 16)
    code = one.person("Awa Traoré")
    assert one.person(" awa  traoré") == code
    again = codenames.Names(b"a" * 16)
    again.person("Somebody before")
    assert again.person("Awa Traoré") == code  # whoever else is named
    assert codenames.Names(b"b" * 16).person("Awa Traoré") != code


def test_two_people_never_share_a_code():
    names = codenames.Names(bytes(16))
    assert len({names.person(f"Name {n}") for n in range(12_000)}) == 12_000


@pytest.mark.parametrize("kind", ["land", "intercommunal", "reintegration"])
def test_what_a_form_shows_and_hands_back_is_what_was_stored(kind):
    view = complete(kind).view(names_hidden=True, number="X-1")
    shown = codenames.hidden(view)
    compared = 0
    for name, entries in view.records.items():
        for entry, masked in zip(entries, shown.records[name], strict=True):
            values = {f.name: getattr(masked.record, f.name, None) for f in entry.kind.facts()}
            whole = codenames.restored(view, entry, values)
            for fact in entry.kind.facts():
                assert whole[fact.name] == getattr(entry.record, fact.name, None)
                compared += values[fact.name] != whole[fact.name]
    assert compared > 10


def test_codes_in_what_was_written_anew_become_names():
    draft = a_case()
    draft.set("case", summary=f"{NAME} attend")
    view = draft.view()
    entry = view.records["case_file"][0]
    whole = codenames.restored(view, entry, {"summary": "PT-014 et PT-015 attendent PT-999"})
    assert whole == {"summary": f"{NAME} et Sira Keïta attendent PT-999"}
    party = view.records["party"][0]
    assert codenames.restored(view, party, {"name": "Ali Cissé", "phone": None}) == {
        "name": "Ali Cissé",
        "phone": "76 11 22 33",  # was not shown, so it was not emptied
    }


def test_every_fact_that_names_somebody_is_dealt_with():
    """A new one-name fact must be sorted in: else a name nobody else bears would stay readable."""
    view = complete("land").view()
    names = codenames.Names.of(view)
    for kind in record_types():
        for fact in kind.facts():
            if not fact.names or kind.NAME in codenames.STAFF or fact.kind == "long":
                continue
            known = fact.name in codenames.PEOPLE | codenames.PLACES | codenames.GONE
            assert known or (kind.NAME, fact.name) in PROSE, (kind.NAME, fact.name)
            assert codenames.masked_value(names, kind, fact, None) is None


PROSE = {
    ("case_file", "title"),  # its number stands for it
    ("case_file", "not_alone"),
    ("document", "caption"),
    ("document", "name"),
    ("task", "text"),
    ("task", "note"),
    ("party", "plan"),
    ("consent", "remarks"),
    ("relationship", "remarks"),
    ("meeting", "place_text"),
    ("issue", "text"),
    ("issue", "remarks"),
    ("stance", "text"),
    ("agreement", "sanctions"),
    ("clause", "text"),
    ("clause_check", "evidence"),
    ("referral", "reason"),
    ("referral", "result"),
    ("incident", "answer"),
    ("incident", "actors"),
    ("land", "evidence"),
    ("boundary_mark", "name"),
    ("boundary_mark", "remarks"),
    ("communities", "trigger"),
    ("communities", "rumours"),
    ("communities", "needs"),
    ("communities", "authorities_note"),
    ("embargo", "what"),
    ("embargo", "remarks"),
    ("earlier_accord", "text"),
    ("reintegration", "threats"),
    ("reintegration", "conditions"),
    ("relapse", "source"),
    ("mentor_visit", "remarks"),
    ("prior_step", "result"),
    # of notebooks, which no case shows
    *(("place_memory", n) for n in ("place", "people")),
    *(("actor", n) for n in ("place",)),
    *(("seasonal_date", n) for n in ("corridor", "place", "remarks")),
    *(("cohesion_sheet", n) for n in ("place", "asked_by", "remarks")),
    ("same_person", "decided_by"),
    *(("trip", n) for n in ("destination", "route", "companions", "traveller")),
}
