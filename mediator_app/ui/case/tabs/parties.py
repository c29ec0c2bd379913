"""What the parties tab has beside its lists."""

from mediator_app.ui.case.parts.consents import ConsentPanel

PANELS = (ConsentPanel,)
