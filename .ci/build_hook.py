"""What a wheel carries besides Python: compiled catalogs and resources."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = "mediator_app/_data"


class Data(BuildHookInterface[Any]):
    """Put resources/ and translations/ where an installed program looks for them."""

    made: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return  # a checkout is read in place
        root = Path(self.root)
        self.made = Path(tempfile.mkdtemp())
        forced = build_data["force_include"]
        forced[str(root / "resources")] = f"{DATA}/resources"
        for source in sorted((root / "translations").glob("*/LC_MESSAGES/*.po")):
            language = source.parents[1].name
            compiled = self.made / language / f"{source.stem}.mo"
            compiled.parent.mkdir(parents=True, exist_ok=True)
            compile_catalog(source, compiled)
            forced[str(compiled)] = f"{DATA}/translations/{language}/LC_MESSAGES/{compiled.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self.made is not None:
            shutil.rmtree(self.made)


def compile_catalog(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    with target.open("wb") as file:
        write_mo(file, catalog)
