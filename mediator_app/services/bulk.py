"""Several cases at once: their papers as one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.services import printing
from mediator_app.services.work import Workspace

MOST = 100  # cases in one document

Progress = Callable[[int, int], None]


class TooManyToPrint(AppError):
    """So many case files are a book that nobody would print."""

    message = N_("Choose at most {count} cases to print at once.")


def case_files(
    work: Workspace,
    units: Sequence[bytes],
    *,
    language: str,
    hide_names: bool = False,
    progress: Progress | None = None,
) -> bytes:
    """Return the case files of these cases as one PDF; each begins on a page of its own."""
    if len(units) > MOST:
        raise TooManyToPrint(count=MOST)
    import pypdfium2 as pdfium  # noqa: PLC0415 - a large library, and only who prints needs it

    whole: Any = pdfium.PdfDocument.new()
    try:
        for done, unit_id in enumerate(units, 1):
            paper = printing.case_file(work, unit_id, language=language, hide_names=hide_names)
            part: Any = pdfium.PdfDocument(paper)
            try:
                whole.import_pages(part)
            finally:
                part.close()
            if progress:
                progress(done, len(units))
        out = BytesIO()
        whole.save(out)
        return out.getvalue()
    finally:
        whole.close()
