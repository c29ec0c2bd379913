"""What the follow_up tab has beside its lists."""

from mediator_app.ui.case.parts.feedback import SpokenQuestions
from mediator_app.ui.case.parts.follow_up_state import FollowUpState
from mediator_app.ui.case.parts.follow_up_visit import VisitWords
from mediator_app.ui.case.parts.referrals import ReferralPanel

PANELS = (FollowUpState, SpokenQuestions, ReferralPanel)
EXTRAS = {"visit": VisitWords}
