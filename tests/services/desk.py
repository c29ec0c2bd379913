"""A mediator's laptop in a test: real encrypted folders, a clock to be set, cheap keys."""

from __future__ import annotations

import copy
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mediator_app.core.environment import Environment
from mediator_app.core.interchange.write import document
from mediator_app.core.names import fold
from mediator_app.core.records.registry import type_specs
from mediator_app.journal import Edit, Journal
from mediator_app.services import cases, profile
from mediator_app.services.profile import Person
from mediator_app.services.work import Workspace
from mediator_app.vault import identity
from mediator_app.vault.identity import DeviceKeys, Signer
from mediator_app.vault.kdf import KdfCost

CHEAP = KdfCost(64, 1, 1)
SECRET = "kabako jiri sanfè dugu"
TODAY = datetime(2026, 3, 12, 9, tzinfo=UTC)
REPORT = Path(__file__).parents[1] / "data" / "cases_report.json"
AWA = Person("Awa Traoré", "Médiation Mopti", "mediator", region="ML-5")


@dataclass(slots=True)
class Clock:
    """What the laptop shows; each look takes a second."""

    wall: datetime = TODAY
    quality: int = 1
    monotonic: float = 1000.0

    def now(self) -> datetime:
        self.wall += timedelta(seconds=1)
        return self.wall

    def environment(self) -> Environment:
        return Environment(
            now=self.now,
            monotonic=lambda: self.monotonic,
            random_bytes=os.urandom,
            quality=lambda: self.quality,
        )


def made(folder: Path, *, clock: Clock | None = None, person: Person = AWA) -> Workspace:
    environment = (clock or Clock()).environment()
    return profile.create(folder, SECRET, person, environment=environment, cost=CHEAP)


def unlocked(folder: Path, *, clock: Clock | None = None, secret: str = SECRET) -> Workspace:
    environment = (clock or Clock()).environment()
    return profile.unlock(folder, secret, environment=environment, floor=CHEAP)


@contextmanager
def opened(folder: Path, *, clock: Clock | None = None) -> Iterator[Workspace]:
    work = unlocked(folder, clock=clock)
    try:
        yield work
    finally:
        work.close()


def copied(folder: Path, target: Path) -> Path:
    shutil.copytree(folder, target)
    return target


def a_case(**more: Any) -> dict[str, Any]:
    """Return a small case as a file has it."""
    return {
        "external_id": "a",
        "kind": "land",
        "title": "Le couloir",
        "opened_on": "2026-01-09",
        **copy.deepcopy(more),
    }


def file_of(path: Path, *objects: dict[str, Any], **head: Any) -> Path:
    whole = {"format": "mediation-cases", "version": 1, "cases": list(objects), **head}
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return path


def exported(work: Workspace) -> dict[str, Any]:
    """Return all cases of a profile as the file would have them."""
    numbers = cases.find(work, cases.CaseFilter(sort="number", descending=False))
    return document([cases.view(work, cases.unit_of(work, number)) for number in numbers])


def only_case(work: Workspace) -> bytes:
    (number,) = cases.find(work, cases.CaseFilter())
    return cases.unit_of(work, number)


def tables(work: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Return every projected table, in order, with what the search knows."""
    with work.read() as connection:
        raw = connection.connection.driver_connection
        dumps = {
            spec.name: raw.execute(
                f'SELECT * FROM "{spec.name}" ORDER BY case_no, eid'  # noqa: S608
            ).fetchall()
            for spec in type_specs().values()
        }
        dumps["conflict"] = raw.execute("SELECT * FROM conflict ORDER BY 1, 2, 3").fetchall()
    return dumps


def elsewhere(
    work: Workspace,
    unit_id: bytes,
    *edits: Edit,
    clock: Clock | None = None,
    keys: DeviceKeys | None = None,
) -> None:
    """Write as another person's laptop, into the same file: as if it had just arrived."""
    keys = keys or identity.new_device(os.urandom)
    signer = Signer(keys, identity.new_stream_id(os.urandom))
    other = Journal(
        type_specs,
        signer,
        environment=(clock or Clock()).environment(),
        fold=fold,
        verify=lambda *_known: True,
    )
    with work.database.write() as connection, other.batch(connection) as batch:
        batch.author(unit_id, list(edits))


def changed(record: type, eid: bytes, values: Mapping[str, Any], *, blind: bool = False) -> Edit:
    """Return a change of a record; `blind` has seen nothing of what is there."""
    seen: dict[str, frozenset[bytes]] | None = (
        {name: frozenset() for name in values} if blind else None
    )
    return cases.change(record, eid, values, seen=seen)


def damage(path: Path, offset: int, *, bit: int = 1) -> None:
    """Turn one bit over."""
    content = bytearray(path.read_bytes())
    content[offset] ^= bit
    path.write_bytes(content)


@contextmanager
def acting(work: Workspace, role: str) -> Iterator[Workspace]:
    """Let a person of another role sit at this laptop for a while."""
    own = work.info
    work.info = replace(own, role=role)
    try:
        yield work
    finally:
        work.info = own
