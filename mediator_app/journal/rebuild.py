"""The tables made anew from the log: after an upgrade, a purge, or a repair."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from mediator_app.db.driver import DriverConnection, driver_of
from mediator_app.host.collector import no_collector
from mediator_app.journal import project
from mediator_app.journal import statements as sql
from mediator_app.journal.journal import Journal
from mediator_app.journal.log import Log, State, unpacked
from mediator_app.journal.parts import Parts
from mediator_app.journal.search import Index
from mediator_app.journal.states import Key, States
from mediator_app.wire.cbor import Malformed
from mediator_app.wire.changeset import BODY_LIMIT, decode_body, ref_of, trusted_header
from mediator_app.wire.zstd import Packer

Progress = Callable[[int, int], object]  # done, total; False stops
Write = Callable[[], AbstractContextManager[Connection]]

BLOCK = 500  # units in one transaction: fewer write the same pages again and again
MARK = "rebuild_from"  # the first unit that is still to be done
_LEAST, _GREATEST = -(2**63), 2**63 - 1


def rebuild(
    journal: Journal, write: Write, *, progress: Progress | None = None, block: int = BLOCK
) -> bool:
    """Make all tables anew, some units in each transaction; return whether it came to the end.

    `write` opens a writing transaction. `progress` stops it by returning False or by raising;
    what was done stays done, and the next call goes on where this one stopped.
    """
    while True:
        with write() as connection, no_collector():
            is_going_on = _block(journal.parts, driver_of(connection), block)
            done, total = _progress(driver_of(connection), is_going_on=is_going_on)
        wanted = progress is None or progress(done, total) is not False
        if not is_going_on:
            return True
        if not wanted:
            return False


def is_unfinished(connection: Connection) -> bool:
    """Tell whether a rebuild was stopped and waits to be continued."""
    return driver_of(connection).execute(sql.MARK, (MARK,)).fetchone() is not None


def rebuild_unit(connection: Connection, journal: Journal, case_no: int) -> None:
    """Make the rows of one unit anew, inside the caller's transaction."""
    _range(journal.parts, driver_of(connection), case_no, case_no)


def catch_up(connection: Connection, journal: Journal) -> list[int]:
    """Apply what an older version of the program could only store; return the units it changed.

    To be called when a profile is opened by a program that reads more than the last one did.
    """
    raw = driver_of(connection)
    changed: list[int] = []
    for (case_no,) in raw.execute(sql.UNITS_NOT_UNDERSTOOD).fetchall():
        if _understand(journal.parts, raw, case_no, case_no):
            _range(journal.parts, raw, case_no, case_no)
            changed.append(case_no)
    return changed


def replay(raw: DriverConnection, first: int, last: int) -> tuple[States, Log]:
    """Return the states of all entities of some units, from nothing but the log."""
    packer = Packer()
    log = Log(raw, packer)
    states = States(log, is_new=_always, read=_nothing)
    for case_no, lid, changeset_id, packed in raw.execute(sql.BODIES_OF_UNITS, (first, last)):
        ref = ref_of(changeset_id)
        log.met(lid, ref)
        states.apply(lid, ref, case_no, unpacked(packed, packer))
    return states, log


def _progress(raw: DriverConnection, *, is_going_on: bool) -> tuple[int, int]:
    total, done = raw.execute(sql.COUNT_UNITS, (_mark(raw),)).fetchone()
    return (done if is_going_on else total), total


def _mark(raw: DriverConnection) -> int:
    row = raw.execute(sql.MARK, (MARK,)).fetchone()
    return int(row[0]) if row else _LEAST


def _block(parts: Parts, raw: DriverConnection, size: int) -> bool:
    """Do the next units; return whether there are more."""
    first = _mark(raw)
    units = raw.execute(sql.UNIT_BLOCK, (first, size)).fetchall()
    is_last = len(units) < size
    # To the ends of the numbers: rows of units that are in no log go as well.
    last = _GREATEST if is_last else units[-1][0]
    _range(parts, raw, first, last)
    if is_last:
        raw.execute(sql.CLEAR_MARK, (MARK,))
    else:
        raw.execute(sql.SET_MARK, (MARK, last + 1))
    return not is_last


def _range(parts: Parts, raw: DriverConnection, first: int, last: int) -> None:
    tables = parts.tables()
    project.empty(raw, tables.values(), first, last)
    _understand(parts, raw, first, last)
    states, log = replay(raw, first, last)
    found = project.project(states, log, tables)
    project.write(found, raw, tables)
    Index(raw, log, tables, parts.fold).add(found)


def _understand(parts: Parts, raw: DriverConnection, first: int, last: int) -> bool:
    """Let changesets be applied that an older version could only store; tell of any."""
    packer = Packer()
    found = False
    for lid, header, packed in raw.execute(sql.NOT_UNDERSTOOD, (first, last)).fetchall():
        if trusted_header(header).min_reader > parts.reader:
            continue
        try:
            decode_body(packer.inflate(packed, limit=BODY_LIMIT))
        except Malformed:
            state = State.UNREADABLE
        else:
            state, found = State.APPLIED, True
        raw.execute(sql.SET_STATE, (state.value, lid))
    return found


def _always(_case_no: int) -> bool:
    return True


def _nothing(_key: Key) -> None:
    return None
