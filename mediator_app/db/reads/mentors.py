"""Young people by peer mentor, over all cases of this laptop."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

_MENTORED = text(
    """
    SELECT party.name, case_file.number, case_file.closed_on,
           (SELECT max(visited_on) FROM mentor_visit AS seen WHERE seen.case_no = path.case_no
            AND seen.alive = 1)
      FROM reintegration AS path
      JOIN party ON party.case_no = path.case_no AND party.eid = path.mentor AND party.alive = 1
      JOIN case_file ON case_file.case_no = path.case_no AND case_file.alive = 1
     WHERE path.alive = 1 AND path.mentor IS NOT NULL
    """
)


@dataclass(frozen=True, slots=True)
class Mentored:
    """One young person who has a mentor."""

    mentor: str
    number: str | None
    is_open: bool
    last_visit: str | None


def mentored(connection: Connection) -> list[Mentored]:
    """Return every young person with a mentor who has a name."""
    return [
        Mentored(name, number, closed is None, visited)
        for name, number, closed, visited in connection.execute(_MENTORED)
        if name
    ]
