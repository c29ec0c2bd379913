"""The typeface of everything printed: Andika, drawn for readers of African languages."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any, cast

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from mediator_app.host.resource import resource

REGULAR = "Andika"
BOLD = "Andika-Bold"
ITALIC = "Andika-Italic"
BOLD_ITALIC = "Andika-BoldItalic"
_FILES = {
    REGULAR: "Andika-Regular.ttf",
    BOLD: "Andika-Bold.ttf",
    ITALIC: "Andika-Italic.ttf",
    BOLD_ITALIC: "Andika-BoldItalic.ttf",
}
_lock = threading.Lock()
_metrics: Any = pdfmetrics  # its stubs leave the types of fonts open


def register() -> frozenset[int]:
    """Make Andika known to ReportLab, once; return the characters that it can draw."""
    with _lock:  # a preview and a print may start at the same moment
        return _register()


@cache
def _register() -> frozenset[int]:
    # No text may make ReportLab fetch anything, whatever a later version reads into markup.
    rl_config.trustedSchemes = []
    rl_config.trustedHosts = ["nowhere.invalid"]
    drawn: frozenset[int] | None = None
    for name, file in _FILES.items():
        font = TTFont(name, str(resource("fonts", file)))
        _metrics.registerFont(font)
        here = frozenset(cast("dict[int, int]", font.face.charToGlyph))
        drawn = here if drawn is None else drawn & here
    _metrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC
    )
    return drawn or frozenset()


def width(text: str, font: str, size: float) -> float:
    """Return how wide `text` stands, in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))
