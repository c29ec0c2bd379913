"""Files, locks, drives and what else the machine gives."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mediator_app.core.errors import StorageUnavailable
from mediator_app.host import drives, files, folders, lock, machine, resource, settings, temp
from mediator_app.host.drives import Volume

TABLE = r"""
/dev/sda2 / ext4 rw,relatime 0 0
/dev/sda3 /srv ext4 rw 0 0
/dev/sdb1 /media/awa/CLE\040USB vfat rw 0 0
/dev/sdc1 /media/awa/disk ext4 rw 0 0
/dev/sdd1 /mnt/card exFAT rw 0 0
//server/cases /mnt/office cifs rw 0 0
awa@server: /srv/awa/far fuse.sshfs rw 0 0
tmpfs /srv/awa/quick tmpfs rw 0 0
broken line
"""


def volume_of(folder):
    return drives.linux_volume(
        folder, mounts=drives.parse_mounts(TABLE), removable=lambda f: "pulled" in f.parts
    )


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ("/media/awa/CLE USB/profile", drives.FatDrive),
        ("/mnt/card", drives.FatDrive),
        ("/mnt/office/deep/profile", drives.NetworkDrive),
        ("/srv/awa/far/profile", drives.NetworkDrive),
        ("/media/awa/disk/profile", drives.RemovableDrive),
        ("/srv/pulled/profile", drives.RemovableDrive),
        ("/srv/awa/OneDrive/profile", drives.SyncedFolder),
        ("/srv/awa/OneDrive - Plateforme/profile", drives.SyncedFolder),
        ("/srv/awa/Dropbox/x", drives.SyncedFolder),
        ("/srv/awa/Google Drive/x", drives.SyncedFolder),
    ],
)
def test_an_unsafe_place_is_refused_by_its_name(place, error):
    def table(_existing):
        return volume_of(Path(place))  # none of these folders exists here

    with pytest.raises(error) as caught:
        drives.refuse_unsafe(Path(place), volume_of=table, environ={})
    assert place in str(caught.value)


@pytest.mark.parametrize(
    "place", ["/srv/awa/profile", "/srv/awa/quick/p", "/mnt/officer/p", "/srv/awa/drop/p", "/p"]
)
def test_a_folder_of_the_own_disk_is_taken(place):
    drives.refuse_unsafe(Path(place), volume_of=lambda _f: volume_of(Path(place)), environ={})


def test_the_innermost_mount_counts_and_the_last_of_two_on_one_point():
    assert volume_of(Path("/srv/awa/quick/x")).kind == "tmpfs"
    assert volume_of(Path("/srvice")).kind == "ext4"
    twice = drives.parse_mounts("a /x ext4 rw\nb /x vfat rw")
    assert (
        drives.linux_volume(Path("/x/y"), mounts=twice, removable=lambda _f: False).kind == "vfat"
    )


def test_a_link_into_a_synced_folder_and_marked_folders_are_refused(tmp_path):
    real = tmp_path / "Nextcloud" / "p"
    real.mkdir(parents=True)
    (tmp_path / "link").symlink_to(real)
    marked = tmp_path / "marked"
    (marked / ".stfolder").mkdir(parents=True)
    company = tmp_path / "company"
    for place in (tmp_path / "link", marked / "profile", company / "profile"):
        with pytest.raises(drives.SyncedFolder):
            drives.refuse_unsafe(
                place, volume_of=lambda _f: Volume("ext4"), environ={"OneDrive": str(company)}
            )


def test_this_machine_answers_for_a_folder_that_does_not_exist_yet(tmp_path):
    asked = []

    def note(existing):
        asked.append(existing)
        return drives.this_machine()(existing)

    drives.refuse_unsafe(tmp_path / "not" / "yet", volume_of=note, environ={})
    assert asked == [tmp_path.resolve()]
    # A changed root without its own mount table knows no kind; every other Linux does.
    points = {mount.point for mount in drives.parse_mounts(Path("/proc/mounts").read_text())}
    assert (drives.this_machine()(tmp_path).kind != "") == ("/" in points)


HOLD = """
import sys, pathlib
from mediator_app.host.lock import ProfileLock
with ProfileLock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_refused_until_the_first_ends(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(lock.ProfileInUse):
            lock.ProfileLock(tmp_path).acquire()
        other.kill()
        other.wait()
        with lock.ProfileLock(tmp_path):
            pass


def test_a_second_lock_in_one_process_is_refused_too(tmp_path):
    first, second = lock.ProfileLock(tmp_path), lock.ProfileLock(tmp_path)
    first.acquire()
    first.acquire()
    with pytest.raises(lock.ProfileInUse):
        second.acquire()
    first.release()
    first.release()
    second.acquire()
    second.release()


def test_a_lock_in_a_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(files.NotFound):
        lock.ProfileLock(tmp_path / "gone").acquire()


def test_writing_replaces_the_whole_file_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "file"
    files.write_atomic(path, b"long content")
    files.write_atomic(path, b"new\n")
    assert path.read_bytes() == b"new\n"
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_content(tmp_path, monkeypatch, call):
    path = tmp_path / "file"
    files.write_atomic(path, b"old")

    def fail(*_args, **_kwargs):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.fsync" if call == "fsync" else "pathlib.Path.replace", fail)
    with pytest.raises(files.DiskFault):
        files.write_atomic(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("refusals", [3, 1000])
def test_a_file_held_by_a_scanner_is_waited_for_and_then_told(tmp_path, monkeypatch, refusals):
    path, waits, real = tmp_path / "file", [], Path.replace

    def held(self, target):
        if len(waits) < refusals:
            raise PermissionError(errno.EACCES, "held")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    if refusals > 100:
        with pytest.raises(files.FileBusy):
            files.write_atomic(path, b"x", pause=waits.append)
        assert sum(waits) == pytest.approx(5.0)
    else:
        files.write_atomic(path, b"x", pause=waits.append)
        assert path.read_bytes() == b"x"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, files.DiskFull), (errno.EDQUOT, files.DiskFull),
        (errno.EROFS, files.NotWritable), (errno.EIO, files.DiskFault), (999, files.DiskTrouble),
    ],
)  # fmt: skip
def test_what_the_system_says_is_told_in_words(number, kind, tmp_path):
    with pytest.raises(kind) as caught, files.told_in_words(tmp_path):
        raise OSError(number, "words of the system")
    assert isinstance(caught.value, StorageUnavailable)
    assert str(tmp_path) in str(caught.value)


