"""A profile opens for its person alone, tells what happened to it, and doubts a wrong clock."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mediator_app.core.interchange.problems import FileRefused
from mediator_app.host.lock import ProfileInUse
from mediator_app.services import backups, cases, checks, exchange, home, profile, stages
from mediator_app.services.cases import CaseFilter, NotValid
from mediator_app.services.profile import Person
from mediator_app.services.stages import ClockUntrusted
from mediator_app.vault.attempts import TooSoon
from mediator_app.vault.keyslots import ProfileExists, WrongPassphrase
from tests.services import desk

ROOT = Path(__file__).parents[2]
OTHER = "un autre secret bien long"


# made and opened


def test_a_profile_remembers_whose_it_is(folder, empty_profile):
    with desk.opened(folder) as work:
        info = work.info
    assert (info.name, info.organisation, info.role) == (
        "Awa Traoré",
        "Médiation Mopti",
        "mediator",
    )
    assert (info.region, info.letters, len(info.code)) == ("ML-5", "MOP", 3)
    assert (info.created_on, info.practice) == ("2026-03-12", False)
    assert (info.person_unit[0], info.region_unit[0]) == (3, 2)


def test_a_practice_profile_says_so_for_ever(tmp_path):
    person = Person("Awa", "O", "mediator", practice=True)
    desk.made(tmp_path / "p", person=person).close()
    with desk.opened(tmp_path / "p") as work:
        assert work.info.practice


def test_an_unknown_region_makes_no_profile(tmp_path):
    with pytest.raises(profile.UnknownRegion):
        desk.made(tmp_path / "p", person=Person("Awa", "O", "mediator", region="Atlantis"))
    assert not (tmp_path / "p").exists()


def test_a_profile_is_not_made_over_another(folder):
    with pytest.raises(ProfileExists):
        desk.made(folder)
    desk.unlocked(folder).close()


def test_nothing_is_unlocked_where_nothing_is(tmp_path):
    with pytest.raises(profile.NoProfile):
        desk.unlocked(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_second_program_is_refused_and_the_first_goes_on(folder):
    with desk.opened(folder) as work:
        with pytest.raises(ProfileInUse):
            desk.unlocked(folder)
        cases.open_case(work, {"kind": "other", "title": "Une dette"})
    desk.unlocked(folder).close()


def test_names_and_texts_are_nowhere_in_the_folder_in_clear(full):
    for path in full.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for word in ("Macina", "Awa", "Mopti", "PT-014", "Peul"):
                assert word.encode() not in content, (path.name, word)


# passphrases


def test_wrong_passphrases_wait_longer_and_longer(folder):
    clock = desk.Clock()
    waits = []
    for _time in range(5):
        with pytest.raises(WrongPassphrase):
            desk.unlocked(folder, clock=clock, secret="no")
        try:
            desk.unlocked(folder, clock=clock, secret="no")
        except TooSoon as error:
            waits.append(error.values["seconds"])
            clock.monotonic += waits[-1]
        except WrongPassphrase:
            waits.append(0)
            clock.monotonic += 1
    assert waits == [0, 2, 4, 8, 16]
    clock.monotonic += 100
    desk.unlocked(folder, clock=clock).close()
    with pytest.raises(WrongPassphrase):  # counted from the beginning again
        desk.unlocked(folder, clock=clock, secret="no")
    desk.unlocked(folder, clock=clock).close()


def test_the_wait_outlasts_a_clock_set_back_and_a_program_started_anew(folder):
    clock = desk.Clock()
    for _time in range(2):
        with pytest.raises(WrongPassphrase):
            desk.unlocked(folder, clock=clock, secret="no")
    clock.wall = datetime(2099, 1, 1, tzinfo=UTC)
    with pytest.raises(TooSoon) as refusal:
        desk.unlocked(folder, clock=clock)
    assert "Try again in 1 s" in refusal.value.sentence(str)


def test_a_changed_passphrase_opens_and_the_old_one_does_not(full):
    with desk.opened(full) as work:
        before = desk.exported(work)
        with pytest.raises(WrongPassphrase):
            profile.change_passphrase(work, "no", OTHER, floor=desk.CHEAP, cost=desk.CHEAP)
        with pytest.raises(profile.WeakPassphrase):
            profile.change_passphrase(work, desk.SECRET, "1234", floor=desk.CHEAP, cost=desk.CHEAP)
        profile.change_passphrase(work, desk.SECRET, OTHER, floor=desk.CHEAP, cost=desk.CHEAP)
        cases.add_note(work, cases.by_reference(work, "rapport-macina"), "Encore ouvert")
    with pytest.raises(WrongPassphrase):
        desk.unlocked(full)
    work = desk.unlocked(full, secret=OTHER)
    assert len(desk.exported(work)["cases"]) == len(before["cases"])
    work.close()


# checks, rebuilding, copies


def test_tables_made_anew_are_the_same_to_the_byte(report):
    unit = cases.by_reference(report, "rapport-macina")
    party = cases.view(report, unit).records["party"][0]
    desk.elsewhere(
        report, unit, desk.changed(type(party.record), party.eid, {"name": "X"}, blind=True)
    )
    cases.remove(report, unit, cases.view(report, unit).records["task"][0].eid)
    before = desk.tables(report)
    assert before["conflict"]
    assert sum(map(len, before.values())) > 50
    assert checks.rebuild(report) >= 3
    assert desk.tables(report) == before
    assert checks.check(report).problems == ()
    assert cases.find(report, CaseFilter(text="macina"))


def test_a_table_that_was_changed_behind_our_back_is_noticed_and_rebuilt(report):
    before = desk.tables(report)
    with report.database.write() as connection:
        connection.connection.driver_connection.execute("UPDATE party SET name = 'Faux'")
    found = checks.check(report)
    assert len(found.problems) == 1
    checks.rebuild(report)
    assert desk.tables(report) == before
    assert checks.check(report).problems == ()


def test_a_copy_is_made_listed_verified_and_put_back(full):
    environment = desk.Clock().environment()
    with desk.opened(full) as work:
        assert home.home(work).backup_age is None
        assert backups.due(work)
        before = desk.exported(work)
        made = backups.create(work)
        assert [copy.name for copy in backups.listed(full)] == [made.name]
        assert backups.verify(work, made.name).units == 3
        assert home.home(work).backup_age == 0
        unit = cases.by_reference(work, "rapport-macina")
        cases.add_note(work, unit, "Après la copie")
        after = desk.exported(work)
        with pytest.raises(ProfileInUse):
            backups.restore(full, made.name, desk.SECRET, environment=environment, floor=desk.CHEAP)
    assert after != before
    aside = backups.restore(full, made.name, desk.SECRET, environment=environment, floor=desk.CHEAP)
    assert aside.exists()
    with desk.opened(full) as work:
        assert work.strange == "restored"
        assert desk.exported(work) == before
        cases.add_note(work, unit, "Après la restauration")
    with desk.opened(full) as work:
        assert work.strange is None
        assert checks.check(work).problems == ()


def test_what_is_written_after_a_restore_is_written_in_a_new_stream(full):
    environment = desk.Clock().environment()

    def streams(work) -> int:
        with work.read() as connection:
            raw = connection.connection.driver_connection
            return raw.execute("SELECT count(DISTINCT stream_no) FROM changeset").fetchone()[0]

    with desk.opened(full) as work:
        made = backups.create(work)
        before = streams(work)
    backups.restore(full, made.name, desk.SECRET, environment=environment, floor=desk.CHEAP)
    with desk.opened(full) as work:
        cases.open_case(work, {"kind": "other", "title": "Une dette"})
        assert streams(work) == before + 1


def test_a_damaged_copy_is_told_and_not_put_back(full):
    environment = desk.Clock().environment()
    with desk.opened(full) as work:
        made = backups.create(work)
        before = desk.exported(work)
        desk.damage(made.path, made.bytes // 2)
        with pytest.raises(Exception, match="damaged"):
            backups.verify(work, made.name)
    with pytest.raises(Exception, match="damaged"):
        backups.restore(full, made.name, desk.SECRET, environment=environment, floor=desk.CHEAP)
    with desk.opened(full) as work:
        assert desk.exported(work) == before
        assert work.strange is None


def test_three_nightly_copies_are_kept(full):
    clock = desk.Clock()
    with desk.opened(full, clock=clock) as work:
        by_hand = backups.create(work)
        for day in range(13, 18):
            clock.wall = clock.wall.replace(day=day)
            assert backups.due(work)
            backups.nightly(work)
            assert not backups.due(work)
        names = [copy.name for copy in backups.listed(full)]
        assert len(names) == 4
        assert by_hand.name in names


# clocks


@pytest.mark.parametrize("year", [1980, 2099])
def test_a_wrong_clock_asks_for_the_day_and_moves_nothing(full, tmp_path, year):
    clock = desk.Clock(wall=datetime(year, 1, 1, tzinfo=UTC), quality=0)
    with desk.opened(full, clock=clock) as work:
        before = desk.exported(work)
        with pytest.raises(NotValid) as refusal:
            cases.open_case(work, {"kind": "other", "title": "Une dette"})
        assert refusal.value.sentence(str).startswith("opened_on: ")
        for unit in [cases.by_reference(work, c["external_id"]) for c in before["cases"]]:
            for move in (
                lambda unit=unit: stages.advance(work, unit, override="x"),
                lambda unit=unit: stages.back(work, unit, to="intake", reason="x"),
                lambda unit=unit: stages.suspend(work, unit, reason="x", review_on=None),
                lambda unit=unit: stages.close_with(work, unit, outcome="withdrawn", reason="x"),
            ):
                with pytest.raises(ClockUntrusted) as doubt:
                    move()
                assert str(year) in doubt.value.sentence(str)
        assert desk.exported(work) == before
        path = desk.file_of(tmp_path / "in.json", desk.a_case(stage="dialogue"))
        assert exchange.import_file(work, path).added == 1
        unit = cases.by_reference(work, "a")
        assert {line.quality for line in cases.history(work, unit)} == {0}
        (move,) = cases.view(work, unit).records["stage_move"]
        assert move.record.moved_on is None
        cases.add_note(work, unit, "Sans date")
        assert cases.view(work, unit).records["note"][0].record.noted_on is None
        values = {"kind": "other", "title": "Une dette", "opened_on": "2026-03-12"}
        assert cases.open_case(work, values)
        home.home(work)
        backups.nightly(work)
        assert checks.check(work).problems == ()
    with desk.opened(full) as work:  # the clock was set right: order does not depend on it
        cases.save(work, unit, "case_file", {"title": "Après"})
        assert cases.view(work, unit).case.title == "Après"
        assert cases.history(work, unit)[0].quality == 1


# a full disk

FULL_DISK = """
import sys, errno
from pathlib import Path
from mediator_app.core.errors import AppError
from mediator_app.services import cases, exchange, checks
from tests.services import desk

