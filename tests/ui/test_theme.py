from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mediator_app.ui.theme.icons import icon
from mediator_app.ui.theme.look import Look, fixed, look, spaced, wear
from mediator_app.ui.theme.shapes import kind_picture
from mediator_app.ui.theme.tokens import LIGHT, READ_ON, SEEN_ON, SUN, TEXT_SIZES, THEMES

UI = Path(__file__).parents[2] / "mediator_app" / "ui"


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_the_standard_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
def test_everything_written_can_be_read(theme):
    least = 7 if theme is SUN else 4.5
    pairs = {(i, g): contrast(getattr(theme, i), getattr(theme, g)) for i, g in READ_ON}
    assert len(pairs) >= 20
    assert {pair: round(c, 2) for pair, c in pairs.items() if c < least} == {}


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
def test_edges_of_fields_can_be_seen(theme):
    weak = [(a, b) for a, b in SEEN_ON if contrast(getattr(theme, a), getattr(theme, b)) < 3]
    assert weak == []


def test_no_colour_is_named_outside_the_tokens():
    hexes = re.compile(r"[\"'](#[0-9A-Fa-f]{3,8})[\"']")
    files = [p for p in UI.rglob("*.py") if p.name != "tokens.py"]
    assert len(files) > 20
    assert [p.name for p in files if hexes.search(p.read_text(encoding="utf-8"))] == []


def test_the_shipped_typeface_is_used_and_has_our_letters(dressed):
    if "Noto Sans" not in QFontDatabase.families():
        pytest.skip("fonts are not in resources yet")
    assert QFontInfo(look().font()).family() == "Noto Sans"


def test_sizes_follow_the_text(dressed):
    widget = QWidget()
    box = QVBoxLayout(widget)
    spaced(box, 8, 12)
    fixed(widget, width=100)
    seen = []
    for size in TEXT_SIZES:
        wear(dressed, Look(LIGHT, size))
        seen.append((box.spacing(), box.contentsMargins().left(), widget.width()))
    assert seen[0] == (7, 11, 90)
    assert seen[-1] == (16, 24, 200)
    assert QApplication.font().pixelSize() == 30


def test_icons_wear_the_theme(look_like):
    def ink(name):
        image = icon(name).pixmap(20, 20).toImage()
        return {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }

    if not ink("home"):
        pytest.skip("icons are not in resources yet")
    assert LIGHT.ink.lower() in ink("home")
    look_like("dark")
    assert THEMES["dark"].ink.lower() in ink("home")


def test_each_kind_has_its_own_shape(look_like):
    def shape(kind):
        image = kind_picture(kind).toImage()
        return tuple(
            image.pixelColor(x, y).alpha() > 100
            for x in range(image.width())
            for y in range(image.height())
        )

    shapes = {shape(kind) for kind in ("land", "intercommunal", "reintegration", "other")}
    assert len(shapes) == 4
    assert shape("of a newer version") == shape("other")
