"""What the program does by itself once a profile is open."""

from __future__ import annotations

from datetime import timedelta

from mediator_app.db.backup import NIGHTLY
from mediator_app.services import backups, cases, daily
from mediator_app.services.cases import CaseFilter
from mediator_app.services.profile import Person
from tests.services import desk


def nights(work):
    return [copy for copy in backups.listed(work.folder) if copy.reason == NIGHTLY]


def test_the_nights_copy_is_made_once_and_again_a_day_later(work, clock):
    daily.begin(work)
    daily.begin(work)
    assert len(nights(work)) == 1
    clock.wall += timedelta(days=1)
    daily.begin(work)
    assert len(nights(work)) == 2


def test_the_key_file_lies_beside_the_copies(work):
    daily.begin(work)
    kept = work.folder / "backups" / "keyslots.bin"
    assert kept.read_bytes() == (work.folder / "keyslots.bin").read_bytes()


def test_a_practice_area_is_filled_once_with_fictitious_cases(tmp_path):
    person = Person("Awa", "AJCET", "mediator", "MOP", practice=True)
    work = desk.made(tmp_path / "practice", person=person)
    try:
        assert len(daily.begin(work).units) == daily.PRACTICE_CASES
        assert not daily.begin(work).units
        found = cases.rows(work, cases.find(work, CaseFilter()))
        assert all("[FICTIF]" in (row.title or "") for row in found.values())
    finally:
        work.close()


def test_nothing_is_invented_where_real_work_is_done(work):
    assert not daily.begin(work).units
    assert cases.find(work, CaseFilter()) == []


def test_while_typing_only_the_newest_finds_are_shown(report):
    everything = cases.find(report, CaseFilter(text="ma"))
    newest = cases.find(report, CaseFilter(text="ma", newest=1))
    assert len(everything) > 1
    assert newest == [max(everything)]
