"""Names and words as people type them: folded for search, evened out, and put in order.

Accents, tone marks and the letters ɛ ɔ ɲ ŋ cannot be typed on most keyboards, and French and
Bambara spell the same name differently. `fold` is applied to every searchable text at import, so
it must be fast: words are remembered, new ones take plain replacements and no loop over characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that look or sound like ours, really seen in published Bambara texts.
_LOOK_ALIKES = {
    "ε": "ɛ", "ɜ": "ɛ", "э": "ɛ", "ͻ": "ɔ", "ɵ": "ɔ", "ͽ": "ɔ",
    "ƞ": "ŋ", "ɳ": "ŋ", "ŉ": "n", "л": "ɲ", "ʃ": "sh", "ɓ": "b", "ɗ": "d", "ƴ": "y",
    "œ": "oe", "æ": "ae", "ß": "ss", "ı": "i",
}  # fmt: skip
_BAMBARA = {"ɛ": "e", "ɔ": "o", "ɲ": "ny", "ŋ": "ng"}
_APOSTROPHES = "'`’‘ʼ´"  # elision: N'Gara is one word
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"

_ASCII = {
    **dict.fromkeys(range(128), " "),
    **{ord(c): c for c in _LETTERS + _DIGITS},
    **{ord(c.upper()): c for c in _LETTERS},
    **{ord(c): "" for c in _APOSTROPHES if c.isascii()},
}
_DOUBLES = tuple((letter * 2, letter) for letter in _LETTERS)
_VOWELS = "aeiou"
_NASALS = (
    ("ny", "n"),
    *(("gn" + vowel, "n" + vowel) for vowel in _VOWELS),
    *(("ng" + vowel, "n" + vowel) for vowel in _VOWELS),
    ("ng ", "n "),
)


def _base(text: str) -> str:
    """Return `text` in small letters without marks, with look-alikes set right."""
    small = "".join(_LOOK_ALIKES.get(c, c) for c in text.lower())
    decomposed = unicodedata.normalize("NFD", small)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def _ascii(char: str) -> str:
    """Return what one character beyond ASCII is searched as."""
    if char in _APOSTROPHES:
        return ""
    plain = "".join(_BAMBARA.get(c, c) for c in _base(char))
    return plain if plain.isascii() else " "


def _single(text: str) -> str:
    for double, letter in _DOUBLES:
        while double in text:
            text = text.replace(double, letter)
    return text


def _denasalised(text: str) -> str:
    if "ny" in text or "gn" in text or "ng" in text:
        for spelled, heard in _NASALS:
            text = text.replace(spelled, heard)
        if text.endswith("ng"):
            text = text[:-1]
    return text


def _fold_whole(text: str) -> str:
    if not text.isascii():
        # As many replacements as there are different letters: a few, however long the text.
        for char in set(text):
            if char > "\x7f":
                text = text.replace(char, _ascii(char))
    folded = _single(" ".join(text.translate(_ASCII).split()))
    while (heard := _denasalised(folded)) != folded:
        folded = _single(heard)  # "ggna" needs two rounds
    return folded


_LONGEST, _MOST = 32, 20_000


class _Words(dict[str, str]):
    """Words folded before: texts repeat theirs, and looking one up is far cheaper.

    Bounded twice: by the number of words and by their length.
    """

    def __missing__(self, word: str) -> str:
        folded = _fold_whole(word)
        if len(word) <= _LONGEST and len(self) < _MOST:
            self[word] = folded
        return folded


_WORDS = _Words()


def fold(text: str) -> str:
    """Return `text` as it is searched: letters a to z and digits, words parted by one space."""
    return " ".join(filter(None, map(_WORDS.__getitem__, text.split())))


def index_text(text: str) -> str:
    """Return `text` as the search index keeps it: what follows an elision is found by itself.

    "d’éleveurs" is kept as deleveurs, as it is typed without looking, and as eleveurs. A name is
    kept by its sound as well: Jàlo is found by whoever types Diallo, and Diallo by Jàlo.
    """
    folded = fold(text)
    tails = fold(" ".join(_TAILS.findall(text))) if _HAS_APOSTROPHE.search(text) else ""
    sounds = " ".join(filter(None, map(_SOUNDED.__getitem__, dict.fromkeys(_NAMES.findall(text)))))
    return " ".join(filter(None, (folded, tails, sounds)))


_HAS_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_TAILS = re.compile(rf"[{_APOSTROPHES}](\w+)")
_NAMES = re.compile(r"[A-ZÀ-ÖØ-ÞƁƊƐƆƝŊŸŒ][^\W\d_]{2,}")  # what begins with a capital may be one
SOUND = "0"  # before a sound in the index: no word begins with nought and a letter
TELLING = 3  # letters of a sound; with fewer, half of all names would be meant


class _Sounds(dict[str, str]):
    """Names heard before, as _Words: what each is kept as, or "" where it says too little."""

    def __missing__(self, name: str) -> str:
        heard = sound(name)
        kept = f"{SOUND}{heard}" if heard else ""
        if len(name) <= _LONGEST and len(self) < _MOST:
            self[name] = kept
        return kept


_SOUNDED = _Sounds()


def sound(word: str) -> str:
    """Return the skeleton of a name, or "" where it is too short to mean one."""
    bones = skeleton(word).replace(" ", "")
    return bones if len(bones) >= TELLING else ""


# Pairs that no rule finds: the French spelling is not the Bambara name in other letters.
_ALIASES = {
    fold(french): fold(bambara)
    for french, bambara in (
        ("Coulibaly", "Kulubali"),
        ("Traoré", "Tarawele"),
        ("Tombouctou", "Tumutu"),
        ("Mopti", "Mɔti"),
        ("Sikasso", "Sikaso"),
        ("Bamako", "Bamakɔ"),
        ("Djenné", "Jɛnɛ"),
        ("Gao", "Gawo"),
    )
}
# French spelling habits, in the order in which they must be undone.
_SOUNDS = tuple(
    (re.compile(spelled), heard)
    for spelled, heard in (
        (r"\beh?\b", "e"),
        (r"oua", "wa"),
        (r"ou", "u"),
        (r"eyi|ei", "ei"),
        (r"ai|ey", "e"),
        (r"eau|au|oo", "o"),
        (r"m(?=[bp])", "n"),
        (r"ni(?=[aeou])", "n"),
        (r"c(?=[eiy])", "s"),
        (r"tch|thi(?=[aeou])|ti(?=[aeou])", "c"),
        (r"ch", "s"),
        (r"dj|di(?=[aeou])|gi(?=[aeou])", "j"),
        (r"gu(?=[ei])", "g"),
        (r"qu|ck|c(?=[aouklrs ]|$)", "k"),
        (r"ph", "f"),
        (r"([kt])h", r"\1"),
        (r"h", ""),
        (r"w", "u"),
        (r"y", "i"),
        (r"ii", "i"),
        (r"z", "s"),
        (r"v", "w"),
        (r"x", "k"),
        (r"([a-z])\1+", r"\1"),
        (r"[aeiou]+\b", ""),  # final vowels vary most
    )
)


def skeleton(text: str) -> str:
    """Return what a French and a Bambara spelling of one name have in common."""
    bare = " ".join(_ALIASES.get(word, word) for word in fold(text).split())
    for spelled, heard in _SOUNDS:
        bare = spelled.sub(heard, bare)
    return " ".join(bare.split())


_ALPHABET = "abcdeɛfghijklmnɲŋoɔpqrstuvwxyz"  # … e ɛ f … n ɲ ŋ o ɔ p …
_ORDER = {
    **{ord(letter): chr(0x41 + place) for place, letter in enumerate(_ALPHABET)},
    **{ord(c): c for c in _DIGITS + " "},
}


class _Ordered(dict[int, str | None]):
    """What each character is put in order as; None: marks and signs do not count.

    Worked out when it is first met: a list puts a hundred thousand names in order.
    """

    def __missing__(self, code: int) -> str | None:
        found = "".join(_ORDER.get(ord(c), "") for c in _base(chr(code))) or None
        if len(self) < _MOST:
            self[code] = found
        return found


_ORDERED = _Ordered()


def sort_key(text: str) -> str:
    """Return a key whose plain order is the alphabetical one; accents only break ties.

    It is text of ASCII letters before the first NUL, so that it may lie in a column.
    """
    return f"{text.translate(_ORDERED)}\0{text}"
