"""Cases as values for tests: a complete one of each kind, to be spoilt or built up piece by piece."""

from __future__ import annotations

import copy
from datetime import date, timedelta

from mediator_app.core.records.registry import record_type
from mediator_app.core.view import CaseView, Entry, entry
from mediator_app.core.workflow import Move

TODAY = date(2026, 6, 1)
SIGNED = date(2025, 6, 1)
SIDES = ("A", "B")


class Draft:
    """A case under construction: records by a short key, each a dict of its values."""

    def __init__(self, kind: str = "land") -> None:
        self.rows: dict[str, tuple[str, dict]] = {}
        self.ids: dict[str, bytes] = {}
        self.put("case", "case_file", kind=kind, title="Le couloir", opened_on="2025-01-09")

    def put(self, key: str, name: str, /, **values) -> bytes:
        eid = bytes([record_type(name).ETYPE]) + len(self.ids).to_bytes(15, "big")
        self.rows[key] = (name, values)
        return self.ids.setdefault(key, eid)

    def set(self, key: str, /, **values) -> Draft:
        self.rows[key][1].update(values)
        return self

    def drop(self, *keys: str) -> Draft:
        for key in keys:
            del self.rows[key]
        return self

    def drop_all(self, kind: str) -> Draft:
        return self.drop(*[key for key, row in self.rows.items() if row[0] == kind])

    def copy(self) -> Draft:
        return copy.deepcopy(self)

    def view(self, **case) -> CaseView:
        found: dict[str, tuple[Entry, ...]] = {}
        for key, (kind, values) in self.rows.items():
            more = case if key == "case" else {}
            one = entry(kind, self.ids[key], {**values, **more})
            found[kind] = (*found.get(kind, ()), one)
        return CaseView(bytes(16), found)

    def apply(self, move: Move) -> Draft:
        """Write a move as a service does."""
        self.set("case", **move.changes)
        for change in move.others:
            key = next(k for k, eid in self.ids.items() if eid == change.eid)
            self.set(key, **change.values)
        if move.record is not None:
            self.put(f"move{len(self.ids)}", "stage_move", **move.record.model_dump())
        return self


def fill_intake(d: Draft) -> None:
    subtype = {
        "land": "transhumance_corridor",
        "intercommunal": "reprisals",
        "reintegration": "former_detainee",
    }.get(d.rows["case"][1]["kind"], "debt")
    d.set(
        "case",
        subtype=subtype,
        commune="Koro",
        source="land_commission",
        confidentiality="team",
        mediator="Aminata",
        duplicates_checked=True,
        event_date=[None, None, "à la descente des troupeaux"],
    )
    for side in SIDES:
        speaker = d.put(f"speaker{side}", "party", type="person", name=f"Voix {side}", side=side)
        d.set(f"speaker{side}", sex="f", birth_year=1999, role="intervener")
        d.put(
            f"group{side}",
            "party",
            type="group",
            name=f"Village {side}",
            role="claimant" if side == "A" else "respondent",
            side=side,
            representative=speaker,
        )


def fill_screening(d: Draft) -> None:
    d.set("case", mediability="yes", risk="high", safety_plan="Never alone", interest_by="Aminata")
    d.put("risk_approval", "approval", **approval("high_risk", "2025-01-10"))
    d.put("consent", "consent", party=d.ids["groupA"], purposes=["record"])
    d.put("rumour", "incident", type="rumour", second_source="The nurse")
    if d.rows["case"][1]["kind"] == "reintegration":
        d.put("young", "reintegration", age_band="15-17", minor_referred=True)


def fill_analysis(d: Draft) -> None:
    d.set("case", absent_actors_reviewed=True, earlier_accords_searched=True)
    d.put("absent", "absent_actor", who="The prefect", plan="Write to him")
    d.put("issue", "issue", text="The limit of the corridor")
    for side in SIDES:
        d.set(f"group{side}", interest="To pass", influence="high")
        d.put(f"mandate{side}", "mandate", party=d.ids[f"group{side}"], given_by="The assembly")
        apart = d.put(f"apart{side}", "meeting", type="separate_meeting", held_on="2025-02-01")
        d.put(f"seen{side}", "attendance", meeting=apart, party=d.ids[f"group{side}"])
        d.set(f"seen{side}", status="present")
        d.put(f"apart_count{side}", "head_count", meeting=apart, side=side, **heads())
    d.put("inspection", "meeting", type="site_inspection", state="held")


