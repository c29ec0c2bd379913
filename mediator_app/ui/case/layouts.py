"""What each tab of a case holds, and the hand-made order of some forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mediator_app.core.marks import N_
from mediator_app.ui.forms.spec import Part, PlaceNames


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of record on a tab. `single`: a case has it once. `parent`: it belongs to one."""

    record: str
    title: str  # marked for translators
    single: bool = False
    parent: str = ""  # the reference that is filled by itself
    parent_record: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    code: str  # as core.workflow.TABS
    title: str  # marked for translators
    blocks: tuple[Block, ...] = ()
    module: str = ""  # of ui.case.tabs, where it is not called as the tab

    @property
    def made_in(self) -> str:
        """Return the module of ui.case.tabs that holds its hand-made parts."""
        return self.module or self.code


SUMMARY = Tab(
    "summary",
    N_("Summary"),
    (
        Block("case_file", N_("The case"), single=True),
        Block("incident", N_("Incidents")),
        Block("prior_step", N_("Earlier steps")),
        Block("approval", N_("Approvals")),
        Block("task", N_("Tasks")),
        Block("note", N_("Notes")),
        Block("document", N_("Documents")),
    ),
)
PARTIES = Tab(
    "parties",
    N_("Parties"),
    (
        Block("party", N_("People, groups and institutions")),
        Block("mandate", N_("Mandates")),
        Block("consent", N_("Consents")),
        Block("consent_override", N_("Done without consent")),
        Block("absent_actor", N_("Who is not at the table")),
        Block("relationship", N_("Ties between them")),
    ),
)
MEETINGS = Tab(
    "meetings",
    N_("Meetings"),
    (
        Block("meeting", N_("Meetings")),
        Block("issue", N_("Issues between the parties")),
        Block("stance", N_("What each side asks")),
        Block("head_count", N_("Counts by side")),
    ),
)
KINDS: Mapping[str, Tab] = {
    "land": Tab(
        "kind",
        N_("Land"),
        (
            Block("land", N_("The land"), single=True),
            Block("damage", N_("Damage")),
            Block("boundary_mark", N_("Boundary marks")),
        ),
        "land",
    ),
    "intercommunal": Tab(
        "kind",
        N_("Communities"),
        (
            Block("communities", N_("Between the communities"), single=True),
            Block("community_count", N_("Toll of each community")),
            Block("embargo", N_("Embargoes")),
            Block("earlier_accord", N_("Earlier accords")),
        ),
        "intercommunal",
    ),
    "reintegration": Tab(
        "kind",
        N_("Path"),
        (
            Block("reintegration", N_("The young person"), single=True),
            Block("acceptance", N_("Acceptance by family and community")),
            Block("training", N_("Training")),
            Block("occupation", N_("Occupation")),
            Block("relapse", N_("Relapse")),
            Block("mentor_visit", N_("Visits of the mentor")),
        ),
        "reintegration",
    ),
}
AGREEMENT = Tab(
    "agreement",
    N_("Agreement"),
    (
        Block("agreement", N_("The agreement"), single=True),
        Block("clause", N_("Commitments"), parent="agreement", parent_record="agreement"),
        Block("read_aloud", N_("Read aloud"), parent="agreement", parent_record="agreement"),
        Block("signatory", N_("Signatures"), parent="agreement", parent_record="agreement"),
        Block("witness", N_("Witnesses"), parent="agreement", parent_record="agreement"),
        Block("committee_member", N_("Committee"), parent="agreement", parent_record="agreement"),
    ),
)
FOLLOW_UP = Tab(
    "follow_up",
    N_("Follow-up"),
    (
        Block("visit", N_("Visits")),
        Block("clause_check", N_("What each side says of each commitment")),
        Block("side_status", N_("What each side says of the agreement")),
        Block("referral", N_("Referrals")),
        Block("feedback", N_("Feedback at the end")),
    ),
)
HISTORY = Tab("history", N_("History"))


def tabs_of(kind: str) -> tuple[Tab, ...]:
    """Return the tabs of a case in the order of the work."""
    own = (KINDS[kind],) if kind in KINDS else ()
    return (SUMMARY, PARTIES, MEETINGS, *own, AGREEMENT, FOLLOW_UP, HISTORY)


PLACE = Part(N_("Place"), ("region", "cercle", "commune", "locality"), PlaceNames())
OPENING = (
    Part(
        "",
        (
            "kind",
            "subtype",
            "title",
            "opened_on",
            "event_date",
            "source",
            "risk",
            "confidentiality",
        ),
    ),
    PLACE,
    Part("", ("summary",)),
)
# What the program writes by itself, by the moves of the case.
MOVED = frozenset({"stage", "state", "state_reason", "state_review_on", "closed_on", "number"})
PARTS: Mapping[str, tuple[Part, ...]] = {
    "case_file": (
        Part(
            "",
            (
                "title",
                "kind",
                "subtype",
                "subtype_text",
                "opened_on",
                "event_date",
                "source",
                "risk",
                "confidentiality",
                "mediator",
                "summary",
            ),
        ),
        PLACE,
        Part(
            N_("Screening"),
            (
                "mediability",
                "duplicates_checked",
                "mediability_reason",
                "interest_by",
                "interest_on",
                "interest_text",
                "safety_plan",
            ),
        ),
        Part(
            N_("Before and during the dialogue"),
            (
                "earlier_accords_searched",
                "absent_actors_reviewed",
                "unheard_reason",
                "ground_rules",
            ),
        ),
        Part(
            N_("At the end"),
            ("outcome", "retention", "outcome_reason", "feedback_reason"),
        ),
    ),
    "meeting": (
        Part("", ("type", "held_on", "state", "place_text", "place_neutral", "place_safe")),
        Part(N_("Who was there"), ("women", "men", "young_women", "young_men", "quota_reason")),
        Part("", ("languages", "interpreter", "facilitators", "resource_persons")),
        Part("", ("summary", "decisions", "next_on")),
    ),
    "party": (
        Part(
            "", ("type", "name", "role", "side", "sex", "birth_year", "phone", "community", "size")
        ),
        Part("", ("representative", "reachable", "influence", "sector", "level", "interest")),
    ),
    "clause": (
        Part("", ("text", "responsible", "due", "amount_fcfa", "place_text", "verified_by")),
    ),
}
SPANS: Mapping[str, Mapping[str, int]] = {
    "case_file": {"title": 2, "subtype_text": 1, "mediator": 1, "interest_by": 2},
    "meeting": {"place_text": 1, "interpreter": 2},
    "party": {"side": 1, "phone": 1, "community": 1},
    "clause": {"place_text": 1},
}


def tab_of(record: str) -> str:
    """Return the tab on which records of a type are edited."""
    for kind in (*KINDS, "other"):
        for tab in tabs_of(kind):
            if any(block.record == record for block in tab.blocks):
                return tab.code
    return "summary"
