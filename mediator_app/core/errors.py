"""Errors that a person can act on, each with the sentence that says how."""

from __future__ import annotations

from collections.abc import Callable

from mediator_app.core.marks import N_


class AppError(Exception):
    """An expected failure: refused whole, told in one sentence, nothing half-done.

    `message` is English and marked for translators; its named placeholders are filled from
    the keyword arguments after translation.
    """

    message = N_("This cannot be done.")

    def __init__(self, **values: object) -> None:
        super().__init__(type(self).__name__)
        self.values = values

    def sentence(self, translate: Callable[[str], str]) -> str:
        """Return the whole sentence in the language of `translate`."""
        shown = {
            name: value.sentence(translate) if isinstance(value, AppError) else value
            for name, value in self.values.items()
        }
        return translate(self.message).format(**shown)

    def __str__(self) -> str:
        return self.sentence(lambda text: text)


class StorageUnavailable(AppError):
    """The machine's fault: the disk is full, the file is locked or cannot be read."""

    message = N_(
        "The disk cannot be used ({reason}). Free some space or close other programs, then try again."
    )
