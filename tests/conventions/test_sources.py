"""House rules about code, checked on the syntax tree. Each catches one example and spares one."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from tests.conventions.sources import ROOT, called, dotted, modules, ours, tree

TOO_LONG = 500

# Below app.py these come in through the Environment, so that an office can be simulated.
OUTER_WORLD = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|monotonic|perf_counter)(_ns)?"
    r"|time\.(localtime|gmtime)|os\.urandom|uuid\.uuid[14]|uuid[14]|getrandom)$"
    r"|^secrets(\.|$)|^random\.(?!Random$)\w+$|PrivateKey\.generate$|\.generate_key$"
)
MAY_MEET_THE_WORLD = ("mediator_app/app.py", "mediator_app/__main__.py")

SQL = re.compile(
    r"^\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|PRAGMA|ATTACH|DETACH|VACUUM"
    r"|WITH|SAVEPOINT|RELEASE|ROLLBACK|EXPLAIN|ANALYZE)\b|\b(FROM|WHERE|VALUES|JOIN|ORDER BY)\b"
)
RUNS_SQL = {"execute", "executemany", "executescript", "exec_driver_sql", "text"}
# The places that build a statement from declared names or a key, never from what people write.
MAY_BUILD_SQL = {
    "mediator_app/db/engine.py": "PRAGMA key and its like take no parameters",
    "mediator_app/journal/statements.py": "one statement per record type, from declared names",
}

OPENS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "run"}


def outer_world(module: ast.Module) -> Iterator[str]:
    """Clocks and dice, by attribute or by imported name."""
    imported = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module in {"time", "os", "random", "secrets"}
        for alias in node.names
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Import) and any(a.name == "secrets" for a in node.names):
            yield f"line {node.lineno}: secrets"
        if isinstance(node, ast.ImportFrom) and node.module == "secrets":
            yield f"line {node.lineno}: secrets"
        if isinstance(node, (ast.Attribute, ast.Name)):
            name = dotted(node)
            if OUTER_WORLD.search(imported.get(name, name)):
                yield f"line {node.lineno}: {imported.get(name, name)}"


def sql(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(SQL.search(node.value))
    )


def built(node: ast.expr) -> bool:
    """A text put together from parts that are not all literals."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        return any(not isinstance(n, ast.Constant) for n in (node.left, node.right))
    return isinstance(node, ast.Call) and called(node) == "format"


