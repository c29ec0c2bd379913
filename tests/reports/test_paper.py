"""Whatever people write becomes text on paper and nothing else."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.platypus import Paragraph

from mediator_app.i18n import catalog
from mediator_app.reports import fonts, paper
from mediator_app.reports.glyphs import MISSING, clean
from mediator_app.reports.page import Printed, Sheet, build, fit
from mediator_app.reports.paper import Column, Look, Run
from tests.reports import pdf
from tests.reports.cases import HOSTILE

SHEET = Sheet(
    "Essai", "MOP-1", "Foncier", "Confidentiel", False, "AB-12",
    Printed(datetime(2026, 3, 12, 10, 5, tzinfo=UTC), 3),
)  # fmt: skip


def printed(story: list[object]) -> bytes:
    return build(story, SHEET, texts=catalog("fr"))  # type: ignore[arg-type]


def test_marks_of_direction_and_controls_never_reach_the_page() -> None:
    assert clean("abc\u202edef\u2066\u200f\x00\x1b\u00ad") == "abcdef"


def test_line_ends_of_all_systems_become_line_breaks() -> None:
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert clean("a\n \n\n\nb\n") == "a\n\nb"


def test_letters_that_the_font_lacks_are_seen_to_be_missing() -> None:
    assert clean("oui 🙂 non") == f"oui {MISSING} non"
    assert clean("سلام") == MISSING * 4
    assert clean("x\ud800y") == f"x{MISSING}y"


def test_letters_of_bambara_and_french_stay_as_they_are() -> None:
    text = "ɛ ɔ ɲ ŋ Ɛ Ɔ Ɲ Ŋ œ ’ « » – … é"
    assert clean(text) == text


def test_a_mark_without_a_letter_gets_a_dotted_circle() -> None:
    assert clean("\u0301 a") == "\u25cc\u0301 a"


def test_sums_are_not_broken_between_thousands() -> None:
    assert clean("180\u202f000\u00a0F\u202fCFA") == "180\u00a0000\u00a0F\u00a0CFA"


def test_bold_and_label_texts_are_escaped_as_well() -> None:
    text = '<img src="/etc/hostname"/> & <a href="http://x">y</a>'
    runs = [Run(text, look) for look in Look]
    content = printed([paper.rich(runs, paper.styles().body)])
    assert pdf.dangers(content) == set()
    assert pdf.squeezed(content).count('<imgsrc="/etc/hostname"/>&') == 3


def test_what_the_helper_guards_against_is_real(tmp_path) -> None:
    fonts.register()
    Image.new("RGB", (10, 10), "red").save(tmp_path / "pix.png")
    text = f'<img src="{tmp_path}/pix.png" width="5" height="5"/><a href="http://x.invalid">y</a>'
    unsafe = Paragraph(text, paper.styles().body)
    assert pdf.dangers(printed([unsafe])) >= {"/Image", "/URI"}
    assert pdf.dangers(printed([paper.para(text, paper.styles().body)])) == set()


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_stands_in_a_narrow_column(text: str) -> None:
    columns = [Column("A", 1), Column("B", 6), Column("C", 1, number=True)]
    content = printed(paper.table(columns, [(text, "x", text), ("y", text, "z")]))
    assert pdf.dangers(content) == set()
    assert re.search(r"\bz\b", pdf.text(content))  # nothing after it is lost


def test_a_long_text_goes_on_over_pages_without_losing_a_word() -> None:
    text = " ".join(f"mot{n}" for n in range(3_000))
    content = printed(paper.table([Column("Texte", 1), Column("B", 1)], [(text, "")]))
    found = pdf.pages(content)
    assert len(found) > 3
    assert re.findall(r"mot\d+", " ".join(found)) == text.split()


def test_the_head_of_a_table_stands_on_each_page() -> None:
    content = printed(paper.table([Column("Village", 1)], [[f"V{n}"] for n in range(200)]))
    found = pdf.pages(content)
    assert len(found) > 2
    assert all("VILLAGE" in page for page in found)


def test_columns_without_content_are_left_out() -> None:
    columns = [Column("Nom", 1), Column("Vide", 1)]
    assert "VIDE" not in pdf.text(printed(paper.table(columns, [("a", ""), ("b", "")])))
    assert paper.table(columns, []) == []
    assert paper.table(columns, [("", "")]) == []


def test_heads_of_columns_are_not_broken_inside_a_word() -> None:
    columns = [Column("Déplacés", 0.4), Column("Récit", 9)]
    assert "DÉPLACÉS" in pdf.text(printed(paper.table(columns, [("1", "x")])))


def test_a_line_too_long_for_the_head_ends_in_an_ellipsis() -> None:
    cut = fit("abc" * 500, fonts.BOLD, 8, 100)
    assert cut.endswith("…")
    assert fonts.width(cut, fonts.BOLD, 8) <= 100
    assert fit("abc", fonts.BOLD, 8, 100) == "abc"


@settings(max_examples=40)
@given(st.lists(st.text(max_size=400), min_size=1, max_size=6))
def test_no_text_crashes(texts: list[str]) -> None:
    story = [
        *(paper.para(text, paper.styles().body) for text in texts),
        *paper.facts([(text, text * 3) for text in texts]),
        *paper.inline([(text, text) for text in texts]),
        *paper.table([Column(texts[0], 1), Column("B", 9)], [(text, text) for text in texts]),
    ]
    assert pdf.dangers(printed([*story])) == set()


def test_a_row_that_fits_on_a_page_is_not_cut_at_its_foot() -> None:
    rows = [[f"N{n}", " ".join([f"R{n}"] * 150)] for n in range(40)]
    found = pdf.pages(printed(paper.table([Column("Nom", 1), Column("Récit", 9)], rows)))
    assert len(found) > 3
    for n in range(40):
        assert sum(bool(re.search(rf"\bR{n}\b", page)) for page in found) == 1
    assert all(page.count("RÉCIT") == 1 for page in found)


def test_a_sum_never_stands_alone_on_a_page() -> None:
    columns = [Column("Village", 3), Column("Morts", 1, number=True)]
    for count in range(30, 48):
        rows = [[f"V{n}", "1"] for n in range(count)]
        found = pdf.pages(printed(paper.table(columns, [*rows, ["Somme", "9"]], total=True)))
        assert re.search(r"V\d+", next(page for page in found if "Somme" in page))
