"""Commands for trying out: invented cases, and pictures of every window."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mediator_app.cli.context import Context
from mediator_app.i18n import _, n_


def add(app: typer.Typer, context: Context) -> None:
    @app.command(help=_("Write invented cases, marked as fictitious"))
    def demo(
        cases: int = typer.Option(20, min=1, max=100_000), seed: int = typer.Option(1)
    ) -> None:
        from mediator_app.services import demo as invented  # noqa: PLC0415 - a large vocabulary

        with context.work() as work, context.progress(_("Writing")) as step:
            done = invented.write(work, cases=cases, seed=seed, progress=step)
        context.answer(
            {"added": done.added, "seed": seed},
            lambda: context.say(
                n_(
                    "{count} invented case written.", "{count} invented cases written.", done.added
                ).format(count=done.added)
            ),
        )

    @app.command(help=_("Walk through the real windows and save a picture of each"))
    def tour(out: Annotated[Path, typer.Option()]) -> None:
        made = context.tour(out)
        context.answer(
            [str(path) for path in made],
            lambda: context.say(
                n_("{count} file written.", "{count} files written.", len(made)).format(
                    count=len(made)
                )
            ),
        )
