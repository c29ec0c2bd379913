"""Referrals that wait for an answer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

# By the index of the days: made long ago and not at an end.
_UNANSWERED = text(
    """
    SELECT unit.unit_id, r.eid, case_file.number, case_file.title, r.referred_to, r.service,
           r.status, r.made_on, r.answered_on, case_file.names_hidden
      FROM referral AS r
     CROSS JOIN case_file ON case_file.case_no = r.case_no
     CROSS JOIN unit ON unit.case_no = r.case_no
     WHERE r.alive = 1 AND r.made_on < :day AND r.made_on IS NOT NULL
       AND coalesce(r.status, 'pending') IN ('pending', 'accepted')
       AND case_file.alive = 1 AND case_file.closed_on IS NULL
     ORDER BY r.made_on, r.case_no, r.eid LIMIT :most
    """
)
MOST = 500


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One line; without title and addressee where the names of the case are hidden."""

    unit_id: bytes
    eid: bytes
    number: str | None
    title: str | None
    referred_to: str | None
    service: str | None
    status: str | None
    made_on: str | None
    answered_on: str | None


def unanswered(connection: Connection, before: str) -> list[ReferralRow]:
    """Return referrals of open cases made before a day that are not at an end, oldest first."""
    found = connection.execute(_UNANSWERED, {"day": before, "most": MOST})
    return [
        ReferralRow(
            unit_id,
            eid,
            number,
            None if hidden else title,
            None if hidden else to,
            *rest,
        )
        for unit_id, eid, number, title, to, *rest, hidden in found
    ]
