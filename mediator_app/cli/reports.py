"""Commands that write papers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mediator_app.cli.context import Context
from mediator_app.host.files import told_in_words, write_atomic
from mediator_app.i18n import LANGUAGES, _, language
from mediator_app.services import cases, printing


def commands(context: Context) -> typer.Typer:
    app = typer.Typer(no_args_is_help=True)

    @app.callback()
    def papers() -> None: ...

    @app.command(help=_("The case file as PDF"))
    def case(
        reference: str,
        out: Annotated[Path, typer.Option()],
        doc_lang: str = typer.Option("", help="|".join(LANGUAGES)),
        without_names: bool = typer.Option(False, "--without-names"),
    ) -> None:
        if doc_lang and doc_lang not in LANGUAGES:
            values = ", ".join(LANGUAGES)
            raise typer.BadParameter(
                _("{option} is one of: {values}.").format(option="--doc-lang", values=values)
            )
        with context.work() as work:
            unit = cases.by_reference(work, reference)
            paper = printing.case_file(
                work, unit, language=doc_lang or language(), hide_names=without_names
            )
        with told_in_words(out):
            write_atomic(out, paper)
        context.answer(
            {"file": str(out), "bytes": len(paper)},
            lambda: context.say(_("Written to {place}.").format(place=out)),
        )

    return app
