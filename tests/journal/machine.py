"""Some laptops, lossy bundles, restores and clones: each step held against the oracle."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mediator_app.journal import forks
from mediator_app.journal.check import check
from mediator_app.journal.live import live_refs
from mediator_app.journal.rebuild import rebuild
from tests.journal.laptop import OTHER, THING, UNKNOWN, Laptop, Office, edit, entity_id, unit_id
from tests.journal.oracle import Oracle, facts_of

UNITS = [unit_id(1), unit_id(2, kind=3)]
ENTITIES = [
    entity_id(THING, 1), entity_id(THING, 2), entity_id(OTHER, 1), entity_id(UNKNOWN, 1)
]  # fmt: skip
VALUES = [None, 1, True, "alpha", "Beta", "", "first", "second", ["alpha", 2], [b"x"], b"link"]
WORDS = ["alpha", "beta", "first"]
AN_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

laptop_no = st.integers(0, 9)
# Most happens in one place, or nothing ever meets.
unit = st.sampled_from([UNITS[0]] * 5 + UNITS)
entity = st.sampled_from([ENTITIES[0]] * 4 + ENTITIES)
field = st.sampled_from([1, 1, 1, 2, 3, 4, 5])
facts = st.dictionaries(field, st.sampled_from(VALUES), max_size=3)
change = st.one_of(
    facts.filter(bool),
    facts.map(lambda values: {0: True} | values),
    st.just({0: False}),
)


class Laptops(RuleBasedStateMachine):
    @initialize()
    def start(self) -> None:
        self.office = Office()
        self.laptops = [self.office.laptop() for _ in range(3)]
        self.backups: list[tuple[int, Laptop]] = []
        self.bundles: list[list] = []
        self.forms: list[tuple] = []
        self.touched: set[int] = set()
        self.may_fork = False

    def at(self, number: int) -> Laptop:
        self.touched.add(number % len(self.laptops))
        return self.laptops[number % len(self.laptops)]

    # --- what people do --------------------------------------------------------------------------

    def save(self, laptop: Laptop, unit_id: bytes, edits: list) -> None:
        """Save, and see that nothing is replaced that its author had not on screen."""
        before = Oracle(laptop.items(unit_id), laptop.types)
        ref = laptop.save(unit_id, *edits)
        seen = {each.eid: each.seen for each in edits}
        for fact in (f for item in laptop.items(unit_id) for f in facts_of(item) if f.ref == ref):
            live = before.refs(unit_id, fact.eid).get(fact.field, frozenset())
            if seen[fact.eid] is None:
                assert fact.preds == live
            else:
                assert fact.preds <= seen[fact.eid].get(fact.field, frozenset())
                assert fact.preds >= live & seen[fact.eid].get(fact.field, frozenset())

    @rule(a=laptop_no, u=unit, changes=st.dictionaries(entity, change, min_size=1, max_size=4))
    def save_some(self, a, u, changes) -> None:
        self.save(self.at(a), u, [edit(eid, values) for eid, values in changes.items()])

    @rule(a=laptop_no, u=unit, e=entity, values=change)
    def save_one(self, a, u, e, values) -> None:
        self.save(self.at(a), u, [edit(e, values)])

    @rule(a=laptop_no, u=unit, e=entity)
    def open_form(self, a, u, e) -> None:
        laptop = self.at(a)
        if laptop.rows("SELECT 1 FROM unit WHERE unit_id = ?", u):
            with laptop.read() as connection:
                seen = live_refs(connection, laptop.case_no(u), e)
            assert seen == Oracle(laptop.items(u), laptop.types).refs(u, e)
            self.forms.append((laptop, u, e, seen))

    @rule(k=st.integers(0, 9), values=change)
    def save_form(self, k, values) -> None:
        if self.forms:
            laptop, u, e, seen = self.forms[k % len(self.forms)]
            if laptop in self.laptops:
                self.touched.add(self.laptops.index(laptop))
                self.save(laptop, u, [edit(e, values, seen=seen)])

    @rule(a=laptop_no, seconds=st.sampled_from([0, 315532800, 4102444799, -5]))
    def clock_jumps(self, a, seconds) -> None:
        self.at(a).wall = AN_EPOCH + timedelta(seconds=seconds)

    # --- what happens to their laptops -----------------------------------------------------------

    @rule(
        a=laptop_no, b=laptop_no, u=unit, seed=st.integers(0, 9999), cut=st.booleans(),
        twice=st.booleans(), size=st.integers(1, 9),
    )  # fmt: skip
    def carry_bundle(self, a, b, u, seed, cut, twice, size) -> None:
        sender, receiver = self.at(a), self.at(b)
        items = sender.missing_for(u, receiver.summary(u))
        random.Random(seed).shuffle(items)
        if cut and items:
            items = items[: (len(items) + 1) // 2]
        if twice:
            items = items + items
        for start in range(0, len(items), size):
            assert not receiver.ingest(items[start : start + size]).refused
        self.bundles.append(items)

    @rule(a=laptop_no, b=laptop_no, u=unit)
    def exchange(self, a, b, u) -> None:
        one, two = self.at(a), self.at(b)
        one.send(u, two)
        two.send(u, one)
        assert one.summary(u) == two.summary(u)

    @rule(b=laptop_no, k=st.integers(0, 50))
    def read_an_old_bundle(self, b, k) -> None:
        if self.bundles:
            self.at(b).ingest(self.bundles[k % len(self.bundles)])

    @rule(a=laptop_no)
    def back_up(self, a) -> None:
        self.backups.append((a % len(self.laptops), self.at(a).clone()))

    @rule(k=st.integers(0, 20), noticed=st.booleans())
    def restore(self, k, noticed) -> None:
        if not self.backups:
            return
        number, backup = self.backups[k % len(self.backups)]
        restored = backup.clone()
        if noticed:
            restored.enter_stream(self.office.random.randbytes(16))
        else:
            self.may_fork = True
        self.laptops[number] = restored

    @rule(a=laptop_no)
    def clone_disk(self, a) -> None:
        if len(self.laptops) < 5:
            self.laptops.append(self.at(a).clone())
            self.may_fork = True

    @rule(a=laptop_no, block=st.integers(1, 3))
    def rebuild(self, a, block) -> None:
        laptop = self.at(a)
        before = laptop.dump(), [laptop.found(word) for word in WORDS]
        assert rebuild(laptop.journal, laptop.write, block=block)
        assert (laptop.dump(), [laptop.found(word) for word in WORDS]) == before

    # --- what must hold --------------------------------------------------------------------------

    @invariant()
    def tables_are_what_the_log_means(self) -> None:
        for number in getattr(self, "touched", ()):
            self.compare(self.laptops[number])
        self.touched = set()

    def compare(self, laptop: Laptop) -> None:
        items = [item for u in UNITS for item in laptop.items(u)]
        oracle = Oracle(items, laptop.types)
        assert laptop.dump() == oracle.dump()
        for word in WORDS:
            found = {laptop.rows("SELECT unit_id FROM unit WHERE case_no = ?", n)[0][0]
                     for n in laptop.found(word)}  # fmt: skip
            assert found == oracle.units_with(word), word
        with laptop.read() as connection:
            assert check(connection, laptop.journal) == []
        # and the order of arrival does not matter
        other = self.office.laptop()
        other.ingest(sorted(items, key=lambda item: item.signature))
        assert other.dump() == laptop.dump()

    def teardown(self) -> None:
        if not hasattr(self, "laptops"):
            return
        for _ in range(2):
            for sender in self.laptops:
                for receiver in self.laptops:
                    if sender is not receiver:
                        for u in UNITS:
                            sender.send(u, receiver)
        logs = [laptop.rows("SELECT cs_id FROM changeset ORDER BY 1") for laptop in self.laptops]
        assert all(log == logs[0] for log in logs), "somebody lacks something"
        dumps = [laptop.dump() for laptop in self.laptops]
        assert all(dump == dumps[0] for dump in dumps), "they disagree"
        forked = [forks_of(laptop) for laptop in self.laptops]
        assert all(each == forked[0] for each in forked)
        assert self.may_fork or not forked[0]
        # The clocks have no say: the counter grows by one with each change at most.
        for u in UNITS:
            lamports = self.laptops[0].rows("SELECT lamport FROM unit WHERE unit_id = ?", u)
            assert all(n <= len(logs[0]) for (n,) in lamports)
        for laptop in self.laptops:
            self.compare(laptop)


def forks_of(laptop: Laptop) -> list:
    with laptop.read() as connection:
        return forks(connection)
