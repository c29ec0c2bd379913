"""The meetings of an invented case, who came, what was said, and what the dispute is about."""

from __future__ import annotations

from datetime import date, timedelta

from mediator_app.core.demo.people import invent
from mediator_app.core.demo.story import Story
from mediator_app.core.demo.table import Table
from mediator_app.core.demo.vocabulary import Json

# What is said at each type of meeting: a key of the texts "said".
SAID = {
    "separate_meeting": "separate",
    "shuttle": "shuttle",
    "field_visit": "inspection",
    "site_inspection": "inspection",
    "intra_dialogue": "intra",
    "inter_dialogue": "joint",
    "joint_mediation": "joint",
    "feedback_meeting": "feedback",
    "signing": "signing",
    "ceremony": "ceremony",
    "follow_up_visit": "visit",
    "family_interview": "interview",
    "community_interview": "interview",
    "detention_visit": "detention",
}
JOINT = ("joint_mediation", "inter_dialogue", "ceremony", "signing")
ENOUGH = 0.3


def meetings(story: Story, table: Table) -> list[Json]:
    """Return the meetings that took place and the next one."""
    if story.theme.private:
        return []
    found: list[Json] = []
    for kind, stage, sides in _program(story, table):
        day = story.during(stage, late=kind in JOINT)
        found.append(_held(story, table, kind, sides, day))
    found.sort(key=lambda meeting: str(meeting["date"]))
    for number, meeting in enumerate(found, 1):
        meeting["key"] = f"m{number}"
    if story.stage in {"screening", "analysis", "dialogue", "agreement"} and story.dice.chance(65):
        found.append(_planned(story, table, f"m{len(found) + 1}"))
    return found


