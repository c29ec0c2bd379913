"""Who sits at the table of an invented case: parties, mandates, consents, ties."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from mediator_app.core.demo.people import Person, invent, of_name
from mediator_app.core.demo.story import Story
from mediator_app.core.demo.vocabulary import Json

ADULT = (20, 70)


@dataclass(slots=True)
class Table:
    """The parties so far; `sides` names who argues on each side, `speakers` who speaks for it."""

    parties: list[Json] = field(default_factory=list[Json])
    sides: dict[str, str] = field(default_factory=dict[str, str])  # side -> key of the party
    speakers: dict[str, str] = field(default_factory=dict[str, str])  # side -> key of who signs
    helpers: list[str] = field(default_factory=list[str])

    def add(self, **party: object) -> str:
        key = f"p{len(self.parties) + 1}"
        self.parties.append({"key": key, **party})
        return key


def seated(story: Story) -> Table:
    """Return everybody who takes part."""
    table = Table()
    if story.theme.private:
        table.add(type="person", role="affected", sex="f", reachable="hard")  # no name is written
        return table
    if story.kind == "intercommunal":
        _communities(story, table)
    else:
        _two_people(story, table)
    if story.kind == "reintegration":
        _around_the_young(story, table)
    _helpers(story, table)
    return table


def _person(story: Story, person: Person) -> Json:
    known: Json = {
        "type": "person",
        "name": person.name,
        "sex": person.sex,
        "birth_year": person.birth_year,
        "community": person.group.community,
        "reachable": story.dice.weighted({"easy": 6, "hard": 3, "no": 1}),
        "sector": "civil_society",
        "level": "local",
    }
    if story.dice.chance(60):
        known["phone"] = person.phone
    if story.dice.chance(8):
        known["aliases"] = [story.named("brave", name=person.name.split()[0])]
    return known


def _wants(story: Story) -> Json:
    return {
        "interest": story.text("claims"),
        "influence": story.dice.weighted({"low": 2, "medium": 5, "high": 3}),
    }


def _mandate(story: Story) -> Json:
    given = story.during("analysis") if story.reached("analysis") else story.opened
    mandate: Json = {
        "given_by": story.text("mandate_givers"),
        "scope": story.text("mandate_scopes"),
        "on": given.isoformat(),
        "proof": story.text("proofs"),
    }
    if story.dice.chance(30):
        mandate["until"] = (story.today + timedelta(days=story.dice.between(20, 400))).isoformat()
    return mandate


def _two_people(story: Story, table: Table) -> None:
    for side, person, role in (("A", story.a, "claimant"), ("B", story.b, "respondent")):
        family = story.kind == "land" and story.dice.chance(38)
        if not family:
            known = {**_person(story, person), "role": role, "side": side, **_wants(story)}
            table.sides[side] = table.speakers[side] = table.add(**known)
            continue
        speaker = table.add(**_person(story, person), role="intervener", side=side)
        _group(
            story,
            table,
            side,
            role,
            story.named("family", of=of_name(person.name)),
            speaker,
            person,
        )


def _group(  # noqa: PLR0913, PLR0917 - one group, whole
    story: Story, table: Table, side: str, role: str, name: str, speaker: str, person: Person
) -> None:
    group: Json = {
        "type": "group",
        "name": name,
        "role": role,
        "side": side,
        "community": person.group.community,
        "size": story.dice.between(6, 45) * (1 if story.kind == "land" else 8),
        "representative": speaker,
        "reachable": story.dice.weighted({"easy": 5, "hard": 4, "no": 1}),
        "sector": "civil_society",
        "level": "local",
        **_wants(story),
    }
    if story.passed("analysis") and not (story.gap == "mandate" and side == "B"):
        group["mandate"] = _mandate(story)
    table.sides[side] = table.add(**group)
    table.speakers[side] = speaker


def _communities(story: Story, table: Table) -> None:
    for side, person, role in (("A", story.a, "claimant"), ("B", story.b, "respondent")):
        speaker = table.add(**_person(story, person), role="intervener", side=side)
        words = story.words.texts["named"]
        who = words["people"].get(person.group.community, words["others"])
        name = f"{who} {person.group.community}s {of_name(story.village)}"
        _group(story, table, side, role, name, speaker, person)
    if story.dice.chance(60):
        of = story.dice.pick((story.a, story.b))
        table.helpers.append(
            table.add(
                type="group",
                name=story.named("women", of=of_name(story.village)),
                role="resource_person",
                community=of.group.community,
                size=story.dice.between(8, 40),
                reachable="easy",
                sector="civil_society",
                level="local",
            )
        )


def _around_the_young(story: Story, table: Table) -> None:
    dice = story.dice
    mentor = invent(
        dice,
        story.words,
        story.a.group,
        sex=story.a.sex,
        born=(story.year() - 34, story.year() - 20),
    )
    if story.passed("screening"):
        table.helpers.append(table.add(**_person(story, mentor), role="resource_person"))
    if dice.chance(45):
        hurt = invent(dice, story.words, story.b.group, born=(story.year() - 60, story.year() - 25))
        affected = {**_person(story, hurt), "role": "affected", "side": "C", **_wants(story)}
        table.sides["C"] = table.speakers["C"] = table.add(**affected)


def _helpers(story: Story, table: Table) -> None:
    chief = {**_person(story, story.chief), "sector": "governmental", "influence": "high"}
    chief |= {"role": "guarantor", "aliases": [story.named("chief")]}
    table.helpers.append(table.add(**chief))
    for role, bambara in story.dice.some(story.words.texts["roles"], 0, 2):
        person = invent(
            story.dice,
            story.words,
            story.words.groups[story.dice.weighted(story.words.zones[story.cercle.zone])],
            sex="f" if role.startswith(("doyenne", "présidente", "matrone")) else "",
            born=(story.year() - ADULT[1], story.year() - ADULT[0] - 15),
        )
        words = f"{role} ({bambara})" if bambara else role
        helper = {**_person(story, person), "name": f"{person.name}, {words}"}
        table.helpers.append(table.add(**helper, role="resource_person"))
    if story.dice.chance(20):
        table.add(
            type="institution",
            name=story.named("town_hall", of=of_name(story.commune)),
            role="intervener",
            reachable="easy",
            sector="governmental",
            level="local",
        )


def consents(story: Story, table: Table) -> list[Json]:
    """Return who agreed to what; asked for once the case is being screened."""
    if not story.reached("screening") or (story.gap == "consent" and not story.passed("analysis")):
        return []
    found: list[Json] = []
    asked = list(table.speakers.values()) or ["p1"]
    for key in asked if story.passed("screening") else asked[:1]:
        day = story.during("screening")
        more = ("share",) if story.theme.private else ("share", "photo", "follow_up")
        purposes = ["record", *story.dice.some(more, 0, 3)]
        consent: Json = {
            "party": key,
            "on": day.isoformat(),
            "form": story.dice.pick(story.words.texts["sources_of_consent"]),
            "purposes": purposes,
        }
        if found and story.dice.chance(3):
            consent["withdrawn_on"] = story.today.isoformat()
        found.append(consent)
    return found


def absent(story: Story) -> list[Json]:
    """Return who should be there and is not."""
    if not story.reached("analysis") or story.gap == "absent" or story.theme.private:
        return []
    rows = story.dice.some(story.words.texts["absent"], 0, 2)
    planned = story.passed("analysis")
    return [
        {"who": who, "why": why, **({"plan": plan} if planned or story.dice.chance(50) else {})}
        for who, why, plan in rows
    ]


def ties(story: Story, table: Table) -> list[Json]:
    """Return how the parties are tied to each other."""
    if len(table.speakers) < len("AB") or not story.dice.chance(35):
        return []
    first, second = list(table.speakers.values())[:2]
    kind = story.dice.pick(("kin", "neighbour", "joking_cousin", "host", "debtor", "rival"))
    return [{"from": first, "to": second, "type": kind}]
