"""What the parties tab has beside its lists."""

from mediator_app.ui.case.parts.consents import ConsentPanel
from mediator_app.ui.case.parts.parties_cards import PartiesPanel
from mediator_app.ui.case.parts.parties_map import ActorPanel

PANELS = (PartiesPanel, ConsentPanel, ActorPanel)
