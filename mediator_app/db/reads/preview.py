"""What stands beside the list of a case that is chosen in it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

LONGEST = 700  # characters of the summary
PARTIES = 8

_CASE = text(
    """
    SELECT substr(summary, 1, :longest), not_alone, names_hidden,
           (SELECT count(*) FROM meeting WHERE meeting.case_no = case_file.case_no
            AND meeting.alive = 1 AND meeting.state = 'held'),
           (SELECT max(signed_on) FROM agreement WHERE agreement.case_no = case_file.case_no
            AND agreement.alive = 1)
      FROM case_file WHERE case_no = :number AND alive = 1
    """
)
_PARTIES = text(
    """
    SELECT name, side FROM party WHERE case_no = :number AND alive = 1 AND name IS NOT NULL
     ORDER BY coalesce(rank, 2147483648), eid LIMIT :most
    """
)


@dataclass(frozen=True, slots=True)
class Preview:
    """A case in short; without words and names where these are put apart."""

    summary: str = ""
    not_alone: str = ""
    parties: tuple[str, ...] = ()
    meetings: int = 0
    signed_on: str | None = None
    hidden: bool = False


def preview(connection: Connection, case_no: int) -> Preview:
    """Return a case in short; an empty one where it is gone."""
    row = connection.execute(_CASE, {"number": case_no, "longest": LONGEST}).first()
    if row is None:
        return Preview()
    summary, not_alone, hidden, meetings, signed_on = row
    if hidden:
        return Preview(meetings=meetings, signed_on=signed_on, hidden=True)
    held = connection.execute(_PARTIES, {"number": case_no, "most": PARTIES})
    names = tuple(f"{name} ({side})" if side else str(name) for name, side in held)
    return Preview(summary or "", not_alone or "", names, meetings, signed_on)
