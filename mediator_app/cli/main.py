"""The command line: its commands, its common options, and how it ends."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from mediator_app import i18n
from mediator_app.cli import cases, profiles, reports, safety, samples
from mediator_app.cli.context import Context, Tour
from mediator_app.core.environment import Environment
from mediator_app.core.errors import AppError
from mediator_app.i18n import LANGUAGES, _

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
WITH_VALUE = ("--profile", "--lang", "--passphrase-file")


def run(argv: Sequence[str], *, environment: Environment, tour: Tour, language: str = "") -> int:
    """Run one command; return the exit status: 0 done, 1 refused or failed, 2 wrong usage."""
    _speak_utf8()
    context = Context(environment, tour, language=language)
    try:
        rest = take_common(list(argv), context)
        if context.language:
            i18n.speak(context.language)
        typer.main.get_command(commands(context)).main(rest, prog_name="mediator-cli")
    except typer.BadParameter as error:  # of a common option: the others are told by Typer
        return _tell(error.message, WRONG_USAGE)
    except KeyboardInterrupt:
        return _tell(_("Stopped."), REFUSED)
    except AppError as error:
        return _tell(error.sentence(_), REFUSED)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    return DONE


def commands(context: Context) -> typer.Typer:
    """Return all commands; built when the language is known, for their help is translated."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help=_(
            "Follows disputes through mediation. Everywhere: --profile FOLDER, --lang fr|bm|en, "
            "--json, --passphrase-file FILE."
        ),
    )
    app.add_typer(profiles.commands(context), name="profile", help=_("The person's profile"))
    app.add_typer(cases.commands(context), name="case", help=_("Cases"))
    app.add_typer(reports.commands(context), name="report", help=_("Papers as PDF"))
    app.add_typer(safety.backups(context), name="backup", help=_("Encrypted copies"))
    safety.add(app, context)
    samples.add(app, context)
    return app


def take_common(argv: list[str], context: Context) -> list[str]:
    """Take the options that may stand anywhere out of the line; return the rest."""
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        name, joined, given = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif word == "--json":
            context.as_json = True
        elif name in WITH_VALUE:
            content = given if joined else next(words, None)
            if content is None:
                raise typer.BadParameter(_("{option} needs a value.").format(option=name))
            _keep(context, name, content)
        else:
            rest.append(word)
    return rest


def _keep(context: Context, name: str, content: str) -> None:
    if name == "--profile":
        context.folder = Path(content)
    elif name == "--passphrase-file":
        context.passphrase_file = Path(content)
    elif content in LANGUAGES:
        context.language = content
    else:
        raise typer.BadParameter(
            _("{option} is one of: {values}.").format(option=name, values=", ".join(LANGUAGES))
        )


def _speak_utf8() -> None:
    """Answer in UTF-8 whatever the terminal or the pipe was opened for: other tools read it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _tell(sentence: str, status: int) -> int:
    """Say a sentence on one line that any terminal can show."""
    line = " ".join(sentence.split()).encode("utf-8", "replace").decode("utf-8")
    print(line, file=sys.stderr)  # noqa: T201
    return status
