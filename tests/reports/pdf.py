"""What a reader of PDF finds in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

FORBIDDEN = {"/URI", "/GoToR", "/Launch", "/JavaScript", "/JS", "/EmbeddedFile", "/SubmitForm"}


def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in reader(content).pages]


def text(content: bytes) -> str:
    """All words with single spaces, whatever lines they stand on."""
    return re.sub(r"\s+", " ", " ".join(pages(content)))


def squeezed(content: bytes) -> str:
    """All letters without spaces, for texts that lines may have cut."""
    return re.sub(r"\s+", "", " ".join(pages(content)))


def objects(content: bytes) -> Iterator[DictionaryObject]:
    """Every dictionary of the document, reached from its trailer."""
    seen: set[int] = set()
    waiting: list[Any] = [reader(content).trailer]
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in seen:
                continue
            seen.add(item.idnum)
            item = item.get_object()
        if isinstance(item, DictionaryObject):
            yield item
            waiting += [item.raw_get(key) for key in item]
        elif isinstance(item, ArrayObject):
            waiting += list(item)


def dangers(content: bytes) -> set[str]:
    """What no paper of ours may hold: pictures, links, actions, files."""
    found: set[str] = set()
    for item in objects(content):
        found |= FORBIDDEN & set(item)
        if item.get("/Subtype") in {"/Image", "/Link"} or item.get("/S") in FORBIDDEN:
            found.add(str(item.get("/Subtype") or item.get("/S")))
    return found


def font_names(content: bytes) -> set[tuple[str, bool]]:
    """Each font with whether it is embedded."""
    found: set[tuple[str, bool]] = set()
    for item in objects(content):
        if item.get("/Type") == "/Font" and item.get("/Subtype") != "/Type0":
            described = item.get("/FontDescriptor")
            embedded = bool(described) and "/FontFile2" in described.get_object()  # type: ignore[union-attr]
            found.add((str(item["/BaseFont"]).split("+")[-1].strip("/"), embedded))
    return found
