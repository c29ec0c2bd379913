"""Settings of this laptop: looks only, nothing personal, readable before any passphrase."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, cast

from mediator_app.host import folders
from mediator_app.host.files import private_folder, write_atomic

FILE = "settings.json"
LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """What this laptop remembers of its looks; an empty value means "as the system has it"."""

    language: str = ""
    theme: str = ""
    text_size: int = 100  # per cent
    window: str = ""  # the window's own account of its place, as base64


def load(folder: Path | None = None) -> Settings:
    """Return the stored settings; what is missing or unreadable keeps its default."""
    try:
        raw = ((folder or folders.config()) / FILE).read_bytes()
        stored: object = json.loads(raw) if len(raw) <= LIMIT else {}
    except (OSError, ValueError, RecursionError):
        return Settings()
    return _from_json(cast("dict[str, Any]", stored)) if isinstance(stored, dict) else Settings()


def save(settings: Settings, folder: Path | None = None) -> None:
    place = private_folder(folder or folders.config())
    text = json.dumps(asdict(settings), indent=2, sort_keys=True)
    write_atomic(place / FILE, text.encode())


def _from_json(stored: dict[str, Any]) -> Settings:
    defaults = Settings()
    known = {
        field.name: stored[field.name]
        for field in fields(Settings)
        if type(stored.get(field.name)) is type(getattr(defaults, field.name))
    }
    return Settings(**known)
