"""The course of an invented case: moves, decisions, events, things to do, remarks."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from mediator_app.core.demo.accord import kind_of
from mediator_app.core.demo.story import Story
from mediator_app.core.demo.table import Table
from mediator_app.core.demo.vocabulary import Json

DANGER = ("high", "extreme")
LIKELY = {
    "land": ("crop_damage", "threat", "rumour", "cattle_theft"),
    "intercommunal": (
        "attack", "threat", "rumour", "reprisals", "displacement", "cattle_theft", "arson",
        "killing", "embargo",
    ),
    "reintegration": ("threat", "rumour"),
    "other": ("threat", "rumour"),
}  # fmt: skip


def risk(story: Story) -> str:
    """Return how dangerous the case is, the same each time it is asked."""
    usual = str(story.theme.given["risk"])
    if story.number % 7 == 0 and usual == "low":
        return "medium"
    if story.number % 5 == 0 and usual in DANGER:
        return "medium"
    return usual


def moves(story: Story) -> list[Json]:
    """Return every change of stage, with the reason where something soft was missing."""
    found: list[Json] = []
    for before, after in pairwise(story.entered):
        move: Json = {
            "from": before,
            "to": after,
            "on": story.entered[after].isoformat(),
            "by": story.mediator,
        }
        reasons = story.words.texts["overrides"]
        if before in reasons and not story.ending and story.dice.chance(22):
            move["override"] = story.filled(reasons[before])
        found.append(move)
    return found


def decisions(story: Story) -> list[Json]:
    """Return what a supervisor approved."""
    wanted: list[tuple[str, date]] = []
    if risk(story) in DANGER and story.passed("screening"):
        wanted.append(("high_risk", story.left("screening")))
    if story.kind == "intercommunal" and story.passed("agreement"):
        wanted.append(("signing", story.left("agreement") - timedelta(days=2)))
    if story.theme.private and story.stage == "closure":
        wanted.append(("not_mediable", story.entered["closure"]))
    elif story.stage == "closure":
        wanted.append(("closing", story.entered["closure"]))
    return [
        {
            "what": what,
            "by": story.dice.pick(story.words.texts["supervisors"]),
            "on": day.isoformat(),
            "how": story.dice.weighted({"phone": 5, "paper": 3, "in_program": 2}),
        }
        for what, day in wanted
    ]


def earlier(story: Story) -> list[Json]:
    """Return what was tried before the mediator came."""
    if story.theme.private or story.kind == "reintegration":
        return []
    rows = story.dice.some(story.words.texts["prior"], 0, 2)
    found: list[Json] = []
    for before, result, numbered in rows:
        day = story.opened - timedelta(days=story.dice.between(30, 900))
        step: Json = {"before": before, "result": result, "on": day.isoformat()}
        if numbered:
            step["number"] = f"{day.year}/{story.dice.between(1, 90):03}"
        found.append(step)
    return found


def incidents(story: Story) -> list[Json]:
    """Return what frightened or hurt people, before and on the way."""
    if story.theme.private:
        return []
    dice, texts = story.dice, story.words.texts
    most = 3 if story.kind == "intercommunal" else 1
    found: list[Json] = []
    for kind in dice.some(LIKELY[story.kind], 1 if most > 1 else 0, most):
        before = story.opened - timedelta(days=dice.between(0, 40))
        later = story.during(story.stage)
        on_the_way = story.reached("dialogue") and dice.chance(30)
        day = later if on_the_way else before
        event: Json = {
            "date": day.isoformat(),
            "type": kind,
            "dead": dice.between(1, 2) if kind == "killing" else 0,
            "injured": dice.between(0, 4) if kind in {"attack", "reprisals"} else 0,
            "displaced": dice.between(3, 60) if kind == "displacement" else 0,
            "source_reliability": dice.pick("ABBCCDF"),
            "credibility": dice.pick("1223346"),
            "place_text": story.village,
            "text": story.filled(texts["incidents"][kind]),
        }
        if kind == "rumour" and (story.passed("screening") or dice.chance(40)):
            event["second_source"] = dice.pick(texts["second_sources"])
        if on_the_way and story.reached("follow_up"):
            event["reopens"] = True
            if story.stage == "closure" or dice.chance(60):
                event["settled_on"] = min(story.today, day + timedelta(days=10)).isoformat()
        found.append(event)
    return found


def tasks(story: Story) -> list[Json]:
    """Return what there was and is to do: some of it late, some of it soon."""
    if story.theme.private:
        return []
    dice = story.dice
    found: list[Json] = []
    for text in dice.some(story.words.texts["tasks"], 1, 4):
        task: Json = {"text": story.filled(text)}
        if story.stage == "closure" or dice.chance(45):
            done = story.during(story.stage if story.stage != "closure" else "intake")
            task |= {"due": done.isoformat(), "done_on": done.isoformat()}
        elif dice.chance(85):
            task["due"] = (story.today + timedelta(days=dice.between(-12, 25))).isoformat()
        found.append(task)
    return found


def notes(story: Story) -> list[Json]:
    """Return the mediator's remarks."""
    if story.theme.private:
        return []
    reached = list(story.entered)
    return [
        {
            "on": story.during(story.dice.pick(reached)).isoformat(),
            "text": story.filled(text),
            "author": story.mediator,
        }
        for text in story.dice.some(story.words.texts["notes"], 0, 3)
    ]


def referrals(story: Story) -> list[Json]:
    """Return to whom somebody was sent on."""
    dice = story.dice
    if story.theme.private or story.ending == "referred":
        chosen = (
            story.words.texts["services"][:2]
            if story.theme.private
            else ([story.words.texts["services"][2]])
        )
    else:
        minor = story.kind == "reintegration" and story.passed("screening")
        chosen = dice.some(story.words.texts["services"], 0, 1 + minor)
    return [
        {
            "to": story.filled(to),
            "service": service,
            "on": story.during("intake").isoformat(),
            "status": dice.weighted({"done": 4, "accepted": 3, "pending": 3, "refused": 1}),
        }
        for to, service in chosen
    ]


def feedback(story: Story, table: Table) -> list[Json]:
    """Return what each side answered to the three questions."""
    if story.stage != "closure" or story.ending:
        return []
    return [
        {"side": side, "question": question, "answer": story.dice.pick(answers)}
        for side in table.sides
        for question, answers in story.words.texts["feedback"]
    ]


def ended(story: Story) -> Json:
    """Return how the case ended, if it has."""
    if story.stage != "closure":
        return {}
    told: Json = {
        "closed_on": story.entered["closure"].isoformat(),
        "outcome": story.ending or kind_of(story),
        "retention": story.dice.weighted({"keep": 6, "minimise": 3, "seal": 1}),
    }
    if story.theme.private:
        told["outcome_reason"] = story.theme.given["accords"][0]
    elif story.ending:
        told["outcome_reason"] = story.filled(story.words.texts["endings"][story.ending])
    return told


def state(story: Story) -> Json:
    """Return the state beside the stage."""
    dice = story.dice
    if story.stage in {"intake", "closure"} or not dice.chance(9):
        return {"code": "active", "reason": None, "review_on": None}
    if dice.chance(20):
        return {"code": "transferred", "reason": story.text("transferred"), "review_on": None}
    review = story.today + timedelta(days=dice.between(-10, 60))
    return {"code": "suspended", "reason": story.text("suspended"), "review_on": review.isoformat()}
