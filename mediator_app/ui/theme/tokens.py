"""Every colour and size of the screen; no other file names one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mediator_app.core.marks import N_


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, each as #RRGGBB."""

    name: str
    title: str  # marked for translators
    paper: str  # behind everything
    surface: str  # cards, fields, tables
    ink: str
    muted: str  # what may be read second
    line: str  # quiet lines
    edge: str  # the edge of what can be filled in: 3:1 at least
    track: str  # the empty part of a meter
    accent: str
    on_accent: str
    soft: str  # a surface with a breath of the accent
    earth: str
    earth_soft: str
    agree: str
    agree_soft: str
    alarm: str
    alarm_soft: str
    rail: str
    rail_ink: str
    rail_here: str


LIGHT = Tokens(
    name="light",
    title=N_("Light"),
    paper="#FBF8F3",
    surface="#FFFFFF",
    ink="#23201C",
    muted="#6B635A",
    line="#E2DACE",
    edge="#918676",
    track="#E2DACE",
    accent="#2B3F73",
    on_accent="#FFFFFF",
    soft="#E9EDF7",
    earth="#A6521F",
    earth_soft="#FAF0E8",
    agree="#2F6B4F",
    agree_soft="#E6F1EB",
    alarm="#A3262A",
    alarm_soft="#FBEDED",
    rail="#22315C",
    rail_ink="#DDE3F3",
    rail_here="#47547A",
)

DARK = Tokens(
    name="dark",
    title=N_("Dark"),
    paper="#1C1B19",
    surface="#262422",
    ink="#F1ECE4",
    muted="#A9A096",
    line="#3A3733",
    edge="#7C756C",
    track="#3A3733",
    accent="#93A9E6",
    on_accent="#1C1B19",
    soft="#2C3347",
    earth="#E39A66",
    earth_soft="#3A2C22",
    agree="#7CC7A2",
    agree_soft="#22342B",
    alarm="#F08A8D",
    alarm_soft="#3B2527",
    rail="#151A2A",
    rail_ink="#C7D0EA",
    rail_here="#3A3F50",
)

SUN = Tokens(
    name="sun",
    title=N_("Full sun"),
    paper="#FFFFFF",
    surface="#FFFFFF",
    ink="#000000",
    muted="#222222",
    line="#000000",
    edge="#000000",
    track="#CCCCCC",
    accent="#000080",
    on_accent="#FFFFFF",
    soft="#FFFFFF",
    earth="#7A2E00",
    earth_soft="#FFFFFF",
    agree="#004D26",
    agree_soft="#FFFFFF",
    alarm="#A00000",
    alarm_soft="#FFFFFF",
    rail="#000000",
    rail_ink="#FFFFFF",
    rail_here="#333333",
)

THEMES: Mapping[str, Tokens] = {theme.name: theme for theme in (LIGHT, DARK, SUN)}

# What is written on what: kept readable by a test.
READ_ON: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("ink", "muted") for ground in ("paper", "surface", "soft")),
    *((ink, ground) for ink in ("accent", "earth") for ground in ("paper", "surface")),
    *((ink, ground) for ink in ("agree", "alarm") for ground in ("paper", "surface")),
    ("ink", "earth_soft"),
    ("ink", "agree_soft"),
    ("ink", "alarm_soft"),
    ("accent", "soft"),
    ("on_accent", "accent"),
    ("earth", "earth_soft"),
    ("agree", "agree_soft"),
    ("alarm", "alarm_soft"),
    ("rail_ink", "rail"),
    ("rail_ink", "rail_here"),
)
# Edges of what can be operated: 3:1 is enough.
SEEN_ON: tuple[tuple[str, str], ...] = (
    ("edge", "paper"),
    ("edge", "surface"),
    ("accent", "surface"),
)

FAMILY = "Noto Sans"

# Sizes in pixels at 100 %; all grow with the text.
STEP = 4  # everything is spaced in multiples of it
RADIUS = 6
BODY = 15
SMALL = 13
HEADING = 16
TITLE = 22
ICON = 20
ROW = 36  # of a table
CONTROL = 34  # height of a field or button
LETTER = 28
RAIL = 152
SIDE = 300  # the column at the right of a case
COLUMN = 208  # the narrowest useful column of a form
SEARCH = 420
READING = 640  # the widest comfortable line of text
RIBBON = 38
TIP = 10  # the point of a stage
METER = 12
TEXT_SIZES = (90, 100, 110, 125, 150, 175, 200)  # per cent
