"""Search of everything, as one types: cases, people, places, notes, agreements, incidents.

The index knows which cases hold the words; which record it was, and the words around them, are
read of the newest of these alone. Nothing slower than a keystroke is done here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mediator_app.core.finding import (
    Near,
    Snippet,
    Word,
    asked,
    asked_by_sound,
    held,
    snippet,
    words_of,
)
from mediator_app.core.marks import N_
from mediator_app.core.places import Level
from mediator_app.core.records.registry import record_type, record_types
from mediator_app.db.engine import Connection
from mediator_app.db.reads import finding as reads
from mediator_app.db.reads.finding import Texts
from mediator_app.services import listing
from mediator_app.services.listing import CaseRow
from mediator_app.services.places import places
from mediator_app.services.work import Workspace

SORTS: Mapping[str, str] = {
    "case": N_("Cases"),
    "person": N_("People"),
    "place": N_("Places"),
    "note": N_("Notes"),
    "agreement": N_("Agreements"),
    "incident": N_("Incidents"),
}
MOST = 30  # lines shown
TOGETHER = 30  # cases looked into at once
DEEPEST = 60  # cases looked into for one sort of thing, before it is given up
OF_ONE_CASE = 3  # where one sort of thing is looked for; else each case is told once
PLACES = 4
FEW_LETTERS = 3  # of a place; with fewer, half of the list would be meant

# What a record is found as; every other text is a note.
_SORT_OF = {
    "case_file": "case",
    **dict.fromkeys(
        ("party", "actor", "mandate", "relationship", "absent_actor", "witness", "signatory",
         "committee_member", "reintegration", "referral"),
        "person",
    ),
    **dict.fromkeys(("place_memory", "seasonal_date", "cohesion_sheet", "boundary_mark"), "place"),
    **dict.fromkeys(("agreement", "clause", "clause_check", "read_aloud", "earlier_accord"),
                    "agreement"),
    "incident": "incident",
    "relapse": "incident",
}  # fmt: skip
_PLACE_FACTS = frozenset({"region", "cercle", "commune", "locality"})
_NOTEBOOK = ("actor", "place_memory", "seasonal_date", "cohesion_sheet")
_NOT_SHOWN = frozenset({"trip"})  # of one's own notebook
_WEIGHT = {"number": 9, "external_id": 9, "title": 6, "name": 7, "aliases": 5}
_FIRST = ("case_file", "party")  # where most of what is looked for stands


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, and where it is opened.

    `unit_id` is the case or notebook, None for a place of the list; `label` names the field, marked
    for translators. A case whose names are apart shows its codes and no words.
    """

    sort: str
    unit_id: bytes | None
    record: str
    eid: bytes
    title: str
    snippet: Snippet
    label: str = ""
    number: str = ""
    kind: str = ""  # of the case
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    texts: Texts
    fact: str
    text: str
    nears: tuple[int, ...]  # of the record, for each word
    sort: str

    @property
    def rank(self) -> tuple[int, int, int]:
        """Return how good it is: how many words, how near, and in what."""
        whole = sum(1 for near in self.nears if near)
        return (whole, sum(self.nears), _WEIGHT.get(self.fact, 3))


def find(
    work: Workspace, text: str, *, sort: str = "", check: Callable[[], object] = lambda: None
) -> tuple[Hit, ...]:
    """Return what was found, the best first; `check` is called between two steps and may raise.

    `sort` is one of SORTS; without it, of everything.
    """
    words = words_of(text)
    if not words:
        return ()
    with work.search() as connection:
        check()
        cases = _Search(connection, words, sort, check).run()
        near_by = _of_notebook(work, connection, words, sort)
    check()
    hits = _as_hits(work, cases)
    return (*near_by[:PLACES], *_named_places(text, sort), *hits, *near_by[PLACES:])[:MOST]


class _Search:
    """Looks into the cases that the index gives, the newest first, until there are enough."""

    def __init__(
        self,
        connection: Connection,
        words: Sequence[Word],
        sort: str,
        check: Callable[[], object],
    ) -> None:
        self._connection, self._check = connection, check
        self.words, self.sort = words, sort
        self._seen: set[int] = set()
        self.found: dict[int, list[_Found]] = {}
        self.hidden: set[int] = set()

    def run(self) -> _Search:
        for match in (asked(self.words), asked_by_sound(self.words)):
            if match and len(self._seen) < TOGETHER:  # else nobody needs another spelling
                self._ask(match)
        return self

    def _ask(self, match: str) -> None:
        after: int | None = None
        looked = 0
        while looked < (DEEPEST if self.sort else TOGETHER):
            self._check()
            got = reads.newest(self._connection, match, most=TOGETHER, after=after)
            fresh = [(number, hidden) for number, hidden in got if number not in self._seen]
            self._look(fresh)
            if len(got) < TOGETHER or len(self.found) >= MOST:
                return
            after, looked = got[-1][0], looked + len(got)

    def _look(self, cases: Sequence[tuple[int, bool]]) -> None:
        """Look into these cases: first where names stand, then, where that says nothing, further."""
        self._seen.update(number for number, _hidden in cases)
        if not self.sort or self.sort == "case":
            self.hidden.update(number for number, hidden in cases if hidden)
        todo = [number for number, hidden in cases if not hidden]
        for records in (_FIRST, _rest()):
            self._check()
            for record in records if todo else ():
                if not self.sort or record in _records_of(self.sort):
                    for texts in reads.texts(self._connection, record, todo):
                        self._judge(texts)
            todo = [number for number in todo if not self._is_settled(number)]

    def _judge(self, texts: Texts) -> None:
        judged = _judged(texts, self.words, self.sort)
        if judged is not None:
            self.found.setdefault(texts.case_no, []).append(judged)

    def _is_settled(self, number: int) -> bool:
        return any(all(found.nears) for found in self.found.get(number, ()))


