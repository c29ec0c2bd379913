"""What an invented case has for its kind: land, communities, a young person's path."""

from __future__ import annotations

from datetime import date, timedelta

from mediator_app.core.demo.story import Story
from mediator_app.core.demo.table import Table
from mediator_app.core.demo.vocabulary import Json

MAJORITY = 18


def of_kind(story: Story, table: Table) -> Json:
    """Return the section that only this kind of case may fill."""
    match story.kind:
        case "land":
            return {"land": _land(story)}
        case "intercommunal":
            return {"communities": _communities(story)}
        case "reintegration":
            return {"reintegration": _path(story, table)}
        case _:
            return {}


def _land(story: Story) -> Json:
    dice, texts = story.dice, story.words.texts
    land: Json = {
        "resource": story.theme.given["resource"],
        "right_basis": dice.pick(texts["right_bases"]),
        "season": dice.pick(texts["seasons"]),
        "in_court": dice.chance(8),
        "people_depending": dice.between(1, 40) * 5,
        "women_rights_affected": dice.chance(35),
    }
    if dice.chance(70):
        land["area_ha"] = f"{dice.between(1, 60) / 4:.2f}".rstrip("0").rstrip(".")
    if dice.chance(50):
        land["area_local"] = dice.pick(texts["local_measures"])
    if dice.chance(60):
        land["right_holder"] = f"{story.chief.name}, {dice.pick(texts['right_holders'])}"
    if story.reached("analysis"):
        land["evidence"] = dice.some(texts["evidence"], 1, 3)
    if story.tale["subtype"] == "transhumance_corridor" or dice.chance(12):
        land["corridor"] = {
            "name": dice.pick(texts["corridors"]),
            "width_m": dice.between(3, 12) * 10,
            "obstacle": story.text("obstacles"),
            "marking": "done"
            if story.passed("agreement")
            else dice.pick(("none", "planned", "moved")),
        }
    if story.theme.given.get("damage"):
        land["damage"] = [_damage(story) for _ in range(dice.between(1, 2))]
    return land


