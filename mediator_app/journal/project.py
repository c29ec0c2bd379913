"""What the states of entities mean for the tables: rows, cells and conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mediator_app.core.records.spec import FieldSpec, Policy
from mediator_app.db.driver import DriverConnection
from mediator_app.journal import statements as sql
from mediator_app.journal.entity import ALIVE, EDITED_LATE, EXISTENCE_BIT, Entity, fields_of, masked
from mediator_app.journal.log import Log
from mediator_app.journal.statements import TypeTable
from mediator_app.journal.states import Key, States
from mediator_app.journal.values import Cell, to_cell
from mediator_app.wire import cbor
from mediator_app.wire.changeset import EXISTENCE, Value

Row = Sequence[Cell]
Tables = Mapping[int, TypeTable]  # by etype


def _lists() -> defaultdict[int, list[Row]]:
    return defaultdict(list)


@dataclass(slots=True)
class Projection:
    """Everything one batch changes outside the log."""

    new_entities: list[Row] = field(default_factory=list[Row])
    entities: list[Row] = field(default_factory=list[Row])
    records: defaultdict[int, list[Row]] = field(default_factory=_lists)  # by etype
    cells: defaultdict[tuple[int, int], list[Row]] = field(
        default_factory=lambda: defaultdict[tuple[int, int], list[Row]](list)
    )  # by etype and field; field 0 is `alive`
    conflicts: list[Row] = field(default_factory=list[Row])
    settled: list[Row] = field(default_factory=list[Row])
    unsearchable: set[int] = field(default_factory=set[int])  # units whose search text is stale
    losers: defaultdict[int, list[Value]] = field(
        default_factory=lambda: defaultdict[int, list[Value]](list)
    )  # by unit: searchable values that are live and not shown


@dataclass(frozen=True, slots=True)
class Register:
    """The live values of one field: the one shown, and the others."""

    shown: Value
    others: tuple[Value, ...]  # distinct from it and from each other


def project(states: States, log: Log, tables: Tables) -> Projection:
    """Return what the states of a batch mean for the tables."""
    found = Projection()
    for key, (lid, facts) in states.untouched.items():
        case_no, eid = key
        etype = eid[0]
        mask = masked(facts)
        found.new_entities.append((case_no, eid, etype, ALIVE, lid, mask, None))
        table = tables.get(etype)
        if table:
            found.records[etype].append(table.row(case_no, eid, facts, alive=1))
            if table.searchable_mask & mask:
                found.unsearchable.add(case_no)
    for key, entity in states.touched.items():
        if entity.dirty:
            _Touched(key, entity, log, tables.get(key[1][0])).into(found)
    return found


class _Touched:
    """One entity with a state of its own."""

    def __init__(self, key: Key, entity: Entity, log: Log, table: TypeTable | None) -> None:
        self._case_no, self._eid = key
        self._key = key
        self._entity = entity
        self._log = log
        self._table = table

    def into(self, found: Projection) -> None:
        entity, table = self._entity, self._table
        before = entity.flags
        entity.flags = entity.status(self._log.ref)
        row = (*self._key, self._eid[0], entity.flags, *entity.columns())
        (found.new_entities if entity.fresh else found.entities).append(row)
        if table is None:
            return  # a type of a newer version: kept, not shown
        registers = {
            number: read_register(entity, self._eid, table.columns[number].spec, log=self._log)
            for number in fields_of(entity.dirty & ~EXISTENCE_BIT)
            if number in table.columns
        }
        if entity.fresh:
            shown = {number: register.shown for number, register in registers.items()}
            alive = entity.flags & ALIVE
            found.records[self._eid[0]].append(
                table.row(self._case_no, self._eid, shown, alive=alive)
            )
        else:
            self._cells(found, registers, table, before=before)
        self._conflicts(found, registers, table, before=before)
        if table.searchable_mask & entity.dirty or (before ^ entity.flags) & ALIVE:
            found.unsearchable.add(self._case_no)

    def _cells(
        self,
        found: Projection,
        registers: Mapping[int, Register],
        table: TypeTable,
        *,
        before: int,
    ) -> None:
        etype = self._eid[0]
        for number, register in registers.items():
            cell = to_cell(register.shown, table.columns[number].spec.storage)
            found.cells[etype, number].append((cell, *self._key))
        if (before ^ self._entity.flags) & ALIVE:
            found.cells[etype, EXISTENCE].append((self._entity.flags & ALIVE, *self._key))

    def _conflicts(
        self,
        found: Projection,
        registers: Mapping[int, Register],
        table: TypeTable,
        *,
        before: int,
    ) -> None:
        entity = self._entity
        for number, register in registers.items():
            spec = table.columns[number].spec
            if spec.policy is Policy.QUIET:
                continue
            if register.others and spec.searchable and entity.flags & ALIVE:
                found.losers[self._case_no].extend(register.others)
            if register.others:
                found.conflicts.append((*self._key, number, 1 + len(register.others)))
            elif not entity.fresh:
                found.settled.append((*self._key, number))
        if entity.flags & EDITED_LATE:
            found.conflicts.append((*self._key, EXISTENCE, 2))
        elif before & EDITED_LATE:
            found.settled.append((*self._key, EXISTENCE))


def read_register(entity: Entity, eid: bytes, spec: FieldSpec, *, log: Log) -> Register:
    """Return the live values of a field: which is shown depends on nothing but the log."""
    lids = entity.changesets(spec.number)
    if len(lids) == 1:
        return Register(_value(entity, eid, spec.number, lids[0], log=log), ())
    distinct: dict[bytes, Value] = {}  # by spelling: equal values never conflict
    for lid in sorted(lids, key=log.precedence, reverse=True):
        value = _value(entity, eid, spec.number, lid, log=log)
        distinct.setdefault(cbor.encode(value), value)
    values = list(distinct.values())
    if spec.policy is Policy.EARLIEST:
        values.sort(key=lambda value: _rank(value, spec.order))  # stable: else the newest first
    return Register(values[0], tuple(values[1:]))


def _value(entity: Entity, eid: bytes, number: int, lid: int, *, log: Log) -> Value:
    key = (lid, number)
    return entity.values[key] if key in entity.values else log.values(lid)[eid, number]


def _rank(value: Value, order: Sequence[str]) -> int:
    return order.index(value) if type(value) is str and value in order else len(order)


def write(found: Projection, connection: DriverConnection, tables: Tables) -> None:
    """Write a projection; the only place that writes records' tables."""
    batches: list[tuple[str, list[Row]]] = [
        (sql.ADD_ENTITY, found.new_entities),
        (sql.PUT_ENTITY, found.entities),
        *((tables[etype].insert, rows) for etype, rows in found.records.items()),
        *((_cell_statement(tables[etype], number), rows)
          for (etype, number), rows in found.cells.items()),
        (sql.SETTLE_CONFLICT, found.settled),
        (sql.PUT_CONFLICT, found.conflicts),
    ]  # fmt: skip
    for statement, rows in batches:
        if rows:
            connection.executemany(statement, rows)


def _cell_statement(table: TypeTable, number: int) -> str:
    return table.set_alive if number == EXISTENCE else table.set_field[number]


def empty(connection: DriverConnection, tables: Iterable[TypeTable], first: int, last: int) -> None:
    """Remove what was projected for a block of units."""
    for statement in (*sql.EMPTY_BLOCK, *(table.empty_block for table in tables)):
        connection.execute(statement, (first, last))
