"""Each import contract has been seen to fail: every one is broken once, in a copy."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.conventions.sources import ROOT

# One file a crime, named so that none is there already.
CRIMES = {
    "vault/broken_layers.py": "import mediator_app.services",
    "ui/broken_a.py": "import mediator_app.ui.broken_b",
    "ui/broken_b.py": "import mediator_app.ui.broken_a",
    "services/broken_qt.py": "import PySide6.QtCore",
    "ui/broken_db.py": "import mediator_app.db",
    "core/broken_time.py": "import time",
    "services/broken_model.py": "import sqlmodel",
    "services/broken_sql.py": "import sqlalchemy",
    "services/broken_tools.py": "import alembic",
    "reports/broken_db.py": "import mediator_app.db",
    "db/migrations/versions/broken.py": "import mediator_app.core",
}


def verdicts(root: Path) -> dict[str, str]:
    run = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    answer = subprocess.run(
        [*run, "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )
    found = re.findall(r"^(.+?) (KEPT|BROKEN)", answer.stdout, flags=re.MULTILINE)
    assert found, answer.stdout + answer.stderr
    return dict(found)


def test_every_contract_bites(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "mediator_app",
        tmp_path / "mediator_app",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {c["name"] for c in contracts["tool"]["importlinter"]["contracts"]}
    for name, crime in CRIMES.items():
        (tmp_path / "mediator_app" / name).write_text(crime + "\n", encoding="utf-8")
    assert verdicts(tmp_path) == dict.fromkeys(wanted, "BROKEN")
