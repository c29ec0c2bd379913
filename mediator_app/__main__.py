"""Start with `python -m mediator_app`: the window, or with words the command line."""

from __future__ import annotations

import sys

from mediator_app import app

if __name__ == "__main__":
    if len(sys.argv) > 1:
        app.main_cli()
    else:
        app.main_window()
