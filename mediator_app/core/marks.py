"""Marks a text for translators; whoever shows it later translates it."""

from __future__ import annotations


def N_(message: str) -> str:
    """Return `message` unchanged; the name is what extraction looks for."""
    return message
