"""House rules about texts that people read, checked on the syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.conventions.sources import called, modules, tree

TRANSLATES = {"_", "n_", "p_", "gettext", "ngettext", "pgettext"}
MARKS = {"N_", "NP_"}
LITERALS = {"n_": 2, "ngettext": 2, "p_": 2, "pgettext": 2, "NP_": 2}  # 1 where not named
SHOWS_TEXT = {
    "addAction",
    "addButton",
    "addMenu",
    "addRow",
    "addTab",
    "appendPlainText",
    "critical",
    "drawText",
    "echo",
    "information",
    "insertTab",
    "question",
    "secho",
    "setAccessibleDescription",
    "setAccessibleName",
    "setDetailedText",
    "setInformativeText",
    "setLabelText",
    "setPlaceholderText",
    "setStatusTip",
    "setText",
    "setTitle",
    "setToolTip",
    "setWhatsThis",
    "setWindowTitle",
    "showMessage",
    "warning",
}
TAKES_TEXT = {
    "QAction",
    "QCheckBox",
    "QCommandLinkButton",
    "QDockWidget",
    "QGroupBox",
    "QLabel",
    "QListWidgetItem",
    "QMenu",
    "QPushButton",
    "QRadioButton",
    "QTableWidgetItem",
    "QToolButton",
    "Paragraph",
}
LOGS = {"log", "logger", "_log", "_logger", "LOG", "logging", "warnings"}


def literal(node: ast.expr) -> bool:
    """A string with words in it; marks such as an em dash need no translation."""
    if isinstance(node, ast.JoinedStr):
        return any(literal(part) for part in node.values)
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and any(letter.isalpha() for letter in node.value)
    )


def logs(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and (
        getattr(node.func.value, "id", getattr(node.func.value, "attr", "")) in LOGS
    )


def untranslated(module: ast.Module) -> Iterator[str]:
    """Bare texts handed to something that shows them."""
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Call)
            and called(node) in SHOWS_TEXT | TAKES_TEXT
            and not logs(node)
        ):
            shown = [*node.args, *(k.value for k in node.keywords if k.arg in {"text", "title"})]
            for argument in filter(literal, shown):
                yield f"line {argument.lineno}: {called(node)} shows a bare text"


def unmarked_errors(module: ast.Module) -> Iterator[str]:
    """Sentences of our own errors that no translator will see."""
    for node in ast.walk(module):
        if not isinstance(node, ast.ClassDef):
            continue
        for line in node.body:
            names = (
                line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
            )
            value = getattr(line, "value", None)
            named = any(getattr(name, "id", "") == "message" for name in names)
            if named and isinstance(value, ast.expr) and literal(value):
                yield f"line {line.lineno}: message of {node.name} is not marked with N_()"


def misused(module: ast.Module) -> Iterator[str]:
    """Texts that extraction cannot see: f-strings, sums, variables."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or called(node) not in TRANSLATES | MARKS:
            continue
        for text in node.args[: LITERALS.get(called(node), 1)]:
            if isinstance(text, (ast.JoinedStr, ast.BinOp)) or (
                isinstance(text, ast.Call) and called(text) == "format"
            ):
                yield f"line {node.lineno}: {called(node)}() takes a plain text; format afterwards"
            elif called(node) in MARKS and not isinstance(text, ast.Constant):
                yield f"line {node.lineno}: {called(node)}() marks a literal"


def unseen(module: ast.Module) -> Iterator[str]:
    """Texts inside an f-string: on Python 3.11 extraction does not look there."""
    for node in ast.walk(module):
        if not isinstance(node, ast.JoinedStr):
            continue
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and called(part) in TRANSLATES and _is_plain(part):
                yield f"line {node.lineno}: translate before, put it together afterwards"


def _is_plain(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant)


