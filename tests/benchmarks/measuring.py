"""How things are measured: product and floor by turns, the best of each, one table."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).with_name("RESULTS.md")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `met` is None where nothing could be measured."""

    what: str
    product: str
    floor: str
    ratio: str
    goal: str
    met: bool | None
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        verdict = {True: "yes", False: "**no**", None: "–"}[self.met]
        return (self.what, self.product, self.floor, self.ratio, self.goal, verdict, self.note)


HEAD = ("what", "product", "floor", "ratio", "goal", "met", "how")


def by_turns(
    product: Callable[[], float], floor: Callable[[], float], *, times: int
) -> tuple[list[float], list[float]]:
    """Return the seconds of each; whatever else the machine does hits both alike."""
    ours, theirs = [], []
    for _ in range(times):
        theirs.append(floor())
        ours.append(product())
    return ours, theirs


def milliseconds(value: float) -> str:
    return f"{value * 1000:.2f} ms" if value < 0.1 else f"{value * 1000:.0f} ms"


def share(values: list[float], percent: int) -> float:
    """Return the value that `percent` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


@dataclass(frozen=True, slots=True)
class Timing:
    """Best and median of several runs."""

    best: float
    middle: float

    @classmethod
    def of(cls, values: list[float]) -> Timing:
        return cls(min(values), median(values))

    def __str__(self) -> str:
        return milliseconds(self.best)


def machine() -> str:
    """Return what the figures depend on, and nothing that names the machine."""
    model = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        model = found[1] if found else model
    release = Path("/etc/os-release")
    name = platform.system()
    if release.exists() and (
        found := re.search(r'^PRETTY_NAME="?([^"\n]+)', release.read_text(), re.MULTILINE)
    ):
        name = found[1]
    version = platform.python_version()
    return f"{model}, {os.cpu_count()} cores, {name}, Python {version}"


def table(rows: list[Row]) -> str:
    lines = [HEAD, tuple("---" for _ in HEAD), *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def page(rows: list[Row], *, load: tuple[float, float], day: str) -> str:
    """Return RESULTS.md."""
    return f"""# Speed and memory against their floors

Written by `make bench` on {day}. Machine: {machine()}.
Load average at the start {load[0]:.1f}, at the end {load[1]:.1f}: above the number of cores, \
the absolute figures are far worse than the machine's own, and the ratios somewhat.

{table(rows)}

All databases: SQLCipher with the pragmas of the product, `synchronous=FULL`, WAL and
`cipher_memory_security` on, in the floors as well.
"""
