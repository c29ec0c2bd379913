"""The list of cases: which fit, what each line shows, how many there are of each.

Nothing here declares a record: the list stands on screen before those are loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mediator_app.core.names import fold
from mediator_app.core.party_codes import codes_of
from mediator_app.db.reads import apart
from mediator_app.db.reads import cases as reads
from mediator_app.db.reads import listing as order
from mediator_app.db.reads import preview as beside
from mediator_app.db.reads.cases import CaseFilter, CaseRow, Counts
from mediator_app.db.reads.preview import Preview
from mediator_app.services.work import Workspace

__all__ = ["CaseFilter", "CaseRow", "Counts", "Preview"]


def find(work: Workspace, wanted: CaseFilter) -> list[int]:
    """Return the file's own numbers of the cases that fit, in the order asked for."""
    with work.search() as connection:
        return reads.case_ids(connection, wanted, fold=fold, me=work.info.name)


def rows(work: Workspace, case_nos: Sequence[int]) -> dict[int, CaseRow]:
    """Return what a list shows of these cases; one that is gone is missing.

    Where names are apart, codes of the parties stand for the title, and no words or names are
    shown beside them.
    """
    with work.read() as connection:
        found = reads.case_rows(connection, case_nos)
        hidden = [number for number, row in found.items() if row.hidden]
        parties = apart.parties_of(connection, hidden) if hidden else {}
    for number in hidden:
        found[number] = _apart(found[number], parties.get(number, ()), me=work.info.name)
    return found


MOST_CODES = 3


def _apart(
    row: CaseRow, parties: Sequence[tuple[bytes, int | None, str | None]], *, me: str
) -> CaseRow:
    codes = codes_of([(eid, number) for eid, number, _ in parties])
    argue = [codes[eid] for eid, _, side in parties if side] or list(codes.values())
    more = ["…"] if len(argue) > MOST_CODES else []
    return replace(
        row,
        title=" · ".join([*argue[:MOST_CODES], *more]) or row.number,
        mediator=row.mediator if row.mediator == me else None,
        next_step="…" if row.next_step else row.next_step,
    )


def counts(work: Workspace, wanted: CaseFilter) -> Counts:
    """Return how many cases stand at each stage and are of each kind."""
    with work.search() as connection:
        return reads.counts(connection, wanted, fold=fold, me=work.info.name)


def by_stage(work: Workspace, wanted: CaseFilter) -> dict[str, list[int]]:
    """Return the numbers of the cases that fit, by the stage at which they stand."""
    with work.search() as connection:
        return order.by_stage(connection, wanted, fold=fold, me=work.info.name)


def mediators(work: Workspace) -> list[str]:
    """Return who has cases in this profile."""
    with work.read() as connection:
        return order.mediators(connection)


def preview(work: Workspace, case_no: int) -> Preview:
    """Return in short what a case is about."""
    with work.read() as connection:
        return beside.preview(connection, case_no)


def units_of(work: Workspace, case_nos: Sequence[int]) -> list[bytes]:
    """Return the unit ids of rows of the list, in their order."""
    with work.read() as connection:
        return [reads.unit_of(connection, case_no) for case_no in case_nos]


def unit_of(work: Workspace, case_no: int) -> bytes:
    """Return the unit id of a row of the list."""
    with work.read() as connection:
        return reads.unit_of(connection, case_no)
