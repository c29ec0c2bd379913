"""Tables of events: every good row an incident, every bad one told with its line."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from mediator_app.core import events_table
from mediator_app.core.events_table import ColumnsMissing, NotATable, TableTooLarge, parse
from mediator_app.core.places import Zone
from mediator_app.core.records.incidents import Incident
from mediator_app.core.validate import check
from mediator_app.core.whereabouts import Area, Finder
from mediator_app.services.places import places

TODAY = date(2026, 3, 12)
FINDER = Finder(places())
HEAD = [*events_table.NEEDED, "country", "source", "time_precision"]
ROW = {
    "event_id_cnty": "MLI1",
    "event_date": "2025-11-02",
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "actor1": "Unidentified Armed Group (Mali)",
    "admin1": "Mopti",
    "admin2": "Koro",
    "location": "Koro",
    "latitude": "14.0667",
    "longitude": "-3.0833",
    "fatalities": "2",
    "notes": "On 2 November, an attack, “as told”.\nTwo were killed.",
    "country": "Mali",
    "source": "Studio Tamani",
    "time_precision": "1",
}


def table(*rows, head=HEAD, separator=","):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(head)
    for row in rows:
        whole = {**ROW, **row}
        writer.writerow([whole.get(name, "") for name in head])
    return out.getvalue()


def read(*rows, **more):
    return parse(table(*rows, **more), FINDER, today=TODAY)


def facts(**row):
    found = read(row)
    assert found.faults == ()
    return found.events[0].facts


def why(**row):
    found = read(row)
    assert found.events == ()
    return found.faults[0].sentence(str)


def test_a_row_becomes_an_incident():
    made = facts()
    assert made["happened_on"] == ["2025-11-02", "2025-11-02", None]
    assert (made["type"], made["type_text"], made["dead"]) == ("killing", "Attack", 2)
    assert (made["region"], made["cercle"], made["commune"]) == ("Mopti", "Koro", "Koro")
    assert (made["latitude"], made["longitude"]) == (14_066_700, -3_083_300)
    assert made["external_id"] == "MLI1"
    assert made["reported_by"] == "Studio Tamani"
    assert check(Incident, {n: v for n, v in made.items() if v is not None})[1] == []


@pytest.mark.parametrize(
    ("event", "sub", "dead", "code"),
    [
        ("Violence against civilians", "Attack", "0", "attack"),
        ("Violence against civilians", "Abduction/forced disappearance", "", "abduction"),
        ("Battles", "Armed clash", "4", "attack"),
        ("Explosions/Remote violence", "Air/drone strike", "0", "attack"),
        ("Strategic developments", "Looting/property destruction", "0", "other"),
        ("Protests", "Peaceful protest", "0", "other"),
    ],
)
def test_kinds_of_events(event, sub, dead, code):
    made = facts(event_type=event, sub_event_type=sub, fatalities=dead)
    assert (made["type"], made["type_text"]) == (code, sub)


@pytest.mark.parametrize(
    "written",
    ["2025-03-02", "2 March 2025", "02/03/2025", "2 mars 2025", "02-Mar-2025", "2025-03-02T00:00"],
)
def test_days_as_tables_write_them(written):
    assert facts(event_date=written)["happened_on"][0] == "2025-03-02"


def test_a_rough_date_becomes_a_span_that_ends_today_at_the_latest():
    assert facts(time_precision="2")["happened_on"] == ["2025-10-30", "2025-11-05", None]
    assert facts(event_date="2026-03-11", time_precision="2")["happened_on"][1] == "2026-03-12"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"event_id_cnty": " "}, "The event has no number (event_id_cnty)."),
        ({"event_date": "31/02/2025"}, "“31/02/2025” is not a date."),
        ({"event_date": "yesterday"}, "“yesterday” is not a date."),
        ({"event_date": "2026-03-13"}, "The date 2026-03-13 lies in the future."),
        ({"fatalities": "many"}, "“many” is not a number of dead."),
        ({"fatalities": "-1"}, "“-1” is not a number of dead."),
        ({"fatalities": "2000000"}, "“2000000” is not a number of dead."),
        ({"latitude": "91"}, "“91” is not a place on the map (latitude)."),
        ({"longitude": "west"}, "“west” is not a place on the map (longitude)."),
        ({"location": "x" * 301}, "The text in location is longer than 300 characters."),
        ({"notes": "a\0b"}, "The text in notes holds characters that cannot be kept."),
        (
            {"event_type": "", "sub_event_type": ""},
            "The event does not say what happened (event_type).",
        ),
    ],
)
def test_why_a_row_is_bad(wrong, reason):
    assert why(**wrong) == reason


def test_bad_rows_are_told_with_their_line_and_the_others_are_kept():
    text = table({"event_id_cnty": "A"}, {"event_id_cnty": "B"}, {"event_id_cnty": "C"})
    lines = text.splitlines()  # each row takes two
    lines[3] = lines[3].replace("2025-11-02", "no day")
    found = parse("\n".join([*lines, "MLI9,2025-01-01"]), FINDER, today=TODAY)
    assert [event.external_id for event in found.events] == ["A", "C"]
    assert [(fault.line, fault.event) for fault in found.faults] == [(4, "B"), (8, "MLI9")]
    assert found.faults[1].sentence(str) == "The row has 2 columns, the head has 15."
    assert found.rows == 4


def test_an_open_quotation_mark_costs_its_row_and_is_told():
    rows = "".join(table({"event_id_cnty": f"N{n}"}).split("\n", 1)[1] for n in range(900))
    text = table({"event_id_cnty": "A"}) + 'MLI2,"2025-01-01,\n' + rows
    found = parse(text, FINDER, today=TODAY)
    assert found.events[0].external_id == "A"
    assert found.faults
    assert found.faults[0].line == 4


def test_missing_columns_are_named_in_one_sentence():
    with pytest.raises(ColumnsMissing) as caught:
        read(head=[n for n in HEAD if n not in {"admin2", "fatalities"}])
    assert str(caught.value).endswith("it lacks these columns: admin2, fatalities.")


@pytest.mark.parametrize("raw", [b"PK\x03\x04...", b"%PDF-1.7", b"a\0b", b"\xff\xfe\x00"])
def test_what_is_no_table_is_told_so(raw):
    with pytest.raises(NotATable):
        events_table.decoded(raw)


@pytest.mark.parametrize("text", ["", "\n\n", "hello", "one line\nand another"])
def test_a_text_without_columns_is_no_table(text):
    with pytest.raises(NotATable):
        parse(text, FINDER, today=TODAY)


def test_texts_of_spreadsheets_are_understood():
    assert events_table.decoded("\ufeffé".encode()) == "é"
    assert events_table.decoded("é".encode("cp1252")) == "é"
    assert events_table.decoded("é".encode("utf-16")) == "é"
    french = read({"latitude": "14,0667"}, separator=";")
    assert french.events[0].facts["latitude"] == 14_066_700


def test_an_event_told_twice_counts_once_and_the_later_wins():
    found = read({"fatalities": "1"}, {"fatalities": "5"})
    assert (len(found.events), found.repeated) == (1, 1)
    assert found.events[0].facts["dead"] == 5


def test_other_countries_are_left_out_and_counted():
    found = read({"country": "Niger"}, {})
    assert (len(found.events), found.elsewhere, found.faults) == (1, 1, ())


def test_a_table_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(events_table, "MOST_ROWS", 2)
    with pytest.raises(TableTooLarge):
        read({}, {}, {})


def test_progress_may_stop_it():
    seen = []

    def tell(done, total):
        seen.append((done, total))
        if len(seen) == 2:
            raise KeyboardInterrupt

    rows = ({"event_id_cnty": str(n)} for n in range(2_000))
    with pytest.raises(KeyboardInterrupt):
        parse(table(*rows), FINDER, today=TODAY, progress=tell)
    assert seen[0][0] < seen[1][0] < seen[1][1]


# places


def test_regions_and_cercles_of_both_divisions_are_found():
    old = facts(admin1="Mopti", admin2="Bandiagara", location="nowhere at all")
    new = facts(admin1="Bandiagara", admin2="Bandiagara", location="nowhere at all")
    assert old["region"] == new["region"] == "Mopti"
    assert old["cercle"] == new["cercle"] == "Bandiagara"
    assert facts(admin1="SEGOU", admin2="Macina", location="")["region"] == "Ségou"
    split = facts(admin1="Douentza", admin2="Boni", location="")
    assert (split["region"], split["cercle"]) == ("Mopti", "Douentza")


def test_a_place_of_no_list_is_kept_as_written_and_counted():
    found = read({"admin1": "Atlantis", "admin2": "Poseidonis"})
    made = found.events[0].facts
    assert (made["region"], made["cercle"], made["place_id"]) == ("Atlantis", "Poseidonis", None)
    assert found.unplaced == 1


def test_areas_follow_code_then_words():
    assert FINDER.area("Gao", "", "ML0501") == Area("ML-5", "ML0501")
    assert FINDER.area("Mopti", "Koro").cercle == facts()["place_id"][:6]
    assert FINDER.area("San", None) == Area("ML-4")
    assert FINDER.area(None, "Macina").region == "ML-4"
    assert FINDER.area("Atlantis", None) == Area()
    assert FINDER.area("Gao", None).zone is Zone.NORTH
    assert Area().zone is None
