"""The page of alerts over a real profile, for its tests."""

from __future__ import annotations

from mediator_app.services.work import Workspace
from mediator_app.ui.fields.places import find_place
from mediator_app.ui.pages.alerts import AlertsPage
from tests.ui.sitting import Seat, take_place


class Sitting(Seat):
    """One person before the page of alerts."""

    def shown(self) -> list[str]:
        """Return the words of the lines of the list."""
        model = self.page.model
        return [" | ".join(cell.text for cell in model.cells(n)) for n in range(model.rowCount())]


def sit(work: Workspace) -> Sitting:
    seat = take_place(work, lambda desk: AlertsPage(desk, find_place), (1200, 700))
    return Sitting(**vars(seat))
