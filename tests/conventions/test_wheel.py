"""The wheel holds what an installed program needs, and finds it there."""

from __future__ import annotations

import gettext
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conventions.sources import ROOT, ours

pytestmark = pytest.mark.slow
DATA = "mediator_app/_data/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = out.iterdir()
    return made


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_module_migration_and_resource(wheel: Path) -> None:
    code = {n for n in ours() if n.startswith("mediator_app/")}
    resources = {n for n in ours() if n.startswith("resources/")}
    assert any("/db/migrations/versions/0" in n for n in code)
    assert len(resources) > 20
    assert code | {DATA + n for n in resources} <= names(wheel)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    strangers = [n for n in names(wheel) if n.startswith(("tests/", ".ci/", "translations/"))]
    assert strangers == []
    assert [n for n in names(wheel) if n.endswith((".po", ".pot", ".pyc"))] == []


@pytest.mark.parametrize("language", ["bm", "fr"])
def test_catalogs_are_compiled(unpacked: Path, language: str) -> None:
    path = unpacked / DATA / "translations" / language / "LC_MESSAGES" / "mediator_app.mo"
    with path.open("rb") as file:
        texts = gettext.GNUTranslations(file)
    assert texts.info()["language"] == language


def test_an_installed_program_finds_its_data(unpacked: Path, tmp_path: Path) -> None:
    program = (
        "from mediator_app.host.resource import resource, translations;"
        "import mediator_app, pathlib;"
        "here = pathlib.Path(mediator_app.__file__).parent;"
        "found = [resource('fonts'), resource('icons'), translations()];"
        "assert all(p.is_dir() and p.is_relative_to(here) for p in found), found;"
        "from mediator_app import i18n; i18n.set_folder(translations()); i18n.speak('fr'); print(i18n._('Name'))"
    )
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    run = [sys.executable, "-P", "-c", program]
    answer = subprocess.run(
        run, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.strip() == "Nom"


def test_the_wheel_names_its_programs_and_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (entry,) = (n for n in archive.namelist() if n.endswith("/entry_points.txt"))
        text = archive.read(entry).decode()
    assert "mediator-cli = mediator_app.app:main_cli" in text
    assert "mediator-app = mediator_app.app:main_window" in text
    assert any(n.endswith("licenses/LICENSE") for n in names(wheel))
