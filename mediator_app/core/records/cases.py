"""The case itself: what it is about, where it stands, who decided what."""

from typing import ClassVar

from mediator_app.core.marks import N_
from mediator_app.core.records import codes as c
from mediator_app.core.records import kind_codes as k
from mediator_app.core.records.base import (
    Day,
    Fuzzy,
    Record,
    Ref,
    Text,
    Texts,
    choice,
    element_key,
    element_rank,
    fact,
    line,
    prose,
)
from mediator_app.core.records.spec import Policy


class CaseFile(Record):
    """One dispute; the only record of its type in a case."""

    ETYPE: ClassVar[int] = 1
    NAME: ClassVar[str] = "case_file"
    TITLE: ClassVar[str] = N_("Case")

    kind: str = choice(1, N_("Kind"), c.KIND, required=True)
    subtype: str | None = choice(2, N_("Sub-type"), c.SUBTYPE)
    subtype_text: Text | None = line(3, N_("Sub-type in words"), searchable=True)
    title: Text = line(4, N_("Title"), required=True, searchable=True, names=True)
    summary: Text | None = prose(5, N_("Summary"), names=True)
    source: str | None = choice(6, N_("Who brought the case"), c.SOURCE)
    opened_on: Day = fact(7, "day", N_("Opened on"), required=True)
    event_date: Fuzzy | None = fact(8, "fuzzy", N_("When it happened"))
    region: Text | None = line(9, N_("Region"), path="place.region", searchable=True)
    cercle: Text | None = line(10, N_("Cercle"), path="place.cercle", searchable=True)
    commune: Text | None = line(11, N_("Commune"), path="place.commune", searchable=True)
    locality: Text | None = line(
        12, N_("Village or quarter"), path="place.locality", searchable=True, names=True
    )
    risk: str | None = choice(13, N_("Risk"), c.RISK)
    confidentiality: str | None = choice(14, N_("Confidentiality"), c.CONFIDENTIALITY)
    mediator: Text | None = line(15, N_("Mediator"), searchable=True, names=True)
    number: Text | None = line(16, N_("Case number"), 40, searchable=True)
    external_id: Text | None = line(17, N_("Reference elsewhere"), 200, searchable=True)
    stage: str | None = choice(18, N_("Stage"), c.STAGE, policy=Policy.EARLIEST)
    state: str | None = choice(19, N_("State"), c.STATE, path="state.code")
    state_reason: Text | None = line(20, N_("Reason of the state"), 2_000, path="state.reason")
    state_review_on: Day | None = fact(21, "day", N_("Look at it again on"), path="state.review_on")
    outcome: str | None = choice(22, N_("Outcome"), c.OUTCOME)
    outcome_reason: Text | None = line(23, N_("Reason of the outcome"), 2_000)
    closed_on: Day | None = fact(24, "day", N_("Closed on"))
    youth_band: str | None = choice(25, N_("Youth means"), c.YOUTH_BAND)
    mediability: str | None = choice(
        26, N_("Can it be mediated?"), c.MEDIABILITY, path="mediability.answer"
    )
    mediability_reason: Text | None = line(27, N_("Why"), 2_000, path="mediability.reason")
    interest_by: Text | None = line(
        28,
        N_("Conflict of interest declared by"),
        path="conflict_of_interest.declared_by",
        names=True,
    )
    interest_text: Text | None = line(
        29, N_("Conflict of interest"), 2_000, path="conflict_of_interest.text"
    )
    interest_on: Day | None = fact(30, "day", N_("Declared on"), path="conflict_of_interest.on")
    safety_plan: Text | None = prose(31, N_("Safety plan"), names=True)
    ground_rules: Text | None = prose(32, N_("Rules of the meetings, accepted by all"))
    retention: str | None = choice(33, N_("What is kept after closing"), c.RETENTION)
    duplicates_checked: bool | None = fact(34, "boolean", N_("Looked for the same case twice"))
    earlier_accords_searched: bool | None = fact(35, "boolean", N_("Looked for earlier accords"))
    absent_actors_reviewed: bool | None = fact(36, "boolean", N_("Thought of who is absent"))
    unheard_reason: Text | None = line(37, N_("Why a side was not heard apart"), 2_000)
    feedback_reason: Text | None = line(38, N_("Why a side gave no feedback"), 2_000)
    place_id: Text | None = line(39, N_("Place code"), 40, policy=Policy.QUIET)
    names_hidden: bool | None = fact(40, "boolean", N_("Show codes instead of names"))
    risk_process: str | None = choice(41, N_("Risk for the process"), c.RISK)
    risk_mediator: str | None = choice(42, N_("Risk for the mediator"), c.RISK)
    not_alone: Text | None = line(
        43, N_("Do not send alone: why, whom not to send"), 2_000, names=True
    )
    oral_promises: Text | None = prose(44, N_("Promises made by word of mouth"), names=True)
    sensitivities: Text | None = prose(45, N_("What to be careful about"), names=True)


