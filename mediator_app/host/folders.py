"""The folders of this program on this machine."""

from __future__ import annotations

from pathlib import Path

import platformdirs

APP = "mediator-app"


def default_profile() -> Path:
    """Return the profile opened when none is named. It may not exist yet."""
    return platformdirs.user_data_path(APP, appauthor=False) / "profile"


def config() -> Path:
    """Return the folder of this laptop's settings, which hold nothing personal."""
    return platformdirs.user_config_path(APP, appauthor=False)


def logs() -> Path:
    """Return the folder of the logs, which hold ids and sizes only."""
    return platformdirs.user_log_path(APP, appauthor=False)
