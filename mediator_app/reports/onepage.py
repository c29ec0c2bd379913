"""Papers that must stay one page: how much room a text takes, and what is cut of it."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from mediator_app.reports import paper
from mediator_app.reports.paper import TEXT_HEIGHT, TEXT_WIDTH

LINE = "_" * 34
BOX = "[\u00a0\u00a0\u00a0\u00a0]"
SLACK = 16.0  # points


def room_beside(others: Iterable[Flowable]) -> float:
    """Return how high one more part may be."""
    return TEXT_HEIGHT - SLACK - height(others)


def height(several: Iterable[Flowable]) -> float:
    """Return how high parts are, one below the other."""
    return sum(_taken(made) for made in several)


def fitted(text: str | None, style: ParagraphStyle, room: float) -> Flowable:
    """Return a text as one paragraph no higher than `room`.

    What people write in sentences fits whole; what is cut ends in an ellipsis.
    """
    flat = " ".join((text or "").split())
    made = paper.para(flat, style)
    if _height(made) <= room:
        return made
    least, most = 0, len(flat)
    while most - least > 1:
        middle = (least + most) // 2
        if _height(paper.para(f"{flat[:middle]}…", style)) <= room:
            least = middle
        else:
            most = middle
    return paper.para(f"{flat[:least]}…", style)


def _taken(made: Flowable) -> float:
    return _height(made) + float(made.getSpaceBefore()) + float(made.getSpaceAfter())


def _height(made: Flowable) -> float:
    height: float = made.wrap(TEXT_WIDTH, TEXT_HEIGHT)[1]
    return height