class StageMove(Record):
    """One step from a stage to another: who, when, and why past a soft guard."""

    ETYPE: ClassVar[int] = 2
    NAME: ClassVar[str] = "stage_move"
    TITLE: ClassVar[str] = N_("Change of stage")

    before: str | None = choice(1, N_("From"), c.STAGE, path="from")
    after: str | None = choice(2, N_("To"), c.STAGE, path="to")
    moved_on: Day | None = fact(3, "day", N_("On"), path="on")
    moved_by: Text | None = line(4, N_("By"), path="by", names=True)
    override: Text | None = line(5, N_("Reason for going on"), 2_000)
    unmet: Text | None = line(6, N_("What was missing"), 4_000)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Approval(Record):
    """A supervisor's decision; declared until a supervisor's laptop countersigns it."""

    ETYPE: ClassVar[int] = 3
    NAME: ClassVar[str] = "approval"
    TITLE: ClassVar[str] = N_("Approval")

    what: str = choice(1, N_("What"), c.APPROVAL_WHAT, required=True)
    approved_by: Text | None = line(2, N_("By"), path="by", names=True)
    approved_on: Day | None = fact(3, "day", N_("On"), path="on")
    how: str | None = choice(4, N_("How"), c.APPROVAL_HOW)
    reason: Text | None = line(5, N_("Reason"), 2_000)
    requested_on: Day | None = fact(6, "day", N_("Asked on"))
    requested_by: Text | None = line(7, N_("Asked by"), names=True)
    decision: str | None = choice(8, N_("Decision"), c.DECISION)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class PriorStep(Record):
    """What was tried before: chief, land commission, gendarmerie, court."""

    ETYPE: ClassVar[int] = 4
    NAME: ClassVar[str] = "prior_step"
    TITLE: ClassVar[str] = N_("Earlier step")

    before: Text | None = line(1, N_("Before whom"), names=True)
    held_on: Fuzzy | None = fact(2, "fuzzy", N_("When"), path="on")
    result: Text | None = line(3, N_("Result"), 2_000, searchable=True)
    number: Text | None = line(4, N_("Number of the record"), 100)
    forum: str | None = choice(5, N_("Kind of body"), k.FORUM)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Feedback(Record):
    """What one side says of the mediation when the case closes."""

    ETYPE: ClassVar[int] = 5
    NAME: ClassVar[str] = "feedback"
    TITLE: ClassVar[str] = N_("Feedback")

    side: Text | None = line(1, N_("Side"), 20)
    question: Text | None = line(2, N_("Question"))
    answer: Text | None = line(3, N_("Answer"), 2_000)
    question_code: str | None = choice(4, N_("Question asked"), c.SPOKEN_QUESTION)
    score: str | None = choice(5, N_("Answer given"), c.SPOKEN_ANSWER)
    months: int | None = fact(6, "integer", N_("Months after signing"), at_most=600)
    sex: str | None = choice(7, N_("Sex"), c.SEX)
    said_on: Day | None = fact(8, "day", N_("On"))
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Document(Record):
    """A paper or picture of the case: its description; the content travels apart."""

    ETYPE: ClassVar[int] = 6
    NAME: ClassVar[str] = "document"
    TITLE: ClassVar[str] = N_("Document")

    name: Text | None = line(1, N_("Name"), searchable=True, names=True)
    mime: Text | None = line(2, N_("Format"), 100)
    sha256: Text | None = line(3, N_("Checksum"), 64)
    caption: Text | None = line(4, N_("Caption"), 2_000, searchable=True, names=True)
    consent: Text | None = line(5, N_("Consent to keep it"))
    party: Ref | None = fact(6, "ref", N_("Shows"), to="party")
    kind: str | None = choice(7, N_("Kind of document"), c.DOCUMENT_KIND)
    taken_on: Day | None = fact(8, "day", N_("Made on"))
    size: int | None = fact(9, "integer", N_("Size in bytes"))
    about: Ref | None = fact(10, "ref", N_("Belongs to"), to="any")
    # The content: its own key, the names of its encrypted chunks, a small picture (base64).
    content_key: Text | None = fact(11, "text", "", max_length=64, policy=Policy.QUIET)
    chunks: Texts | None = fact(12, "texts", "", policy=Policy.QUIET)
    thumbnail: Text | None = fact(13, "text", "", max_length=12_000, policy=Policy.QUIET)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Task(Record):
    """Something to do, with or without a day."""

    ETYPE: ClassVar[int] = 7
    NAME: ClassVar[str] = "task"
    TITLE: ClassVar[str] = N_("Task")

    text: Text = line(1, N_("What to do"), 2_000, required=True, searchable=True, names=True)
    due: Day | None = fact(2, "day", N_("Due on"))
    done_on: Day | None = fact(3, "day", N_("Done on"))
    assigned_to: Text | None = line(4, N_("For whom"), names=True)
    remind_on: Day | None = fact(5, "day", N_("Remind on"))
    note: Text | None = line(6, N_("Remark"), 2_000, names=True)
    origin: Text | None = fact(7, "text", "", max_length=200, policy=Policy.QUIET)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Note(Record):
    """A remark, never changed by another person; a correction is a new note."""

    ETYPE: ClassVar[int] = 8
    NAME: ClassVar[str] = "note"
    TITLE: ClassVar[str] = N_("Note")

    noted_on: Day | None = fact(1, "day", N_("On"), path="on", policy=Policy.APPEND_ONLY)
    text: Text = prose(2, N_("Note"), required=True, names=True, policy=Policy.APPEND_ONLY)
    author: Text | None = line(3, N_("Author"), names=True, policy=Policy.APPEND_ONLY)
    replaces: Ref | None = fact(4, "ref", N_("Corrects"), to="note", policy=Policy.APPEND_ONLY)
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Handover(Record):
    """A case passed on from one mediator to another."""

    ETYPE: ClassVar[int] = 9
    NAME: ClassVar[str] = "handover"
    TITLE: ClassVar[str] = N_("Handover")

    given_by: Text | None = line(1, N_("From"), path="from", names=True)
    given_to: Text | None = line(2, N_("To"), path="to", names=True)
    handed_on: Day | None = fact(3, "day", N_("On"), path="on")
    reason: Text | None = line(4, N_("Reason"), 2_000)
    consent_checked: bool | None = fact(5, "boolean", N_("The parties were asked again"))
    rank: int | None = element_rank()
    key: Text | None = element_key()


class Access(Record):
    """Somebody read, printed or exported what is restricted, or showed a hidden name."""

    ETYPE: ClassVar[int] = 18
    NAME: ClassVar[str] = "access"
    TITLE: ClassVar[str] = N_("Access")

    what: str | None = choice(1, N_("What was done"), c.ACCESS_ACT)
    done_by: Text | None = line(2, N_("By"), path="by", names=True)
    done_on: Day | None = fact(3, "day", N_("On"), path="on")
    reason: Text | None = line(4, N_("Reason"), 2_000)
    rank: int | None = element_rank()
    key: Text | None = element_key()
