"""The one table of guards: what every stage asks before the case goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from mediator_app.core.marks import N_
from mediator_app.core.records.codes import AGREEMENT_TYPE, KIND, OUTCOME
from mediator_app.core.view import CaseView
from mediator_app.core.workflow import keeping, opening, talks
from mediator_app.core.workflow.facts import STAGES, Facts, stage_of
from mediator_app.core.workflow.gaps import Check

HARD, SOFT = True, False
EXIT = "exit"  # no stage: what an outcome that ends the work asks for, from any stage
ENDINGS = tuple(o for o in OUTCOME if o not in AGREEMENT_TYPE and o != "suspended_security")
ALL = tuple(KIND)
LAND = ("land",)
INTERCOMMUNAL = ("intercommunal",)
REINTEGRATION = ("reintegration",)
TABS = ("summary", "parties", "meetings", "kind", "agreement", "follow_up", "documents", "history")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the person can put it right; `eid` is the record meant, None for a new one."""

    tab: str  # one of TABS; "kind" is the tab that the kind of the case has for itself
    record: str  # name of a record type
    field: str | None = None
    eid: bytes | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """One thing that must be so before the case leaves its stage.

    Most belong to one stage; what may become true later (a risk that rises) is asked again.
    """

    stages: tuple[str, ...]
    code: str
    hard: bool
    check: Check
    message: str
    place: Place
    kinds: tuple[str, ...] = ALL


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a guard found wanting."""

    code: str
    hard: bool
    message: str
    values: Mapping[str, str]
    place: Place

    def sentence(self, translate: Callable[[str], str]) -> str:
        """Return what to do, in the language of `translate`."""
        return translate(self.message).format(**self.values)


INTAKE, SCREENING, ANALYSIS, DIALOGUE, AGREEMENT, FOLLOW_UP, CLOSURE = ((s,) for s in STAGES)
BEFORE_SIGNING = STAGES[1:5]
AMONG_PEOPLE = STAGES[1:4]
TALKING_TO_SIGNING = STAGES[3:5]


def _case(field: str, tab: str = "summary") -> Place:
    return Place(tab, "case_file", field)


_PARTY = Place("parties", "party")
_SIDE = Place("parties", "party", "side")
_MEETING = Place("meetings", "meeting")
_APPROVAL = Place("summary", "approval")
_INCIDENT = Place("summary", "incident")
_AGREEMENT = Place("agreement", "agreement")

# fmt: off
GUARDS: tuple[Guard, ...] = (
    Guard(INTAKE, "type", HARD, opening.kind, N_("Choose the kind and the sub-type of the dispute."), _case("subtype")),
    Guard(INTAKE, "place", HARD, opening.filled("commune"), N_("Say where it is, at least the commune."), _case("commune")),
    Guard(INTAKE, "party", HARD, opening.party, N_("Add a person or a group who takes part."), _PARTY),
    Guard(INTAKE, "source", HARD, opening.filled("source"), N_("Say who brought the case."), _case("source")),
    Guard(INTAKE, "confidentiality", HARD, opening.filled("confidentiality"), N_("Say who may read this case."), _case("confidentiality")),
    Guard(INTAKE, "mediator", HARD, opening.filled("mediator"), N_("Write down who the mediator is."), _case("mediator")),
    Guard(INTAKE, "duplicates", HARD, opening.filled("duplicates_checked"), N_("Look whether the same case was opened before."), _case("duplicates_checked")),
    Guard(INTAKE, "event_date", SOFT, opening.filled("event_date"), N_("Say when it happened, even roughly."), _case("event_date")),

    Guard(SCREENING, "mediability", HARD, opening.filled("mediability"), N_("Say whether this case can be mediated."), _case("mediability")),
    Guard(BEFORE_SIGNING, "not_for_us", HARD, opening.not_for_us, N_("This case is not for mediation: refer it, then close it."), Place("follow_up", "referral")),
    Guard(BEFORE_SIGNING, "never_mediated", HARD, opening.never_mediated, N_("A case of this kind is never mediated: refer it, have a supervisor agree, then close it."), Place("follow_up", "referral")),
    Guard(SCREENING, "risk", HARD, opening.filled("risk"), N_("Write down the risk."), _case("risk")),
    Guard(SCREENING, "consent", HARD, opening.consent, N_("Ask at least one party for consent and write down to what."), Place("parties", "consent")),
    Guard(SCREENING, "interest", HARD, opening.filled("interest_by"), N_("Declare your ties to the parties, or that you have none."), _case("interest_by")),
    Guard(AMONG_PEOPLE, "risk_approval", HARD, opening.risk_approval, N_("The risk is high: have a supervisor approve, and write down who, when and how."), _APPROVAL),
    Guard(AMONG_PEOPLE, "safety_plan", HARD, opening.safety_plan, N_("The risk is high: write a safety plan."), _case("safety_plan")),
    Guard(SCREENING, "minor", HARD, opening.minor, N_("This is a minor: refer to child protection first."), Place("kind", "reintegration", "minor_referred"), REINTEGRATION),
    Guard(SCREENING, "rumour", SOFT, opening.rumours, N_("Find a second source for the rumour."), _INCIDENT),

    Guard(ANALYSIS, "sides", HARD, talks.two_sides, N_("Put the parties on at least two sides."), _SIDE),
    Guard(ANALYSIS, "party_side", HARD, talks.side_of_party, N_("Say on which side {party} stands."), _SIDE),
    Guard(ANALYSIS, "heard", HARD, talks.heard, N_("Hear side {side} separately, or say why not."), _MEETING),
    Guard(ANALYSIS, "representative", HARD, talks.representative, N_("Say who speaks for {party}."), Place("parties", "party", "representative")),
    Guard(ANALYSIS, "mandate", HARD, talks.mandate, N_("Add a valid mandate of {party}."), Place("parties", "mandate")),
    Guard(ANALYSIS, "issues", HARD, talks.issues, N_("List the issues between the parties."), Place("meetings", "issue")),
    Guard(ANALYSIS, "actor_map", HARD, talks.actor_map, N_("Write down the interest and the influence of {party}."), Place("parties", "party", "interest")),
    Guard(ANALYSIS, "absent_actors", HARD, talks.absent_reviewed, N_("Think of who should be there and is not."), Place("parties", "absent_actor")),
    Guard(ANALYSIS, "women_heard", SOFT, talks.heard_of_each_side(young=False), N_("Hear the women of side {side}."), _MEETING),
    Guard(ANALYSIS, "youth_heard", SOFT, talks.heard_of_each_side(young=True), N_("Hear the young people of side {side}."), _MEETING),
    Guard(ANALYSIS, "earlier_accords", SOFT, talks.earlier_accords, N_("Look for earlier accords."), _case("earlier_accords_searched")),
    Guard(ANALYSIS, "inspection", SOFT, talks.inspection, N_("Go and see the place, and write down what you find."), _MEETING, LAND),

    Guard(DIALOGUE, "joint_session", HARD, talks.joint_session, N_("Hold a joint meeting, or a shuttle between the sides."), _MEETING),
    Guard(DIALOGUE, "attendance", HARD, talks.attendance, N_("Count the women, the men and the young people of a joint meeting or shuttle."), Place("meetings", "head_count")),
    Guard(DIALOGUE, "both_sides", HARD, talks.every_side_reached, N_("Bring side {side} to a joint meeting, or reach it by a shuttle."), Place("meetings", "attendance")),
    Guard(DIALOGUE, "ground_rules", HARD, opening.filled("ground_rules"), N_("Write down the rules of the meetings that all accept."), _case("ground_rules", "meetings")),
    Guard(DIALOGUE, "meeting_place", HARD, talks.place, N_("Say of a joint meeting that its place was neutral and safe."), Place("meetings", "meeting", "place_safe")),
    Guard(DIALOGUE, "positions", HARD, talks.positions, N_("Say where this issue stands: {issue}"), Place("meetings", "issue", "position")),
    Guard(DIALOGUE, "women_share", SOFT, talks.enough(young=False), N_("Too few women came for the goal: invite more, or say why."), Place("meetings", "meeting", "quota_reason")),
    Guard(DIALOGUE, "youth_share", SOFT, talks.enough(young=True), N_("Too few young people came for the goal: invite more, or say why."), Place("meetings", "meeting", "quota_reason")),
    Guard(TALKING_TO_SIGNING, "absent_plan", SOFT, talks.absent_plans, N_("Write down what you do about the absence of {actor}."), Place("parties", "absent_actor", "plan")),
    Guard(DIALOGUE, "intra_dialogue", SOFT, talks.intra_dialogue, N_("Hold a dialogue within side {side} first."), _MEETING, INTERCOMMUNAL),
    Guard(DIALOGUE, "family_acceptance", SOFT, talks.acceptance("family"), N_("Ask the family how far it accepts the young person."), Place("kind", "acceptance"), REINTEGRATION),
    Guard(DIALOGUE, "community_acceptance", SOFT, talks.acceptance("community"), N_("Ask the community how far it accepts the young person."), Place("kind", "acceptance"), REINTEGRATION),

    Guard(AGREEMENT, "commitment", HARD, keeping.commitment, N_("Write at least one commitment: who, what, by when, how it will be verified."), Place("agreement", "clause")),
    Guard(AGREEMENT, "due_after_signing", HARD, keeping.due_after_signing, N_("This commitment falls due before the signing, give it a later day: {clause}"), Place("agreement", "clause", "due")),
    Guard(AGREEMENT, "absent_discussed", SOFT, keeping.absent_discussed, N_("Talk with the parties about who is not at the table, and tick it on the agreement."), Place("agreement", "agreement", "absent_discussed")),
    Guard(AGREEMENT, "read_aloud", HARD, keeping.read_aloud, N_("Read the text aloud, and write down the language and the reader."), Place("agreement", "read_aloud")),
    Guard(AGREEMENT, "read_for_side", SOFT, keeping.read_for_each_side, N_("Read the text aloud in a language that side {side} understands."), Place("agreement", "read_aloud")),
    Guard(AGREEMENT, "signature", HARD, keeping.signatures, N_("Get the signature or thumbprint of {party}."), Place("agreement", "signatory")),
    Guard(AGREEMENT, "signing_mandate", HARD, keeping.signing_mandates, N_("Add a mandate of {party} that held on the day of signing."), Place("parties", "mandate")),
    Guard(AGREEMENT, "witnesses", HARD, keeping.witnesses, N_("Name at least two witnesses."), Place("agreement", "witness")),
    Guard(AGREEMENT, "signing_approval", HARD, keeping.signing_approval, N_("Have a supervisor approve the signing, and write down who, when and how."), _APPROVAL),
    Guard(AGREEMENT, "committee", HARD, keeping.committee, N_("Name the committee that watches over the agreement."), Place("agreement", "committee_member")),
    Guard(AGREEMENT, "signed_on", HARD, keeping.in_agreement("signed_on"), N_("Write down the day of signing."), Place("agreement", "agreement", "signed_on")),
    Guard(AGREEMENT, "number", HARD, keeping.in_agreement("number"), N_("Give the record of the agreement its number."), Place("agreement", "agreement", "number")),
    Guard(AGREEMENT, "paper", HARD, keeping.paper, N_("Add a picture of the signed sheet, or say where the paper is kept."), Place("agreement", "agreement", "paper_kept_at")),
    Guard(AGREEMENT, "follow_up_days", HARD, keeping.follow_up_days, N_("Plan the follow-up visits."), Place("follow_up", "visit", "due")),
    Guard(AGREEMENT, "signing_approval_late", SOFT, keeping.signing_approval_late, N_("The supervisor approved after the day of signing."), _APPROVAL),
    Guard(AGREEMENT, "committee_balance", SOFT, keeping.committee_balance, N_("Too few women or young people are in the committee for the goal."), Place("agreement", "committee_member")),
    Guard(AGREEMENT, "signatory_balance", SOFT, keeping.signatory_balance, N_("Too few women or young people signed for the goal."), Place("agreement", "signatory")),
    Guard(AGREEMENT, "compensation", SOFT, keeping.compensation, N_("The amounts of the clauses differ from what was agreed for the damage."), Place("agreement", "clause", "amount_fcfa")),

    Guard(FOLLOW_UP, "commitments_final", HARD, keeping.commitments_final, N_("Say what became of this commitment, or hand it to a committee: {clause}"), Place("follow_up", "clause_check")),
    Guard(FOLLOW_UP, "visit", HARD, keeping.visit, N_("Make at least one follow-up visit."), Place("follow_up", "visit")),
    Guard(FOLLOW_UP, "side_status", HARD, keeping.side_status, N_("Ask side {side} whether the agreement holds."), Place("follow_up", "side_status")),
    Guard(FOLLOW_UP, "last_check", HARD, keeping.last_check, N_("Check the agreement again, {days} days or more after the signing."), Place("follow_up", "visit")),
    Guard(FOLLOW_UP, "open_incident", SOFT, keeping.open_incidents, N_("An incident that touches the agreement is not settled."), _INCIDENT),

    Guard(CLOSURE, "outcome", HARD, opening.filled("outcome"), N_("Choose the outcome."), _case("outcome")),
    Guard(CLOSURE, "feedback", HARD, keeping.feedback, N_("Ask somebody of side {side} the three questions, or say why not."), Place("follow_up", "feedback")),
    Guard(CLOSURE, "closing_approval", HARD, keeping.closing_approval, N_("Have a supervisor approve the closing, and write down who, when and how."), _APPROVAL),
    Guard(CLOSURE, "retention", HARD, opening.filled("retention"), N_("Choose what is kept after closing."), _case("retention")),

    Guard((EXIT,), "exit_reason", HARD, opening.filled("outcome_reason"), N_("Write down the reason of the outcome."), _case("outcome_reason")),
    Guard((EXIT,), "exit_approval", HARD, opening.exit_approval, N_("Have a supervisor approve the closing, and write down who, when and how."), _APPROVAL),
    Guard((EXIT,), "exit_mediability", HARD, opening.exit_mediability, N_("Say that this case is not for mediation, and why."), _case("mediability")),
    Guard((EXIT,), "exit_referral", HARD, opening.exit_referral, N_("Write down to whom the case was referred."), Place("follow_up", "referral")),
    Guard((EXIT,), "exit_co_decision", HARD, opening.exit_co_decision, N_("Have a supervisor agree that this case is not for mediation."), _APPROVAL),
)
# fmt: on


def _wanting(guard: Guard, facts: Facts) -> Iterable[Missing]:
    kind = facts.case.kind
    if (kind if kind in ALL else "other") not in guard.kinds:
        return
    for gap in guard.check(facts):
        place = Place(guard.place.tab, guard.place.record, guard.place.field, gap.eid)
        yield Missing(guard.code, guard.hard, guard.message, gap.values, place)


def missing_at(
    view: CaseView, stage: str, *, today: date, agreement: bytes | None = None
) -> list[Missing]:
    """Return what a stage (or EXIT) still asks for, everything at once, hard ones first.

    `agreement` is the one to be judged where it is not the one in force: an amendment.
    """
    facts = Facts(view, today, agreement)
    found = [m for guard in GUARDS if stage in guard.stages for m in _wanting(guard, facts)]
    return sorted(found, key=lambda one: not one.hard)


def missing(view: CaseView, today: date) -> list[Missing]:
    """Return what the case still needs to leave its stage towards the next, or to be closed."""
    return missing_at(view, stage_of(view), today=today)


def unmet_on_import(view: CaseView, today: date) -> list[Missing]:
    """Return what the stages before the given one would have asked for, each thing once.

    A case that an outcome ended never went through the stages: it is asked what ending asks.
    """
    case = view.case
    facts = Facts(view, today)
    if case.outcome in ENDINGS and stage_of(view) == STAGES[-1]:
        return missing_at(view, EXIT, today=today)
    index = STAGES.index(stage_of(view))
    passed = {*STAGES[:index], *(STAGES[-1:] if is_closed(view) else ())}
    return [m for guard in GUARDS if passed & {*guard.stages} for m in _wanting(guard, facts)]


def is_closed(view: CaseView) -> bool:
    """Tell whether the work has ended: a day of closing, at the last stage."""
    return bool(view.case.closed_on) and stage_of(view) == STAGES[-1]


def codes(found: Iterable[Missing]) -> str | None:
    """Return what was missing as the history keeps it, or None."""
    return " ".join(dict.fromkeys(one.code for one in found)) or None


class _Blank(Formatter):
    def get_value(self, key: int | str, args: object, kwargs: object) -> str:
        del key, args, kwargs
        return "…"


def explain(unmet: str | None, translate: Callable[[str], str]) -> list[str]:
    """Return what the history keeps as sentences; codes of another version stay as they are."""
    messages = {guard.code: guard.message for guard in GUARDS}
    return [
        _Blank().format(translate(messages[code])) if code in messages else code
        for code in (unmet or "").split()
    ]