def _judged(texts: Texts, words: Sequence[Word], sort: str) -> _Found | None:
    """Return what a record holds of the words, or None."""
    best: tuple[int, int, str, str] | None = None
    together = [0] * len(words)
    for fact, value in texts.facts:
        if sort and _sort(texts.record, fact) != sort:
            continue
        nears = held(value, words)
        if not any(nears):
            continue
        together = [max(pair) for pair in zip(together, nears, strict=True)]
        worth = (sum(1 for near in nears if near), sum(nears) + _WEIGHT.get(fact, 3), fact, value)
        if best is None or worth[:2] > best[:2]:
            best = worth
    if best is None:
        return None
    return _Found(texts, best[2], best[3], tuple(together), _sort(texts.record, best[2]))


def _sort(record: str, fact: str) -> str:
    if record in {"case_file", "incident"} and fact in _PLACE_FACTS and record == "case_file":
        return "place"
    if record == "case_file" and fact not in {"title", "number", "external_id"}:
        return "note" if fact != "mediator" else "case"
    return _SORT_OF.get(record, "note")


@cache
def _records_of(sort: str) -> Collection[str]:
    if sort == "case":
        return ("case_file",)
    if sort == "note":
        return ("case_file", *(r for r in _rest() if _SORT_OF.get(r, "note") == "note"))
    given = tuple(record for record, its in _SORT_OF.items() if its == sort)
    return (*given, "case_file") if sort == "place" else given


@cache
def _rest() -> tuple[str, ...]:
    return tuple(
        kind.NAME
        for kind in record_types()
        if kind.NAME not in {*_FIRST, *_NOT_SHOWN, *_NOTEBOOK}
        and any(field.searchable for field in kind.spec().fields)
    )


def _as_hits(work: Workspace, search: _Search) -> list[Hit]:
    best = sorted(
        (
            (number, one)
            for number, found in search.found.items()
            for one in _few(found, search.sort)
        ),
        key=lambda pair: (*pair[1].rank, pair[0]),
        reverse=True,
    )[:MOST]
    numbers = list(dict.fromkeys([*(number for number, _ in best), *sorted(search.hidden)[-MOST:]]))
    rows = listing.rows(work, numbers)
    hits = [_hit(one, rows[number], search.words) for number, one in best if number in rows]
    return hits + [_apart(rows[number]) for number in sorted(search.hidden, reverse=True)
                   if number in rows]  # fmt: skip


def _few(found: Sequence[_Found], sort: str) -> list[_Found]:
    """Return the best of one case: what holds fewer words than another is not told as well."""
    ordered = sorted(found, key=lambda one: one.rank, reverse=True)
    most = ordered[0].rank[0]
    return [one for one in ordered if one.rank[0] == most][: OF_ONE_CASE if sort else 1]


def _hit(found: _Found, row: CaseRow, words: Sequence[Word]) -> Hit:
    return Hit(
        sort=found.sort,
        unit_id=row.unit_id,
        record=found.texts.record,
        eid=found.texts.eid,
        title=row.title or row.number or "",
        snippet=snippet(found.text, words),
        label=_label(found.texts.record, found.fact),
        number=row.number or "",
        kind=row.kind,
        place=row.place,
    )


def _apart(row: CaseRow) -> Hit:
    return Hit(
        sort="case",
        unit_id=row.unit_id,
        record="case_file",
        eid=b"",
        title=row.title or "",
        snippet=Snippet(""),
        number=row.number or "",
        kind=row.kind,
        place=row.place,
    )


def _label(record: str, fact: str) -> str:
    kind = record_type(record)
    return next((each.label for each in kind.facts() if each.name == fact), "") or kind.TITLE


# beside the cases


def _of_notebook(
    work: Workspace, connection: Connection, words: Sequence[Word], sort: str
) -> list[Hit]:
    """Return what the notebook of the region holds: actors, memories of places, events."""
    unit_id = work.info.region_unit
    match = asked_by_sound(words) or asked(words)
    number = reads.notebook(connection, unit_id, match)
    if number is None:
        return []
    texts = [
        each
        for record in _NOTEBOOK
        if not sort or _SORT_OF[record] == sort
        for each in reads.texts(connection, record, [number])
    ]
    if sort in {"", "incident"}:
        texts += reads.waiting_events(connection, number)
    judged = (_judged(each, words, "") for each in texts)
    found = [one for one in judged if one is not None and all(one.nears)]
    found.sort(key=lambda one: one.rank, reverse=True)
    return [
        Hit(
            sort=one.sort,
            unit_id=unit_id,
            record=one.texts.record,
            eid=one.texts.eid,
            title=one.texts.facts[0][1],
            snippet=snippet(one.text, words),
            label=_label(one.texts.record, one.fact),
        )
        for one in found[:MOST]
    ]


def _named_places(text: str, sort: str) -> list[Hit]:
    """Return places of the shipped list: each leads to its cases.

    Beside everything else no more than a cercle: all villages take as long as all the rest.
    """
    if sort not in {"", "place"} or len(text.strip()) < FEW_LETTERS:
        return []
    known = places()
    level = None if sort else Level.CERCLE
    found = known.search(text, level=level, limit=MOST if sort else 1)
    words = words_of(text)
    return [
        Hit(
            sort="place",
            unit_id=None,
            record="place",
            eid=b"",
            title=place.name,
            snippet=snippet(place.name, words),
            place=", ".join(each.name for each in reversed(known.parents(place.id))),
        )
        for place in found
    ]


__all__ = ["MOST", "SORTS", "Hit", "Near", "find"]
