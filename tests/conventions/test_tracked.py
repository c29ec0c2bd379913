"""What must not be in any file that is handed on."""

from __future__ import annotations

import re

import pytest

from tests.conventions.sources import ROOT, ours

# Each pattern holds a bracket, so that this file does not catch itself.
REGISTRY = re.compile(
    r"pypi[.]org|pythonhosted[.]org|npmjs[.](org|com)|/simple[/]"
    r"|--(extra-)?index-url[ =]|--find-links[ =]|--trusted-host[ ]"
)
FOLDER = re.compile(
    r"(?<![\w.~}*$)-])(/root[/]|/home[/]\w|/work[/]|/opt/(pypi|wheels)[/]?|[A-Z]:\\Users[\\])"
)
BINARY = (".png", ".ttf", ".otf", ".ico", ".gz", ".zst", ".jpg", ".pdf", ".wav", ".woff2")
DATA = ("resources/", "LICENSE")


def addresses(text: str) -> list[str]:
    return [found.group() for found in REGISTRY.finditer(text)]


def machine_paths(text: str) -> list[str]:
    return [found.group() for found in FOLDER.finditer(text)]


def texts() -> list[str]:
    return [n for n in ours() if not n.endswith(BINARY) and not n.startswith(DATA)]


def test_there_is_something_to_read() -> None:
    assert {"pyproject.toml", ".ci/requirements.txt", ".ci/requirements-dev.txt"} <= set(texts())


@pytest.mark.parametrize("name", texts())
def test_no_file_names_a_registry_or_a_folder_of_one_machine(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert addresses(text) + machine_paths(text) == []


@pytest.mark.parametrize("name", [".ci/requirements.txt", ".ci/requirements-dev.txt"])
def test_every_line_of_the_lock_has_its_hash(name: str) -> None:
    entries = re.split(r"\n(?=\w)", (ROOT / name).read_text(encoding="utf-8"))
    assert len(entries) > 20
    assert [e.splitlines()[0] for e in entries if "--hash=sha256:" not in e] == []
    assert "://" not in "".join(entries)


def test_the_locks_agree() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / ".ci" / name).read_text(encoding="utf-8")
        return set(re.findall(r"^[\w.-]+==[^\s;]+", text, flags=re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_the_window_toolkit_is_held_back_on_this_python() -> None:
    """PySide6 6.12 frees None on Python 3.11 and kills the process."""
    text = (ROOT / ".ci/requirements.txt").read_text(encoding="utf-8")
    held = re.findall(r"^pyside6-essentials==(\d+)\.(\d+)\S* ; (.+?) \\", text, flags=re.MULTILINE)
    old = [(int(a), int(b)) for a, b, marker in held if marker == "python_full_version < '3.12'"]
    assert len(old) == 1
    assert (6, 8) <= old[0] < (6, 12)


def test_the_rules_bite_and_spare() -> None:
    slash = "/"
    assert addresses(f"https:{slash}/pypi{'.'}org/project")
    assert addresses(f"pip install --index{'-'}url x")
    assert not addresses("pip install --require-hashes")
    assert machine_paths(f"open('{slash}root/x')")
    assert machine_paths(f"see {slash}home/someone")
    assert not machine_paths("tests/work/runner.py, ~/home/x")
