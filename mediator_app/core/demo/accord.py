"""The agreement of an invented case and what became of it."""

from __future__ import annotations

from datetime import date, timedelta

from mediator_app.core.demo.people import invent
from mediator_app.core.demo.story import Story
from mediator_app.core.demo.table import Table
from mediator_app.core.demo.vocabulary import Json

CHECKS = (1, 3, 6, 12)  # months after signing
MONTH = 30.5
FINAL_AFTER = 180  # days: by then every clause has come to an end


def signed_on(story: Story) -> date | None:
    """Return the day of signing, or None while nobody has signed."""
    if not story.passed("agreement"):
        return None
    return story.left("agreement") - timedelta(days=1)


def agreement(story: Story, table: Table) -> Json | None:
    """Return the agreement, a draft while the case stands at that stage."""
    if not story.reached("agreement"):
        return None
    signed = signed_on(story)
    made: Json = {
        "type": kind_of(story),
        "place_text": story.text("neutral_places"),
        "clauses": clauses(story, table, signed),
        "committee": _committee(story),
    }
    if signed is None:
        return made
    readers = (("bm", story.chief.name), (story.a.group.language, story.mediator))
    people = [story.chief.name, *(_somebody(story) for _ in range(story.dice.between(1, 3)))]
    if story.gap == "witness":
        people = people[:1]
    languages = {story.a.group.language, story.b.group.language}
    return {
        **made,
        "signed_on": signed.isoformat(),
        "number": f"PV-{signed.year}-{story.dice.between(1, 999):03}",
        "read_aloud": [
            {"language": language, "by": reader}
            for language, reader in dict(readers).items()
            if language in languages or language == "bm"
        ],
        "signatories": [
            {
                "party": key,
                "manner": story.dice.weighted({"thumbprint": 6, "signature": 4}),
            }
            for key in table.speakers.values()
        ],
        "witnesses": list(dict.fromkeys(people)),
        "paper_kept_at": story.text("paper"),
    }


def kind_of(story: Story) -> str:
    """Return the type of the agreement, the same each time it is asked."""
    by_number = ("full_agreement", "full_agreement", "partial_agreement", "full_agreement")
    return "interim_agreement" if story.number % 11 == 0 else by_number[story.number % 4]


def _somebody(story: Story) -> str:
    group = story.dice.pick((story.a.group, story.b.group))
    born = (story.year() - 70, story.year() - 20)
    return invent(story.dice, story.words, group, born=born).name


def clauses(story: Story, table: Table, signed: date | None) -> list[Json]:
    """Return the commitments: one of the theme's accords, then what it adds."""
    dice, given = story.dice, story.theme.given
    texts = [dice.pick(given["accords"]), *dice.some(given["clauses"], 1, 4)]
    start = signed or story.today
    amount = int(story.fill["montant"].replace("\N{NARROW NO-BREAK SPACE}", ""))
    found: list[Json] = []
    for number, text in enumerate(texts, 1):
        clause: Json = {
            "key": f"c{number}",
            "text": story.filled(text),
            "responsible": dice.pick(list(table.speakers.values())),
            "due": (start + timedelta(days=dice.between(2, 24) * 7)).isoformat(),
            "verified_by": story.text("verified_by"),
        }
        if "{montant}" in text:
            clause["amount_fcfa"] = amount
        if dice.chance(20):
            clause["place_text"] = story.village
        found.append(clause)
    return found


def _committee(story: Story) -> list[Json]:
    if story.kind != "intercommunal" and not story.dice.chance(45):
        return []
    found: list[Json] = []
    for number in range(story.dice.between(3, 7)):
        side = "AB"[number % 2]
        group = story.a.group if side == "A" else story.b.group
        young = story.dice.chance(40)
        born = (story.year() - (34 if young else 68), story.year() - (18 if young else 36))
        member = invent(story.dice, story.words, group, born=born)
        found.append(
            {
                "name": member.name,
                "sex": member.sex,
                "young": young,
                "side": side,
                "community": group.community,
            }
        )
    return found


def visits(story: Story, table: Table, written: Json | None) -> list[Json]:
    """Return the checks that were made, and the next ones with their day."""
    signed = signed_on(story)
    if written is None or signed is None:
        return []
    until = story.left("follow_up") if story.reached("follow_up") else story.today
    found: list[Json] = []
    for months in CHECKS:
        due = signed + timedelta(days=round(months * MONTH))
        held = due + timedelta(days=story.dice.between(-3, 9))
        closed = story.stage == "closure"
        if held <= until and not (story.gap == "visit" and months == CHECKS[1]):
            found.append(_checked(story, table, written, (months, due, held)))
        elif not closed and due <= story.today + timedelta(days=200):
            found.append({"due": due.isoformat(), "kind": "visit", "months": months})
    if story.stage == "closure" and not story.ending:
        last = until - timedelta(days=1)
        found.append(
            _checked(story, table, written, (round((last - signed).days / MONTH), last, last))
        )
    return found


def _checked(story: Story, table: Table, written: Json, when: tuple[int, date, date]) -> Json:
    months, due, held = when
    dice, signed = story.dice, signed_on(story)
    final = signed is not None and (held - signed).days >= FINAL_AFTER
    status = dice.weighted({"holding": 7, "fragile": 3, "broken_restored": 1, "unknown": 1})
    if story.stage == "closure" and final:
        status = dice.weighted({"holding": 8, "fragile": 2})
    checks: list[Json] = []
    for clause in written["clauses"]:
        both = _clause_status(story, final=final)
        for side in table.sides:
            # Where the two sides differ, that is a finding of its own.
            one = both if final or dice.chance(85) else _clause_status(story, final=False)
            check: Json = {"clause": clause["key"], "side": side, "status": one}
            if dice.chance(25):
                check["evidence"] = story.text("evidence_of_check")
            checks.append(check)
    said = {side: status if dice.chance(80) else "fragile" for side in table.sides}
    if status == "unknown":
        said = dict.fromkeys(table.sides, "unknown")
    return {
        "due": due.isoformat(),
        "on": held.isoformat(),
        "kind": "visit"
        if months == CHECKS[0]
        else dice.weighted({"visit": 6, "call": 3, "committee": 2}),
        "months": months,
        "agreement_status": status,
        "note": story.text("evidence_of_check"),
        "clauses": checks,
        "sides": [{"side": side, "agreement_status": one} for side, one in said.items()],
    }


def _clause_status(story: Story, *, final: bool) -> str:
    if final:
        return story.dice.weighted({"kept": 12, "renegotiated": 2, "impossible": 1, "broken": 1})
    return story.dice.weighted(
        {"kept": 5, "in_progress": 5, "partly_kept": 2, "late": 2, "todo": 2, "not_verifiable": 1}
    )
