"""The languages the program speaks, each by its own name, which is never translated.

The languages that people speak in meetings are codes of the records, with their labels there.
"""

from __future__ import annotations

OWN_NAMES = {"fr": "Français", "bm": "Bamanankan", "en": "English"}
