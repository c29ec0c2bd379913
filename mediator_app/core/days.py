"""Stored days as dates."""

from __future__ import annotations

from datetime import date


def stored_day(text: str | None) -> date | None:
    """Return a stored day as a date, None where it is none: another laptop may have erred."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
