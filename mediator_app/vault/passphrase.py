"""Passphrases: five drawn words, or the person's own if it is strong enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from mediator_app.core.marks import N_
from mediator_app.host.resource import resource

WORDS = 5
MIN_LENGTH = 14
MIN_SCORE = 3
MAX_LENGTH = 1024
JUDGED_LENGTH = 72  # the estimate takes long over long texts; more can only be stronger

TOO_SHORT = N_("A passphrase needs at least 14 characters.")
TOO_LONG = N_("This passphrase is too long.")
TOO_EASY = N_(
    "This passphrase is too easy to guess. Take several words that do not belong together."
)


@cache
def words() -> tuple[str, ...]:
    """Return the list that words are drawn from."""
    text = resource("wordlist", "fr.txt").read_text("utf-8")
    return tuple(text.split())


def generate(random_bytes: Callable[[int], bytes], *, count: int = WORDS) -> str:
    """Return `count` drawn words; each adds log2(len(words())) bits."""
    listed = words()
    return " ".join(listed[_below(len(listed), random_bytes)] for _ in range(count))


def problems(passphrase: str, *, personal: Sequence[str] = ()) -> list[str]:
    """Return marked sentences on what is wrong with a chosen passphrase, or nothing.

    `personal` are words a guesser would try first: the person's name, the organisation.
    """
    text = " ".join(passphrase.split())
    if len(text) > MAX_LENGTH:
        return [TOO_LONG]
    found = [TOO_SHORT] if len(text) < MIN_LENGTH else []
    if text and score(text, personal=personal) < MIN_SCORE:
        found.append(TOO_EASY)
    return found


def score(passphrase: str, *, personal: Sequence[str] = ()) -> int:
    """Return zxcvbn's estimate, 0 (guessed at once) to 4."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its word lists take long to load

    judged = passphrase[:JUDGED_LENGTH]
    return int(zxcvbn(judged, user_inputs=list(personal))["score"])


def _below(bound: int, random_bytes: Callable[[int], bytes]) -> int:
    """Return an unbiased number below `bound`: draws beyond the last whole multiple are redone."""
    limit = 2**32 // bound * bound
    while True:
        drawn = int.from_bytes(random_bytes(4), "big")
        if drawn < limit:
            return drawn % bound
