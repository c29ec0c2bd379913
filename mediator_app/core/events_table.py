"""Tables of events with ACLED's columns: every row an incident, or told why not."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.names import fold
from mediator_app.core.records.incidents import MANY
from mediator_app.core.validate import can_be_kept, printable
from mediator_app.core.whereabouts import Finder

LARGEST = 200  # megabytes
MOST_ROWS = 500_000
OFTEN = 500  # rows between two looks at progress
SEPARATORS = (",", ";", "\t")
NEEDED = (
    "event_id_cnty",
    "event_date",
    "event_type",
    "sub_event_type",
    "actor1",
    "admin1",
    "admin2",
    "location",
    "latitude",
    "longitude",
    "fatalities",
    "notes",
)
WELCOME = ("actor2", "country", "source", "time_precision")
TYPES = {  # sub_event_type first, then event_type, in ACLED's words
    fold(words): code
    for words, code in (
        ("Abduction/forced disappearance", "abduction"),
        ("Attack", "attack"),
        ("Armed clash", "attack"),
        ("Mob violence", "attack"),
        ("Air/drone strike", "attack"),
        ("Remote explosive/landmine/IED", "attack"),
        ("Shelling/artillery/missile attack", "attack"),
        ("Looting/property destruction", "other"),
        ("Sexual violence", "other"),
        ("Battles", "attack"),
        ("Explosions/Remote violence", "attack"),
        ("Violence against civilians", "attack"),
    )
}
AGAINST_CIVILIANS = fold("Violence against civilians")
MONTHS = {
    month[:4].rstrip(): number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "january february march april may june july august september october november december",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    )
    for number, month in enumerate(names.split(), start=1)
} | {"juin": 6, "juil": 7}
PRECISIONS = {"2": timedelta(days=3), "3": timedelta(days=15)}


class NotATable(AppError):
    """The file holds no text in columns."""

    message = N_(
        "This file is not a table of text (CSV). If it is an Excel sheet, save it as CSV first."
    )


class TableTooLarge(AppError):
    """More than this program takes at once."""

    message = N_("This table is too large: at most {megabytes} MB and {rows} rows.")


class ColumnsMissing(AppError):
    """Columns without which a row says too little."""

    message = N_("This table cannot be taken in: it lacks these columns: {columns}.")


SHORT_ROW = N_("The row has {count} columns, the head has {wanted}.")
NO_ID = N_("The event has no number (event_id_cnty).")
BAD_DATE = N_("“{value}” is not a date.")
FUTURE = N_("The date {value} lies in the future.")
BAD_COUNT = N_("“{value}” is not a number of dead.")
BAD_POSITION = N_("“{value}” is not a place on the map ({column}).")
TOO_LONG = N_("The text in {column} is longer than {limit} characters.")
UNKEPT = N_("The text in {column} holds characters that cannot be kept.")
NO_TYPE = N_("The event does not say what happened (event_type).")
BROKEN_ROW = N_("The row cannot be read; perhaps a quotation mark is not closed.")


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that cannot be taken in: its line in the file, its event and why."""

    line: int
    event: str
    message: str  # English, marked
    values: Mapping[str, object] = field(default_factory=dict[str, object])

    def sentence(self, translate: Callable[[str], str]) -> str:
        return translate(self.message).format(**self.values)


NAMES = (
    "happened_on",
    "type",
    "type_text",
    "dead",
    "place_text",
    "region",
    "cercle",
    "commune",
    "locality",
    "place_id",
    "latitude",
    "longitude",
    "text",
    "actors",
    "reported_by",
)


@dataclass(frozen=True, slots=True)
class Event:
    """One good row: what its incident would hold, in the order of NAMES.

    A plain tuple, since there are fifty thousand of them and Python's search for garbage goes
    through everything else.
    """

    external_id: str
    told: tuple[Any, ...]

    @property
    def facts(self) -> dict[str, Any]:
        """Return the facts of the incident by name."""
        named = dict(zip(NAMES, self.told, strict=True))
        return {**named, "happened_on": list(named["happened_on"]), "external_id": self.external_id}

    @property
    def is_placed(self) -> bool:
        return self.told[NAMES.index("place_id")] is not None


@dataclass(frozen=True, slots=True)
class EventsTable:
    """What a table holds.

    `elsewhere`: rows of other countries; `repeated`: events told twice, the later row counts;
    `unplaced`: rows whose region is on no list of ours.
    """

    events: tuple[Event, ...]
    faults: tuple[RowFault, ...]
    rows: int
    elsewhere: int = 0
    repeated: int = 0
    unplaced: int = 0


class _Bad(Exception):
    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, values


Progress = Callable[[int, int], None]  # raises to stop


