"""The tables as queries name them: light, so that the first list needs no record declarations."""

from __future__ import annotations

from sqlalchemy import column, table

unit = table(
    "unit",
    column("case_no"),
    column("unit_id"),
    column("kind"),
    column("lamport"),
    column("last_wall"),
    column("last_quality"),
)
case_file = table(
    "case_file",
    column("case_no"),
    column("alive"),
    column("number"),
    column("external_id"),
    column("title"),
    column("kind"),
    column("subtype"),
    column("stage"),
    column("state"),
    column("region"),
    column("cercle"),
    column("commune"),
    column("locality"),
    column("risk"),
    column("mediator"),
    column("opened_on"),
    column("closed_on"),
    column("names_hidden"),
)
conflict = table("conflict", column("case_no"), column("eid"), column("field"))
ent = table(
    "ent", column("case_no"), column("eid"), column("etype"), column("flags"), column("lid")
)
changeset = table("changeset", column("lid"), column("cs_id"), column("case_no"))
draft = table(
    "draft",
    column("place"),
    column("case_no"),
    column("eid"),
    column("etype"),
    column("content"),
    column("saved_at"),
)
