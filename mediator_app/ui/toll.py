"""How many people an event hit, in words."""

from __future__ import annotations

from mediator_app.i18n import formats, n_


def toll(dead: int | None, injured: int | None, displaced: int | None) -> str:
    """Return the counts that are known and not nothing: "3 dead, 2 injured"."""
    parts: list[str] = []
    if dead:
        text = n_("{count} dead", "{count} dead", dead)
        parts.append(text.format(count=formats.number(dead)))
    if injured:
        text = n_("{count} injured", "{count} injured", injured)
        parts.append(text.format(count=formats.number(injured)))
    if displaced:
        text = n_("{count} displaced", "{count} displaced", displaced)
        parts.append(text.format(count=formats.number(displaced)))
    return ", ".join(parts)
