"""What can be drawn of a text: no controls, no direction marks, no missing letters unseen."""

from __future__ import annotations

import re
import unicodedata

from mediator_app.reports import fonts

MISSING = "\ufffd"  # stands where Andika has no glyph: the reader sees that something was there
_BASE = "\u25cc"  # dotted circle, carries a mark that stands alone
_FIXED = "\u00a0"
# The narrow no-break space too: ReportLab would break a line at it, in the middle of a sum.
_FIXED_SPACES = "\u00a0\u2007\u202f"
_JOINERS = range(0xFE00, 0xFE10)  # variation selectors: they only choose a picture
_SKINS = range(0x1F3FB, 0x1F400)
_LONE_MARK = re.compile("(^|\\s)([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0])")


class _Drawable(dict[int, str]):
    """What each character becomes on paper, found when first met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _drawn(code)
        return found


def _drawn(code: int) -> str:
    letter = chr(code)
    kind = unicodedata.category(letter)
    if letter == "\n" or kind in {"Zl", "Zp"}:
        return "\n"
    if letter in _FIXED_SPACES:
        return _FIXED
    if letter == "\t" or kind == "Zs":
        return " "
    # Controls, direction marks and overrides, soft hyphens: nothing of them may reach the page.
    if kind in {"Cc", "Cf"} or code in _JOINERS or code in _SKINS:
        return ""
    return letter if code in fonts.register() else MISSING


_drawable = _Drawable()


def clean(text: str) -> str:
    """Return `text` as it can be drawn: no controls, no direction marks, no missing glyphs."""
    if text.isascii() and text.isprintable():
        return text
    drawn = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    drawn = drawn.translate(_drawable)
    if not drawn.isascii():
        drawn = _LONE_MARK.sub(rf"\1{_BASE}\2", drawn)
    return drawn if "\n" not in drawn else _without_gaps(drawn)


def _without_gaps(text: str) -> str:
    """Keep one empty line between paragraphs, however many were typed."""
    kept: list[str] = []
    for line in text.strip().split("\n"):
        if line.strip() or (kept and kept[-1]):
            kept.append(line.strip())
    return "\n".join(kept)
