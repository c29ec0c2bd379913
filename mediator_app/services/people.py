"""Everybody in all cases of this laptop, and who of them are one person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from mediator_app.core import alike, party_codes
from mediator_app.core.alike import Alike, Key, Pair, Someone
from mediator_app.core.errors import AppError
from mediator_app.core.interchange.shape import entity_id
from mediator_app.core.marks import N_
from mediator_app.core.names import fold, sort_key, sound
from mediator_app.core.records.notebooks import SamePerson
from mediator_app.core.roles import Act, NotAllowed
from mediator_app.core.view import Entry
from mediator_app.db.engine import Connection
from mediator_app.db.reads import apart
from mediator_app.db.reads import cases as case_reads
from mediator_app.db.reads import people as reads
from mediator_app.journal import Edit
from mediator_app.services import views
from mediator_app.services.cases import create
from mediator_app.services.work import Changed, Workspace

SAME, DIFFERENT = "same", "different"


class NotTheirs(AppError):
    """Somebody of a case whose names are apart was to be joined with somebody."""

    message = N_("The names of this case are kept apart, so nobody in it is joined with others.")


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is in one case; `title` is missing where names are kept apart."""

    key: Key
    unit_id: bytes
    number: str | None
    title: str | None
    role: str | None
    closed: bool

    @property
    def eid(self) -> bytes:
        return self.key[1]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person, group or institution with all its cases; a code where names are apart."""

    key: Key
    name: str
    other_names: tuple[str, ...]
    type: str | None
    sex: str | None = None
    birth_year: int | None = None
    village: str = ""
    community: str = ""
    size: int | None = None
    hidden: bool = False
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    text: str = ""
    types: tuple[str, ...] = ()
    several: bool = False  # only those who are in more than one case
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said about two entries, and in which notebook it stands."""

    pair: Pair
    same: bool
    unit_id: bytes
    eid: bytes
    record: SamePerson


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom a list shows, in order, and how many there are of each type."""

    keys: list[Key]
    types: Mapping[str, int]
    several: int


@dataclass(frozen=True, slots=True)
class Register:
    """Everybody, those who were joined as one line, and what was decided about whom."""

    rows: Mapping[Key, PersonRow]  # in the order of the names
    decisions: tuple[Decision, ...]
    lines: Mapping[
        Key, PersonRow
    ]  # as each case has them, those who are named: no other is compared
    _found: Mapping[Key, str] = field(repr=False)  # folded, for the search

    def shown(self, wanted: PeopleFilter) -> Shown:
        """Return whom a filter leaves; spellings in French and Bambara find each other."""
        words = [(word, sound(word)) for word in fold(wanted.text).split()]
        fitting = [
            row
            for key, row in self.rows.items()
            if not words or all(_holds(self._found[key], *word) for word in words)
        ]
        several = [row for row in fitting if len(row.roles) > 1]
        types: dict[str, int] = {}
        for row in fitting:
            types[row.type or ""] = types.get(row.type or "", 0) + 1
        left = several if wanted.several else fitting
        if wanted.types:
            left = [row for row in left if row.type in wanted.types]
        if wanted.sort != "name" or wanted.descending:
            left.sort(key=partial(_order, wanted.sort), reverse=wanted.descending)
        return Shown([row.key for row in left], types, len(several))

    def suspected(self) -> list[Alike]:
        """Return who may be one person; takes seconds with 60,000: run it off the UI thread."""
        decided = {decision.pair for decision in self.decisions}
        heads = {role.key: row.key for row in self.rows.values() for role in row.roles}
        found = alike.suspected(map(_someone, self.lines.values()), decided)
        return [each for each in found if heads[each.pair[0]] != heads[each.pair[1]]]

    def row_of(self, key: Key) -> PersonRow | None:
        """Return the line on which an entry of a case is shown."""
        row = self.rows.get(key)
        if row is not None:
            return row
        return next((r for r in self.rows.values() if any(x.key == key for x in r.roles)), None)

    def about(self, row: PersonRow) -> list[Decision]:
        """Return what was decided about a person."""
        keys = {role.key for role in row.roles}
        return [each for each in self.decisions if keys & set(each.pair)]


def _holds(found: str, word: str, heard: str) -> bool:
    return word in found or (bool(heard) and f" {heard} " in found)


def _order(by: str, row: PersonRow) -> tuple[int, str, str, Key]:
    """Return where a line stands; those of whom it is not known come last."""
    name = sort_key(row.name)
    if by == "village":
        place = row.village or row.community
        return (0 if place else 1, sort_key(place), name, row.key)
    if by == "birth_year":
        return (row.birth_year or 9999, name, "", row.key)
    if by == "cases":
        return (len(row.roles), name, "", row.key)
    return (0, name, "", row.key)


def register(work: Workspace) -> Register:
    """Return everybody. Takes a moment with 60,000: run it off the UI thread."""
    with work.read() as connection:
        raw = reads.raw_people(connection)
        hidden = sorted({one[0] for one in raw if one[5]})
        codes: dict[bytes, str] = {}
        given: dict[Key, str] = {}
        for case_no, parties in apart.parties_of(connection, hidden).items():
            codes = party_codes.codes_of([(eid, number) for eid, number, _side in parties])
            given.update({(case_no, eid): code for eid, code in codes.items()})
        decisions = _decisions(connection, work)
    lines = {(one[0], one[1]): _line(one, given) for one in raw}
    named = {key for key, line in lines.items() if not line.hidden}
    told = {pair: each for pair, each in decisions.items() if named.issuperset(pair)}
    heads = alike.joined(pair for pair, each in told.items() if each.same)
    rows: dict[Key, PersonRow] = {}
    members: dict[Key, list[PersonRow]] = {}
    for key, line in lines.items():
        if key in heads:
            members.setdefault(heads[key], []).append(line)
        else:
            rows[key] = line
    for key, several in members.items():
        rows[key] = _one_of(key, several)
    ordered = dict(sorted(rows.items(), key=lambda item: _order("name", item[1])))
    found = {key: _search_text(row) for key, row in ordered.items()}
    compared = {key: lines[key] for key in named}
    return Register(ordered, tuple(told.values()), compared, found)


def _line(one: Sequence[Any], codes: Mapping[Key, str]) -> PersonRow:
    (case_no, eid, unit_id, number, title, hidden, kind, name, aliases, role) = one[:10]
    sex, birth_year, village, community, _code_number, size, _stage, closed = one[10:]
    key = (case_no, eid)
    part = Role(key, unit_id, number, None if hidden else title, role, closed is not None)
    if hidden:
        # Beside the code only what tells nothing of who it is.
        return PersonRow(key, codes.get(key, "PT"), (), kind, hidden=True, roles=(part,))
    spelled = name or ""
    others = tuple(other for other in _texts(aliases) if other and other != spelled)
    return PersonRow(
        key=key,
        name=spelled,
        other_names=others,
        type=kind,
        sex=sex,
        birth_year=birth_year if isinstance(birth_year, int) else None,
        village=village or "",
        community=community or "",
        size=size,
        hidden=False,
        roles=(part,),
    )


def _one_of(key: Key, members: list[PersonRow]) -> PersonRow:
    """Return one line for those who are one person; what one case lacks another may say."""
    members.sort(key=lambda row: row.key, reverse=True)  # the newest case first
    newest = members[0]
    spelled = [name for row in members for name in (row.name, *row.other_names) if name]

    def first(name: str) -> Any:
        return next((value for row in members if (value := getattr(row, name))), getattr(newest, name))  # fmt: skip

    return PersonRow(
        key=key,
        name=newest.name or (spelled[0] if spelled else ""),
        other_names=tuple(name for name in dict.fromkeys(spelled) if name != newest.name),
        type=newest.type,
        sex=first("sex"),
        birth_year=first("birth_year"),
        village=first("village"),
        community=first("community"),
        size=first("size"),
        hidden=False,
        roles=tuple(role for row in members for role in row.roles),
    )


def _someone(row: PersonRow) -> Someone:
    return Someone(
        row.key,
        row.type,
        tuple(name for name in (row.name, *row.other_names) if name),
        sex=row.sex,
        birth_year=row.birth_year,
        village=row.village or None,
        community=row.community or None,
    )


def _search_text(row: PersonRow) -> str:
    """Return what is searched of a line, folded; names by their sound as well."""
    names = " ".join((row.name, *row.other_names))
    numbers = " ".join(role.number or "" for role in row.roles)
    told = fold(" ".join((names, row.village, row.community)))
    heard = " ".join(alike.heard(word) for word in told.split())
    return f"{told} {fold(numbers)} {heard} "


def _texts(stored: object) -> list[str]:
    found: object = json.loads(stored) if isinstance(stored, str) else stored
    return [t for t in cast("list[object]", found) if isinstance(t, str)] if isinstance(found, list) else []  # fmt: skip


# decisions


def _decisions(connection: Connection, work: Workspace) -> dict[Pair, Decision]:
    """Return what was decided about pairs; the region's word goes before one's own."""
    found: dict[Pair, Decision] = {}
    for unit_id in (work.info.person_unit, work.info.region_unit):
        for entry in views.some(connection, unit_id, SamePerson).all(SamePerson):
            pair = _pair(connection, entry)
            if pair is not None and entry.record.decision in {SAME, DIFFERENT}:
                same = entry.record.decision == SAME
                found[pair] = Decision(pair, same, unit_id, entry.eid, entry.record)
    return found


def _pair(connection: Connection, entry: Entry[SamePerson]) -> Pair | None:
    said = entry.record
    if not (said.first and said.second and said.first_case and said.second_case):
        return None
    first = case_reads.case_no_of(connection, said.first_case)
    second = case_reads.case_no_of(connection, said.second_case)
    if first is None or second is None:
        return None  # one of the two cases is not on this computer
    return alike.pair_of((first, said.first), (second, said.second))


def decide(
    work: Workspace, pair: Pair, *, same: bool, reason: str = "", also: Iterable[Pair] = ()
) -> Changed:
    """Write down that two entries are one person, or that they are two."""
    home = _home(work)
    with work.write() as writer:
        edits: list[Edit] = []
        for one, other in (pair, *also):
            cases_of = {key: case_reads.unit_of(writer.connection, key[0]) for key in (one, other)}
            if any(apart.names_hidden(writer.connection, unit) for unit in cases_of.values()):
                raise NotTheirs
            (first, first_case), (second, second_case) = sorted(
                ((key, unit) for key, unit in cases_of.items()),
                key=lambda held: (held[1], held[0][1]),  # as every laptop would put them
            )
            eid = entity_id(SamePerson.ETYPE, first_case, first[1], second_case, second[1])
            facts = {
                "first_case": first_case,
                "first": first[1],
                "second_case": second_case,
                "second": second[1],
                "reason": reason.strip() or None,
                "decision": SAME if same else DIFFERENT,
                "decided_by": work.info.name,
                "decided_on": work.believed_today(),
            }
            edits.append(create(SamePerson, eid, facts))
        writer.author(home, edits)
        return writer.changed


def take_back(work: Workspace, decision: Decision) -> Changed:
    """Forget a decision: the two entries stand apart again, and may be proposed again."""
    if decision.unit_id == work.info.region_unit and _home(work) != decision.unit_id:
        raise NotAllowed(work.info.role, Act.OFFICE)
    with work.write() as writer:
        writer.author(decision.unit_id, [Edit(SamePerson.ETYPE, decision.eid, {0: False})])
        return writer.changed


def _home(work: Workspace) -> bytes:
    """Return the notebook a decision goes into: a supervisor's is everybody's."""
    return work.info.region_unit if work.may(Act.OFFICE) else work.info.person_unit