folder, many = Path(sys.argv[1]), Path(sys.argv[2])
with desk.opened(folder) as work:
    before = desk.exported(work)
    filler = (folder.parent / "filler").open("wb", buffering=0)
    try:
        while True:
            filler.write(bytes(16384))
    except OSError as error:
        assert error.errno == errno.ENOSPC
    told = []
    try:
        exchange.import_file(work, many)
    except AppError as error:
        told.append(error.sentence(str))
    try:
        exchange.export_file(work, folder.parent / "out.json")
    except AppError as error:
        told.append(error.sentence(str))
    unit = cases.by_reference(work, "rapport-macina")
    saved = 0
    try:
        for _time in range(2000):
            cases.add_note(work, unit, "x" * 5000)
            saved += 1
    except AppError as error:
        told.append(error.sentence(str))
    assert not (folder.parent / "out.json").exists()
    filler.close()
    (folder.parent / "filler").unlink()
with desk.opened(folder) as work:
    after = desk.exported(work)
    assert len(after["cases"]) == 3, len(after["cases"])
    notes = len(cases.view(work, cases.by_reference(work, "rapport-macina")).records["note"])
    assert notes == saved + 1, (notes, saved)
    assert checks.check(work).problems == ()
    assert exchange.import_file(work, many).added == 300
