"""What the summary tab has beside its lists."""

from mediator_app.ui.case.parts.alerts import AlertPanel
from mediator_app.ui.case.parts.approvals import ApprovalPanel
from mediator_app.ui.case.parts.parties_same import SamePanel
from mediator_app.ui.case.parts.safety import SafetyPanel

PANELS = (SamePanel, AlertPanel, ApprovalPanel, SafetyPanel)
