"""Where each record stands in the open case file."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from mediator_app.core.records import agreements as a
from mediator_app.core.records import cases, communities, incidents, land, reintegration
from mediator_app.core.records import follow_up as f
from mediator_app.core.records import meetings as m
from mediator_app.core.records import parties as p
from mediator_app.core.records.base import HEX_ID, Fact, Record
from mediator_app.core.view import CaseView, Entry

FORMAT = "mediation-cases"
VERSION = 1
OUTSIDE = frozenset({"unit", "any"})  # what no key of a file names


Holds = Callable[[CaseView, Entry[Any]], bool]


def _in_force(view: CaseView, agreement: Entry[Any]) -> bool:
    found = view.agreement
    return found is not None and found.eid == agreement.eid


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One key of an object of the file and the records it holds.

    `single`: an object instead of a list. `parent`: the fact that refers to the element around
    it. `identity`: the facts that tell one element from another where no `key` is needed, so
    that two laptops writing the same attendance write one record. `fixed`: facts told by the
    key itself. `scalar`: items are plain texts, kept in this fact. `only`: the kind of case
    that may have it. `holds` tells which of the records of this type stand under the key, where
    two keys share them.
    """

    key: str
    record: type[Record]
    parts: tuple[Part, ...] = ()
    single: bool = False
    parent: str = ""
    identity: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict[str, str])
    scalar: str = ""
    only: str = ""
    holds: Holds | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return the facts that stand in the file: neither the parent nor what the key tells."""
        return tuple(
            fact
            for fact in self.record.facts()
            if fact.name != self.parent
            and fact.name not in self.fixed
            and (fact.label or fact.name == "key")
            and fact.name != "place_id"
            and fact.to not in OUTSIDE
        )


SIGNED_PARTS = (
    Part("clauses", a.Clause, parent="agreement"),
    Part("signatories", a.Signatory, parent="agreement", identity=("agreement", "party")),
    Part("witnesses", a.Witness, parent="agreement", identity=("agreement", "name"), scalar="name"),
    Part("committee", a.CommitteeMember, parent="agreement"),
    Part("read_aloud", a.ReadAloud, parent="agreement"),
)
CASE = Part(
    "",
    cases.CaseFile,
    (
        Part(
            "parties",
            p.Party,
            (Part("mandate", p.Mandate, single=True, parent="party", identity=("party",)),),
        ),
        Part("consents", p.Consent),
        Part("done_without_consent", p.ConsentOverride),
        Part("relationships", p.Relationship),
        Part("absent_actors", p.AbsentActor),
        Part("prior_steps", cases.PriorStep),
        Part(
            "meetings",
            m.Meeting,
            (
                Part("attendance", m.Attendance, parent="meeting", identity=("meeting", "party")),
                Part("counts", m.HeadCount, parent="meeting", identity=("meeting", "side")),
            ),
        ),
        Part(
            "issues",
            m.Issue,
            (Part("positions", m.Stance, parent="issue", identity=("issue", "side")),),
        ),
        Part("agreement", a.Agreement, SIGNED_PARTS, single=True, holds=_in_force),
        # Earlier versions, and amendments that nobody has signed yet.
        Part(
            "other_agreements",
            a.Agreement,
            SIGNED_PARTS,
            holds=lambda view, entry: not _in_force(view, entry),
        ),
        Part(
            "follow_up",
            f.Visit,
            (
                Part(
                    "clauses",
                    f.ClauseCheck,
                    parent="visit",
                    identity=("visit", "clause", "side"),
                ),
                Part("sides", f.SideStatus, parent="visit", identity=("visit", "side")),
            ),
        ),
        Part("referrals", f.Referral),
        Part("incidents", incidents.Incident),
        Part("tasks", cases.Task),
        Part("notes", cases.Note),
        Part("documents", cases.Document),
        Part("approvals", cases.Approval),
        Part("stage_history", cases.StageMove),
        Part("handovers", cases.Handover),
        Part("feedback", cases.Feedback),
        Part(
            "land",
            land.Land,
            (Part("damage", land.Damage), Part("marks", land.BoundaryMark)),
            single=True,
            only="land",
        ),
        Part(
            "communities",
            communities.Communities,
            (
                Part("counts", communities.CommunityCount),
                Part("embargo", communities.Embargo),
                Part("earlier_accords", communities.EarlierAccord),
            ),
            single=True,
            only="intercommunal",
        ),
        Part(
            "reintegration",
            reintegration.Reintegration,
            (
                Part("training", reintegration.Training),
                Part("occupation", reintegration.Occupation),
                Part("family_acceptance", reintegration.Acceptance, fixed={"circle": "family"}),
                Part(
                    "community_acceptance",
                    reintegration.Acceptance,
                    fixed={"circle": "community"},
                ),
                Part("relapse", reintegration.Relapse),
                Part("mentor_visits", reintegration.MentorVisit),
            ),
            single=True,
            only="reintegration",
        ),
    ),
    single=True,
)


CONVERTED = frozenset({"ref", "refs", "fuzzy", "area"})  # kinds a file writes in another way


@dataclass(frozen=True, slots=True)
class Keys:
    """What each key of an object means, for a reader in a hurry.

    `names`: a fact kept as it is. `converted`: another one. `parts`: the records within.
    `around`: an object that only groups keys.
    """

    names: dict[str, str] = field(default_factory=dict[str, str])
    converted: dict[str, Fact] = field(default_factory=dict[str, Fact])
    parts: dict[str, Part] = field(default_factory=dict[str, Part])
    around: dict[str, Keys] = field(default_factory=dict[str, "Keys"])
    ranked: bool = False  # a list, whose elements keep their places


@cache
def keys_of(part: Part) -> Keys:
    found = Keys(
        parts={inner.key: inner for inner in part.parts},
        ranked=not part.single and "rank" in part.record.model_fields,
    )
    for fact in part.facts:
        table = found
        *around, last = fact.path.split(".")
        for name in around:
            table = table.around.setdefault(name, Keys())
        if fact.kind in CONVERTED:
            table.converted[last] = fact
        else:
            table.names[last] = fact.name
    return found


@lru_cache(maxsize=8_192)  # keys such as p1 and m1 stand in every case of a file
def entity_id(etype: int, *names: str | bytes) -> bytes:
    """Return the 16-byte id of the entity that these names tell apart within its unit.

    The same names give the same id on every laptop, so an element imported or ticked twice is
    one record. Ids are scoped by unit: they need not differ between cases.
    """
    digest = hashlib.blake2b(digest_size=15, person=b"med.nat")
    digest.update(bytes([etype]))
    for name in names:
        # One spelling, as texts are kept. What no text may hold is refused elsewhere.
        raw = (
            unicodedata.normalize("NFC", name).encode("utf-8", "surrogatepass")
            if isinstance(name, str)
            else name
        )
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return bytes([etype]) + digest.digest()


def keyed_id(etype: int, key: str) -> bytes:
    """Return the id of the element that a file calls `key`; an exported id names itself."""
    if len(key) == HEX_ID and not key.strip("0123456789abcdef") and int(key[:2], 16) == etype:
        return bytes.fromhex(key)
    return entity_id(etype, "key", key)


CASE_FILE_ID = entity_id(cases.CaseFile.ETYPE)


def single_id(record: type[Record]) -> bytes:
    """Return the id of a record that a case has once."""
    return entity_id(record.ETYPE)


@cache
def part_of(name: str) -> Part | None:
    """Return the part that holds the records called `name`, or None for a notebook's."""

    def look(part: Part) -> Part | None:
        if name == part.record.NAME:
            return part
        return next((found for inner in part.parts if (found := look(inner))), None)

    return look(CASE)
