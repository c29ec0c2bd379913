"""Guidance beside the work: what to do, to ask and never to do at each stage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mediator_app.core.marks import N_


class Advice(StrEnum):
    DO = "do"
    ASK = "ask"
    NEVER = "never"


HEADINGS = {
    Advice.DO: N_("What to do"),
    Advice.ASK: N_("What to ask"),
    Advice.NEVER: N_("What never to do"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a card: English, marked for translators."""

    advice: Advice
    text: str


def _do(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(Advice.DO, text) for text in texts)


def _ask(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(Advice.ASK, text) for text in texts)


def _never(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(Advice.NEVER, text) for text in texts)


_STAGES: dict[str, tuple[Line, ...]] = {
    "intake": (
        *_do(
            N_("Listen to the whole account before you write."),
            N_("Write down the place, the date as it was told, and who told you."),
            N_("Look whether the case is already open under another name."),
        ),
        *_ask(
            N_("Is anybody in danger today?"),
            N_("Who else has been told: the chief, the land commission, the police, the court?"),
            N_("How may we reach you without putting you at risk?"),
        ),
        *_never(
            N_("Never promise a result, money or protection."),
            N_("Never pass on what one side said to the other side."),
        ),
    ),
    "screening": (
        *_do(
            N_("Explain what will be written, who may read it, and that they may say no."),
            N_("Judge the danger for the parties, for witnesses and for yourself."),
            N_(
                "Say honestly if you are related to a side or have an interest; hand the case over if so."
            ),
        ),
        *_ask(
            N_("Do you come of your own will? What would happen if you refused?"),
            N_("Is there a second source for what is being said?"),
            N_("What may we share, and with whom?"),
        ),
        *_never(
            N_(
                "Never mediate violence against women, harm to children or a grave crime:"
                " refer, and tell your supervisor."
            ),
            N_("Never carry on with a high risk without approval and a safety plan."),
            N_("Never take silence for consent."),
        ),
    ),
    "analysis": (
        *_do(
            N_("Hear each side separately, in its own language, in a place it chooses."),
            N_("Hear the women and the young people of each side, apart if they wish."),
            N_("Ask each spokesperson who gave the mandate and how far it goes."),
            N_("List who is not at the table and could break the peace."),
        ),
        *_ask(
            N_("What do you need, beyond what you demand?"),
            N_("What has been tried before, and why did it not hold?"),
            N_("Whose word do both sides respect?"),
        ),
        *_never(
            N_("Never show one side the notes of the other."),
            N_("Never say who is right."),
        ),
    ),
    "dialogue": (
        *_do(
            N_("Agree on the rules of the meeting first: one speaks, nobody insults, no weapons."),
            N_(
                "Choose a place that both sides call safe and neutral, and a day when both can come."
            ),
            N_("Invite women and young people: at least 30 % each, and give them the floor."),
            N_("Go from side to side (shuttle) when they cannot sit together yet."),
        ),
        *_ask(
            N_("What did you hear the other side say?"),
            N_("What could you accept, and what could you offer?"),
        ),
        *_never(
            N_("Never force a handshake or a pardon."),
            N_("Never bring the sides together while somebody is under threat."),
            N_("Never let a guard or an armed man write the attendance."),
        ),
    ),
    "agreement": (
        *_do(
            N_("Write each commitment with who, what, where, by when, and how it will be checked."),
            N_(
                "Read the text aloud in a language that each side understands, and ask for it back."
            ),
            N_("Have it signed by people with a mandate, before two witnesses at least."),
            N_("Fix the follow-up visits and name the follow-up committee."),
        ),
        *_ask(
            N_("Who is not here and must agree for this to hold?"),
            N_("What will you do if somebody breaks the promise?"),
        ),
        *_never(
            N_("Never let anybody sign what was not read aloud."),
            N_(
                "Never write a promise that the law forbids, or that sets a child or a woman as payment."
            ),
            N_("Never change a signed clause: write an amendment."),
        ),
    ),
    "follow_up": (
        *_do(
            N_("Visit after 1, 3, 6 and 12 months, even when all is calm."),
            N_("Ask each side about each commitment, apart, and note what you saw yourself."),
            N_("At the first breach, reopen the dialogue before anger grows."),
        ),
        *_ask(
            N_("What has been kept, what not, and why?"),
            N_("Has anything changed: the season, new people, rumours?"),
        ),
        *_never(
            N_("Never write “kept” for what nobody has checked."),
            N_("Never tell one side what the other reported."),
        ),
    ),
    "closure": (
        *_do(
            N_("Ask each side whether it was heard, treated fairly and would come again."),
            N_("Write the lesson in two sentences for the next mediator."),
            N_("Choose what must be kept, and for how long; remove what is not needed."),
        ),
        *_ask(
            N_("Whom will you call if it starts again?"),
            N_("May we tell others about this peace, without names?"),
        ),
        *_never(
            N_("Never close because a report is due."),
            N_("Never erase a paper that carries a signature."),
        ),
    ),
}

