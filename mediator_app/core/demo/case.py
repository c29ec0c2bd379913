"""One invented case as an object of the open case file."""

from __future__ import annotations

from datetime import date, timedelta

from mediator_app.core.demo import accord, course, kinds, talks
from mediator_app.core.demo import table as seats
from mediator_app.core.demo.story import Story, outline
from mediator_app.core.demo.vocabulary import Json, Vocabulary


def reference(seed: int, number: int) -> str:
    """Return the name by which an invented case is known again."""
    return f"demo-{seed}-{number}"


def invented_case(number: int, *, seed: int, today: date, words: Vocabulary, mediator: str) -> Json:
    """Return case `number` of a seed as it stands on a day."""
    story = outline(number, seed=seed, today=today, words=words, mediator=mediator)
    table = seats.seated(story)
    written = accord.agreement(story, table)
    made: Json = {
        "external_id": reference(seed, number),
        **_head(story),
        "parties": table.parties,
        "consents": seats.consents(story, table),
        "relationships": seats.ties(story, table),
        "absent_actors": seats.absent(story),
        "prior_steps": course.earlier(story),
        "meetings": talks.meetings(story, table),
        "issues": talks.issues(story),
        "agreement": written,
        "follow_up": accord.visits(story, table, written),
        "referrals": course.referrals(story),
        "incidents": course.incidents(story),
        "tasks": course.tasks(story),
        "notes": course.notes(story),
        "approvals": course.decisions(story),
        "stage_history": course.moves(story),
        "feedback": course.feedback(story, table),
        **kinds.of_kind(story, table),
    }
    return {key: value for key, value in made.items() if value not in (None, [], {})}


def _head(story: Story) -> Json:
    texts, dice = story.words.texts, story.dice
    title = f"{texts['prefix']}{story.theme.given['title']}"
    if not story.theme.private:
        title += f" : {_names(story)}"
    confidential = {"team": 6, "restricted": 3}
    head: Json = {
        "kind": story.kind,
        "subtype": story.tale["subtype"],
        "title": title,
        "summary": f"{story.filled(story.tale['text'])} {texts['fictitious']}",
        "source": dice.weighted(
            {"party": 5, "chief": 3, "self": 2, "land_commission": 1, "authority": 1}
        ),
        "stage": story.stage,
        "state": course.state(story),
        "opened_on": story.opened.isoformat(),
        "event_date": _happened(story),
        "place": {
            "region": story.cercle.region,
            "cercle": story.cercle.name,
            "commune": story.commune,
            "locality": story.village,
        },
        "confidentiality": "secret" if story.theme.private else dice.weighted(confidential),
        "mediator": story.mediator,
        "youth_band": "15-25" if story.kind == "reintegration" else "15-35",
        "duplicates_checked": story.passed("intake") or dice.chance(40),
        **course.ended(story),
    }
    if story.reached("screening"):
        head |= _screened(story)
    if story.passed("analysis"):
        head["earlier_accords_searched"] = dice.chance(85)
        head["absent_actors_reviewed"] = story.gap != "absent"
    if story.reached("dialogue"):
        head["ground_rules"] = story.text("ground_rules")
    return head


def _names(story: Story) -> str:
    if story.kind == "reintegration":
        return story.village
    if story.kind == "intercommunal":
        return f"{story.village}, {story.a.group.community}s – {story.b.group.community}s"
    return f"{story.a.family} – {story.b.family}"


def _happened(story: Story) -> Json | str:
    last = story.opened - timedelta(days=story.dice.between(0, 30))
    if story.dice.chance(55):
        return last.isoformat()
    first = last - timedelta(days=story.dice.between(10, 60))
    bounds = {"from": first.isoformat(), "to": last.isoformat()}
    return {**bounds, "text": story.text("fuzzy")}


def _screened(story: Story) -> Json:
    day = story.during("screening")
    danger = course.risk(story)
    if story.theme.private:
        return {
            "risk": danger,
            "mediability": {"answer": "refer", "reason": story.theme.given["accords"][0]},
        }
    told: Json = {"risk": danger}
    if story.passed("screening") or story.dice.chance(50):
        told["mediability"] = {"answer": "yes", "reason": story.text("mediability_yes")}
    if story.gap != "interest":
        told["conflict_of_interest"] = {
            "declared_by": story.mediator,
            "text": story.text("no_interest"),
            "on": day.isoformat(),
        }
    if danger in course.DANGER and story.passed("screening"):
        told["safety_plan"] = story.text("safety_plans")
    return told