def heads(women=4, men=6, young_women=2, young_men=2) -> dict:
    return {"women": women, "men": men, "young_women": young_women, "young_men": young_men}


def approval(what: str, on: str) -> dict:
    return {"what": what, "approved_by": "Moussa", "approved_on": on, "how": "phone"}


def fill_dialogue(d: Draft) -> None:
    joint = d.put("joint", "meeting", type="joint_mediation", held_on="2025-04-01", state="held")
    d.set("joint", place_neutral=True, place_safe=True)
    d.set("case", ground_rules="One speaks at a time")
    d.set("issue", position="agreed")
    for side in SIDES:
        d.put(f"joint_count{side}", "head_count", meeting=joint, side=side, **heads())
    kind = d.rows["case"][1]["kind"]
    if kind == "intercommunal":
        for side in SIDES:
            intra = d.put(f"intra{side}", "meeting", type="intra_dialogue", state="held")
            d.put(f"intra_count{side}", "head_count", meeting=intra, side=side, **heads())
    if kind == "reintegration":
        d.put("family", "acceptance", circle="family", score=2)
        d.put("community", "acceptance", circle="community", score=0)


def fill_agreement(d: Draft) -> None:
    signed = d.put("agreement", "agreement", signed_on=SIGNED.isoformat(), number="PV 12")
    d.set("agreement", paper_kept_at="The mayor's office", absent_discussed=True)
    d.put(
        "clause",
        "clause",
        agreement=signed,
        text="The marks are put back",
        responsible=d.ids["groupA"],
        due="2025-09-01",
        verified_by="The land commission",
        amount_fcfa=100_000,
    )
    for side in SIDES:
        d.put(f"sign{side}", "signatory", agreement=signed, party=d.ids[f"speaker{side}"])
        d.set(f"sign{side}", manner="thumbprint")
        d.put(f"witness{side}", "witness", agreement=signed, name=f"Witness {side}")
    d.put("read", "read_aloud", agreement=signed, language="ff", read_by="Hawa")
    d.put("visit", "visit", due="2025-07-01")
    d.put("signing", "approval", **approval("signing", "2025-05-30"))
    d.put("member", "committee_member", agreement=signed, name="Fanta", sex="f", young=True)
    if d.rows["case"][1]["kind"] == "land":
        d.put("damage", "damage", agreed_fcfa=100_000)
    d.put("armed", "communities", armed_actors=["hunters"])


def fill_follow_up(d: Draft) -> None:
    d.set("visit", held_on=(SIGNED + timedelta(days=181)).isoformat(), kind="visit")
    d.put("incident", "incident", type="threat", reopens=True, settled_on=[None, None, "in May"])
    for side in SIDES:
        check = {"visit": d.ids["visit"], "clause": d.ids["clause"], "side": side}
        d.put(f"check{side}", "clause_check", **check, status="kept")


def fill_closure(d: Draft) -> None:
    d.set("case", outcome="full_agreement", retention="keep")
    d.put("closing", "approval", **approval("closing", "2026-05-30"))
    for side in SIDES:
        for n in range(3):
            d.put(f"answer{side}{n}", "feedback", side=side, question=f"Q{n}", answer="Yes")


FILL = {
    "intake": fill_intake,
    "screening": fill_screening,
    "analysis": fill_analysis,
    "dialogue": fill_dialogue,
    "agreement": fill_agreement,
    "follow_up": fill_follow_up,
    "closure": fill_closure,
}


def complete(kind: str = "land", stage: str = "closure") -> Draft:
    """Return a case that lacks nothing, standing at a stage."""
    d = Draft(kind)
    for fill in FILL.values():
        fill(d)
    return d.set("case", stage=stage)
