"""The shipped list of places, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mediator_app.core.places import Places
from mediator_app.host.resource import resource


def read_places(path: Path) -> Places:
    """Return the places of a list file."""
    return Places.from_rows(path.read_text(encoding="utf-8").splitlines())


@cache
def places() -> Places:
    """Return the places of Mali; the first call takes some hundredths of a second."""
    return read_places(resource("places", "mali.tsv"))
