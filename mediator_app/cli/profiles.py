"""Commands for the profile itself."""

from __future__ import annotations

from dataclasses import asdict

import typer

from mediator_app.cli.context import Context
from mediator_app.i18n import _
from mediator_app.services import profile
from mediator_app.services.profile import ROLES, Person
from mediator_app.services.work import ProfileInfo


def commands(context: Context) -> typer.Typer:
    app = typer.Typer(no_args_is_help=True)

    @app.command(help=_("Make a new encrypted profile"))
    def create(
        name: str = typer.Option(...),
        organisation: str = typer.Option(...),
        role: str = typer.Option(..., help="|".join(ROLES)),
        region: str = typer.Option(""),
    ) -> None:
        if role not in ROLES:
            raise typer.BadParameter(
                _("{option} is one of: {values}.").format(option="--role", values=", ".join(ROLES))
            )
        secret = context.passphrase()
        profile.check_passphrase(secret)
        person = Person(name, organisation, role, region)
        work = profile.create(context.folder, secret, person, environment=context.environment)
        work.close()
        _tell(context, work.info)

    @app.command(help=_("Say whose profile this is"))
    def info() -> None:
        with context.work() as work:
            _tell(context, work.info)

    return app


def _tell(context: Context, info: ProfileInfo) -> None:
    shown = {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in asdict(info).items()
    }
    shown["folder"] = str(context.folder)

    def lines() -> None:
        context.say(
            _("{name}, {organisation} ({role}). Cases are numbered {code}-0001 and on.").format(
                **shown
            )
        )
        context.say(str(context.folder))

    context.answer(shown, lines)
