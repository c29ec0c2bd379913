"""Writes the published schema of the open case file from the declarations."""

from __future__ import annotations

import json
from pathlib import Path

from mediator_app.core.interchange.schema import schema

TARGET = Path(__file__).parents[1] / "resources/schemas/mediation-cases-1.schema.json"

if __name__ == "__main__":
    TARGET.write_text(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
