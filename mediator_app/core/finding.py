"""The words somebody looks for: how the index is asked for them, and where a text holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from mediator_app.core.names import SOUND, fold, index_text, sound

MOST_WORDS = 8  # of one search; more say nothing new
BEFORE, AFTER = 36, 84  # characters shown around the word that was found
_TOKEN = re.compile(r"\S+")
_ELIDED = re.compile("[`'’‘ʼ´]")
_BROKEN = re.compile(r"\s+")


class Near(IntEnum):
    """How well a text holds a word; 0 is not at all."""

    SOUND = 1  # as it is heard: Jàlo for Diallo
    BEGINNING = 2
    WHOLE = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is looked for; `heard` is "" where it is too short to mean a name."""

    folded: str
    heard: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text on one line, with the places of the words that were found in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()  # from, to


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a search, folded, each once."""
    folded = dict.fromkeys(fold(text).split())
    return tuple(Word(word, sound(word)) for word in folded)[:MOST_WORDS]


def asked(words: Sequence[Word]) -> str:
    """Return what the index is asked for: every word, found by its beginning."""
    # Quotes keep a word from being an operator.
    return " ".join(f'"{word.folded}"*' for word in words)


def asked_by_sound(words: Sequence[Word]) -> str:
    """Return what the index is asked for where names may be spelt otherwise; "" if none may."""
    if not any(word.heard for word in words):
        return ""
    return " AND ".join(
        f'("{word.folded}"* OR "{SOUND}{word.heard}"*)' if word.heard else f'"{word.folded}"*'
        for word in words
    )


def held(text: str, words: Sequence[Word]) -> tuple[int, ...]:
    """Return for each word how well `text` holds it, as Near or 0."""
    folded = f" {index_text(text)} "
    return tuple(_near(folded, word) for word in words)


def _near(folded: str, word: Word) -> int:
    if f" {word.folded}" in folded:
        return Near.WHOLE if f" {word.folded} " in folded else Near.BEGINNING
    return Near.SOUND if word.heard and f" {SOUND}{word.heard}" in folded else 0


def snippet(text: str, words: Sequence[Word]) -> Snippet:
    """Return the piece of `text` around the first of the words, all of them marked in it."""
    first = next(_places(text, words), None)
    if first is None:
        start, end = 0, min(len(text), BEFORE + AFTER)
    else:
        start, end = max(0, first[0] - BEFORE), min(len(text), first[1] + AFTER)
    # Not in the middle of a word, where there is a space to be found.
    if start:
        start = min(text.find(" ", start) + 1 or start, first[0] if first else start)
    if end < len(text):
        cut = text.rfind(" ", start, end)
        end = cut if cut > (first[1] if first else start) else end
    shown = _BROKEN.sub(" ", text[start:end]).strip()
    shown = f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"
    return Snippet(shown, tuple(_places(shown, words)))


@lru_cache(maxsize=8_192)
def _folded(token: str) -> str:
    return f" {index_text(token)} "


def _places(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Give where the words stand in a text, in its order."""
    for token in _TOKEN.finditer(text):
        folded = _folded(token.group())
        if any(_near(folded, word) for word in words):
            start, end = token.span()
            raw = token.group()
            # An elision and the signs around a word are not what was looked for.
            bare = _ELIDED.split(raw)[-1]
            if bare != raw and any(_near(_folded(bare), word) for word in words):
                start += len(raw) - len(bare)
            while start < end and not text[start].isalnum():
                start += 1
            while end > start and not text[end - 1].isalnum():
                end -= 1
            yield start, end
