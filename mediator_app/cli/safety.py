"""Commands that keep the work safe: check, rebuild, backups."""

from __future__ import annotations

import typer

from mediator_app.cli.context import Context
from mediator_app.core.errors import AppError
from mediator_app.i18n import _, formats
from mediator_app.services import backups as copies
from mediator_app.services import checks


class NotInOrder(AppError):
    """The check found something; what it found is the answer, this the one sentence."""

    def __init__(self, problem: checks.Problem) -> None:
        super().__init__(**problem.values)
        self.message = problem.message


def add(app: typer.Typer, context: Context) -> None:
    @app.command(help=_("Check that the file is whole and the tables agree with the log"))
    def check() -> None:
        with context.work() as work, context.progress(_("Checking")) as step:
            report = checks.check(work, progress=step)

        def lines() -> None:
            context.say(
                _("{changesets} changes in {units} cases and notebooks.").format(
                    changesets=report.changesets, units=report.units
                )
            )
            for problem in report.problems:
                context.say(_(problem.message).format(**problem.values))
            if not report.problems:
                context.say(_("Everything is in order."))

        context.answer(
            {
                "changesets": report.changesets,
                "units": report.units,
                "problems": [_(p.message).format(**p.values) for p in report.problems],
            },
            lines,
        )
        if report.problems:
            raise NotInOrder(report.problems[0])

    @app.command(help=_("Make the tables anew from the log"))
    def rebuild() -> None:
        with context.work() as work, context.progress(_("Rebuilding")) as step:
            units = checks.rebuild(work, progress=step)
        context.answer(
            {"units": units},
            lambda: context.say(_("Rebuilt from the log: {units}.").format(units=units)),
        )


def backups(context: Context) -> typer.Typer:
    app = typer.Typer(no_args_is_help=True)

    @app.command(help=_("Make an encrypted copy and verify it"))
    def create() -> None:
        with context.work() as work, context.progress(_("Copying")) as step:
            made = copies.create(work, progress=step)
        context.answer(
            _shown(made), lambda: context.say(_("Written to {place}.").format(place=made.path))
        )

    @app.command("list", help=_("List the copies"))
    def list_() -> None:
        found = copies.listed(context.folder)

        def lines() -> None:
            titles = (_("Name"), _("Date"), _("Size"))
            rows = [
                (copy.name, formats.day(copy.made_at.date()), formats.size(copy.bytes))
                for copy in found
            ]
            context.table(titles, rows)

        context.answer([_shown(copy) for copy in found], lines)

    @app.command(help=_("Open a copy and check every page of it"))
    def verify(name: str) -> None:
        with context.work() as work:
            contents = copies.verify(work, name)
        context.answer(
            {"name": name, "changesets": contents.changesets, "units": contents.units},
            lambda: context.say(
                _("The copy is whole: {changesets} changes.").format(changesets=contents.changesets)
            ),
        )

    @app.command(help=_("Put a copy in the place of the profile's file, which is kept aside"))
    def restore(name: str) -> None:
        aside = copies.restore(
            context.folder, name, context.passphrase(), environment=context.environment
        )
        context.answer(
            {"name": name, "aside": str(aside) if aside else None},
            lambda: context.say(
                _("Restored. The file from before is {place}.").format(place=aside)
            ),
        )

    return app


def _shown(copy: copies.Backup) -> dict[str, object]:
    return {
        "name": copy.name,
        "file": str(copy.path),
        "made_at": copy.made_at.isoformat(),
        "bytes": copy.bytes,
    }
