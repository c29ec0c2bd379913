"""Start: the one place that builds objects and hands them to each other."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mediator_app import BUILT, i18n
from mediator_app.core import clock
from mediator_app.core.environment import Environment
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.host import folders, logs, machine, resource, settings


class NoWindows(AppError):
    """The program was installed without Qt."""

    message = N_("This installation has no windows. Install it with its desktop parts.")


def environment() -> Environment:
    """Return the real one: this computer's clock and its randomness."""
    window = clock.plausible_window(datetime.fromisoformat(BUILT).replace(tzinfo=UTC))

    def now() -> datetime:
        return datetime.now(UTC)

    return Environment(
        now=now,
        monotonic=_since_start,
        random_bytes=os.urandom,
        quality=lambda: int(clock.quality(now(), window)),
    )


def _since_start() -> float:
    """Return a counter that also runs while a Linux laptop sleeps."""
    counter: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if counter is None else time.clock_gettime(counter)


def language_of(stored: settings.Settings) -> str:
    """Return the language chosen on this laptop; French where nobody chose."""
    return stored.language if stored.language in i18n.LANGUAGES else "fr"


def prepare() -> settings.Settings:
    """Close the doors that leak, find the texts, speak the person's language."""
    machine.harden()
    i18n.set_folder(resource.translations())
    stored = settings.load()
    i18n.speak(language_of(stored))
    return stored


def main_cli() -> None:
    """Run the command line."""
    from mediator_app.cli import main as cli  # noqa: PLC0415 - the window does not pay for it

    stored = prepare()
    sys.exit(
        cli.run(sys.argv[1:], environment=environment(), tour=tour, language=language_of(stored))
    )


def main_window() -> None:
    """Open the window."""
    stored = prepare()
    logs.start(folders.logs())
    try:
        from mediator_app.ui import start  # noqa: PLC0415
    except ModuleNotFoundError:
        print(NoWindows().sentence(i18n._), file=sys.stderr)  # noqa: T201
        sys.exit(1)
    sys.exit(start.run(sys.argv, environment=environment(), stored=stored))


def tour(out: Path) -> list[Path]:
    """Walk through the real windows with invented cases; return the files written."""
    try:
        from mediator_app.ui import tour as walk  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise NoWindows from error
    return walk.run(out, environment=environment(), stored=replace(settings.Settings()))
