"""This computer: who it is, how much memory and disk it has, what it must not leak."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from hashlib import blake2b
from pathlib import Path

from mediator_app.host.files import told_in_words

if sys.platform == "win32":
    import winreg
else:
    import resource

FINGERPRINT_BYTES = 32
PR_SET_DUMPABLE = 4
SEM_FAILCRITICALERRORS = 0x1
SEM_NOGPFAULTERRORBOX = 0x2
UNKNOWN_MEMORY = 2 * 1024**3  # where the system does not say: a small laptop
# The model beside the machine's id: a disk image copied to another laptop takes the id along.
LINUX_TRAITS = (
    "/etc/machine-id",
    "/sys/class/dmi/id/sys_vendor",
    "/sys/class/dmi/id/product_name",
    "/sys/class/dmi/id/board_name",
)


def fingerprint(folder: Path) -> bytes:
    """Return a hash that changes when `folder` is moved or cloned to another machine."""
    told = blake2b(digest_size=FINGERPRINT_BYTES, person=b"mediator/machine")
    for trait in (*_machine_traits(), _volume_serial(folder)):
        told.update(len(trait).to_bytes(4, "big") + trait)
    return told.digest()


def boot_id() -> str:
    """Return what stays equal until the computer starts again."""
    if sys.platform == "win32":
        number = _registry(_PREFETCH, "BootId")
    else:
        number = _read(Path("/proc/sys/kernel/random/boot_id")).decode("ascii", "replace")
    return number or f"process {os.getpid()}"  # at least as long as this program runs


def memory() -> int:
    """Return the bytes of memory built in."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return UNKNOWN_MEMORY


def free_disk(folder: Path) -> int:
    """Return the bytes this person may still write below `folder`."""
    with told_in_words(folder):
        return shutil.disk_usage(folder).free


def harden() -> None:
    """Keep keys and names out of crash dumps and away from other programs' debuggers."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX)
    else:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def _machine_traits() -> list[bytes]:
    if sys.platform == "win32":
        return [_registry(r"SOFTWARE\Microsoft\Cryptography", "MachineGuid").encode()]
    return [_read(Path(trait)) for trait in LINUX_TRAITS]


def _volume_serial(folder: Path) -> bytes:
    if sys.platform == "win32":
        return folder.stat().st_dev.to_bytes(16, "big")  # Windows: the volume's serial number
    with told_in_words(folder):
        device = folder.stat().st_dev
    try:
        names = sorted(Path("/dev/disk/by-uuid").iterdir())
        return next((n.name.encode() for n in names if n.stat().st_rdev == device), b"")
    except OSError:
        return b""  # containers have no such list


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes().strip()
    except OSError:
        return b""


if sys.platform == "win32":

    class _MemoryStatus(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("total", ctypes.c_ulonglong),
            ("free", ctypes.c_ulonglong),
            ("others", ctypes.c_ulonglong * 5),
        )

    def _windows_memory() -> int:
        status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
        if not ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
            return UNKNOWN_MEMORY
        return int(status.total)

    _PREFETCH = (
        r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
    )

    def _registry(key: str, name: str) -> str:
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
                return str(winreg.QueryValueEx(opened, name)[0])
        except OSError:
            return ""
