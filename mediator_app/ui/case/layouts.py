"""What each tab of a case holds, and the hand-made order of some forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mediator_app.core.marks import N_
from mediator_app.ui.case import kind_layouts
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
    by_hand: tuple[str, ...] = ()  # records that a panel lists instead of a block

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
    ),
    by_hand=("head_count",),
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
        ),
        "intercommunal",
        by_hand=("embargo", "earlier_accord"),
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
DOCUMENTS = Tab("documents", N_("Documents"), by_hand=("document",))
HISTORY = Tab("history", N_("History"))


def tabs_of(kind: str) -> tuple[Tab, ...]:
    """Return the tabs of a case in the order of the work."""
    own = (KINDS[kind],) if kind in KINDS else ()
    return (SUMMARY, PARTIES, MEETINGS, *own, AGREEMENT, FOLLOW_UP, DOCUMENTS, HISTORY)


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
# What no form of a record shows: it follows from an act of its own.
WITHOUT: Mapping[str, frozenset[str]] = {
    "document": frozenset({"mime", "sha256", "size"}),  # told by the content
    "case_file": MOVED,
    "approval": frozenset({"requested_on", "requested_by", "decision"}),  # the panel above asks
    "agreement": frozenset({"signed_on", "replaces", "version", "supersedes"}),
    "clause": frozenset({"library_code"}),
    # The steps of the news and the links are made by the panel and on the page of alerts.
    "incident": frozenset(
        {"state", "answer", "answered_on", "cases", "latitude", "longitude", "external_id"}
    ),
}
PARTS: Mapping[str, tuple[Part, ...]] = {
    **kind_layouts.PARTS,
    "document": (Part("", ("kind", "taken_on", "party", "caption", "about", "name", "consent")),),
    "incident": (
        Part("", ("type", "severity", "happened_on")),
        Part(N_("Where"), ("region", "cercle", "commune", "locality", "place_text"), PlaceNames()),
        Part(N_("How many people"), ("dead", "injured", "displaced")),
        Part(
            N_("How far it can be believed"),
            ("source_reliability", "credibility", "second_source", "reported_by", "reported_on"),
        ),
        Part("", ("text", "reopens", "against_mediator")),
    ),
    "referral": (
        Part("", ("referred_to", "service", "party", "made_on", "contact", "reason")),
        Part(N_("Answer of the service"), ("status", "answered_on", "result")),
    ),
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
            ),
        ),
        Part(
            N_("Safety"),
            ("risk_process", "risk_mediator", "not_alone", "safety_plan"),
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
        Part(
            "",
            (
                "type",
                "held_on",
                "state",
                "time_text",
                "place_text",
                "place_neutral",
                "place_safe",
                "security_cleared",
            ),
        ),
        Part(N_("Who was there"), ("women", "men", "young_women", "young_men", "quota_reason")),
        Part(
            "", ("languages", "interpreter", "facilitators", "resource_persons", "rules_accepted")
        ),
        Part("", ("summary", "decisions", "next_on")),
    ),
    "party": (
        Part("", ("type", "name", "role", "side")),
        Part("", ("sex", "birth_year", "phone", "livelihood", "village", "community", "aliases")),
        Part(N_("Of a group"), ("size", "part_of", "representative")),
        Part(N_("On the map of actors"), ("sector", "level", "reachable", "influence", "interest")),
        Part("", ("wanted", "plan")),
    ),
    "mandate": (
        Part("", ("party", "given_to", "given_by", "scope")),
        Part("", ("given_on", "valid_until", "withdrawn_on", "proof", "document")),
    ),
    "relationship": (Part("", ("first", "type", "second", "since", "until", "remarks")),),
    "agreement": (
        Part("", ("type", "number", "place_text", "paper_kept_at", "sanctions")),
        Part("", ("absent_discussed", "handed_to_committee", "paper_photo")),
    ),
    "clause": (
        Part("", ("responsible", "place_text", "due", "text", "verified_by")),
        Part(N_("Compensation"), ("amount_fcfa", "receiver", "paid_fcfa")),
    ),
}
SPANS: Mapping[str, Mapping[str, int]] = {
    "document": {"party": 2, "about": 2},
    "incident": {
        **dict.fromkeys(("region", "cercle", "commune", "locality"), 1),
        **dict.fromkeys(("reopens", "against_mediator"), 2),
        "place_text": 4,
    },
    "referral": {"service": 2, "slip_number": 1},
    "case_file": {"title": 2, "subtype_text": 1, "mediator": 1, "interest_by": 2},
    "meeting": {"place_text": 1, "interpreter": 2},
    "party": {
        "side": 1,
        "phone": 1,
        "village": 1,
        "community": 1,
        "part_of": 2,
        "representative": 1,
    },
    "mandate": {"given_by": 2},
    "relationship": {"first": 1, "type": 1, "second": 1},
    "clause": {"responsible": 1, "place_text": 2, "due": 1, "verified_by": 4},
    "agreement": {"place_text": 1, "number": 1, "paper_kept_at": 2},
}


def tab_of(record: str) -> str:
    """Return the tab on which records of a type are edited."""
    for kind in (*KINDS, "other"):
        for tab in tabs_of(kind):
            if record in tab.by_hand or any(block.record == record for block in tab.blocks):
                return tab.code
    return "summary"
