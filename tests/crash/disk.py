"""Disks that fail: a shim before libc, and a small disk of one's own."""

from __future__ import annotations

import os
import subprocess
import tempfile
from enum import IntEnum
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("faultyfs.c")


class Fault(IntEnum):
    """As in faultyfs.c."""

    NONE = 0
    KILL = 1
    TORN = 2
    FULL = 3
    SYNC = 4


@cache
def shim() -> Path:
    """Compile the shim once in a run of the tests."""
    made = Path(tempfile.mkdtemp(prefix="faultyfs-")) / "faultyfs.so"
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", made, SOURCE, "-ldl"],
        check=True,
    )
    return made


def preloaded(**faults: object) -> dict[str, str]:
    """Return the environment of a process whose disk may fail."""
    told = {f"FAULT_{name.upper()}": str(value) for name, value in faults.items()}
    return {**os.environ, "LD_PRELOAD": str(shim()), **told}


@cache
def may_mount() -> bool:
    """Say whether a process of ours may have a disk of its own."""
    command = 'mount -t tmpfs -o size=1m tmpfs "$1"'
    with tempfile.TemporaryDirectory() as folder:
        try:
            ran = subprocess.run(
                ["unshare", "-rm", "sh", "-c", command, "sh", folder],
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            return False
    return ran.returncode == 0


def on_small_disk(folder: Path, kilobytes: int, command: list[str]) -> list[str]:
    """Return the command that runs `command` with a disk of its own at `folder`."""
    script = f'mount -t tmpfs -o size={kilobytes}k tmpfs "$1" && shift && exec "$@"'
    return ["unshare", "-rm", "sh", "-c", script, "sh", str(folder), *command]
