"""Meetings, who was there, and what stands between the parties."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from mediator_app.core.marks import N_
from mediator_app.core.records import codes as c
from mediator_app.core.records.base import (
    Day,
    Record,
    Ref,
    Refs,
    Text,
    Texts,
    among,
    choice,
    element_key,
    element_rank,
    fact,
    line,
    prose,
)

MANY = 100_000  # people at one meeting


class Meeting(Record):
    """One session of any type, planned or held. `women` and `men` count everybody."""

    ETYPE: ClassVar[int] = 20
    NAME: ClassVar[str] = "meeting"
    TITLE: ClassVar[str] = N_("Meeting")

    type: str = choice(1, N_("Kind of meeting"), c.MEETING_TYPE, required=True)
    held_on: Day | None = fact(2, "day", N_("Date"), path="date")
    state: str | None = choice(3, N_("State"), c.MEETING_STATE)
    place_text: Text | None = line(4, N_("Place"), searchable=True, names=True)
    place_neutral: bool | None = fact(5, "boolean", N_("Neutral place"))
    place_safe: bool | None = fact(6, "boolean", N_("Safe place"))
    languages: Annotated[list[str], AfterValidator(among(c.LANGUAGE))] | None = fact(
        7, "codes", N_("Languages"), codes=c.LANGUAGE
    )
    interpreter: Text | None = line(8, N_("Interpreter"), names=True)
    facilitators: Texts | None = fact(9, "texts", N_("Facilitators"), names=True)
    women: int | None = fact(10, "integer", N_("Women"), at_most=MANY)
    men: int | None = fact(11, "integer", N_("Men"), at_most=MANY)
    young_women: int | None = fact(12, "integer", N_("Young women among them"), at_most=MANY)
    young_men: int | None = fact(13, "integer", N_("Young men among them"), at_most=MANY)
    quota_reason: Text | None = line(14, N_("Why fewer women or young people"), 2_000)
    resource_persons: Refs | None = fact(15, "refs", N_("Resource persons"), to="party")
    summary: Text | None = prose(16, N_("What was said"), names=True)
    decisions: Text | None = prose(17, N_("What was decided"), names=True)
    next_on: Day | None = fact(18, "day", N_("Next meeting on"))
    time_text: Text | None = line(19, N_("At what time"), 60)
    security_cleared: bool | None = fact(20, "boolean", N_("Safety of the meeting checked"))
    rules_accepted: bool | None = fact(21, "boolean", N_("Everybody accepted the rules"))
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Attendance(Record):
    """Whether one party came to one meeting."""

    ETYPE: ClassVar[int] = 21
    NAME: ClassVar[str] = "attendance"
    TITLE: ClassVar[str] = N_("Attendance")

    meeting: Ref | None = fact(1, "ref", N_("Meeting"), to="meeting")
    party: Ref | None = fact(2, "ref", N_("Party"), to="party")
    status: str | None = choice(3, N_("Attendance"), c.ATTENDANCE)


class HeadCount(Record):
    """How many came from one side of a meeting."""

    ETYPE: ClassVar[int] = 22
    NAME: ClassVar[str] = "head_count"
    TITLE: ClassVar[str] = N_("Count of one side")

    meeting: Ref | None = fact(1, "ref", N_("Meeting"), to="meeting")
    side: Text | None = line(2, N_("Side"), 20)
    women: int | None = fact(3, "integer", N_("Women"), at_most=MANY)
    men: int | None = fact(4, "integer", N_("Men"), at_most=MANY)
    young_women: int | None = fact(5, "integer", N_("Young women among them"), at_most=MANY)
    young_men: int | None = fact(6, "integer", N_("Young men among them"), at_most=MANY)


class Issue(Record):
    """One question between the parties and where it stands."""

    ETYPE: ClassVar[int] = 23
    NAME: ClassVar[str] = "issue"
    TITLE: ClassVar[str] = N_("Issue")

    text: Text = line(1, N_("Issue"), 2_000, required=True, searchable=True, names=True)
    position: str | None = choice(2, N_("Position"), c.POSITION)
    remarks: Text | None = line(3, N_("Remark"), 2_000, names=True)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Stance(Record):
    """What one side says of one issue."""

    ETYPE: ClassVar[int] = 24
    NAME: ClassVar[str] = "stance"
    TITLE: ClassVar[str] = N_("What a side asks")

    issue: Ref | None = fact(1, "ref", N_("Issue"), to="issue")
    side: Text | None = line(2, N_("Side"), 20)
    text: Text | None = line(3, N_("What they say"), 2_000, searchable=True, names=True)
    meeting: Ref | None = fact(4, "ref", N_("Meeting"), to="meeting")
