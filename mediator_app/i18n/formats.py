"""Dates, times, numbers and lists as people in Mali write them, in the language they read.

Numbers and money are always in the French manner, whatever the language: Babel has no usable
Bambara numbers, and a sum that changes its look with the language invites mistakes. `texts` is
the catalog of a document; without it the language is the screen's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from mediator_app.i18n import NP_, Catalog, catalog

THIN = "\u202f"  # narrow no-break space, between thousands
FIXED = "\u00a0"  # no-break space, before a unit

_MONTHS = (
    NP_("month", "January"),
    NP_("month", "February"),
    NP_("month", "March"),
    NP_("month", "April"),
    NP_("month", "May"),
    NP_("month", "June"),
    NP_("month", "July"),
    NP_("month", "August"),
    NP_("month", "September"),
    NP_("month", "October"),
    NP_("month", "November"),
    NP_("month", "December"),
)
_WEEKDAYS = (
    NP_("weekday", "Monday"),
    NP_("weekday", "Tuesday"),
    NP_("weekday", "Wednesday"),
    NP_("weekday", "Thursday"),
    NP_("weekday", "Friday"),
    NP_("weekday", "Saturday"),
    NP_("weekday", "Sunday"),
)
_SURE = 2  # a person or the hub has confirmed the date
_DAYS_IN_MONTHS = 60  # from here on, counted in months
_MONTHS_IN_YEARS = 24


def _texts(texts: Catalog | None) -> Catalog:
    return catalog() if texts is None else texts


def as_day(value: date | str) -> date:
    """Return the day of a record ('2026-03-12'), or of a moment."""
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value.date() if isinstance(value, datetime) else value


def month_name(number: int, *, texts: Catalog | None = None) -> str:
    """Return the name of month 1 to 12."""
    return _texts(texts).pgettext("month", _MONTHS[number - 1])


def weekday_name(number: int, *, texts: Catalog | None = None) -> str:
    """Return the name of weekday 0 (Monday) to 6."""
    return _texts(texts).pgettext("weekday", _WEEKDAYS[number])


def _parts(value: date, texts: Catalog) -> dict[str, str]:
    first = texts.pgettext("day of the month", "1")  # 1er in French
    return {
        "day": first if value.day == 1 else str(value.day),
        "month": month_name(value.month, texts=texts),
        "year": f"{value.year:04}",
        "weekday": weekday_name(value.weekday(), texts=texts),
    }


def day(value: date | str, *, texts: Catalog | None = None) -> str:
    """Return "12 mars 2026"."""
    speech, found = _texts(texts), as_day(value)
    return speech.pgettext("date", "{day} {month} {year}").format(**_parts(found, speech))


def full_day(value: date | str, *, texts: Catalog | None = None) -> str:
    """Return "jeudi 12 mars 2026"."""
    speech, found = _texts(texts), as_day(value)
    pattern = speech.pgettext("date", "{weekday} {day} {month} {year}")
    return pattern.format(**_parts(found, speech))


def day_of_year(value: date | str, *, texts: Catalog | None = None) -> str:
    """Return "12 mars", where the year is clear."""
    speech, found = _texts(texts), as_day(value)
    return speech.pgettext("date", "{day} {month}").format(**_parts(found, speech))


def month(value: date | str, *, texts: Catalog | None = None) -> str:
    """Return "mars 2026"."""
    speech, found = _texts(texts), as_day(value)
    return speech.pgettext("date", "{month} {year}").format(**_parts(found, speech))


def short_day(value: date | str) -> str:
    """Return "12/03/2026", the same in all languages."""
    found = as_day(value)
    return f"{found.day:02}/{found.month:02}/{found.year:04}"


def period(start: date | str, end: date | str, *, texts: Catalog | None = None) -> str:
    """Return "mars 2026", "2026", or "entre le 3 mars 2026 et le 19 mars 2026"."""
    speech = _texts(texts)
    first, last = as_day(start), as_day(end)
    if first == last:
        return day(first, texts=speech)
    ends_month = (last + timedelta(days=1)).day == 1 if last < date.max else True
    if first.day == 1 and ends_month and first.year == last.year:
        if first.month == last.month:
            return month(first, texts=speech)
        if (first.month, last.month) == (1, 12):
            return f"{first.year:04}"
    return speech.gettext("between {start} and {end}").format(
        start=day(first, texts=speech), end=day(last, texts=speech)
    )


def fuzzy(value: Sequence[str | None], *, texts: Catalog | None = None) -> str:
    """Return a fuzzy date [from, to, text] as it was told, with the range it stands for."""
    start, end, told = (*value, None, None, None)[:3]
    speech = _texts(texts)
    if start and end:
        dates = period(start, end, texts=speech)
    elif start:
        dates = speech.gettext("from {start}").format(start=day(start, texts=speech))
    elif end:
        dates = speech.gettext("until {end}").format(end=day(end, texts=speech))
    else:
        dates = ""
    if told and dates:
        return speech.gettext("{text} ({dates})").format(text=told, dates=dates)
    return told or dates


def clock(value: datetime, *, texts: Catalog | None = None) -> str:
    """Return "10 h 05". Mali's time is UTC the whole year, so that nothing is converted."""
    pattern = _texts(texts).pgettext("time", "{hour}:{minute}")
    return pattern.format(hour=f"{value.hour}", minute=f"{value.minute:02}")


