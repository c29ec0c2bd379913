"""Dates, numbers and lists in the three languages, with the real catalogs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFont

from mediator_app.host.resource import resource, translations
from mediator_app.i18n import formats
from mediator_app.i18n.catalogs import Catalog, Shelf

MARCH = date(2026, 3, 12)
MORNING = datetime(2026, 3, 12, 10, 5, tzinfo=UTC)
THIN, FIXED = "\u202f", "\u00a0"


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(translations())


@pytest.fixture
def fr(shelf: Shelf) -> Catalog:
    return shelf.catalog("fr")


@pytest.fixture
def bm(shelf: Shelf) -> Catalog:
    return shelf.catalog("bm")


@pytest.fixture
def en(shelf: Shelf) -> Catalog:
    return shelf.catalog("en")


@pytest.mark.parametrize("language", ["fr", "bm", "en"])
def test_months_and_weekdays_are_those_of_the_common_locale_data(
    shelf: Shelf, language: str
) -> None:
    texts, known = shelf.catalog(language), Locale.parse(language)
    months = known.months["format"]["wide"]
    weekdays = known.days["format"]["wide"]
    assert [formats.month_name(n, texts=texts) for n in range(1, 13)] == [
        months[n] for n in range(1, 13)
    ]
    assert [formats.weekday_name(n, texts=texts) for n in range(7)] == [
        weekdays[n] for n in range(7)
    ]


class TestDays:
    def test_in_french(self, fr: Catalog) -> None:
        assert formats.day("2026-03-12", texts=fr) == "12 mars 2026"
        assert formats.day(date(2026, 3, 1), texts=fr) == "1er mars 2026"
        assert formats.full_day(MARCH, texts=fr) == "jeudi 12 mars 2026"
        assert formats.day_of_year(MARCH, texts=fr) == "12 mars"
        assert formats.month(MARCH, texts=fr) == "mars 2026"

    def test_in_bambara(self, bm: Catalog) -> None:
        assert formats.day(MARCH, texts=bm) == "marisikalo tile 12 san 2026"
        assert formats.day("2026-11-23", texts=bm) == "nowanburukalo tile 23 san 2026"
        assert formats.full_day(MARCH, texts=bm) == "alamisa, marisikalo tile 12 san 2026"
        assert formats.month(MARCH, texts=bm) == "marisikalo san 2026"

    def test_in_english(self, en: Catalog) -> None:
        assert formats.day(date(2026, 3, 1), texts=en) == "1 March 2026"

    def test_short_days_are_the_same_everywhere(self) -> None:
        assert formats.short_day("2026-03-02") == "02/03/2026"


class TestFuzzyDates:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (["2026-03-12", "2026-03-12", None], "12 mars 2026"),
            (["2026-03-01", "2026-03-31", None], "mars 2026"),
            (["2024-02-01", "2024-02-29", ""], "février 2024"),
            (["2023-02-01", "2023-02-27", ""], "entre le 1er février 2023 et le 27 février 2023"),
            (["2018-01-01", "2018-12-31", None], "2018"),
            (
                ["2017-01-01", "2018-12-31", None],
                "entre le 1er janvier 2017 et le 31 décembre 2018",
            ),
            (["2018-12-01", "2018-12-31", "avant Tabaski"], "avant Tabaski (décembre 2018)"),
            (["2018-02-03", None, None], "à partir du 3 février 2018"),
            ([None, "2018-02-03", None], "au plus tard le 3 février 2018"),
            ([None, None, "après la récolte"], "après la récolte"),
            ([None, None, None], ""),
            ([], ""),
            (["9999-12-01", "9999-12-31"], "décembre 9999"),
        ],
    )
    def test_say_what_is_known(self, fr: Catalog, value: list[str | None], shown: str) -> None:
        assert formats.fuzzy(value, texts=fr) == shown

    def test_in_bambara(self, bm: Catalog) -> None:
        assert formats.fuzzy(["2018-02-01", "2018-02-28", None], texts=bm) == (
            "feburuyekalo san 2018"
        )


class TestMoments:
    @pytest.mark.parametrize(
        ("quality", "shown"),
        [
            (3, "12 mars 2026, 10 h 05"),
            (2, "12 mars 2026, 10 h 05"),
            (1, "12 mars 2026 vers 10 h"),
            (0, "12 mars 2026 vers 10 h (horloge non fiable)"),
        ],
    )
    def test_say_what_the_clock_was_worth(self, fr: Catalog, quality: int, shown: str) -> None:
        found = formats.moment(MORNING, quality=quality, texts=fr)
        assert found.replace(FIXED, " ").replace(THIN, " ") == shown

    def test_a_wrong_clock_leaves_the_sure_dates_around(self, fr: Catalog) -> None:
        found = formats.between("2026-03-03", "2026-03-19", texts=fr)
        assert found == "entre le 3 mars 2026 et le 19 mars 2026 (horloge non fiable)"

    @pytest.mark.parametrize(
        ("days", "shown"),
        [
            (0, "aujourd’hui"),
            (-1, "hier"),
            (1, "demain"),
            (-3, "il y a 3 jours"),
            (12, "dans 12 jours"),
            (-59, "il y a 59 jours"),
            (-60, "il y a 2 mois"),
            (100, "dans 3 mois"),
            (-730, "il y a 2 ans"),
            (4000, "dans 10 ans"),
        ],
    )
    def test_relative_to_today(self, fr: Catalog, days: int, shown: str) -> None:
        assert formats.relative(MARCH + timedelta(days), today=MARCH, texts=fr) == shown

    def test_relative_in_bambara(self, bm: Catalog) -> None:
        assert formats.relative("2026-03-09", today=MARCH, texts=bm) == "tile 3 kɔrɔ"
        assert formats.days(3, texts=bm) == "tile 3"

    def test_french_counts_nought_and_one_in_the_singular(self, fr: Catalog) -> None:
        assert [formats.days(n, texts=fr) for n in (0, 1, 2)] == ["0 jour", "1 jour", "2 jours"]

    @pytest.mark.parametrize(
        ("seconds", "shown"),
        [(0, "0 s"), (-3, "0 s"), (59.4, "59 s"), (180, "3 min"), (7500, "2 h 05 min")],
    )
    def test_durations(self, fr: Catalog, seconds: float, shown: str) -> None:
        assert formats.duration(seconds, texts=fr) == shown


class TestNumbers:
    @given(st.integers(-(10**15), 10**15))
    def test_whole_numbers_are_those_of_french_in_mali(self, value: int) -> None:
        assert formats.number(value) == format_decimal(value, locale="fr_ML")
        assert formats.money(value) == format_currency(value, "XOF", locale="fr_ML")

    @given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False))
    def test_decimals_too(self, value: Decimal) -> None:
        expected = format_decimal(value, "#,##0.00", locale="fr_ML")
        assert formats.number(value, decimals=2) == expected

    def test_halves_are_rounded_as_at_school(self) -> None:
        assert [formats.number(v, decimals=0) for v in (0.5, 1.5, 2.5)] == ["1", "2", "3"]
        assert formats.number(1_000_000.25) == f"1{THIN}000{THIN}000,25"
        assert formats.number(Decimal("1E+6")) == f"1{THIN}000{THIN}000"

    def test_shares_areas_and_sizes(self, fr: Catalog) -> None:
        assert formats.percent(0.345) == f"35{FIXED}%"
        assert formats.percent(0.3333, decimals=1) == f"33,3{FIXED}%"
        assert formats.hectares(35_000) == f"3,5{FIXED}ha"
        assert formats.hectares(10_000_000) == f"1{THIN}000{FIXED}ha"
        assert formats.hectares(0) == f"0{FIXED}ha"
        assert formats.hectares(1) == f"0,0001{FIXED}ha"
        sizes = [formats.size(n, texts=fr) for n in (0, 999, 1500, 1_000_000, 2_345_678_901)]
        assert sizes == [f"{n}{FIXED}{u}" for n, u in (
            (0, "o"), (999, "o"), ("1,5", "ko"), (1, "Mo"), ("2,3", "Go"))]  # fmt: skip


class TestLists:
    @pytest.mark.parametrize(
        ("items", "shown"),
        [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
    )
    def test_in_french(self, fr: Catalog, items: list[str], shown: str) -> None:
        assert formats.listed(items, texts=fr) == shown

    def test_in_bambara(self, bm: Catalog) -> None:
        assert formats.listed(["a", "b", "c"], texts=bm) == "a, b ani c"


@pytest.mark.parametrize("path", sorted(resource("fonts").glob("*.ttf")), ids=lambda p: p.stem)
def test_shipped_fonts_can_draw_every_letter_and_space_in_use(path: Path) -> None:
    drawn = TTFont(path.stem, str(path)).face.charToGlyph
    used = "ɛɔɲŋƐƆƝŊéèçœŒ’«»…–—°•·×\u00a0\u202f\u0300\u0301"
    assert [c for c in used if ord(c) not in drawn] == []
