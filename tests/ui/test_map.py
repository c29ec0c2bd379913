"""The small map and its list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from mediator_app.services.maps import atlas
from mediator_app.ui.theme import tokens
from mediator_app.ui.widgets.map import AreaMap
from mediator_app.ui.widgets.map_view import PATTERNS, pattern


@pytest.fixture
def map_(dressed):
    made = AreaMap(atlas())
    made.resize(340, 560)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_more_is_denser_in_pattern_and_number_not_in_colour_alone(map_):
    assert pattern(0) == Qt.BrushStyle.NoBrush
    assert len({pattern(least) for least, _ in PATTERNS}) == len(PATTERNS)
    map_.show_counts({"ML-5": 128, "centre": 130, "ML0504": 7})
    assert map_.list.item(0).text().startswith("Mopti")
    assert map_.list.count() == 11
    map_.show_level("cercles")
    assert [map_.list.item(n).text().split()[-1] for n in range(map_.list.count())] == ["7"]
    map_.show_level("zones")
    assert [map_.list.item(n).text().split()[0] for n in range(3)] == ["Centre", "North", "South"]


def test_what_is_owed_stands_under_the_map(map_):
    assert "OCHA" in " ".join(each.text() for each in map_.findChildren(QLabel))
    assert "n'impliquent aucune reconnaissance officielle" in " ".join(
        each.text() for each in map_.findChildren(QLabel)
    )


@pytest.mark.parametrize("theme", list(tokens.THEMES))
def test_the_map_is_drawn_in_every_theme_and_size(map_, look_like, picture, theme):
    for scale in (100, 200):
        look_like(theme, scale)
        map_.show_counts({"ML-5": 128, "ML-7": 6}, "ML-7")
        assert picture(map_, f"map-{theme}-{scale}").exists()
