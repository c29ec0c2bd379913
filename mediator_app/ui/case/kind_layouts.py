"""The hand-made order of the forms that one kind of case has."""

from __future__ import annotations

from collections.abc import Mapping

from mediator_app.core.marks import N_
from mediator_app.ui.forms.spec import Part

PARTS: Mapping[str, tuple[Part, ...]] = {
    "land": (
        Part(
            N_("What it is about"),
            (
                "resource_kind",
                "resource",
                "area_ha",
                "area_local",
                "people_depending",
                "women_rights_affected",
                "violence",
            ),
        ),
        Part(N_("Right"), ("right_kind", "right_basis", "right_holder", "evidence")),
        Part(
            N_("Corridor"),
            ("corridor_name", "corridor_width_m", "corridor_marking", "corridor_obstacle"),
        ),
        Part(N_("The season"), ("season", "descent", "herd_return", "release", "harvest")),
        Part(N_("Before a court"), ("in_court", "court_number")),
    ),
    "damage": (
        Part("", ("happened_on", "crop", "crop_stage", "area_ha")),
        Part("", ("animals", "animals_count", "herder", "estimated_by")),
        Part(
            N_("Money"),
            ("estimated_fcfa", "asked_fcfa", "agreed_fcfa", "paid_fcfa", "paid_on"),
        ),
    ),
    "communities": (
        Part("", ("villages", "trigger")),
        Part(
            N_("Access, truce, armed actors"),
            (
                "access_level",
                "escort",
                "truce_since",
                "truce_until",
                "truce_broken_on",
                "armed_actors",
            ),
        ),
        Part(
            N_("Losses"),
            ("houses_burnt", "granaries_burnt", "cattle_stolen", "cattle_returned", "needs"),
        ),
        Part(
            N_("Those who can help"),
            (
                "go_betweens",
                "womens_initiative",
                "authorities_informed",
                "authorities_note",
                "rumours",
            ),
        ),
        Part(N_("Dialogue"), ("intra_done", "ceremony_on")),
    ),
    "reintegration": (
        Part(
            "",
            (
                "alias",
                "age_band",
                "status",
                "minor_referred",
                "schooling",
                "trade_wish",
                "distress_referred",
            ),
        ),
        Part(
            N_("Detention"),
            (
                "detention_place",
                "detention_from",
                "detention_to",
                "pretrial_months",
                "charge_family",
                "lawyer",
            ),
        ),
        Part(N_("Armed group"), ("armed_link", "ddr_registered")),
        Part(
            N_("Civil papers"),
            (
                "birth_certificate",
                "birth_requested_on",
                "birth_certificate_on",
                "birth_certificate_fcfa",
                "judgment_on",
                "judgment_fcfa",
                "identity_card",
                "card_on",
                "card_fcfa",
            ),
        ),
        Part(
            N_("Return"),
            ("returned_on", "return_place", "household", "conditions", "threats", "reparation"),
        ),
        Part(N_("Peer mentor"), ("mentor", "mentor_since", "mentor_visits", "mentor_consent")),
        Part(N_("The promise"), ("promise", "promise_on")),
    ),
    "acceptance": (Part("", ("circle", "said_on", "score", "speaker", "said_by")),),
    "relapse": (
        Part("", ("months", "said_on", "what", "seen", "residence", "source", "reliability")),
    ),
}