_KINDS: dict[tuple[str, str], tuple[Line, ...]] = {
    ("land", "intake"): _ask(
        N_("Which field, pasture, water point or corridor, and whose season is it now?"),
    ),
    ("land", "screening"): _ask(
        N_("Is the same matter before the land commission or a court?"),
    ),
    ("land", "analysis"): (
        *_do(
            N_("Go to the place with both sides and the chief; measure, and draw what you see."),
            N_("Hear the women who work or gather on this land."),
        ),
        *_never(N_("Never set a boundary stone alone or with one side only.")),
    ),
    ("land", "dialogue"): _do(
        N_("Speak of the use of the land by season before you speak of who owns it."),
    ),
    ("land", "agreement"): _do(
        N_("Write measures, landmarks and dates of release of the fields, with a witness to each."),
    ),
    ("land", "follow_up"): _do(
        N_("Come back when the herds go down and when the fields are released."),
    ),
    ("land", "closure"): _do(
        N_(
            "Leave a copy of the agreement with the chief and the land commission, if both sides agree."
        ),
    ),
    ("intercommunal", "intake"): (
        *_do(N_("Warn your supervisor the same day when there are dead or threats of revenge.")),
        *_never(N_("Never travel to a village in tension without telling where and until when.")),
    ),
    ("intercommunal", "screening"): _do(
        N_("Check every rumour with a second source before you repeat it, even to calm people."),
    ),
    ("intercommunal", "analysis"): (
        *_do(
            N_("Begin with the dialogue inside each community, before both meet."),
            N_("Look for women, blacksmiths, griots and joking cousins who can go between."),
        ),
        *_never(N_("Never write the name of a member of an armed group: only the kind of actor.")),
    ),
    ("intercommunal", "dialogue"): (
        *_do(N_("Get word on safety again before each meeting; agree on how everybody gets home.")),
        *_never(N_("Never count the dead of one side only.")),
    ),
    ("intercommunal", "agreement"): _do(
        N_(
            "Settle markets, wells, roads and stolen cattle, and who may call the follow-up committee."
        ),
        N_("Obtain the supervisor’s approval before anybody signs."),
    ),
    ("intercommunal", "follow_up"): _ask(
        N_("Can everybody go to the market and the well again? Have the displaced come back?"),
    ),
    ("intercommunal", "closure"): _do(
        N_("Wait six months of calm at least before you close."),
    ),
    ("reintegration", "intake"): (
        *_do(N_("Use an alias from the first line; keep the real name off lists and phones.")),
        *_never(N_("Never ask about crimes in front of others.")),
    ),
    ("reintegration", "screening"): (
        *_do(
            N_("Under 18: child protection first, mediation only beside it."),
        ),
        *_never(N_("Never store health details; write only that a referral was made.")),
    ),
    ("reintegration", "analysis"): _do(
        N_("Hear the young person, the family and the community apart: three paths, three paces."),
        N_("Find out which papers are missing, and which trade the young person wants to learn."),
    ),
    ("reintegration", "dialogue"): (
        *_do(
            N_("Prepare the family before the return, and the victims before the public apology."),
        ),
        *_never(N_("Never let the return be announced before the community agrees to it.")),
    ),
    ("reintegration", "agreement"): _do(
        N_("Make it an undertaking of three: the young person, the family and the chief."),
        N_("Name a peer mentor who accepts, and the day of the first visit."),
    ),
    ("reintegration", "follow_up"): _ask(
        N_("Where do you sleep, what do you work, who greets you?"),
        N_("Does the family still welcome you? Has anybody threatened you?"),
    ),
    ("reintegration", "closure"): _do(
        N_("Ask whether the young person would like to accompany others one day."),
    ),
}

_ORDER = (Advice.DO, Advice.ASK, Advice.NEVER)


def card(stage: str, kind: str) -> tuple[Line, ...]:
    """Return the lines for a stage of a case of this kind: what to do, to ask, never to do."""
    lines = (*_STAGES.get(stage, ()), *_KINDS.get((kind, stage), ()))
    return tuple(line for advice in _ORDER for line in lines if line.advice is advice)
