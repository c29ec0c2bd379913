"""The data key behind a passphrase, and what may happen to its file."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediator_app.core.environment import Environment
from mediator_app.core.errors import StorageUnavailable
from mediator_app.host.files import write_atomic
from mediator_app.vault import keyslots, slotfile, strict
from mediator_app.vault.kdf import FLOOR, KdfCost, calibrate, spelled

WORDS = "mangue tambour rivière soleil panier"
CHEAP = KdfCost(memory_kib=16, passes=1, lanes=2)


def make(folder, environment, cost=CHEAP, passphrase=WORDS):
    return keyslots.create(folder, passphrase, cost=cost, environment=environment, floor=cost)


def unlock(folder, passphrase=WORDS):
    return keyslots.unlock(folder, passphrase, floor=CHEAP)


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ready")
    environment = Environment(lambda: datetime.now(UTC), lambda: 0.0, Random(3).randbytes)
    return folder, make(folder, environment)


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return tmp_path_factory.mktemp("bench")


def lay(folder, copies):
    for name, data in zip(keyslots.FILES, copies, strict=True):
        (folder / name).unlink(missing_ok=True)
        if data is not None:
            (folder / name).write_bytes(data)


def test_the_passphrase_opens_what_it_closed(tmp_path, environment):
    dek = make(tmp_path, environment)
    assert unlock(tmp_path) == dek
    assert dek.raw.hex() not in repr(dek)


def test_the_key_is_in_no_file(ready):
    folder, dek = ready
    for path in folder.iterdir():
        assert dek.raw not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0


def test_another_passphrase_is_refused_in_one_sentence_without_a_hint(ready):
    folder, _dek = ready
    for wrong in ("", "x", WORDS + "s", WORDS.upper(), "\udcff", "a\0b"):
        with pytest.raises(keyslots.WrongPassphrase) as caught:
            unlock(folder, wrong)
        assert str(caught.value) == "The passphrase is not right."


def test_spaces_and_ways_to_write_an_accent_do_not_matter(ready):
    folder, dek = ready
    assert unlock(folder, "  mangue tambour  rivie\u0300re soleil\tpanier ") == dek
    assert spelled("é") == spelled("e\u0301")


def test_a_profile_is_never_written_over(tmp_path, environment):
    dek = make(tmp_path, environment)
    (tmp_path / keyslots.FILES[0]).unlink()
    with pytest.raises(keyslots.ProfileExists):
        make(tmp_path, environment)
    assert unlock(tmp_path) == dek


def test_changing_the_passphrase_keeps_the_key_and_ends_the_old_one(tmp_path, environment):
    dek = make(tmp_path, environment)
    changed = keyslots.change_passphrase(
        tmp_path, WORDS, "another one", cost=CHEAP, environment=environment, floor=CHEAP
    )
    assert changed == dek == unlock(tmp_path, "another one")
    with pytest.raises(keyslots.WrongPassphrase):
        unlock(tmp_path)


def test_a_wrong_old_passphrase_changes_nothing(tmp_path, environment):
    dek = make(tmp_path, environment)
    before = [(tmp_path / name).read_bytes() for name in keyslots.FILES]
    with pytest.raises(keyslots.WrongPassphrase):
        keyslots.change_passphrase(
            tmp_path, "no", "new", cost=CHEAP, environment=environment, floor=CHEAP
        )
    assert [(tmp_path / name).read_bytes() for name in keyslots.FILES] == before
    assert unlock(tmp_path) == dek


@pytest.mark.parametrize("cut", [0, 1])
def test_a_cut_in_the_middle_of_a_change_leaves_one_passphrase_that_works(
    tmp_path, environment, cut
):
    dek = make(tmp_path, environment)
    old = [(tmp_path / name).read_bytes() for name in keyslots.FILES]
    keyslots.change_passphrase(
        tmp_path, WORDS, "new words", cost=CHEAP, environment=environment, floor=CHEAP
    )
    new = [(tmp_path / name).read_bytes() for name in keyslots.FILES]
    lay(tmp_path, [new[0], old[1]] if cut else old)
    assert unlock(tmp_path, "new words" if cut else WORDS) == dek
    first, second = ((tmp_path / name).read_bytes() for name in keyslots.FILES)
    assert first == second


@pytest.mark.parametrize("which", [0, 1])
def test_every_truncation_of_one_copy_is_survived_and_mended(ready, bench, which):
    folder, dek = ready
    whole = (folder / keyslots.FILES[0]).read_bytes()
    for length in range(len(whole)):
        copies = [whole, whole]
        copies[which] = whole[:length]
        lay(bench, copies)
        assert unlock(bench) == dek
        assert (bench / keyslots.FILES[which]).read_bytes() == whole
    assert len(whole) > 100


@pytest.mark.parametrize("which", [0, 1])
def test_every_flipped_bit_of_one_copy_is_survived(ready, bench, which):
    folder, dek = ready
    whole = (folder / keyslots.FILES[0]).read_bytes()
    for place in range(len(whole)):
        for bit in (1, 128):
            broken = bytearray(whole)
            broken[place] ^= bit
            copies = [whole, whole]
            copies[which] = bytes(broken)
            lay(bench, copies)
            assert unlock(bench) == dek


@given(
    data=st.data(),
    junk=st.binary(max_size=300),
    kind=st.sampled_from(["cut", "flip", "grow", "junk", "gone"]),
)
def test_two_damaged_copies_end_in_one_sentence(ready, bench, data, junk, kind):
    folder, _dek = ready
    whole = (folder / keyslots.FILES[0]).read_bytes()

    def damaged():
        place = data.draw(st.integers(0, len(whole) - 1))
        flipped = bytearray(whole)
        flipped[place] ^= data.draw(st.integers(1, 255))
        return {
            "cut": whole[:place], "flip": bytes(flipped), "grow": whole + b"\0" + junk,
            "junk": junk, "gone": whole[:1],
        }[kind]  # fmt: skip

    lay(bench, [None if kind == "gone" else damaged(), damaged()])
    with pytest.raises(keyslots.KeySlotsDamaged) as caught:
        unlock(bench)
    assert "keyslots.bin" in str(caught.value)


def test_a_missing_file_says_so_and_a_missing_copy_is_mended(ready, tmp_path):
    folder, dek = ready
    with pytest.raises(keyslots.KeySlotsMissing):
        unlock(tmp_path)
    whole = (folder / keyslots.FILES[0]).read_bytes()
    for copies in ([whole, None], [None, whole]):
        lay(tmp_path, copies)
        assert unlock(tmp_path) == dek
        assert all((tmp_path / name).read_bytes() == whole for name in keyslots.FILES)


def test_a_copy_that_cannot_be_mended_does_not_keep_anybody_out(ready, tmp_path):
    folder, dek = ready
    shutil.copy(folder / keyslots.FILES[0], tmp_path)
    (tmp_path / keyslots.FILES[1]).mkdir()
    assert unlock(tmp_path) == dek


def test_a_file_that_cannot_be_read_is_not_called_missing(tmp_path):
    for name in keyslots.FILES:
        (tmp_path / name).mkdir()
    with pytest.raises(StorageUnavailable):
        unlock(tmp_path)


def swapped(folder, target, change):
    """Write both copies with a changed payload and a checksum that fits, as an attacker can."""
    _generation, payload = slotfile.check((folder / keyslots.FILES[0]).read_bytes())
    content = strict.decode(payload)
    change(content)
    data = strict.encode(content)
    head = slotfile.MAGIC + (9).to_bytes(8, "big") + len(data).to_bytes(4, "big") + data
    digest = hashlib.blake2b(head, digest_size=32, person=b"mediator/slots").digest()
    lay(target, [head + digest] * 2)


@pytest.mark.parametrize(
    ("place", "value"), [(2, 8), (2, 17), (3, 2), (4, 1), (1, b"other"), (5, b"s" * 16)]
)
def test_a_swapped_parameter_never_opens(ready, tmp_path, place, value):
    folder, _dek = ready

    def change(content):
        content[2][0][place] = value

    swapped(folder, tmp_path, change)
    with pytest.raises(
        (keyslots.WrongPassphrase, keyslots.KeySlotsTooWeak, keyslots.KeySlotsDamaged)
    ):
        unlock(tmp_path)


def test_a_swapped_profile_id_never_opens(ready, tmp_path):
    folder, dek = ready
    swapped(folder, tmp_path, lambda content: content.__setitem__(1, bytes(16)))
    with pytest.raises(keyslots.WrongPassphrase):
        unlock(tmp_path)
    swapped(folder, tmp_path, lambda _content: None)  # the helper itself spoils nothing
    assert unlock(tmp_path) == dek


def test_parameters_below_the_floor_are_refused_before_they_are_used(ready):
    folder, _dek = ready
    with pytest.raises(keyslots.KeySlotsTooWeak):
        keyslots.unlock(folder, WORDS)


def test_parameters_that_would_eat_the_memory_are_refused(ready, tmp_path):
    folder, _dek = ready
    swapped(folder, tmp_path, lambda content: content[2][0].__setitem__(2, 2**40))
    with pytest.raises(keyslots.KeySlotsDamaged):
        unlock(tmp_path)


def test_a_profile_cannot_be_made_below_the_floor(tmp_path, environment):
    with pytest.raises(ValueError, match="KdfCost"):
        keyslots.create(tmp_path, WORDS, cost=CHEAP, environment=environment)
    assert not keyslots.exists(tmp_path)


def test_the_real_floor_opens(tmp_path, environment):
    dek = keyslots.create(tmp_path, WORDS, cost=FLOOR, environment=environment)
    assert keyslots.unlock(tmp_path, WORDS) == dek
    assert keyslots.cost_of(tmp_path) == FLOOR


def test_a_file_of_a_newer_version_is_refused(ready, tmp_path):
    folder, _dek = ready
    swapped(folder, tmp_path, lambda content: content.__setitem__(0, 2))
    with pytest.raises(keyslots.KeySlotsTooNew):
        unlock(tmp_path)


def test_slots_of_other_kinds_are_kept(ready, tmp_path, environment):
    folder, dek = ready
    office = ["org", b"key-id", b"sealed"]
    swapped(folder, tmp_path, lambda content: content[2].insert(0, office))
    assert unlock(tmp_path) == dek
    keyslots.change_passphrase(
        tmp_path, WORDS, "new", cost=CHEAP, environment=environment, floor=CHEAP
    )
    _generation, payload = slotfile.check((tmp_path / keyslots.FILES[0]).read_bytes())
    assert strict.decode(payload)[2][0] == office


def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path, environment, monkeypatch):
    make(tmp_path, environment)

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageUnavailable, match="full"):
        write_atomic(tmp_path / keyslots.FILES[0], b"half")
    monkeypatch.undo()
    unlock(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(keyslots.FILES)


GIB = 1024**3


@pytest.mark.parametrize("memory", [GIB, 2 * GIB, 4 * GIB, 16 * GIB])
@pytest.mark.parametrize("speed", [1e5, 1e6, 3e6, 1e7, 1e8])
def test_calibration_ends_within_its_bounds(memory, speed):
    asked = []

    def measure(cost):  # Argon2's time grows with memory times passes
        asked.append(cost)
        return cost.memory_kib * cost.passes / speed

    cost = calibrate(memory=memory, measure=measure)
    assert cost.reaches(FLOOR)
    assert cost.memory_kib <= max(FLOOR.memory_kib, min(512 * 1024, memory // 1024 // 8))
    assert len(asked) < 12
    if cost != FLOOR:
        assert 1.0 <= measure(cost) <= 1.5


def test_a_slow_machine_gets_the_floor():
    assert calibrate(memory=GIB, measure=lambda _cost: 4.0) == FLOOR


def test_a_first_run_that_was_too_fast_by_chance_is_corrected():
    """The first measure says half of the truth; the answer still falls into the target."""
    asked = []

    def measure(cost):
        asked.append(cost)
        truth = cost.memory_kib * cost.passes / 5e5
        return truth / 2 if len(asked) == 1 else truth

    cost = calibrate(memory=16 * GIB, measure=measure)
    assert 1.0 <= cost.memory_kib * cost.passes / 5e5 <= 1.5
