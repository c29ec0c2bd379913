"""Drawn and chosen passphrases."""

from __future__ import annotations

import os
import re
from collections import Counter

import pytest

from mediator_app.vault import passphrase


def test_the_list_has_enough_plain_words():
    words = passphrase.words()
    assert len(words) >= 4096
    assert len(set(words)) == len(words)
    assert list(words) == sorted(words)
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in words)


def test_no_drawn_word_frightens_or_offends():
    refused = "arme mort guerre tuer viol bombe fusil dieu islam juif arabe putain merde sexe"
    assert not set(refused.split()) & set(passphrase.words())


def test_five_words_are_drawn_and_pass_as_strong():
    drawn = {passphrase.generate(os.urandom) for _ in range(20)}
    assert len(drawn) == 20
    for phrase in drawn:
        assert len(phrase.split()) == 5
        assert set(phrase.split()) <= set(passphrase.words())
        assert passphrase.problems(phrase) == []


def test_every_word_is_equally_likely(environment):
    drawn = Counter(passphrase._below(10, environment.random_bytes) for _ in range(5000))
    assert sorted(drawn) == list(range(10))
    assert all(400 < times < 600 for times in drawn.values())


def test_a_draw_beyond_the_last_whole_multiple_is_redone():
    draws = iter([b"\xff" * 4, b"\0\0\0\x0d"])
    assert passphrase._below(10, lambda _n: next(draws)) == 3


@pytest.mark.parametrize("weak", ["", "mali", "passe", "Macina2026", "12345678"])
def test_a_short_passphrase_is_told_so(weak):
    assert passphrase.TOO_SHORT in passphrase.problems(weak)


@pytest.mark.parametrize("weak", ["aaaaaaaaaaaaaaaa", "1234567890123456", "passwordpassword"])
def test_a_long_but_guessable_passphrase_is_told_so(weak):
    assert passphrase.problems(weak) == [passphrase.TOO_EASY]


def test_the_person_s_own_words_do_not_help():
    name = "aminatacoulibaly"
    assert passphrase.score(name, personal=[name]) < passphrase.MIN_SCORE


def test_all_problems_are_told_at_once():
    assert passphrase.problems("soleil") == [passphrase.TOO_SHORT, passphrase.TOO_EASY]


@pytest.mark.parametrize("text", ["x" * 100_000, "ɛ ɔ ɲ ŋ dɔgɔ ni kɔrɔ tɛ kelen ye", "\0" * 20])
def test_no_text_stops_the_judge(text):
    assert isinstance(passphrase.problems(text), list)
