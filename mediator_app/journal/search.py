"""The search index: the folded text of each unit, values that lost a conflict included."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mediator_app.db.driver import DriverConnection
from mediator_app.journal import statements as sql
from mediator_app.journal.entity import ALIVE, Entity
from mediator_app.journal.log import Log
from mediator_app.journal.project import Projection, Tables, read_register
from mediator_app.wire.changeset import Value

Fold = Callable[[str], str]

# To index a case again takes longer than all else that a Save does: so few wait for the next search.
LATER_AT_MOST = 8
AT_ONE_GO = 500  # texts folded together


@dataclass(frozen=True, slots=True)
class Index:
    """Writes the search text of units that a projection has changed."""

    connection: DriverConnection
    log: Log
    tables: Tables
    fold: Fold

    def update(self, found: Projection) -> None:
        """Index the units whose searchable values have changed; a few known ones wait."""
        new = {case_no for case_no in found.unsearchable if self.log.is_new(case_no)}
        if new:
            self.connection.executemany(sql.ADD_SEARCH, self._new_rows(found, new))
        stale = found.unsearchable - new
        if len(stale) > LATER_AT_MOST:
            self._put(stale)
        elif stale:
            self.connection.executemany(sql.SEARCH_LATER, [(case_no,) for case_no in stale])

    def catch_up(self) -> None:
        """Index the units that wait for it."""
        self._put(row[0] for row in self.connection.execute(sql.SEARCH_DUE).fetchall())
        self.connection.execute(sql.CLEAR_SEARCH_DUE)

    def _put(self, units: Iterable[int]) -> None:
        upwards = sorted(units, reverse=True)  # in the index
        # One text at a time: after an upgrade every case waits.
        rows = ((case_no, self._joined(self._stored(case_no))) for case_no in upwards)
        self.connection.executemany(sql.PUT_SEARCH, rows)

    def add(self, found: Projection) -> None:
        """Index units that were projected from nothing and are in no index."""
        rows = self._new_rows(found, found.unsearchable)
        self.connection.executemany(sql.ADD_SEARCH, rows)

    def _new_rows(self, found: Projection, units: set[int]) -> list[tuple[int, str]]:
        """Return the rows of units whose records are all in the projection."""
        texts: dict[int, list[object]] = {case_no: [] for case_no in sorted(units, reverse=True)}
        for etype, rows in found.records.items():
            places = self.tables[etype].searchable_at
            for row in rows:
                case_no, _, alive = row[:3]
                if alive and case_no in texts:
                    texts[case_no].extend(row[at] for at in places)
        for case_no, losers in found.losers.items():
            if case_no in texts:
                texts[case_no].extend(losers)
        return [(case_no, self._joined(parts)) for case_no, parts in texts.items()]

    def _joined(self, parts: Iterable[object]) -> str:
        texts = [str(part) for part in parts if part]
        # A notebook of 50,000 events folded at one go would hold up every other thread.
        pieces = (texts[at : at + AT_ONE_GO] for at in range(0, len(texts), AT_ONE_GO))
        return " ".join(self.fold("\n".join(piece)) for piece in pieces)

    def _stored(self, case_no: int) -> Iterable[object]:
        """Return the searchable values of a unit as the tables have them."""
        for (etype,) in self.connection.execute(sql.TYPES_OF_UNIT, (case_no,)).fetchall():
            table = self.tables.get(etype)
            if table and table.texts_of_unit:
                for row in self.connection.execute(table.texts_of_unit, (case_no,)):
                    yield from row
        yield from self._losers(case_no)

    def _losers(self, case_no: int) -> Iterable[Value]:
        rows = self.connection.execute(sql.CONFLICT_ROWS_OF_UNIT, (case_no,)).fetchall()
        for eid, number, _ in rows:
            table = self.tables.get(eid[0])
            column = table.columns.get(number) if table else None  # None: removed and edited
            if column is None or not column.spec.searchable:
                continue
            entity = Entity.stored(self.connection.execute(sql.ENTITY, (case_no, eid)).fetchone())
            if entity.flags & ALIVE:
                yield from read_register(entity, eid, column.spec, log=self.log).others
