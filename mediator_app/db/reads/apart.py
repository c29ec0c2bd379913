"""What is needed to put names apart: the setting of a case, and the numbers of its parties."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, text

from mediator_app.db.reads.bare import fetched

_HIDDEN = text(
    """
    SELECT names_hidden FROM case_file JOIN unit USING (case_no) WHERE unit_id = :unit
    """
)
# Numbers of parties that were taken away as well: a code on paper must not come to mean another.
_LAST = text(
    """
    SELECT max(code_number) FROM party JOIN unit USING (case_no) WHERE unit_id = :unit
    """
)
_PARTIES = text(
    """
    SELECT case_no, eid, code_number, side
      FROM json_each(:numbers) AS wanted CROSS JOIN party ON case_no = wanted.value
     WHERE alive = 1 ORDER BY case_no, coalesce(rank, 2147483648), eid
    """
)


def names_hidden(connection: Connection, unit_id: bytes) -> bool:
    """Tell whether a case shows codes in place of names."""
    return bool(connection.execute(_HIDDEN, {"unit": unit_id}).scalar())


def last_number(connection: Connection, unit_id: bytes) -> int:
    """Return the greatest number that any party of a case ever had."""
    return connection.execute(_LAST, {"unit": unit_id}).scalar() or 0


def parties_of(
    connection: Connection, case_nos: Sequence[int]
) -> dict[int, list[tuple[bytes, int | None, str | None]]]:
    """Return id, number and side of the parties of these cases, in the order of each case."""
    found: dict[int, list[tuple[bytes, int | None, str | None]]] = {}
    numbers = json.dumps(list(case_nos))
    for case_no, eid, number, side in fetched(connection, _PARTIES.bindparams(numbers=numbers)):
        found.setdefault(case_no, []).append((eid, number, side))
    return found
