"""What every page can do."""

from __future__ import annotations

from typing import Protocol

from mediator_app.services.work import Changed


class Page(Protocol):
    """What the window asks of every page; `help_name` is what F1 tells of."""

    help_name: str

    def refresh(self) -> None: ...
    def changed(self, changed: Changed) -> None: ...
    def keep_now(self) -> None: ...
    def retranslate(self) -> None: ...
