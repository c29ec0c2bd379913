"""Reads a day or a period as people write it."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache

from mediator_app.core.names import fold

NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
FILLER = {"le", "of", "the", "tile", "kalo", "san"}  # words around the parts of a date
MONTH_WORD = "kalo"  # Bambara joins it to the name: marisikalo
CENTURY = 100
THIS_CENTURY = 50  # "49" is 2049, "50" is 1950


# As people type them, in French, Bambara and English; the screen's own language has no say.
MONTHS = (
    "janvier zanwuye january",
    "février feburuye february",
    "mars marisi march",
    "avril awirili april",
    "mai mɛ may",
    "juin zuwɛn june",
    "juillet zuluye july",
    "août uti august",
    "septembre sɛtanburu september",
    "octobre ɔkutɔburu october",
    "novembre nowanburu november",
    "décembre desanburu december",
)


@cache
def _months() -> dict[str, int]:
    """Return every spelling of a month, folded, and its first letters where they are its own."""
    found = {
        fold(name): number for number, names in enumerate(MONTHS, start=1) for name in names.split()
    }
    short: dict[str, set[int]] = {}
    for name, number in found.items():
        for length in (3, 4):
            short.setdefault(name[:length], set()).add(number)
    short_of_one = {name: min(numbers) for name, numbers in short.items() if len(numbers) == 1}
    return short_of_one | found


def read_day(text: str) -> date | None:
    """Return the day that `text` names ("12/3/2018", "12 mars 2018", "2018-03-12"), or None."""
    plain = text.strip()
    iso = ISO.fullmatch(plain)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = NUMBERS.fullmatch(plain)
    if numbers:
        return _day(_year(numbers[3]), int(numbers[2]), int(numbers[1]))
    match _parts(plain):
        case [int(day), str(month), int(year)] | [str(month), int(day), int(year)]:
            return _day(_year(str(year)), _months().get(month, 0), day)
        case _:
            return None


def read_period(text: str) -> tuple[date, date] | None:
    """Return the first and last day of "mars 2018" or "2018", or of one day; or None."""
    known = read_day(text)
    if known is not None:
        return known, known
    match _parts(text):
        case [int(year)] if year >= CENTURY and _day(year, 1, 1):
            return date(year, 1, 1), date(year, 12, 31)
        case [str(name), int(year)] if name in _months() and _day(_year(str(year)), 1, 1):
            month, full = _months()[name], _year(str(year))
            return date(full, month, 1), date(full, month, calendar.monthrange(full, month)[1])
        case _:
            return None


def _parts(text: str) -> list[int | str]:
    found: list[int | str] = []
    for word in re.findall(r"\d+|[^\W\d_]+", text):
        if word.isdigit():
            found.append(int(word[:6]))
        elif word.casefold() not in FILLER and word.casefold() not in {"er", "ère", "st", "th"}:
            found.append(fold(word).removesuffix(MONTH_WORD))
    return found


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - already with its century
        return year
    return year + (2000 if year < THIS_CENTURY else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
