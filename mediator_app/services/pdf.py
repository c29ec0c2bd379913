"""PDF files looked at: whether they open, how many pages, a page as a picture.

PDFium may be used by one thread at a time: whoever calls it holds the lock.
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium

from mediator_app.core import documents as rules

LOCK = threading.Lock()
MOST_DOTS = 12_000_000  # of one drawn page, whatever its shape
HIGHEST = 12_000
FPDF_ERR_PASSWORD = 4


@dataclass(frozen=True, slots=True)
class Page:
    """One page as dots: four bytes each (red, green, blue, nothing)."""

    dots: bytes
    width: int
    height: int
    stride: int


@contextmanager
def _opened(content: bytes) -> Generator[Any]:
    """Hold a document open; pypdfium2 says little of its types."""
    with LOCK:
        document = pdfium.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()


def check(name: str, content: bytes) -> None:
    """Refuse what is no PDF, or one that nobody here could open."""
    try:
        with _opened(content) as document:
            pages = len(document)
            if pages:
                document[0].get_width()
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == FPDF_ERR_PASSWORD
        raise (rules.PdfLocked if locked else rules.PdfUnreadable)(name=name) from error
    if not pages:
        raise rules.PdfUnreadable(name=name)


def count(content: bytes) -> int:
    """Return how many pages there are; 0 where it cannot be opened."""
    try:
        with _opened(content) as document:
            return len(document)
    except pdfium.PdfiumError:
        return 0


def page(content: bytes, number: int, width: int) -> Page:
    """Draw one page `width` dots wide, or narrower where it would be too large."""
    with _opened(content) as document:
        sheet = document[number]
        wide, high = max(1.0, sheet.get_width()), max(1.0, sheet.get_height())
        scale = min(width / wide, HIGHEST / high, (MOST_DOTS / (wide * high)) ** 0.5)
        bitmap = sheet.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        return Page(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
