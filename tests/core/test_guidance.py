"""Guidance cards and the help of each screen."""

from __future__ import annotations

import pytest

from mediator_app.core.guidance import Advice, card
from mediator_app.core.help import screen_help, screens

STAGES = ("intake", "screening", "analysis", "dialogue", "agreement", "follow_up", "closure")
KINDS = ("land", "intercommunal", "reintegration", "other")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_card_says_what_to_do_to_ask_and_never_to_do(stage: str, kind: str) -> None:
    lines = card(stage, kind)
    for advice in Advice:
        assert 1 <= sum(line.advice is advice for line in lines) <= 6
    assert [line.advice for line in lines] == sorted(
        (line.advice for line in lines), key=list(Advice).index
    )
    assert len({line.text for line in lines}) == len(lines)


@pytest.mark.parametrize("stage", STAGES)
def test_a_kind_adds_its_own_lines(stage: str) -> None:
    for kind in ("land", "intercommunal", "reintegration"):
        assert set(card(stage, "other")) < set(card(stage, kind))


def test_an_unknown_stage_has_no_card() -> None:
    assert card("nowhere", "land") == ()


@pytest.mark.parametrize("screen", screens())
def test_every_screen_has_a_short_help(screen: str) -> None:
    assert 3 <= len(screen_help(screen)) <= 7


def test_an_unknown_screen_has_no_help() -> None:
    assert screen_help("nowhere") == ()
