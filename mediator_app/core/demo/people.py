"""Invented people: names that go together, ages, telephone numbers that cannot exist."""

from __future__ import annotations

from dataclasses import dataclass

from mediator_app.core.demo.dice import Dice
from mediator_app.core.demo.vocabulary import Group, Vocabulary

VOWELS = "aàâeéèêiîïoôuûɛɔ"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    family: str
    sex: str
    birth_year: int
    phone: str
    group: Group


def invent(
    dice: Dice,
    words: Vocabulary,
    group: Group,
    *,
    born: tuple[int, int],
    sex: str = "",
    kin: str = "",
) -> Person:
    """Return a person of a group, born between two years, of the family `kin` if given."""
    sex = sex or ("f" if dice.chance(42) else "m")
    name = family = ""
    while not name or name in words.excluded:
        given = dice.pick(group.women if sex == "f" else group.men)
        if group.patronym:
            family = kin or dice.pick(group.men)
            name = group.patronym[sex].format(p=given, pere=family)
        else:
            family = kin or dice.pick(group.families)
            name = f"{given} {family}"
        if family == given:
            name = ""
    # No number of Mali begins with 0.
    phone = f"+223 00 {dice.between(0, 99):02} {dice.between(0, 99):02} {dice.between(0, 99):02}"
    return Person(name, family, sex, dice.between(*born), phone, group)


def of_name(name: str) -> str:
    """Return "de" and the name, elided as French wants it."""
    return f"d’{name}" if name[:1].casefold() in VOWELS else f"de {name}"
