"""Writes records into a database by the journal, for the tests of what reads them."""

from __future__ import annotations

import random

from mediator_app.core.environment import Environment
from mediator_app.core.names import fold
from mediator_app.core.records.registry import record_type, type_specs
from mediator_app.db.engine import Database
from mediator_app.journal import Edit, Journal
from mediator_app.vault import identity

Value = None | bool | int | str | bytes | list[object]


class Desk:
    """Writes records by the journal, as services do."""

    def __init__(self, database: Database, environment: Environment) -> None:
        self.database, self.random = database, random.Random(5)
        keys = identity.new_device(self.random.randbytes)
        signer = identity.Signer(keys, self.random.randbytes(16))
        self.journal = Journal(type_specs, signer, environment=environment, fold=fold)

    def write(self, unit: bytes, *records: tuple[str, dict[str, Value]]) -> list[bytes]:
        edits = [self._edit(name, values) for name, values in records]
        with self.database.write() as connection, self.journal.batch(connection) as batch:
            batch.author(unit, edits)
        return [edit.eid for edit in edits]

    def case(self, *more: tuple[str, dict[str, Value]], **facts: Value) -> bytes:
        unit = b"\1" + self.random.randbytes(15)
        given: dict[str, Value] = {"kind": "land", "title": "Champ", "opened_on": "2026-02-01"}
        self.write(unit, ("case_file", given | facts), *more)
        return unit

    def remove(self, unit: bytes, eid: bytes) -> None:
        with self.database.write() as connection, self.journal.batch(connection) as batch:
            batch.author(unit, [Edit(eid[0], eid, {0: False})])

    def _edit(self, name: str, values: dict[str, Value]) -> Edit:
        spec = record_type(name).spec()
        numbers = {field.name: field.number for field in spec.fields}
        eid = bytes([spec.etype]) + self.random.randbytes(15)
        return Edit(spec.etype, eid, {0: True, **{numbers[n]: v for n, v in values.items()}})
