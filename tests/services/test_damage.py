"""A damaged profile ends in one sentence that names the file, and is not made worse."""

from __future__ import annotations

import random
import shutil

import pytest

from mediator_app.core.errors import AppError
from mediator_app.db.errors import DatabaseDamaged
from mediator_app.services import backups, cases, checks, profile
from mediator_app.services.opening import DATABASE, ProfileUnfinished
from mediator_app.vault import keyslots
from tests.services import desk

COPIES = keyslots.FILES


def told(folder) -> str:
    """Return the sentence with which opening ends; the profile is not held afterwards."""
    with pytest.raises(AppError) as refusal:
        desk.unlocked(folder).close()
    sentence = refusal.value.sentence(str)
    assert "{" not in sentence
    assert "\n" not in sentence
    lock = profile.ProfileLock(folder)
    lock.acquire()
    lock.release()
    return sentence


def contents(folder) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name in {*COPIES, DATABASE}}


def truncate(path, luck):
    path.write_bytes(path.read_bytes()[: luck.randrange(path.stat().st_size)])


def flip(path, luck):
    desk.damage(path, luck.randrange(path.stat().st_size), bit=1 << luck.randrange(8))


def empty(path, _luck):
    path.write_bytes(b"")


def fill(path, luck):
    path.write_bytes(luck.randbytes(path.stat().st_size))


def make_folder(path, _luck):
    path.unlink()
    path.mkdir()


def lose(path, _luck):
    path.unlink()


HURTS = (truncate, flip, empty, fill, make_folder, lose)


@pytest.mark.parametrize("hurt", HURTS)
@pytest.mark.parametrize("copy", COPIES)
def test_one_damaged_copy_of_the_key_file_is_mended(full, hurt, copy):
    hurt(full / copy, random.Random(1))
    with desk.opened(full) as work:
        assert len(desk.exported(work)["cases"]) == 3
    if hurt is not make_folder:
        assert (full / COPIES[0]).read_bytes() == (full / COPIES[1]).read_bytes()


@pytest.mark.parametrize("hurt", [h for h in HURTS if h is not lose])
def test_two_damaged_copies_of_the_key_file_are_told(full, hurt):
    for seed in range(6):
        luck = random.Random(seed)
        whole = contents(full)
        for copy in COPIES:
            hurt(full / copy, luck)
        assert COPIES[0] in told(full)
        for copy in COPIES:
            if (full / copy).is_dir():
                (full / copy).rmdir()
            (full / copy).write_bytes(whole[copy])
    with desk.opened(full) as work:
        assert len(desk.exported(work)["cases"]) == 3


def test_a_lost_key_file_is_told_and_no_new_profile_takes_its_place(full):
    for copy in COPIES:
        (full / copy).unlink()
    assert "The key file is missing" in told(full)
    with pytest.raises(AppError):
        desk.made(full)
    assert (full / DATABASE).stat().st_size > 10_000


def test_a_damaged_key_file_counts_as_no_wrong_passphrase(full):
    for copy in COPIES:
        empty(full / copy, None)
    for _time in range(5):
        assert "is damaged" in told(full)


def test_a_database_with_its_first_page_damaged_is_told(full):
    for offset in (0, 15, 16, 17, 100, 1000, 4000, 4095):
        whole = (full / DATABASE).read_bytes()
        desk.damage(full / DATABASE, offset)
        if offset < 16:  # where a salt would lie: ours is in the key
            told_or_whole(full)
        else:
            assert DATABASE in told(full)
        (full / DATABASE).write_bytes(whole)


def told_or_whole(folder) -> str:
    """Open, read everything and check: all is there, or a sentence says what is wrong."""
    try:
        with desk.opened(folder) as work:
            if checks.check(work).problems:
                return "found by check"
            assert len(desk.exported(work)["cases"]) == 3
            return ""
    except AppError as error:
        sentence = error.sentence(str)
        assert DATABASE in sentence, sentence
        return sentence


def test_a_bit_flipped_anywhere_in_the_database_is_noticed(full):
    luck = random.Random(3)
    whole = (full / DATABASE).read_bytes()
    noticed = 0
    for _time in range(25):
        flip(full / DATABASE, luck)
        noticed += bool(told_or_whole(full))
        (full / DATABASE).write_bytes(whole)
        for rest in ("-wal", "-shm"):
            (full / (DATABASE + rest)).unlink(missing_ok=True)
    assert noticed == 25
    assert told_or_whole(full) == ""


def test_a_truncated_database_is_told(full):
    luck = random.Random(4)
    whole = (full / DATABASE).read_bytes()
    for size in (1, 15, 100, 4095, 4096, 8192, *[luck.randrange(len(whole)) for _ in range(8)]):
        (full / DATABASE).write_bytes(whole[:size])
        assert told_or_whole(full), size
        (full / DATABASE).write_bytes(whole)
    assert told_or_whole(full) == ""


@pytest.mark.parametrize("hurt", [empty, fill, make_folder, lose])
def test_a_replaced_or_lost_database_is_told_and_not_made_anew(full, hurt):
    with desk.opened(full) as work:
        saved = backups.create(work)
    hurt(full / DATABASE, random.Random(5))
    before = contents(full) if hurt is not make_folder else {}
    sentence = told(full)
    assert DATABASE in sentence
    assert "Remove the folder" not in sentence
    if hurt is not make_folder:
        assert contents(full) == before
    if hurt is make_folder:
        (full / DATABASE).rmdir()
    backups.restore(
        full, saved.name, desk.SECRET, environment=desk.Clock().environment(), floor=desk.CHEAP
    )
    with desk.opened(full) as work:
        assert len(desk.exported(work)["cases"]) == 3


def test_a_profile_whose_making_was_cut_says_that_it_is_empty(folder):
    (folder / DATABASE).unlink()
    (folder / "anchor").unlink()
    with pytest.raises(ProfileUnfinished):
        desk.unlocked(folder)


def test_the_database_of_another_profile_is_refused(full, tmp_path):
    other = tmp_path / "other"
    desk.made(other).close()
    shutil.copyfile(other / DATABASE, full / DATABASE)
    with pytest.raises(DatabaseDamaged):
        desk.unlocked(full)


def test_a_damaged_page_is_told_by_check_and_mended_from_a_copy(full):
    with desk.opened(full) as work:
        before = desk.exported(work)
        saved = backups.create(work)
        assert backups.verify(work, saved.name).units == 3
    size = (full / DATABASE).stat().st_size
    for page in range(4, size // 4096):
        desk.damage(full / DATABASE, page * 4096 + 100)
    environment = desk.Clock().environment()
    backups.restore(full, saved.name, desk.SECRET, environment=environment, floor=desk.CHEAP)
    with desk.opened(full) as work:
        assert desk.exported(work) == before
        assert checks.check(work).problems == ()


def test_a_lost_anchor_opens_a_new_stream_and_is_told_once(full):
    (full / "anchor").unlink()
    with desk.opened(full) as work:
        assert work.strange == "restored"
        cases.open_case(work, {"kind": "other", "title": "Une dette"})
    with desk.opened(full) as work:
        assert work.strange is None
        assert checks.check(work).problems == ()
