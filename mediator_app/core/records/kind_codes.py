"""The closed lists of codes that one kind of case needs, as core.records.codes."""

from __future__ import annotations

from mediator_app.core.marks import N_
from mediator_app.core.records.spec import Codes

YOUNG_STATUS: Codes = {
    "detained": N_("Detained"),
    "released": N_("Released"),
    "former_combatant": N_("Former combatant"),
    "associated": N_("Associated with an armed group"),
    "returned_voluntarily": N_("Came back by choice"),
}
AGE_BAND: Codes = {
    "15-17": N_("15 to 17 years"),
    "18-25": N_("18 to 25 years"),
    "26-35": N_("26 to 35 years"),
}
CHARGE_FAMILY: Codes = {
    "theft": N_("Theft"),
    "violence": N_("Violence"),
    "drugs": N_("Drugs"),
    "association": N_("Association with an armed group"),
    "illegal_arms": N_("Illegal weapon"),
    "public_order": N_("Public order"),
    "other": N_("Other"),
}
YES_SUSPECTED: Codes = {"yes": N_("Yes"), "suspected": N_("Suspected"), "no": N_("No")}
CIVIL_PAPER: Codes = {
    "absent": N_("Absent"),
    "requested": N_("Requested"),
    "judgment": N_("Judgment in place of a certificate"),
    "obtained": N_("Obtained"),
}
IDENTITY_CARD: Codes = {
    "absent": N_("Absent"),
    "requested": N_("Requested"),
    "obtained": N_("Obtained"),
}
CIRCLE: Codes = {"family": N_("Family"), "community": N_("Community")}
RELAPSE: Codes = {
    "none": N_("None"),
    "rearrest": N_("Arrested again"),
    "rejoined": N_("Joined again"),
    "unknown": N_("Unknown"),
}
SPEAKER: Codes = {
    "father": N_("Father"),
    "mother": N_("Mother"),
    "elder": N_("Elder"),
    "spouse": N_("Spouse"),
    "chief": N_("Village chief"),
    "imam": N_("Imam"),
    "women": N_("Women"),
    "youth": N_("Young people"),
    "victims": N_("Victims"),
    "other": N_("Other"),
}
MARKING: Codes = {
    "none": N_("No marks"),
    "planned": N_("Marks planned"),
    "done": N_("Marks set"),
    "moved": N_("Marks moved"),
}
ARMED_ACTOR: Codes = {
    "self_defence": N_("Self-defence group"),
    "hunters": N_("Traditional hunters"),
    "signatory_group": N_("Group that signed the peace agreement"),
    "radical_group": N_("Radical group"),
    "state_forces": N_("State forces"),
    "international_forces": N_("International forces"),
    "bandits": N_("Bandits"),
    "unidentified": N_("Unidentified"),
    "other": N_("Other"),
}
ACCESS_LEVEL: Codes = {
    "free": N_("Free access"),
    "with_care": N_("Access with care"),
    "escort": N_("Only with an escort"),
    "closed": N_("No access"),
}
EMBARGO_ON: Codes = {
    "market": N_("Market"),
    "water_point": N_("Water point"),
    "road": N_("Road"),
    "village": N_("Village"),
    "goods": N_("Goods"),
    "other": N_("Other"),
}
RESOURCE: Codes = {
    "field": N_("Field"),
    "pasture": N_("Pasture"),
    "flooded_pasture": N_("Flooded pasture"),
    "corridor": N_("Corridor"),
    "resting_place": N_("Resting place of herds"),
    "water_point": N_("Water point or well"),
    "fishery": N_("Fishery"),
    "wood": N_("Wood"),
    "other": N_("Other"),
}
RIGHT: Codes = {
    "custom": N_("Custom"),
    "inheritance": N_("Inheritance"),
    "loan": N_("Loan"),
    "rent": N_("Rent"),
    "purchase": N_("Purchase"),
    "attestation": N_("Attestation"),
    "title": N_("Land title"),
    "local_convention": N_("Local convention"),
    "none": N_("No right shown"),
}
VIOLENCE: Codes = {
    "none": N_("None"),
    "threat": N_("Threat"),
    "blows": N_("Blows"),
    "injury": N_("Injury"),
    "death": N_("Death"),
}
FORUM: Codes = {
    "chief": N_("Village chief"),
    "village_commission": N_("Village land commission"),
    "commune_commission": N_("Land commission of the commune"),
    "local_commission": N_("Land commission of the cercle"),
    "religious": N_("Religious leader"),
    "gendarmerie": N_("Gendarmerie or police"),
    "prefect": N_("Prefect or sub-prefect"),
    "court": N_("Court"),
    "other": N_("Other"),
}
SEASON_EVENT: Codes = {
    "descent": N_("Descent of the herds"),
    "return": N_("Return of the herds"),
    "crossing": N_("Crossing of the river"),
    "release": N_("Release of the fields"),
    "harvest": N_("Harvest"),
    "other": N_("Other"),
}
LIVELIHOOD: Codes = {
    "farming": N_("Farming"),
    "herding": N_("Herding"),
    "farming_herding": N_("Farming and herding"),
    "fishing": N_("Fishing"),
    "trade": N_("Trade"),
    "craft": N_("Craft"),
    "gold": N_("Gold digging"),
    "other": N_("Other"),
}
