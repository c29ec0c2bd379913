"""Which drives may hold a profile.

SQLite's log needs shared memory of one machine (no network drives) and a file system that
survives a cut (no FAT); a stick is pulled out; a folder that a service copies elsewhere while
it is written gives two half profiles and carries the data to a stranger's computer.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_

FAT = frozenset({"vfat", "msdos", "exfat", "fat", "fat12", "fat16", "fat32", "umsdos"})
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "davfs", "ceph", "glusterfs"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.s3fs", "fuse.gvfsd-fuse", "virtiofs"}
    | {"fuse.glusterfs", "fuse.curlftpfs", "fuse.google-drive-ocamlfuse", "webdav", "lustre"}
)
SYNCED = re.compile(
    r"onedrive( - .+)?|dropbox( \(.+\))?|google ?drive|my drive|icloud ?drive|mobile documents"
    r"|nextcloud|owncloud|pcloud ?(drive|sync)?|mega(sync)?|syncthing|box sync|kdrive",
    re.IGNORECASE,
)
SYNC_MARKERS = (".dropbox", ".dropbox.cache", ".stfolder", ".owncloudsync.log")
PULLED_OUT = ("/media/", "/run/media/")
DRIVE_REMOVABLE, DRIVE_REMOTE = 2, 4


class UnsafeDrive(AppError):
    """A profile cannot live here."""

    message = N_(
        "A profile cannot be kept here ({place}). Choose a folder on this computer's disk."
    )


class FatDrive(UnsafeDrive):
    message = N_(
        "A profile cannot be kept on a FAT or exFAT drive ({place}):"
        " a power cut could destroy it. Choose a folder on this computer's own disk."
    )


class NetworkDrive(UnsafeDrive):
    message = N_(
        "A profile cannot be kept on a network drive ({place})."
        " Choose a folder on this computer's own disk."
    )


class RemovableDrive(UnsafeDrive):
    message = N_(
        "A profile cannot be kept on a stick or card ({place})."
        " Choose a folder on this computer's own disk."
    )


class SyncedFolder(UnsafeDrive):
    message = N_(
        "A profile cannot be kept in a folder that is copied to the internet ({place})."
        " Choose another folder."
    )


@dataclass(frozen=True, slots=True)
class Volume:
    """What is known of the file system under a folder; `kind` in lower case, "" if unknown."""

    kind: str
    removable: bool = False
    network: bool = False


@dataclass(frozen=True, slots=True)
class Mount:
    point: str
    kind: str


VolumeOf = Callable[[Path], Volume]  # the machine's answer; tests hand in a table


def refuse_unsafe(
    folder: Path, *, volume_of: VolumeOf | None = None, environ: Mapping[str, str] | None = None
) -> None:
    """Raise the UnsafeDrive that says why `folder`, existing or not, may not hold a profile."""
    place = folder.absolute()
    # Both roads: the name a person chose, and where links lead.
    if any(_is_synced(path, environ or os.environ) for path in (place, place.resolve())):
        raise SyncedFolder(place=folder)
    volume = (volume_of or this_machine())(_existing(place.resolve()))
    if volume.network:
        raise NetworkDrive(place=folder)
    if volume.kind in FAT:
        raise FatDrive(place=folder)
    if volume.removable:
        raise RemovableDrive(place=folder)


def this_machine() -> VolumeOf:
    """Return what asks the running system."""
    if sys.platform == "win32":
        return _windows_volume
    return lambda folder: linux_volume(folder, mounts=_read_mounts(), removable=_is_removable)


def parse_mounts(table: str) -> list[Mount]:
    """Read /proc/mounts, whose paths write spaces as octal numbers."""
    lines = (line.split() for line in table.splitlines())
    return [Mount(_unescape(f[1]), f[2].lower()) for f in lines if len(f) > 2]  # noqa: PLR2004


def linux_volume(folder: Path, *, mounts: list[Mount], removable: Callable[[Path], bool]) -> Volume:
    """Return the file system of the innermost mount that holds `folder`."""
    text = folder.as_posix()
    holding = [m for m in mounts if _holds(m.point, text)]
    # The last of equally deep ones: it was mounted over the others.
    found = max(enumerate(holding), key=lambda pair: (len(pair[1].point), pair[0]), default=None)
    if found is None:
        return Volume("")
    mount = found[1]
    pulled = f"{mount.point}/".startswith(PULLED_OUT) or removable(folder)
    return Volume(mount.kind, removable=pulled, network=mount.kind in NETWORK)


def _holds(point: str, path: str) -> bool:
    return point in ("/", path) or path.startswith(point.rstrip("/") + "/")


def _unescape(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _is_synced(place: Path, environ: Mapping[str, str]) -> bool:
    if any(SYNCED.fullmatch(part) for part in place.parts):
        return True
    roots = [
        environ[k] for k in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer") if environ.get(k)
    ]
    if any(place.is_relative_to(root) for root in roots):
        return True
    return any((folder / mark).exists() for folder in place.parents for mark in SYNC_MARKERS)


def _existing(place: Path) -> Path:
    return next((p for p in (place, *place.parents) if p.exists()), place)


def _read_mounts() -> list[Mount]:
    try:
        return parse_mounts(Path("/proc/mounts").read_text("utf-8", "replace"))
    except OSError:
        return []  # not Linux: nothing is known, nothing refused


def _is_removable(folder: Path) -> bool:
    if sys.platform == "win32":
        return False
    device = folder.stat().st_dev
    node = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve()
    # A partition has no such file; the disk above it has.
    marks = [d / "removable" for d in (node, node.parent)]
    return any(mark.is_file() and mark.read_text().strip() == "1" for mark in marks)


if sys.platform == "win32":

    def _windows_volume(folder: Path) -> Volume:
        if folder.drive.startswith("\\\\"):
            return Volume("", network=True)
        root = folder.anchor
        kernel, name = ctypes.windll.kernel32, ctypes.create_unicode_buffer(64)
        kernel.GetVolumeInformationW(root, None, 0, None, None, None, name, len(name))
        kind = kernel.GetDriveTypeW(root)
        return Volume(
            name.value.lower(), removable=kind == DRIVE_REMOVABLE, network=kind == DRIVE_REMOTE
        )
