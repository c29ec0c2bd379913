"""The shipped typeface, so that ɛ ɔ ɲ ŋ look the same on every machine."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from mediator_app.host.resource import resource

FACES = ("NotoSans_400Regular.ttf", "NotoSans_600SemiBold.ttf", "Andika-Regular.ttf")
SIGNS = "Andika"  # has the arrows and ticks that Noto Sans lacks


def load_fonts() -> None:
    """Make the shipped faces known to Qt; a missing file leaves the system's own fonts."""
    for face in FACES:
        path = resource("fonts", face)
        if path.is_file():
            QFontDatabase.addApplicationFont(str(path))
    QFont.insertSubstitution("Noto Sans", SIGNS)
