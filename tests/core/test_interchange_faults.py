"""A faulty file is refused whole, with a sentence that names the place."""

from __future__ import annotations

import json

import pytest

from mediator_app.core.interchange.problems import FileRefused
from mediator_app.core.interchange.read import cases_of, parse
from tests.core.documents import whole
from tests.core.test_interchange import a_case


def refused(*cases: dict, **head) -> list[str]:
    """Return what is said of a file with these cases."""
    content = json.dumps({**whole(list(cases)), **head}).encode()
    return told(content)


def test_cases_are_read_one_by_one_and_none_follows_a_fault():
    good, bad = a_case(external_id="a"), a_case(external_id="b", risk="none")
    drafts = parse(json.dumps(whole([good, bad, a_case(external_id="c")])).encode())
    assert len(drafts) == 3
    left = iter(drafts)
    assert next(left).external_id == "a"
    with pytest.raises(FileRefused):
        next(left)


def told(content: bytes) -> list[str]:
    with pytest.raises(FileRefused) as refusal:
        list(parse(content))
    sentence = refusal.value.sentence(str)
    assert sentence.startswith("Nothing was imported.")
    assert "\n" not in sentence
    assert len(sentence) < 600
    return [problem.sentence(str) for problem in refusal.value.problems]


def test_a_file_that_is_no_json_is_refused_with_line_and_column():
    assert told(b'{"format": 1,\n oops}') == ["file: This is not a JSON file (line 2, column 2)."]


def test_an_empty_file_is_refused():
    assert told(b"") == ["file: This is not a JSON file (line 1, column 1)."]


def test_bytes_that_are_no_text_are_refused():
    assert told(b"\xff\xff\xff\xff{") != []
    assert told(b'{"format": "\xe9"}') == ["file: This is not a text file in UTF-8."]


@pytest.mark.parametrize("content", [b"[]", b"null", b"3", b'"mediation-cases"'])
def test_a_document_that_is_no_object_is_refused(content):
    assert told(content) == ["file: An object is expected here."]


def test_another_format_is_refused():
    assert refused(format="mediation-case") == ["format: This is not a file of mediation cases."]


@pytest.mark.parametrize("version", [0, 2, "1", None, True, [1], "x" * 1000])
def test_another_version_is_refused(version):
    (said,) = refused(version=version)
    assert said.startswith("version: The file has version")


def test_an_unknown_key_is_named_with_its_case():
    assert refused(a_case(colour="red")) == ["cases[0] (a): The key “colour” is not known here."]
    nested = a_case(meetings=[{"type": "signing", "attendance": [{"party": "p", "statut": "x"}]}])
    assert refused(nested)[0] == (
        "cases[0] (a).meetings[0].attendance[0]: The key “statut” is not known here."
    )
    assert refused(colour=1) == ["file: The key “colour” is not known here."]


def test_a_wrong_code_is_refused_with_the_codes_that_fit():
    (said,) = refused(a_case(risk="awful"))
    assert said == "cases[0] (a).risk: “awful” is not one of: low, medium, high, extreme."


def test_a_wrong_code_in_a_list_is_named():
    meeting = {"type": "signing", "languages": ["fr", "klingon"]}
    (said,) = refused(a_case(meetings=[meeting]))
    assert said.startswith("cases[0] (a).meetings[0].languages")
    assert "klingon" in said


def test_a_negative_count_is_refused():
    assert refused(a_case(meetings=[{"type": "signing", "women": -1}])) == [
        "cases[0] (a).meetings[0].women: The number is below 0."
    ]


@pytest.mark.parametrize("count", [1.5, "3", True, [1], 10**400])
def test_a_count_that_is_no_whole_number_is_refused(count):
    (said,) = refused(a_case(meetings=[{"type": "signing", "women": count}]))
    assert said.startswith("cases[0] (a).meetings[0].women")


def test_a_number_of_five_thousand_digits_is_refused():
    content = json.dumps(whole([a_case()])).encode().replace(b'"a"', b"1" * 5000)
    assert told(content) == ["file: A whole number is expected here."]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(word):
    content = f'{{"format": "mediation-cases", "version": {word}, "cases": []}}'.encode()
    assert told(content) == ["file: A whole number is expected here."]


def test_a_clause_whose_responsible_does_not_exist_is_refused():
    clause = {"text": "Rendre les bœufs", "responsible": "nobody"}
    assert refused(a_case(agreement={"clauses": [clause]})) == [
        "cases[0] (a).agreement.clauses[0].responsible: There is no “nobody” in this case."
    ]