def test_settings_are_kept_and_survive_any_file(tmp_path):
    chosen = settings.Settings(language="bm", theme="sun", text_size=125, window="AAA=")
    assert settings.load(tmp_path) == settings.Settings()
    settings.save(chosen, tmp_path)
    assert settings.load(tmp_path) == chosen
    stored = json.loads((tmp_path / settings.FILE).read_text())
    for spoiled in (b"", b"[1]", b"{", b"\xff\xfe", b"null", b"[" * 100_000, b'"\\ud800"'):
        (tmp_path / settings.FILE).write_bytes(spoiled)
        assert settings.load(tmp_path) == settings.Settings()
    stored |= {"text_size": "big", "new": 1}
    (tmp_path / settings.FILE).write_text(json.dumps(stored))
    assert settings.load(tmp_path) == settings.Settings("bm", "sun", 100, "AAA=")


def test_the_temporary_folder_is_empty_at_start_and_gone_after_wiping(tmp_path):
    place = temp.TempFolder(tmp_path)
    (place.start() / "deep").mkdir()
    (place.path / "deep" / "case.pdf").write_bytes(b"%PDF")
    assert list(place.start().iterdir()) == []
    assert place.path.stat().st_mode & 0o077 == 0
    assert place.wipe()
    assert place.wipe()
    assert not place.path.exists()


def test_shipped_files_are_found_in_a_checkout_a_wheel_and_a_frozen_program(tmp_path, monkeypatch):
    root = Path(__file__).parents[2]
    assert resource.resource("wordlist", "fr.txt").is_file()
    assert resource.translations() == root / "translations"
    for kind in ("wheel", "frozen"):
        resource._root.cache_clear()
        base = tmp_path / kind
        if kind == "wheel":
            monkeypatch.setattr(resource, "PACKAGE", base)
            base = base / "_data"
        else:
            monkeypatch.setattr(sys, "_MEIPASS", str(base), raising=False)
        (base / "resources").mkdir(parents=True)
        assert resource.resource("a", "b") == base / "resources" / "a" / "b"
        assert resource.translations() == base / "translations"
    resource._root.cache_clear()


def test_the_folders_are_of_this_program():
    assert folders.default_profile().name == "profile"
    for folder in (folders.default_profile(), folders.config(), folders.logs()):
        assert folders.APP in folder.parts


def test_the_fingerprint_stays_and_says_nothing_of_the_machine(tmp_path):
    told = machine.fingerprint(tmp_path)
    assert told == machine.fingerprint(tmp_path)
    assert len(told) == 32
    with pytest.raises(files.NotFound):
        machine.fingerprint(tmp_path / "gone")


def test_another_model_of_computer_has_another_fingerprint(tmp_path, monkeypatch):
    trait = tmp_path / "product"
    trait.write_text("one")
    monkeypatch.setattr(machine, "LINUX_TRAITS", (str(trait),))
    one = machine.fingerprint(tmp_path)
    trait.write_text("two")
    assert machine.fingerprint(tmp_path) != one


def test_memory_disk_and_start_are_known(tmp_path):
    assert machine.memory() > 64 * 1024**2
    assert machine.free_disk(tmp_path) > 0
    assert machine.boot_id() == machine.boot_id() != ""


HARDENED = """
import ctypes, resource
from mediator_app.host import machine
machine.harden()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_a_hardened_process_leaves_no_core_and_cannot_be_read():
    done = subprocess.run(
        [sys.executable, "-c", HARDENED], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "(0, 0) 0"
