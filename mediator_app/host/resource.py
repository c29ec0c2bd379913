"""Where the shipped data lies: in a checkout, in an installed wheel, in a frozen program."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder below resources/."""
    return _root().joinpath("resources", *parts)


def translations() -> Path:
    """Return the folder that holds one folder of catalogs for each language."""
    return _root() / "translations"


def candidates() -> list[Path]:
    """Return where the data may lie, the most specific kind of installation first."""
    frozen = getattr(sys, "_MEIPASS", None)
    inside = [Path(frozen), Path(frozen, "mediator_app", "_data")] if frozen else []
    return [*inside, PACKAGE / "_data", PACKAGE.parent]


@cache
def _root() -> Path:
    for place in candidates():
        if (place / "resources").is_dir():
            return place
    return PACKAGE.parent
