"""What the meetings tab has beside its lists."""

from mediator_app.ui.case.parts.attending import Attending
from mediator_app.ui.case.parts.meeting_state import MeetingState

PANELS = (MeetingState,)
EXTRAS = {"meeting": Attending}
