"""Checks of the first two stages and of the ways out: who, where, how safe, with whose consent."""

from __future__ import annotations

from collections.abc import Iterable

from mediator_app.core.consent import is_withdrawn
from mediator_app.core.records.codes import KIND, NEVER_MEDIATED
from mediator_app.core.records.follow_up import Referral
from mediator_app.core.records.incidents import Incident
from mediator_app.core.records.parties import Consent, Party
from mediator_app.core.records.reintegration import Reintegration
from mediator_app.core.workflow.facts import Facts, said
from mediator_app.core.workflow.gaps import Check, Gap, unless

ELSEWHERE = ("not_mediable", "referred")  # outcomes that send a case to somebody else


def filled(field: str) -> Check:
    """Return the check that a field of the case is not empty."""

    def check(facts: Facts) -> Iterable[Gap]:
        value = getattr(facts.case, field)
        return unless(said(value) if isinstance(value, str) else value)

    return check


def kind(facts: Facts) -> Iterable[Gap]:
    case = facts.case
    return unless(case.kind in KIND and (case.subtype or said(case.subtype_text)))


def party(facts: Facts) -> Iterable[Gap]:
    return unless(facts.view.all(Party))


def not_for_us(facts: Facts) -> Iterable[Gap]:
    return unless(facts.case.mediability not in {"no", "refer"})


def never_mediated(facts: Facts) -> Iterable[Gap]:
    return unless(facts.case.subtype not in NEVER_MEDIATED)


def minor(facts: Facts) -> Iterable[Gap]:
    young = facts.view.one(Reintegration)
    if young and young.record.age_band == "15-17" and not young.record.minor_referred:
        yield Gap(eid=young.eid)


def consent(facts: Facts) -> Iterable[Gap]:
    """A consent counts while it is not withdrawn and says to what."""
    parties = {e.eid for e in facts.view.all(Party)}
    return unless(
        any(
            e.record.party in parties
            and e.record.purposes
            and not is_withdrawn(e.record, today=facts.today)
            for e in facts.view.all(Consent)
        )
    )


def risk_approval(facts: Facts) -> Iterable[Gap]:
    return unless(not facts.high_risk or facts.approvals("high_risk"))


def safety_plan(facts: Facts) -> Iterable[Gap]:
    return unless(not facts.high_risk or said(facts.case.safety_plan))


def rumours(facts: Facts) -> Iterable[Gap]:
    for incident in facts.view.all(Incident):
        if incident.record.type == "rumour" and not said(incident.record.second_source):
            yield Gap(eid=incident.eid)


def _sent_elsewhere(facts: Facts) -> bool:
    """Tell whether a case that is never mediated is on its way to those who can help."""
    return facts.case.subtype in NEVER_MEDIATED and facts.case.outcome in ELSEWHERE


def exit_mediability(facts: Facts) -> Iterable[Gap]:
    return unless(not _sent_elsewhere(facts) or facts.case.mediability in {"no", "refer"})


def exit_referral(facts: Facts) -> Iterable[Gap]:
    referred = any(said(e.record.referred_to) for e in facts.view.all(Referral))
    return unless(not _sent_elsewhere(facts) or referred)


def exit_co_decision(facts: Facts) -> Iterable[Gap]:
    approved = facts.approvals("not_mediable", since=facts.reopened_on)
    return unless(not _sent_elsewhere(facts) or approved)


def exit_approval(facts: Facts) -> Iterable[Gap]:
    if _sent_elsewhere(facts):
        return ()  # the co-decision above is that approval
    also = ("not_mediable",) if facts.case.outcome in ELSEWHERE else ()
    return unless(facts.approvals("closing", *also, since=facts.reopened_on))