@pytest.mark.parametrize("day", ["2018-02-31", "2018-2-1", "31/01/2018", "2018-02", "0000-01-01"])
def test_a_day_that_the_calendar_does_not_have_is_refused(day):
    (said,) = refused(a_case(opened_on=day))
    assert said == (f"cases[0] (a).opened_on: “{day}” is not a date; write it as 2018-03-31.")
    (inside,) = refused(a_case(event_date={"from": day, "to": None, "text": None}))
    assert inside.startswith("cases[0] (a).event_date: ")


@pytest.mark.parametrize(
    "fuzzy",
    [
        {},
        {"from": None, "to": None, "text": None},
        {"from": "2018-02-02", "to": "2018-02-01"},
        {"from": "2018-02-02", "until": "x"},
        {"text": 5},
        {"text": "x" * 301},
        ["2018-02-02"],
        7,
    ],
)
def test_a_rough_date_that_says_nothing_sensible_is_refused(fuzzy):
    assert refused(a_case(event_date=fuzzy))[0].startswith("cases[0] (a).event_date: ")


def test_a_text_of_fifty_megabytes_is_refused_without_being_repeated():
    content = json.dumps(whole([a_case(summary="x" * 50_000_000)])).encode()
    assert told(content) == ["cases[0] (a).summary: The text is longer than 200000 characters."]


def test_fifty_megabytes_where_a_code_or_a_key_is_expected_are_cut_short():
    long = "y" * 50_000_000
    (code,) = refused(a_case(risk=long))
    (key,) = refused(a_case(**{long: 1}))
    assert max(len(code), len(key)) < 300
    assert len(refused(version=long)[0]) < 300
    assert len(refused(a_case(external_id=long))[0]) < 300


def test_a_file_beyond_the_limit_is_not_even_parsed():
    assert told(b" " * 256_000_001) == ["file: The file is larger than 256 MB. Split it."]


@pytest.mark.parametrize("bad", ["\0", "a\0b", "\ud800", "x\udfff"])
@pytest.mark.parametrize("field", ["title", "summary", "external_id", "number"])
def test_characters_that_cannot_be_kept_are_refused(bad, field):
    assert refused(a_case(**{field: bad}))[-1].endswith(
        f".{field}: The text holds characters that cannot be kept."
    )


@pytest.mark.parametrize("bad", ["\0", "\ud800"])
def test_characters_that_cannot_be_kept_are_refused_in_keys_names_and_references(bad):
    assert refused(a_case(parties=[{"key": bad, "type": "person"}]))
    assert refused(a_case(parties=[{"key": "p", "type": "person", "representative": bad}]))
    assert refused(a_case(agreement={"witnesses": [bad]}))
    assert refused(a_case(**{bad: 1}))
    assert refused(a_case(follow_up=[{"sides": [{"side": bad}]}]))
    assert refused(**{bad: 1})


def test_raw_surrogates_in_the_bytes_are_refused():
    content = json.dumps(whole([a_case(title="TITLE")])).encode().replace(b"TITLE", b"\xed\xa0\x80")
    assert told(content) == ["cases[0] (a).title: The text holds characters that cannot be kept."]


def test_a_cycle_of_representatives_is_refused():
    ring = {"p": "q", "q": "r", "r": "p"}
    parties = [{"key": k, "type": "person", "representative": v} for k, v in ring.items()]
    said = refused(a_case(parties=parties))
    assert said[0] == "cases[0] (a).parties: “p” would be represented by itself, through others."


def test_a_party_may_not_represent_itself():
    party = {"key": "p", "type": "group", "representative": "p"}
    assert "“p” would be represented by itself" in refused(a_case(parties=[party]))[0]


def test_a_key_that_stands_twice_in_one_object_is_refused():
    def doubled(before: str, after: str) -> list[str]:
        meetings = [{"type": "signing", "date": "2018-03-02"}]
        fuzzy = {"from": "2018-01-01", "to": None, "text": None}
        text = json.dumps(whole([a_case(meetings=meetings, event_date=fuzzy)]))
        assert before in text
        return told(text.replace(before, after).encode())

    assert doubled('"kind"', '"kind": "other", "kind"') == [
        "cases[0] (a): The key “kind” is there twice."
    ]
    assert doubled('"date"', '"date": "2018-03-01", "date"') == [
        "cases[0] (a).meetings[0]: The key “date” is there twice."
    ]
    assert doubled('"from"', '"from": "2018-01-02", "from"') == [
        "cases[0] (a).event_date: The key “from” is there twice."
    ]
    assert doubled('"version"', '"version": 1, "version"') == [
        "file: The key “version” is there twice."
    ]


