"""Tables of events into the region's notebook."""

from __future__ import annotations

import pytest

from mediator_app.core.events_table import ColumnsMissing, NotATable
from mediator_app.core.roles import NotAllowed
from mediator_app.host.files import NotFound
from mediator_app.services import alerts, events, incidents
from mediator_app.services.events import NothingGood, Trust
from tests.core.test_events_table import HEAD, table
from tests.services import desk


def file_of(folder, *rows, **more):
    path = folder / "events.csv"
    path.write_text(table(*rows, **more), encoding="utf-8")
    return path


def many(count, *, bad=()):
    cercles = ("Koro", "Bankass", "Djenné", "Mopti")
    return [
        {
            "event_id_cnty": f"MLI{n}",
            "event_date": "no day" if n in bad else f"2025-0{n % 9 + 1}-11",
            "admin2": cercles[n % 4],
            "location": cercles[n % 4],
        }
        for n in range(count)
    ]


def told(work):
    return alerts.register(work).rows


def record(work, number=0):
    row = told(work)[number]
    return incidents.told(work, row.unit_id, row.eid).record


def test_good_rows_are_kept_and_bad_ones_listed(work, tmp_path):
    path = file_of(tmp_path, *many(1_200, bad={3, 700, 1_199}))
    seen = []
    looked = events.look(work, path, progress=lambda done, total: seen.append((done, total)))
    assert (looked.new, looked.updated, looked.unchanged) == (1_197, 0, 0)
    assert [fault.event for fault in looked.table.faults] == ["MLI3", "MLI700", "MLI1199"]
    assert seen
    assert told(work) == [], "looking writes nothing"
    taken = events.take_in(work, looked.table)
    assert taken.new == 1_197
    assert taken.changed.units == {work.info.region_unit}
    assert len(told(work)) == 1_197
    again = events.look(work, path)
    assert (again.new, again.updated, again.unchanged) == (0, 0, 1_197)


def test_a_newer_table_updates_and_leaves_alone_what_people_did(work, tmp_path):
    events.take_in(work, events.look(work, file_of(tmp_path, {"fatalities": "1"})).table)
    row = told(work)[0]
    incidents.verify(work, row.unit_id, row.eid, second_source="The mayor")
    newer = events.look(work, file_of(tmp_path, {"fatalities": "4", "notes": ""}))
    assert (newer.new, newer.updated) == (0, 1)
    assert events.take_in(work, newer.table, Trust("F", "6")).updated == 1
    held = record(work)
    assert (held.dead, held.second_source, held.state) == (4, "The mayor", "verified")
    assert held.text, "what a newer table leaves out stays"
    assert (held.source_reliability, held.credibility) == (None, None)


@pytest.mark.parametrize(
    ("trust", "state"),
    [(Trust(), "rumour"), (Trust("B", "2"), "verified"), (Trust("B", "3"), "rumour")],
)
def test_a_table_is_believed_as_far_as_the_person_says(work, tmp_path, trust, state):
    events.take_in(work, events.look(work, file_of(tmp_path, {})).table, trust)
    held = record(work)
    assert (held.state, held.source_reliability, held.severity) == (
        state,
        trust.reliability,
        "grave",
    )
    assert alerts.register(work).answering().reported == 0, "reported to nobody here"


def test_one_table_on_two_laptops_is_one_incident_each(work, tmp_path):
    path = file_of(tmp_path, {})
    desk.made(tmp_path / "other").close()
    with desk.opened(tmp_path / "other") as other:
        for each in (work, other):
            events.take_in(each, events.look(each, path).table)
        assert told(work)[0].eid == told(other)[0].eid


def test_stopped_it_leaves_nothing_behind(work, tmp_path):
    looked = events.look(work, file_of(tmp_path, *many(1_100)))

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        events.take_in(work, looked.table, progress=stop)
    assert told(work) == []


def test_what_cannot_be_taken_in_is_told_in_one_sentence(work, tmp_path):
    with pytest.raises(ColumnsMissing, match="admin1"):
        events.look(work, file_of(tmp_path, {}, head=[n for n in HEAD if n != "admin1"]))
    (tmp_path / "sheet.csv").write_bytes(b"PK\x03\x04 a sheet")
    with pytest.raises(NotATable):
        events.look(work, tmp_path / "sheet.csv")
    with pytest.raises(NotFound):
        events.look(work, tmp_path / "none.csv")
    with pytest.raises(NothingGood):
        events.take_in(work, events.look(work, file_of(tmp_path, {"event_date": "?"})).table)
    assert told(work) == []


def test_a_clock_nobody_believes_finds_no_day_ahead(work, tmp_path, clock):
    path = file_of(tmp_path, {"event_date": "2027-01-01"})
    assert len(events.look(work, path).table.faults) == 1
    clock.quality = 0
    assert events.look(work, path).table.faults == ()


def test_who_may_not_import_is_told_so(work, tmp_path):
    looked = events.look(work, file_of(tmp_path, {}))
    object.__setattr__(work.info, "role", "reader")
    with pytest.raises(NotAllowed):
        events.take_in(work, looked.table)


@pytest.mark.slow
def test_fifty_thousand_rows_of_which_three_are_bad(work, tmp_path):
    path = file_of(tmp_path, *many(50_000, bad={7, 25_000, 49_999}))
    looked = events.look(work, path)
    assert [fault.event for fault in looked.table.faults] == ["MLI7", "MLI25000", "MLI49999"]
    assert events.take_in(work, looked.table).new == 49_997
    assert len(told(work)) == 49_997
