"""Why a case cannot move, each in a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.workflow.table import Missing


class GuardsUnmet(AppError):
    """A hard guard stands in the way; `missing` lists everything, soft guards too."""

    message = N_("Before the case can go on: {missing}")

    def __init__(self, found: Sequence[Missing]) -> None:
        super().__init__()
        self.missing = tuple(found)

    def sentence(self, translate: Callable[[str], str]) -> str:
        """Return the sentence with every hard thing that is missing."""
        hard = " ".join(one.sentence(translate) for one in self.missing if one.hard)
        return translate(self.message).format(missing=hard)


class ReasonNeeded(AppError):
    """Something may be passed over, or done, with a written reason; `missing` says what."""

    message = N_("Write down the reason.")
    going_on = N_("To go on all the same, write down the reason. Missing: {missing}")

    def __init__(self, found: Sequence[Missing] = ()) -> None:
        super().__init__()
        self.missing = tuple(found)

    def sentence(self, translate: Callable[[str], str]) -> str:
        """Return the sentence with everything that the reason would pass over."""
        if not self.missing:
            return translate(self.message)
        soft = " ".join(one.sentence(translate) for one in self.missing)
        return translate(self.going_on).format(missing=soft)


class ReasonUnusable(AppError):
    message = N_("The reason is too long or has characters that cannot be kept.")


class CaseIsClosed(AppError):
    message = N_("This case is closed. Reopen it to change its stage.")


class CaseIsOpen(AppError):
    message = N_("This case is not closed.")


class CaseIsNotActive(AppError):
    message = N_("This case is suspended, transferred or sealed: it must be active again first.")


class NotThatWay(AppError):
    message = N_("The case cannot go there from its stage.")


class NotAnEnding(AppError):
    message = N_("This outcome does not end a case before its last stage.")


class ReviewDayNeeded(AppError):
    message = N_("Say on which day, still to come, the case will be looked at again.")


class IncidentUnknown(AppError):
    message = N_("This incident is not in the case.")
