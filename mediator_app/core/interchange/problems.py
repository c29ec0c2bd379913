"""What is wrong in an open case file, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `place` as a path of the file, `message` English and marked."""

    place: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict[str, object])

    def sentence(self, translate: Callable[[str], str]) -> str:
        said = translate(self.message).format(**self.values)
        return f"{self.place}: {said}"


class FileRefused(AppError):
    """An open case file that cannot be imported; nothing of it was."""

    message = N_("Nothing was imported. {problem}")
    several = N_("Nothing was imported. {problem} ({count} faults in all.)")

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems

    def sentence(self, translate: Callable[[str], str]) -> str:
        wanted = self.message if len(self.problems) == 1 else self.several
        return translate(wanted).format(
            problem=self.problems[0].sentence(translate), count=len(self.problems)
        )


NOT_JSON = N_("This is not a JSON file (line {line}, column {column}).")
NOT_TEXT = N_("This is not a text file in UTF-8.")
TOO_LARGE = N_("The file is larger than {megabytes} MB. Split it.")
TOO_DEEP = N_("The file is nested too deeply.")
NOT_OBJECT = N_("An object is expected here.")
OTHER_FORMAT = N_("This is not a file of mediation cases.")
OTHER_VERSION = N_("The file has version {version}; this program reads version {known}.")
UNKNOWN_KEY = N_("The key “{key}” is not known here.")
REPEATED_KEY = N_("The key “{key}” is there twice.")
NOT_HECTARES = N_('“{value}” is not a number of hectares; write it as "2.5".')
NO_SUCH_KEY = N_("There is no “{key}” in this case.")
SAME_KEY = N_("The key “{key}” is used twice in this case.")
SAME_CASE = N_("The case “{key}” is in the file twice.")
SAME_ELEMENT = N_("This is there twice, and not the same both times.")
OTHER_KIND = N_("Only a case of kind “{kind}” may fill this.")
