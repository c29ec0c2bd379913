"""The case file: the three cases of the report, any case, and what stands on each page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from mediator_app.core.records.base import Fact, Record
from mediator_app.core.view import CaseView
from mediator_app.i18n import LANGUAGES, catalog
from mediator_app.reports.case_file import Happening, render
from tests.reports import pdf
from tests.reports.cases import (
    CODE,
    HOSTILE,
    PRINTED,
    any_case,
    case,
    filled,
    one,
    report_cases,
)


def paper_of(view: CaseView, language: str = "en", **options) -> bytes:
    return render(view, catalog=catalog(language), **{"printed": PRINTED, **options})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_cases_of_the_report_are_printed_whole(number: int, language: str) -> None:
    view = report_cases()[number]
    content = paper_of(view, language)
    found = pdf.squeezed(content)
    told = [
        value
        for entries in view.records.values()
        for entry in entries
        for fact in entry.record.facts()
        if fact.kind in {"text", "long"} and fact.number != 62
        for value in [getattr(entry.record, fact.name)]
        if value
    ]
    kept_back = {"Jeune PT-014", "Famille du jeune PT-014"} if number == 1 else set()
    assert len(told) > 20
    assert [t for t in told if t not in kept_back and re.sub(r"\s+", "", t) not in found] == []
    assert pdf.dangers(content) == set()


def test_who_does_not_agree_to_share_has_a_code_on_paper_and_it_is_said() -> None:
    found = pdf.text(paper_of(report_cases()[1]))
    assert "Names withheld, because these parties do not agree to share them: PT-001." in found
    assert "Not asked yet whether their names may be shared: PT-002, PT-003, PT-004." in found
    assert "Jeune PT-014" not in found
    assert "Famille du PT-001" in found  # a name stands inside another
    plain = pdf.text(paper_of(report_cases()[0]))
    assert "Names withheld" not in plain
    assert "Not asked yet whether their names may be shared: PT-002, PT-003, PT-004." in plain


def test_changes_are_not_printed_where_a_name_is_held_back() -> None:
    """They are in words already, and one of them may be the name."""
    line = Happening(datetime(2026, 1, 2, tzinfo=UTC), 3, "Awa", "Name: Jeune PT-014")
    assert "Jeune PT-014" not in pdf.text(paper_of(report_cases()[1], history=[line]))


def test_attendance_is_counted_by_sex_and_youth() -> None:
    found = pdf.text(paper_of(report_cases()[0]))
    assert "Together 91 114 205 52 55" in found
    assert "Women: 44 %" in found
    assert "Young people (15 to 35 years): 52 %" in found


def test_counts_of_the_sides_make_the_total_where_it_is_not_given() -> None:
    meeting = one("meeting", type="shuttle", held_on="2026-02-01")
    sides = [
        one("head_count", n, meeting=meeting.eid, side=side, women=2 + n, men=3)
        for n, side in enumerate("AB")
    ]
    found = pdf.text(paper_of(case(meeting, *sides)))
    assert "Shuttle 5 6 11" in found
    assert "Side A 2 3 5" in found
    assert "Side B 3 3 6" in found


def test_what_each_side_says_of_a_clause_stands_side_by_side() -> None:
    found = pdf.text(paper_of(report_cases()[0]))
    assert "SIDE A SIDE B" in found
    assert found.index("Kept") < found.index("Cannot be verified")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_only_andika_is_used_and_embedded(number: int) -> None:
    found = pdf.font_names(paper_of(report_cases()[number], "fr"))
    assert found
    assert all(name.startswith("Andika") and embedded for name, embedded in found)


def test_letters_of_bambara_can_be_copied_from_the_paper() -> None:
    text = "Fɔɲɔgɔnkɔ ɲɛnabɔli: ŋaniya ɛ ɔ ɲ ŋ Ɛ Ɔ Ɲ Ŋ"
    found = pdf.text(paper_of(case(summary=text, title="Ɲininkali")))
    assert text in found
    assert "Ɲininkali" in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_number_mark_date_and_code(language: str) -> None:
    view = case(summary="Long récit. " * 1_500, confidentiality="restricted")
    texts = catalog(language)
    found = pdf.pages(paper_of(view, language))
    assert len(found) > 3
    mark = texts.gettext("Confidential · {level}").format(level=texts.gettext("Restricted"))
    for number, page in enumerate(found, start=1):
        here = re.sub(r"\s+", " ", page)
        assert texts.gettext("Page {page} of {pages}").format(page=number, pages=len(found)) in here
        assert mark.upper() in here
        assert CODE in here
        assert "2026" in here
        assert "MOP-1" in here


def test_a_clock_that_nobody_confirmed_is_said_to_be_unsure() -> None:
    unsure = pdf.text(paper_of(case(), printed=replace(PRINTED, quality=0)))
    assert "clock not reliable" in unsure
    assert "clock not reliable" not in pdf.text(paper_of(case()))


def test_a_case_without_a_level_is_marked_all_the_same() -> None:
    assert "CONFIDENTIAL · RESTRICTED" in pdf.text(paper_of(case(confidentiality=None)))


def test_the_file_names_its_language_and_no_author() -> None:
    found = pdf.reader(paper_of(case(), "bm"))
    assert found.trailer["/Root"]["/Lang"] == "bm"
    assert found.metadata is not None
    assert not found.metadata.author
    assert "MOP-1" in (found.metadata.title or "")


def test_the_same_case_gives_the_same_bytes() -> None:
    view = report_cases()[0]
    assert paper_of(view) == paper_of(view)


def test_a_case_with_nothing_but_a_title_is_one_page() -> None:
    found = pdf.pages(paper_of(case()))
    assert len(found) == 1
    assert "Meetings" not in found[0]


def test_facts_that_two_people_wrote_are_marked() -> None:
    plain = case(mediator="Awa")
    eid = plain.records["case_file"][0].eid
    found = pdf.text(paper_of(replace(plain, conflicts=frozenset({(eid, "mediator")}))))
    assert "Awa †" in found
    assert "† 1 fact was written differently" in found
    assert "†" not in pdf.text(paper_of(plain))


def test_a_clause_whose_agreement_has_not_arrived_is_shown() -> None:
    clause = one("clause", agreement=b"\x1e" * 16, text="Rendre les trois bœufs")
    assert "Rendre les trois bœufs" in pdf.text(paper_of(case(clause)))


def test_what_each_side_says_of_an_issue_stands_beside_it() -> None:
    meeting = one("meeting", type="shuttle", held_on="2026-02-01")
    issue = one("issue", text="Le couloir", remarks="Vu à deux", position="disagree")
    said = [
        one("stance", n, issue=issue.eid, side=side, text=f"Texte {side}", meeting=meeting.eid)
        for n, side in enumerate("BA")
    ]
    adrift = one("stance", 7, issue=b"\x17" * 16, side="B", text="Sans question")
    found = pdf.text(paper_of(case(meeting, issue, *said, adrift)))
    assert "SIDE A SIDE B" in found
    assert found.index("Texte A (Shuttle") < found.index("Texte B (Shuttle")
    assert "Vu à deux" in found
    assert "Sans question" in found


def test_who_gives_and_who_receives_stand_together() -> None:
    giver = one("party", 1, type="person", name="Awa Diallo")
    taker = one("party", 2, type="person", name="Seydou Kéita")
    clause = one(
        "clause",
        agreement=one("agreement").eid,
        text="Rendre le mil",
        responsible=giver.eid,
        receiver=taker.eid,
        amount_fcfa=50_000,
        paid_fcfa=20_000,
    )
    found = pdf.text(paper_of(case(giver, taker, one("agreement"), clause)))
    assert "Awa Diallo To whom : Seydou Kéita" in found.replace("\u00a0", " ")
    assert found.index("PAID") < found.index("50 000") < found.index("20 000")


def test_a_thing_that_has_a_name_is_no_person_where_names_are_hidden() -> None:
    mark = one("boundary_mark", name="Borne chez Moussa", what="Pierre", remarks="Moussa a dit")
    given = one("handover", given_by="Awa Traoré", given_to="Binta", handed_on="2026-02-02")
    found = pdf.text(paper_of(case(mark, given), hide_names=True))
    assert "Pierre" in found
    assert "Moussa" not in found
    assert len(set(re.findall(r"\bP-\d{4}\b", found))) == 2  # she prints it, and who took over


def test_changes_are_printed_when_asked_for() -> None:
    line = Happening(datetime(2026, 1, 2, 3, 4, tzinfo=UTC), 3, "Awa", "Risk: low → high")
    found = pdf.text(paper_of(case(), history=[line]))
    assert "2 January 2026" in found
    assert "Risk: low → high" in found


def every_text(word: str) -> CaseView:
    """A case in which whatever can name somebody holds `word`."""
    view = filled("rien")
    records = {
        name: tuple(
            replace(
                e,
                record=e.record.model_copy(
                    update={
                        f.name: [word] if f.kind == "texts" else word
                        for f in e.record.facts()
                        if f.names
                    }
                ),
            )
            for e in entries
        )
        for name, entries in view.records.items()
    }
    return replace(view, records=records)


def test_no_name_is_printed_where_names_are_hidden() -> None:
    view = every_text("Coulibaly")
    assert "Coulibaly" in pdf.squeezed(paper_of(view))
    printed = replace(PRINTED, by="Coulibaly")
    line = Happening(datetime(2026, 1, 2, tzinfo=UTC), 3, "Coulibaly", "x")
    content = paper_of(view, hide_names=True, printed=printed, history=[line])
    assert "coulibaly" not in pdf.squeezed(content).casefold()
    assert "PT-007" in pdf.squeezed(content)  # as its number says
    assert not any(b"Coulibaly" in part for part in (content,))


def test_the_same_person_has_the_same_code_everywhere() -> None:
    party = one("party", type="person", name="Awa Traoré")
    witness = one("witness", agreement=one("agreement").eid, name="awa  traoré")
    view = case(party, one("agreement"), witness, mediator="Moussa")
    found = pdf.text(paper_of(view, hide_names=True))
    assert found.count("PT-001") == 3  # she prints it, too
    assert len(re.findall(r"\bP-\d{4}\b", found)) == 1  # Moussa


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_in_every_fact_is_printed(text: str) -> None:
    view = filled(text) if len(text) < 2_000 else filled(text[:700], times=1)
    content = paper_of(view, "fr")
    assert pdf.dangers(content) == set()


@pytest.mark.parametrize("text", [t for t in HOSTILE if len(t) > 5_000])
def test_texts_of_twenty_thousand_characters_break_across_pages(text: str) -> None:
    clause = one("clause", agreement=one("agreement").eid, text=text, verified_by=text)
    check = one("clause_check", visit=one("visit").eid, clause=clause.eid, side="A", evidence=text)
    view = case(one("agreement"), clause, one("visit"), check, one("note", text=text), summary=text)
    assert pdf.dangers(paper_of(view)) == set()


@settings(max_examples=40)
@given(any_case())
def test_no_case_crashes(view: CaseView) -> None:
    for hidden in (False, True):
        assert pdf.dangers(paper_of(view, "fr", hide_names=hidden)) == set()


def test_every_fact_of_every_record_is_printed() -> None:
    view = filled("rien", times=1)
    words: dict[str, str] = {}
    records = {}
    for name, (entry,) in view.records.items():
        own = type(entry.record)
        if own.__module__.endswith("notebooks"):
            continue  # the region's and a person's own: no part of a case
        new = {f.name: f"Mot{len(words) + at}fin" for at, f in enumerate(_in_words(own))}
        words |= {word: f"{name}.{fact}" for fact, word in new.items()}
        if name == "consent":  # else the party's name would be held back
            new |= {"purposes": ["record", "share"], "withdrawn_on": None}
        records[name] = (replace(entry, record=entry.record.model_copy(update=new)),)
    found = pdf.squeezed(paper_of(replace(view, records=records))).casefold()
    missing = [fact for word, fact in words.items() if word.casefold() not in found]
    assert len(words) > 80
    # The code of a place, whose name is printed; and who looked at the case, which is for the
    # office's screen: on paper it would tell a stranger who knows of it.
    assert missing == ["case_file.place_id", "access.done_by", "access.reason"]


def _in_words(record: type[Record]) -> list[Fact]:
    return [f for f in record.facts() if f.kind in {"text", "long"} and f.label]
