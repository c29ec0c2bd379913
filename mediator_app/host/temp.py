"""Files for a moment (a PDF to preview), inside the profile, wiped at start and at lock."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from mediator_app.host.files import private_folder

FOLDER = "tmp"


class TempFolder:
    """The one place for files in clear; nothing of a case is written to the system's own."""

    def __init__(self, profile: Path) -> None:
        self.path = profile / FOLDER

    def start(self) -> Path:
        """Wipe what an earlier run left behind and return the empty folder."""
        self.wipe()
        return private_folder(self.path)

    def wipe(self) -> bool:
        """Remove all files; False when another program still holds one open."""
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(self.path, ignore_errors=True)
        return not self.path.exists()
