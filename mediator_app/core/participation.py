"""How many women and young people take part, and how many are missing to reach the goal.

The goal (30 % of each) is one to reach or to explain, never a lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mediator_app.core.days import stored_day
from mediator_app.core.goal import GOAL
from mediator_app.core.names import fold
from mediator_app.core.records import codes
from mediator_app.core.records.agreements import Agreement, CommitteeMember, Signatory
from mediator_app.core.records.meetings import Attendance, HeadCount, Meeting
from mediator_app.core.records.parties import Party
from mediator_app.core.view import CaseView, Entry

YOUTH_BAND = "15-35"
WHOLE = 100
LOPSIDED = 2  # a side with more than twice the people of another outweighs it
THERE = ("present", "represented")
# Nothing but its name says that a group is one of women or of young people.
WOMEN_WORDS = ("femme", "femmes", "women", "musow", "muso")
YOUTH_WORDS = ("jeune", "jeunes", "jeunesse", "youth", "denmisenw", "kamalenw")


@dataclass(frozen=True, slots=True)
class Counts:
    """People counted; `young` is None where the young among them were not counted."""

    women: int
    men: int
    young: int | None

    @property
    def total(self) -> int:
        return self.women + self.men

    @property
    def women_percent(self) -> float | None:
        return percent(self.women, self.total)

    @property
    def young_percent(self) -> float | None:
        return None if self.young is None else percent(self.young, self.total)

    def enough_women(self, goal: int = GOAL) -> bool:
        return self.total > 0 and self.women * WHOLE >= goal * self.total

    def enough_young(self, goal: int = GOAL) -> bool:
        return self.total > 0 and self.young is not None and self.young * WHOLE >= goal * self.total


@dataclass(frozen=True, slots=True)
class Lack:
    """How many more are needed; zero and zero when the goal is reached."""

    women: int
    young: int


@dataclass(frozen=True, slots=True)
class Meter:
    """What stands beside a meeting while it is planned; None where nobody was counted yet."""

    counts: Counts | None
    lack: Lack
    sides: tuple[tuple[str, Counts | None], ...]
    balanced: bool  # every side counted, none more than twice as numerous as another


@dataclass(frozen=True, slots=True)
class Invitee:
    """A party who is not at the meeting yet and would bring it nearer to the goal."""

    eid: bytes
    name: str
    women: bool
    young: bool


def percent(part: int, whole: int) -> float | None:
    """Return `part` in per cent of `whole`, or None of nothing."""
    return part * WHOLE / whole if whole else None


def lack(counts: Counts, goal: int = GOAL) -> Lack:
    """Return the fewest women and young people whose coming reaches the goal.

    They come in addition to those counted. The women and the young are taken for different
    people: where a young woman comes, the goal is reached all the sooner. From 50 % on that has
    no answer, so there they are taken for the same people.
    """
    if not 0 <= goal < WHOLE:
        raise ValueError(goal)
    young_now = counts.young or 0
    women = young = 0
    while True:
        more = women + young if goal * 2 < WHOLE else max(women, young)
        needed = -(-goal * (counts.total + more) // WHOLE)
        now = (max(women, needed - counts.women), max(young, needed - young_now))
        if now == (women, young):
            return Lack(women, young)
        women, young = now


def add(several: Iterable[Counts]) -> Counts | None:
    """Return the sum, or None of nothing; the young are known only where all counted them."""
    found = list(several)
    if not found:
        return None
    young = [counts.young for counts in found if counts.young is not None]
    return Counts(
        sum(counts.women for counts in found),
        sum(counts.men for counts in found),
        sum(young) if len(young) == len(found) else None,
    )


def _counted(record: Meeting | HeadCount) -> Counts | None:
    if record.women is None or record.men is None:
        return None  # half a count would make any share look right
    known = record.young_women is not None and record.young_men is not None
    young = (record.young_women or 0) + (record.young_men or 0) if known else None
    return Counts(record.women, record.men, young)


def sides_of(view: CaseView, meeting: Entry[Meeting]) -> tuple[tuple[str, Counts | None], ...]:
    """Return what was counted of each side of the case, None where it was not."""
    rows = [entry.record for entry in view.under(HeadCount, "meeting", meeting.eid)]
    return tuple(
        (side, add(c for row in rows if row.side == side and (c := _counted(row))))
        for side in view.sides
    )


def counts_of(view: CaseView, meeting: Entry[Meeting]) -> Counts | None:
    """Return who came to a meeting: from the counts of its sides, else from its totals."""
    rows = view.under(HeadCount, "meeting", meeting.eid)
    by_side = add(c for row in rows if (c := _counted(row.record)))
    return by_side or _counted(meeting.record)


def across(view: CaseView, meetings: Iterable[Entry[Meeting]]) -> Counts | None:
    """Return the sum over meetings; those without a count are left out, not taken for zero."""
    return add(c for meeting in meetings if (c := counts_of(view, meeting)))


def young_across(view: CaseView, meetings: Iterable[Entry[Meeting]]) -> Counts | None:
    """Return the sum over those meetings alone in which the young were counted."""
    found = (counts_of(view, meeting) for meeting in meetings)
    return add(c for c in found if c and c.young is not None)


def meter(view: CaseView, meeting: Entry[Meeting], *, goal: int = GOAL) -> Meter:
    """Return how far a meeting, planned or held, is from the goal."""
    counts = counts_of(view, meeting)
    sides = sides_of(view, meeting)
    people = [c.total for _side, c in sides if c and c.total]
    return Meter(
        counts=counts,
        lack=lack(counts, goal) if counts else Lack(0, 0),
        sides=sides,
        balanced=len(people) == len(sides) > 1 and max(people) <= LOPSIDED * min(people),
    )


def is_young(party: Party, band: str | None, *, on: date) -> bool | None:
    """Tell whether a person is young on a day; None where the year of birth is unknown."""
    if party.birth_year is None:
        return None
    first, last = (band if band and band in codes.YOUTH_BAND else YOUTH_BAND).split("-")
    return int(first) <= on.year - party.birth_year <= int(last)


def _named(party: Party, words: tuple[str, ...]) -> bool:
    folded = {fold(word) for word in words}  # as the name is: folding merges doubled letters
    return party.type != "person" and not folded.isdisjoint(fold(party.name or "").split())


def meeting_day(meeting: Entry[Meeting]) -> date | None:
    """Return the day of a meeting, None where it is none: another laptop may have erred."""
    return stored_day(meeting.record.held_on)


def could_invite(view: CaseView, meeting: Entry[Meeting], *, today: date) -> tuple[Invitee, ...]:
    """Return the women, young people and their groups of the case who are not at the meeting.

    Known are the parties' sex and year of birth, and of a group its name: nothing is guessed
    beyond that.
    """
    on = meeting_day(meeting) or today
    coming = set(meeting.record.resource_persons or [])
    for attendance in view.under(Attendance, "meeting", meeting.eid):
        if attendance.record.party and attendance.record.status in {None, *THERE}:
            coming.add(attendance.record.party.hex())
    found = (
        Invitee(
            entry.eid,
            entry.record.name or "",
            women=entry.record.sex == "f" or _named(entry.record, WOMEN_WORDS),
            young=bool(is_young(entry.record, view.case.youth_band, on=on))
            or _named(entry.record, YOUTH_WORDS),
        )
        for entry in view.all(Party)
        if entry.eid.hex() not in coming
    )
    return tuple(one for one in found if one.women or one.young)


def committee(view: CaseView, agreement: Entry[Agreement]) -> Counts | None:
    """Return the members of an agreement's committee; who is not said to be one is no woman."""
    members = [e.record for e in view.under(CommitteeMember, "agreement", agreement.eid)]
    if not members:
        return None
    women = sum(member.sex == "f" for member in members)
    return Counts(women, len(members) - women, sum(bool(member.young) for member in members))


def signatories(view: CaseView, agreement: Entry[Agreement], *, on: date) -> Counts | None:
    """Return the persons who signed; groups and institutions have neither sex nor age."""
    signed = {e.record.party for e in view.under(Signatory, "agreement", agreement.eid)}
    people = [e.record for e in view.all(Party) if e.eid in signed and e.record.type == "person"]
    if not people:
        return None
    women = sum(person.sex == "f" for person in people)
    young = sum(bool(is_young(person, view.case.youth_band, on=on)) for person in people)
    return Counts(women, len(people) - women, young)
