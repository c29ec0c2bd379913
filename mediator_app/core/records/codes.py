"""The closed lists of codes, English in files and code, each with its label to translate."""

from __future__ import annotations

from mediator_app.core.marks import N_
from mediator_app.core.records.spec import Codes

KIND: Codes = {
    "land": N_("Land"),
    "intercommunal": N_("Inter-communal"),
    "reintegration": N_("Reintegration"),
    "other": N_("Other"),
}
STAGE: Codes = {
    "intake": N_("Intake"),
    "screening": N_("Screening and consent"),
    "analysis": N_("Listening and analysis"),
    "dialogue": N_("Dialogue"),
    "agreement": N_("Agreement"),
    "follow_up": N_("Follow-up"),
    "closure": N_("Closure"),
}
STATE: Codes = {
    "active": N_("Active"),
    "suspended": N_("Suspended"),
    "transferred": N_("Transferred"),
    "sealed": N_("Sealed"),
}
SOURCE: Codes = {
    "self": N_("Taken up by the mediator"),
    "party": N_("A party"),
    "chief": N_("Village chief"),
    "land_commission": N_("Land commission"),
    "authority": N_("An authority"),
    "other": N_("Other"),
}
RISK: Codes = {
    "low": N_("Low risk"),
    "medium": N_("Medium risk"),
    "high": N_("High risk"),
    "extreme": N_("Extreme risk"),
}
CONFIDENTIALITY: Codes = {
    "team": N_("Team"),
    "restricted": N_("Restricted"),
    "secret": N_("Secret"),
}
PARTY_TYPE: Codes = {
    "person": N_("Person"),
    "group": N_("Group"),
    "institution": N_("Institution"),
}
ROLE: Codes = {
    "claimant": N_("Claimant"),
    "respondent": N_("Respondent"),
    "affected": N_("Affected"),
    "guarantor": N_("Guarantor"),
    "witness": N_("Witness"),
    "resource_person": N_("Resource person"),
    "intervener": N_("Intervener"),
}
SEX: Codes = {"f": N_("Woman"), "m": N_("Man")}
REACHABLE: Codes = {
    "easy": N_("Easy to reach"),
    "hard": N_("Hard to reach"),
    "no": N_("Out of reach"),
}
SECTOR: Codes = {
    "security": N_("Security"),
    "civil_society": N_("Civil society"),
    "governmental": N_("Governmental"),
}
LEVEL: Codes = {
    "local": N_("Local"),
    "national": N_("National"),
    "international": N_("International"),
}
INFLUENCE: Codes = {
    "low": N_("Little influence"),
    "medium": N_("Some influence"),
    "high": N_("Great influence"),
}
CONSENT_FORM: Codes = {"oral": N_("Oral"), "written": N_("Written"), "audio": N_("Audio")}
PURPOSE: Codes = {
    "record": N_("Record the case"),
    "share": N_("Share with the office"),
    "photo": N_("Take photos"),
    "follow_up": N_("Be visited afterwards"),
}
MEETING_TYPE: Codes = {
    "separate_meeting": N_("Separate meeting"),
    "shuttle": N_("Shuttle"),
    "field_visit": N_("Field visit"),
    "site_inspection": N_("Site inspection"),
    "preparatory_meeting": N_("Preparatory meeting"),
    "intra_dialogue": N_("Dialogue within a community"),
    "inter_dialogue": N_("Dialogue between communities"),
    "joint_mediation": N_("Joint mediation"),
    "feedback_meeting": N_("Report back to the community"),
    "signing": N_("Signing"),
    "ceremony": N_("Ceremony"),
    "follow_up_visit": N_("Follow-up visit"),
    "family_interview": N_("Interview with the family"),
    "community_interview": N_("Interview with the community"),
    "detention_visit": N_("Visit in detention"),
}
MEETING_STATE: Codes = {
    "planned": N_("Planned"),
    "held": N_("Held"),
    "cancelled": N_("Cancelled"),
}
ATTENDANCE: Codes = {
    "present": N_("Present"),
    "absent": N_("Absent"),
    "excused": N_("Excused"),
    "represented": N_("Represented"),
}
MANNER: Codes = {"signature": N_("Signature"), "thumbprint": N_("Thumbprint")}
POSITION: Codes = {"open": N_("Open"), "agreed": N_("Agreed"), "dropped": N_("Dropped")}
AGREEMENT_TYPE: Codes = {
    "full_agreement": N_("Full agreement"),
    "partial_agreement": N_("Partial agreement"),
    "interim_agreement": N_("Interim agreement"),
}
OUTCOME: Codes = {
    **AGREEMENT_TYPE,
    "no_agreement": N_("No agreement"),
    "settled_before": N_("Settled before the meeting"),
    "withdrawn": N_("Withdrawn by a party"),
    "no_show": N_("A party did not come"),
    "refused": N_("Mediation refused"),
    "not_mediable": N_("Not for mediation"),
    "referred": N_("Referred"),
    "suspended_security": N_("Suspended for safety"),
    "lost_contact": N_("Lost contact"),
    "duplicate": N_("Duplicate"),
    "deceased": N_("Deceased"),
}
CLAUSE_STATUS: Codes = {
    "todo": N_("To do"),
    "in_progress": N_("In progress"),
    "kept": N_("Kept"),
    "partly_kept": N_("Partly kept"),
    "late": N_("Late"),
    "broken": N_("Broken"),
    "impossible": N_("Impossible"),
    "renegotiated": N_("Renegotiated"),
    "not_verifiable": N_("Cannot be verified"),
}
AGREEMENT_STATUS: Codes = {
    "holding": N_("Holding"),
    "fragile": N_("Fragile"),
    "broken_restored": N_("Broken, then restored"),
    "broken": N_("Broken"),
    "unknown": N_("Unknown"),
}
VISIT_KIND: Codes = {"visit": N_("Visit"), "call": N_("Call"), "committee": N_("Committee")}
REFERRAL_STATUS: Codes = {
    "pending": N_("Pending"),
    "accepted": N_("Accepted"),
    "refused": N_("Refused"),
    "done": N_("Done"),
}
INCIDENT_TYPE: Codes = {
    "killing": N_("Killing"),
    "reprisals": N_("Reprisals"),
    "crop_damage": N_("Crop damage"),
    "cattle_theft": N_("Cattle theft"),
    "abduction": N_("Abduction"),
    "threat": N_("Threat"),
    "rumour": N_("Rumour"),
    "displacement": N_("Displacement"),
    "attack": N_("Attack"),
    "arson": N_("Arson"),
    "embargo": N_("Embargo"),
    "against_mediator": N_("Against a mediator"),
    "other": N_("Other"),
}
RELIABILITY: Codes = {
    "A": N_("A – always reliable"),
    "B": N_("B – usually reliable"),
    "C": N_("C – fairly reliable"),
    "D": N_("D – not usually reliable"),
    "E": N_("E – unreliable"),
    "F": N_("F – cannot be judged"),
}
CREDIBILITY: Codes = {
    "1": N_("1 – confirmed"),
    "2": N_("2 – probably true"),
    "3": N_("3 – possibly true"),
    "4": N_("4 – doubtful"),
    "5": N_("5 – improbable"),
    "6": N_("6 – cannot be judged"),
}
APPROVAL_HOW: Codes = {
    "in_program": N_("In the program"),
    "paper": N_("On paper"),
    "phone": N_("By phone"),
}
APPROVAL_WHAT: Codes = {
    "high_risk": N_("Working at high risk"),
    "signing": N_("Signing"),
    "closing": N_("Closing"),
    "not_mediable": N_("Not for mediation"),
}
MEDIABILITY: Codes = {"yes": N_("Yes"), "no": N_("No"), "refer": N_("Refer elsewhere")}
RETENTION: Codes = {
    "keep": N_("Keep everything"),
    "minimise": N_("Keep without the names"),
    "seal": N_("Hand over to the office and seal"),
}
YOUTH_BAND: Codes = {"15-35": N_("15 to 35 years"), "15-25": N_("15 to 25 years")}
RELATIONSHIP: Codes = {
    "kin": N_("Kin"),
    "spouse": N_("Spouse"),
    "host": N_("Host"),
    "debtor": N_("Debtor"),
    "joking_cousin": N_("Joking cousin"),
    "employer": N_("Employer"),
    "neighbour": N_("Neighbour"),
    "ally": N_("Ally"),
    "rival": N_("Rival"),
    "other": N_("Other"),
}
LANGUAGE: Codes = {
    "fr": N_("French"),
    "bm": N_("Bambara"),
    "ff": N_("Fulfulde"),
    "ses": N_("Songhay"),
    "khq": N_("Songhay of Timbuktu"),
    "taq": N_("Tamasheq"),
    "dtm": N_("Dogon"),
    "snk": N_("Soninke"),
    "boz": N_("Bozo"),
    "bmq": N_("Bomu"),
    "spp": N_("Senufo"),
    "myk": N_("Minyanka"),
    "kao": N_("Kassonke"),
    "mey": N_("Hassaniya"),
    "ar": N_("Arabic"),
    "en": N_("English"),
}
LAND_SUBTYPE: Codes = {
    "field_boundary": N_("Field boundary"),
    "inheritance": N_("Inheritance"),
    "land_loan": N_("Land loan or withdrawal"),
    "sale": N_("Sale or double sale"),
    "clearing": N_("Clearing of pasture"),
    "transhumance_corridor": N_("Transhumance corridor"),
    "flooded_pasture": N_("Flooded pasture"),
    "resting_place": N_("Resting place of herds"),
    "water_point": N_("Water point or well"),
    "crop_damage": N_("Crop damage"),
    "field_release": N_("Release of fields"),
    "fishery": N_("Fishery"),
    "wood": N_("Wood"),
    "gold_digging": N_("Gold digging"),
    "irrigated_scheme": N_("Irrigated scheme"),
    "chieftaincy": N_("Chieftaincy"),
}
INTERCOMMUNAL_SUBTYPE: Codes = {
    "attack": N_("Attack and looting of villages"),
    "targeted_killing": N_("Targeted killing"),
    "cattle_theft": N_("Cattle theft"),
    "market_attack": N_("Attack on traders"),
    "embargo": N_("Embargo"),
    "reprisals": N_("Reprisals"),
    "abduction": N_("Abduction"),
    "arson": N_("Arson"),
    "hate_speech": N_("Rumour or hate speech"),
    "desecration": N_("Desecration"),
    "resource_access": N_("Access to resources"),
}
REINTEGRATION_SUBTYPE: Codes = {
    "former_detainee": N_("Former detainee"),
    "former_combatant": N_("Former combatant"),
    "associated_person": N_("Associated person"),
    "associated_minor": N_("Associated minor"),
    "family_refusal": N_("Refusal by the family"),
    "community_refusal": N_("Refusal by the community"),
    "threat_of_reprisals": N_("Threat of reprisals"),
    "reparation": N_("Reparation to the victim"),
}
OTHER_SUBTYPE: Codes = {
    "family": N_("Family or marriage"),
    "religious": N_("Religious"),
    "electoral": N_("Electoral"),
    "school": N_("School"),
    "debt": N_("Debt"),
    "committee": N_("Running of a committee"),
    "sexual_violence": N_("Sexual or gender-based violence"),
    "child_harm": N_("Harm to a child"),
    "serious_crime": N_("Serious crime"),
    "other": N_("Other"),
}
SUBTYPE: Codes = {
    **LAND_SUBTYPE,
    **INTERCOMMUNAL_SUBTYPE,
    **REINTEGRATION_SUBTYPE,
    **OTHER_SUBTYPE,
}
SUBTYPES_OF = {
    "land": (*LAND_SUBTYPE, "other"),
    "intercommunal": (*INTERCOMMUNAL_SUBTYPE, "chieftaincy", "other"),
    "reintegration": (*REINTEGRATION_SUBTYPE, "other"),
    "other": tuple(OTHER_SUBTYPE),
}
DECISION: Codes = {"granted": N_("Granted"), "refused": N_("Refused")}
SPOKEN_QUESTION: Codes = {
    "heard": N_("Was your side heard?"),
    "fair": N_("Was the mediation fair?"),
    "satisfied": N_("Are you satisfied with what came out of it?"),
}
SPOKEN_ANSWER: Codes = {
    "yes": N_("Yes"),
    "partly": N_("Partly"),
    "no": N_("No"),
    "no_answer": N_("Does not want to answer"),
}
DOCUMENT_KIND: Codes = {
    "photo": N_("Photo"),
    "scan": N_("Scanned paper"),
    "audio": N_("Recording"),
    "pdf": N_("PDF"),
    "office": N_("Text or table"),
    "other": N_("Other"),
}
ACCESS_ACT: Codes = {
    "read": N_("Read"),
    "names_shown": N_("Names shown"),
    "printed": N_("Printed"),
    "exported": N_("Exported"),
    "shared": N_("Shared"),
}
SEVERITY: Codes = {"minor": N_("Minor"), "serious": N_("Serious"), "grave": N_("Grave")}
INCIDENT_STATE: Codes = {
    "rumour": N_("Rumour"),
    "verified": N_("Verified"),
    "answered": N_("Answered"),
    "false": N_("Found to be false"),
}
MEMORY_KIND: Codes = {
    "accord": N_("Earlier accord"),
    "convention": N_("Local convention"),
    "sacred_place": N_("Sacred place"),
    "go_between": N_("Go-between"),
    "market_day": N_("Market day"),
    "other": N_("Other"),
}
SAME_PERSON: Codes = {"same": N_("Same person"), "different": N_("Two persons")}
TRAVEL: Codes = {
    "motorbike": N_("Motorbike"),
    "public": N_("Public transport"),
    "car": N_("Car"),
    "boat": N_("Boat"),
    "foot": N_("On foot"),
    "other": N_("Other"),
}
NEVER_MEDIATED = ("associated_minor", "sexual_violence", "child_harm", "serious_crime")
