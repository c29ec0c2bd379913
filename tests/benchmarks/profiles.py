"""Profiles to measure on, and plain connections to the same files."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from mediator_app.core.demo.dice import Dice
from mediator_app.core.demo.people import invent
from mediator_app.core.environment import Environment
from mediator_app.core.interchange.shape import CASE_FILE_ID, entity_id
from mediator_app.core.records.cases import CaseFile, Note, Task
from mediator_app.core.records.parties import Party
from mediator_app.db.driver import DriverConnection
from mediator_app.services import demo, profile
from mediator_app.services.cases import create, new_unit
from mediator_app.services.work import Workspace
from mediator_app.vault.kdf import KdfCost
from tests.benchmarks.samples import TODAY, whole_case

CHEAP = KdfCost(memory_kib=16, passes=1, lanes=1)  # the derivation of the key is no part of this
SECRET = "not kept from anybody"
PERSON = profile.Person("Awa Sangaré", "Association Benkan", "mediator", "ML-5")
TOGETHER = 1_000
STEM = 500  # cases told apart in every word; the others repeat their long texts


def environment() -> Environment:
    return Environment(
        now=lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 8, tzinfo=UTC),
        monotonic=time.monotonic,
        random_bytes=os.urandom,
    )


def new(folder: Path) -> Workspace:
    return profile.create(folder, SECRET, PERSON, environment=environment(), cost=CHEAP)


def plain(work: Workspace) -> DriverConnection:
    """Return a bare connection to the same file, with the same pragmas."""
    return work.database._open()


def many(folder: Path, count: int) -> Workspace:
    """Return a profile of `count` cases of five records, with as much text as a whole case."""
    work = new(folder)
    words = demo.vocabulary()
    stems = [whole_case(number) for number in range(1, STEM + 1)]
    for start in range(0, count, TOGETHER):
        with work.write() as writer:
            for number in range(start, min(start + TOGETHER, count)):
                edits = list(_five_records(number, stems[number % STEM], words, work.info.code))
                writer.author(new_unit(work), edits)
    return work


STAGES = ("intake", "screening", "analysis", "dialogue", "agreement", "follow_up", "closure")


def _five_records(number: int, stem: dict, words, code: str):
    dice = Dice(number, 13)
    people = [
        invent(dice, words, words.groups[dice.pick(list(words.groups))], born=(1950, 2005))
        for _ in range(2)
    ]
    place = stem["place"]
    village = dice.pick(dice.pick(list(words.groups.values())).villages)
    facts = {
        "kind": dice.pick(("land", "intercommunal", "reintegration", "other")),
        "subtype": "other",
        "title": f"Différend : {people[0].name} – {people[1].name}",
        "summary": stem["summary"],
        "opened_on": f"{dice.between(2016, 2026)}-{dice.between(1, 12):02}-{dice.between(1, 28):02}",
        "region": place["region"],
        "cercle": place["cercle"],
        "commune": place["commune"],
        "locality": village,
        "risk": dice.pick(("low", "medium", "high")),
        "confidentiality": "team",
        "mediator": stem["mediator"],
        "number": f"{code}-{number + 1:04d}",
        "stage": dice.pick(STAGES),
        "state": "active",
    }
    yield create(CaseFile, CASE_FILE_ID, facts)
    for key, one in zip("AB", people, strict=True):
        party = {"type": "person", "name": one.name, "side": key, "phone": one.phone, "rank": 1}
        yield create(Party, entity_id(Party.ETYPE, key), party)
    due = f"2026-{dice.between(9, 12):02}-{dice.between(1, 28):02}"
    task = {"text": f"Voir {people[0].name}", "due": due}
    yield create(Task, entity_id(Task.ETYPE, "t"), task)
    said = [m["summary"] + m["decisions"] for m in stem["meetings"]]
    yield create(Note, entity_id(Note.ETYPE, "n"), {"text": "\n".join(said)})