def built_sql(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if not isinstance(node, ast.expr) or not built(node):
            continue
        parts = [p for p in ast.walk(node) if isinstance(p, ast.expr)]
        if any(sql(part) for part in parts):
            yield f"line {node.lineno}: a statement is put together; hand values over as parameters"
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and called(node) in RUNS_SQL and node.args:
            first = node.args[0]
            on_database = called(node) != "text" or dotted(node.func) in {"text", "sa.text"}
            if on_database and isinstance(first, ast.JoinedStr) and built(first):
                yield f"line {node.lineno}: {called(node)}() runs a text put together"


def paragraphs(module: ast.Module) -> Iterator[str]:
    """ReportLab reads markup in a paragraph: only one helper knows how to make text safe."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and called(node) in {"Paragraph", "XPreformatted"}:
            yield f"line {node.lineno}: use the helpers of reports/paper.py"


def hidden_imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.expr) and dotted(node).endswith("TYPE_CHECKING"):
            yield f"line {node.lineno}: TYPE_CHECKING hides an import from the contracts"


def opens_something(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and called(node) in OPENS:
            yield f"line {node.lineno}: {called(node)}(): core is handed what it needs"


def imports_ours(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        if any(name.split(".")[0] == "mediator_app" for name in names):
            yield f"line {node.lineno}: a migration is a letter from the past"


Rule = Callable[[ast.Module], Iterator[str]]


def rules_for(name: str) -> list[Rule]:
    rules: list[Rule] = [hidden_imports]
    if name not in MAY_MEET_THE_WORLD:
        rules.append(outer_world)
    if name not in MAY_BUILD_SQL:
        rules.append(built_sql)
    if name != "mediator_app/reports/paper.py":
        rules.append(paragraphs)
    if name.startswith("mediator_app/core/"):
        rules.append(opens_something)
    return rules


@pytest.mark.parametrize("name", modules())
def test_the_house_rules_are_kept(name: str) -> None:
    assert [found for rule in rules_for(name) for found in rule(tree(name))] == []


def migrations() -> list[str]:
    return [n for n in ours() if "/db/migrations/versions/" in n and n.endswith(".py")]


def test_migrations_import_none_of_our_code() -> None:
    assert migrations(), "there is nothing to compare"
    assert {n: found for n in migrations() if (found := list(imports_ours(tree(n))))} == {}


def too_long(text: str) -> bool:
    return len(text.splitlines()) > TOO_LONG


@pytest.mark.parametrize("name", [*modules(), *modules("tests"), *modules(".ci")])
def test_a_file_has_one_subject(name: str) -> None:
    assert not too_long((ROOT / name).read_text(encoding="utf-8")), f"over {TOO_LONG} lines"


def test_exceptions_are_still_needed() -> None:
    needless = [n for n in MAY_BUILD_SQL if not (ROOT / n).exists() or not any(built_sql(tree(n)))]
    assert needless == []


CAUGHT = [
    (outer_world, "x = datetime.now(UTC)"),
    (outer_world, "x = datetime.datetime.utcnow()"),
    (outer_world, "x = time.time()"),
    (outer_world, "from time import monotonic as m\nx = m()"),
    (outer_world, "field(default_factory=time.monotonic)"),
    (outer_world, "x = os.urandom(16)"),
    (outer_world, "import secrets"),
    (outer_world, "x = random.choice(names)"),
    (outer_world, "key = Ed25519PrivateKey.generate()"),
    (built_sql, 'c.execute(f"SELECT * FROM case_file WHERE id = {x}")'),
    (built_sql, 'c.execute("SELECT * FROM case_file WHERE id = %s" % x)'),
    (built_sql, 'q = "SELECT * FROM " + table'),
    (built_sql, 'q = "DELETE FROM {}".format(table)'),
    (built_sql, 'c.execute(f"{verb} {table}")'),
    (paragraphs, "story.append(Paragraph(name, style))"),
    (paragraphs, "platypus.Paragraph(name)"),
    (hidden_imports, "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import x"),
    (hidden_imports, "import typing\nif typing.TYPE_CHECKING:\n    import x"),
    (opens_something, "open('places.csv')"),
    (opens_something, "path.read_text()"),
    (imports_ours, "from mediator_app.core import names"),
    (imports_ours, "import mediator_app.core.names"),
]
SPARED = [
    (outer_world, "def f(environment): return environment.now()"),
    (outer_world, "x = datetime.fromisoformat(text)"),
    (outer_world, "import random\nx = random.Random(seed).choice(names)"),
    (outer_world, "x = environment.random_bytes(16)"),
    (outer_world, "key = Ed25519PrivateKey.from_private_bytes(raw)"),
    (built_sql, 'c.execute("SELECT * FROM case_file WHERE id = ?", (x,))'),
    (built_sql, 'q = "SELECT * FROM case_file " "WHERE id = ?"'),
    (built_sql, 'label.setText(f"{count} from here")'),
    (paragraphs, "story.append(paper.text(name))"),
    (hidden_imports, "from typing import Protocol"),
    (opens_something, "case.is_open()"),
    (imports_ours, "import sqlalchemy as sa"),
]


@pytest.mark.parametrize(("rule", "code"), CAUGHT)
def test_the_rules_bite(rule: Rule, code: str) -> None:
    assert list(rule(ast.parse(code)))


@pytest.mark.parametrize(("rule", "code"), SPARED)
def test_the_rules_spare(rule: Rule, code: str) -> None:
    assert not list(rule(ast.parse(code)))


def test_the_length_rule_bites_and_spares() -> None:
    assert too_long("x\n" * (TOO_LONG + 1))
    assert not too_long("x\n" * TOO_LONG)
