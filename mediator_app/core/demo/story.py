"""The outline of an invented case: what, where, between whom, and when each stage was reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mediator_app.core.demo.dice import Dice
from mediator_app.core.demo.people import Person, invent, of_name
from mediator_app.core.demo.vocabulary import Cercle, Group, Json, Theme, Vocabulary
from mediator_app.core.records.codes import STAGE

STAGES = tuple(STAGE)
KINDS = {"land": 40, "intercommunal": 23, "reintegration": 20, "other": 17}
REACHED = {
    "intake": 11,
    "screening": 12,
    "analysis": 16,
    "dialogue": 16,
    "agreement": 9,
    "follow_up": 19,
    "closure": 17,
}
# Days that a finished stage took, and days a case has been standing where it stands.
TOOK = {
    "intake": (2, 14),
    "screening": (4, 20),
    "analysis": (12, 45),
    "dialogue": (14, 60),
    "agreement": (4, 20),
    "follow_up": (186, 390),
}
STANDING = {
    "intake": (0, 20),
    "screening": (1, 25),
    "analysis": (2, 50),
    "dialogue": (2, 60),
    "agreement": (1, 20),
    "follow_up": (5, 300),
    "closure": (3, 500),
}
ENDINGS = {
    "withdrawn": "screening",
    "refused": "screening",
    "settled_before": "analysis",
    "no_show": "analysis",
    "lost_contact": "analysis",
    "referred": "analysis",
    "no_agreement": "dialogue",
}
YOUNG = (15, 35)


@dataclass(frozen=True, slots=True)
class Story:
    """What the parts of a case are told from."""

    number: int
    today: date
    dice: Dice
    words: Vocabulary
    mediator: str
    theme: Theme
    tale: Json
    cercle: Cercle
    commune: str
    village: str
    a: Person
    b: Person
    chief: Person
    entered: dict[str, date]  # stage -> day it was reached; the last one is where it stands
    ending: str  # an outcome that cut the case short, or ""
    gap: str  # something deliberately forgotten, or ""
    fill: dict[str, str]  # what stands in braces in the texts

    @property
    def kind(self) -> str:
        return self.theme.kind

    @property
    def stage(self) -> str:
        return next(reversed(self.entered))

    @property
    def opened(self) -> date:
        return self.entered["intake"]

    def reached(self, stage: str) -> bool:
        """Tell whether the case went through `stage`; one cut short skipped some."""
        return stage in self.entered

    def passed(self, stage: str) -> bool:
        """Tell whether the stage is behind it: what it asks for is there."""
        return stage in self.entered and stage != self.stage

    def left(self, stage: str) -> date:
        """Return the day a stage ended, or today."""
        days = [day for day in self.entered.values() if day > self.entered[stage]]
        return min(days, default=self.today)

    def text(self, name: str) -> str:
        """Return one of the texts of this name, filled in."""
        return self.filled(self.dice.pick(self.words.texts[name]))

    def named(self, what: str, **values: str) -> str:
        """Return what something is called."""
        return str(self.words.texts["named"][what]).format(**values)

    def filled(self, text: str) -> str:
        said = text.format_map(self.fill)
        return said[:1].upper() + said[1:]

    def during(self, stage: str, *, late: bool = False) -> date:
        """Return a day within a stage, never after today."""
        first, last = self.entered[stage], min(self.left(stage), self.today)
        days = max(0, (last - first).days)
        return first + timedelta(days=self.dice.between(days // 2 if late else 0, days))

    def year(self) -> int:
        return self.today.year


def outline(number: int, *, seed: int, today: date, words: Vocabulary, mediator: str) -> Story:
    """Return the outline of one case; `number` and `seed` tell it apart from all others."""
    dice = Dice(seed, number)
    kind = dice.weighted(KINDS)
    theme = dice.weighted({t: t.given["weight"] for t in words.themes if t.kind == kind})
    zone = dice.weighted({z: w for z, w in theme.given["zones"].items() if z in words.zones})
    cercle = dice.pick([c for c in words.cercles if c.zone == zone])
    tale = dice.pick(theme.given["tales"])
    first, second = _groups(dice, words, theme, zone)
    born = (today.year - 68, today.year - 22)
    young = kind == "reintegration"
    born_a = (today.year - 31, today.year - 17) if young else born
    a = invent(dice, words, first, sex=tale.get("A", ""), born=born_a)
    kin = a.family if tale.get("kin") else ""
    other = first if young or kin or theme.name == "famille" else second
    b = invent(dice, words, other, sex=tale.get("B", ""), born=born, kin=kin)
    while b.name == a.name:
        b = invent(dice, words, other, sex=tale.get("B", ""), born=born, kin=kin)
    chief = invent(dice, words, first, sex="m", born=(today.year - 80, today.year - 48))
    entered, ending = _life(dice, theme, today)
    commune, village = dice.pick(cercle.communes), dice.pick(first.villages)
    return Story(
        number=number,
        today=today,
        dice=dice,
        words=words,
        mediator=mediator if dice.chance(55) else dice.pick(words.texts["colleagues"]),
        theme=theme,
        tale=tale,
        cercle=cercle,
        commune=commune,
        village=village,
        a=a,
        b=b,
        chief=chief,
        entered=entered,
        ending=ending,
        gap=dice.pick(GAPS) if dice.chance(18) else "",
        fill=_fill(
            dice, words, theme, a, b, {"commune": commune, "village": village, "today": today}
        ),
    )


# What a busy mediator forgets; each part leaves its own out.
GAPS = ("mandate", "absent", "quota", "witness", "place", "interest", "visit", "consent")


def _groups(dice: Dice, words: Vocabulary, theme: Theme, zone: str) -> tuple[Group, Group]:
    """Return the peoples of the two sides; nobody is always the one in the wrong."""
    there = words.zones[zone]
    given = {side: set(names) for side, names in theme.given.get("groups", {}).items()}

    def of(side: str, but: str = "") -> str:
        fit = {n: w for n, w in there.items() if n in given.get(side, there) and n != but}
        return dice.weighted(fit or {n: w for n, w in there.items() if n != but})

    first = of("A")
    second = of("B", first if theme.kind == "intercommunal" else "")
    if theme.kind != "intercommunal":
        if dice.chance(30):
            second = first
        elif dice.chance(30) and "A" not in theme.given.get("groups", {}):
            first, second = second, first
    return words.groups[first], words.groups[second]


def _life(dice: Dice, theme: Theme, today: date) -> tuple[dict[str, date], str]:
    """Return when each stage was reached, and the outcome that cut the case short."""
    stage, ending = dice.weighted(REACHED), ""
    path = list(STAGES[: STAGES.index(stage) + 1])
    if theme.private:
        ending = "referred"
        path = ["intake", "screening", "closure"]
    elif stage == "closure" and dice.chance(28):
        ending = dice.pick(tuple(ENDINGS))
        path = [*STAGES[: STAGES.index(ENDINGS[ending]) + 1], "closure"]
    day = today - timedelta(days=dice.between(*STANDING[path[-1]]))
    entered = {path[-1]: day}
    for one in reversed(path[:-1]):
        day -= timedelta(days=dice.between(*TOOK[one]))
        entered[one] = day
    return {one: entered[one] for one in path}, ending


def _fill(
    dice: Dice, words: Vocabulary, theme: Theme, a: Person, b: Person, around: Json
) -> dict[str, str]:
    spots = [s for s in words.texts["spots"] if s["nom"] in theme.given["places"]]
    spot = dice.pick(spots)
    animal, low, high = dice.pick(words.texts["animals"])
    today: date = around["today"]
    return {
        "A": a.name,
        "B": b.name,
        "de_A": of_name(a.name),
        "de_B": of_name(b.name),
        "lieu": spot["nom"],
        "de_lieu": spot["de"],
        "a_lieu": spot["a"],
        "lieu_pres": f"près {spot['de']}",
        "lieu_nu": spot["nom"],
        "n": str(dice.between(low, high)),
        "betail": animal,
        "culture": dice.pick(words.texts["crops"]),
        "surf": f"{dice.between(2, 9)} hectares",
        "montant": f"{dice.between(3, 90) * 5000:,}".replace(",", "\N{NARROW NO-BREAK SPACE}"),
        "larg": str(dice.between(3, 12) * 10),
        "date": f"{dice.between(1, 28)}/{dice.between(1, 12):02}",
        "age": str(today.year - a.birth_year),
        "mois": str(dice.between(2, 9)),
        "metier": dice.pick(words.texts["trades"]),
        "commune": around["commune"],
        "village": around["village"],
        "cousinage": dice.pick(words.texts["cousinages"]),
    }
