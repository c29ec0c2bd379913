"""What a role may not do is greyed out and says why; it is never hidden."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mediator_app.core.roles import Act, NotAllowed
from mediator_app.i18n import _
from mediator_app.services.work import Workspace
from mediator_app.ui.texts import say_tip


def allow(widget: QWidget, work: Workspace, act: Act, *, also: bool = True) -> bool:
    """Enable `widget` where the role allows the act (and `also`); tell whether the role does."""
    may = work.may(act)
    widget.setEnabled(may and also)
    if may:
        return True
    role = work.info.role

    def why() -> str:
        return NotAllowed(role, act).sentence(_)

    say_tip(widget, why)
    widget.setAccessibleDescription(why())
    return False
