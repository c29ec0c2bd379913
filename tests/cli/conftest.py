from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mediator_app import i18n
from mediator_app.cli import main
from mediator_app.host import resource
from mediator_app.services import exchange, profile
from mediator_app.vault import kdf
from tests.services import desk


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """Return the one sentence of a refusal."""
        assert self.status == 1, (self.status, self.out, self.err)
        assert self.out == ""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert "{" not in lines[0]
        assert "Traceback" not in lines[0]
        return lines[0]


Cli = Callable[..., Answer]


@pytest.fixture(scope="session")
def cli_profile(tmp_path_factory) -> Path:
    """A profile with the cheapest keys that the command line takes, and the report's cases."""
    folder = tmp_path_factory.mktemp("cli") / "profile"
    environment = desk.Clock().environment()
    work = profile.create(folder, desk.SECRET, desk.AWA, environment=environment, cost=kdf.FLOOR)
    exchange.import_file(work, desk.REPORT)
    work.close()
    return folder


@pytest.fixture
def folder(cli_profile, tmp_path) -> Path:
    return desk.copied(cli_profile, tmp_path / "profile")


@pytest.fixture
def clock() -> desk.Clock:
    return desk.Clock()


@pytest.fixture
def cli(folder, clock, capsys, monkeypatch) -> Cli:
    """Run commands in this process, on a copy of the profile."""
    monkeypatch.setenv("MEDIATOR_PASSPHRASE", desk.SECRET)
    monkeypatch.setenv("COLUMNS", "200")
    i18n.set_folder(resource.translations())

    def run(*argv: object, profile: Path | None = folder, language: str = "en") -> Answer:
        words = [str(word) for word in argv]
        common = ["--profile", str(profile)] if profile else []
        capsys.readouterr()
        status = main.run(
            [*common, *words],
            environment=clock.environment(),
            tour=lambda out: [out / "a.png"],
            language=language,
        )
        said = capsys.readouterr()
        return Answer(status, said.out, said.err)

    yield run
    i18n.speak("fr")
