"""How people and groups are told in words."""

from __future__ import annotations

from mediator_app.core.records.codes import PARTY_TYPE, ROLE, SEX
from mediator_app.i18n import _, formats
from mediator_app.services.people import PersonRow, Role
from mediator_app.ui.widgets.actor_grid import word

DOT = "  ·  "


def named(row: PersonRow) -> str:
    return row.name or _("Without a name")


def told(row: PersonRow) -> str:
    """Return what tells this person apart, in one line."""
    parts = [word(SEX, row.sex) or word(PARTY_TYPE, row.type)]
    if row.birth_year:
        parts.append(_("born in {year}").format(year=row.birth_year))
    parts += [row.village, row.community]
    if row.size:
        parts.append(_("{count} people").format(count=formats.number(row.size)))
    return DOT.join(dict.fromkeys(part for part in parts if part))


def role_of(role: Role) -> str:
    return word(ROLE, role.role)


def case_of(role: Role) -> str:
    """Return how a case is named on a link."""
    parts = (role.number or role.unit_id.hex()[:8], role.title or "")
    return DOT.join(part for part in parts if part)
