"""Start-up and memory of the installed, compiled program against the smallest windows."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from mediator_app.services.opening import DATABASE
from mediator_app.vault import keyslots
from tests.benchmarks import profiles
from tests.benchmarks.measuring import Row, Timing, milliseconds
from tests.conventions.sources import ROOT

pytestmark = pytest.mark.bench

CASES = int(os.environ.get("BENCH_START", "20000"))
TURNS = int(os.environ.get("BENCH_TURNS", "9"))
PROGRAMS = Path(__file__).with_name("programs")


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """Return a folder with the program as its wheel installs it."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    target = out / "installed"
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(wheel), str(target)], check=True)
    return target


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("start") / "p"
    work = profiles.many(folder, CASES)
    work.close()
    dek = keyslots.unlock(folder, profiles.SECRET, floor=profiles.CHEAP)
    return folder, dek


def run(program: str, *words: str, path: Path, home: Path) -> tuple[float, int]:
    """Return seconds from process start to the first painting, and the memory then in KiB."""
    around = {
        **os.environ,
        "PYTHONPATH": str(path),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_STATE_HOME": str(home),
        # Everything compiled, the libraries too, as pip leaves them; the first turn does it.
        "PYTHONPYCACHEPREFIX": str(path.parent / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    command = [sys.executable, str(PROGRAMS / program), *words]
    start = time.perf_counter()  # the same counter in every process of one machine
    done = subprocess.run(
        command, env=around, cwd=home, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    seen, memory, rows = done.stdout.split()[-3:]
    assert int(rows) in {0, 50}
    return float(seen) - start, int(memory)


def test_passphrase_window(installed, profile, tmp_path, results):
    folder, dek = profile
    words = ("window", str(folder), dek.profile_id.hex(), dek.raw.hex())
    ours, theirs = [], []
    for _ in range(TURNS + 1):
        theirs.append(run("bare_window.py", path=installed, home=tmp_path)[0])
        ours.append(run("product.py", *words, path=installed, home=tmp_path)[0])
    mine, bare = Timing.of(ours[1:]), Timing.of(theirs[1:])
    row = results.add(
        Row(
            "passphrase window visible",
            milliseconds(mine.best),
            milliseconds(bare.best),
            f"{mine.best / bare.best:.2f}×",
            "≤ 2.5×",
            mine.best <= 2.5 * bare.best,
            f"process start to first painting, best of {TURNS} by turns, warm, compiled; medians "
            f"{milliseconds(mine.middle)} and {milliseconds(bare.middle)}",
        )
    )
    assert row.met


def test_start_to_list_and_memory(installed, profile, tmp_path, results):
    folder, dek = profile
    words = ("list", str(folder), dek.profile_id.hex(), dek.raw.hex())
    key = dek.raw.hex() + dek.salt.hex()
    ours, theirs = [], []
    for _ in range(TURNS + 1):
        theirs.append(
            run("bare_list.py", str(folder / DATABASE), key, path=installed, home=tmp_path)
        )
        ours.append(run("product.py", *words, path=installed, home=tmp_path))
    mine, bare = (Timing.of([seconds for seconds, _ in runs[1:]]) for runs in (ours, theirs))
    time_row = results.add(
        Row(
            f"start to list: process start to usable list, {CASES:,} cases",
            milliseconds(mine.best),
            milliseconds(bare.best),
            f"{mine.best / bare.best:.2f}×",
            "≤ 1.4×",
            mine.best <= 1.4 * bare.best,
            f"passphrase window, unlock with the raw key, main window, list painted; best of "
            f"{TURNS} by turns; medians {milliseconds(mine.middle)} and {milliseconds(bare.middle)}",
        )
    )
    our_memory = median(memory for _, memory in ours[1:]) / 1024
    their_memory = median(memory for _, memory in theirs[1:]) / 1024
    memory_row = results.add(
        Row(
            "memory resident with that list open",
            f"{our_memory:.0f} MiB",
            f"{their_memory:.0f} MiB",
            f"{our_memory / their_memory:.2f}×",
            "≤ 1.5× and ≤ 150 MiB",
            our_memory <= 1.5 * their_memory and our_memory <= 150,
            "current, after painting, all that a case needs loaded behind it; median",
        )
    )
    assert time_row.met
    assert memory_row.met
