"""Approvals over all cases: which wait for a supervisor, which wait to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, TextClause, text

from mediator_app.db.reads.bare import fetched

# The same rule as core.approvals.state_of, in the words of the table: `told` says who, when and
# how; what was asked for in the program is decided there or not at all.
_ASKED = text(
    """
    SELECT unit_id, eid, number, title, what,
           requested_on, requested_by, approved_by, approved_on, how, reason
      FROM (SELECT unit.case_no, unit_id, approval.eid, number, what, decision,
                   CASE WHEN names_hidden THEN NULL ELSE title END AS title,
                   requested_on, requested_by, approved_by, approved_on, how, reason,
                   coalesce(trim(approved_by), '') <> '' AND approved_on IS NOT NULL
                   AND how IS NOT NULL AS told,
                   how = 'in_program'
                   AND (requested_on IS NOT NULL OR requested_by IS NOT NULL) AS only_here
              FROM approval
              JOIN case_file USING (case_no)
              JOIN unit USING (case_no)
             WHERE approval.alive = 1 AND case_file.alive = 1 AND closed_on IS NULL)
     WHERE coalesce(decision, '') <> 'refused'
       AND (NOT told OR (decision IS NULL AND coalesce(only_here, 0)))
     ORDER BY coalesce(requested_on, ''), case_no, eid LIMIT :most
    """
)
_DECLARED = text(
    """
    SELECT unit_id, approval.eid, number, CASE WHEN names_hidden THEN NULL ELSE title END, what,
           requested_on, requested_by, approved_by, approved_on, how, reason
      FROM approval
      JOIN case_file USING (case_no)
      JOIN unit USING (case_no)
     WHERE approval.alive = 1 AND case_file.alive = 1 AND closed_on IS NULL
       AND decision IS NULL
       AND coalesce(trim(approved_by), '') <> '' AND approved_on IS NOT NULL AND how IS NOT NULL
       AND NOT (how = 'in_program' AND (requested_on IS NOT NULL OR requested_by IS NOT NULL))
     ORDER BY approved_on, unit.case_no, approval.eid LIMIT :most
    """
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One approval that a supervisor has to look at; `title` is None where names are apart."""

    unit_id: bytes
    eid: bytes
    number: str | None
    title: str | None
    what: str
    requested_on: str | None
    requested_by: str | None
    approved_by: str | None
    approved_on: str | None
    how: str | None
    reason: str | None


def asked(connection: Connection, *, limit: int) -> list[Waiting]:
    """Return what nobody has decided."""
    return _rows(connection, _ASKED, limit)


def declared(connection: Connection, *, limit: int) -> list[Waiting]:
    """Return what was written down of a decision that no supervisor's laptop has confirmed."""
    return _rows(connection, _DECLARED, limit)


def _rows(connection: Connection, query: TextClause, limit: int) -> list[Waiting]:
    return [Waiting(*row) for row in fetched(connection, query.bindparams(most=limit))]
