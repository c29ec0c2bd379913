"""What the journeys share: the look, the language, and people who leave when they are done."""

from __future__ import annotations

import pytest

from mediator_app import i18n
from mediator_app.ui.theme.fonts import load_fonts
from mediator_app.ui.theme.look import Look, wear
from mediator_app.ui.theme.tokens import LIGHT
from tests.journeys.person import Person


@pytest.fixture(autouse=True)
def speaking_french(qapp):
    """The journeys are told in French; the tests that come after them start in English."""
    qapp.setStyle("Fusion")
    load_fonts()
    wear(qapp, Look(LIGHT))
    i18n.speak("fr")
    yield
    i18n.speak("en")


@pytest.fixture
def sit_down(qapp):
    """Let a person sit down before a profile's folder; several may, one after another."""
    people: list[Person] = []

    def come(folder, **wishes) -> Person:
        people.append(Person(folder, **wishes))
        return people[-1]

    yield come
    for person in people:
        person.leave()
