"""Files as people have them: photos with their marks, papers, and what pretends to be one."""

from __future__ import annotations

import io
import struct
import zlib

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

GPS = 0x8825
DAY = "2026:02:14 08:30:00"


def photo(
    width: int = 900, height: int = 600, *, turned: int = 1, form: str = "JPEG", seed: int = 7
) -> bytes:
    """A photo with the day, the camera and the place where it was taken."""
    image = Image.effect_noise((width // 4, height // 4), 30).resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 3, height // 3), fill=(200, 30, 30))  # the upper left corner
    draw.text((width // 2, height // 2), str(seed), fill=(0, 0, 0))
    marks = Image.Exif()
    marks[0x0112] = turned
    marks[0x0110] = "Itel A16 of Sitan"
    inner = marks.get_ifd(0x8769)
    inner[0x9003] = DAY
    place = marks.get_ifd(GPS)
    place[1], place[2] = "N", (14.0, 30.0, 12.0)
    made = io.BytesIO()
    options = {"comment": b"Bandiagara"} if form == "JPEG" else {}
    image.save(made, form, exif=marks, **options)
    return made.getvalue()


def large_jpeg(width: int, height: int) -> bytes:
    """A JPEG of many dots that is quickly made."""
    made = io.BytesIO()
    Image.new("RGB", (width, height), (90, 120, 60)).save(made, "JPEG", quality=60)
    return made.getvalue()


def bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A PNG of some kilobytes that says it has two and a half thousand million dots."""

    def part(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    dots = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", dots * 4) + part(b"IEND", b"")


def paper(pages: int = 2) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    made = io.BytesIO()
    document.save(made)
    document.close()
    return made.getvalue()
