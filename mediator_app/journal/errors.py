"""Edits that are refused, with the sentence a person is told."""

from __future__ import annotations

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_


class EditRefused(AppError):
    """An edit the journal does not write; nothing of its Save is kept."""


class NotTheAuthor(EditRefused):
    """An append-only record was to be changed by somebody else."""

    message = N_(
        "Only its author's laptop may change this entry. Write a new entry that corrects it."
    )


class IsFrozen(EditRefused):
    """A frozen field that has a value was to be changed."""

    message = N_("This text is final and cannot be changed. Make a new version instead.")


class TextTooLong(EditRefused):
    """A text does not fit into one field."""

    message = N_("A text is too long: {length} characters. Split it, or attach it as a document.")
