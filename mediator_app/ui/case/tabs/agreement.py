"""What the agreement tab has beside its lists."""

from mediator_app.ui.case.parts.agreement_state import AgreementState

PANELS = (AgreementState,)
