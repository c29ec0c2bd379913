"""Alerts as words: there and back, and every slip told."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from mediator_app.core import dictation
from mediator_app.core.dictation import Alert, CannotBeSaid, Fault, Slip, Speaker
from mediator_app.core.names import fold, skeleton
from mediator_app.core.records import codes
from mediator_app.host.resource import resource
from mediator_app.services.places import places

LIST = tuple(resource("wordlist", "dictation_fr.txt").read_text("utf-8").split())
SPEAKER = Speaker(LIST)
KILLED = Alert(
    date(2026, 3, 11),
    dictation.place_number("ML0501"),
    "killing",
    dead=3,
    injured=None,
    displaced=400,
    reliability="B",
    credibility="2",
    severity="grave",
)
WORDS = SPEAKER.say(KILLED)

counts = st.none() | st.integers(0, 2_000_000)
alerts = st.builds(
    Alert,
    day=st.integers(0, 2**13 - 1).map(lambda n: date(2020, 1, 1) + timedelta(days=n)),
    place=st.integers(0, 2**28 - 1),
    type=st.sampled_from(dictation.TYPES),
    dead=counts,
    injured=counts,
    displaced=counts,
    reliability=st.sampled_from(dictation.SOURCES),
    credibility=st.sampled_from(dictation.NEWS),
    severity=st.sampled_from(dictation.SEVERITIES),
)
quick = settings(max_examples=60, deadline=None)


@quick
@given(alerts)
def test_what_is_said_is_heard(alert):
    heard = SPEAKER.hear(" ".join(SPEAKER.say(alert)))
    assert heard.sure
    assert heard.alert == alert.rounded()


def test_small_counts_are_told_exactly_and_large_ones_nearly():
    assert KILLED.rounded() == KILLED
    assert Alert(date(2026, 1, 1), dead=17).rounded().dead == 17
    assert Alert(date(2026, 1, 1), dead=137).rounded().dead == 150
    assert Alert(date(2026, 1, 1), dead=0).rounded().dead == 0
    assert Alert(date(2026, 1, 1)).rounded().dead is None


@quick
@given(alerts, st.integers(0, 10), st.integers(1, 511))
def test_a_wrong_word_is_named(alert, at, other):
    words = list(SPEAKER.say(alert))
    right = words[at]
    words[at] = LIST[(LIST.index(right) + other) % 512]
    heard = SPEAKER.hear(" ".join(words))
    assert heard.faults == (Fault(Slip.WRONG, at + 1, said=fold(words[at]), word=right),)
    assert heard.alert == alert.rounded()


@quick
@given(alerts, st.sampled_from(list(combinations(range(11), 2))))
def test_swapped_words_are_named(alert, pair):
    one, two = pair
    words = list(SPEAKER.say(alert))
    if words[one] == words[two]:
        return
    words[one], words[two] = words[two], words[one]
    heard = SPEAKER.hear(" ".join(words))
    assert heard.faults == (Fault(Slip.SWAPPED, one + 1, two + 1),)
    assert heard.alert == alert.rounded()


def test_a_missing_word_is_named():
    for at in range(11):
        heard = SPEAKER.hear(" ".join([*WORDS[:at], *WORDS[at + 1 :]]))
        assert heard.faults == (Fault(Slip.MISSING, at + 1, word=WORDS[at]),)
        assert heard.alert == KILLED


@quick
@given(alerts, st.integers(0, 10))
def test_whatever_word_is_missing_the_alert_never_comes_out_wrong(alert, at):
    words = SPEAKER.say(alert)
    heard = SPEAKER.hear(" ".join([*words[:at], *words[at + 1 :]]))
    assert not heard.sure
    assert heard.alert in {alert.rounded(), None}


def test_a_word_too_many_is_named():
    heard = SPEAKER.hear(" ".join([*WORDS[:5], "zigzag", *WORDS[5:]]))
    assert heard.faults == (Fault(Slip.EXTRA, 6, said="zigzag"),)
    assert heard.alert == KILLED


def test_a_word_of_no_list_is_found_from_the_others():
    heard = SPEAKER.hear(" ".join([*WORDS[:5], "ordinateur", *WORDS[6:]]))
    assert heard.faults == (Fault(Slip.UNKNOWN, 6, said="ordinateur", word=WORDS[5]),)
    assert heard.alert == KILLED


def test_three_words_of_no_list_are_named_and_nothing_is_guessed():
    heard = SPEAKER.hear(" ".join(["blob", "blib", "blub", *WORDS[3:]]))
    assert heard.alert is None
    assert [(f.slip, f.at) for f in heard.faults] == [(Slip.UNKNOWN, n) for n in (1, 2, 3)]


@quick
@given(alerts, st.permutations(range(11)), st.integers(0, 2**30))
def test_two_wrong_words_are_never_taken_for_an_alert(alert, order, chance):
    words = list(SPEAKER.say(alert))
    for at in order[:2]:
        words[at] = LIST[(LIST.index(words[at]) + 1 + chance % 511) % 512]
        chance //= 511
    heard = SPEAKER.hear(" ".join(words))
    assert not heard.sure
    assert heard.alert is None or heard.faults[0].slip is Slip.SWAPPED


def test_half_the_words_or_none_are_told_as_such():
    for text in ("", "abeille", " ".join(WORDS[:6]), "x" * 50_000):
        heard = SPEAKER.hear(text)
        assert heard.alert is None
        assert heard.faults


def test_accents_capitals_numbers_and_small_slips_do_not_matter():
    said = "  1. " + ",\n2) ".join(word.upper() for word in WORDS)
    for number in range(3, 12):
        said = said.replace("2) ", f"{number}: ", 1)
    assert SPEAKER.hear(said).alert == KILLED
    plain = " ".join(fold(word) for word in WORDS)
    assert SPEAKER.hear(plain).sure
    for at, word in enumerate(WORDS):
        slipped = fold(word)
        slipped = slipped[:2] + slipped[3:] if len(slipped) > 5 else slipped + "s"
        assert SPEAKER.hear(" ".join([*WORDS[:at], slipped, *WORDS[at + 1 :]])).sure, slipped


def test_words_of_a_newer_program_are_told_as_such(monkeypatch):
    monkeypatch.setattr(dictation, "TYPES", (*dictation.TYPES, "flood"))
    words = SPEAKER.say(Alert(date(2026, 1, 1), type="flood"))
    monkeypatch.undo()
    heard = SPEAKER.hear(" ".join(words))
    assert heard.alert is None
    assert heard.faults[-1].slip is Slip.NEWER


def test_a_date_outside_the_code_is_refused():
    for day in (date(2019, 12, 31), date(2043, 1, 1)):
        with pytest.raises(CannotBeSaid):
            SPEAKER.say(Alert(day))


def test_every_type_of_the_records_can_be_said():
    assert set(codes.INCIDENT_TYPE) <= set(dictation.TYPES)
    assert set(codes.SEVERITY) == set(dictation.SEVERITIES) - {""}
    assert set(codes.RELIABILITY) == set(dictation.SOURCES) - {""}
    assert set(codes.CREDIBILITY) == set(dictation.NEWS) - {""}


def test_no_two_places_have_one_number():
    numbers = {dictation.place_number(each) for each in places()}
    assert len(numbers) == len(places())
    assert 0 not in numbers


def test_the_list_stays_as_it_is():
    """A changed word would make codes of older programs say something else."""
    content = resource("wordlist", "dictation_fr.txt").read_bytes()
    assert hashlib.blake2b(content, digest_size=8).hexdigest() == "1ec4df68bc53be51"


def test_the_words_are_clearly_distinct():
    folded = [fold(word) for word in LIST]
    assert len(set(folded)) == len({skeleton(word) for word in LIST}) == 512
    nearest = min(OSA.distance(a, b) for a, b in combinations(folded, 2))
    assert nearest >= 2
    assert all(len(word) >= 4 for word in folded if word != "chef")
    with pytest.raises(ValueError, match="512"):
        Speaker(LIST[1:])