def test_two_cases_with_one_reference_are_refused():
    assert refused(a_case(), a_case(title="Another")) == [
        "cases[1] (a): The case “a” is in the file twice."
    ]


def test_two_elements_with_one_key_are_refused():
    parties = [{"key": "p", "type": "person"}, {"key": "p", "type": "group"}]
    assert "cases[0] (a).parties[1]: The key “p” is used twice in this case." in refused(
        a_case(parties=parties)
    )
    twice = {"parties": parties[:1], "issues": [{"key": "p", "text": "x"}]}
    assert refused(a_case(**twice)) == [
        "cases[0] (a).issues[0]: The key “p” is used twice in this case."
    ]


def test_two_attendances_of_one_party_that_differ_are_refused():
    attendance = [{"party": "p", "status": "present"}, {"party": "p", "status": "absent"}]
    meeting = {"type": "signing", "attendance": attendance}
    case = a_case(parties=[{"key": "p", "type": "person"}], meetings=[meeting])
    assert refused(case) == [
        "cases[0] (a).meetings[0].attendance[1]: This is there twice, and not the same both times."
    ]


@pytest.mark.parametrize("field", ["external_id", "kind", "title", "opened_on"])
def test_a_case_without_what_is_required_is_refused(field):
    case = a_case()
    del case[field]
    (said,) = refused(case)
    assert said.endswith(f": “{field}” is missing.")
    assert said.startswith("cases[0]")


@pytest.mark.parametrize("value", [3, [], {}, True])
def test_an_object_list_or_number_where_a_text_belongs_is_refused(value):
    assert refused(a_case(title=value))[0].startswith("cases[0] (a)")


@pytest.mark.parametrize("value", [3, "x", {"a": 1}, True])
def test_what_is_no_list_is_refused_where_one_belongs(value):
    assert refused(a_case(parties=value)) == ["cases[0] (a).parties: A list is expected here."]
    assert told(json.dumps({**whole([]), "cases": value}).encode()) == [
        "cases: A list is expected here."
    ]


@pytest.mark.parametrize("value", [3, "x", [1], True])
def test_what_is_no_object_is_refused_where_one_belongs(value):
    for key in ("place", "agreement", "land"):
        assert refused(a_case(**{key: value})) == [
            f"cases[0] (a).{key}: An object is expected here."
        ]
    assert refused(value)[0] == "cases[0]: An object is expected here."


@pytest.mark.parametrize(
    "area", [2.5, "", "2,5", "-1", "1e9", "NaN", "9e9999999", "2.55555", "٣", "1_000", " 2.5"]
)
def test_what_is_no_number_of_hectares_is_refused(area):
    if area == "":
        assert cases_of(whole([a_case(land={"resource": "x", "area_ha": area})]))
        return
    (said,) = refused(a_case(land={"area_ha": area}))
    assert said.startswith("cases[0] (a).land.area_ha")


def test_a_section_of_another_kind_is_refused():
    assert refused(a_case(reintegration={"alias": "PT-1"})) == [
        "cases[0] (a).reintegration: Only a case of kind “reintegration” may fill this."
    ]


def test_more_young_people_than_people_are_refused():
    meeting = {"type": "signing", "women": 1, "young_women": 2}
    assert refused(a_case(meetings=[meeting]))[0].endswith(
        "More young people than people were counted."
    )


@pytest.mark.parametrize("depth", [100, 900, 5_000, 200_000])
def test_a_file_nested_too_deeply_is_refused(depth):
    for opened, closed in (("[", "]"), ('{"a":', "}")):
        inner = opened * depth + ("1" if opened != "[" else "") + closed * depth
        for key in ("title", "meetings", "event_date", "colour", "land"):
            text = json.dumps(whole([a_case(**{key: "HERE"})])).replace('"HERE"', inner)
            told(text.encode())
        for key in ("format", "version"):
            told(json.dumps({**whole([]), key: "HERE"}).replace('"HERE"', inner).encode())


def test_every_fault_is_told_at_once():
    faults = refused(a_case(risk="x", kind="y"), a_case(external_id="b", opened_on="z"))
    assert len(faults) == 3


def test_a_sentence_shows_no_control_characters_of_the_file():
    (said,) = refused(a_case(**{"\x1b[31mred\n": 1}))
    assert said.isprintable()


def test_braces_in_a_file_are_no_placeholders():
    (said,) = refused(a_case(risk="{0} {codes} {nothing}"))
    assert "“{0} {codes} {nothing}”" in said