def moment(value: datetime, *, quality: int = 3, texts: Catalog | None = None) -> str:
    """Return a date and time with what the laptop's clock was worth (0 to 3) at that moment."""
    speech = _texts(texts)
    if quality >= _SURE:
        pattern = speech.pgettext("date", "{day}, {time}")
        return pattern.format(day=day(value, texts=speech), time=clock(value, texts=speech))
    if quality == 1:
        pattern = speech.pgettext("date", "{day}, about {hour} o’clock")
    else:
        pattern = speech.pgettext("date", "{day}, about {hour} o’clock (clock not reliable)")
    return pattern.format(day=day(value, texts=speech), hour=str(value.hour))


def between(start: date | str, end: date | str, *, texts: Catalog | None = None) -> str:
    """Return between which sure dates something happened while the clock was wrong."""
    speech = _texts(texts)
    pattern = speech.gettext("between {start} and {end} (clock not reliable)")
    return pattern.format(start=day(start, texts=speech), end=day(end, texts=speech))


def relative(value: date | str, *, today: date, texts: Catalog | None = None) -> str:
    """Return "hier", "il y a 3 jours", "dans 2 mois"."""
    speech = _texts(texts)
    distance = (as_day(value) - today).days
    near = {
        0: speech.gettext("today"),
        -1: speech.gettext("yesterday"),
        1: speech.gettext("tomorrow"),
    }
    if distance in near:
        return near[distance]
    return _ago(-distance, speech) if distance < 0 else _ahead(distance, speech)


def _ago(days: int, speech: Catalog) -> str:
    count, months = days, days // 30
    if days < _DAYS_IN_MONTHS:
        pattern = speech.ngettext("{count} day ago", "{count} days ago", count)
    elif months < _MONTHS_IN_YEARS:
        count = months
        pattern = speech.ngettext("{count} month ago", "{count} months ago", count)
    else:
        count = days // 365
        pattern = speech.ngettext("{count} year ago", "{count} years ago", count)
    return pattern.format(count=count)


def _ahead(days: int, speech: Catalog) -> str:
    count, months = days, days // 30
    if days < _DAYS_IN_MONTHS:
        pattern = speech.ngettext("in {count} day", "in {count} days", count)
    elif months < _MONTHS_IN_YEARS:
        count = months
        pattern = speech.ngettext("in {count} month", "in {count} months", count)
    else:
        count = days // 365
        pattern = speech.ngettext("in {count} year", "in {count} years", count)
    return pattern.format(count=count)


def days(count: int, *, texts: Catalog | None = None) -> str:
    """Return "3 jours"."""
    return _texts(texts).ngettext("{count} day", "{count} days", count).format(count=number(count))


def duration(seconds: float, *, texts: Catalog | None = None) -> str:
    """Return "45 s", "3 min", "2 h 05 min"."""
    speech = _texts(texts)
    whole = max(0, round(seconds))
    if whole < 60:  # noqa: PLR2004
        return speech.gettext("{seconds} s").format(seconds=whole)
    minutes, hours = whole // 60 % 60, whole // 3600
    if not hours:
        return speech.gettext("{minutes} min").format(minutes=minutes)
    pattern = speech.gettext("{hours} h {minutes} min")
    return pattern.format(hours=number(hours), minutes=f"{minutes:02}")


def number(value: float | Decimal, *, decimals: int | None = None) -> str:
    """Return "1 234 567,5"; with `decimals` given, exactly so many, rounded half up."""
    if decimals is not None:
        step = Decimal(1).scaleb(-decimals)
        value = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    # "f" for Decimal: never 1E+6
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.replace(",", THIN).replace(".", ",")


def money(francs: int) -> str:
    """Return "1 500 F CFA": digits always, since spoken Bambara counts money by fives."""
    return f"{number(francs)}{FIXED}F{THIN}CFA"


def percent(ratio: float, *, decimals: int = 0) -> str:
    """Return "34 %" for 0.34."""
    return f"{number(Decimal(str(ratio)) * 100, decimals=decimals)}{FIXED}%"


def hectares(square_metres: int) -> str:
    """Return "3,5 ha", without zeros that nobody measured."""
    exact = (Decimal(square_metres) / 10_000).normalize()
    return f"{number(exact)}{FIXED}ha"


def size(count: int, *, texts: Catalog | None = None) -> str:
    """Return the size of a file: "1,5 Mo"."""
    speech = _texts(texts)
    units = (
        speech.pgettext("file size", "B"),
        speech.pgettext("file size", "kB"),
        speech.pgettext("file size", "MB"),
        speech.pgettext("file size", "GB"),
    )
    amount, place = float(count), 0
    while amount >= 1000 and place < len(units) - 1:  # noqa: PLR2004
        amount, place = amount / 1000, place + 1
    shown = number(amount, decimals=0 if place == 0 or amount >= 100 else 1)  # noqa: PLR2004
    return f"{shown.removesuffix(',0')}{FIXED}{units[place]}"


def listed(items: Sequence[str], *, texts: Catalog | None = None) -> str:
    """Return "a, b et c"."""
    if len(items) < 2:  # noqa: PLR2004
        return "".join(items)
    pattern = _texts(texts).gettext("{first} and {last}")
    return pattern.format(first=", ".join(items[:-1]), last=items[-1])