print(len(told))
for sentence in told:
    assert "disk is full" in sentence, sentence
    print(sentence)
"""


def test_a_full_disk_keeps_what_was_saved_and_says_so(full, tmp_path):
    """On a small file system of its own, where the system lets us mount one."""
    many = desk.file_of(
        tmp_path / "many.json",
        *[desk.a_case(external_id=str(n), summary="x" * 3000) for n in range(300)],
    )
    script = tmp_path / "full.py"
    script.write_text(FULL_DISK, encoding="utf-8")
    small = tmp_path / "small"
    small.mkdir()
    line = (
        'mount -t tmpfs -o size=6m tmpfs "$1" && cp -r "$2" "$1/profile" && '
        'exec "$3" "$4" "$1/profile" "$5"'
    )
    inside = ["unshare", "-rm", "sh", "-c", line, "sh", str(small), str(full)]
    mount = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", str(small)]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("no file system may be mounted here; the fault shim of tests/db stands in")
    ended = subprocess.run(
        [*inside, sys.executable, str(script), str(many)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[0] == "3"


def test_a_refused_file_leaves_everything_as_it_was(report, tmp_path):
    before, log = desk.exported(report), checks.check(report)
    good, bad = desk.a_case(), desk.a_case(external_id="b", risk="awful")
    with pytest.raises(FileRefused):
        exchange.import_file(report, desk.file_of(tmp_path / "x.json", good, bad))
    assert desk.exported(report) == before
    assert checks.check(report) == log
