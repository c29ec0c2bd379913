"""Checks of listening and dialogue: everybody heard, spoken for, counted, nobody forgotten."""

from __future__ import annotations

from collections.abc import Iterable

from mediator_app.core.participation import Counts, across, counts_of, is_young, young_across
from mediator_app.core.records.communities import EarlierAccord
from mediator_app.core.records.meetings import HeadCount, Issue, Meeting
from mediator_app.core.records.parties import AbsentActor, Party
from mediator_app.core.records.reintegration import Acceptance
from mediator_app.core.view import Entry
from mediator_app.core.workflow.facts import JOINT, PRINCIPAL, SEPARATE, Facts, said
from mediator_app.core.workflow.gaps import Check, Gap, unless


def two_sides(facts: Facts) -> Iterable[Gap]:
    return unless(len(facts.sides) > 1)


def side_of_party(facts: Facts) -> Iterable[Gap]:
    for party in facts.stakeholders:
        if party.record.role in PRINCIPAL and not said(party.record.side):
            yield Gap({"party": facts.name(party)}, party.eid)


def heard(facts: Facts) -> Iterable[Gap]:
    if said(facts.case.unheard_reason):
        return
    met = {side for meeting in facts.held(*SEPARATE) for side in facts.sides_at(meeting)}
    for side in facts.sides:
        if side not in met:
            yield Gap({"side": side})


def _groups(facts: Facts) -> Iterable[Entry[Party]]:
    return (party for party in facts.stakeholders if party.record.type == "group")


def representative(facts: Facts) -> Iterable[Gap]:
    for group in _groups(facts):
        if facts.speaker(group) is None:
            yield Gap({"party": facts.name(group)}, group.eid)


def mandate(facts: Facts) -> Iterable[Gap]:
    for group in _groups(facts):
        if not facts.mandated(group, facts.today.isoformat()):
            yield Gap({"party": facts.name(group)}, group.eid)


def issues(facts: Facts) -> Iterable[Gap]:
    return unless(facts.view.all(Issue))


def actor_map(facts: Facts) -> Iterable[Gap]:
    for party in facts.stakeholders:
        if not said(party.record.interest) or not party.record.influence:
            yield Gap({"party": facts.name(party)}, party.eid)


def absent_reviewed(facts: Facts) -> Iterable[Gap]:
    return unless(facts.case.absent_actors_reviewed or facts.view.all(AbsentActor))


def earlier_accords(facts: Facts) -> Iterable[Gap]:
    return unless(facts.case.earlier_accords_searched or facts.view.all(EarlierAccord))


def inspection(facts: Facts) -> Iterable[Gap]:
    return unless(facts.held("site_inspection", "field_visit"))


def _women(record: Meeting | HeadCount) -> int:
    return record.women or 0


def _young(record: Meeting | HeadCount) -> int:
    return (record.young_women or 0) + (record.young_men or 0)


def _heard_of(facts: Facts, side: str, *, young: bool) -> bool:
    """Tell whether women, or young people, of a side were heard away from the other side."""
    count = _young if young else _women
    for meeting in facts.held(*SEPARATE, "intra_dialogue"):
        rows = facts.view.under(HeadCount, "meeting", meeting.eid)
        if any(row.record.side == side and count(row.record) for row in rows):
            return True
        # Totals speak for a side only where it was there alone.
        if not rows and facts.sides_at(meeting) == frozenset((side,)) and count(meeting.record):
            return True
        people = [e.record for e in facts.came(meeting) if e.record.side == side]
        band = facts.case.youth_band
        if any(is_young(p, band, on=facts.today) if young else p.sex == "f" for p in people):
            return True
    return False


def _has_any(facts: Facts, side: str, *, young: bool) -> bool:
    """Tell whether there are women, or young people, on a side: one young man has no women."""
    band = facts.case.youth_band
    return any(
        party.type != "person"
        or (is_young(party, band, on=facts.today) is not False if young else party.sex != "m")
        for party in (e.record for e in facts.stakeholders)
        if party.side == side
    )


def heard_of_each_side(*, young: bool) -> Check:
    """Return the check that women (or young people) of every side were heard."""

    def check(facts: Facts) -> Iterable[Gap]:
        for side in facts.sides:
            if not _has_any(facts, side, young=young):
                continue
            if not _heard_of(facts, side, young=young):
                yield Gap({"side": side})

    return check


def talks(facts: Facts) -> tuple[Entry[Meeting], ...]:
    """Return the sessions of the dialogue: joint ones, and shuttles between the sides."""
    return facts.held(*JOINT, "shuttle")


def joint_session(facts: Facts) -> Iterable[Gap]:
    return unless(talks(facts))


def attendance(facts: Facts) -> Iterable[Gap]:
    meetings = talks(facts)
    found = (counts_of(facts.view, meeting) for meeting in meetings)
    if not any(c and c.total and c.young is not None for c in found):
        yield Gap(eid=meetings[-1].eid if meetings else None)


def every_side_reached(facts: Facts) -> Iterable[Gap]:
    """Each side sat with another one, or was reached by a shuttle."""
    reached: set[str] = set()
    for meeting in talks(facts):
        there = facts.sides_at(meeting)
        if meeting.record.type == "shuttle" or len(there) > 1:
            reached |= there
    for side in facts.sides:
        if side not in reached:
            yield Gap({"side": side})


def place(facts: Facts) -> Iterable[Gap]:
    """A shuttle goes to each side's own ground, which cannot be neutral but must be safe."""
    meetings = talks(facts)
    if not any(
        e.record.place_safe and (e.record.place_neutral or e.record.type == "shuttle")
        for e in meetings
    ):
        yield Gap(eid=meetings[-1].eid if meetings else None)


def positions(facts: Facts) -> Iterable[Gap]:
    for issue in facts.view.all(Issue):
        if not issue.record.position:
            yield Gap({"issue": issue.record.text or "…"}, issue.eid)


def enough(*, young: bool) -> Check:
    """Return the check that enough who came were women (or young), or that each says why not."""

    def check(facts: Facts) -> Iterable[Gap]:
        goal = facts.view.goal

        def reached(counts: Counts) -> bool:
            return counts.enough_young(goal) if young else counts.enough_women(goal)

        meetings = talks(facts)
        over_all = (young_across if young else across)(facts.view, meetings)
        if over_all and reached(over_all):
            return
        below = [e for e in meetings if not ((c := counts_of(facts.view, e)) and reached(c))]
        silent = [e for e in below if not said(e.record.quota_reason)]
        if silent or not below:
            yield Gap(eid=silent[0].eid if silent else None)

    return check


def absent_plans(facts: Facts) -> Iterable[Gap]:
    for actor in facts.view.all(AbsentActor):
        if not said(actor.record.plan):
            yield Gap({"actor": actor.record.who or "…"}, actor.eid)


def intra_dialogue(facts: Facts) -> Iterable[Gap]:
    met = {side for meeting in facts.held("intra_dialogue") for side in facts.sides_at(meeting)}
    for side in facts.sides:
        if side not in met:
            yield Gap({"side": side})


def acceptance(circle: str) -> Check:
    """Return the check that somebody asked how far this circle accepts the young person."""

    def check(facts: Facts) -> Iterable[Gap]:
        scores: Iterable[Entry[Acceptance]] = facts.view.all(Acceptance)
        return unless(any(e.record.circle == circle and e.record.score is not None for e in scores))

    return check