def _damage(story: Story) -> Json:
    dice = story.dice
    asked = dice.between(4, 120) * 5000
    damage: Json = {
        "on": (story.opened - timedelta(days=dice.between(2, 25))).isoformat(),
        "crop": story.fill["culture"],
        "area_ha": f"{dice.between(1, 12) / 4:.2f}",
        "animals": f"{story.fill['n']} {story.fill['betail']}",
        "estimated_by": story.chief.name,
        "asked_fcfa": asked,
    }
    if story.passed("agreement"):
        agreed = asked * dice.between(3, 8) // 10 // 1000 * 1000
        damage |= {"agreed_fcfa": agreed, "paid_fcfa": agreed * dice.pick((0, 1, 2)) // 2}
    return damage


def _communities(story: Story) -> Json:
    dice, texts = story.dice, story.words.texts
    villages = dice.some(story.a.group.villages, 1, 2) + dice.some(story.b.group.villages, 1, 2)
    grave = story.tale["subtype"] in {"reprisals", "arson", "attack"}
    since = story.opened - timedelta(days=dice.between(3, 60))
    found: Json = {
        "villages": list(dict.fromkeys([story.village, *villages])),
        "trigger": story.text("triggers"),
        "counts": _toll(story, grave=grave),
        "houses_burnt": dice.between(0, 12) if grave else 0,
        "granaries_burnt": dice.between(0, 9) if grave else 0,
        "armed_actors": dice.some(("self_defence", "hunters", "bandits", "unidentified"), 0, 2),
        "authorities_informed": [story.filled(t) for t in dice.some(texts["authorities"], 1, 3)],
        "womens_initiative": dice.chance(40),
        "access_level": dice.weighted({"free": 3, "with_care": 5, "escort": 1, "closed": 1}),
    }
    if story.tale["subtype"] == "cattle_theft" or dice.chance(25):
        stolen = dice.between(2, 60)
        back = dice.between(0, stolen) if story.passed("dialogue") else 0
        found |= {"cattle_stolen": stolen, "cattle_returned": back}
    if story.tale["subtype"] == "embargo" or dice.chance(30):
        lifted = story.left("agreement").isoformat() if story.passed("agreement") else None
        found["embargo"] = [
            {"what": story.text("embargo"), "since": since.isoformat(), "lifted_on": lifted}
        ]
    if story.passed("dialogue"):
        until = story.left("dialogue") + timedelta(days=dice.between(30, 365))
        found["truce"] = {"since": story.left("dialogue").isoformat(), "until": until.isoformat()}
    if story.reached("analysis"):
        found["earlier_accords"] = [
            {"text": text, "on": _around(story, since.year - dice.between(1, 6)), "fate": fate}
            for text, fate in dice.some(texts["accords_before"], 0, 2)
        ]
    return found


def _around(story: Story, year: int) -> Json:
    """Return a year as a fuzzy date, the way it is told."""
    bounds = {"from": date(year, 1, 1).isoformat(), "to": date(year, 12, 31).isoformat()}
    return {**bounds, "text": story.named("around", year=str(year))}


def _toll(story: Story, *, grave: bool) -> list[Json]:
    rows: list[Json] = []
    for group in (story.a.group, story.b.group):
        for sex in ("m", "f"):
            if not story.dice.chance(70):
                continue
            fled = story.dice.between(0, 60) if grave else story.dice.between(0, 8)
            back = story.dice.between(0, fled) if story.passed("agreement") else 0
            rows.append(
                {
                    "community": group.community,
                    "sex": sex,
                    "dead": story.dice.between(0, 2) if grave and sex == "m" else 0,
                    "injured": story.dice.between(0, 5 if grave else 1),
                    "displaced": fled,
                    "returned": back,
                }
            )
    return rows


def _path(story: Story, table: Table) -> Json:
    dice, texts = story.dice, story.words.texts
    age = story.year() - story.a.birth_year
    minor = age < MAJORITY
    former = story.tale["subtype"] == "former_combatant"
    status = "former_combatant" if former else dice.pick(("released", "released", "detained"))
    if story.a.sex == "f":
        status = "returned_voluntarily"
    path: Json = {
        "alias": f"PT-{story.number:03}",
        "age_band": "15-17" if minor else "18-25" if age <= 25 else "26-35",  # noqa: PLR2004
        "status": status,
        "armed_link": "yes" if former else dice.weighted({"no": 8, "suspected": 1}),
        "birth_certificate": _certificate(story),
        "identity_card": dice.pick(("absent", "requested", "obtained")),
        "schooling": dice.pick(texts["schooling"]),
        "family_acceptance": _scores(story),
        "community_acceptance": _scores(story),
    }
    if former:
        path["ddr_registered"] = dice.chance(50)
    if minor:
        path["minor_referred"] = story.passed("screening")
    if status in {"released", "detained"}:
        path["detention"] = _detention(story, still=status == "detained")
    if dice.chance(30):
        path["threats"] = dice.pick(texts["threats"])
    if story.passed("screening") and table.helpers:
        since = story.left("screening")
        path["mentor"] = {
            "party": table.helpers[0],
            "since": since.isoformat(),
            "visits": min(60, max(0, (story.today - since).days // 15)),
        }
    if story.reached("dialogue"):
        path["reparation"] = dice.pick(texts["reparations"])
        path["training"] = [_training(story)]
    if story.passed("agreement"):
        back = story.left("agreement")
        path |= {"promise": dice.pick(texts["promises"]), "returned_on": back.isoformat()}
        past = [m for m in (1, 3, 6, 12) if back + timedelta(days=31 * m) <= story.today]
        path["occupation"] = [{"months": m, "what": dice.pick(texts["occupations"])} for m in past]
        path["relapse"] = [
            {
                "months": m,
                "what": dice.weighted({"none": 16, "unknown": 3, "rearrest": 1}),
                "source": story.chief.name,
                "reliability": "B",
            }
            for m in past
        ]
    return path


def _certificate(story: Story) -> Json:
    state = story.dice.weighted({"absent": 4, "requested": 3, "judgment": 2, "obtained": 3})
    paper: Json = {"state": state}
    if state in {"judgment", "obtained"}:
        paper |= {
            "on": story.during("intake").isoformat(),
            "cost_fcfa": story.dice.between(2, 12) * 500,
        }
    return paper


def _detention(story: Story, *, still: bool) -> Json:
    ended = story.opened - timedelta(days=story.dice.between(20, 200))
    months = story.dice.between(2, 30)
    began = ended - timedelta(days=31 * months)
    charge = story.dice.pick(("theft", "violence", "drugs", "public_order", "association"))
    return {
        "place": story.dice.pick(story.words.texts["detention_places"]),
        "from": began.isoformat(),
        "to": None if still else ended.isoformat(),
        "pretrial_months": story.dice.between(0, months),
        "charge_family": charge,
    }


def _training(story: Story) -> Json:
    began = story.during("dialogue", late=True)
    done = story.passed("follow_up")
    training: Json = {
        "trade": story.fill["metier"],
        "centre": story.named("workshop", trade=story.fill["metier"], commune=story.commune),
        "from": began.isoformat(),
        "kit": done and story.dice.chance(60),
        "certificate": done and story.dice.chance(50),
    }
    if done:
        training["to"] = (began + timedelta(days=story.dice.between(90, 180))).isoformat()
    return training


def _scores(story: Story) -> list[Json]:
    """Return how acceptance grew, mostly, from one asking to the next."""
    asked = [
        stage for stage in ("screening", "analysis", "dialogue", "follow_up") if story.passed(stage)
    ]
    score, rows = story.dice.between(0, 2), list[Json]()
    for stage in asked:
        by = story.dice.pick(story.words.texts["accepting"])
        rows.append({"on": story.left(stage).isoformat(), "score": score, "by": by})
        score = max(0, min(4, score + story.dice.weighted({1: 6, 0: 3, -1: 1})))
    return rows