def positional(module: ast.Module) -> Iterator[str]:
    """Placeholders that a translator cannot move."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or called(node) not in TRANSLATES | MARKS:
            continue
        for text in node.args[: LITERALS.get(called(node), 1)]:
            value = text.value if isinstance(text, ast.Constant) else ""
            if isinstance(value, str) and ("{}" in value or "%s" in value or "%d" in value):
                yield f"line {node.lineno}: placeholders have names: {value!r}"


def translated_at_import(module: ast.Module) -> Iterator[str]:
    """Translations made before a language is chosen."""

    def at_import(node: ast.AST) -> Iterator[ast.AST]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Lambda):
                continue
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                outside = [*child.decorator_list, *child.args.defaults, *child.args.kw_defaults]
                for part in filter(None, outside):
                    yield part
                    yield from at_import(part)
                continue
            yield child
            yield from at_import(child)

    for node in at_import(module):
        if isinstance(node, ast.Call) and called(node) in TRANSLATES:
            yield f"line {node.lineno}: {called(node)}() runs at import; mark with N_() instead"


Rule = Callable[[ast.Module], Iterator[str]]
EVERYWHERE: tuple[Rule, ...] = (misused, unseen, positional, translated_at_import, unmarked_errors)
SHOWING = tuple(f"mediator_app/{layer}/" for layer in ("ui", "cli", "reports"))


@pytest.mark.parametrize("name", modules())
def test_texts_can_be_translated(name: str) -> None:
    rules = (*EVERYWHERE, untranslated) if name.startswith(SHOWING) else EVERYWHERE
    assert [found for rule in rules for found in rule(tree(name))] == []


CAUGHT = [
    (untranslated, 'QLabel("Hello")'),
    (untranslated, 'b.setText(f"{n} cases")'),
    (untranslated, 'QLabel(text="Hello")'),
    (untranslated, 'typer.echo("Done")'),
    (unmarked_errors, 'class Closed(AppError):\n    message = "This case is closed."'),
    (unmarked_errors, 'class Closed(AppError):\n    message: str = "This case is closed."'),
    (misused, 'def f():\n    return _(f"{n} cases")'),
    (misused, 'def f():\n    return _("a " + name)'),
    (misused, 'def f():\n    return n_("{n} case", f"{n} cases", n)'),
    (misused, 'def f():\n    return _("{n} cases".format(n=1))'),
    (misused, "LABEL = N_(name)"),
    (unseen, "def f():\n    return f\"{_('Open')}: {count}\""),
    (positional, 'def f():\n    return _("%s cases")'),
    (positional, 'def f():\n    return _("{} cases")'),
    (translated_at_import, 'STATUS = {"a": _("Open")}'),
    (translated_at_import, 'class A:\n    title = _("Open")'),
    (translated_at_import, 'def f(title=_("Open")): ...'),
    (translated_at_import, '@command(help=_("Open"))\ndef f(): ...'),
]
SPARED = [
    (untranslated, 'QLabel(_("Hello"))'),
    (untranslated, 'b.setText("—")'),
    (untranslated, 'b.setText(f"{women} / {men}")'),
    (untranslated, 'log.warning("disk full: %s", case_id)'),
    (unmarked_errors, 'class Closed(AppError):\n    message = N_("This case is closed.")'),
    (unmarked_errors, 'class Note:\n    message: str = ""'),
    (misused, 'def f():\n    return _("{n} cases").format(n=1)'),
    (misused, "def f():\n    return _(STATUS[row.status])"),
    (misused, 'LABEL = N_("Name")'),
    (unseen, 'def f():\n    return f"{_(STATUS[code])}: {count}"'),
    (positional, 'def f():\n    return _("{count} cases, 5 % of all")'),
    (translated_at_import, 'STATUS = {"a": N_("Open")}'),
    (translated_at_import, 'COLUMNS = [Column(title=lambda: _("Open"))]'),
    (translated_at_import, 'def f():\n    return _("Open")'),
]


@pytest.mark.parametrize(("rule", "code"), CAUGHT)
def test_the_rules_bite(rule: Rule, code: str) -> None:
    assert list(rule(ast.parse(code)))


@pytest.mark.parametrize(("rule", "code"), SPARED)
def test_the_rules_spare(rule: Rule, code: str) -> None:
    assert not list(rule(ast.parse(code)))
