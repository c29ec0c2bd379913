"""Commands for cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from pydantic import JsonValue

from mediator_app.cli.context import Context
from mediator_app.core.interchange import words, write
from mediator_app.core.marks import N_
from mediator_app.core.records.codes import KIND, OUTCOME, STAGE
from mediator_app.core.records.registry import record_type
from mediator_app.i18n import _, formats, n_
from mediator_app.services import access, cases, exchange, stages
from mediator_app.services import history as history_of
from mediator_app.services.cases import CaseFilter
from mediator_app.services.history import HistoryLine
from mediator_app.services.work import Workspace

FORMATS = ("json",)
UNREAD = {  # changes whose content cannot be told
    "newer": N_("Written by a newer version of the program"),
    "purged": N_("Erased for good"),
}


def commands(context: Context) -> typer.Typer:
    app = typer.Typer(no_args_is_help=True)
    _reading(app, context)
    _writing(app, context)
    _moving(app, context)
    return app


def _reading(app: typer.Typer, context: Context) -> None:
    @app.command("list", help=_("List cases"))
    def list_(
        kind: str = typer.Option("", help="|".join(KIND)),
        stage: str = typer.Option("", help="|".join(STAGE)),
        place: str = typer.Option(""),
        query: str = typer.Option(""),
        limit: int = typer.Option(0, min=0),
    ) -> None:
        _among("--kind", kind, tuple(KIND))
        _among("--stage", stage, tuple(STAGE))
        wanted = CaseFilter(
            text=query,
            kinds=(kind,) if kind else (),
            stages=(stage,) if stage else (),
            place=place,
            limit=limit or None,
        )
        with context.work() as work:
            found = cases.find(work, wanted)
            rows = cases.rows(work, found)
        shown = [_row(rows[number]) for number in found if number in rows]

        def lines() -> None:
            titles = (_("Number"), _("Title"), _("Kind"), _("Stage"), _("Place"))
            table = [
                (
                    str(row["number"] or row["id"][:8]),
                    str(row["title"]),
                    _(KIND.get(row["kind"], row["kind"])),
                    _(STAGE.get(row["stage"], row["stage"] or "")),
                    str(row["place"] or ""),
                )
                for row in shown
            ]
            context.table(titles, table)
            context.say(n_("{count} case", "{count} cases", len(shown)).format(count=len(shown)))

        context.answer(shown, lines)

    @app.command(help=_("Show one case"))
    def show(
        reference: str,
        with_names: str = typer.Option(
            "", "--with-names", help=_("Reason for showing names that are kept apart")
        ),
    ) -> None:
        with context.work() as work:
            unit = cases.by_reference(work, reference)
            opened, _changed = (
                access.show_names(work, unit, with_names)
                if with_names
                else access.opened(work, unit)
            )
            shown = write.case_object(opened)
            missing = [gap.code for gap in stages.missing(work, unit)]
        context.answer(
            {**shown, "id": unit.hex(), "missing": missing}, lambda: _lines(context, shown)
        )

    @app.command(help=_("Tell the history of a case"))
    def history(reference: str, limit: int = typer.Option(200, min=1)) -> None:
        with context.work() as work:
            unit = cases.by_reference(work, reference)
            told = history_of.history(work, unit, limit=limit)[:limit]
            apart = cases.view(work, unit).masked
        told = [history_of.without_names(line) for line in told] if apart else told
        context.answer([_change(line) for line in told], lambda: _told(context, told))

    @app.command("export", help=_("Write every case that may be read here"))
    def export(
        out: Path,
        format_: str = typer.Option("json", "--format"),
        with_names: str = typer.Option(
            "", "--with-names", help=_("Reason for writing names that are kept apart")
        ),
    ) -> None:
        _among("--format", format_, FORMATS)
        with context.work() as work, context.progress(_("Writing")) as step:
            done = exchange.export_file(work, out, because=with_names, progress=step)
        count = done.cases

        def lines() -> None:
            context.say(
                n_("{count} case written.", "{count} cases written.", count).format(count=count)
            )
            for one in done.withheld:
                context.say(one.sentence(_))

        held_back = [{"number": w.number, "codes": list(w.codes)} for w in done.withheld]
        context.answer({"cases": count, "file": str(out), "withheld": held_back}, lines)


def _writing(app: typer.Typer, context: Context) -> None:
    @app.command("import", help=_("Bring cases in from a file"))
    def import_(file: Path, dry_run: bool = typer.Option(False, "--dry-run")) -> None:
        with context.work() as work, context.progress(_("Reading")) as step:
            done = exchange.import_file(work, file, dry_run=dry_run, progress=step)
        warnings = [{"external_id": w.external_id, "warning": w.sentence(_)} for w in done.warnings]
        counts = {"added": done.added, "updated": done.updated, "unchanged": done.unchanged}

        def lines() -> None:
            context.say(
                _("{added} added, {updated} updated, {unchanged} as they were.").format(**counts)
            )
            for warning in warnings:
                context.say(f"{warning['external_id']}: {warning['warning']}")

        context.answer({**counts, "dry_run": dry_run, "warnings": warnings}, lines)

    @app.command("set", help=_("Change fields of a case: FIELD=VALUE …"))
    def set_(reference: str, assignments: list[str]) -> None:
        changes = _assignments(assignments)
        with context.work() as work:
            unit = cases.by_reference(work, reference)
            cases.save_many(work, unit, changes)
            _answer_case(context, work, unit)

    @app.command(help=_("Add a note to a case"))
    def note(reference: str, text: str) -> None:
        with context.work() as work:
            unit = cases.by_reference(work, reference)
            cases.add_note(work, unit, text)
            _answer_case(context, work, unit)


def _moving(app: typer.Typer, context: Context) -> None:
    @app.command(help=_("Move a case to its next stage"))
    def advance(
        reference: str,
        override: str = typer.Option("", help=_("Reason for going on without what is missing")),
        back: str = typer.Option("", help=_("Go back to this stage; --reason says why")),
        outcome: str = typer.Option("", help=_("Close with this outcome; --reason says why")),
        reason: str = typer.Option(""),
    ) -> None:
        _among("--back", back, tuple(STAGE))
        _among("--outcome", outcome, tuple(OUTCOME))
        with context.work() as work:
            unit = cases.by_reference(work, reference)
            if back:
                stages.back(work, unit, to=back, reason=reason)
            elif outcome:
                stages.close_with(work, unit, outcome=outcome, reason=reason)
            else:
                stages.advance(work, unit, override=override or None)
            _answer_case(context, work, unit)


def _among(option: str, given: str, known: tuple[str, ...]) -> None:
    if given and given not in known:
        raise typer.BadParameter(
            _("{option} is one of: {values}.").format(option=option, values=", ".join(known))
        )


def _assignments(given: list[str]) -> dict[str, dict[str, Any]]:
    """Return the changes by record name."""
    changes: dict[str, dict[str, Any]] = {}
    for assignment in given:
        path, joined, text = assignment.partition("=")
        if not joined:
            raise typer.BadParameter(_("Write FIELD=VALUE, not “{text}”.").format(text=assignment))
        record, fact = words.fact_at(path.strip())
        changes.setdefault(record.NAME, {})[fact.name] = words.value(fact, text)
    return changes


def _answer_case(context: Context, work: Workspace, unit: bytes) -> None:
    case = cases.view(work, unit).case
    missing = [
        {"code": gap.code, "hard": gap.hard, "text": _(gap.message).format(**gap.values)}
        for gap in stages.missing(work, unit)
    ]
    shown = {
        "id": unit.hex(),
        "number": case.number,
        "stage": case.stage,
        "state": case.state,
        "outcome": case.outcome,
        "missing": missing,
    }

    def lines() -> None:
        context.say(f"{case.number}: {_(STAGE.get(case.stage or '', case.stage or ''))}")
        for gap in missing:
            context.say(f"  - {gap['text']}")

    context.answer(shown, lines)


def _row(row: cases.CaseRow) -> dict[str, Any]:
    return {
        "id": row.unit_id.hex(),
        "number": row.number,
        "title": row.title,
        "kind": row.kind,
        "subtype": row.subtype,
        "stage": row.stage,
        "state": row.state,
        "place": row.place,
        "risk": row.risk,
        "mediator": row.mediator,
        "opened_on": row.opened_on,
        "conflicts": row.conflicts,
    }


def _change(line: HistoryLine) -> dict[str, Any]:
    return {
        "when": line.when.isoformat(),
        "clock_quality": line.quality,
        "who": line.who,
        "device": line.device,
        "record": line.record,
        "id": line.eid.hex(),
        "field": line.field,
        "kind": line.kind,
        "before": [_plain(value) for value in line.before],
        "after": _plain(line.after),
    }


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _told(context: Context, told: list[HistoryLine]) -> None:
    titles = (_("When"), _("Who"), _("What"), _("Now"))
    rows: list[tuple[str, ...]] = []
    for line in told:
        what = _(record_type(line.record).TITLE) if line.record else _(UNREAD[line.kind])
        if line.field:
            label = next(f.label for f in record_type(line.record).facts() if f.name == line.field)
            what = f"{what}, {_(label)}" if label else what
        when = formats.moment(line.when, quality=line.quality)
        rows.append((when, line.who, what, str(_plain(line.after))))
    context.table(titles, rows)


def _lines(context: Context, value: dict[str, JsonValue], *, depth: int = 0) -> None:
    """Print a case as indented lines, key by key."""
    for key, inner in value.items():
        _line(context, key, inner, depth=depth)


def _line(context: Context, key: str, inner: JsonValue, *, depth: int) -> None:
    indent = "  " * depth
    if isinstance(inner, dict):
        context.say(f"{indent}{key}:")
        _lines(context, inner, depth=depth + 1)
    elif isinstance(inner, list):
        context.say(f"{indent}{key}:")
        for number, item in enumerate(inner, 1):
            _line(context, str(number), item, depth=depth + 1)
    else:
        context.say(f"{indent}{key}: {inner}")
