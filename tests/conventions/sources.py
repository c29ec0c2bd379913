"""Our own source files, read once, and what the house rules ask of their syntax trees."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "mediator_app"
MADE = re.compile(
    r"(^|/)(\.venv|build|dist|__pycache__|[^/]*\.egg-info|\.\w+_cache|\.hypothesis)/|\.mo$"
)


@cache
def ours() -> tuple[str, ...]:
    """Files that are or will be under version control, as paths from the root."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            [
                "git",
                "-c",
                "safe.directory=*",
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ],
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout.decode()
        names = [name for name in listed.split("\0") if name]
    else:  # an unpacked archive
        names = [p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*") if p.is_file()]
        names = [n for n in names if not MADE.search(n)]
    return tuple(sorted(n for n in set(names) if (ROOT / n).is_file()))


def modules(folder: str = PACKAGE) -> list[str]:
    """Python files under `folder`; migrations are letters from the past and keep their form."""
    return [
        name
        for name in ours()
        if name.startswith(f"{folder}/") and name.endswith(".py") and "/migrations/" not in name
    ]


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), name)


def called(node: ast.Call) -> str:
    """The last name of what is called: `b` of `a.b()`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a chain of names, or nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""
