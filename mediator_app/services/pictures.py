"""Pictures made fit to be kept: upright, small, and without a word of where they were taken."""

from __future__ import annotations

import base64
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from mediator_app.core import documents as rules
from mediator_app.services.pdf import Page

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
THUMBNAIL_SIDES = (240, 200, 160, 120, 80)
THUMBNAIL_QUALITIES = (70, 50, 35)
WHITE = (255, 255, 255)  # behind what is transparent
MILLION = 1_000_000
# Beyond twice this many dots Pillow itself refuses to open a picture.
Image.MAX_IMAGE_PIXELS = rules.MOST_JPEG_DOTS

Check = Callable[[], object]  # raises when nobody waits any more


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG that holds dots and nothing else; the thumbnail is a JPEG in base64."""

    content: bytes
    thumbnail: str
    taken_on: str | None  # as the camera noted it


def made_small(name: str, content: bytes, *, check: Check = bool) -> Picture:
    """Return the picture that a file holds as it will be kept, or say why not.

    Never unpacks what would not fit: the number of dots is read before the dots are.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about damaged marks beside the dots
            return _made_small(name, content, check)
    except Image.DecompressionBombError as error:
        raise _too_many(name, 2 * rules.MOST_JPEG_DOTS, rules.MOST_JPEG_DOTS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise rules.PictureUnreadable(name=name) from error


def _made_small(name: str, content: bytes, check: Check) -> Picture:
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        _check_size(name, opened)
        if opened.format == "TIFF" and getattr(opened, "n_frames", 1) > 1:
            raise rules.SeveralPages(name=name)
        taken_on = _day_of(opened)
        check()
        image = _in_plain_colours(_unpacked(opened))
        check()
        image.thumbnail((rules.LONGEST_SIDE, rules.LONGEST_SIDE), reducing_gap=2.0)
        turned = ImageOps.exif_transpose(image)
        bare = _on_white(turned)
    check()
    return Picture(_jpeg(bare, rules.JPEG_QUALITY), thumbnail_of(bare), taken_on)


def _check_size(name: str, image: Image.Image) -> None:
    dots = image.width * image.height
    # A plain JPEG is made smaller row by row; a progressive one waits whole in memory.
    is_plain = image.format == "JPEG" and not image.info.get("progressive")
    limit = rules.MOST_JPEG_DOTS if is_plain else rules.MOST_DOTS
    if dots > limit:
        raise _too_many(name, dots, limit)


def _too_many(name: str, dots: int, limit: int) -> rules.TooManyDots:
    return rules.TooManyDots(name=name, dots=-(-dots // MILLION), limit=limit // MILLION)


def _unpacked(image: Image.Image) -> Image.Image:
    """Return the dots; a JPEG comes out no larger than it has to be."""
    image.draft("RGB", (rules.LONGEST_SIDE, rules.LONGEST_SIDE))
    image.load()
    return image


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """Return dots that can be mixed with their neighbours when the picture shrinks."""
    if image.mode in {"RGB", "RGBA", "L", "LA"}:
        return image
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode == "PA":
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith(("I", "F")):  # more shades than a screen has
        low, high = _extremes(image)
        scale = 255 / max(high - low, 1e-9)
        deep = image.convert("F")
        return deep.point(lambda shade: shade * scale + -low * scale).convert("L")
    return image.convert("RGB")


def _extremes(image: Image.Image) -> tuple[float, float]:
    low, high = image.convert("F").getextrema()
    if isinstance(low, tuple) or isinstance(high, tuple):  # of several bands: not in these modes
        return 0.0, 255.0
    return float(low), float(high)


def _on_white(image: Image.Image) -> Image.Image:
    """Return a copy that carries no marks: neither place nor camera nor earlier picture."""
    bare = Image.new("RGB", image.size, WHITE)
    if image.mode in {"RGBA", "LA"}:
        bare.paste(image.convert("RGBA"), mask=image.getchannel("A"))
    else:
        bare.paste(image.convert("RGB"))
    return bare


def _jpeg(image: Image.Image, quality: int) -> bytes:
    made = BytesIO()
    image.save(made, "JPEG", quality=quality, optimize=True)
    return made.getvalue()


def thumbnail_of(image: Image.Image) -> str:
    """Return a small JPEG of at most THUMBNAIL_BYTES, as text."""
    found = b""
    for side in THUMBNAIL_SIDES:
        small = image.copy()
        small.thumbnail((side, side), reducing_gap=2.0)
        for quality in THUMBNAIL_QUALITIES:
            found = _jpeg(small, quality)
            if len(found) <= rules.THUMBNAIL_BYTES:
                return base64.b64encode(found).decode()
    return ""  # no picture of 80 dots is that large; then there is none


def thumbnail_of_page(page: Page) -> str:
    """Return a small picture of the page of a PDF."""
    size = (page.width, page.height)
    image = Image.frombuffer("RGB", size, page.dots, "raw", "RGBX", page.stride, 1)
    return thumbnail_of(image)


def _day_of(image: Image.Image) -> str | None:
    """Return the day the camera noted; where it was is never looked at."""
    try:
        marks = image.getexif()
        inner = marks.get_ifd(ExifTags.IFD.Exif)
        said = inner.get(ExifTags.Base.DateTimeOriginal) or marks.get(ExifTags.Base.DateTime)
        return datetime.strptime(str(said)[:10], "%Y:%m:%d").date().isoformat()  # noqa: DTZ007 - a day has no zone
    except (ValueError, TypeError, KeyError, OSError, SyntaxError):
        return None
