"""What every command is given: the profile, the language, and how to answer."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from mediator_app.core.environment import Environment
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.host import folders
from mediator_app.i18n import _
from mediator_app.services import profile
from mediator_app.services.work import Workspace

PASSPHRASE = "MEDIATOR_PASSPHRASE"  # noqa: S105 - the name of the variable


class NoPassphrase(AppError):
    """No passphrase was given and nobody can be asked."""

    message = N_("Give the passphrase in MEDIATOR_PASSPHRASE or with --passphrase-file.")


class UnreadableFile(AppError):
    """A file named on the command line that cannot be read."""

    message = N_("The file {path} cannot be read.")


Tour = Callable[[Path], list[Path]]


@dataclass(slots=True)
class Context:
    """The options that stand anywhere on the command line, and the two ways out."""

    environment: Environment
    tour: Tour
    folder: Path = field(default_factory=folders.default_profile)
    language: str = ""
    as_json: bool = False
    passphrase_file: Path | None = None
    console: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))

    @contextmanager
    def work(self) -> Generator[Workspace]:
        """Open the profile for the length of one command."""
        if not profile.exists(self.folder):
            raise profile.NoProfile(place=self.folder)
        opened = profile.unlock(self.folder, self.passphrase(), environment=self.environment)
        try:
            yield opened
        finally:
            opened.close()

    def passphrase(self) -> str:
        """Return the passphrase from the environment, a file, or the person; never an argument."""
        if PASSPHRASE in os.environ:
            return os.environ[PASSPHRASE]
        if self.passphrase_file is not None:
            return read_secret(self.passphrase_file)
        if not sys.stdin.isatty():
            raise NoPassphrase
        return getpass.getpass(_("Passphrase: "))

    def answer(self, document: Any, lines: Callable[[], None]) -> None:
        """Print one JSON document, or what a person reads."""
        if self.as_json:
            print(json.dumps(document, ensure_ascii=False, indent=1))  # noqa: T201
        else:
            lines()

    def say(self, text: str) -> None:
        """Print one line for a person; nothing in it is taken for markup."""
        self.console.print(text, markup=False)

    def table(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print rows under titles."""
        table = Table(*titles, box=None, pad_edge=False, header_style="bold")
        for row in rows:
            table.add_row(*(cell.replace("[", "\\[") for cell in row))
        self.console.print(table)

    @contextmanager
    def progress(self, title: str) -> Generator[Callable[[int, int], None]]:
        """Show a bar on a terminal and nothing in a pipe."""
        shown = sys.stderr.isatty()
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=not shown,
        ) as bar:
            task = bar.add_task(title, total=None)

            def step(done: int, total: int) -> None:
                bar.update(task, completed=done, total=total)

            yield step


def read_secret(path: Path) -> str:
    """Return the first line of a file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(path=path) from error
    return lines[0] if lines else ""
