"""How sides and their words are called in the follow-up."""

from __future__ import annotations

from mediator_app.core import standing
from mediator_app.i18n import _, formats


def speaker(side: str) -> str:
    """Return what a side, or the committee, is called."""
    if side == standing.COMMITTEE:
        return _("Committee")
    return _("Side {side}").format(side=side) if side else _("Somebody")


def day(text: str | None) -> str:
    """Return a day in full; what another laptop wrote that is no day stands as it is."""
    try:
        return formats.day(text) if text else ""
    except ValueError:
        return text or ""


TONES = {
    "kept": "agree",
    "holding": "agree",
    "held": "agree",
    "done": "agree",
    "broken": "alarm",
    "disputed": "alarm",
    "late": "earth",
    "partly_kept": "earth",
    "unknown": "earth",
    "impossible": "earth",
    "fragile": "earth",
}