def _program(story: Story, table: Table) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return type, stage and sides of each meeting."""
    dice, sides = story.dice, tuple(table.sides)
    wanted: list[tuple[str, str, tuple[str, ...]]] = []
    if story.reached("analysis"):
        heard = sides if story.passed("analysis") else sides[: dice.between(0, len(sides))]
        wanted += [(_apart(story, side), "analysis", (side,)) for side in heard]
        if story.kind == "land" and (story.passed("analysis") or dice.chance(40)):
            wanted.append((dice.pick(("site_inspection", "field_visit")), "analysis", sides))
        if story.kind == "intercommunal" and story.passed("analysis"):
            wanted += [("intra_dialogue", "analysis", (side,)) for side in sides]
    if story.reached("dialogue"):
        together = "inter_dialogue" if story.kind == "intercommunal" else "joint_mediation"
        times = dice.between(1, 3) if story.passed("dialogue") else dice.between(0, 2)
        wanted += [(together, "dialogue", sides)] * times
        if dice.chance(25):
            wanted.append(("shuttle", "dialogue", sides))
    if story.passed("agreement"):
        wanted.append(("signing", "agreement", sides))
        if dice.chance(70 if story.kind == "intercommunal" else 25):
            wanted.append(("ceremony", "agreement", sides))
        if dice.chance(30):
            wanted.append(("feedback_meeting", "agreement", sides))
    if story.reached("follow_up") and dice.chance(40):
        wanted.append(("follow_up_visit", "follow_up", sides))
    return wanted


def _apart(story: Story, side: str) -> str:
    if story.kind == "reintegration":
        if side == "A":
            return story.dice.pick(("separate_meeting", "separate_meeting", "detention_visit"))
        return "family_interview" if side == "B" else "community_interview"
    return "separate_meeting"


def _held(story: Story, table: Table, kind: str, sides: tuple[str, ...], day: date) -> Json:
    dice, together = story.dice, kind in JOINT
    meeting: Json = {
        "type": kind,
        "date": day.isoformat(),
        "state": "held",
        "place_text": story.text("neutral_places" if together else "places"),
        "languages": _languages(story, sides),
        "facilitators": [story.mediator],
        "counts": [_count(story, side, kind) for side in sides],
        "attendance": _attendance(story, table, sides),
        "resource_persons": dice.some(table.helpers, 0, 2),
        "summary": _summary(story, kind, sides),
        "decisions": " ".join(
            story.filled(t) for t in dice.some(story.words.texts["decisions"], 1, 2)
        ),
    }
    if not (story.gap == "place" and together):
        meeting |= {"place_neutral": together or dice.chance(40), "place_safe": True}
    if _too_few(meeting["counts"]) and story.gap != "quota":
        meeting["quota_reason"] = story.text("quota_reasons")
    if dice.chance(25):
        meeting["next_on"] = (day + timedelta(days=dice.between(4, 20))).isoformat()
    if len(meeting["languages"]) > len("AB") or (len(sides) > 1 and dice.chance(20)):
        translator = invent(
            dice, story.words, story.b.group, born=(story.year() - 60, story.year() - 20)
        )
        meeting["interpreter"] = translator.name
    return meeting


def _languages(story: Story, sides: tuple[str, ...]) -> list[str]:
    spoken = [story.a.group.language if side == "A" else story.b.group.language for side in sides]
    return list(dict.fromkeys([*spoken, *(["fr"] if story.dice.chance(15) else [])]))


def _count(story: Story, side: str, kind: str) -> Json:
    dice, crowd = story.dice, 4 if kind in {"ceremony", "intra_dialogue", "feedback_meeting"} else 1
    women, men = dice.between(1, 6) * crowd, dice.between(1, 8) * crowd
    return {
        "side": side,
        "women": women,
        "men": men,
        "young_women": dice.between(0, (women + 1) // 2),
        "young_men": dice.between(0, (men + 1) // 2),
    }


def _too_few(counts: list[Json]) -> bool:
    women = sum(c["women"] for c in counts)
    young = sum(c["young_women"] + c["young_men"] for c in counts)
    people = women + sum(c["men"] for c in counts)
    return bool(women < ENOUGH * people or young < ENOUGH * people)


def _attendance(story: Story, table: Table, sides: tuple[str, ...]) -> list[Json]:
    rows: list[Json] = []
    for side in sides:
        party, speaker = table.sides[side], table.speakers[side]
        rows.append({"party": speaker, "status": "present"})
        if party != speaker:
            rows.append({"party": party, "status": "represented"})
    for key in story.dice.some(table.helpers, 0, 1):
        status = story.dice.weighted({"present": 7, "excused": 2, "absent": 1})
        rows.append({"party": key, "status": status})
    return rows


def _summary(story: Story, kind: str, sides: tuple[str, ...]) -> str:
    me = story.a if sides[:1] == ("A",) else story.b
    said = story.dice.pick(story.words.texts["said"][SAID[kind]]).replace("{moi}", me.name)
    more = f" {story.text('women')}" if story.dice.chance(30) else ""
    return story.filled(said) + more


def _planned(story: Story, table: Table, key: str) -> Json:
    """Return the next meeting; now and then its day has passed and nobody wrote what happened."""
    together = story.stage in {"dialogue", "agreement"}
    kind = "joint_mediation" if together else "separate_meeting"
    if story.kind == "intercommunal" and together:
        kind = "inter_dialogue"
    day = story.today + timedelta(days=story.dice.between(-4, 18))
    invited = table.speakers if together else dict(list(table.speakers.items())[:1])
    return {
        "key": key,
        "type": kind,
        "date": day.isoformat(),
        "state": "planned",
        "place_text": story.text("neutral_places"),
        "languages": _languages(story, tuple(invited)),
        "facilitators": [story.mediator],
    }


def issues(story: Story) -> list[Json]:
    """Return the questions between the parties and where each stands."""
    if not story.reached("analysis"):
        return []
    rows = story.dice.some(story.theme.given["issues"], 2, 4)
    settled = story.reached("agreement") or story.ending == "settled_before"
    found: list[Json] = []
    for number, text in enumerate(rows):
        issue: Json = {"text": story.filled(text)}
        if settled:
            issue["position"] = (
                "agreed"
                if not number
                else story.dice.weighted({"agreed": 6, "dropped": 1, "open": 1})
            )
        elif story.reached("dialogue"):
            issue["position"] = story.dice.weighted({"open": 4, "agreed": 3, "dropped": 1})
        found.append(issue)
    return found
