"""Cases to print: the three of the report, and cases made of any text."""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from mediator_app.core.interchange.read import parse
from mediator_app.core.records.base import Fact
from mediator_app.core.records.cases import CaseFile
from mediator_app.core.records.registry import record_type, record_types
from mediator_app.core.view import CaseView, Entry, entry
from mediator_app.reports.page import Printed

REPORT = Path(__file__).parents[1] / "data" / "cases_report.json"
CODE = "7F3A-91C2-0D4E"
UNIT = b"\x01" + b"u" * 15
PRINTED = Printed(datetime(2026, 3, 12, 10, 5, tzinfo=UTC), 2, "Awa Traoré", "AJCET")


def view_of(entries: list[Entry[Any]], **options: Any) -> CaseView:
    records: dict[str, list[Entry[Any]]] = defaultdict(list)
    for item in entries:
        records[type(item.record).NAME].append(item)
    return CaseView(UNIT, {k: tuple(v) for k, v in records.items()}, **{"code": CODE, **options})


def report_cases() -> list[CaseView]:
    return [view_of(list(draft.entries)) for draft in parse(REPORT.read_bytes())]


def one(name: str, number: int = 0, /, **values: object) -> Entry[Any]:
    known = record_type(name)
    eid = bytes([known.ETYPE]) + number.to_bytes(15, "big")
    return entry(name, eid, values)


def case(*others: Entry[Any], **values: object) -> CaseView:
    given = {"kind": "land", "title": "Le couloir", "opened_on": "2026-01-09", "number": "MOP-1"}
    return view_of([one("case_file", **{**given, **values}), *others])


# What people type, what programs paste, what somebody may try.
HOSTILE = [
    "Traoré & fils",
    "a < b et <b>gras",
    "</para><para>",
    '<img src="/etc/hostname" width="10" height="10"/>',
    '<img src="http://127.0.0.1:1/x.png" width="5" height="5"/>',
    '<a href="file:///etc/passwd">clic</a>',
    "<font color=\"[[[getattr(1,'x')]]]\">x</font>",
    '<font size="1000000">A</font>',
    '<seq id="x"/><onDraw name="x" label="y"/><bullet>&bull;</bullet>',
    "&#x41;&amp;&nbsp;&unknown;<!-- --><![CDATA[x]]>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "abc\x00\x07\x1b[31mdef",
    "abc\u202edef\u2066ghi\u2069\u200f",
    "seul \ud800 substitut",
    "\u0301\u0300 marques seules \u0301",
    "e" + "\u0301" * 300,
    "🙂👩🏽‍🌾 ߒߞߏ ⵜⵉⴼⵉⵏⴰⵖ سلام 中文",
    "Ɛ\u0300 ɔ\u0301 ɲɛ ŋaniya Ɲ Ŋ",
    "mot" * 6_666,
    "ligne\n" * 1_000,
    "\n" * 20_000,
    "Un texte de vingt mille caractères. " * 560,
    "\u2028\u2029\x85\x0b\x0c",
    " ",
]


def filled(text: str, *, times: int = 2, number: int = 7) -> CaseView:
    """A case with every record type and every text fact set to `text`."""
    ids = {
        record.NAME: [bytes([record.ETYPE]) + n.to_bytes(15, "big") for n in range(times)]
        for record in record_types()
    }
    entries: list[Entry[Any]] = []
    for record in record_types():
        for at in range(1 if record is CaseFile else times):
            values = {f.name: _value(f, text, ids, at, number) for f in record.facts()}
            entries.append(entry(record.NAME, ids[record.NAME][at], values))
    return view_of(entries)


def _value(fact: Fact, text: str, ids: Mapping[str, list[bytes]], at: int, number: int) -> object:
    plain: dict[str, object] = {
        "text": text,
        "long": text,
        "code": next(iter(fact.codes), "") if fact.codes else text,
        "day": f"2026-0{1 + at % 9}-15",
        "boolean": True,
        "fuzzy": ["2026-01-01", None, text],
        "codes": list(fact.codes or ())[:2],
        "texts": [text, "autre"],
        "refs": [ids[fact.to][0].hex()] if fact.to in ids else [],
        "ref": ids[fact.to][at] if fact.to in ids else None,
    }
    return plain.get(fact.kind, number)


_texts = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=string.ascii_letters + " <>&/\"'=", max_size=120),
    st.sampled_from(HOSTILE[:18]),
    st.text(min_size=1, max_size=3).map(lambda part: part * 900),
)


def _stored(fact: Fact) -> st.SearchStrategy[object]:
    """What a column may hold: its storage is sure, its meaning is not."""
    by_storage: dict[str, st.SearchStrategy[object]] = {
        "text": _texts,
        "integer": st.integers(-(2**62), 2**62),
        "boolean": st.sampled_from([True, False, 0, 1]),
        "bytes": st.sampled_from([b"", b"\x0a" + bytes(15), b"x" * 16]),
        "list": st.lists(st.one_of(st.none(), _texts, st.integers(), st.booleans()), max_size=4),
    }
    known = [*(fact.codes or ())] or ["2026-02-28"]
    return st.one_of(st.none(), by_storage[fact.storage], st.sampled_from(known))


@st.composite
def any_case(draw: st.DrawFn) -> CaseView:
    """A case of some records with anything in them that the tables may hold."""
    chosen = draw(st.lists(st.sampled_from(record_types()), max_size=6))
    case_file = next(record for record in record_types() if record is CaseFile)
    entries: list[Entry[Any]] = []
    for number, record in enumerate([case_file, *(r for r in chosen if r is not case_file)]):
        facts = draw(st.lists(st.sampled_from(record.facts()), max_size=8))
        values = {fact.name: draw(_stored(fact)) for fact in facts}
        entries.append(one(record.NAME, number, **values))
    return view_of(entries, code=draw(st.sampled_from(["", CODE])))
