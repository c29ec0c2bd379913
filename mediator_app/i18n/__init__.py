"""Translation of everything a person reads."""

from __future__ import annotations

from pathlib import Path

from mediator_app.i18n.catalogs import LANGUAGES, SOURCE, Catalog, Shelf, checkout_folder

__all__ = [
    "LANGUAGES",
    "NP_",
    "N_",
    "SOURCE",
    "Catalog",
    "_",
    "catalog",
    "language",
    "n_",
    "p_",
    "set_folder",
    "speak",
]


class _Speaker:
    """The one language the screen speaks now; replaced whole, so that threads see either."""

    def __init__(self) -> None:
        self.shelf = Shelf(checkout_folder())
        self.catalog: Catalog | None = None

    def current(self) -> Catalog:
        found = self.catalog
        if found is None:
            found = self.catalog = self.shelf.catalog("fr")
        return found


_speaker = _Speaker()


def set_folder(path: Path) -> None:
    """Find catalogs under `path` from now on: path/fr/LC_MESSAGES/mediator_app.mo."""
    chosen = _speaker.catalog.language if _speaker.catalog else None
    _speaker.shelf = Shelf(path)
    _speaker.catalog = _speaker.shelf.catalog(chosen) if chosen else None


def speak(language: str) -> None:
    """Use `language` on screen from now on; French where it is unknown."""
    _speaker.catalog = _speaker.shelf.catalog(language)


def language() -> str:
    """Return the code of the language the screen speaks."""
    return _speaker.current().language


def catalog(language: str | None = None) -> Catalog:
    """Return the texts of `language`, or of the screen's language."""
    return _speaker.current() if language is None else _speaker.shelf.catalog(language)


def _(message: str) -> str:
    return _speaker.current().gettext(message)


def n_(one: str, many: str, count: int) -> str:
    """Return the form that fits `count`; the caller fills the placeholders."""
    return _speaker.current().ngettext(one, many, count)


def p_(context: str, message: str) -> str:
    """Return the text that `message` has in `context`, where one English word has two meanings."""
    return _speaker.current().pgettext(context, message)


def N_(message: str) -> str:
    """Mark `message` for translators; whoever shows it later translates it."""
    return message


def NP_(context: str, message: str) -> str:  # noqa: ARG001
    """Mark `message` for translators in its `context`; whoever shows it later uses `p_`."""
    return message
