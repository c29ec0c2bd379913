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
        return f"{self.place}: {said}"  # i18n-exempt: a path and a sentence


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
NOT_LIST = N_("A list is expected here.")
NOT_TEXT_VALUE = N_("A text is expected here.")
OTHER_FORMAT = N_("This is not a file of mediation cases.")
OTHER_VERSION = N_("The file has version {version}; this program reads version {known}.")
UNKNOWN_KEY = N_("The key “{key}” is not known here.")
REPEATED_KEY = N_("The key “{key}” is there twice.")
REQUIRED = N_("“{key}” is missing.")
NOT_A_CODE = N_("“{value}” is not one of: {codes}.")
NOT_A_DAY = N_("“{value}” is not a date; write it as 2018-03-31.")
BAD_ORDER = N_("The end lies before the beginning.")
BAD_FUZZY = N_("A date is needed: 2018-03-31, or from, to and text.")
TOO_LONG = N_("The text is longer than {limit} characters.")
BAD_TEXT = N_("The text holds characters that cannot be kept.")
TOO_SMALL = N_("The number is below {limit}.")
TOO_BIG = N_("The number is above {limit}.")
NOT_A_NUMBER = N_("A whole number is expected here.")
NOT_YES_NO = N_("true or false is expected here.")
NOT_HECTARES = N_("“{value}” is not a number of hectares; write it as \"2.5\".")
NO_SUCH_KEY = N_("There is no “{key}” in this case.")
SAME_KEY = N_("The key “{key}” is used twice in this case.")
SAME_CASE = N_("The case “{key}” is in the file twice.")
CYCLE = N_("“{key}” would be represented by itself, through others.")
OTHER_KIND = N_("Only a case of kind “{kind}” may fill this.")
YOUNG_TOO_MANY = N_("More young people than people were counted.")
INVALID = N_("This value is not allowed.")