def decoded(raw: bytes) -> str:
    """Return the text of a file as spreadsheets save it; refuse what is no text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise NotATable from None
    if b"\0" in raw[:4096] or raw.startswith((b"PK\x03\x04", b"%PDF")):
        raise NotATable
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def parse(
    text: str, finder: Finder, *, today: date | None, progress: Progress | None = None
) -> EventsTable:
    """Read a whole table; rows that cannot be read are listed, never guessed.

    `today` is None while the clock cannot be believed: then no date lies in the future.
    """
    rows = _Rows(text)
    columns = rows.columns()
    good: dict[str, Event] = {}
    faults: list[RowFault] = []
    count = elsewhere = repeated = unplaced = 0
    for line, cells in rows:
        count += 1
        if count > MOST_ROWS:
            raise TableTooLarge(megabytes=LARGEST, rows=MOST_ROWS)
        if progress and count % OFTEN == 0:
            progress(min(line, rows.total), rows.total)
        try:
            row = _row(columns, cells)
            if fold(row["country"]) not in {"", "mali"}:
                elsewhere += 1
                continue
            event = _event(row, finder, today)
        except _Bad as bad:
            told = _Row(columns, cells or ())["event_id_cnty"]
            faults.append(RowFault(line, printable(told), bad.message, bad.values))
            continue
        repeated += event.external_id in good
        unplaced += not event.is_placed
        good[event.external_id] = event
    return EventsTable(
        tuple(good.values()),
        tuple(faults),
        rows=count,
        elsewhere=elsewhere,
        repeated=repeated,
        unplaced=unplaced,
    )


class _Rows:
    """The lines of a table with their numbers in the file."""

    def __init__(self, text: str) -> None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.total = len(lines)
        head = next((line for line in lines if line.strip()), "")
        separator = max(SEPARATORS, key=head.count)
        self._reader = csv.reader((line + "\n" for line in lines), delimiter=separator)

    def columns(self) -> list[str]:
        """Return the heads, or refuse a table without those that are needed."""
        heads: list[str] = []
        for _, cells in self:
            heads = [cell.strip().casefold().replace(" ", "_") for cell in cells or ()]
            break
        missing = [name for name in NEEDED if name not in heads]
        if len(missing) == len(NEEDED):
            raise NotATable if len(heads) <= 1 else ColumnsMissing(columns=", ".join(missing))
        if missing:
            raise ColumnsMissing(columns=", ".join(missing))
        return heads

    def __iter__(self) -> Iterator[tuple[int, Sequence[str] | None]]:
        while True:
            first = self._reader.line_num + 1
            try:
                cells = next(self._reader, None)
            except csv.Error:
                yield first, None
                continue
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield first, cells


class _Row:
    """One row, read by the names of its columns."""

    def __init__(self, columns: Sequence[str], cells: Sequence[str]) -> None:
        self._cells = dict(zip(columns, cells, strict=False))

    def __getitem__(self, column: str) -> str:
        return self._cells.get(column, "").strip()

    def text(self, column: str, limit: int) -> str | None:
        """Return a cell fit to be kept, or None where it is empty."""
        found = self[column]
        plain = found.isascii() and "\0" not in found  # letter by letter only where it must be
        if not plain and not can_be_kept(found):
            raise _Bad(UNKEPT, column=column)
        if len(found) > limit:
            raise _Bad(TOO_LONG, column=column, limit=limit)
        return unicodedata.normalize("NFC", found) or None


def _row(columns: Sequence[str], cells: Sequence[str] | None) -> _Row:
    if cells is None:
        raise _Bad(BROKEN_ROW)
    if len(cells) < len(columns):
        raise _Bad(SHORT_ROW, count=len(cells), wanted=len(columns))
    return _Row(columns, cells)


def _event(row: _Row, finder: Finder, today: date | None) -> Event:
    number = row.text("event_id_cnty", 200)
    if number is None:
        raise _Bad(NO_ID)
    told = row.text("sub_event_type", 300) or row.text("event_type", 300)
    if told is None:
        raise _Bad(NO_TYPE)
    dead = _count(row["fatalities"])
    location = row.text("location", 300)
    names = (row.text("admin1", 300), row.text("admin2", 300), location)
    place = finder.named(*(name or "" for name in names))
    actors = "; ".join(filter(None, (row.text("actor1", 900), row.text("actor2", 900))))
    told_of = (
        _when(row["event_date"], row["time_precision"], today),
        _type(row, dead),
        told,
        dead,
        location,
        place.region,
        place.cercle,
        place.commune,
        place.locality,
        place.place_id,
        _position(row, "latitude", 90),
        _position(row, "longitude", 180),
        row.text("notes", 100_000),
        actors or None,
        row.text("source", 300),
    )
    return Event(number, told_of)


def _type(row: _Row, dead: int | None) -> str:
    for column in ("sub_event_type", "event_type"):
        code = TYPES.get(fold(row[column]))
        if code == "attack" and dead and fold(row["event_type"]) == AGAINST_CIVILIANS:
            return "killing"
        if code is not None:
            return code
    return "other"


def _count(text: str) -> int | None:
    if not text:
        return None
    if (
        not re.fullmatch(r"\d{1,7}(\.0+)?", text, re.ASCII)
        or int(text.split(".", maxsplit=1)[0]) > MANY
    ):
        raise _Bad(BAD_COUNT, value=printable(text))
    return int(text.split(".", maxsplit=1)[0])


def _position(row: _Row, column: str, most: int) -> int | None:
    """Return degrees in millionths."""
    text = row[column].replace(",", ".")
    if not text:
        return None
    if not re.fullmatch(r"[-+]?\d{1,3}(\.\d{1,15})?", text, re.ASCII) or abs(float(text)) > most:
        raise _Bad(BAD_POSITION, value=printable(text), column=column)
    return round(float(text) * 1_000_000)


def _when(text: str, precision: str, today: date | None) -> tuple[str, str, None]:
    day = _day(text)
    if day is None:
        raise _Bad(BAD_DATE, value=printable(text))
    if today is not None and day > today:
        raise _Bad(FUTURE, value=day.isoformat())
    about = PRECISIONS.get(precision, timedelta())
    last = day + about
    if today is not None:
        last = min(last, today)
    return (day - about).isoformat(), last.isoformat(), None


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", re.ASCII)
_DMY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:er)?[-/. ]+([^\W\d]+)\.?[-/., ]+(\d{4})")


def _day(text: str) -> date | None:
    """Return the day of "2024-03-15", "15/03/2024" or "15 March 2024"."""
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DMY.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif (found := _WORDS.fullmatch(text)) and (named := _month(found[2])):
        day, month, year = int(found[1]), named, int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int | None:
    plain = fold(word)
    return MONTHS.get(plain[:4]) or MONTHS.get(plain[:3])
